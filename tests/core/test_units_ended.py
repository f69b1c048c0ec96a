"""A unit that has ended: what it collected is its heir's, and nobody is granted or governed anything in it any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from casework_office import ABOVE, CLERK, SINCE, START, Office
from unit_office import AUDIT, CITY, PAPER, TODAY, access, asked, confirmed, granted, holding, unit_office

from yuetan.access.actor import Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.errors import Unfit
from yuetan.casework.governance import Governance
from yuetan.engine.reorganisations import Sort
from yuetan.records import collections as stored
from yuetan.records.accounts import add_grant, unit_key
from yuetan.records.cases import unit_ids
from yuetan.records.database import Connection, reading, writing
from yuetan.records.journal import Entry, append
from yuetan.records.units import Ended, abolished, ended_by
from yuetan.records.verifying import verify

BANK = ("lianyungang", "questions")
LONG = date(2030, 1, 1)


def collect(connection: Connection, unit: str, texts: Sequence[str], *, drawn: int | None = None) -> None:
    """Have a unit keep some entries, the first of which is retired again."""
    kept, case = stored.collection_of(connection, *BANK, unit_ids(connection, (unit,))[unit])
    entries = [stored.new_entry({"question": text}) for text in texts]
    written = append(connection, case, Entry(code="collection_added", happened_on=TODAY), by=None, at=START)
    stored.add_versions(connection, kept.id, entries, sequence=written.sequence, at=START, by=None)
    if drawn:
        stored.set_drawn(connection, kept.id, drawn)


def collected(office: Office, unit: str) -> tuple[list[str], int | None]:
    """What a unit keeps, and how many a test has."""
    with reading(office.records) as connection:
        kept = stored.find_collection(connection, *BANK, unit)
        assert kept is not None
        return [one.content["question"] for one in stored.entries_at(connection, kept.id)], kept.drawn


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office after the audit bureau went into that of sports, which keeps questions of its own."""
    with unit_office(f"sqlite:///{tmp_path_factory.mktemp('ended') / 'ended.db'}") as found:
        with writing(found.records) as connection:
            collect(connection, "S", ("甲问", "乙问"), drawn=2)
            collect(connection, "T", ("乙问", "丙问"))
        granted(found, AUDIT, "S")
        confirmed(found, asked(Sort.MERGE, "S", into=("T",)))
        yield found


def test_its_questions_are_its_heirs_each_once_and_its_own_stay(office: Office) -> None:
    assert collected(office, "T") == (["乙问", "丙问", "甲问"], 2)
    assert collected(office, "S") == (["甲问", "乙问"], 2)
    with reading(office.records) as connection:
        assert list(verify(connection)) == []


def test_it_is_known_since_when_it_is_no_more_and_who_took_over(office: Office) -> None:
    with reading(office.records) as connection:
        assert ended_by(connection, "S", TODAY) == Ended(on=TODAY, heir="T")
        assert ended_by(connection, "S", SINCE) is None
        assert ended_by(connection, "T", LONG) is None
        assert abolished(connection) == {"S": TODAY}


def test_nothing_is_granted_in_it_from_then_on(office: Office) -> None:
    with pytest.raises(Unfit) as wrong:
        Accounts(office.records).grant(office.actors[CITY].reference, Role.CLERK, "S", since=TODAY, until=LONG, by=None,
                               paper=PAPER, at=office.moment)
    assert wrong.value.errors == {"unit": "“S”自 2026-03-02 起已经没有了，由“T”承接；请改写承接单位的编码。"}


def test_nothing_governs_it_from_then_on(office: Office) -> None:
    with pytest.raises(Unfit) as wrong:
        Governance(office.records, office.plugins).propose(
            "S", "lianyungang", since=LONG, live_on=LONG, paper=PAPER, by=None, at=office.moment)
    assert set(wrong.value.errors) == {"unit"}


def test_what_ended_with_it_is_listed_until_it_is_given_anew(office: Office) -> None:
    def left() -> list[tuple[str, bool]]:
        head = access(office, office.actors[ABOVE])
        return [(grant.name, grant.anew) for one in head.left_over() for grant in one.grants]
    assert left() == [(AUDIT, False)]
    assert access(office, holding(office, CITY, (Role.CLERK, "C"))).left_over() == ()
    assert access(office, holding(office, CLERK, (Role.HEAD, "E"))).left_over() == ()
    found = access(office, office.actors[ABOVE]).left_over()[0]
    assert (found.unit, found.on, found.heir, found.heir_name) == ("市审计局", TODAY, "T", "市体育局")
    with writing(office.records) as connection:
        add_grant(connection, account_id=office.actors[AUDIT].account, role="clerk", unit_id=unit_key(connection, "T"),
                  since=TODAY, until=LONG, granted_by=None, agreed_by=None, paper=PAPER, made_at=office.moment)
    assert left() == [(AUDIT, True)]
