"""What was done and looked at, as whoever audits reads it: acts on the system and the log of readings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, select

from yuetan.records.mergers import standing_ids
from yuetan.records.recorded import GOVERNANCE, SYSTEM
from yuetan.records.tables import account, cadre, case_file, event, interview, lead, participant, read_log

ACTS, READINGS, EXPORTS, SIGN_INS = "acts", "readings", "exports", "sign_ins"
"""The four logs: what was done to the system, what was looked at, taken away as a file, and who signed in."""

SIGN_IN, EXPORT = "sign_in", "export.make"


@frozen(kw_only=True)
class LogAsked:
    """Which lines of a log are looked for; days are moments already, the last one not included."""

    log: str = ACTS
    who: str = ""  # a part of a name or sign-in name
    what: str = ""  # a part of the code of what was done
    about: str = ""  # the reference it was about
    since: datetime | None = None
    until: datetime | None = None
    after: int = 0  # the key of the last line on the page before


@frozen(kw_only=True)
class LogLine:
    """One line of a log."""

    id: int
    at: datetime
    who: str  # empty: on the server, or nobody known
    sign_in: str
    what: str
    about: str  # a sign-in name where it is an account, else a reference
    outcome: str
    said: Mapping[str, str]  # what an act says, by field; of a reading its reason


def log_lines(connection: Connection, asked: LogAsked, reader: int, limit: int) -> tuple[LogLine, ...]:
    """Lines of a log, the latest first, without what is about the reader himself, who is an account."""
    return tuple(_acts(connection, asked, limit) if asked.log == ACTS else _read(connection, asked, reader, limit))


def _acts(connection: Connection, asked: LogAsked, limit: int) -> Iterator[LogLine]:
    query = (select(event.c.id, event.c.entered_at.label("at"), event.c.code, event.c.content, account.c.name,
                    account.c.sign_in)
             .join(case_file, event.c.case_id == case_file.c.id).outerjoin(account, event.c.entered_by == account.c.id)
             .where(case_file.c.sort.in_((SYSTEM, GOVERNANCE)), *_narrowed(asked, event.c.entered_at, event.c.code),
                    *([event.c.content.contains(asked.about, autoescape=True)] if asked.about else []),
                    *([event.c.id < asked.after] if asked.after else [])))
    rows = connection.execute(query.order_by(event.c.id.desc()).limit(limit)).all()
    contents: list[dict[str, str]] = [json.loads(row.content) if row.content else {} for row in rows]
    called = dict(connection.execute(select(account.c.reference, account.c.sign_in).where(
        account.c.reference.in_({said["account"] for said in contents if said.get("account")}))).tuples().all())
    for row, said in zip(rows, contents, strict=True):
        about = next((said[name] for name in ("account", "governance", "asked") if said.get(name)), "")
        yield LogLine(id=row.id, at=row.at, who=row.name or "", sign_in=row.sign_in or "", what=row.code,
                      about=called.get(about, about), outcome="done", said=said)


def _read(connection: Connection, asked: LogAsked, reader: int, limit: int) -> Iterator[LogLine]:
    wanted = {SIGN_INS: read_log.c.action == SIGN_IN, EXPORTS: read_log.c.action == EXPORT}.get(
        asked.log, read_log.c.action.not_in((SIGN_IN, EXPORT)))
    query = (select(read_log, account.c.name, account.c.sign_in)
             .outerjoin(account, read_log.c.account_id == account.c.id)
             .where(wanted, *_narrowed(asked, read_log.c.at, read_log.c.action), *_not_about(connection, reader),
                    *([read_log.c.object == asked.about] if asked.about else []),
                    *([read_log.c.id < asked.after] if asked.after else [])))
    for row in connection.execute(query.order_by(read_log.c.id.desc()).limit(limit)):
        yield LogLine(id=row.id, at=row.at, who=row.name or "", sign_in=row.sign_in or "", what=row.action,
                      about=row.object, outcome=row.outcome, said={"reason": row.reason} if row.reason else {})


def _narrowed(asked: LogAsked, at: Any, what: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - columns
    who = account.c.name.contains(asked.who, autoescape=True) | account.c.sign_in.contains(
        asked.who.casefold(), autoescape=True)
    return [*([who] if asked.who else []), *([what.contains(asked.what, autoescape=True)] if asked.what else []),
            *([at >= asked.since] if asked.since else []), *([at < asked.until] if asked.until else [])]


def _not_about(connection: Connection, reader: int) -> list[ColumnElement[bool]]:
    """No line that tells somebody that he himself was looked at: by his reference, or that of a case of his."""
    mine = connection.execute(select(account.c.cadre_id).where(account.c.id == reader)).scalar()
    if mine is None:
        return []
    standing = standing_ids(connection)
    own = {mine, standing.get(mine, mine), *(merged for merged, kept in standing.items() if kept == mine)}
    about: list[Select[Any]] = [
        select(cadre.c.reference).where(cadre.c.id.in_(own)), select(cadre.c.staff_number).where(cadre.c.id.in_(own)),
        select(case_file.c.reference).join(interview, interview.c.case_id == case_file.c.id)
        .join(participant, participant.c.interview_id == interview.c.id).where(participant.c.cadre_id.in_(own)),
        select(lead.c.reference).where(lead.c.cadre_id.in_(own)),
        select(case_file.c.reference).join(lead, lead.c.case_id == case_file.c.id).where(lead.c.cadre_id.in_(own))]
    return [read_log.c.object.not_in(some) for some in about]
