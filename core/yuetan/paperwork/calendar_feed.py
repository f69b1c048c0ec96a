"""A calendar of somebody's own as other programs read it: days and hours, and no name of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from yuetan.access.reading_calendar import CalendarEntry
from yuetan.wording import say

ZONE = "Asia/Shanghai"
EAST = timedelta(hours=8)  # all the year round, wherever it is read
USUAL = 60  # minutes of a talk for which none are said


def calendar_feed(entries: Iterable[CalendarEntry], *, address: str, at: datetime) -> bytes:
    """The calendar (RFC 5545). ``address`` is where to sign in; ``at`` is when it is made."""
    calendar = Calendar()
    calendar.add("prodid", "-//yuetan//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("我的约谈和到期事项"))
    calendar.add_component(_zone())
    for one in entries:
        calendar.add_component(_event(one, address, at))
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1991, 9, 15))  # noqa: DTZ001 - it says since when its zone holds
    standard.add("tzoffsetfrom", EAST)
    standard.add("tzoffsetto", EAST)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(one: CalendarEntry, address: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.reference}@yuetan")
    event.add("dtstamp", at)
    event["summary"] = vText(_summary(one))
    event["description"] = vText(say("请登录系统查看：{address}", address=address))
    begins = _begins(one)
    if begins is None:
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=one.minutes or USUAL))
    return event


def _summary(one: CalendarEntry) -> str:
    if one.talk:
        return say("约谈")
    return say("到期：{duty}", duty=one.duty) if one.duty else say("有事项到期")


def _begins(one: CalendarEntry) -> datetime | None:
    try:
        return datetime.combine(one.on, time.fromisoformat(one.time), ZoneInfo(ZONE)) if one.time else None
    except ValueError:  # what was typed is no time of day
        return None
