"""The papers of an interview that a page offers; of a notice one copy for each of those talked to."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.access.views import EventView, InterviewView
from yuetan.paperwork.papers.delivery import PRINTED, notice_of, to_fill_in
from yuetan.paperwork.papers.twins import TWINS
from yuetan.wording import say

NOTICE, NOTIFIED, POSTPONED = "notice", "notified", "postponed"

Copy = tuple[str, str]
"""Of several interviewees the staff number of the one whom a copy is for, else empty; and what it is called."""


def papers_at_head(view: InterviewView) -> Iterator[tuple[str, str, str]]:
    """The notice to be signed, or the papers that were printed and hold: which, for whom, and what it is called."""
    material = notice_of(view)
    if material is not None and view.planned is not None and not view.ended and not notified(view):
        yield from ((NOTICE, *copy) for copy in _each(view, say("{paper}（待签）", paper=material.title)))
    for event in view.events:
        if event.code in PRINTED and event.superseded_by is None:
            yield from ((str(event.sequence), *copy) for copy in copies(view, event))


def copies(view: InterviewView, event: EventView) -> list[Copy]:
    """The copies of the paper of an event; none where it has none, or what it says may not be seen."""
    material = event.material or (TWINS[event.code].material if event.code in TWINS else None)
    if material is None or not event.content:
        return []
    return _each(view, material.title, event.of) if event.code == NOTIFIED else [("", material.title)]


def addressed(view: InterviewView, which: str, cadre: str) -> InterviewView | None:
    """An interview as the paper that is asked for may show it: a copy of a notice names whom it is for alone.

    None where it is not said whose copy is asked for, or there is none for him.
    """
    served = {str(one.sequence) for one in view.events if one.code == NOTIFIED}
    if not (which in served or _of_one(view, which)) or len(view.of("interviewee")) == 1:
        return view
    return view.for_one(cadre)


def to_be_filled_in(view: InterviewView) -> Iterator[tuple[str, str, str]]:
    """The papers that are printed to be written in by hand: which, for whom, and what it is called."""
    for code, title in to_fill_in(view):
        each = _each(view, title) if _of_one(view, code) else [("", title)]
        yield from ((code, *copy) for copy in each)


def notified(view: InterviewView) -> bool:
    """Whether a notice holds: one that was put right does not, nor any once the talk was put off."""
    last = max((event.sequence for event in view.events if event.code == POSTPONED), default=0)
    return any(event.code == NOTIFIED and event.corrected_by is None and event.sequence > last
               for event in view.events)


def _of_one(view: InterviewView, code: str) -> bool:
    """Whether a paper still to be written is about one interviewee: a notice, and what is noted on serving it."""
    material = notice_of(view)
    return code == NOTICE or bool(material and code == material.code) or (code in TWINS and not TWINS[code].his)


def _each(view: InterviewView, title: str, of: str = "") -> list[Copy]:
    people = view.of("interviewee")
    if len(people) == 1:
        return [("", title)]
    return [(one.cadre, say("{paper}：{name}", paper=title, name=one.name)) for one in people if of in {"", one.cadre}]
