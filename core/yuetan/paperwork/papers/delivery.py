"""The papers of one interview as Word files and as PDF, made of what their reader may see of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from yuetan.access.views import InterviewView
from yuetan.casework.errors import Hidden
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.casework.interviews.papers_owed import his_papers
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.known import NUMBER, facts_of, notice_of, planned, prefilled, said
from yuetan.paperwork.papers.materials import as_word
from yuetan.paperwork.papers.pdf import Printer
from yuetan.paperwork.papers.plain import layout_of
from yuetan.paperwork.papers.template import Template
from yuetan.paperwork.papers.twins import TWINS
from yuetan.rules.duties import Duty
from yuetan.rules.events import NOTIFIED, RECORDED
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Step, applies

__all__ = ["NUMBER", "PDF", "PRINTED", "WORD", "Delivered", "as_pdf_file", "as_word_file", "blank", "delivered",
           "document", "filed", "named", "notice_of", "prepared", "to_fill_in"]

PRINTED = frozenset({NOTIFIED, RECORDED})
"""The events whose papers stand at the head of the page of an interview."""

WORD, PDF = ".docx", ".pdf"
BY_NAME = {"notice": NOTIFIED, "record": RECORDED}

LONGEST_NUMBER = 9  # digits of the number of an event in an address


@frozen
class Delivered:
    """A document: the name of its file and what is in it."""

    name: str
    content: bytes


def delivered(view: InterviewView, which: str, on: date) -> Delivered:
    """The paper an address asks for as a Word file; see `prepared`."""
    return as_word_file(view, prepared(view, which, on))


def document(view: InterviewView, sequence: int) -> Delivered:
    """The paper of one event as a Word file; `Hidden` where it has none, or its reader may not see what it says."""
    return as_word_file(view, written(view, sequence))


def blank(view: InterviewView, code: str, on: date) -> Delivered:
    """A paper to be filled in by hand as a Word file; `Hidden` where it is not among those `to_fill_in`."""
    return as_word_file(view, to_be_written(view, code, on))


def filed(name: str, paper: Paper, by: Printer | None) -> Delivered:
    """A paper of no interview as a file: as PDF where there is a printer, else as a Word file."""
    return Delivered(name + PDF, by.printed([paper])) if by else Delivered(name + WORD, as_word(paper))


def as_word_file(view: InterviewView, paper: Paper, template: Template | None = None) -> Delivered:
    """A paper of an interview as a Word file; of a ``template`` that an office has changed, where there is one."""
    return Delivered(named(view, paper) + WORD, as_word(paper, template))


def as_pdf_file(view: InterviewView, paper: Paper, by: Printer) -> Delivered:
    """The same as PDF; raises `NotPrinted` where a character has no font."""
    return Delivered(named(view, paper) + PDF, by.printed([paper]))


def named(view: InterviewView, paper: Paper) -> str:
    """What a file of it is called, without its ending."""
    return f"{paper.material.title}{view.number}"


def prepared(view: InterviewView, which: str, on: date) -> Paper:
    """The paper an address asks for: ``notice``, ``record``, the number of an event, or a code from `to_fill_in`.

    `Hidden` where there is none, or its reader may not see what it says.
    """
    if which.isascii() and which.isdigit() and len(which) <= LONGEST_NUMBER:
        return written(view, int(which))
    if which not in BY_NAME:
        return to_be_written(view, which, on)
    sequences = [one.sequence for one in view.events if one.code == BY_NAME[which]]
    if not sequences and which == "notice":
        return to_be_signed(view, on)
    return written(view, sequences[-1] if sequences else 0)


def written(view: InterviewView, sequence: int) -> Paper:
    """The paper of one event; `Hidden` where it has none, or its reader may not see what it says."""
    event = next((one for one in view.events if one.sequence == sequence), None)
    if event is None or not event.content:
        raise Hidden
    twin = TWINS.get(event.code) if event.material is None else None
    material = twin.material if twin else event.material
    if material is None:
        raise Hidden
    layout = twin.layout if twin else layout_of(view.regulation, material)
    return Paper(layout=layout, material=material, entries=(said(view, event),),
                 facts=facts_of(view, material, event.on), on=event.on)


def to_be_signed(view: InterviewView, on: date) -> Paper:
    """The notice as it is planned, to be printed and signed on a day; `Hidden` where there is nothing to print yet."""
    material = notice_of(view)
    if material is None or view.planned is None:
        raise Hidden
    return Paper(layout=layout_of(view.regulation, material), material=material, entries=(planned(view, material),),
                 facts=facts_of(view, material, on), on=on)


def to_be_written(view: InterviewView, code: str, on: date) -> Paper:
    """A paper to be filled in by hand, with what is known; `Hidden` where it is not among those `to_fill_in`."""
    if code not in dict(to_fill_in(view)):
        raise Hidden
    material = next((one for one in view.regulation.of(Material) if one.code == code), None)
    if material is None:
        twin = TWINS[code]
        return Paper(layout=twin.layout, material=twin.material, facts=facts_of(view, twin.material, None), on=on,
                     by_hand=True)
    return Paper(layout=layout_of(view.regulation, material), material=material, entries=(prefilled(view, material),),
                 facts=facts_of(view, material, None), on=on, by_hand=True)


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
