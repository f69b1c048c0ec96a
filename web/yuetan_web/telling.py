"""How people are told of what is theirs: reminders, the address of their mail, and their calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from yuetan.access.actor import Role
from yuetan.casework.errors import Unfit
from yuetan.paperwork.calendar_feed import calendar_feed
from yuetan.wording import say
from yuetan_web.current import access, actor, shell, signed_in
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.shown import all_shown
from yuetan_web.signing import LONGEST, SEE_OTHER, UNFIT, account_page
from yuetan_web.told import say_next

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

telling = Blueprint("telling", __name__)


@telling.get("/reminders")
def reminders() -> str:
    """What one was reminded of and is still one's own to do."""
    found = access().reminders()
    undelivered = shell().reminders.undelivered(actor()) if Role.SYSTEM in actor().roles() else ()
    rows = zip(found.rows, all_shown(one.row for one in found.rows), strict=True)
    return render_template("reminders.html", rows=list(rows), above=found.above, fresh=found.unread,
                           undelivered=undelivered)


@telling.post("/reminders")
def read() -> Answer:
    """Mark one reminder as read, or all."""
    number = shell().reminders.read(actor(), access(), request.form.get("one", "")[:LONGEST])
    say_next(say("已把 {count} 条提醒标为已读。", count=number) if number else say("没有未读的提醒。"))
    return redirect(url_for("telling.reminders"), SEE_OTHER)


@telling.post("/account/mail")
def mail() -> tuple[str, int] | Answer:
    """Set where one wants mail, or that one wants none."""
    text = request.form.get("mail", "")[:LONGEST]
    try:
        shell().reminders.change_address(actor(), text)
    except Unfit as wrong:
        return account_page({}, mail_typed=text, mail_errors=wrong.errors), UNFIT
    say_next(say("提醒邮件以后发到这个地址。") if text.strip() else say("以后不再给您发提醒邮件。"))
    return redirect(url_for("signing.account", _anchor="telling"), SEE_OTHER)


@telling.post("/account/calendar")
def feed() -> str | Answer:
    """Make the address of one's calendar, which is shown this once, or revoke it."""
    if request.form.get("do") == "make":
        return account_page({}, feed_address=url_for("telling.calendar", token=shell().feeds.make(actor()),
                                                     _external=True))
    shell().feeds.revoke(actor())
    say_next(say("日历订阅地址已经作废。"))
    return redirect(url_for("signing.account", _anchor="telling"), SEE_OTHER)


@telling.get("/calendars/<token>.ics")
def calendar(token: str) -> Response:
    """The calendar of whoever has such a token, for his own programs; nobody signs in for it."""
    door = shell().feeds.door(token[:LONGEST]) or abort(NOT_FOUND)
    content = calendar_feed(door.calendar_entries(), address=url_for("desk.desk", _external=True), at=shell().now())
    return Response(content, content_type="text/calendar; charset=utf-8")


def unread() -> int:
    """How many reminders whoever asks has not read; none for whoever has something else to do first."""
    found = signed_in()
    return 0 if found is None or found.held_back else access().unread()


def told_by() -> dict[str, object]:
    """By what somebody may be told besides the pages, for the page of his account."""
    deployment, me = shell(), actor()
    return {"mails": deployment.reminding.mail is not None, "mail": deployment.reminders.address(me),
            "feed_since": deployment.feeds.since(me)}
