"""Who sits on which side: the recorder apart, nobody recused who has no part, and whoever is recused out of it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import (
    ABOVE,
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    OTHER,
    RECORDER,
    SECRETARY,
    START,
    Office,
    office_over,
    plugins,
)
from test_casework_attacked import refusal, served, unfit

from yuetan.access.door import Access
from yuetan.access.views import Asked
from yuetan.casework.acts import Done, Proposal
from yuetan.casework.appeals import Appeals
from yuetan.casework.errors import Hidden, Refused
from yuetan.engine.attempts import Obstacle
from yuetan.records.cases import find_interview, people_in
from yuetan.records.database import reading
from yuetan.rules.workdays import Calendar

ALONE = "记录人就是唯一的约谈人，谈话一方只有一人；请另定记录人，确有需要的写明理由。"


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def people(office: Office, done: Done) -> set[tuple[str, str]]:
    with reading(office.records) as connection:
        kept = find_interview(connection, done.case)
        assert kept is not None
        return set(people_in(connection, kept.id))


def wrong(office: Office, done: Done, fields: dict[str, str]) -> list[str]:
    """The fields for which such an assignment is refused."""
    return list(unfit(lambda: office.take(SECRETARY, done, "assigned", fields=fields)))


# The recorder


def test_who_is_talked_to_records_nothing(office: Office) -> None:
    assert list(unfit(lambda: office.propose(recorder=OTHER))) == ["recorder"]
    done = office.propose()
    fields = {"interviewer": DEPUTY, "recorder": OTHER, "reason": "x"}
    assert unfit(lambda: office.take(CLERK, done, "assigned", fields=fields)) == {
        "recorder": "约谈对象不能同时是谈话一方的人员。"}


def test_who_talks_alone_records_as_well_for_a_reason_alone(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.propose(recorder=DEPUTY)
    assert (refused.value.text, refused.value.wants_reason) == (ALONE, True)
    with pytest.raises(Refused) as refused:
        office.casework.preview(office.actors[CLERK], Proposal(
            regulation="lianyungang", kind="routine", interviewees=(OTHER,), interviewers=(DEPUTY,), recorder=DEPUTY))
    assert refused.value.text == ALONE
    assert office.propose(recorder=DEPUTY, reason="单位无其他人员").version == 1
    assert office.propose(recorder=DEPUTY, company=(RECORDER,)).version == 1
    assert office.propose(interviewers=(DEPUTY, SECRETARY), recorder=DEPUTY).version == 1


def test_the_same_holds_for_whoever_is_assigned_later(office: Office) -> None:
    done = office.propose()
    fields = {"interviewer": RECORDER, "reason": "原约谈人外出"}
    assert refusal(lambda: office.take(CLERK, done, "assigned", fields=fields)) == ALONE
    assert office.take(CLERK, done, "assigned", fields=fields | {"recorder": CLERK}).version == 2
    done = office.propose()
    assert office.take(CLERK, done, "assigned", fields=fields, reason="单位无其他人员").version == 2


# Recusal


def test_one_declares_himself_at_any_time_even_as_the_only_talker(office: Office) -> None:
    done = office.propose()
    assert office.offers(DEPUTY, done)["recused"].values == {"cadre": DEPUTY}
    done = office.take(DEPUTY, done, "recused", fields={"cadre": DEPUTY, "reason": "亲属关系"})
    assert people(office, done) == {
        ("interviewee", OTHER), ("recorder", RECORDER), ("organiser", CLERK), ("recused", DEPUTY)}
    done = office.take(CLERK, office.take(CLERK, done, "consulted"), "notified", addressee="interviewee",
                       fields={"topic": "x", "date": "2026-03-09", "time": "09:30", "place": "x"})
    office.on(date(2026, 3, 9))
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, "held")
    assert [one.obstacle for one in refused.value.objections] == [Obstacle.PAIRING]


def test_a_talker_registers_nobody_but_himself_and_whoever_assigns_the_parts_registers_others(office: Office) -> None:
    done = office.propose(interviewees=(BUREAU,), interviewers=(SECRETARY,), company=(DIRECTOR,), reason="x")
    assert refusal(lambda: office.take(DIRECTOR, done, "recused", fields={"cadre": DEPUTY, "reason": "x"})) == (
        "您只能申请本人回避；他人的回避，由负责安排谈话人员的人登记。")
    done = office.take(DIRECTOR, done, "recused", fields={"cadre": DIRECTOR, "reason": "x"})
    assert office.take(CLERK, done, "recused", fields={"cadre": DEPUTY, "reason": "x"}).version == 3


def test_only_who_has_a_part_or_could_have_one_is_recused(office: Office) -> None:
    done = office.propose()
    assert unfit(lambda: office.take(CLERK, done, "recused", fields={"cadre": BUREAU, "reason": "x"})) == {
        "cadre": "他在这次约谈中没有职责，也轮不到他担任；请核对是不是这个人。"}
    assert unfit(lambda: office.take(CLERK, done, "recused", fields={"cadre": OTHER, "reason": "x"})) == {
        "cadre": "约谈对象不能回避；可以申请延期或提出不同意见。"}
    done = office.take(CLERK, done, "recused", fields={"cadre": RECORDER, "reason": "x"})  # he records
    done = office.take(CLERK, done, "recused", fields={"cadre": SECRETARY, "reason": "x"})  # a pairing admits him
    done = office.take(CLERK, done, "recused", fields={"cadre": DIRECTOR, "reason": "x"})  # head of the bureau
    assert unfit(lambda: office.take(CLERK, done, "recused", fields={"cadre": RECORDER, "reason": "x"})) == {
        "cadre": "他已经登记回避。"}


def test_who_is_recused_is_out_of_every_list_act_and_part(office: Office) -> None:
    done = served(office, company=(SECRETARY,))
    reference = Appeals(office.records, plugins(), lambda: office.moment).lodge(office.actors[OTHER], done.case, "不服")
    for who in (DEPUTY, CLERK):
        done = office.take(who, done, "recused", fields={"cadre": who, "reason": "亲属关系"})
        with pytest.raises(Hidden):
            office.offers(who, done)
        with pytest.raises(Hidden):
            office.take(who, done, "misdelivered", fields={"what": "x", "how": "x"})
        access = Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=Calendar())
        assert access.interview(done.case) is None
        assert done.case not in [one.reference for one in access.interviews(limit=500)[0]]
        assert done.case not in [one.interview for one in access.desk(Asked(limit=500)).rows]
        assert Appeals(office.records, plugins(), lambda: office.moment).view(office.actors[who], reference) is None
        for part in ("interviewer", "second", "company", "recorder"):
            fields = {"interviewer": SECRETARY, "reason": "x"} | {part: who}
            assert wrong(office, done, fields) == [part]
    assert ("organiser", CLERK) not in people(office, done)


def test_after_the_talk_who_held_it_has_held_it_and_is_out_all_the_same(office: Office) -> None:
    done = served(office)
    office.on(date(2026, 3, 9))
    done = office.take(CLERK, done, "held")
    done = office.take(DEPUTY, done, "recused", fields={"cadre": DEPUTY, "reason": "审核涉及亲属"})
    assert {("interviewer", DEPUTY), ("recused", DEPUTY)} <= people(office, done)
    with pytest.raises(Hidden):
        office.offers(DEPUTY, done)


def test_a_superior_registers_nobody_of_another_organisation(office: Office) -> None:
    done = office.propose()
    with pytest.raises(Hidden):
        office.take(ABOVE, done, "recused", fields={"cadre": DEPUTY, "reason": "x"})
