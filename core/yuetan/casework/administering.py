"""What acts on the system itself have in common: who may, how it is refused, and that it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from yuetan.access.actor import Actor, Role
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Refused
from yuetan.records.database import Connection
from yuetan.records.recorded import recorded
from yuetan.records.units import ended_by
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say


def demand(by: Actor | None, *roles: Role) -> None:
    """Raise `Hidden` for whoever holds none of these roles; what is done on the server (None) may be done."""
    if by is not None and not by.roles().intersection(roles):
        raise Hidden


def refuse(text: str) -> Refused:
    """A refusal that rests on no clause, to be raised."""
    return Refused(None, (), text)


def key_of(by: Actor | None) -> int | None:
    """The account of whoever acts; None for what is done on the server."""
    return None if by is None else by.account


def record(connection: Connection, sort: str, code: str, content: Mapping[str, str], *,  # noqa: PLR0913 - an event
           by: Actor | None, at: datetime) -> None:
    """Write down as an event, of the day of the offices, what was done to the accounts or to the governance."""
    recorded(connection, sort, code, content, on=civil_date(at), by=key_of(by), at=at)


def fault_of_ended(connection: Connection, unit: str, since: date) -> str:
    """What is wrong with a unit from a day on: it is no more by then; empty for one that stands, or is not known."""
    ended = ended_by(connection, unit, since)
    if ended is None:
        return ""
    if ended.heir:
        return say("“{unit}”自 {day} 起已经没有了，由“{heir}”承接；请改写承接单位的编码。", unit=unit, day=ended.on,
                   heir=ended.heir)
    return say("“{unit}”自 {day} 起已经没有了；请改写现有单位的编码，或者改早起始日。", unit=unit, day=ended.on)


def fault_of_paper(paper: str) -> str:
    """What is wrong with the name of the decision something rests on; empty where nothing is."""
    if not paper.strip():
        return say("请写明依据的决定，如文号。")
    if len(paper.strip()) > TITLE_LENGTH or not paper.strip().isprintable():
        return say("依据写成一行，最多 {count} 个字符；请改短。", count=TITLE_LENGTH)
    return ""
