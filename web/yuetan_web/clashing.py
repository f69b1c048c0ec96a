"""What else is on that day, in words: whom or which room another talk takes up, and when; never what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import frozen

from yuetan.access.reading_clashes import Clash, Plan, overlapping
from yuetan.access.views import InterviewView
from yuetan.casework.acts import Proposal
from yuetan.wording import say
from yuetan_web.current import access
from yuetan_web.listing import day_in
from yuetan_web.people import person_of


@frozen
class Warned:
    """One thing to think of before a talk is set for that day."""

    overlaps: bool  # surely at the same time
    text: str


def clashes_of(some: Sequence[Proposal]) -> tuple[Warned, ...]:
    """What else is on the days of some proposals, the proposals among each other included."""
    found = [one for proposal in some for one in _of(proposal)]
    return tuple(dict.fromkeys((*_among(some), *found)))


def clashes_in(view: InterviewView, day: str = "", time: str = "", place: str = "") -> tuple[Warned, ...]:
    """The same of an interview as it is planned, or as it would be on another day, at another time, elsewhere."""
    on = day_in(day) if day else view.planned
    if on is None or view.held or view.ended:
        return ()
    people = {one.cadre for one in view.people if one.part in {"interviewee", "interviewer", "company", "recorder"}}
    return tuple(map(_warned, access().clashes(Plan(
        day=on, time=time or view.planned_time, minutes=view.planned_minutes, place=place or view.place, people=people,
        but=view.reference))))


def _of(proposal: Proposal) -> Iterator[Warned]:
    if proposal.planned is None:
        return
    people = {*proposal.interviewees, *proposal.interviewers, *proposal.company, *filter(None, (proposal.recorder,))}
    yield from map(_warned, access().clashes(Plan(
        day=proposal.planned, time=proposal.planned_time, minutes=proposal.planned_minutes, place=proposal.place,
        people=people)))


def _among(some: Iterable[Proposal]) -> Iterator[Warned]:
    """Those of the proposals themselves that are surely at the same time: they are held by the same people."""
    for one, other in combinations(some, 2):
        same_day = one.planned is not None and one.planned == other.planned
        if same_day and overlapping((one.planned_time, one.planned_minutes),
                                    (other.planned_time, other.planned_minutes)):
            names = [person_of(proposal.interviewees[0]).name for proposal in (one, other)]
            yield Warned(overlaps=True, text=say("这一批里，{one}和{other}的谈话安排在同一时间。", one=names[0],
                                                  other=names[1]))


def _warned(one: Clash) -> Warned:
    time = say("{time} 起约 {minutes} 分钟", time=one.time, minutes=one.minutes) if one.time and one.minutes else (
        say("{time} 起", time=one.time) if one.time else say("时间未定"))
    who = say("您本人") if one.own and len(one.people) == 1 else say("、").join(one.people)
    if not one.people:
        text = say("“{place}”当天已有安排（{time}）。", place=one.place, time=time)
    elif one.place:
        text = say("{people}当天在“{place}”另有安排（{time}）。", people=who, place=one.place, time=time)
    else:
        text = say("{people}当天另有安排（{time}）。", people=who, time=time)
    return Warned(overlaps=one.overlaps is True, text=text)
