"""What waits after an event outside interviews is closed with a reason, or where its lead came to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, SECRETARY, Office, office_over
from sqlalchemy import select

from yuetan.access.actor import Granted, Role
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.following import following
from yuetan.casework.leads import Leads, Received
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.sweeping import sweep_all
from yuetan.engine.obligations import Key
from yuetan.records.database import reading
from yuetan.records.sealing import Keys
from yuetan.records.tables import event, obligation
from yuetan.rules.events import departed

FINDING = {"source": "信访举报", "situation": "2.2.9 其他应予提醒的", "problem": "会议纪律松散"}


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url, code="litong") as made:
        for who in (CLERK, SECRETARY):
            made.actors[who] = evolve(made.actors[who], granted=(Granted(Role.DISCIPLINE, "C"),))
        offered = made.casework.outside_record(made.actors[CLERK], cadre=OTHER).offered
        for one in offered[0].material.fields if offered[0].material else ():
            FINDING[one.code] = one.choices[0] if one.choices else "会议纪律松散"
        yield made


def found(office: Office) -> Done:
    return office.casework.record_occurrence(office.actors[CLERK], Occurrence(
        regulation="litong", code="finding_recorded", cadre=OTHER, fields=FINDING), token=office.token())


def problem_talks(office: Office) -> list[tuple[str, str]]:
    """The causes of the talks owed because of a finding, and how each stands in the table."""
    with reading(office.records) as connection:
        query = select(obligation.c.cause, obligation.c.status).where(obligation.c.duty == "problem_talk")
        return [(cause, status) for cause, status in connection.execute(query.order_by(obligation.c.id))]


def key_of(done: Done) -> Key:
    return next(one.key for one in done.changes if one.key.duty == "problem_talk")


def test_of_two_that_wait_the_one_that_is_meant_is_closed_and_a_sweep_agrees(office: Office) -> None:
    first, second = key_of(found(office)), key_of(found(office))
    done = office.casework.close_obligation(office.actors[CLERK], first, "本人已因同一问题接受问责。", token="close")  # noqa: S106 - of a request
    assert [(one.key, one.became) for one in done.changes] == [(first, "LAPSED")]
    assert dict(problem_talks(office)) == {first.cause: "LAPSED", second.cause: "OPEN"}
    sweep_all(office.records, office.plugins, at=office.moment)
    assert dict(problem_talks(office)) == {first.cause: "LAPSED", second.cause: "OPEN"}
    with reading(office.records) as connection:
        reasons = connection.execute(select(event.c.reason).where(event.c.code == departed("problem_talk"))).scalars()
        assert reasons.all() == ["本人已因同一问题接受问责。"]
    again = office.casework.close_obligation(office.actors[CLERK], first, "本人已因同一问题接受问责。", token="close")  # noqa: S106 - of a request
    assert again.repeated
    with pytest.raises(Refused, match=r"^$|不能再写明理由了结") as refused:
        office.casework.close_obligation(office.actors[CLERK], first, "再一次", token=office.token())
    assert refused.value.text == "这一项已经办结或者已经逾期，不能再写明理由了结。"


@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_nothing_is_closed_without_a_reason(office: Office, reason: str) -> None:
    with pytest.raises(Unfit) as unfit:
        office.casework.close_obligation(office.actors[CLERK], key_of(found(office)), reason, token=office.token())
    assert list(unfit.value.errors) == ["reason"]


@pytest.mark.parametrize("by", [BUREAU, OTHER, DIRECTOR, DEPUTY])
def test_a_clerk_the_cadre_himself_and_other_organs_close_nothing(office: Office, by: str) -> None:
    key = key_of(found(office))
    office.actors[OTHER] = evolve(office.actors[OTHER], granted=(Granted(Role.DISCIPLINE, "E"),))
    assert (office.casework.closable(office.actors[by], key), office.casework.closable(office.actors[CLERK], key)) == (
        False, True)
    with pytest.raises(Hidden):
        office.casework.close_obligation(office.actors[by], key, "不办", token=office.token())


def test_what_recurs_in_periods_is_not_closed_so(office: Office) -> None:
    with reading(office.records) as connection:
        row = connection.execute(select(obligation).where(obligation.c.duty == "year_report")).first()
    assert row is None  # nobody of this office reports under this regulation
    key = evolve(key_of(found(office)), cause="2026")
    with pytest.raises(Refused) as refused:
        office.casework.close_obligation(office.actors[CLERK], key, "不办", token=office.token())
    assert refused.value.text == "只有约谈以外的事由引起的应办事项可以写明理由了结。"


def test_a_lead_that_came_to_nothing_closes_what_its_finding_asked_for(office: Office) -> None:
    leads = Leads(office.records, Keys("one", {"one": bytes(range(32))}),
                  following(office.plugins, lambda: office.moment))
    organ = {who: evolve(office.actors[who], granted=(Granted(Role.DISCIPLINE, "J"),)) for who in (CLERK, SECRETARY)}
    other = key_of(found(office))
    lead = leads.enter(organ[CLERK], Received(about=OTHER, unit="J", received_on=date(2026, 3, 1), channel="信访举报",
                                              summary="反映会议纪律问题", handlers=(CLERK,)), at=office.moment)
    finding = leads.confirm(organ[CLERK], lead, FINDING, at=office.moment)
    assert dict(problem_talks(office)) == {other.cause: "OPEN", f"finding_recorded:{finding}": "OPEN"}
    leads.propose_closing(organ[CLERK], lead, "经核实不实", at=office.moment)
    leads.close_unfounded(organ[SECRETARY], lead, "同意", at=office.moment)
    assert dict(problem_talks(office)) == {other.cause: "OPEN", f"finding_recorded:{finding}": "LAPSED"}
    sweep_all(office.records, office.plugins, at=office.moment)
    assert dict(problem_talks(office)) == {other.cause: "OPEN", f"finding_recorded:{finding}": "LAPSED"}
    with reading(office.records) as connection:
        reason = connection.execute(select(event.c.reason).where(event.c.code == departed("problem_talk"))).scalar_one()
    assert (lead in reason, reason) == (False, "据以办理的问题认定查无实据，不再要求办理。")
