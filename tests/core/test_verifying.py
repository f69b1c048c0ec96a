"""What was written down is found again as it was, or what is wrong is named: the chains by themselves, and anchors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import tampers
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import Store, campaign, dice, make_store, measured, without_anchors, without_links
from tampers import ALONE, ANCHORED, COLUMNS, Tamper, change, changed, other, pick, resign

from yuetan.records.anchoring import Anchored, roots
from yuetan.records.chain import content_hash
from yuetan.records.database import Engine, open_database, reading, upgrade
from yuetan.records.journal import destroy_content
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
            destroy_content(attacked, number, reason="保管期满", on=LATER.date(), by=None, at=LATER)
        assert extent_of(attacked).destroyed * 2 == extent_of(attacked).events
    assert found_after(attacked, destroy, store.anchors) == ()


def test_a_content_that_is_gone_without_an_event_that_says_so_is_found(attacked: sa.Connection) -> None:
    number, reference = attacked.execute(sa.select(event.c.id, case_file.c.reference).join(case_file)).all()[0]

    def silently() -> None:
        change(attacked, event, number, content=None, salt="")
    assert [(one.code, one.case) for one in found_after(attacked, silently)] == [("destroyed", reference)]


def test_a_content_that_is_said_to_be_destroyed_and_stands_there_is_found(attacked: sa.Connection) -> None:
    row = attacked.execute(sa.select(event).where(event.c.sequence == 1)).first()
    assert row is not None

    def halfway(**left: str) -> None:
        destroy_content(attacked, row.id, reason="保管期满", on=LATER.date(), by=None, at=LATER)
        change(attacked, event, row.id, **left)
    assert [one.code for one in found_after(attacked, lambda: halfway(content=row.content, salt=row.salt))] == ["kept"]
    assert [one.code for one in found_after(attacked, lambda: halfway(salt=row.salt))] == ["destroyed"]


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


@pytest.mark.parametrize("content", ["[1]", "{", '{"summary":{}}', '{"summary":1}'])
def test_a_content_that_is_none_is_found_even_if_signed_anew(attacked: sa.Connection, content: str) -> None:
    def attack() -> None:
        row = pick(attacked, dice(1))
        change(attacked, event, row.id, content=content, content_hash=content_hash(content, row.salt))
        resign(attacked, row.case_id)
    assert found_after(attacked, attack)[0].code in {"unreadable", "filled"}


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
    statement = f"UPDATE event SET {column} = {nonsense} WHERE id = 1"  # noqa: S608 - both stand above
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


def test_every_kind_of_fault_is_said(store: Store) -> None:
    said = {code: Fault(code=code, case="K1", sequence=3, anchored=store.anchors[0]).message for code in WORDS}
    assert [code for code, text in said.items() if "{" in text or "3" not in text] == []
    assert said["root"].startswith("2026-03-02 ")


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
