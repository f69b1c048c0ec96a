"""What was written down is found again as it was, or what is wrong is named: the chains by themselves, and anchors."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import tampers
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import Store, campaign, dice, make_store, measured, without_anchors, without_links
from tampers import ALONE, ANCHORED, COLUMNS, Tamper, change, changed, other, pick, resign

from yuetan.records.anchoring import Anchored, AnchorError, anchor_now, read_anchors, roots, stored_anchors
from yuetan.records.chain import Tree
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.journal import Entry, append, destroy_content, open_case
from yuetan.records.tables import anchor, case_file, event
from yuetan.records.verifying import WORDS, Fault, extent_of, verify

SECRET = "说明情况"  # noqa: S105 - what some papers of the store say
LATER = datetime(2026, 5, 6, 1, 2, 3, 4, tzinfo=UTC)
seeds = st.integers(0, 2 ** 32)


@pytest.fixture(scope="module")
def store(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_store(shared_database_url, tmp_path_factory.mktemp("outside") / "anchors", dice(7))


@pytest.fixture(scope="module")
def attacked(store: Store) -> Iterator[sa.Connection]:
    with store.attacked() as connection:
        yield connection


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("small")
    return make_store(f"sqlite:///{folder / 'records.db'}", folder / "anchors", dice(7), cases=2, rounds=3)


@pytest.fixture(scope="module")
def three_lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("lines")
    make_store(f"sqlite:///{folder / 'records.db'}", folder / "anchors", dice(7), cases=1, rounds=3)
    return (folder / "anchors").read_text().splitlines(keepends=True)


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()


def found_after(connection: sa.Connection, attack: Callable[[], object], anchors: tuple[Anchored, ...] | None = None,
                ) -> tuple[Fault, ...]:
    """What is found once this was done, which is then undone."""
    try:
        attack()
        return verify(connection, anchors)
    finally:
        connection.rollback()


def add_event(engine: Engine) -> None:
    entry = Entry(code="held", happened_on=LATER.date())
    with writing(engine) as connection:
        append(connection, open_case(connection, "unit"), entry, by=None, at=LATER)


# Sound records


def test_sound_records_have_no_fault(store: Store, attacked: sa.Connection) -> None:
    assert verify(attacked, store.anchors) == ()
    assert verify(attacked) == ()


def test_records_of_nothing_have_no_fault(embedded: Engine) -> None:
    with reading(embedded) as connection:
        assert verify(connection, ()) == ()


def test_a_content_that_retention_destroyed_is_no_fault(store: Store, attacked: sa.Connection) -> None:
    def destroy() -> None:
        for number in attacked.execute(sa.select(event.c.id)).scalars().all():
            destroy_content(attacked, number)
        assert extent_of(attacked).destroyed == extent_of(attacked).events
    assert found_after(attacked, destroy, store.anchors) == ()


def test_how_much_was_read_is_told_as_it_goes(attacked: sa.Connection) -> None:
    told: list[int] = []
    verify(attacked, progress=told.append)
    assert sum(told) == extent_of(attacked).events > 0


# What the chains tell by themselves


@pytest.mark.parametrize("column", COLUMNS)
def test_any_single_value_changed_is_found(attacked: sa.Connection, column: str) -> None:
    @settings(max_examples=6)
    @given(seeds)
    def law(seed: int) -> None:
        random = dice(seed)
        row = pick(attacked, random)
        faults = found_after(attacked, lambda: changed(attacked, random, column, row))
        reference = attacked.execute(sa.select(case_file.c.reference).filter_by(id=row.case_id)).scalar_one()
        attacked.rollback()
        assert {fault.case for fault in faults} & {reference, ""} == {fault.case for fault in faults} != set()
    law()


@pytest.mark.parametrize("tamper", ALONE, ids=lambda tamper: tamper.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_tampered_with_is_found(attacked: sa.Connection, tamper: Tamper, seed: int) -> None:
    assert found_after(attacked, lambda: tamper(attacked, dice(seed), [])) != ()


@pytest.mark.parametrize(("values", "code"), [
    ({"reason": "x"}, "link"), ({"entered_at": LATER}, "link"), ({"content": '{"summary":"x"}'}, "content"),
    ({"content": None}, "destroyed"), ({"sequence": 1000}, "gap"),
])
def test_a_fault_names_its_place_and_no_content(attacked: sa.Connection, values: dict[str, Any], code: str) -> None:
    where = (event.c.case_id == case_file.c.id, event.c.sequence == 2, event.c.content.contains(SECRET))
    number, reference = attacked.execute(sa.select(event.c.id, case_file.c.reference).where(*where)).all()[0]
    fault = found_after(attacked, lambda: change(attacked, event, number, **values))[0]
    assert (fault.code, fault.case, fault.sequence) == (code, reference, 3 if code == "gap" else 2)
    assert f"案卷 {reference}" in fault.message
    assert f"第 {fault.sequence} 项事件" in fault.message
    assert SECRET not in fault.message


def test_fields_said_to_be_filled_are_compared_with_the_content_even_if_signed_anew(attacked: sa.Connection) -> None:
    def attack() -> None:
        row = pick(attacked, dice(1))
        change(attacked, event, row.id, filled="opinion")
        resign(attacked, row.case_id)
    assert found_after(attacked, attack)[0].code == "filled"


def test_an_event_without_its_case_is_found(attacked: sa.Connection) -> None:
    def attack() -> None:
        row = pick(attacked, dice(1))
        attacked.execute(sa.delete(case_file).filter_by(id=row.case_id))
    assert found_after(attacked, attack)[0].code == "orphan"


def test_a_case_whose_events_are_all_gone_is_found(attacked: sa.Connection) -> None:
    def attack() -> None:
        row = pick(attacked, dice(1))
        attacked.execute(sa.delete(event).filter_by(case_id=row.case_id))
    assert found_after(attacked, attack)[0].code == "head"


@pytest.mark.parametrize("nonsense", ["x'00ff'", "'yesterday'", "9e999", "3.5"])
@pytest.mark.parametrize("column", COLUMNS)
def test_nonsense_that_sqlite_stores_all_the_same_is_found(small: Store, column: str, nonsense: str) -> None:
    statement = f"UPDATE event SET {column} = {nonsense} WHERE sequence = 1"  # noqa: S608 - both stand above
    with small.attacked() as connection:
        connection.exec_driver_sql(statement)
        assert verify(connection, small.anchors) != ()


@pytest.mark.parametrize("nonsense", ["x'00ff'", "'yesterday'", "9e999", "3.5"])
@pytest.mark.parametrize("column", ["at", "cases", "events", "root"])
def test_an_anchor_that_makes_no_sense_is_found(small: Store, column: str, nonsense: str) -> None:
    statement = f"UPDATE anchor SET {column} = {nonsense}"  # noqa: S608 - both stand above
    with small.attacked() as connection:
        connection.exec_driver_sql(statement)
        assert {fault.code for fault in verify(connection, small.anchors)} >= {"inside", "outside"}


# What only anchors can tell


@pytest.mark.parametrize("tamper", ANCHORED, ids=lambda tamper: tamper.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_what_the_chains_cannot_tell_is_found_with_the_anchors(
        store: Store, attacked: sa.Connection, tamper: Tamper, seed: int) -> None:
    known = list(store.anchors)
    tamper(attacked, dice(seed), known)
    faults = verify(attacked, known)
    attacked.rollback()
    assert faults != ()


@pytest.mark.parametrize("tamper", [tampers.truncated_and_mended, tampers.resigned], ids=lambda tamper: tamper.__name__)
def test_cut_short_or_signed_anew_together_with_every_anchor_of_the_table_is_found_with_the_outside_alone(
        store: Store, attacked: sa.Connection, tamper: Tamper) -> None:
    def attack() -> None:
        tamper(attacked, dice(3), [])
        for mark, cases, root in list(roots(attacked, (one.events for one in store.anchors))):
            attacked.execute(sa.update(anchor).where(anchor.c.events == mark).values(cases=cases, root=root))
    assert found_after(attacked, attack) == ()  # the chains and the table are made to agree
    assert {fault.code for fault in found_after(attacked, attack, store.anchors)} >= {"root", "inside", "outside"}


def test_an_anchor_is_over_the_last_event_of_each_case_by_then(store: Store, attacked: sa.Connection) -> None:
    assert [(one.events, one.cases, one.root) for one in store.anchors] == list(
        roots(attacked, (one.events for one in store.anchors)))
    assert len({one.root for one in store.anchors}) == len(store.anchors) > 1
    assert stored_anchors(attacked) == store.anchors


def test_an_anchor_of_nothing_is_the_root_of_no_leaf(embedded: Engine, tmp_path: Path) -> None:
    anchored = anchor_now(embedded, tmp_path / "anchors", at=LATER)
    assert anchored == Anchored(at=LATER, cases=0, events=0, root=Tree().root())


def test_every_kind_of_fault_is_said(store: Store) -> None:
    said = {code: Fault(code=code, case="K1", sequence=3, anchored=store.anchors[0]).message for code in WORDS}
    assert [code for code, text in said.items() if "{" in text or "3" not in text] == []
    assert said["root"].startswith("2026-03-02 ")


# The file outside


def test_the_file_is_its_owners_alone_and_grows_by_a_line(embedded: Engine, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    first = anchor_now(embedded, file, at=LATER)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    add_event(embedded)
    second = anchor_now(embedded, file, at=LATER)
    assert file.read_bytes().startswith(before)
    assert read_anchors(file) == (first, second)


def test_a_file_of_no_line_has_no_anchor(tmp_path: Path) -> None:
    (tmp_path / "anchors").touch()
    assert read_anchors(tmp_path / "anchors") == ()


def damaged(lines: list[str]) -> list[tuple[list[str], int]]:
    """Ways in which three lines may have been tampered with, and the line that tells."""
    first, second, third = lines
    forged = json.dumps({**json.loads(second), "root": "0" * 64}) + "\n"
    unlinked = json.dumps({name: value for name, value in json.loads(second).items() if name != "before"}) + "\n"
    return [
        ([first, second[:40] + "\n", third], 2), ([first, second, third[:-1]], 3), ([first, second, third[:50]], 3),
        ([first, third], 2), ([second, third], 1), ([second, first, third], 1), ([first, forged, third], 3),
        ([first, first, second, third], 2), ([first, "\n", second, third], 2), ([first, unlinked, third], 2),
        ([first, "[]\n", third], 2), ([first, second.replace('"cases": ', '"cases": "x", "n": '), third], 2),
        ([first, second.replace("2026-", "today-"), third], 2),
    ]


@pytest.mark.parametrize("number", range(13))
def test_a_line_that_is_damaged_gone_or_put_in_is_named(three_lines: list[str], tmp_path: Path, number: int) -> None:
    file = tmp_path / "anchors"
    lines, line = damaged(three_lines)[number]
    file.write_text("".join(lines))
    with pytest.raises(AnchorError, match=f"存证文件 {file} 第 {line} 行已损坏"):
        read_anchors(file)


@pytest.mark.parametrize("rest", ['{"at": "2026', "{}\n"])
def test_nothing_is_anchored_after_a_last_line_that_is_damaged(embedded: Engine, tmp_path: Path, rest: str) -> None:
    file = tmp_path / "anchors"
    anchor_now(embedded, file, at=LATER)
    file.write_text(file.read_text() + rest)
    with pytest.raises(AnchorError, match="最后一行已损坏"):
        anchor_now(embedded, file, at=LATER)
    with reading(embedded) as connection:
        assert len(stored_anchors(connection)) == 1


def test_a_line_the_table_never_came_to_have_is_made_good_the_next_time(embedded: Engine, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    add_event(embedded)
    anchor_now(embedded, file, at=LATER)
    with writing(embedded) as connection:
        connection.execute(sa.delete(anchor))  # as if the power had gone between the two
    with reading(embedded) as connection:
        assert [fault.code for fault in verify(connection, read_anchors(file))] == ["inside"]
    anchor_now(embedded, file, at=LATER + timedelta(minutes=1))
    with reading(embedded) as connection:
        assert verify(connection, read_anchors(file)) == ()


def test_the_file_of_other_records_is_never_taken_over(embedded: Engine, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    line = {"at": LATER.isoformat(), "cases": 1, "events": store.anchors[-1].events, "root": "0" * 64, "before": ""}
    file.write_text(json.dumps(line) + "\n")
    anchor_now(embedded, file, at=LATER)
    with reading(embedded) as connection:
        assert len(stored_anchors(connection)) == 1
        assert {fault.code for fault in verify(connection, read_anchors(file))} == {"inside", "root"}


def test_a_disk_that_takes_half_a_line_leaves_the_file_as_it_was(
        embedded: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "anchors"
    anchor_now(embedded, file, at=LATER)
    before, write = file.read_bytes(), os.write
    monkeypatch.setattr("yuetan.records.anchoring.os.write", lambda descriptor, line: write(descriptor, line[:20]))
    with pytest.raises(OSError, match="space"):
        anchor_now(embedded, file, at=LATER)
    assert file.read_bytes() == before
    with reading(embedded) as connection:
        assert verify(connection, read_anchors(file)) == ()


# The campaign


def test_the_campaign_finds_everything(small: Store) -> None:
    outcomes = campaign(small, dice(11), 60)
    assert {name: one.unnoticed for name, one in outcomes.items()} == dict.fromkeys(outcomes, 0)
    assert len(outcomes) == len(ALONE) + len(ANCHORED)


@pytest.mark.parametrize(("faulty", "missed"), [(without_anchors, "anchored_anew"), (without_links, "edited")])
def test_the_campaign_sees_what_a_faulty_verification_misses(
        small: Store, faulty: Callable[..., tuple[Fault, ...]], missed: str) -> None:
    assert campaign(small, dice(11), 60, verification=faulty)[missed].unnoticed > 0


def test_how_long_it_takes_is_measured_over_sound_records(tmp_path: Path) -> None:
    seconds, megabytes = measured(f"sqlite:///{tmp_path / 'large.db'}", 50)
    assert (seconds > 0, megabytes > 0) == (True, True)


def test_another_value_is_another_one() -> None:
    for value in ("", "0", "x", 1, 0.1, LATER, LATER.date()):
        assert other(value, dice(1)) != value
