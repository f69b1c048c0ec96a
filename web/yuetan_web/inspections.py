"""Inspections: a period or a sample of a unit's talks asked for, agreed to by another, and taken out as one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from attrs import evolve, field, frozen
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.ledger_views import LedgerAsked
from yuetan.access.reading_old_talks import MOST_TAKEN, OldAsked
from yuetan.casework.errors import Refused, Unfit
from yuetan.casework.inspection import LEDGER, KeptInspection, NewInspection
from yuetan.paperwork.inspection.export import write_inspection
from yuetan.paperwork.ledgers.ledger import ledger_file
from yuetan.wording import say
from yuetan_web.current import access, actor, may_anywhere, shell
from yuetan_web.forms import new_token
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.listing import LONGEST, day_in
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER, UNFIT
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

inspections = Blueprint("inspections", __name__)
CHUNK, MOST_DIGITS = 1 << 16, 6


@frozen
class Sent:
    """A form that comes back: what was typed, and what was wrong with it."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    text: str = ""


@inspections.get("/inspections")
def listing() -> str:
    """What one asked for, what waits for one's agreement, and the form to ask for another."""
    return _page(Sent())


@inspections.post("/inspections")
def act() -> tuple[str, int] | Answer:
    """Ask, or agree; where that fails, the form comes back with what was typed."""
    typed = request.form.to_dict()
    try:
        if typed.get("do") == "agree":
            shell().inspections.agree(actor(), typed.get("inspection", ""), typed.get("note", ""),
                                      token=typed.get("token", ""))
            say_next(say("已同意，申请人可在七天内导出。"))
        elif typed.get("do") in _WANTED:
            shell().inspections.ask(actor(), _WANTED[typed["do"]](typed), token=typed.get("token", ""))
            say_next(say("申请已提出，须由另一人同意后才能导出。"))
        else:
            abort(NOT_FOUND)
    except Unfit as wrong:
        return _page(Sent(typed, wrong.errors)), UNFIT
    except Refused as refused:
        return _page(Sent(typed, {}, refused.text)), UNFIT
    return redirect(url_for("inspections.listing"), SEE_OTHER)


@inspections.post("/inspections/<reference>/file")
def take(reference: str) -> tuple[str, int] | Response:
    """The file of one that was agreed to; that it was taken out is put on record before anything of it is sent."""
    made = shell().inspections
    try:
        one = made.opened(actor(), reference)
    except Refused as refused:
        return _page(Sent({}, {}, refused.text)), UNFIT
    if one.takes == LEDGER:
        return _ledger(one)
    file = TemporaryFile()  # noqa: SIM115 - it is closed once it was sent
    written = write_inspection(file, access(), one, shell().plugins.vocabulary, on=shell().today(),
                               scans=partial(shell().attachments.taken_along, actor()) if shell().keys else None)
    made.taken(actor(), one, digest=written.digest, interviews=written.interviews)
    size = file.tell()
    file.seek(0)
    answer = attachment(say("约谈检查{number}.zip", number=one.number), b"")
    answer.response = _sent(file)
    answer.call_on_close(file.close)
    answer.headers["Content-Length"] = str(size)
    answer.headers["Digest"] = f"sha-256={written.digest}"
    return answer


def _prefilled() -> Mapping[str, str]:
    """What a ledger page hands over, to be asked for: only texts that a form shows again."""
    return {name: request.args.get(name, "")[:LONGEST] for name in ("regulation", "since", "until", "unit")}


def _ledger(one: KeptInspection) -> Response:
    """The ledger of the days that were agreed to, for Excel."""
    door, reader, today = access(), actor(), shell().today()
    asked = LedgerAsked(regulation=one.regulation, unit=one.unit_reference, since=one.since, until=one.until)
    found, _ = ledger_file(door.ledger(asked), lambda after: door.ledger_rows(evolve(asked, after=after), agreed=True),
                           taken_by=reader.name, on=today, imported=door.old_talks(OldAsked(
                               regulation=asked.regulation, unit=asked.unit, since=asked.since, until=asked.until,
                               limit=MOST_TAKEN)))
    shell().inspections.taken(reader, one, digest=sha256(found.content).hexdigest(), interviews=())
    return attachment(found.name, found.content)


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _asked(typed: Mapping[str, str]) -> NewInspection:
    """What was typed. Raises `Unfit` with every field that will not do."""
    errors, since, until = dict[str, str](), day_in(typed.get("since", "")), day_in(typed.get("until", ""))
    sample = typed.get("sample", "").strip()
    if sample and not (sample.isascii() and sample.isdigit() and len(sample) <= MOST_DIGITS):
        errors["sample"] = say("请写整数；全部导出的留空。")
    for code, day in (("since", since), ("until", until)):
        if day is None:
            errors[code] = say("请填写日期。")
    if errors or since is None or until is None:
        raise Unfit(errors)
    return NewInspection(
        unit=typed.get("unit", ""), since=since, until=until, sample=int(sample) if sample else None,
        seed=typed.get("seed", ""), names=typed.get("names", "") == "yes", reason=typed.get("reason", ""))


def _ledger_asked(typed: Mapping[str, str]) -> NewInspection:
    """The ledger that was asked for. Raises `Unfit` with every field that will not do."""
    asked = _asked({name: text for name, text in typed.items() if name not in {"sample", "seed", "names"}})
    known = {one.code for one in access().regulations()}
    return evolve(asked, takes=LEDGER, names=True,
                  regulation=typed.get("regulation", "") if typed.get("regulation", "") in known else "")


_WANTED = {"ask": _asked, "ask-ledger": _ledger_asked}


def _page(sent: Sent) -> str:
    made, me = shell().inspections, actor()
    rows = made.listed(me)
    return render_template(
        "inspections.html", sent=sent, token=new_token(), units=made.units(me), asked=_prefilled(),
        ledgers_of=made.units(me, LEDGER) if may_anywhere("inspection.make") else (), ledgers=LEDGER,
        regulations={one.regulation.code: one.regulation for one in access().governing()}.values(),
        may_name=may_anywhere("inspection.names"), mine=[one for one in rows if one.asked_by == me.account],
        waiting=[one for one in rows if one.asked_by != me.account], expired=made.expired)
