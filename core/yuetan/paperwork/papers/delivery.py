"""The papers of one interview as Word documents, made of what their reader may see of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from yuetan.access.views import InterviewView
from yuetan.casework.errors import Hidden
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.casework.interviews.papers_owed import his_papers
from yuetan.paperwork.papers.known import NUMBER, facts_of, notice_of, planned, prefilled, said
from yuetan.paperwork.papers.materials import render, render_with
from yuetan.paperwork.papers.twins import TWINS
from yuetan.rules.duties import Duty
from yuetan.rules.events import NOTIFIED, RECORDED
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step, applies

__all__ = ["NUMBER", "PRINTED", "Delivered", "blank", "delivered", "document", "notice_of", "to_fill_in",
           "unsigned_notice"]

PRINTED = frozenset({NOTIFIED, RECORDED})
"""The events whose papers stand at the head of the page of an interview."""

BY_NAME = {"notice": NOTIFIED, "record": RECORDED}

LONGEST_NUMBER = 9  # digits of the number of an event in an address


@frozen
class Delivered:
    """A document: the name of its file and what is in it."""

    name: str
    content: bytes


def delivered(view: InterviewView, which: str, on: date) -> Delivered:
    """The paper an address asks for: ``notice``, ``record``, the number of an event, or a code from `to_fill_in`.

    `Hidden` where there is none, or its reader may not see what it says.
    """
    if which.isascii() and which.isdigit() and len(which) <= LONGEST_NUMBER:
        return document(view, int(which))
    if which not in BY_NAME:
        return blank(view, which, on)
    sequences = [one.sequence for one in view.events if one.code == BY_NAME[which]]
    if not sequences and which == "notice":
        return unsigned_notice(view, on)
    return document(view, sequences[-1] if sequences else 0)


def document(view: InterviewView, sequence: int) -> Delivered:
    """The paper of one event of an interview; `Hidden` where it has none, or its reader may not see what it says."""
    event = next((one for one in view.events if one.sequence == sequence), None)
    if event is None or event.material is None or not event.content:
        raise Hidden
    content = render(view.regulation, event.material, [said(view, event)], on=event.on,
                     facts=facts_of(view, event.material, event.on))
    return _file(view, event.material, content)


def unsigned_notice(view: InterviewView, on: date) -> Delivered:
    """The notice as it is planned, to be printed and signed on a day; `Hidden` where there is nothing to print yet."""
    material = notice_of(view)
    if material is None or view.planned is None:
        raise Hidden
    content = render(view.regulation, material, [planned(view, material)], facts=facts_of(view, material, on), on=on)
    return _file(view, material, content)


def blank(view: InterviewView, code: str, on: date) -> Delivered:
    """A paper to be filled in by hand, with what is known; `Hidden` where it is not among those `to_fill_in`."""
    if code not in dict(to_fill_in(view)):
        raise Hidden
    material = next((one for one in view.regulation.of(Material) if one.code == code), None)
    if material is not None:
        content = render(view.regulation, material, [prefilled(view, material)], on=on, by_hand=True,
                         facts=facts_of(view, material, None))
        return _file(view, material, content)
    twin = TWINS[code]
    facts = facts_of(view, twin.material, None)
    return _file(view, twin.material, render_with(twin.layout, twin.material, facts=facts, on=on, by_hand=True))


def to_fill_in(view: InterviewView) -> tuple[tuple[str, str], ...]:
    """The papers of an interview that can be printed to be filled in by hand: the code and title of each.

    Those of its regulation come first, then the paper twins. Whoever is talked to is offered what he writes himself.
    Tests are not among them: their questions are drawn when they are taken.
    """
    if not view.fields & {"people", "own_part"}:  # who sees that there is an interview, and no more
        return ()
    own = {one.code: one.title for one in _materials(view)}
    twins = {code: one.material.title for code, one in TWINS.items() if one.his or "people" in view.fields}
    return tuple({**own, **{code: title for code, title in twins.items() if code not in own}}.items())


def _materials(view: InterviewView) -> Iterator[Material]:
    """The papers that an interview of this kind may need, and this reader may write."""
    regulation, kind = view.regulation, view.kind.code
    acts = {*OTHER_ACTS, *(step.code for step in regulation.of(Step) if applies(step.kinds, kind))}
    his = {*his_papers(regulation), *(one for one in regulation.of(Material) if one.code in TWINS)}
    for one in regulation.of(Material):
        duties = [duty for duty in regulation.of(Duty) if duty.material == one]
        wanted = any(duty.each is None and applies(duty.kinds, kind) for duty in duties) if duties else one.code in acts
        if wanted and not one.drawn_from and ("people" in view.fields or one in his):
            yield one


def _file(view: InterviewView, material: Material, content: bytes) -> Delivered:
    return Delivered(f"{material.title}{view.number}.docx", content)
