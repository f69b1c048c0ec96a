"""A paper of an interview as a file: the one an address asks for, as whoever asks may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from attrs import evolve, frozen
from flask import Response, abort, render_template, request

from yuetan.access.views import InterviewView
from yuetan.casework.printing import Stamp
from yuetan.paperwork.papers.batch import zipped
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.delivery import (
    Delivered,
    as_pdf_file,
    as_word_file,
    named,
    to_be_signed,
    to_be_written,
    written,
)
from yuetan.paperwork.papers.materials import as_word
from yuetan.paperwork.papers.office_templates import compiled
from yuetan.paperwork.papers.pdf import NotPrinted, Printer, printer
from yuetan.paperwork.papers.template import Template
from yuetan.paperwork.procedure import paper_of
from yuetan.wording import say
from yuetan_web.current import access, actor, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.printed import NOTICE, NOTIFIED, addressed, copies, notified, papers_at_head, to_be_filled_in
from yuetan_web.sending import attachment
from yuetan_web.signing import UNFIT

MOST_DIGITS = 6  # of the number of an event
WORD, PDF = "docx", "pdf"


@frozen(kw_only=True)
class Asked:
    """A paper that somebody asks for: the interview as it shows it, what it is, and by what the register knows it."""

    view: InterviewView
    paper: Paper
    which: str  # as its address says it
    cadre: str = ""  # whose copy, where each of several has his own

    @property
    def key(self) -> str:
        """What a number was given to, and goes on holding of: a notice keeps it when it is signed and served."""
        served = [str(one.sequence) for one in self.view.events if one.code == NOTIFIED]
        if self.which == NOTICE:
            return f"{NOTICE}-{len(served)}"
        return f"{NOTICE}-{served.index(self.which)}" if self.which in served else self.which


def paper_file(reference: str, which: str) -> Response:
    """A paper as an answer: as PDF where ``format`` says so, else as a Word file; not found where there is none."""
    asked = asked_for(reference, which, request.args.get("cadre", ""))
    try:
        found = made(asked, request.args.get("format", WORD))
    except NotPrinted as missing:
        return not_printed(missing)
    shell().exports.took_papers(actor(), reference, found.name)
    return attachment(found.name, found.content)


def as_asked(reference: str, make: Callable[[Printer | None], Delivered]) -> Response:
    """A paper of no interview as an answer, made as PDF where ``format`` says so; ``reference`` is what it is of."""
    try:
        found = make(printer(shell().fonts) if request.args.get("format") == PDF else None)
    except NotPrinted as missing:
        return not_printed(missing)
    shell().exports.took_papers(actor(), reference, found.name)
    return attachment(found.name, found.content)


def asked_for(reference: str, which: str, cadre: str) -> Asked:
    """A paper of an interview; ``cadre`` says whose copy, where several have one. Not found where there is none."""
    whole = access().interview(reference) or abort(NOT_FOUND)
    return _asked(whole, which, cadre) or abort(NOT_FOUND)


def made(asked: Asked, sort: str) -> Delivered:
    """The file of a paper, with the number it has; raises `NotPrinted` where a character has no font."""
    number = shell().prints.number(asked.view.reference, asked.key, asked.cadre)
    paper = stamped(asked.paper, Stamp(number=number, marks=()))
    if sort == PDF:
        return as_pdf_file(asked.view, paper, printer(shell().fonts))
    return as_word_file(asked.view, paper, template_for(asked))


def made_in_copies(asked: Asked, sort: str, stamps: Sequence[Stamp]) -> Delivered:
    """One file of several copies, each with its own stamp: a PDF of them all, or Word files in a zip file."""
    papers = [stamped(asked.paper, one) for one in stamps]
    name = named(asked.view, asked.paper)
    if sort == PDF:
        return Delivered(f"{name}.{PDF}", printer(shell().fonts).printed(papers))
    template = template_for(asked)
    if len(papers) == 1:
        return Delivered(f"{name}.{WORD}", as_word(papers[0], template))
    files = [partial(Delivered, f"{name}（{one.marks[0]}）.{WORD}", as_word(one, template)) for one in papers]
    return Delivered(f"{name}.zip", b"".join(zipped(files)))


def stamped(paper: Paper, stamp: Stamp) -> Paper:
    """A paper with its number, and what it is marked with."""
    facts = {**paper.facts, "document_number": stamp.number} if stamp.number else paper.facts
    return evolve(paper, facts=facts, marks=stamp.marks)


def template_for(asked: Asked) -> Template | None:
    """The template that the unit uses for a paper in the place of the standard one."""
    material = asked.paper.material
    if asked.paper.blank or paper_of(asked.view.regulation, material.code) != material:
        return None
    content = shell().paper_templates.used(
        asked.view.unit_code, asked.view.regulation, material.code, shell().today())
    return None if content is None else compiled(asked.view.regulation, material, content)


def all_papers(whole: InterviewView, which: str, sort: str) -> Iterator[Callable[[], Delivered]]:
    """Every paper of an interview, or its notices alone, or those to be filled in by hand, each made when it is asked.

    One that cannot be printed as PDF here comes as a Word file.
    """
    if which == "blank":
        found = [(one, cadre) for one, cadre, _ in to_be_filled_in(whole)]
    else:
        found = [(one, cadre) for one, cadre, _ in papers_at_head(whole)]
        found += [(str(event.sequence), cadre) for event in whole.events for cadre, _ in copies(whole, event)]
    served = {str(one.sequence) for one in whole.events if one.code == NOTIFIED} | {NOTICE}
    for one, cadre in dict.fromkeys(found):
        if which == "notices" and one not in served:
            continue
        if (asked := _asked(whole, one, cadre)) is not None:
            yield partial(_made_somehow, asked, sort)


def not_printed(missing: NotPrinted) -> Response:
    """Why there is no PDF, in words."""
    title = say("这份文书不能生成 PDF")
    page = render_template("error.html", code=UNFIT, title=title, what_to_do=str(missing), again="")
    return Response(page, UNFIT)


def _made_somehow(asked: Asked, sort: str) -> Delivered:
    try:
        return made(asked, sort)
    except NotPrinted:
        return made(asked, WORD)


def _asked(whole: InterviewView, which: str, cadre: str) -> Asked | None:
    view = addressed(whole, which, cadre)
    if view is None:
        return None
    whose = cadre if len(whole.of("interviewee")) > 1 else ""
    return Asked(view=view, paper=_paper(view, which), which=which, cadre=whose)


def _paper(view: InterviewView, which: str) -> Paper:
    if which == NOTICE and not notified(view):
        return to_be_signed(view, shell().today())
    if which.isascii() and which.isdigit() and len(which) < MOST_DIGITS:
        return written(view, int(which))
    return to_be_written(view, which, shell().today())
