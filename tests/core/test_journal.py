"""Writing down what was done: one after the other, each once, by whoever was first."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier

import pytest
import sqlalchemy as sa
from attrs import evolve

from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.journal import (
    CaseFile,
    Entry,
    Stale,
    Written,
    append,
    case_file_of,
    content_of,
    destroy_content,
    open_case,
)
from yuetan.records.tables import event
from yuetan.records.verifying import verify

AT = datetime(2026, 3, 2, 9, 30, 0, 7, tzinfo=timezone(timedelta(hours=8)))
ENTRY = Entry(code="held", happened_on=date(2026, 3, 1))


@pytest.fixture(scope="module")
def engine(shared_database_url: str) -> Iterator[Engine]:
    opened = open_database(shared_database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def case(engine: Engine) -> CaseFile:
    with writing(engine) as connection:
        return open_case(connection, "interview")


def written(engine: Engine, case: CaseFile, entry: Entry = ENTRY) -> Written:
    with writing(engine) as connection:
        return append(connection, case, entry, by=None, at=AT)


def events_of(engine: Engine, case: CaseFile) -> list[int]:
    with reading(engine) as connection:
        found = sa.select(event.c.sequence).filter_by(case_id=case.id).order_by(event.c.sequence)
        return list(connection.execute(found).scalars())


# One after the other


def test_a_new_case_has_no_event(engine: Engine, case: CaseFile) -> None:
    assert (case.sort, case.version, case.head) == ("interview", 0, "")
    with reading(engine) as connection:
        assert case_file_of(connection, case.reference) == case


def test_there_is_no_case_under_an_unknown_reference(engine: Engine) -> None:
    with reading(engine) as connection:
        assert case_file_of(connection, "none") is None


def test_what_is_written_down_is_the_next_of_its_case(engine: Engine, case: CaseFile) -> None:
    first = written(engine, case)
    second = written(engine, first.case)
    assert [(one.sequence, one.case.version) for one in (first, second)] == [(1, 1), (2, 2)]
    assert second.case == evolve(case, version=2, head=second.hash)
    with reading(engine) as connection:
        assert case_file_of(connection, case.reference) == second.case
        assert verify(connection) == ()


def test_an_event_is_kept_as_it_was_entered(engine: Engine, case: CaseFile) -> None:
    entry = Entry(code="held", happened_on=date(2026, 3, 1), until=date(2026, 3, 5), addressee="interviewee", value=3,
                  counts_for="2026", reason="因公", provenance="late", paper="会议纪要", late_reason="漏记", corrects=1,
                  content={"summary": "说明", "place": ""})
    done = written(engine, case, entry)
    with reading(engine) as connection:
        row = connection.execute(sa.select(event).filter_by(id=done.id)).one()
        assert content_of(connection, done.id) == {"summary": "说明", "place": ""}
        assert verify(connection) == ()
    kept = {name: getattr(row, name) for name in (
        "code", "happened_on", "until", "addressee", "value", "counts_for", "reason", "provenance", "paper",
        "late_reason", "corrects")}
    assert kept == {name: getattr(entry, name) for name in kept}
    assert (row.entered_at, row.entered_by, row.filled) == (AT.astimezone(UTC), None, "summary")


@pytest.mark.parametrize("value", [0.1, -0.0, 1e300, 5e-324, 7, -2.5])
def test_a_value_is_hashed_as_the_database_gives_it_back(engine: Engine, case: CaseFile, value: float) -> None:
    written(engine, case, evolve(ENTRY, value=value))
    with reading(engine) as connection:
        assert verify(connection) == ()


@pytest.mark.parametrize("text", ["", "㐂𠮷", "一\r\n二", "'\"\\", "\u2028", "Å"])
def test_a_text_is_hashed_as_the_database_gives_it_back(engine: Engine, case: CaseFile, text: str) -> None:
    written(engine, case, evolve(ENTRY, reason=text, content={"summary": text}))
    with reading(engine) as connection:
        assert verify(connection) == ()


def test_a_moment_without_its_zone_is_refused(engine: Engine, case: CaseFile) -> None:
    with pytest.raises(ValueError, match="time zone"), writing(engine) as connection:
        append(connection, case, ENTRY, by=None, at=AT.replace(tzinfo=None))
    assert events_of(engine, case) == []


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_value_that_is_no_finite_number_is_refused(engine: Engine, case: CaseFile, value: float) -> None:
    with pytest.raises(ValueError, match="finite"), writing(engine) as connection:
        append(connection, case, evolve(ENTRY, value=value), by=None, at=AT)
    assert events_of(engine, case) == []


# Whoever was first


def test_who_saw_an_older_version_writes_nothing(engine: Engine, case: CaseFile) -> None:
    first = written(engine, case)
    with pytest.raises(Stale):
        written(engine, case)
    assert events_of(engine, case) == [1]
    with reading(engine) as connection:
        assert case_file_of(connection, case.reference) == first.case


def test_a_case_seen_with_another_head_is_not_gone_on_with(engine: Engine, case: CaseFile) -> None:
    first = written(engine, case)
    with pytest.raises(Stale):
        written(engine, evolve(first.case, head=first.hash[::-1]))
    assert events_of(engine, case) == [1]


def test_of_those_who_saw_the_same_version_one_wins(engine: Engine, case: CaseFile) -> None:
    racers = 6
    start = Barrier(racers)

    def race() -> bool:
        start.wait()
        try:
            written(engine, case)
        except Stale:
            return False
        return True
    with ThreadPoolExecutor(racers) as pool:
        won = [future.result() for future in [pool.submit(race) for _ in range(racers)]]
    assert sorted(won) == [*[False] * (racers - 1), True]
    assert events_of(engine, case) == [1]


def test_who_looks_again_gets_in_and_leaves_no_gap(engine: Engine, case: CaseFile) -> None:
    racers, each = 4, 5

    def insist() -> None:
        done = 0
        while done < each:
            with reading(engine) as connection:
                seen = case_file_of(connection, case.reference)
            assert seen is not None
            try:
                written(engine, seen)
            except Stale:
                continue
            done += 1
    with ThreadPoolExecutor(racers) as pool:
        for future in [pool.submit(insist) for _ in range(racers)]:
            future.result()
    assert events_of(engine, case) == list(range(1, racers * each + 1))
    with reading(engine) as connection:
        assert verify(connection) == ()


def test_an_act_that_fails_afterwards_leaves_neither_event_nor_version(engine: Engine, case: CaseFile) -> None:
    def fail_at_last() -> None:
        with writing(engine) as connection:
            append(connection, case, ENTRY, by=None, at=AT)
            raise RuntimeError
    with pytest.raises(RuntimeError):
        fail_at_last()
    assert events_of(engine, case) == []
    with reading(engine) as connection:
        assert case_file_of(connection, case.reference) == case
    assert written(engine, case).sequence == 1


# Destroyed


def test_a_content_destroyed_is_gone_and_the_chain_still_holds(engine: Engine, case: CaseFile) -> None:
    first = written(engine, case, evolve(ENTRY, content={"summary": "说明"}))
    written(engine, first.case)
    with writing(engine) as connection:
        after = destroy_content(connection, first.id, reason="保管期满", on=ENTRY.happened_on, by=None, at=AT)
        for gone in (first.id, after.id):
            with pytest.raises(ValueError, match="nothing is left"):
                destroy_content(connection, gone, reason="x", on=ENTRY.happened_on, by=None, at=AT)
    with reading(engine) as connection:
        assert content_of(connection, first.id) == {}
        assert content_of(connection, after.id) == {"sequence": "1"}
        assert connection.execute(sa.select(event.c.content, event.c.salt).filter_by(id=first.id)).one() == (None, "")
        assert verify(connection) == ()


def test_equal_contents_have_unlike_hashes(engine: Engine, case: CaseFile) -> None:
    written(engine, written(engine, case).case)
    with reading(engine) as connection:
        hashes = connection.execute(sa.select(event.c.content_hash).filter_by(case_id=case.id)).scalars()
        assert len(set(hashes)) == 2
