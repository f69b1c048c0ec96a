"""A case about the acting side, handed to who is above and does not work here: printed once, sealed, and gone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from attrs import field, frozen
from flask import Blueprint, Response, abort, render_template, request

from yuetan.access.views import InterviewView
from yuetan.casework.errors import Refused, Unfit
from yuetan.paperwork.papers.delivery import PDF, WORD
from yuetan.paperwork.papers.pdf import NotPrinted, printer
from yuetan.paperwork.papers.sealed_print import name_of, sealed_print
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import new_token, version_in
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.sending import attachment
from yuetan_web.signing import UNFIT

outward = Blueprint("outward", __name__)


@frozen
class Sent:
    """The form as it comes back."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""


@outward.get("/interviews/<reference>/outward")
def form(reference: str) -> str:
    """The form to hand a case out, with what that means."""
    return _page(_view(reference), Sent())


@outward.post("/interviews/<reference>/outward")
def hand_out(reference: str) -> tuple[str, int] | Response:
    """Print the case for its envelope, and keep nothing of what it says."""
    view, typed = _view(reference), request.form.to_dict()
    as_pdf = typed.get("format") == "pdf"
    try:
        sheets = shell().handing_outside.hand_out(
            actor(), view.reference, addressee=typed.get("addressee", ""), receipt=typed.get("receipt", ""),
            version=version_in(typed), token=typed.get("token", ""),
            printed=partial(sealed_print, by=printer(shell().fonts) if as_pdf else None))
    except Unfit as wrong:
        return _page(view, Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(view, Sent(typed, {}, refused.text)), UNFIT
    except NotPrinted as missing:  # nothing was destroyed: it is printed within the act
        return _page(view, Sent(typed, {"format": str(missing)})), UNFIT
    return attachment(name_of(view.number, PDF if as_pdf else WORD), sheets.content)


def may_hand_outside(reference: str) -> bool:
    """Whether the reader may hand an interview out so: for the link on its page."""
    return may_anywhere("interview.withdraw") and shell().handing_outside.may_hand_out(actor(), reference)


def _view(reference: str) -> InterviewView:
    if not may_hand_outside(reference):
        abort(NOT_FOUND)
    return access().interview(reference) or abort(NOT_FOUND)


def _page(view: InterviewView, sent: Sent) -> str:
    return render_template("outward.html", view=view, sent=sent, token=new_token())
