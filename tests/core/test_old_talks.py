"""Imported talks are told as such, to whoever reads the ledger there, and to nobody about himself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, RECORDER, Office, office_over
from sqlalchemy import insert

from yuetan.access.actor import Actor, Granted, Role
from yuetan.access.door import Access
from yuetan.access.reading_old_talks import OldAsked, OldTalk
from yuetan.records.cases import cadre_ids
from yuetan.records.database import writing
from yuetan.records.tables import past_talk, past_talk_by
from yuetan.rules.workdays import Calendar

ALONE = Actor(99, "R" * 22, "单设的账号", "", (Granted(Role.CLERK, "E"),))
SYSTEM = Actor(98, "S" * 22, "系统管理员", "", (Granted(Role.SYSTEM, ""),))


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        with writing(made.records) as connection:
            keys = cadre_ids(connection, (OTHER, CLERK, DEPUTY))
            for who, kind, on in ((OTHER, "routine", "2024-05-06"), (OTHER, "none", "2025-07-08"),
                                  (CLERK, "routine", "2025-01-02"), (DEPUTY, "routine", "2025-03-04")):
                talk = connection.execute(insert(past_talk).values(
                    cadre_id=keys[who], regulation="lianyungang", kind=kind, family="routine",
                    held_on=date.fromisoformat(on), provenance="imported").returning(past_talk.c.id)).scalar_one()
                connection.execute(insert(past_talk_by), [
                    {"talk_id": talk, "place": 0, "cadre_id": keys[DEPUTY], "written": DEPUTY},
                    {"talk_id": talk, "place": 1, "cadre_id": None, "written": "老书记"}])
        yield made


def seen(office: Office, who: str | Actor, **asked: Any) -> tuple[OldTalk, ...]:  # noqa: ANN401 - fields of what is asked
    actor = office.actors[who] if isinstance(who, str) else who
    return Access(office.records, office.plugins, actor, on=office.today, calendar=Calendar()).old_talks(
        OldAsked(**asked))


def test_an_imported_talk_says_what_is_known_of_it(office: Office) -> None:
    last = seen(office, ALONE)[-1]
    assert (last.on, last.kind, last.regulation, last.person.name, last.talkers, last.source) == (
        date(2024, 5, 6), "日常约谈", "市管领导干部廉政约谈暂行办法", "马文慧", "陈国栋、老书记", "roster")


@pytest.mark.parametrize(("who", "found"), [
    (ALONE, ["2025-07-08", "2024-05-06"]), (CLERK, ["2025-03-04"]),
    (RECORDER, ["2025-03-04", "2025-01-02"]), (OTHER, []), (SYSTEM, []), (BUREAU, ["2025-07-08", "2024-05-06"])])
def test_they_are_for_whoever_reads_the_ledger_there_and_never_those_with_himself(
        office: Office, who: str | Actor, found: list[str]) -> None:
    assert [one.on.isoformat() for one in seen(office, who)] == found


@pytest.mark.parametrize(("asked", "found"), [
    ({"name": "文"}, 2), ({"name": "%"}, 0), ({"cadre": OTHER}, 2), ({"kinds": ("routine",)}, 1),
    ({"since": date(2025, 1, 1)}, 1), ({"until": date(2024, 12, 31)}, 1), ({"regulation": "tongren"}, 0),
    ({"unit": "none"}, 0), ({"limit": 1}, 1)])
def test_they_are_narrowed(office: Office, asked: dict[str, Any], found: int) -> None:
    assert len(seen(office, ALONE, **asked)) == found
