"""What was done and looked at, as whoever audits reads it: acts on the system and the log of readings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Select, false, select

from yuetan.records.mergers import standing_ids
from yuetan.records.recorded import GOVERNANCE, SYSTEM
from yuetan.records.tables import account, cadre, case_file, event, interview, lead, participant, read_log

ACTS, READINGS, EXPORTS, SIGN_INS = "acts", "readings", "exports", "sign_ins"
"""The four logs: what was done to the system, what was looked at, taken away as a file, and who signed in."""

SIGN_IN, EXPORT = "sign_in", "export.make"
FEW_ACCOUNTS, FEW_LINES = 200, 2000  # that are looked for one by one


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
    """Out of the two cases, each in its own order: what else was entered in between is not looked at."""
    narrowed = _narrowed(connection, asked, event.c.entered_at, event.c.code, event.c.entered_by)
    cases = connection.execute(select(case_file.c.id).where(case_file.c.sort.in_((SYSTEM, GOVERNANCE)))).scalars().all()
    query = (select(event.c.id, event.c.entered_at.label("at"), event.c.code, event.c.content, account.c.name,
                    account.c.sign_in).outerjoin(account, event.c.entered_by == account.c.id)
             .where(event.c.interview_id.is_(None), *narrowed,
                    *([event.c.content.contains(asked.about, autoescape=True)] if asked.about else []),
                    *([event.c.id < asked.after] if asked.after else [])).order_by(event.c.id.desc()).limit(limit))
    found = [row for case in cases for row in connection.execute(query.where(event.c.case_id == case))]
    rows = sorted(found, key=lambda row: int(row.id), reverse=True)[:limit]
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
             .where(wanted, *_narrowed(connection, asked, read_log.c.at, read_log.c.action, read_log.c.account_id),
                    *_not_about(connection, reader),
                    *([read_log.c.object == asked.about] if asked.about else []),
                    *([read_log.c.id < asked.after] if asked.after else [])))
    for row in connection.execute(query.order_by(read_log.c.id.desc()).limit(limit)):
        yield LogLine(id=row.id, at=row.at, who=row.name or "", sign_in=row.sign_in or "", what=row.action,
                      about=row.object, outcome=row.outcome, said={"reason": row.reason} if row.reason else {})


def _narrowed(connection: Connection, asked: LogAsked, at: Any, what: Any, by: ColumnElement[Any],  # noqa: ANN401 - columns
              ) -> list[ColumnElement[bool]]:
    return [*([_done_by(connection, asked.who, by)] if asked.who else []),
            *([what.contains(asked.what, autoescape=True)] if asked.what else []),
            *([at >= asked.since] if asked.since else []), *([at < asked.until] if asked.until else [])]


def _done_by(connection: Connection, who: str, by: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a line is by somebody so called; what few lines there are of few people is looked for by these."""
    so_called = account.c.name.contains(who, autoescape=True) | account.c.sign_in.contains(
        who.casefold(), autoescape=True)
    keys = connection.execute(select(account.c.id).where(so_called).limit(FEW_ACCOUNTS + 1)).scalars().all()
    if not keys:
        return false()
    if len(keys) > FEW_ACCOUNTS:
        return so_called
    if by is read_log.c.account_id:
        theirs = select(read_log.c.id).where(by.in_(keys))
        if len(connection.execute(theirs.limit(FEW_LINES)).all()) < FEW_LINES:
            return read_log.c.id.in_(theirs)
    return (by + 0).in_(keys)  # no index on it: they are met soon enough in the order of the log


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
