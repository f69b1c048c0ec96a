"""What is one's own as the one who is talked to: what to do by when, one's rights with their forms, one's talks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen
from flask import Blueprint, render_template, url_for

from yuetan.access.views import InterviewView, OwedRow
from yuetan.casework.acts import Offer
from yuetan.casework.interviews.other_acts import (
    ACKNOWLEDGED,
    MISDELIVERED,
    OBJECTED,
    POSTPONEMENT_ASKED,
    SIGNED,
)
from yuetan.casework.knowledge_test_drawing import test_of
from yuetan.wording import later, say
from yuetan_web.appeals import own_appeals
from yuetan_web.current import access, actor, shell
from yuetan_web.postponing import answered_by, waiting_request
from yuetan_web.printed import to_be_filled_in
from yuetan_web.reckoning import Beside, counted_in
from yuetan_web.shown import Shown, row_status, shown
from yuetan_web.starting import owes_himself
from yuetan_web.tests_taken import offered

mine = Blueprint("mine", __name__)

MOST = 2
"""So many interviews that go on are told whole; the others are listed."""

RIGHTS = {
    POSTPONEMENT_ASKED: (
        later("申请延期"), later("确有原因不能按时参加的，可以书面申请延期；同意还是不同意，都会写明理由。")),
    OBJECTED: (
        later("提出不同意见"), later("对谈话和记录有不同意见的，可以写下来，附在记录之后；不改动原来的记录。")),
}
"""What somebody who is talked to may ask for at any time, in plain words, by the code of the act."""

RECUSAL = "recused"
"""The act, and the paper, by which somebody asks that he or another be recused."""

_DUTIES = frozenset({ACKNOWLEDGED, SIGNED})
_OFFICE = frozenset({MISDELIVERED, RECUSAL})
"""Acts that everybody of the office is offered, and nothing that is his own."""


@frozen
class Task:
    """Something to do: what, by when where that is known, why, and where it is done."""

    title: str
    address: str
    owed: Shown | None = None
    beside: Beside | None = None


@frozen
class Right:
    """Something he may ask for: in plain words, and where; no address where it cannot be asked for now."""

    title: str
    text: str
    address: str
    go: str = ""  # what leads there, where that is called otherwise


@frozen
class Own:
    """One interview about himself, with what there is to do in it, what he may ask for, and the papers to write on."""

    view: InterviewView
    tasks: tuple[Task, ...]
    waiting: tuple[Shown, ...]  # what he owes and cannot do yet
    rights: tuple[Right, ...]
    papers: tuple[tuple[str, str, str], ...]


@mine.get("/mine")
def page() -> str:
    """Everything that is one's own."""
    rows = access().own_interviews()
    going_on = [row for row in rows if not row.ended][:MOST]
    views = [view for row in going_on if (view := access().interview(row.reference))]
    told = {view.reference for view in views}
    return render_template("mine.html", own=[_own(view) for view in views], has_cadre=bool(actor().cadre),
                           others=[(row, row_status(row)) for row in rows if row.reference not in told],
                           myself=_myself())


def _myself() -> str:
    """The reference of his own page in the roster; empty for an account that is nobody's."""
    number = actor().cadre
    found = (one.person for one in access().find(number)) if number else ()
    return next((one.reference for one in found if one.cadre == number), "")


def _own(view: InterviewView) -> Own:
    offers = [one for one in shell().casework.offers(actor(), view.reference) if one.code not in _OFFICE]
    tasks = tuple(_tasks(view, offers))
    done = {one.owed.address for one in tasks if one.owed}
    waiting = [shown(row) for row in view.owed if _his(row) and not shown(row).settled]
    return Own(view, tasks, tuple(one for one in waiting if one.address not in done), tuple(_rights(view, offers)),
               tuple(to_be_filled_in(view)))


def _tasks(view: InterviewView, offers: Sequence[Offer]) -> Iterator[Task]:
    beside, (address, title), test = counted_in(view), offered(view), test_of(view.regulation, view.kind.code)
    found = [(title, address, test.code)] if test and address and not view.held else []
    found += [(one.title, _act(view, one.code), one.code) for one in offers
              if one.code in _DUTIES or one.material is not None]
    for name, where, code in found:
        row = next((one for one in view.owed if one.duty.met_by == code and one.done_on is None), None)
        owed = shown(row) if row else None
        yield Task(name, where, owed, beside.get(owed.address) if owed else None)


def _rights(view: InterviewView, offers: Sequence[Offer]) -> Iterator[Right]:
    open_now = {one.code for one in offers}
    for code, (title, text) in RIGHTS.items():
        if code in open_now or (code == OBJECTED and not view.held):
            answers = answered_by(view, (code,)) if code == POSTPONEMENT_ASKED else ""
            said = say(text) + answers + _before(view, code)
            yield Right(say(title), said, _act(view, code) if code in open_now else "")
    papers = {code: cadre for code, cadre, _ in to_be_filled_in(view)}
    if RECUSAL in papers and not view.held:
        address = url_for("handling.paper", reference=view.reference, which=RECUSAL, cadre=papers[RECUSAL] or None)
        yield Right(say("申请回避"), say("认为约谈人、记录人应当回避的，可以填写申请书，交给经办单位。"), address,
                    say("下载申请书"))
    text = say("认为约谈不当的，可以向经办单位的上级单位申诉；经办单位的人看不到，也不能处理。")
    address = url_for("handling.interview", reference=view.reference, _anchor="appeals")
    yield Right(say("申诉"), text, address if own_appeals(view) is not None else "")


def _before(view: InterviewView, code: str) -> str:
    """That he did so already, and whether it is answered; empty where he did not."""
    last = next((one for one in reversed(view.events) if one.code == code), None)
    if last is None:
        return ""
    if last.sequence == waiting_request(view):
        return say("您于 {day} 申请，还没有答复。", day=last.on)
    return say("您于 {day} 提出过，内容在这次约谈的页面上；可以再提。", day=last.on)


def _act(view: InterviewView, code: str) -> str:
    return url_for("handling.interview", reference=view.reference, _anchor=f"act-{code}")


def _his(row: OwedRow) -> bool:
    return row.subject.cadre == actor().cadre and owes_himself(row)
