"""Laws of the policy: grants add, a part in a case comes before them, and what is not listed is denied."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from policy_questions import ACTIONS, holding, person

from yuetan.access import DENY, OUTSIDER, Granted, Lies, Role, Standing, allowed, anywhere
from yuetan.access.matrix import FLAGS

GRANTS = st.lists(st.builds(Granted, st.sampled_from(Role), st.sampled_from(["", "city", "county"])),
                  max_size=5, unique=True)
STANDINGS = st.sampled_from(Standing)
ASKED = st.fixed_dictionaries({"lies": st.sampled_from(Lies), "assigned": st.booleans(),
                               "flags": st.lists(st.sampled_from(FLAGS), unique=True)})
ANY_ACTION = st.sampled_from((*ACTIONS, "lead.publish"))


@given(ANY_ACTION, GRANTS, GRANTS, STANDINGS, ASKED)
def test_one_more_grant_never_takes_a_field(action: str, some: list[Granted], more: list[Granted], standing: Standing,
                                            about: dict[str, Any]) -> None:
    few = allowed(holding(*some), action, standing=standing, **about)
    many = allowed(holding(*some, *more), action, standing=standing, **about)
    assert few.fields <= many.fields
    assert few.alone <= many.alone


@given(ANY_ACTION, GRANTS, GRANTS, st.sampled_from([Standing.SUBJECT, Standing.RECUSED]), ASKED)
def test_the_rights_of_a_subject_do_not_depend_on_his_grants(action: str, some: list[Granted], others: list[Granted],
                                                             standing: Standing, about: dict[str, Any]) -> None:
    assert (allowed(holding(*some), action, standing=standing, **about)
            == allowed(holding(*others), action, standing=standing, **about))


@given(ANY_ACTION, GRANTS, ASKED)
def test_who_is_recused_may_nothing(action: str, grants: list[Granted], about: dict[str, Any]) -> None:
    assert allowed(holding(*grants), action, standing=Standing.RECUSED, **about) == DENY


@given(GRANTS, STANDINGS, ASKED)
def test_what_is_not_listed_is_denied(grants: list[Granted], standing: Standing, about: dict[str, Any]) -> None:
    assert allowed(holding(*grants), "lead.publish", standing=standing, **about) == DENY


@given(ANY_ACTION, GRANTS, STANDINGS, ASKED)
def test_one_more_fact_about_the_object_never_takes_a_field(action: str, grants: list[Granted], standing: Standing,
                                                            about: dict[str, Any]) -> None:
    found = allowed(holding(*grants), action, standing=standing, **about)
    most = allowed(holding(*grants), action, standing=standing, **{**about, "flags": FLAGS, "assigned": True})
    assert found.fields <= most.fields
    assert found.alone <= found.fields


@given(ANY_ACTION, GRANTS, STANDINGS, ASKED)
def test_a_menu_offers_whatever_may_be_done_somewhere(action: str, grants: list[Granted], standing: Standing,
                                                      about: dict[str, Any]) -> None:
    if allowed(holding(*grants), action, standing=standing, **about):
        assert anywhere(holding(*grants), action)


def test_a_grant_counts_where_it_lies_and_one_left_out_lies_elsewhere() -> None:
    here, there = Granted(Role.CLERK, "county"), Granted(Role.HEAD, "city")
    lies = {here: Lies.OTHER, there: Lies.OWN}
    assert not allowed(holding(here, there), "notice.write", standing=Standing.NONE, lies=lies)
    assert allowed(holding(here, there), "interview.approve", standing=Standing.NONE, lies=lies)
    assert not allowed(holding(here), "notice.write", standing=Standing.NONE, lies={})


def test_a_menu_offers_no_leads_to_a_clerk_or_a_stranger() -> None:
    assert not anywhere(person("clerk"), "lead.read")
    assert not anywhere(OUTSIDER, "interview.list")
    assert anywhere(person("discipline"), "lead.read")
    assert anywhere(person("interviewee"), "interview.list")


def test_a_field_one_may_see_alone_needs_no_second_person() -> None:
    found = allowed(holding(Granted(Role.CLERK, "unit"), Granted(Role.DISCIPLINE, "unit")), "export.make",
                    standing=Standing.NONE, lies=Lies.OWN)
    assert found
    assert not found.second
    mixed = allowed(holding(Granted(Role.CLERK, "unit"), Granted(Role.HEAD, "unit")), "file.read",
                    standing=Standing.NONE, lies=Lies.OWN)
    assert mixed.second
    assert {"case", "dates", "file"} == mixed.fields
    assert {"case", "dates"} == mixed.alone
