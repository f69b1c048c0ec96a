"""What rules look for and nobody brings about in an interview is put on record by itself, and what is owed follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, START, Office, office_over
from sqlalchemy import select

from yuetan.access.actor import Granted, Role
from yuetan.casework.acts import Done, Late
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.recordable import recordable
from yuetan.plugins import load
from yuetan.records.database import reading
from yuetan.records.tables import case_file, event, submission

UNIT_FINDING = {"source": "区级分管领导提供", "situation": "2.2.5 落实决策部署不力", "problem": "重点项目进度滞后",
                "head": DIRECTOR, "responsible": OTHER}


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        made.actors[CLERK] = evolve(made.actors[CLERK], granted=(Granted(Role.DISCIPLINE, "C"),))
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def record(office: Office, by: str = BUREAU, token: str = "", **changes: Any) -> Done:  # noqa: ANN401 - any field
    one = Occurrence(**({"regulation": "lianyungang", "code": "appointment_decided", "cadre": OTHER,
                         "number": "连组干〔2026〕8号"} | changes))
    return office.casework.record_occurrence(office.actors[by], one, token=token or office.token())


@pytest.mark.parametrize(("code", "of_cadres", "of_units"), [
    ("lianyungang", {"appointment_decided": False, "finding_recorded": True}, {}),
    ("litong", {"finding_recorded": True}, {"unit_finding": True}),
    ("tongren", {"appointment_decided": False, "cleared": False, "finding_recorded": True, "inquiry_decided": False,
                 "measure_recorded": True}, {"problem_found": False, "case_selected": False}),
    ("aba_housing", {"promotion_decided": False, "took_office": False, "special_occasion": True,
                     "exemption_decided": True}, {}),
    ("monthly_talks", {"first_form_decided": True, "finding_recorded": True, "on_leave": True}, {}),
])
def test_what_is_recorded_so_follows_from_the_rules_with_its_form_where_there_is_one(
        code: str, of_cadres: dict[str, bool], of_units: dict[str, bool]) -> None:
    regulation = next(one for one in load().regulations if one.code == code).under({})
    found = recordable(regulation)
    assert {one.code: one.material is not None for one in found if not one.of_unit} == of_cadres
    assert {one.code: one.material is not None for one in found if one.of_unit} == of_units


def test_an_appointment_is_recorded_by_its_document_in_the_cadres_own_case(office: Office) -> None:
    done = record(office)
    with reading(office.records) as connection:
        row = connection.execute(
            select(case_file.c.sort, event.c.code, event.c.happened_on, event.c.paper, event.c.provenance)
            .select_from(event).join(case_file)
            .where(case_file.c.reference == done.case, event.c.sequence == done.version)).one()
    assert tuple(row) == ("cadre", "appointment_decided", office.today, "连组干〔2026〕8号", "entered")


def test_the_same_request_does_it_once_and_belongs_to_one_act(office: Office) -> None:
    token = office.token()
    done = record(office, token=token)
    again = record(office, token=token)
    assert (again.version, again.repeated) == (done.version, True)
    with pytest.raises(Conflict):
        record(office, token=token, code="took_office")


def test_of_an_earlier_day_the_document_is_the_paper_and_the_reason_is_asked_for(office: Office) -> None:
    day = date(2026, 2, 20)
    with pytest.raises(Unfit) as unfit:
        record(office, on=day)
    assert unfit.value.errors == {"late_reason": "补录 2026-02-20 的事项，请写明为什么现在才录入。"}
    done = record(office, on=day, late=Late(paper="", reason="文件次月送达"))
    with reading(office.records) as connection:
        query = (select(event.c.happened_on, event.c.provenance, event.c.paper, event.c.late_reason).join(case_file)
                 .where(case_file.c.reference == done.case, event.c.sequence == done.version))
        assert tuple(connection.execute(query).one()) == (day, "late", "连组干〔2026〕8号", "文件次月送达")
    with pytest.raises(Unfit) as unfit:
        record(office, on=date(2026, 3, 3))
    assert list(unfit.value.errors) == ["on"]


@pytest.mark.parametrize(("by", "changes", "raised"), [
    (DEPUTY, {}, Hidden), (OTHER, {}, Hidden), (BUREAU, {"cadre": "X999"}, Hidden), (BUREAU, {"cadre": BUREAU}, Hidden),
    (BUREAU, {"cadre": ""}, Hidden), (BUREAU, {"unit": "E"}, Hidden), (RECORDER, {}, Hidden),
    (BUREAU, {"code": "finding_recorded"}, Refused), (BUREAU, {"code": "held"}, Refused),
    (BUREAU, {"regulation": "nowhere"}, Refused), (BUREAU, {"cadre": "", "unit": "E"}, Refused),
    (BUREAU, {"code": "sanctioned"}, Refused), (BUREAU, {"number": " "}, Unfit), (BUREAU, {"number": "\x00"}, Unfit)])
def test_nobody_records_it_of_others_units_or_about_himself_and_nothing_else_so(
        office: Office, by: str, changes: dict[str, Any], raised: type[Exception]) -> None:
    with pytest.raises(raised):
        record(office, by, **changes)


def test_a_finding_without_a_lead_is_the_discipline_organs_and_has_its_form(office: Office) -> None:
    with pytest.raises(Unfit) as unfit:
        record(office, CLERK, code="finding_recorded", fields={"problem": "收受礼金"})
    assert set(unfit.value.errors) == {"whose", "found_in"}
    done = record(office, CLERK, code="finding_recorded",
                  fields={"whose": "本人", "found_in": "信访举报", "problem": "违反规定收受礼金"})
    assert done.changes == ()  # a talk under this regulation is held as needed: it is offered, and not owed
    with reading(office.records) as connection:
        assert [tuple(row) for row in connection.execute(
            select(submission.c.material, submission.c.state).where(submission.c.interview_id.is_(None)))] == [
            ("finding_recorded", "submitted")]


def test_what_is_offered_and_what_is_on_record_is_for_those_who_record_it(office: Office) -> None:
    record(office, number="连组干〔2026〕9号")
    seen = {by: office.casework.outside_record(office.actors[by], cadre=OTHER) for by in (CLERK, BUREAU, DEPUTY, OTHER)}
    assert {by: [one.code for one in found.offered] for by, found in seen.items()} == {
        CLERK: ["appointment_decided", "finding_recorded"], BUREAU: ["appointment_decided"], DEPUTY: [], OTHER: []}
    assert "连组干〔2026〕9号" in [one.paper for one in seen[BUREAU].recorded]
    assert (seen[DEPUTY].recorded, seen[OTHER].recorded) == ((), ())
    assert {one.title for one in seen[CLERK].recorded} == {"作出任职决定"}


def test_a_finding_about_a_unit_is_recorded_on_its_form_and_both_talks_are_owed(database_url: str) -> None:
    with office_over(database_url, code="litong") as office:
        offered = office.casework.outside_record(office.actors[BUREAU], unit="E").offered
        assert [(one.code, one.title) for one in offered] == [("unit_finding", "单位工作落实问题筛选表")]
        material = offered[0].material
        assert material is not None
        fields = UNIT_FINDING | {one.code: one.choices[0] for one in material.fields if one.choices}
        with pytest.raises(Unfit) as unfit:
            record(office, regulation="litong", code="unit_finding", cadre="", unit="E", number="",
                   fields=fields | {"head": "X999"})
        assert list(unfit.value.errors) == ["head"]
        with pytest.raises(Unfit) as unfit:
            record(office, regulation="litong", code="unit_finding", cadre="", unit="E", number="",
                   fields=fields | {"responsible": BUREAU})
        assert unfit.value.errors == {"responsible": "不能登记涉及本人的事项，请交由他人登记。"}
        done = record(office, regulation="litong", code="unit_finding", cadre="", unit="E", number="", fields=fields)
        assert {(one.key.duty, one.key.subject) for one in done.changes} == {
            ("head_reminded", "E"), ("responsible_reminded", "E")}
        assert [one.title for one in office.casework.outside_record(office.actors[BUREAU], unit="E").recorded] == [
            "单位工作落实问题筛选表"]


def test_what_is_owed_because_of_it_follows_in_the_same_act(database_url: str) -> None:
    with office_over(database_url, code="litong") as office:
        office.actors[CLERK] = evolve(office.actors[CLERK], granted=(Granted(Role.DISCIPLINE, "C"),))
        offered = office.casework.outside_record(office.actors[CLERK], cadre=OTHER).offered
        fields = {one.code: one.choices[0] if one.choices else "有苗头性问题"
                  for some in offered if some.material for one in some.material.fields}
        done = record(office, CLERK, regulation="litong", code="finding_recorded", number="", fields=fields)
        assert [(one.key.duty, one.key.subject, one.change) for one in done.changes] == [
            ("problem_talk", OTHER, "appeared")]
