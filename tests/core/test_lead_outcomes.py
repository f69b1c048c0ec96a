"""How leads end: by a finding that does not name them, or closed by two and cleared, without a mark on anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from attrs import evolve
from lead_office import ACCUSED, AT, ROLES, Office, events_of, office_in, on_record, viewed
from secrets_planted import NAME, WORDING

from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.records.tables import event

FINDING = {"whose": "本人", "found_in": "信访举报", "problem": "违反规定收受礼金"}


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    made = office_in(shared_database_url)
    yield made
    made.records.dispose()


@pytest.fixture(scope="module")
def lead_of_many(office: Office) -> str:
    """A lead for tests in which nothing comes of it."""
    return office.entered()


def test_a_finding_stands_in_the_cadres_own_case_and_does_not_name_the_lead(office: Office) -> None:
    told = list[tuple[str, int]]()
    leads = evolve(office.leads, after=lambda _, number, event_id: told.append((number, event_id)))
    first, second = office.entered(), office.entered()
    made = [leads.confirm(office["handler"], one, FINDING | {"note": " "}, at=AT) for one in (first, second)]
    record = on_record(office)
    assert [one[1:] for one in record[-2:]] == [("cadre", "finding_recorded", FINDING)] * 2
    assert len({one[0] for one in record}) == 1
    assert [one.partition(".")[0] for one in made] == [record[0][0]] * 2
    assert not any(reference in json.dumps(record, ensure_ascii=False) for reference in (first, second))
    assert [number for number, _ in told] == [ACCUSED] * 2
    codes = office.rows(sa.select(event.c.code).where(event.c.id.in_([number for _, number in told])))
    assert codes == [("finding_recorded",)] * 2
    assert events_of(office, first)[-1] == ("lead_confirmed", {"finding": made[0]})
    view = viewed(office, "handler", first)
    assert view is not None
    assert (view.state, view.closed) == ("confirmed", False)


@pytest.mark.parametrize("finding", [{}, {"problem": " "}, {"problem": f"{NAME}所反映属实"}, {"problem": WORDING},
                                     {"problem": "\x00"}])
def test_a_finding_that_says_nothing_or_gives_a_secret_away_is_refused(
        office: Office, finding: dict[str, str]) -> None:
    reference, before = office.entered(), on_record(office)
    with pytest.raises(Unfit):
        office.leads.confirm(office["handler"], reference, finding, at=AT)
    assert on_record(office) == before


@pytest.mark.parametrize("name", [one for one in ROLES if one != "handler"])
def test_only_a_handler_ends_a_lead(office: Office, lead_of_many: str, name: str) -> None:
    reference, actor = lead_of_many, office[name]
    with pytest.raises(Hidden):
        office.leads.confirm(actor, reference, FINDING, at=AT)
    with pytest.raises(Hidden):
        office.leads.propose_closing(actor, reference, "查无实据", at=AT)
    with pytest.raises(Hidden):
        office.leads.clear(actor, reference, "经核实不实", at=AT)


@pytest.mark.parametrize("name", [one for one in ROLES if one != "handler"])
def test_a_lead_is_closed_by_a_second_person_of_its_organ(office: Office, name: str) -> None:
    reference = office.entered()
    office.leads.recuse(office["head"], reference, "recused", at=AT)
    office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    may = name in {"second", "head"}
    assert (reference in office.leads.closings_to_agree(office[name], at=AT)) == may
    if may:
        office.leads.close_unfounded(office[name], reference, "同意", at=AT)
    else:
        with pytest.raises(Hidden):
            office.leads.close_unfounded(office[name], reference, "同意", at=AT)


def test_nobody_closes_a_lead_alone(office: Office) -> None:
    reference = office.entered()
    with pytest.raises(Refused, match="还没有人提出"):
        office.leads.close_unfounded(office["second"], reference, "同意", at=AT)
    office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    assert reference not in office.leads.closings_to_agree(office["handler"], at=AT)
    with pytest.raises(Refused, match="自己提出"):
        office.leads.close_unfounded(office["handler"], reference, "同意", at=AT)


def test_a_finding_ends_what_was_proposed_before_it(office: Office) -> None:
    reference = office.entered()
    office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    office.leads.confirm(office["handler"], reference, FINDING, at=AT)
    with pytest.raises(Refused, match="还没有人提出"):
        office.leads.close_unfounded(office["second"], reference, "同意", at=AT)


def test_an_unfounded_lead_marks_nobody_and_clearing_says_so_in_his_own_case(office: Office) -> None:
    told, before, reference = list[str](), on_record(office), office.entered()
    leads = evolve(office.leads, after=lambda _, number, __: told.append(number))
    leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    leads.close_unfounded(office["second"], reference, "同意", at=AT)
    assert (on_record(office), told) == (before, [])
    made = leads.clear(office["handler"], reference, "经核实，反映的问题不存在", at=AT)
    assert on_record(office)[len(before):] == [
        (made.partition(".")[0], "cadre", "cleared", {"statement": "经核实，反映的问题不存在"})]
    assert told == [ACCUSED]
    view = viewed(office, "handler", reference)
    assert view is not None
    assert (view.state, view.closed, view.closing) == ("cleared", True, False)
    assert [code for code, _ in events_of(office, reference)] == [
        "lead_entered", "closing_proposed", "lead_unfounded", "lead_cleared"]


def test_a_lead_that_is_closed_stays_closed(office: Office) -> None:
    reference = office.entered()
    office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    office.leads.close_unfounded(office["second"], reference, "同意", at=AT)
    with pytest.raises(Refused):
        office.leads.confirm(office["handler"], reference, FINDING, at=AT)
    with pytest.raises(Refused):
        office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    office.leads.clear(office["handler"], reference, "经核实不实", at=AT)
    with pytest.raises(Refused):
        office.leads.clear(office["handler"], reference, "经核实不实", at=AT)


def test_a_lead_is_not_cleared_before_two_have_closed_it(office: Office) -> None:
    with pytest.raises(Refused):
        office.leads.clear(office["handler"], office.entered(), "经核实不实", at=AT)
