"""One interview from its first step to its last: what happened, in words, and what is still ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from yuetan.access.reading_fields import granting, playing
from yuetan.access.views import EventView, InterviewView, OwedRow
from yuetan.casework.interviews.other_acts import CAME, OTHER_ACTS
from yuetan.casework.interviews.rights import ACTIONS
from yuetan.engine.obligations import Status
from yuetan.paperwork.explanation import Line, Wording, against_words
from yuetan.paperwork.procedure import papers_of, steps_ahead
from yuetan.wording import later, say
from yuetan_web.printed import Copy, copies

_WORDS = {"yes": later("是"), "no": later("否"), **CAME}


@frozen
class Past:
    """Something that happened, as a page shows it. ``content`` is what its paper says, by the title of each field."""

    event: EventView
    citation: str
    content: tuple[tuple[str, str], ...]
    copies: tuple[Copy, ...] = ()  # of its paper
    against: tuple[Line, ...] = ()  # the rules it was done against
    whose: str = ""  # of several interviewees the name of the one whom alone it is about

    @property
    def against_count(self) -> int:
        """How many rules it was done against."""
        return len(self.against)

    @property
    def short(self) -> tuple[tuple[str, str], ...]:
        """What its paper says where that is short enough to stand open."""
        return self.content if sum(len(text) for _, text in self.content) <= SHORT else ()


@frozen
class Ahead:
    """A step still to come: its title, its clause, by when where that is known, and whose turn it is now."""

    title: str
    citation: str
    due: str
    whose: str = ""


PLAYING = {"interviewer": later("约谈人"), "recorder": later("记录人")}
STEP = "interview.step"
"""What the policy calls any step that it does not call by a word of its own."""
SHORT = 120  # characters of a paper that stand open in the timeline


def past(view: InterviewView, words: Wording) -> tuple[Past, ...]:
    """What happened, in order."""
    several = {one.cadre: one.name for one in view.of("interviewee")} if len(view.of("interviewee")) > 1 else {}
    return tuple(Past(
        event, words.citation(event.places) if event.places else "", tuple(_content(event, view, words)),
        tuple(copies(view, event)), tuple(against_words(event.against, words)), several.get(event.of, ""),
    ) for event in view.events)


def ahead(view: InterviewView, words: Wording, offered: Iterable[str], *, own: bool = False) -> tuple[Ahead, ...]:
    """The steps still to come, without those that can be taken now; none once it is over.

    What the office did before is hidden from whoever is talked to: for him, as his ``own``, it is not left to be done.
    """
    if view.ended:
        return ()
    done = {event.code for event in view.events if event.corrected_by is None} | set(offered)
    owed = {row.duty.met_by for row in view.owed if row.status in {Status.OPEN, Status.WAITING, Status.OVERDUE}}
    beyond = {event.code for event in view.events} if own else ()
    steps = steps_ahead(view.regulation, view.kind.code, done, owed, beyond)
    waits = {step.code for step in steps} | set(offered)
    return tuple(Ahead(step.title, words.citation(step.places), _due(view.owed, step.code),
                       "" if own or waits.intersection(step.after) else _whose(view, step.code)) for step in steps)


def _whose(view: InterviewView, code: str) -> str:
    """Those who take a step by the parts they play; empty where whoever has a role may."""
    action = ACTIONS.get(code, STEP)
    parts = () if granting(action) else [(part, title) for part, title in PLAYING.items() if part in playing(action)]
    return say("、").join(say("{title}{names}", title=say(title), names=say("、").join(one.name for one in people))
                          for part, title in parts if (people := view.of(part)))


def _due(rows: Iterable[OwedRow], code: str) -> str:
    return next((row.due.isoformat() for row in rows if row.due and row.duty.met_by == code), "")


def _content(event: EventView, view: InterviewView, words: Wording) -> Iterator[tuple[str, str]]:
    """What its paper says, by title; what names a paper or somebody is said as that is called."""
    asked = (*(event.material.fields if event.material else ()),
             *(OTHER_ACTS[event.code].fields if event.code in OTHER_ACTS else ()))
    titles = {field.code: say(field.title) for field in reversed(asked)}
    called = {one.reference: one.material.title for one in view.submissions} | {
        paper.code: paper.title for paper in papers_of(view.regulation)}
    for code in (*dict.fromkeys(field.code for field in asked), *(one for one in event.content if one not in titles)):
        if text := event.content.get(code, ""):
            known = [words.world.cadre(one) for one in text.split()]
            names = say("、").join(one.name for one in known if one) if all(known) else ""
            yield titles.get(code, code), names or called.get(text) or (say(_WORDS[text]) if text in _WORDS else text)
