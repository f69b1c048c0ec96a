"""What competent bodies decide is on record by reference alone: outside every interview, and never a step of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, SECRETARY, START, Office, office_over
from small_regulation import refusal
from sqlalchemy import select

from yuetan.access.actor import Granted, Role
from yuetan.access.door import Access
from yuetan.access.views import CadreView
from yuetan.casework.acts import Done
from yuetan.casework.decisions import Decision
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.records.database import reading
from yuetan.records.tables import cadre, case_file, event, interview
from yuetan.rules import Step
from yuetan.rules.events import DECIDED
from yuetan.rules.workdays import Calendar

GIVEN = Decision(cadre=OTHER, sort="sanctioned", number="连纪〔2026〕8号", body="市纪委监委", on=date(2026, 2, 20))


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        for who in (CLERK, SECRETARY):
            made.actors[who] = evolve(made.actors[who], granted=(Granted(Role.DISCIPLINE, "C"),))
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def record(office: Office, by: str = CLERK, token: str = "", **changes: Any) -> Done:  # noqa: ANN401 - any field of a decision
    decision = evolve(GIVEN, **changes)
    return office.casework.record_decision(office.actors[by], decision, token=token or office.token())


def seen(office: Office, by: str) -> CadreView:
    with reading(office.records) as connection:
        reference = connection.execute(select(cadre.c.reference).where(cadre.c.staff_number == OTHER)).scalar_one()
    found = Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=Calendar()).cadre(
        reference)
    assert found is not None
    return found


def test_a_decision_stands_in_the_cadres_own_case_by_its_number_body_and_day(office: Office) -> None:
    done = record(office)
    with reading(office.records) as connection:
        query = (select(case_file.c.sort, event.c.code, event.c.happened_on, event.c.paper, event.c.interview_id)
                 .select_from(event).join(case_file)
                 .where(case_file.c.reference == done.case, event.c.sequence == done.version))
        row = connection.execute(query).one()
        interviews = connection.execute(select(interview.c.id)).all()
    assert tuple(row) == ("cadre", "sanctioned", date(2026, 2, 20), "连纪〔2026〕8号", None)
    assert interviews == []


def test_what_it_brings_about_is_offered_at_once_and_the_same_request_does_it_once(office: Office) -> None:
    token = office.token()
    done = record(office, sort="held_accountable", number="连委〔2026〕3号", token=token)
    again = record(office, sort="held_accountable", number="连委〔2026〕3号", token=token)
    assert (again.version, again.repeated) == (done.version, True)
    with pytest.raises(Conflict):
        record(office, token=token)


def test_it_is_read_by_the_organ_and_by_himself_and_by_nobody_else(office: Office) -> None:
    record(office, number="连纪〔2026〕9号")
    numbers = {by: [one.number for one in seen(office, by).decisions] for by in (CLERK, OTHER)}
    assert "连纪〔2026〕9号" in numbers[CLERK]
    assert numbers[CLERK] == numbers[OTHER]
    assert (seen(office, BUREAU).decisions, seen(office, BUREAU).may_record) == ((), False)
    assert (seen(office, CLERK).may_record, seen(office, OTHER).may_record) == (True, False)


@pytest.mark.parametrize(("by", "about"), [(DEPUTY, OTHER), (BUREAU, OTHER), (OTHER, OTHER), (CLERK, CLERK),
                                           (CLERK, "X999")])
def test_nobody_records_one_but_the_discipline_organ_and_none_about_himself(office: Office, by: str, about: str,
                                                                            ) -> None:
    with pytest.raises(Hidden):
        record(office, by, cadre=about)


@pytest.mark.parametrize(("changes", "field"), [
    ({"number": " "}, "number"), ({"body": ""}, "body"), ({"body": "\x00"}, "body"), ({"on": None}, "on"),
    ({"on": date(2026, 3, 3)}, "on"), ({"sort": "finding_recorded"}, "sort"), ({"sort": ""}, "sort")])
def test_a_decision_names_its_document_body_and_day(office: Office, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Unfit) as unfit:
        record(office, **changes)
    assert list(unfit.value.errors) == [field]


@pytest.mark.parametrize("code", DECIDED)
def test_a_decision_is_no_step_and_no_act_of_an_interview(code: str) -> None:
    assert refusal(Step(code, "处分", clause="2")) == (
        f"制度 office：环节 {code} 是由有权机关作出的决定，只按文号登记，不能作为约谈的环节；请去掉。")
    assert code not in OTHER_ACTS
