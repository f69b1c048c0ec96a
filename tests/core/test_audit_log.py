"""A log is narrowed to the same lines, however many accounts and lines there are; others' cases are never in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from kept_databases import with_tables

from yuetan.records import audit_log
from yuetan.records.accounts import add_account
from yuetan.records.audit_log import ACTS, READINGS, LogAsked, log_lines
from yuetan.records.database import Connection, open_database
from yuetan.records.journal import Entry, append, open_case
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.records.recorded import GOVERNANCE, SYSTEM, recorded

AT, DAY, ALL = datetime(2026, 3, 2, 1, tzinfo=UTC), date(2026, 3, 2), 100
EVERY = "876543210"  # the latest first
READER = 0  # who has not signed in: no line is about him


@pytest.fixture(scope="module")
def connection(shared_database_url: str) -> Iterator[Connection]:
    """A log of what three did in turn, with a case of somebody else in between; rolled back at the end."""
    with_tables(shared_database_url)
    engine = open_database(shared_database_url)
    with engine.connect() as opened:
        accounts = [add_account(opened, sign_in=f"clerk{one}", name=f"王{one}", cadre="", password="-",  # noqa: S106 - nobody signs in
                                must_change=False, made_at=AT).id for one in range(3)]
        for number in range(9):
            by = accounts[number % 3]
            recorded(opened, (SYSTEM, GOVERNANCE)[number % 2], f"act{number}", {}, on=DAY, by=by, at=AT)
            seen = Entry(code="lead_made", happened_on=DAY, content={})
            append(opened, open_case(opened, "lead"), seen, by=by, at=AT)
            log_reading(opened, by=by, at=AT, action=f"look{number}", of="", outcome=GIVEN)
        yield opened
        opened.rollback()
    engine.dispose()


@pytest.mark.parametrize(("asked", "expected"), [
    (LogAsked(log=ACTS), EVERY), (LogAsked(log=ACTS, who="clerk1"), "741"), (LogAsked(log=ACTS, who="王"), EVERY),
    (LogAsked(log=ACTS, who="nobody"), ""), (LogAsked(log=ACTS, what="act3"), "3"),
    (LogAsked(log=READINGS), EVERY), (LogAsked(log=READINGS, who="王2"), "852"),
    (LogAsked(log=READINGS, who="nobody"), ""), (LogAsked(log=READINGS, who="CLERK0", what="look6"), "6"),
])
@pytest.mark.parametrize(("accounts", "lines"), [(200, 2000), (200, 1), (0, 2000)])
def test_a_log_is_narrowed_to_the_same_lines_at_any_size(  # noqa: PLR0913, PLR0917 - a table of facts
        connection: Connection, monkeypatch: pytest.MonkeyPatch, asked: LogAsked, expected: str, accounts: int,
        lines: int) -> None:
    monkeypatch.setattr(audit_log, "FEW_ACCOUNTS", accounts)
    monkeypatch.setattr(audit_log, "FEW_LINES", lines)
    assert expected == "".join(one.what[-1] for one in log_lines(connection, asked, READER, ALL))


def test_a_page_goes_on_after_the_last_line_of_the_one_before(connection: Connection) -> None:
    first = log_lines(connection, LogAsked(log=ACTS), READER, 4)
    second = log_lines(connection, LogAsked(log=ACTS, after=first[-1].id), READER, 4)
    assert EVERY[:8] == "".join(one.what[-1] for one in (*first, *second))
