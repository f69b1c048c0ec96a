"""A paper of an interview as a file: the one an address asks for, as whoever asks may see it."""

from __future__ import annotations

from flask import Response, abort, render_template, request

from yuetan.access.views import InterviewView
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.delivery import (
    PDF,
    as_pdf_file,
    as_word_file,
    to_be_signed,
    to_be_written,
    written,
)
from yuetan.paperwork.papers.pdf import NotPrinted, printer
from yuetan.wording import say
from yuetan_web.current import access, shell
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.printed import NOTICE, addressed, notified
from yuetan_web.sending import attachment
from yuetan_web.signing import UNFIT

MOST_DIGITS = 6  # of the number of an event


def paper_file(reference: str, which: str) -> Response:
    """A paper as an answer: as PDF where ``format`` says so, else as a Word file; not found where there is none."""
    view, paper = asked_for(reference, which, request.args.get("cadre", ""))
    if request.args.get("format", "") == PDF.removeprefix("."):
        try:
            found = as_pdf_file(view, paper, printer(shell().fonts))
        except NotPrinted as missing:
            return not_printed(missing)
    else:
        found = as_word_file(view, paper)
    return attachment(found.name, found.content)


def not_printed(missing: NotPrinted) -> Response:
    """Why there is no PDF, in words."""
    title = say("这份文书不能生成 PDF")
    page = render_template("error.html", code=UNFIT, title=title, what_to_do=str(missing), again="")
    return Response(page, UNFIT)


def asked_for(reference: str, which: str, cadre: str) -> tuple[InterviewView, Paper]:
    """An interview as a paper of it shows it, and the paper; ``cadre`` says whose copy, where several have one."""
    whole = access().interview(reference) or abort(NOT_FOUND)
    view = addressed(whole, which, cadre) or abort(NOT_FOUND)
    if which == NOTICE and not notified(view):
        return view, to_be_signed(view, shell().today())
    if which.isascii() and which.isdigit() and len(which) < MOST_DIGITS:
        return view, written(view, int(which))
    return view, to_be_written(view, which, shell().today())
