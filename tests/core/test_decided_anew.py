"""What was decided for certain people is decided anew once others talk: until then it is neither notified nor held."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pluggy
import pytest
from casework_office import CLERK, DEPUTY, OTHER, RECORDER, SECRETARY, START, Office, office_over
from sqlalchemy import select
from test_casework_attacked import refusal

from yuetan.access.door import Access
from yuetan.casework.acts import Done
from yuetan.casework.errors import Refused
from yuetan.plugins import Loaded, Plugins
from yuetan.records.database import reading
from yuetan.records.tables import case_file, event
from yuetan.rules import (
    APPROVED,
    EVERYONE,
    HELD,
    NOTIFIED,
    ORGANISER,
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
    post,
    same_people,
    terms,
)
from yuetan.rules.workdays import Calendar

CODE = "decided"
PAPER = Material("resolution", "会议决定", clause="2", fields=(
    FormField("person", "约谈对象", FieldType.CADRE), FormField("interviewer", "约谈人", FieldType.CADRE),
    FormField("meeting", "会议")))
REGULATION = Regulation(
    code=CODE, title="某区会议决定办法", since=date(2025, 1, 1),
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市直部门")
    + terms("mark", 市管="市管干部"),
    rules=(
        Clause("1", "谁谈谁"), Clause("2", "会议决定谁谈谁"),
        Kind("routine", "日常谈话", clause="1"), CRITICISM := Kind("criticism", "批评教育", clause="1"),
        Pairing("talkers", "纪委领导", by=post("head", "deputy", "staff"), to=EVERYONE, clause="1"),
        Step(PROPOSED, "提出", clause="2"), Step(APPROVED, "会议决定", after=(PROPOSED,), clause="2"),
        Step(NOTIFIED, "告知", after=(APPROVED,), clause="2"), Step(HELD, "谈话", after=(NOTIFIED,), clause="2"),
        Guard("as_decided", "换了人须重新决定", step=NOTIFIED, kinds=(CRITICISM,), needs=same_people(APPROVED),
              clause="2"),
        Guard("held_as_decided", "谈的须是决定的人", step=HELD, kinds=(CRITICISM,), needs=same_people(APPROVED),
              clause="2"),
        PAPER, Duty("resolution", "会议决定", owed_by=ORGANISER, done=APPROVED, material=PAPER, clause="2"),
    ))
SAYS = {"meeting": "三月常委会"}


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    plugins = Plugins(pluggy.PluginManager("yuetan"), (Loaded(CODE, "yuetan-decided", None, (REGULATION,)),))
    with office_over(shared_database_url, plugins, CODE) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def decided(office: Office, kind: str = "criticism") -> Done:
    return office.take(SECRETARY, office.propose(regulation=CODE, kind=kind), APPROVED, fields=SAYS)


def changed(office: Office, done: Done, talker: str = SECRETARY, **more: str) -> Done:
    return office.take(CLERK, done, "assigned", fields={"interviewer": talker, "reason": "工作调整"} | more)


def notified(office: Office, done: Done) -> Done:
    return office.take(CLERK, done, NOTIFIED, addressee="interviewee")


def said(office: Office, done: Done) -> list[dict[str, str]]:
    """What is kept with each decision of the case."""
    with reading(office.records) as connection:
        query = (select(event.c.content).join(case_file, event.c.case_id == case_file.c.id)
                 .where(event.c.code == APPROVED, case_file.c.reference == done.case).order_by(event.c.sequence))
        return [json.loads(content) for content in connection.execute(query).scalars()]


def test_for_whom_it_was_decided_is_kept_with_it_and_stands_in_no_paper(office: Office) -> None:
    done = decided(office)
    assert [one["people.then"].split() for one in said(office, done)] == [[DEPUTY, OTHER]]
    view = Access(office.records, office.plugins, office.actors[CLERK], on=office.today,
                  calendar=Calendar()).interview(done.case)
    assert view is not None
    shown = next(dict(one.content) for one in view.events if one.code == APPROVED)
    assert shown == {"person": OTHER, "interviewer": DEPUTY, "meeting": "三月常委会"}


def test_no_notice_goes_out_for_another_talker_until_it_is_decided_anew(office: Office) -> None:
    done = changed(office, decided(office))
    with pytest.raises(Refused) as refused:
        notified(office, done)
    assert [(one.rule.code, one.rule.places) for one in refused.value.objections] == [("as_decided", ("2",))]
    assert office.offers(SECRETARY, done)[APPROVED].title == "会议决定（重新办理）"
    done = notified(office, office.take(SECRETARY, done, APPROVED, fields=SAYS))
    assert [one["interviewer"] for one in said(office, done)] == [DEPUTY, SECRETARY]
    office.take(SECRETARY, done, HELD)


def test_who_was_changed_after_the_notice_does_not_talk_until_it_is_decided_anew(office: Office) -> None:
    done = changed(office, notified(office, decided(office)))
    with pytest.raises(Refused) as refused:
        office.take(SECRETARY, done, HELD)
    assert [one.rule.code for one in refused.value.objections] == ["held_as_decided"]
    office.take(SECRETARY, office.take(SECRETARY, done, APPROVED, fields=SAYS), HELD)


def test_whoever_is_recused_is_no_longer_the_one_it_was_decided_for(office: Office) -> None:
    done = office.take(DEPUTY, decided(office), "recused", fields={"cadre": DEPUTY, "reason": "近亲属"})
    with pytest.raises(Refused) as refused:
        notified(office, done)
    assert "as_decided" in [one.rule.code for one in refused.value.objections]


@pytest.mark.parametrize("more", [{"recorder": CLERK}, {"company": RECORDER}])
def test_who_records_or_attends_may_change(office: Office, more: dict[str, str]) -> None:
    done = changed(office, decided(office), DEPUTY, **more)
    assert APPROVED not in office.offers(SECRETARY, done)
    assert notified(office, done).version == done.version + 1


def test_who_is_changed_back_needs_no_new_decision(office: Office) -> None:
    done = changed(office, changed(office, decided(office)), DEPUTY)
    assert notified(office, done).version == done.version + 1


def test_what_was_decided_is_not_decided_twice(office: Office) -> None:
    done = decided(office)
    assert "已经办理过" in refusal(lambda: office.take(SECRETARY, done, APPROVED, fields=SAYS))
    done = office.take(DEPUTY, notified(office, done), HELD)
    office.moment += timedelta(days=1)
    assert "已经办理过" in refusal(lambda: office.take(SECRETARY, done, APPROVED, fields=SAYS))


def test_where_no_rule_looks_at_it_nothing_is_kept_and_nothing_is_decided_anew(office: Office) -> None:
    done = changed(office, decided(office, "routine"))
    assert "people.then" not in said(office, done)[-1]
    assert APPROVED not in office.offers(SECRETARY, done)
    assert notified(office, done).version == done.version + 1
