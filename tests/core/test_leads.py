"""Leads: who enters them, who sees them, and how they end without a mark on anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from attrs import evolve
from lead_office import ACCUSED, AT, ORGAN, RECEIVED, ROLES, Office, events_of, log_of, office_in, viewed
from secrets_planted import NAME, SOURCE, TELEPHONE, WORDING

from yuetan.access.actor import OUTSIDER
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.leads import LeadView, Received, Source
from yuetan.records.database import Connection
from yuetan.records.tables import cadre, case_file, event, interview, lead, participant, unit

NO_LEAD = "x" * 22


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    made = office_in(shared_database_url)
    yield made
    made.records.dispose()


@pytest.fixture(scope="module")
def lead_of_many(office: Office) -> str:
    """A lead for tests in which nothing comes of it."""
    return office.entered()


# Entering


def test_a_lead_is_seen_by_its_handler_as_it_was_entered(office: Office) -> None:
    reference = office.entered()
    assert viewed(office, "handler", reference) == LeadView(
        reference=reference, about=ACCUSED, received_on=date(2026, 3, 1), channel="来信", summary=RECEIVED.summary,
        state="open", handlers=("handler",), closing=False, age=1)


def test_a_lead_has_a_case_of_its_own_that_names_nobody(office: Office) -> None:
    reference = office.entered()
    assert events_of(office, reference) == [("lead_entered", {"handlers": "handler"})]
    columns = (case_file.c.sort, event.c.cadre_id, event.c.unit_id, event.c.happened_on)
    query = sa.select(*columns).join(case_file, event.c.case_id == case_file.c.id)
    assert office.rows(query.where(case_file.c.reference == reference)) == [("lead", None, None, date(2026, 3, 2))]


def test_nobody_need_have_given_his_name_or_anything_in_writing(office: Office) -> None:
    assert viewed(office, "handler", office.entered(evolve(RECEIVED, source=Source(), material="")))


@pytest.mark.parametrize(("summary", "said"), [
    (f"据{NAME}反映", "反映人的姓名"), ("据欧阳 㐂·𠮷反映", "反映人的姓名"),
    (f"电话{TELEPHONE}", "电话或其他号码"), ("电话139-8765 4321", "电话或其他号码"),
    ("电话１３９８７６５４３２１", "电话或其他号码"), ("电话（139）87654321转", "电话或其他号码"),
    ("尾号7654321", "电话或其他号码"),
    ("一三九八七六五四三二一", "电话或其他号码"), ("+86 139 8765 4321", "电话或其他号码"),
    (WORDING[5:17], "原文相同"), (f"称其{WORDING[10:30]}等", "原文相同"), ("，".join(WORDING[5:17]), "原文相同"),
    (f"其人{SOURCE['other']}", "反映人的其他信息"), ("住凤凰巷，拾柒号后院", "反映人的其他信息"),
    ("其人住凤凰巷", ""), (WORDING[5:16], ""), ("尾号654321", ""), ("欧阳某反映", ""), ("2026年3月1日收到来信", ""),
])
def test_a_summary_that_gives_a_secret_away_is_refused_by_the_kind_of_secret(
        office: Office, summary: str, said: str) -> None:
    if not said:
        assert office.entered(evolve(RECEIVED, summary=summary))
        return
    with pytest.raises(Unfit) as caught:
        office.entered(evolve(RECEIVED, summary=summary))
    assert list(caught.value.errors) == ["summary"]
    assert said in caught.value.errors["summary"]
    assert not any(secret in str(caught.value) for secret in (NAME, TELEPHONE, WORDING[5:17]))


def test_a_day_written_alike_on_both_sides_is_no_number(office: Office) -> None:
    assert office.entered(evolve(RECEIVED, summary="2025-12-30 的问题", material="我在2025-12-30看见"))


@pytest.mark.parametrize(("changed", "field"), [
    (evolve(RECEIVED, about="nobody"), "about"), (evolve(RECEIVED, handlers=()), "handlers"),
    (evolve(RECEIVED, handlers=("nobody",)), "handlers"), (evolve(RECEIVED, handlers=("handler", ACCUSED)), "handlers"),
    (evolve(RECEIVED, received_on=date(2026, 3, 3)), "received_on"), (evolve(RECEIVED, channel=" "), "channel"),
    (evolve(RECEIVED, channel=NAME), "channel"), (evolve(RECEIVED, channel="长" * 65), "channel"),
    (evolve(RECEIVED, summary=""), "summary"), (evolve(RECEIVED, summary="\x00"), "summary"),
    (evolve(RECEIVED, summary="长" * 2001), "summary"), (evolve(RECEIVED, material="a\ud800"), "material"),
    (evolve(RECEIVED, material="长" * 200_001), "material"),
    (evolve(RECEIVED, source=Source(name="长" * 101)), "source"),
    (evolve(RECEIVED, source=Source(other="\x00")), "source"),
])
def test_a_lead_that_will_not_do_is_refused_by_field(office: Office, changed: Received, field: str) -> None:
    with pytest.raises(Unfit) as caught:
        office.entered(changed)
    assert list(caught.value.errors) == [field]


@pytest.mark.parametrize("name", ROLES)
def test_only_clerks_and_the_discipline_organ_enter_leads_and_only_in_their_unit(office: Office, name: str) -> None:
    if name == ACCUSED:
        with pytest.raises(Refused, match="反映本人"):
            office.leads.enter(office[name], RECEIVED, at=AT)
    elif name in {"clerk", "handler", "second", "recused"}:
        assert office.leads.enter(office[name], RECEIVED, at=AT)
    else:
        with pytest.raises(Hidden):
            office.leads.enter(office[name], RECEIVED, at=AT)


def test_whoever_has_not_signed_in_enters_nothing(office: Office) -> None:
    with pytest.raises(Hidden):
        office.leads.enter(OUTSIDER, RECEIVED, at=AT)
    assert viewed(evolve(office, people={"nobody": OUTSIDER}), "nobody", office.entered()) is None


# Seeing


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("assigned", [True, False])
def test_a_lead_is_seen_by_whoever_handles_it_and_is_of_its_discipline_organ(
        office: Office, name: str, *, assigned: bool) -> None:
    if name == ACCUSED:
        reference = office.entered()  # it cannot be assigned to him
    else:
        reference = office.entered(evolve(RECEIVED, handlers=(name,) if assigned else ("handler",)))
    if name == "recused":
        office.leads.recuse(office[name] if assigned else office["head"], reference, name, at=AT)
    seen = name == "handler" or (assigned and name == "second")
    assert (viewed(office, name, reference) is not None) == seen
    assert [one.reference for one in office.leads.leads_of(office[name], at=AT)].count(reference) == seen


def test_a_lead_that_does_not_exist_is_answered_like_one_that_may_not_be_seen(office: Office) -> None:
    for reference in (NO_LEAD, "", "\x00", "长" * 22, "x" * 1000):
        assert viewed(office, "handler", reference) is None
    assert log_of(office, NO_LEAD) == [("lead.read", "refused")]


def test_every_reading_is_logged_and_every_refusal(office: Office) -> None:
    reference = office.entered()
    viewed(office, "handler", reference)
    viewed(office, "clerk", reference)
    assert log_of(office, reference) == [("lead.enter", "given"), ("lead.read", "given"), ("lead.read", "refused")]


def test_whoever_is_recused_from_an_interview_that_rests_on_a_lead_sees_neither(office: Office) -> None:
    reference = office.entered(evolve(RECEIVED, handlers=("handler", "second")))
    assert viewed(office, "second", reference)
    with office.records.begin() as connection:
        make_interview(connection, reference, recused="second")
    assert viewed(office, "second", reference) is None
    assert viewed(office, "handler", reference)


def make_interview(connection: Connection, reference: str, recused: str) -> None:
    case = connection.execute(sa.insert(case_file).values(sort="interview", version=0, head="").returning(
        case_file.c.id)).scalar_one()
    row = {"case_id": case, "number": reference, "regulation": "", "edition": "", "kind": "", "family": "",
           "unit_id": sa.select(unit.c.id).where(unit.c.code == ORGAN).scalar_subquery(), "collective": False,
           "entrusted": False, "planned_time": "", "place": "", "topic": "", "grounds": "", "topics": "", "state": "",
           "lead_id": sa.select(lead.c.id).where(lead.c.reference == reference).scalar_subquery(), "ended": False,
           "opened_on": date(2026, 3, 2)}
    number = connection.execute(sa.insert(interview).values(row).returning(interview.c.id)).scalar_one()
    of = sa.select(cadre.c.id).where(cadre.c.staff_number == recused).scalar_subquery()
    connection.execute(sa.insert(participant).values(interview_id=number, cadre_id=of, part="recused", place=0))


# Assigning


def test_the_head_or_a_handler_assigns_a_lead_to_more_people(office: Office) -> None:
    reference = office.entered()
    office.leads.assign(office["head"], reference, ("second",), at=AT)
    office.leads.assign(office["second"], reference, ("recused", "handler"), at=AT)
    seen = viewed(office, "recused", reference)
    assert seen is not None
    assert seen.handlers == ("handler", "second", "recused")
    assert events_of(office, reference)[1:] == [
        ("lead_assigned", {"handlers": "second"}), ("lead_assigned", {"handlers": "recused"})]


@pytest.mark.parametrize("name", [one for one in ROLES if one not in {"handler", "head"}])
def test_nobody_else_assigns_or_recuses(office: Office, lead_of_many: str, name: str) -> None:
    with pytest.raises(Hidden):
        office.leads.assign(office[name], lead_of_many, ("second",), at=AT)
    with pytest.raises(Hidden):
        office.leads.recuse(office[name], lead_of_many, "handler", at=AT)


@pytest.mark.parametrize("handlers", [(), ("head",), (ACCUSED,), ("nobody",), ("second", ACCUSED), ("recused",)])
def test_a_lead_is_assigned_neither_to_oneself_nor_to_whom_it_is_about_nor_to_who_is_recused(
        office: Office, handlers: tuple[str, ...]) -> None:
    reference = office.entered()
    office.leads.recuse(office["handler"], reference, "recused", at=AT)
    with pytest.raises(Unfit):
        office.leads.assign(office["head"], reference, handlers, at=AT)


def test_a_lead_that_nobody_handles_any_more_may_be_assigned_by_its_organ(office: Office) -> None:
    reference = office.entered()
    office.leads.recuse(office["handler"], reference, "handler", at=AT)
    assert viewed(office, "handler", reference) is None
    assert reference not in office.leads.leads_to_assign(office["handler"], at=AT)
    assert reference not in office.leads.leads_to_assign(office[ACCUSED], at=AT)
    assert reference not in office.leads.leads_to_assign(office["bureau_head"], at=AT)
    assert reference in office.leads.leads_to_assign(office["second"], at=AT)
    office.leads.assign(office["second"], reference, ("recused",), at=AT)
    assert viewed(office, "recused", reference)


def test_only_somebody_in_the_roster_is_recused(office: Office) -> None:
    with pytest.raises(Unfit):
        office.leads.recuse(office["head"], office.entered(), "nobody", at=AT)
