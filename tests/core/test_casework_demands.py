"""A talk sets a demand and its day, its paper names those whom the case names, and no talk of another kind owes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pluggy
import pytest
from casework_office import CLERK, DEPUTY, DIRECTOR, OTHER, START, Office, office_over
from test_casework_attacked import refusal, unfit

from yuetan.access.door import Access
from yuetan.casework.acts import Done
from yuetan.plugins import Loaded, Plugins
from yuetan.rules import (
    ASSIGNED,
    EVERYONE,
    HELD,
    INTERVIEWEE,
    INTERVIEWER,
    PROPOSED,
    Clause,
    Duty,
    FieldType,
    FormField,
    Guard,
    Kind,
    Material,
    Pairing,
    Regulation,
    Step,
    by,
    end_of,
    not_yet,
    post,
    terms,
)
from yuetan.rules.workdays import Calendar

CODE = "demands"
DEMAND = Material("demand", "整改要求", clause="2", fields=(
    FormField("person", "约谈对象", FieldType.CADRE), FormField("interviewer", "约谈人", FieldType.CADRE),
    FormField("demand", "要求"), FormField("until", "期限", FieldType.DATE)))
REPORT = Material("report", "整改报告", clause="2", fields=(FormField("results", "落实情况"),))
REGULATION = Regulation(
    code=CODE, title="某区谈话办法", since=date(2025, 1, 1),
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市直部门")
    + terms("mark", 市管="市管干部"),
    rules=(
        Clause("1", "谁谈谁"), Clause("2", "程序"),
        Kind("routine", "日常谈话", clause="1"), REMINDER := Kind("reminder", "提醒谈话", clause="1"),
        Pairing("talkers", "纪委领导", by=post("head", "deputy"), to=EVERYONE, clause="1"),
        Step(PROPOSED, "提出", clause="2"), Step(HELD, "谈话", after=(PROPOSED,), clause="2"),
        Step("demanded", "提出整改要求", after=(HELD,), clause="2"),
        Guard("as_demanded", "提出要求之后不换人", step=ASSIGNED, needs=not_yet("demanded"), clause="2"),
        DEMAND, REPORT,
        Duty("demand", "提出整改要求", owed_by=INTERVIEWER, kinds=(REMINDER,), on=HELD, done="demanded",
             material=DEMAND, clause="2"),
        Duty("report", "报告整改情况", owed_by=INTERVIEWEE, on="demanded", material=REPORT,
             due=by(end_of("demanded")), clause="2"),
    ))
SAYS = {"demand": "限期整改", "until": "2026-03-31"}


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    plugins = Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-demands", None, (REGULATION,)),))
    with office_over(shared_database_url, plugins, CODE) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def talked(office: Office, kind: str) -> Done:
    done = office.propose(regulation=CODE, kind=kind)
    return office.take(DEPUTY, done, HELD)


def test_the_day_that_a_talk_sets_is_the_day_the_report_is_due(office: Office) -> None:
    done = office.take(DEPUTY, talked(office, "reminder"), "demanded", fields=SAYS)
    due = [one.due_became for one in done.changes if one.key.duty == "report"]
    assert due == [date(2026, 3, 31)]


def test_the_paper_names_those_whom_the_case_names_and_asks_for_neither(office: Office) -> None:
    done = talked(office, "reminder")
    assert [one.code for one in office.offers(DEPUTY, done)["demanded"].fields] == ["demand", "until"]
    done = office.take(DEPUTY, done, "demanded", fields=SAYS)
    access = Access(office.records, office.plugins, office.actors[DEPUTY], on=office.today, calendar=Calendar())
    view = access.interview(done.case)
    assert view is not None
    said = next(dict(event.content) for event in view.events if event.code == "demanded")
    assert (said["person"], said["interviewer"]) == (OTHER, DEPUTY)


def test_a_talker_whom_the_case_does_not_name_is_not_written_into_the_paper(office: Office) -> None:
    done = talked(office, "reminder")
    wrong = unfit(lambda: office.take(DEPUTY, done, "demanded", fields=SAYS | {"interviewer": DIRECTOR}))
    assert [*wrong] == ["interviewer"]


def test_what_only_another_kind_owes_may_be_done_and_is_not_waited_for(office: Office) -> None:
    done = talked(office, "routine")
    assert "demanded" in office.offers(DEPUTY, done)
    office.take(CLERK, done, "filed")


def test_what_its_own_kind_owes_is_waited_for(office: Office) -> None:
    done = talked(office, "reminder")
    assert "提出整改要求" in refusal(lambda: office.take(CLERK, done, "filed"))
