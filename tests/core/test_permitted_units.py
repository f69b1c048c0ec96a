"""In which units somebody may do something: as the policy says by the line above each, looked up for all at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework_office import Office, office_over
from sqlalchemy import select

from yuetan.access.actor import Actor, Granted, Role, Standing
from yuetan.access.organisations import organisations_on
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.units import lines_above, units_below
from yuetan.casework.permitted_units import codes_below, permitted_units
from yuetan.records.database import reading
from yuetan.records.tables import unit


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.mark.parametrize("action", ["template.read", "template.propose", "inspection.agree", "supervision.read"])
@pytest.mark.parametrize("granted", [
    (), ((Role.SECURITY, ""),), ((Role.CLERK, "E"),), ((Role.SUPERIOR, "C"),), ((Role.DISCIPLINE, "C"),),
    ((Role.DISCIPLINE, "J"), (Role.CLERK, "E")), ((Role.HEAD, "C"), (Role.SYSTEM, "")), ((Role.CLERK, "nowhere"),)])
def test_they_are_those_of_which_the_policy_says_so(
        office: Office, granted: tuple[tuple[Role, str], ...], action: str) -> None:
    actor = Actor(1, "R" * 22, "一个账号", "", tuple(Granted(role, code) for role, code in granted))
    with reading(office.records) as connection:
        codes = connection.execute(select(unit.c.code)).scalars().all()
        lines = lines_above(connection, codes, office.today)
        beginning = organisations_on(connection, office.today).general
        below = units_below(tuple(sorted({code for _, code in granted})), frozenset(), office.today)
        under = select(unit.c.code).where(unit.c.id.in_(select(below.c.unit))).order_by(unit.c.code)
        assert codes_below(connection, actor, office.today) == tuple(connection.execute(under).scalars())
        assert permitted_units(connection, actor, codes, action, office.today) == {
            one for one in codes if allowed(actor, action, standing=Standing.NONE, lies=lies_of_grants(
                actor, lines.get(one, (one,)), beginning))}
