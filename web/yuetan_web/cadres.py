"""The roster: looking somebody up, and one cadre."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from flask import Blueprint, abort, render_template, request

from yuetan.access.reading_old_talks import OldAsked
from yuetan.access.views import CadreView
from yuetan.casework.decisions import SORTS
from yuetan.casework.outside_scans import Concerned
from yuetan.wording import say
from yuetan_web.absence import away_in_words
from yuetan_web.current import access, actor, may_anywhere, shell, wording
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.late_scans import may_scan_about
from yuetan_web.listing import LONGEST, LONGEST_NAME
from yuetan_web.outside import NOTHING_TRIED, OutsideTried, outside_forms
from yuetan_web.outside_scans import scans_about
from yuetan_web.shown import all_shown, row_status

MOST_LISTED = 100
cadres = Blueprint("cadres", __name__)


@frozen
class DecisionTried:
    """A decision that was typed and not kept: what was typed, and what is wrong with it."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]


NO_DECISION = DecisionTried({}, {})


@cadres.get("/cadres")
def search() -> str:
    """Whoever a name, its initials or a staff number lead to, and whoever serves in a unit."""
    name, words = request.args.get("name", "").strip()[:LONGEST_NAME], wording()
    unit = request.args.get("unit", "")[:LONGEST]
    found = access().find(name, MOST_LISTED, unit) if name or unit else ()
    people = [(one.person, [words.details(post) for post in one.posts]) for one in found]
    return render_template("cadres.html", name=name, unit=unit, units=access().units(), people=people,
                           most=MOST_LISTED)


@cadres.get("/cadres/<reference>")
def cadre(reference: str) -> str:
    """The posts a cadre held, what concerns him, and his interviews, as far as they may be seen."""
    return cadre_page(access().cadre(reference) or abort(NOT_FOUND))


def cadre_page(view: CadreView, decision: DecisionTried = NO_DECISION, outside: OutsideTried = NOTHING_TRIED) -> str:
    """The page of a cadre, with what was tried on it."""
    record, about = shell().casework.outside_record(actor(), cadre=view.cadre), Concerned(cadre=view.cadre)
    sorts = [(code, say(title)) for code, title in SORTS.items()]
    return render_template("cadre.html", person=view, concerning=all_shown(view.owed), sorts=sorts, titles=dict(sorts),
                           interviews=[(row, row_status(row)) for row in view.interviews], tried=decision,
                           old=access().old_talks(OldAsked(cadre=view.cadre)),
                           token=new_token(), outside=outside_forms(record, outside),
                           may_scan=bool(record.offered) and may_scan_about(about),
                           scans=scans_about(about, "outside_scans.of_cadre", view.reference),
                           away=away_in_words(view.away),
                           may_move=may_anywhere("person.move") and shell().people.may_move(actor(), view.cadre),
                           may_release=may_anywhere("file.release") and shell().people.may_release(
                               actor(), view.cadre))
