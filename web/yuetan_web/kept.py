"""Forms that were begun and not sent: listed for who wrote them, gone on with, or thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from attrs import frozen
from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for

from yuetan.casework.civil import civil_date
from yuetan.casework.drafts import RETURNED, Kept, Returned
from yuetan.wording import say
from yuetan_web.current import access, actor, shell, wording
from yuetan_web.drafts import PROPOSED, draft_of, fields_of
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.people import people_of
from yuetan_web.returning import page_with
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
    return render_template("drafts.html", drafts=[(one, days_left(one.kept)) for one in _listed()])


@kept.get("/drafts/returned")
def returned() -> str | Answer:
    """Back to the form that was sent after the session had ended; or what was typed alone, where that is asked for."""
    mine = shell().drafts.returned(actor())
    if mine is None:
        return redirect(url_for("desk.desk"), SEE_OTHER)
    if request.args.get("text"):
        return render_template("returned.html", mine=mine, texts=_texts(mine))
    say_next(say("这是登录过期前您填的内容，还没有提交，请核对后再提交；选过的文件要重新选。"))
    return redirect(_in_its_own_place(mine) or page_with(mine.page), SEE_OTHER)


@kept.post("/drafts/<reference>")
def drop(reference: str) -> Answer:
    """Throw one of them away."""
    if not shell().drafts.drop(actor(), reference):
        abort(NOT_FOUND)
    say_next(say("草稿已删除。"))
    return redirect(url_for("kept.listing"), SEE_OTHER)


def drafts_left() -> tuple[int, date | None]:
    """How many forms whoever asks has begun and not sent, and the day on which the first of them goes."""
    found = shell().drafts.of(actor())
    return len(found), min((civil_date(one.until) for one in found), default=None)


def days_left(one: Kept) -> int:
    """In how many days a draft goes."""
    return (civil_date(one.until) - shell().today()).days


def kept_in_words(found: Kept | None) -> str:
    """What the next page says of a form that was to be kept."""
    if found:
        return say("草稿已存，只有您能看到；不再动它，{day} 到期自动删除。", day=civil_date(found.until))
    return say("没有存下草稿：内容太长，或系统没有配置封存密钥。")


def _in_its_own_place(mine: Returned) -> str:
    """A proposal or an act of an interview becomes the draft it would have been: where that is gone on with."""
    endpoint, given = current_app.url_map.bind("").match(urlsplit(mine.address).path, method="POST")
    who, typed, drafts = actor(), typed_of(mine.kept.typed), shell().drafts
    if endpoint == "proposing.propose":
        draft = draft_of(typed)
        left = drafts.keep(who, "", PROPOSED, fields_of(draft), instead=draft.texts["draft"])
        address = url_for("proposing.choose", draft=left.reference) if left else ""
    elif endpoint == "handling.act" and _offered(given["reference"], typed.get("code", "")):
        left = drafts.keep(who, given["reference"], typed["code"], mine.kept.typed)
        address = url_for("handling.interview", reference=given["reference"], _anchor=f"act-{typed['code']}")
    else:
        return ""
    drafts.drop(who, mine.kept.reference)
    return address


def _offered(reference: str, code: str) -> bool:
    """Whether he may do an act in an interview by now."""
    known = access().interview(reference) is not None
    return known and any(one.code == code for one in shell().casework.offers(actor(), reference))


def _texts(mine: Returned) -> list[str]:
    """What was typed in words, without what only the form needs."""
    return [text for _, text in mine.kept.typed if not text.isascii()]


def _listed() -> Iterator[Left]:
    for one in shell().drafts.of(actor()):
        if one.act == RETURNED:
            yield Left(one, say("登录过期时没有提交的表单"), "", url_for("kept.returned"))
            continue
        found = _in_case(one) if one.case else _proposal(one)
        if found is not None:
            yield found


def _proposal(one: Kept) -> Left:
    draft = draft_of(typed_of(one.typed))
    people = people_of(draft.cadres)
    names = say("、").join(people[cadre].name for cadre in draft.cadres)
    return Left(one, say("发起约谈：{kind}", kind=kinds().get(draft.kind, "")), names,
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
