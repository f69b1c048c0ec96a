"""Forms that were begun and not sent: listed for who wrote them, gone on with, or thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen
from flask import Blueprint, abort, redirect, render_template, url_for

from yuetan.casework.drafts import Kept
from yuetan.wording import say
from yuetan_web.current import access, actor, shell, wording
from yuetan_web.drafts import draft_of
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.people import person_of
from yuetan_web.shown import named, numbered
from yuetan_web.signing import SEE_OTHER
from yuetan_web.starting import kinds
from yuetan_web.told import say_next
from yuetan_web.typed import typed_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

kept = Blueprint("kept", __name__)


@frozen
class Left:
    """A draft in a list: what it is, about whom, and where it is gone on with."""

    kept: Kept
    title: str
    about: str
    address: str


@kept.get("/drafts")
def listing() -> str:
    """What one has begun and not sent, the latest first."""
    return render_template("drafts.html", drafts=list(_listed()))


@kept.post("/drafts/<reference>")
def drop(reference: str) -> Answer:
    """Throw one of them away."""
    if not shell().drafts.drop(actor(), reference):
        abort(NOT_FOUND)
    say_next(say("草稿已删除。"))
    return redirect(url_for("kept.listing"), SEE_OTHER)


def drafts_left() -> int:
    """How many forms whoever asks has begun and not sent."""
    return len(shell().drafts.of(actor()))


def kept_in_words(found: Kept | None) -> str:
    """What the next page says of a form that was to be kept."""
    return say("草稿已存，只有您能看到。") if found else say("没有存下草稿：内容太长，或系统没有配置封存密钥。")


def _listed() -> Iterator[Left]:
    for one in shell().drafts.of(actor()):
        found = _in_case(one) if one.case else _proposal(one)
        if found is not None:
            yield found


def _proposal(one: Kept) -> Left:
    draft = draft_of(typed_of(one.typed))
    people = say("、").join(person_of(cadre).name for cadre in draft.cadres)
    return Left(one, say("发起约谈：{kind}", kind=kinds().get(draft.kind, "")), people,
                url_for("proposing.choose", draft=one.reference))


def _in_case(one: Kept) -> Left | None:
    """One in an interview; None where he may not know of that any more."""
    view = access().interview(one.case)
    if view is None:
        return None
    about = say("{number} {kind} {names}", number=numbered(view.number), kind=view.kind.title,
                names=named(view.of("interviewee")))
    return Left(one, wording(view).event(one.act), about,
                url_for("handling.interview", reference=one.case, _anchor=f"act-{one.act}"))
