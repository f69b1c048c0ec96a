"""Opening the seal of a lead: asked for by one, agreed to by another, read for half an hour, and written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from attrs import evolve
from lead_office import ACCUSED, AT, MINUTE, RECEIVED, ROLES, Office, office_in
from secrets_planted import NAME, SOURCE, WORDING

from yuetan.access.actor import Granted, Role
from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused, Unfit
from yuetan.casework.leads import OPEN_FOR, Opened, Source
from yuetan.records.tables import case_file, event, read_log

NO_OPENING = "x" * 22


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    made = office_in(shared_database_url)
    yield made
    made.records.dispose()


@pytest.fixture(scope="module")
def lead_of_many(office: Office) -> str:
    """A lead for tests in which nothing comes of it."""
    return office.entered()


def agreed(office: Office, reference: str, part: str = "source") -> str:
    opening = office.asked(reference, part)
    office.leads.agree(office["second"], opening, "同意启封", at=AT)
    return opening


# Who


@pytest.mark.parametrize("name", [one for one in ROLES if one != "handler"])
def test_only_a_handler_asks(office: Office, lead_of_many: str, name: str) -> None:
    with pytest.raises(Hidden):
        office.leads.ask_opening(office[name], lead_of_many, "source", "想看一下", at=AT)


@pytest.mark.parametrize("name", [one for one in ROLES if one != "handler"])
def test_somebody_else_of_the_organ_agrees(office: Office, name: str) -> None:
    reference = office.entered()
    office.leads.recuse(office["head"], reference, "recused", at=AT)
    opening, may = office.asked(reference), name in {"second", "head"}
    waiting = [one.reference for one in office.leads.openings_to_agree(office[name], at=AT)]
    assert (opening in waiting) == may
    if not may:
        with pytest.raises(Hidden):
            office.leads.agree(office[name], opening, "同意", at=AT)
        return
    office.leads.agree(office[name], opening, "同意", at=AT)
    assert office.leads.read(office["handler"], opening, at=AT).source == Source(**SOURCE)
    assert opening not in [one.reference for one in office.leads.openings_to_agree(office[name], at=AT)]


def test_nobody_agrees_to_what_he_asked_for_himself(office: Office) -> None:
    opening = office.asked(office.entered())
    with pytest.raises(Refused, match="另一人"):
        office.leads.agree(office["handler"], opening, "同意", at=AT)
    assert opening not in [one.reference for one in office.leads.openings_to_agree(office["handler"], at=AT)]
    with pytest.raises(Refused, match="还没有经另一人同意"):
        office.leads.read(office["handler"], opening, at=AT)


def test_only_the_first_to_agree_does(office: Office) -> None:
    opening = agreed(office, office.entered())
    with pytest.raises(Conflict):
        office.leads.agree(office["head"], opening, "同意", at=AT)


@pytest.mark.parametrize("name", [one for one in ROLES if one != "handler"])
def test_only_who_asked_reads(office: Office, name: str) -> None:
    handlers = ("handler",) if name == ACCUSED else ("handler", name)
    opening = agreed(office, office.entered(evolve(RECEIVED, handlers=handlers)))
    with pytest.raises(Hidden):
        office.leads.read(office[name], opening, at=AT)


def test_who_asked_reads_no_more_once_the_lead_is_not_his(office: Office) -> None:
    reference = office.entered()
    opening = agreed(office, reference)
    office.leads.recuse(office["head"], reference, "handler", at=AT)
    with pytest.raises(Hidden):
        office.leads.read(office["handler"], opening, at=AT)


@pytest.mark.parametrize("granted", [(), (Granted(Role.DISCIPLINE, "jiaoyuju"),), (Granted(Role.HEAD, "jiwei"),)])
def test_who_asked_reads_no_more_once_his_role_is_gone(office: Office, granted: tuple[Granted, ...]) -> None:
    opening = agreed(office, office.entered())
    with pytest.raises(Hidden):
        office.leads.read(evolve(office["handler"], granted=granted), opening, at=AT)


def test_an_opening_that_does_not_exist_is_answered_like_one_that_may_not_be_known(office: Office) -> None:
    for opening in (NO_OPENING, "", "长", "x" * 1000):
        with pytest.raises(Hidden):
            office.leads.agree(office["second"], opening, "同意", at=AT)
        with pytest.raises(Hidden):
            office.leads.read(office["handler"], opening, at=AT)


def test_who_asked_finds_what_he_asked_for_and_nobody_else_does(office: Office) -> None:
    reference = office.entered(evolve(RECEIVED, handlers=("handler", "second")))
    first, second = agreed(office, reference), office.asked(reference, "material")
    office.asked(office.entered())
    found = office.leads.my_openings(office["handler"], reference, at=AT)
    assert [(second, None), (first, AT + OPEN_FOR)] == [(one.reference, one.until) for one in found]
    assert office.leads.my_openings(office["second"], reference, at=AT) == ()
    with pytest.raises(Hidden):
        office.leads.my_openings(office["head"], reference, at=AT)


# What and when


@pytest.mark.parametrize(("part", "opened"), [
    ("source", Opened(part="source", source=Source(**SOURCE))),
    ("material", Opened(part="material", material=WORDING)),
])
def test_the_part_that_was_asked_for_is_read_and_no_other(office: Office, part: str, opened: Opened) -> None:
    assert office.leads.read(office["handler"], agreed(office, office.entered(), part), at=AT) == opened


@pytest.mark.parametrize(("after", "open_then"), [
    (timedelta(0), True), (29 * MINUTE, True), (OPEN_FOR, True), (OPEN_FOR + timedelta(microseconds=1), False),
    (timedelta(days=1), False), (-timedelta(microseconds=1), False), (-timedelta(days=1), False)])
def test_it_may_be_read_for_half_an_hour(office: Office, after: timedelta, *, open_then: bool) -> None:
    opening = agreed(office, office.entered())
    if open_then:
        assert office.leads.read(office["handler"], opening, at=AT + after).source
        return
    with pytest.raises(Refused, match="30 分钟"):
        office.leads.read(office["handler"], opening, at=AT + after)


def test_a_lead_that_was_closed_stays_sealed(office: Office) -> None:
    reference = office.entered()
    read, waiting = agreed(office, reference), office.asked(reference)
    office.leads.propose_closing(office["handler"], reference, "查无实据", at=AT)
    office.leads.close_unfounded(office["second"], reference, "同意", at=AT)
    for act in (lambda: office.leads.read(office["handler"], read, at=AT), lambda: office.asked(reference),
                lambda: office.leads.agree(office["second"], waiting, "同意", at=AT)):
        with pytest.raises(Refused, match="办理状态"):
            act()
    assert waiting not in [one.reference for one in office.leads.openings_to_agree(office["second"], at=AT)]


@pytest.mark.parametrize(("part", "reason", "field"), [
    ("other", "核实", "part"), ("source", "", "reason"), ("source", " ", "reason"), ("source", "长" * 2001, "reason"),
    ("source", f"向{NAME}核实", "reason"), ("source", "\x00", "reason")])
def test_what_is_asked_needs_a_part_and_a_reason_that_gives_nothing_away(
        office: Office, lead_of_many: str, part: str, reason: str, field: str) -> None:
    with pytest.raises(Unfit) as caught:
        office.leads.ask_opening(office["handler"], lead_of_many, part, reason, at=AT)
    assert list(caught.value.errors) == [field]
    assert NAME not in str(caught.value)


@pytest.mark.parametrize("note", ["", f"可向{NAME}核实", "长" * 201])
def test_agreeing_needs_words_that_give_nothing_away(office: Office, note: str) -> None:
    with pytest.raises(Unfit):
        office.leads.agree(office["second"], office.asked(office.entered()), note, at=AT)


# What is written down


def test_every_act_is_an_event_of_the_lead_with_who_and_why_and_nothing_of_what_was_in_it(office: Office) -> None:
    reference = office.entered()
    opening = agreed(office, reference)
    office.leads.read(office["handler"], opening, at=AT)
    query = (sa.select(event.c.code, event.c.entered_by, event.c.content, event.c.cadre_id)
             .join(case_file, event.c.case_id == case_file.c.id)
             .where(case_file.c.reference == reference, event.c.sequence > 1).order_by(event.c.sequence))
    named = {"opening": opening, "part": "source"}
    handler, second = office["handler"].account, office["second"].account
    assert [
        ("opening_asked", handler, {**named, "reason": "核实来信真伪"}, None),
        ("opening_agreed", second, {**named, "note": "同意启封"}, None),
        ("opening_read", handler, {**named, "reason": "核实来信真伪"}, None),
    ] == [(code, by, json.loads(str(content)), about) for code, by, content, about in office.rows(query)]


def test_every_act_and_every_refusal_is_logged_with_who(office: Office) -> None:
    opening = office.asked(office.entered())
    for name, act in (("handler", "read"), ("clerk", "agree"), ("second", "agree"), ("second", "read"),
                      ("handler", "read")):
        try_to(office, act, name, opening)
    rows = office.rows(sa.select(read_log.c.action, read_log.c.account_id, read_log.c.outcome, read_log.c.reason)
                       .where(read_log.c.object == opening).order_by(read_log.c.id))
    assert [
        ("informant.read", office["handler"].account, "refused", "refused"),
        ("seal.agree", office["clerk"].account, "refused", "hidden"),
        ("seal.agree", office["second"].account, "given", "同意启封"),
        ("seal.read", office["second"].account, "refused", "hidden"),
        ("informant.read", office["handler"].account, "given", "核实来信真伪"),
    ] == rows


def try_to(office: Office, act: str, name: str, opening: str) -> None:
    try:
        if act == "read":
            office.leads.read(office[name], opening, at=AT)
        else:
            office.leads.agree(office[name], opening, "同意启封", at=AT)
    except NotDone:
        return
