"""What may be asked for: everything through `Access`, as far as whoever the token speaks for may see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import abort
from flask_smorest import Blueprint
from marshmallow import RAISE

from yuetan.access.views import Asked, InterviewRow, OwedRow
from yuetan.casework.errors import Unfit
from yuetan.paperwork.clauses import clauses_in_words
from yuetan.wording import say
from yuetan_web.api import schemas
from yuetan_web.api.guarding import NOT_FOUND
from yuetan_web.current import access, actor, shell, wording
from yuetan_web.objections import objection_words
from yuetan_web.shown import explained, shown

reading = Blueprint("api_reading", __name__, description="what may be seen")
Found = Mapping[str, Any]
MOST_DAYS = 366



@reading.route("/me")
@reading.response(200, schemas.Who)
def me() -> Found:
    """Whom the token speaks for."""
    who = actor()
    return {"name": who.name, "staff_number": who.cadre, "roles": sorted(one.value for one in who.roles()),
            "today": shell().today()}


@reading.route("/regulations")
@reading.response(200, schemas.RegulationOut(many=True))
def regulations() -> list[Found]:
    """Every edition there is."""
    return [_regulation(one) for one in access().regulations()]


@reading.route("/regulations/<string:code>/<string:edition>")
@reading.response(200, schemas.RegulationWhole)
def regulation(code: str, edition: str) -> Found:
    """One edition with its clauses: a gist of each, and why no rule keeps it where none does."""
    found = next((one for one in access().regulations() if (one.code, one.edition) == (code, edition)), None)
    if found is None:
        abort(NOT_FOUND)
    clauses = [{"at": one.at, "gist": one.gist, "aside": one.set_aside} for one in clauses_in_words(found)]
    return {**_regulation(found), "clauses": clauses}


@reading.route("/obligations")
@reading.arguments(schemas.ObligationsAsked, location="query", unknown=RAISE)
@reading.response(200, schemas.ObligationsPage)
def obligations(asked: dict[str, Any]) -> Found:
    """What is owed, the most pressing first."""
    found = access().desk(Asked(**asked))
    return {"rows": list(map(owed, found.rows)), "more": found.more, "counts": dict(found.counts)}


@reading.route("/obligation")
@reading.arguments(schemas.ObligationAsked, location="query", unknown=RAISE)
@reading.response(200, schemas.ObligationWhole)
def obligation(asked: dict[str, str]) -> Found:
    """One of them: why it is owed, how its day was counted, whose task it is."""
    view = access().owed(asked.pop("subject"), **asked) or abort(NOT_FOUND)
    told = explained(view)
    return {**owed(view.row), "owners": list(told.owners),
            "explanation": [{"label": one.label, "text": one.text} for one in told.lines]}


@reading.route("/interviews")
@reading.arguments(schemas.InterviewsAsked, location="query", unknown=RAISE)
@reading.response(200, schemas.InterviewsPage)
def interviews(asked: dict[str, Any]) -> Found:
    """Interviews, those entered last first."""
    rows, more = access().interviews(**asked)
    return {"rows": list(map(_row, rows)), "more": more}


@reading.route("/interviews/<string:reference>")
@reading.response(200, schemas.InterviewWhole)
def interview(reference: str) -> Found:
    """One interview: what happened in it, what is owed, and what can be done next, with what stands against it."""
    view = access().interview(reference) or abort(NOT_FOUND)
    words = wording(view, people=view.people)
    offers = [{"code": one.code, "title": one.title, "asks": [asked.code for asked in one.fields],
               "objections": [objection_words(against, words) for against in one.objections]}
              for one in shell().casework.offers(actor(), reference)]
    return {
        "reference": view.reference, "number": view.number, "regulation": view.regulation.code,
        "kind": view.kind.code, "kind_title": view.kind.title, "unit": view.unit, "state": words.event(view.state),
        "planned": view.planned, "opened_on": view.opened_on, "ended": view.ended, "version": view.version,
        "interviewees": view.of("interviewee"), "place": view.place, "topic": view.topic, "people": view.people,
        "events": view.events, "offers": offers, "owed": list(map(owed, view.owed))}


@reading.route("/cadres")
@reading.arguments(schemas.CadresAsked, location="query", unknown=RAISE)
@reading.response(200, schemas.Person(many=True))
def cadres(asked: dict[str, str]) -> list[Any]:
    """People a name, how it is spelled, or a staff number leads to; at most twenty."""
    return [one.person for one in access().find(asked["name"])]


@reading.route("/cadres/<string:reference>")
@reading.response(200, schemas.CadreOut)
def cadre(reference: str) -> Found:
    """One cadre: his posts, and what concerns him."""
    view = access().cadre(reference) or abort(NOT_FOUND)
    return {"reference": view.reference, "cadre": view.cadre, "name": view.name, "posts": view.posts,
            "owed": list(map(owed, view.owed))}


@reading.route("/days")
@reading.arguments(schemas.DaysAsked, location="query", unknown=RAISE)
@reading.response(200, schemas.DayOut(many=True))
def days(asked: dict[str, date]) -> list[Found]:
    """Which days are worked, and what says so: at most a year of them."""
    first, last, calendar = asked["since"], asked["until"], shell().calendar
    if not 0 <= (last - first).days <= MOST_DAYS:
        raise Unfit({"until": say("不早于起日，并且不超过 {count} 天。", count=MOST_DAYS)})
    some = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [{"day": day, "working": calendar.is_workday(day), "basis": say(calendar.basis(day).value)} for day in some]


def owed(row: OwedRow) -> Found:
    """An obligation as it is answered."""
    told = shown(row)
    return {"subject": row.subject_reference, "regulation": row.regulation.code, "edition": row.regulation.edition,
            "duty": row.duty.code, "cause": row.cause, "title": told.title, "status": row.status.name.lower(),
            "due": row.due, "provisional": row.provisional, "done_on": row.done_on, "about": row.subject,
            "clauses": list(row.duty.places), "interview": row.interview, "address": told.address}


def _row(row: InterviewRow) -> Found:
    return {"reference": row.reference, "number": row.number, "regulation": row.regulation.code,
            "kind": row.kind.code, "kind_title": row.kind.title, "unit": row.unit, "state": row.state,
            "planned": row.planned, "opened_on": row.opened_on, "ended": row.ended, "interviewees": row.interviewees}


def _regulation(one: Any) -> Found:  # noqa: ANN401 - a regulation, of the rules
    return {"code": one.code, "edition": one.edition, "title": one.title, "number": one.number, "since": one.since,
            "until": one.until}
