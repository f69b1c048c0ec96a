"""Leads and the talks that rest on them, their age, what a head is told of them, and requests that are sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from attrs import evolve
from lead_office import ACCUSED, AT, BUREAU, ORGAN, RECEIVED, ROLES, Office, events_of, office_in, viewed

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.records.database import writing
from yuetan.records.journal import Entry, append, open_case
from yuetan.records.tables import cadre, event, interview, participant, unit

FINDING = {"whose": "本人", "found_in": "信访举报", "problem": "苗头性问题"}


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    made = office_in(shared_database_url)
    yield made
    made.records.dispose()


def talk(office: Office, cadre_talked_to: str = ACCUSED, of: str = ORGAN, *, held_on: date | None = None) -> str:
    """An interview in the tables: its reference."""
    with writing(office.records) as connection:
        case = open_case(connection, "interview")
        values = {"case_id": case.id, "reference": case.reference, "number": case.reference[:9], "regulation": "r",
                  "edition": "e", "kind": "k", "family": "f", "collective": False, "entrusted": False,
                  "planned_time": "", "place": "", "topic": "", "grounds": "", "topics": "", "state": "proposed",
                  "ended": False, "opened_on": date(2026, 3, 1),
                  "unit_id": sa.select(unit.c.id).where(unit.c.code == of).scalar_subquery()}
        number = connection.execute(sa.insert(interview).values(values).returning(interview.c.id)).scalar_one()
        who = sa.select(cadre.c.id).where(cadre.c.staff_number == cadre_talked_to).scalar_subquery()
        connection.execute(sa.insert(participant).values(interview_id=number, cadre_id=who, part="interviewee",
                                                         place=0))
        if held_on:
            append(connection, case, Entry(code="held", happened_on=held_on, interview_id=number), by=None, at=AT)
    return case.reference


def by(request: str) -> dict[str, str]:
    """A request of this name."""
    return {"token": request}


# Linking


def test_a_lead_is_linked_to_a_talk_by_its_handler_in_its_own_case_alone(office: Office) -> None:
    reference, about = office.entered(), talk(office)
    office.leads.link(office["handler"], reference, about, at=AT)
    found = viewed(office, "handler", reference)
    assert found is not None
    assert found.talks == (about,)
    assert events_of(office, reference)[-1] == ("lead_linked", {"interview": about})
    told = sa.select(event.c.code, event.c.content).join(interview, event.c.case_id == interview.c.case_id)
    assert office.rows(told.where(interview.c.reference == about)) == []


@pytest.mark.parametrize("name", [name for name in ROLES if name != "handler"])
def test_nobody_else_links_it(office: Office, name: str) -> None:
    with pytest.raises(Hidden):
        office.leads.link(office[name], office.entered(), talk(office), at=AT)


def test_no_talk_with_somebody_else_of_another_organ_or_linked_already_will_do(office: Office) -> None:
    reference, linked = office.entered(), talk(office)
    office.leads.link(office["handler"], office.entered(), linked, at=AT)
    said = set()
    for wrong in (talk(office, "second"), talk(office, of=BUREAU), linked, "x" * 22, "", "\x00"):
        with pytest.raises(Unfit) as unfit:
            office.leads.link(office["handler"], reference, wrong, at=AT)
        said.add(tuple(unfit.value.errors.items()))
    assert len(said) == 1


def test_a_closed_lead_is_linked_to_nothing(office: Office) -> None:
    reference = office.entered()
    office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    office.leads.close_unfounded(office["second"], reference, "同意", at=AT)
    with pytest.raises(Refused):
        office.leads.link(office["handler"], reference, talk(office), at=AT)


# Its age


def age(office: Office, reference: str, days: int) -> int:
    found = office.leads.lead_view(office["handler"], reference, at=AT + timedelta(days=days))
    assert found is not None
    return found.age


def test_a_lead_waits_with_its_age_until_it_is_talked_about(office: Office) -> None:
    reference = office.entered()
    assert [age(office, reference, days) for days in (0, 10)] == [1, 11]
    office.leads.link(office["handler"], reference, talk(office), at=AT)
    assert age(office, reference, 10) == 11  # a talk that was not held yet
    office.leads.link(office["handler"], reference, talk(office, held_on=date(2026, 3, 9)), at=AT)
    assert age(office, reference, 30) == 8


def test_or_until_it_is_closed_for_a_reason(office: Office) -> None:
    reference = office.entered()
    office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    assert age(office, reference, 5) == 6
    office.leads.close_unfounded(office["second"], reference, "同意", at=AT + timedelta(days=2))
    assert age(office, reference, 30) == 3


# What a head is told


def test_a_head_is_told_the_issue_and_its_age_and_nobodys_name(office: Office) -> None:
    reference = office.entered(evolve(RECEIVED, summary="反映某处公车私用", received_on=date(2026, 2, 20)))
    found = next(one for one in office.leads.summaries(office["head"], at=AT) if one.summary == "反映某处公车私用")
    assert (found.state, found.age, found.received_on) == ("open", 10, date(2026, 2, 20))
    assert [word for word in (ACCUSED, reference, "handler", "来信") if word in repr(found)] == []


@pytest.mark.parametrize("name", [name for name in ROLES if name != "head"])
def test_nobody_else_is_told_the_issues_of_an_organ(office: Office, name: str) -> None:
    office.entered()
    assert office.leads.summaries(office[name], at=AT) == ()


def test_a_head_is_told_nothing_of_what_is_about_himself(office: Office) -> None:
    himself = Actor(office[ACCUSED].account, "", ACCUSED, ACCUSED, (Granted(Role.HEAD, ORGAN),))
    office.entered()
    assert office.leads.summaries(himself, at=AT) == ()


# Requests


def test_the_same_request_does_it_once(office: Office) -> None:
    leads, handler, second = office.leads, office["handler"], office["second"]
    first, again = (leads.enter(office["clerk"], RECEIVED, at=AT, **by("a")) for _ in range(2))
    assert first == again
    assert len({leads.ask_opening(handler, first, "source", "核实", at=AT, **by("b")) for _ in range(2)}) == 1
    opening = leads.my_openings(handler, first, at=AT)[0].reference
    about = talk(office)
    for _ in range(2):
        leads.agree(second, opening, "同意", at=AT, **by("c"))
        leads.link(handler, first, about, at=AT, **by("d"))
        leads.assign(office["head"], first, ("second",), at=AT, **by("e"))
        leads.recuse(office["head"], first, "second", at=AT, **by("f"))
    assert len({leads.confirm(handler, first, FINDING, at=AT, **by("g")) for _ in range(2)}) == 1
    for _ in range(2):
        leads.propose_closing(handler, first, "查无实据", at=AT, **by("h"))
    for _ in range(2):
        leads.close_unfounded(office["head"], first, "同意", at=AT, **by("i"))
    assert len({leads.clear(handler, first, "经核查没有问题", at=AT, **by("j")) for _ in range(2)}) == 1
    assert [code for code, _ in events_of(office, first)] == [
        "lead_entered", "opening_asked", "opening_agreed", "lead_linked", "lead_assigned", "recused",
        "lead_confirmed", "closing_proposed", "lead_unfounded", "lead_cleared"]


def test_a_request_belongs_to_one_act_and_one_account(office: Office) -> None:
    first, other = office.entered(), office.entered()
    office.leads.propose_closing(office["handler"], first, "查无实据", at=AT, **by("x"))
    with pytest.raises(Conflict):
        office.leads.propose_closing(office["handler"], other, "查无实据", at=AT, **by("x"))
    with pytest.raises(Conflict):
        office.leads.ask_opening(office["handler"], first, "source", "核实", at=AT, **by("x"))
    office.leads.close_unfounded(office["second"], first, "同意", at=AT, **by("x"))
    assert [code for code, _ in events_of(office, first)][-2:] == ["closing_proposed", "lead_unfounded"]
