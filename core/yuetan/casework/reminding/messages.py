"""What is sent besides: that so many things wait, to whoever was reminded; no name, no matter, nothing else.

Nothing is sent on days off and outside the hours of the office: what was to be sent then is sent on the next working
day. Each is told once a day by each channel. What fails is tried again, later and later, and given up in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.access.door import Access
from yuetan.casework.administering import demand
from yuetan.casework.civil import civil_date, civil_time
from yuetan.casework.errors import Unfit
from yuetan.casework.governing import calendar_of
from yuetan.casework.reminding.settings import Reminding, is_mail_address
from yuetan.casework.signing_in import actor_on
from yuetan.plugins import Plugins
from yuetan.records.accounts import every_account
from yuetan.records.database import Engine, reading, writing
from yuetan.records.reminders import (
    GIVEN_UP,
    MAIL,
    SENT,
    WAITING,
    WEBHOOK,
    KeptMessage,
    Undelivered,
    address_of,
    due_messages,
    fresh_since_told,
    give_up,
    mark_read,
    put_message,
    set_address,
    settle_message,
    take_message,
    undelivered,
)
from yuetan.records.values import TITLE_LENGTH
from yuetan.rules.workdays import Calendar
from yuetan.wording import say

FIRST_PAUSE, MOST_ATTEMPTS = timedelta(minutes=5), 6
CUT_OFF = timedelta(hours=1)  # after which an attempt is taken to have been cut off
SHOWN = timedelta(days=30)  # of what was given up


class NotSentError(Exception):
    """A message that could not be sent; its text says why, in words for the administrator."""


Send = Callable[[KeptMessage], None]
"""Sends one message, or raises `NotSentError`."""


@frozen
class Sent:
    """What came of a run: how many messages were sent, and how many could not be this time."""

    sent: int = 0
    failed: int = 0


def quiet(at: datetime, calendar: Calendar, settings: Reminding) -> bool:
    """Whether nothing is sent at a moment: on a day off, and outside the hours."""
    first, last = settings.hours
    return not calendar.is_workday(civil_date(at)) or not first <= civil_time(at).hour < last


def send_messages(records: Engine, plugins: Plugins, settings: Reminding, send: Mapping[str, Send], *,
                  now: Callable[[], datetime]) -> Sent:
    """Put together what is to be sent today and send it, by the channels that there are; nothing while it is quiet.

    Several processes may do so: each message is sent by one of them.
    """
    if not send:
        return Sent()
    calendar, at = calendar_of(records), now()
    if quiet(at, calendar, settings):
        return Sent()
    _put_together(records, plugins, tuple(send), calendar, at)
    with writing(records) as connection:
        give_up(connection, at, say("发送时中断，不能确定是否送达"))
    with reading(records) as connection:
        waiting = due_messages(connection, at)
    done = [_sent(records, one, send.get(one.channel), now) for one in waiting]
    return Sent(done.count(True), done.count(False))


def _put_together(records: Engine, plugins: Plugins, channels: tuple[str, ...], calendar: Calendar,
                  at: datetime) -> None:
    today = civil_date(at)
    with reading(records) as connection:
        accounts = [one for one in every_account(connection) if one.disabled_at is None]
        telling = [(one, channel) for one in accounts for channel in channels
                   if (channel == WEBHOOK or address_of(connection, one.id))
                   and fresh_since_told(connection, one.id, channel)]
        actors = {one.id: actor_on(connection, one, today) for one, _ in telling}
    things = {key: Access(records, plugins, actor, on=today, calendar=calendar).unread()
              for key, actor in actors.items()}
    for one, channel in telling:
        if things[one.id]:
            with writing(records) as connection:
                put_message(connection, one.id, channel, today, things[one.id], at)


def _sent(records: Engine, one: KeptMessage, send: Send | None, now: Callable[[], datetime]) -> bool | None:
    """Whether a message was sent; None where somebody else is about it."""
    at = now()
    with writing(records) as connection:
        if not take_message(connection, one.id, at, at + CUT_OFF):
            return None
    nowhere = send is None or (one.channel == MAIL and not one.address)
    problem = say("没有这个发送渠道，或者收件人已经不用邮件") if nowhere else ""
    if send is not None and not nowhere:
        try:
            send(one)
        except NotSentError as error:
            problem = str(error)[:TITLE_LENGTH]
    last = nowhere or one.attempts + 1 >= MOST_ATTEMPTS
    with writing(records) as connection:
        settle_message(connection, one.id, (GIVEN_UP if last else WAITING) if problem else SENT, problem,
                       now() + FIRST_PAUSE * 2 ** one.attempts)
    return not problem


class Reminders:
    """What somebody does about his reminders. ``now`` gives an aware moment."""

    def __init__(self, records: Engine, settings: Reminding, now: Callable[[], datetime]) -> None:
        self._records, self._now, self.settings = records, now, settings

    def read(self, actor: Actor, door: Access, reference: str = "") -> int:
        """Keep that he read one of his reminders, by its reference, or all of them: how many he had not."""
        keys = door.keys_of_reminders(reference) if reference else None
        with writing(self._records) as connection:
            return mark_read(connection, actor.account, keys, self._now())

    def address(self, actor: Actor) -> str:
        """Where he wants his mail; empty where he wants none."""
        with reading(self._records) as connection:
            return address_of(connection, actor.account)

    def change_address(self, actor: Actor, address: str) -> None:
        """Have his mail go to an address, or nowhere where it is empty; raises `Unfit` for what is none."""
        text = address.strip()
        if text and (len(text) > TITLE_LENGTH or not is_mail_address(text)):
            raise Unfit({"mail": say("这不是一个邮件地址；请写成 name@example.cn 的样子，一次只写一个。")})
        with writing(self._records) as connection:
            set_address(connection, actor.account, text)

    def undelivered(self, actor: Actor) -> tuple[Undelivered, ...]:
        """What was given up in the last 30 days, for whoever runs the system; raises `Hidden` for others."""
        demand(actor, Role.SYSTEM)
        since: date = civil_date(self._now()) - SHOWN
        with reading(self._records) as connection:
            return undelivered(connection, since)
