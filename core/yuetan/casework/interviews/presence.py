"""Who is not there takes no part: nobody who is away talks, attends or records, and nothing is sent to the dead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from yuetan.casework.acts import Proposal
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.interviews.assigning import COMPANY as COMPANY_FIELD
from yuetan.casework.interviews.assigning import TALKERS
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.other_acts import ASSIGNED
from yuetan.casework.interviews.taking import Moment, Ready
from yuetan.engine.facts import FOREVER
from yuetan.records.cases import cadre_name
from yuetan.records.database import Connection
from yuetan.records.interviews import COMPANY, INTERVIEWER, RECORDER
from yuetan.records.people import DEATH, DETENTION, Away, away_on
from yuetan.rules.events import HELD, NOTIFIED, WITHDRAWN
from yuetan.wording import later, say

STATES = {"leave": later("离岗"), "study": later("脱产学习"), "detention": later("被留置"), "retirement": later("退休"),
          "death": later("去世")}
_TALKING = frozenset({INTERVIEWER, COMPANY, RECORDER})


def in_words(away: Away, state: str = "") -> str:
    """Since when and until when somebody is away, and why: 自 2026-03-02 起离岗（至 2026-06-30）."""
    since = say("自 {since} 起{state}", since=away.since, state=state or say(STATES[away.sort]))
    if away.until == FOREVER:
        return since
    return since + say("（至 {last}）", last=away.until - timedelta(days=1))


def demand_there(connection: Connection, proposal: Proposal, on: date) -> None:
    """`Unfit` where somebody of the talking side is away on the day of a talk to come, or whoever is talked to died."""
    named = {"interviewers": proposal.interviewers, "company": proposal.company,
             "recorder": tuple(filter(None, (proposal.recorder,)))}
    away = away_on(connection, {*proposal.interviewees, *(one for some in named.values() for one in some)}, on)
    errors = {code: _not_there(connection, found, say("不在岗")) for code, some in named.items()
              if (found := [away[one] for one in some if one in away])}
    if dead := [away[one] for one in proposal.interviewees if one in away and away[one].sort == DEATH]:
        errors["interviewees"] = _not_there(connection, dead)
    if errors:
        raise Unfit(errors)


def demand_present(connection: Connection, opened: Opened, ready: Ready, moment: Moment) -> None:
    """`Refused` for an act with, or by, somebody who is not there on its day; what was done already stands."""
    _demand_reached(connection, opened, ready, moment.on)
    if moment.accomplished:
        return
    sides = [cadre for part, cadre in opened.people if part in _TALKING] if ready.code == HELD else _named(ready)
    day = max(moment.on, opened.kept.planned or moment.on) if ready.code == ASSIGNED else moment.on
    if found := away_on(connection, sides, day):
        raise Refused(None, (), say("{people}，不能参加这次约谈；请调整谈话人员。",
                                    people=_not_there(connection, found.values(), say("不在岗"))))


def _demand_reached(connection: Connection, opened: Opened, ready: Ready, on: date) -> None:
    """Whether those whom it concerns can be reached at all: a procedure waits while somebody is detained."""
    withdrawn = {event.cadre for event in opened.events if event.code == WITHDRAWN}
    concerned = (ready.cadre,) if ready.cadre else tuple(one for one in opened.interviewees if one not in withdrawn)
    his = bool(ready.cadre) and ready.code != WITHDRAWN
    if ready.code not in {NOTIFIED, HELD} and not his:
        return
    away = away_on(connection, concerned, on).values()
    if found := [one for one in away if one.sort == DEATH]:
        raise Refused(None, (), say("{people}；不能再向他送达或由他办理。", people=_not_there(connection, found)))
    if found := [one for one in away if one.sort == DETENTION]:
        raise Refused(None, (), say("{people}；程序中止，待返岗登记后继续。", people=_not_there(connection, found)))


def _named(ready: Ready) -> list[str]:
    if ready.code != ASSIGNED:
        return []
    return [one for code in (*TALKERS, COMPANY_FIELD, "recorder") for one in ready.content.get(code, "").split()]


def _not_there(connection: Connection, some: Iterable[Away], state: str = "") -> str:
    """Who is away and since when; why, only where ``state`` does not say that in its own words."""
    return say("、").join(cadre_name(connection, one.cadre) + in_words(one, state) for one in some)
