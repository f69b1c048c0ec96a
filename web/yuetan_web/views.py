"""The pages."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, abort, current_app, render_template, request

from yuetan.engine.obligations import Status
from yuetan.paperwork.clauses import clauses_in_words, readings_in_words
from yuetan.wording import say
from yuetan_web.dates import Month, day_of
from yuetan_web.index import Index
from yuetan_web.listing import STATUSES, Query, counts_of, page_of
from yuetan_web.shown import all_shown, posts_over_time, shown

INDEX = "yuetan.index"
OFFERED = 5  # shown beside the list
pages = Blueprint("pages", __name__)


def _index() -> Index:
    return cast("Index", current_app.extensions[INDEX])


@pages.get("/")
def desk() -> str:
    """Everything that is owed, the most pressing first."""
    index, query = _index(), Query.read(request.args)
    as_of = index.desk.as_of
    page = page_of(index, query)
    return render_template(
        "desk.html", query=query, page=page, shown=all_shown(page.entries, as_of), index=index,
        counts=counts_of(index),
        statuses=[(code, say(title)) for code, (title, _) in STATUSES.items()],
        offered=all_shown([entry for entry in index.entries if entry.offered][:OFFERED], as_of),
        **_month(index, Month.read(request.args.get("month", "")) or Month.of(as_of)))


def _month(index: Index, month: Month) -> dict[str, object]:
    """A month, each day with how many entries are still to be done by then."""
    world = index.desk.world
    pressing = {day: [entry.obligation.status for entry in entries if not entry.offered
                      and entry.obligation.status in {Status.OPEN, Status.OVERDUE}]
                for week in month.weeks for day in week if (entries := index.due_on.get(day))}
    return {"month": month, "weeks": [[day_of(world, day) for day in week] for week in month.weeks],
            "pressing": {day: (len(found), Status.OVERDUE in found) for day, found in pressing.items() if found}}


@pages.get("/obligation/<path:reference>")
def obligation(reference: str) -> str:
    """One obligation with everything it rests on."""
    index = _index()
    entry = index.by_reference.get(reference) or abort(404)
    as_of = index.desk.as_of
    related = [other for cadre in entry.cadres for other in index.concerning[cadre] if other is not entry]
    return render_template("obligation.html", one=shown(entry, as_of), index=index,
                           related=all_shown(dict.fromkeys(related), as_of))


@pages.get("/cadre/<path:cadre>")
def cadre(cadre: str) -> str:
    """What one cadre owes and what is owed to him, and the posts he held."""
    index = _index()
    world = index.desk.world
    person = world.cadre(cadre) or abort(404)
    overseen = [world.name_of(unit, world.as_of) for unit in world.overseen_by(cadre, world.as_of)]
    return render_template(
        "cadre.html", person=person, posts=posts_over_time(world, index.words, cadre), overseen=overseen,
        party=index.desk.vocabulary.title("party", person.party),
        owing=all_shown(index.owed_by.get(cadre, ()), world.as_of),
        concerning=all_shown(index.concerning.get(cadre, ()), world.as_of))


@pages.get("/regulation/<code>")
def regulation(code: str) -> str:
    """A regulation: its clauses with what rests on them, and how its open places are read."""
    index = _index()
    editions = [one for one in index.desk.regulations if one.code == code] or abort(404)
    asked, as_of = request.args.get("edition"), index.desk.as_of
    chosen = next((one for one in editions if one.edition == asked), None) or next(
        (one for one in editions if one.in_force(as_of)), editions[-1])
    return render_template("regulation.html", regulation=chosen, editions=editions, clauses=clauses_in_words(chosen),
                           readings=readings_in_words(chosen), duties=dict(index.duties))
