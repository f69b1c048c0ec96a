"""Quotas that other kinds of talk meet as well, and quotas that only a talk with somebody meets."""

from __future__ import annotations

import pytest
from small_regulations import BUREAU, BY_HEADS, BY_MAYOR, CLAUSES, HEAD, MEMBER, ROUTINE, TERMS, WARNING, duty, small
from small_worlds import Fact, event, held, owed, town

from yuetan.rules import (
    INTERVIEWER,
    NOTHING,
    SANCTIONED,
    UNIT,
    YEAR,
    Duty,
    Quota,
    Regulation,
    RegulationError,
    Rule,
    reading,
)

OPEN = "OPEN by 2026-12-31"
DONE = "DONE by 2026-12-31 on 2026-02-02"
EITHER = small(BY_MAYOR, duty("quota", each=YEAR, about=HEAD & BUREAU, talk=Quota(ROUTINE, also=(WARNING,))))
HEADS = small(BY_HEADS, BY_MAYOR, duty("quota", each=YEAR, about=BUREAU, owed_by=UNIT,
                                       talk=Quota(ROUTINE, per=UNIT, whom=HEAD)))
OTHERS = small(BY_HEADS, BY_MAYOR, duty("quota", each=YEAR, about=BUREAU, owed_by=UNIT,
                                        talk=Quota(ROUTINE, per=UNIT, whom=~HEAD)))
WITH_MEMBERS = small(BY_HEADS, duty("quota", each=YEAR, about=BUREAU & HEAD,
                                    talk=Quota(ROUTINE, per=INTERVIEWER, whom=MEMBER)))


def this_year(regulation: Regulation, *facts: Fact) -> dict[str, str]:
    """How everyone stands in 2026."""
    found = owed(town("2026-06-01", *facts, judged_from="2026-01-01"), regulation)
    return {name.split()[0]: how for name, how in found.items()}


@pytest.mark.parametrize(("kind", "expected"), [("routine", DONE), ("warning", DONE), ("letter", OPEN)])
def test_another_kind_may_count_as_well(kind: str, expected: str) -> None:
    assert expected == this_year(EITHER, held("2026-02-02", "chief", kind=kind))["chief"]


def test_another_kind_counts_for_what_an_event_asked_for() -> None:
    asked = small(BY_MAYOR, duty("quota", on=SANCTIONED, talk=Quota(ROUTINE, also=(WARNING,))))
    facts = event(SANCTIONED, "2026-02-01", cadre="chief"), held("2026-02-02", "chief", kind="warning")
    assert this_year(asked, *facts) == {"chief": "DONE on 2026-02-02"}


def test_a_kind_that_counts_as_well_is_declared() -> None:
    quota = duty("quota", each=YEAR, talk=Quota(ROUTINE, also=(WARNING,)))
    with pytest.raises(RegulationError, match="warning"):
        Regulation(code="lost", title="制度", terms=TERMS, rules=(*CLAUSES, ROUTINE, BY_MAYOR, quota))


@pytest.mark.parametrize(("to", "heads", "others"), [
    ("chief", DONE, OPEN), ("second", OPEN, DONE), ("second chief", DONE, DONE)])
def test_of_a_unit_only_a_talk_with_one_of_these_counts(to: str, heads: str, others: str) -> None:
    talk = held("2026-02-02", to)
    assert (heads, others) == (this_year(HEADS, talk)["bureau"], this_year(OTHERS, talk)["bureau"])


@pytest.mark.parametrize(("to", "expected"), [("third", DONE), ("second", OPEN)])
def test_of_an_interviewer_only_a_talk_with_one_of_these_counts(to: str, expected: str) -> None:
    assert expected == this_year(WITH_MEMBERS, held("2026-02-02", to, "chief"))["chief"]


@pytest.mark.parametrize(("option", "codes"), [("silent", []), ("owed", ["yearly"])])
def test_a_reading_may_say_that_there_is_no_such_rule(option: str, codes: list[str]) -> None:
    options: dict[str, Rule] = {"silent": NOTHING, "owed": duty("yearly", each=YEAR, talk=ROUTINE)}
    place = reading("every_year", "是否每年都谈", options, why="原文没有写", clause="1")
    regulation = Regulation(code="open", title="制度", terms=TERMS, rules=(*CLAUSES, ROUTINE, BY_MAYOR, place))
    assert codes == [one.code for one in regulation.under({"every_year": option}).of(Duty)]
