"""What somebody may see is the same, whether the talks that decide on it are known beforehand or asked for anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from filled_records import ACTORS, TELLING, TODAY, Office, Told, filled

from yuetan.access import own_talks
from yuetan.access.actor import Actor, Granted, Role, StandsFor
from yuetan.access.ledger_views import LedgerAsked
from yuetan.access.own_talks import OwnTalks
from yuetan.access.views import Asked
from yuetan.records.cases import cadre_ids, find_interview, set_people
from yuetan.records.database import reading, writing

STANDING = Actor(1, "account-1", "组经办", "J4", (Granted(Role.DISCIPLINE, "J"), Granted(Role.HEAD, "E")), (
    StandsFor(Granted(Role.HEAD, "E"), 2, "E2", "马副局长"),))
READERS: dict[str, Actor] = {**ACTORS, "proxy of an interviewee": STANDING}
CLEARED = Told(unit="E", to=("E3",), by=("J2",), organiser="J4", events=(
    ("proposed", "", "2026-02-02"), ("notified", "interviewee", "2026-02-09"), ("held", "", "2026-03-02"),
    ("cleared", "", "2026-03-05")))
KNOWN: dict[str, dict[str, set[str]]] = {
    "E2": {"concerned": {"quiet", "told the unit", "served", "finished", "group", "half told"}, "recused": set(),
           "served": {"served", "finished", "group"}, "on_a_lead": {"finished"}, "stood_for": set()},
    "E4": {"concerned": set(), "recused": {"recused"}, "served": set(), "on_a_lead": set(), "stood_for": set()},
    "J2": {"concerned": set(), "recused": set(), "served": set(), "on_a_lead": set(), "stood_for": set()},
    "": {"concerned": set(), "recused": set(), "served": set(), "on_a_lead": set(), "stood_for": set()},
}


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with filled(shared_database_url, {**TELLING, "cleared": CLEARED}) as made:
        yield made


def seen(office: Office, who: str) -> tuple[Any, ...]:
    access = office.access(READERS[who])
    return (access.interviews(limit=500), access.desk(Asked(limit=500)), access.desk(Asked(limit=500, mine=True)),
            access.ledger(LedgerAsked()), access.ledger(LedgerAsked(state="ahead")),
            [access.interview(one) is None for one in office.interviews.values()], access.calendar_entries())


@pytest.mark.parametrize("few", [-1, 0, 1])
@pytest.mark.parametrize("who", READERS)
def test_everybody_sees_the_same_however_few_are_known_beforehand(
        office: Office, monkeypatch: pytest.MonkeyPatch, who: str, few: int) -> None:
    known = seen(office, who)
    monkeypatch.setattr(own_talks, "FEW", few)
    assert seen(office, who) == known


@pytest.mark.parametrize("who", KNOWN)
def test_they_are_known_by_why_they_decide(office: Office, who: str) -> None:
    with reading(office.records) as connection:
        names = {found.id: name for name, one in office.interviews.items()
                 if (found := find_interview(connection, one))}
        me = cadre_ids(connection, [who])[who] if who else None
        talks = own_talks.own_talks(connection, me, (), TODAY)
    known = {why: {names[key] for key in getattr(talks, why) or ()} for why in KNOWN[who]}
    assert known == KNOWN[who]
    assert {names[key] for key in talks.cleared or ()} == {"cleared"}


def test_one_who_was_not_told_yet_does_not_know_of_it(office: Office) -> None:
    with reading(office.records) as connection:
        him = cadre_ids(connection, ["E3"])["E3"]
        before, after = (own_talks.own_talks(connection, him, (), day).served for day in (date(2026, 2, 8), TODAY))
    assert before == frozenset()
    assert after


def test_whoever_may_change_them_knows_none_beforehand(office: Office) -> None:
    with writing(office.records) as connection:
        assert own_talks.own_talks(connection, 1, (), TODAY) == OwnTalks()


def test_who_is_recused_meanwhile_is_shown_nothing_any_more_by_the_same_door(office: Office) -> None:
    access, talk = office.access("bureau clerk"), office.interviews["school"]
    other = office.access("bureau head")
    assert talk in {one.reference for one in access.interviews(limit=500)[0]}
    assert talk in {one.reference for one in other.interviews(limit=500)[0]}
    with writing(office.records) as connection:
        found = find_interview(connection, talk)
        assert found is not None
        set_people(connection, found.id, "recused", cadre_ids(connection, ["E1"]).values())
    assert talk in {one.reference for one in access.interviews(limit=500)[0]}
    assert talk not in {one.reference for one in other.interviews(limit=500)[0]}
