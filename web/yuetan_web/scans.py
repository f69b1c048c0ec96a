"""Signed papers, scanned: put on file with the step they are of, and read again; never opened within the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.views import EventView, InterviewView
from yuetan.casework.attachments import KeptScan, NewScan
from yuetan.casework.errors import Unfit
from yuetan.paperwork.papers.scans import look
from yuetan.wording import say
from yuetan_web.current import access, actor, shell
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

scans = Blueprint("scans", __name__)
ENDINGS = {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}
LARGEST_INT = 6  # digits of the number of an event


@frozen
class Sent:
    """A form that comes back: what was typed, and what was wrong with it."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)


@scans.get("/interviews/<reference>/scans")
def listing(reference: str) -> str:
    """The signed papers of an interview, and the form to bring one."""
    return _page(access().interview(reference) or abort(NOT_FOUND), Sent())


@scans.post("/interviews/<reference>/scans")
def add(reference: str) -> tuple[str, int] | Answer:
    """Put a scan on file; where that fails, the form comes back."""
    view, typed = access().interview(reference) or abort(NOT_FOUND), request.form.to_dict()
    sent = request.files.get("file")
    sequence = typed.get("sequence", "")
    new = NewScan(
        sequence=int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) <= LARGEST_INT else 0,
        name=typed.get("name", "").strip() or _named(view, sequence), content=sent.read() if sent else b"")
    try:
        shell().attachments.add(actor(), view, new, look, token=typed.get("token", ""))
    except Unfit as wrong:
        return _page(view, Sent(typed, wrong.errors)), UNFIT
    say_next(say("扫描件已归档，校验码已记入本案的存证链。"))
    return redirect(url_for("scans.listing", reference=reference), SEE_OTHER)


@scans.get("/interviews/<reference>/scans/<scan>")
def read(reference: str, scan: str) -> Response:
    """A scan as a file, to be kept and never to be opened here; that it was read is logged."""
    view = access().interview(reference) or abort(NOT_FOUND)
    kept, content = shell().attachments.read(actor(), view, scan)
    return attachment(f"{kept.name}{ENDINGS[kept.sort]}", content)


def events_with_papers(view: InterviewView) -> list[EventView]:
    """The events whose papers the reader may read, in order."""
    return [one for one in view.events if one.open and one.code != "scanned"]


def _named(view: InterviewView, sequence: str) -> str:
    title = next((one.title for one in view.events if str(one.sequence) == sequence), "")
    return say("{title}（签字件）", title=title) if title else ""


def _page(view: InterviewView, sent: Sent) -> str:
    kept: tuple[KeptScan, ...] = shell().attachments.listed(actor(), view)
    may_add = shell().attachments.may_add(actor(), view)
    if not kept and not may_add:
        abort(NOT_FOUND)
    return render_template(
        "scans.html", view=view, sent=sent, token=new_token(), scans=kept, may_add=may_add,
        steps={one.sequence: one.title for one in view.events},
        choices=[(str(one.sequence), say("第 {number} 条：{title}（{day}）", number=one.sequence, title=one.title,
                                         day=one.on)) for one in events_with_papers(view)])
