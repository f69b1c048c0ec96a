"""How a unit lies to a grant, what somebody is in a case, and roles that are kept apart."""

from __future__ import annotations

import pytest
from policy_questions import holding

from yuetan.access import (
    Actor,
    Granted,
    Lies,
    Role,
    Standing,
    allowed,
    assigned_to,
    lies_of,
    lies_of_grants,
    separated,
    standing_in_appeal,
    standing_of,
)
from yuetan.access.matrix import COLUMNS, RELATIONS
from yuetan.access.policy import unseparated

# Units


@pytest.mark.parametrize(("granted", "above", "beginning", "expected"), [
    ("city", [], [], Lies.NOWHERE),
    ("city", ["city"], [], Lies.OWN),
    ("city", ["city"], ["city"], Lies.OWN),
    ("city", ["bureau", "city"], ["city"], Lies.OWN),
    ("city", ["county", "city"], ["city", "county"], Lies.BELOW),
    ("city", ["town", "county", "city"], ["county"], Lies.BELOW),
    ("city", ["town", "county", "city"], ["town"], Lies.BELOW),
    ("county", ["city"], [], Lies.OTHER),
    ("county", ["town", "other county", "city"], [], Lies.OTHER),
    ("", ["town", "county", "city"], [], Lies.OTHER),
    ("", ["town", ""], [], Lies.OTHER),
])
def test_how_a_unit_lies_to_a_grant(granted: str, above: list[str], beginning: list[str], expected: Lies) -> None:
    assert expected == lies_of(granted, above, beginning)


def test_how_a_unit_lies_to_each_grant() -> None:
    over, own, other = Granted(Role.SUPERIOR, "city"), Granted(Role.HEAD, "county"), Granted(Role.CLERK, "bureau")
    assert ({over: Lies.BELOW, own: Lies.OWN, other: Lies.OTHER}
            == lies_of_grants(holding(over, own, other), ["town", "county", "city"], ["county"]))


# Standing


@pytest.mark.parametrize(("parts", "named", "expected"), [
    ([], [], Standing.NONE),
    (["interviewer"], [], Standing.TALKER), (["company"], [], Standing.TALKER), (["recorder"], [], Standing.RECORDER),
    (["organiser"], [], Standing.NONE), (["guest"], [], Standing.NONE),
    (["interviewee"], [], Standing.SUBJECT), (["recused"], [], Standing.RECUSED), ([], ["00007"], Standing.SUBJECT),
    (["recorder", "interviewer"], [], Standing.TALKER), (["interviewer", "interviewee"], [], Standing.SUBJECT),
    (["interviewer"], ["00007"], Standing.SUBJECT), (["recused", "interviewee"], ["00007"], Standing.RECUSED),
    (["interviewer", "recused"], [], Standing.RECUSED), ([], ["00008"], Standing.NONE),
])
def test_what_somebody_is_in_a_case(parts: list[str], named: list[str], expected: Standing) -> None:
    participants = [*((part, "00007") for part in parts), ("interviewee", "00008"), ("interviewee", "")]
    assert expected == standing_of(holding(), participants, named)


def test_an_account_that_is_no_cadre_has_no_part() -> None:
    nobody = Actor(7, "reference", "管理员")
    participants = [("interviewee", ""), ("interviewer", ""), ("organiser", "")]
    assert Standing.NONE is standing_of(nobody, participants, [""])
    assert not assigned_to(nobody, participants[1:])
    assert Standing.NONE is standing_in_appeal(nobody, "", participants, [])


@pytest.mark.parametrize(("parts", "expected"), [
    (["organiser"], True), (["interviewer"], True), (["recorder"], True), (["company"], True), ([], False),
    (["guest"], False), (["interviewee"], False), (["organiser", "interviewee"], False),
    (["interviewer", "recused"], False),
])
def test_to_whom_a_case_is_assigned(parts: list[str], expected: bool) -> None:  # noqa: FBT001
    assert expected is assigned_to(holding(), [(part, "00007") for part in parts])


@pytest.mark.parametrize(("granted", "parts", "posts", "expected"), [
    ((), [], [], Standing.NONE),
    ((Granted(Role.SUPERIOR, "city"),), [], ["city"], Standing.NONE),
    ((Granted(Role.SUPERIOR, "city"), Granted(Role.HEAD, "county")), [], [], Standing.RECUSED),
    ((Granted(Role.CLERK, "town"),), [], [], Standing.RECUSED),
    ((Granted(Role.SUPERIOR, "city"),), ["company"], [], Standing.RECUSED),
    ((Granted(Role.SUPERIOR, "city"),), ["organiser"], [], Standing.RECUSED),
    ((Granted(Role.SUPERIOR, "city"),), [], ["county"], Standing.RECUSED),
    ((Granted(Role.AUDIT),), [], [], Standing.NONE),
])
def test_the_people_of_the_acting_unit_have_no_part_in_an_appeal(
        granted: tuple[Granted, ...], parts: list[str], posts: list[str], expected: Standing) -> None:
    participants = [(part, "00007") for part in parts]
    assert expected == standing_in_appeal(holding(*granted), "00008", participants, ["county", "town", ""], posts)


def test_whoever_appeals_is_the_subject_of_his_appeal() -> None:
    me = holding(Granted(Role.SUPERIOR, "city"), Granted(Role.HEAD, "county"))
    assert Standing.SUBJECT is standing_in_appeal(me, "00007", [("interviewee", "00007")], ["county"])
    assert {"own_appeal"} == allowed(me, "appeal.own", standing=Standing.SUBJECT).fields
    assert not allowed(me, "appeal.decide", standing=Standing.SUBJECT, assigned=True, lies=Lies.OWN)


@pytest.mark.parametrize(("roles", "expected"), [
    ([], True), ([Role.SYSTEM], True), ([Role.SYSTEM, Role.CLERK], True), ([Role.SYSTEM, Role.SECURITY], False),
    ([Role.SECURITY, Role.AUDIT], False), ([Role.SYSTEM, Role.AUDIT], False), (list(Role), False),
])
def test_nobody_holds_two_of_the_three_administrator_roles(roles: list[Role], expected: bool) -> None:  # noqa: FBT001
    one = holding(*(Granted(role) for role in roles))
    assert expected is separated(one)
    assert expected is not bool(unseparated([one]))


def test_every_role_and_standing_has_its_column() -> None:
    assert {role.value for role in Role} == set(COLUMNS[3:-1])
    assert {lie.value for lie in Lies} | {"subject", "assigned", "recused"} == set(RELATIONS)
    assert all(role.title for role in Role)
