"""What waits about those who die, retire or are away, and a workbook that comes in again, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from casework_office import CLERK, DEPUTY, DIRECTOR, OTHER, SECRETARY, Office
from people_office import (
    changes,
    copy_of,
    door,
    found,
    merged,
    move,
    owed,
    roster,
    waiting,
    with_twin,
)
from sqlalchemy import select

from yuetan.access.views import Asked
from yuetan.casework.acts import Proposal
from yuetan.casework.errors import Unfit
from yuetan.casework.sweeping import sweep_all
from yuetan.engine.facts import Cadre
from yuetan.paperwork.roster.differences import differences
from yuetan.records.database import reading, writing
from yuetan.records.roster import store
from yuetan.records.tables import event
from yuetan.records.verifying import verify


@pytest.fixture(scope="module")
def made(shared_database_url: str) -> str:
    """The database of the office under litong, closed: to be copied."""
    with with_twin(shared_database_url):
        return shared_database_url


@pytest.fixture
def office(made: str, tmp_path: Path) -> Iterator[Office]:
    with copy_of(made, tmp_path) as copied:
        sweep_all(copied.records, copied.plugins, at=copied.moment)
        yield copied


# Who is gone


@pytest.mark.parametrize("sort", ["death", "retirement"])
def test_what_waits_after_a_finding_is_let_go_with_the_reason_on_record(office: Office, sort: str) -> None:
    found(office)
    assert {duty for duty, cause in waiting(office) if ":" in cause}
    move(office, sort)
    assert waiting(office) == set()
    state = {"death": "已去世", "retirement": "已退休"}[sort]
    with reading(office.records) as connection:
        departures = select(event.c.reason).where(event.c.code.startswith("departed."))
        assert set(connection.execute(departures).scalars()) == {f"{state}（连组干〔2026〕8号）。"}
        assert verify(connection) == ()
    assert {change for change, *_ in changes(office)} >= {"lapsed"}
    before = owed(office)
    sweep_all(office.records, office.plugins, at=office.moment)
    assert owed(office) == before


# Who is away


@pytest.mark.parametrize("sort", ["leave", "study", "detention", "retirement", "death"])
def test_nobody_who_is_away_has_a_desk_or_is_named_for_a_talk(office: Office, sort: str) -> None:
    found(office)
    assert door(office, DEPUTY).desk(Asked()).rows
    lasting: dict[str, Any] = {"last": date(2026, 6, 30)} if sort in {"leave", "study"} else {}
    move(office, sort, cadre=DEPUTY, **lasting)
    shown = door(office, DEPUTY).desk(Asked())
    assert (list(shown.rows), shown.away.sort if shown.away else "") == ([], sort)
    for part in ("interviewers", "company", "recorder"):
        with pytest.raises(Unfit) as unfit:
            office.casework.preview(office.actors[CLERK], _proposal(
                part, DEPUTY if part == "recorder" else (DEPUTY,)))
        assert "陈国栋自 2026-03-02 起不在岗" in unfit.value.errors[part]


def _proposal(part: str, who: Any) -> Proposal:  # noqa: ANN401 - one or several
    values: dict[str, Any] = {"interviewees": (OTHER,), "interviewers": (SECRETARY,), "topic": "履职情况"}
    return Proposal(regulation="litong", kind="routine", **(values | {part: who}))


# A workbook that comes in again


def test_a_workbook_with_an_old_number_or_that_of_a_merged_record_adds_nobody(office: Office) -> None:
    before = roster(office)
    merged(office)
    move(office, "renaming", number="E777")
    now = roster(office)
    with writing(office.records) as connection:
        counts = store(connection, before)
    assert (counts.cadres.added, roster(office)) == (0, now)


def test_what_a_workbook_would_change_is_told_in_words(office: Office) -> None:
    before = roster(office)
    hers = next(one for one in before.appointments if one.cadre == OTHER)
    coming = evolve(
        before, cadres=(*(one for one in before.cadres if one.id != DIRECTOR), Cadre(id="E555", name="新人")),
        appointments=tuple(evolve(one, until=office.today) if one is hers else one for one in before.appointments
                           if one.cadre != DIRECTOR))
    found_so = differences(before, coming)
    assert (found_so["cadres"].new, found_so["cadres"].gone) == (("新人 E555",), ("周志强 E001",))
    assert found_so["appointments"].changed == (
        "马文慧 E002：E 副局长（2024-01-08 至 今） → 马文慧 E002：E 副局长（2024-01-08 至 2026-03-02 前）",)
    assert found_so["appointments"].gone == ("周志强 E001：E 局长（2024-01-08 至 今）",)
    assert not any(getattr(one, sort) for one in differences(before, before).values()
                   for sort in ("new", "changed", "gone"))
