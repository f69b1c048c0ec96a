"""A superior looks into the leads of an organ below: with a second person, for a time, never into what is sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from attrs import evolve
from lead_office import ACCUSED, AT, BUREAU, MINUTE, ORGAN, RECEIVED, ROLES, Office, events_of, office_in
from secrets_planted import NAME, WORDING

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.records.database import writing
from yuetan.records.governing import add_governance
from yuetan.records.tables import placement, unit

MAY_AGREE = {"handler", "second", "head", "recused", ACCUSED}
"""Those of the discipline organ and its head in the organ below; a second superior is made in the test."""


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    made = office_in(shared_database_url)
    with writing(made.records) as connection:
        above = connection.execute(sa.select(unit.c.id).where(unit.c.code == "shengjiwei")).scalar_one()
        below = sa.select(unit.c.id).where(unit.c.code == ORGAN).scalar_subquery()
        connection.execute(sa.update(placement).where(placement.c.unit_id == below).values(parent_id=above))
        add_governance(connection, ORGAN, {}, regulation="lianyungang", since=date(2026, 1, 1), until=date.max,
                       live_on=date(2026, 1, 1), paper="x", proposed_by=None, proposed_at=AT, approved_at=AT)
    yield made
    made.records.dispose()


def reference_of(office: Office, code: str = ORGAN) -> str:
    return str(office.rows(sa.select(unit.c.reference).where(unit.c.code == code))[0][0])


def asked(office: Office) -> str:
    return office.leads.ask_reading(office["superior"], reference_of(office), "年度督查", at=AT)


def test_it_takes_two_and_lasts_half_an_hour(office: Office) -> None:
    lead, reading = office.entered(), asked(office)
    with pytest.raises(Refused, match="还没有经另一人同意"):
        office.leads.leads_below(office["superior"], reading, at=AT)
    with pytest.raises(Refused, match="须由另一人同意"):
        office.leads.agree_reading(office["superior"], reading, "同意", at=AT)
    assert reading in [one.reference for one in office.leads.readings_to_agree(office["head"], at=AT)]
    office.leads.agree_reading(office["head"], reading, "同意", at=AT)
    with pytest.raises(Refused, match="已经有人同意"):
        office.leads.agree_reading(office["second"], reading, "同意", at=AT)
    found = office.leads.leads_below(office["superior"], reading, at=AT + 30 * MINUTE)
    assert lead in [one.reference for one in found]
    assert [word for word in (NAME, WORDING) if word in repr(found)] == []
    with pytest.raises(Refused, match="查阅已过期"):
        office.leads.leads_below(office["superior"], reading, at=AT + timedelta(minutes=30, seconds=1))
    case = reading.partition(".")[0]
    assert [code for code, said in events_of(office, case) if said["reading"] == reading] == [  # type: ignore[index]
        "leads_asked", "leads_agreed", "leads_read"]


@pytest.mark.parametrize("name", [name for name in ROLES if name != "superior"])
def test_nobody_else_asks_or_looks(office: Office, name: str) -> None:
    with pytest.raises(Hidden):
        office.leads.ask_reading(office[name], reference_of(office), "督查", at=AT)
    reading = asked(office)
    office.leads.agree_reading(office["head"], reading, "同意", at=AT)
    with pytest.raises(Hidden):
        office.leads.leads_below(office[name], reading, at=AT)


@pytest.mark.parametrize("name", [name for name in ROLES if name != "superior"])
def test_those_of_the_organ_or_another_superior_agree_and_nobody_else(office: Office, name: str) -> None:
    reading = asked(office)
    assert (reading in [one.reference for one in office.leads.readings_to_agree(office[name], at=AT)]) == (
        name in MAY_AGREE)
    if name not in MAY_AGREE:
        with pytest.raises(Hidden):
            office.leads.agree_reading(office[name], reading, "同意", at=AT)


def test_no_organ_but_one_below_with_a_scheme_of_its_own_is_asked_about(office: Office) -> None:
    for code in (BUREAU, "shengjiwei"):
        with pytest.raises(Hidden):
            office.leads.ask_reading(office["superior"], reference_of(office, code), "督查", at=AT)
    for nothing in ("x" * 22, "", "x.1"):
        with pytest.raises(Hidden if nothing else Unfit):
            office.leads.ask_reading(office["superior"], nothing, "督查", at=AT)
        with pytest.raises(Hidden):
            office.leads.leads_below(office["superior"], nothing, at=AT)
    with pytest.raises(Unfit):
        office.leads.ask_reading(office["superior"], reference_of(office), " ", at=AT)


def test_a_superior_sees_no_lead_about_himself(office: Office) -> None:
    himself = Actor(office[ACCUSED].account, "", ACCUSED, ACCUSED, (Granted(Role.SUPERIOR, "shengjiwei"),))
    lead, other = office.entered(), office.entered(evolve(RECEIVED, about="bureau_head"))
    reading = office.leads.ask_reading(himself, reference_of(office), "督查", at=AT)
    office.leads.agree_reading(office["superior"], reading, "同意", at=AT)  # another superior
    seen = [one.reference for one in office.leads.leads_below(himself, reading, at=AT)]
    assert (lead in seen, other in seen) == (False, True)


def test_the_same_request_asks_once(office: Office) -> None:
    found = {office.leads.ask_reading(office["superior"], reference_of(office), "督查", at=AT, token="once")  # noqa: S106 - of a form
             for _ in range(2)}
    assert len(found) == 1
    assert found <= {one.reference for one in office.leads.my_readings(office["superior"], at=AT)}
