"""A warning talk from finding to file: every step through the acts, with what is owed appearing and settling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office, office_over

from yuetan.casework.acts import Done, Late
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.engine.attempts import Obstacle
from yuetan.records.cases import cadre_ids
from yuetan.records.database import writing
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre

NOTICE = {"topic": "苗头性问题", "date": "2026-03-09", "time": "09:30", "place": "行政中心512室"}
RECORD = {"topic": "苗头性问题", "reason": "分管部门出现倾向性问题", "account": "汇报如下", "explanation": "说明如下",
          "measures": "立即整改"}
REPORT = {"problem": "倾向性问题", "measures": "健全制度", "results": "已落实"}


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url) as made:
        yield made


def found(office: Office, cadre: str = OTHER) -> None:
    """The discipline organ has recorded a finding about somebody."""
    with writing(office.records) as connection:
        number = cadre_ids(connection, (cadre,))[cadre]
        entry = Entry(code="finding_recorded", happened_on=office.today, cadre_id=number, content={
            "whose": "本人", "found_in": "信访举报", "problem": "苗头"})
        append(connection, case_of_cadre(connection, number), entry, by=office.actors[CLERK].account, at=office.moment)


def warned(office: Office) -> Done:
    found(office)
    return office.propose(kind="warning")


def changes(done: Done) -> dict[str, tuple[str, str]]:
    return {one.key.duty: (one.was, one.became) for one in done.changes}


def held(office: Office) -> Done:
    done = warned(office)
    done = office.take(CLERK, done, "consulted")
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")
    office.on(date(2026, 3, 9))
    return office.take(CLERK, done, "held")


def test_a_warning_talk_goes_from_finding_to_file(office: Office) -> None:
    done = warned(office)
    assert changes(done) == {"notice": ("", "WAITING"), "rectification_report": ("", "WAITING")}
    done = office.take(CLERK, done, "consulted")
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")
    assert changes(done) == {"notice": ("WAITING", "DONE"), "rectification_report": ("WAITING", "OPEN")}
    office.on(date(2026, 3, 9))
    done = office.take(CLERK, done, "held")
    assert changes(done) == {"record": ("", "OPEN")}
    done = office.take(RECORDER, done, "recorded", fields=RECORD)
    assert changes(done) == {"record": ("OPEN", "DONE")}
    office.on(date(2026, 3, 16))
    done = office.take(OTHER, done, "rectification_report", fields=REPORT)
    assert changes(done) == {"rectification_report": ("OPEN", "DONE")}
    paper = next(iter(office.offers(DEPUTY, done)["returned"].fields[0].choices))
    done = office.take(DEPUTY, done, "returned", fields={"paper": paper, "reason": "措施不具体"})
    done = office.take(OTHER, done, "rectification_report", fields=REPORT | {"measures": "逐项列出"})
    paper = next(iter(office.offers(DEPUTY, done)["accepted"].fields[0].choices))
    done = office.take(DEPUTY, done, "accepted", fields={"paper": paper})
    done = office.take(CLERK, done, "filed", fields={"volume": "档案室"})
    assert {*office.offers(CLERK, done)} == {"correction_asked", "misdelivered", "objected"}


def test_a_warning_without_a_finding_is_refused_with_its_clause(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.propose(kind="warning")
    assert [one.rule.clause for one in refused.value.objections] == ["4.3"]


def test_a_notice_two_days_ahead_is_refused_with_its_clause_and_the_first_day_that_would_do(office: Office) -> None:
    done = office.take(CLERK, warned(office), "consulted")
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, "notified", fields=NOTICE | {"date": "2026-03-04"}, addressee="interviewee")
    assert [(one.obstacle, one.rule.clause, one.latest, one.earliest) for one in refused.value.objections] == [
        (Obstacle.TOO_LATE, "7.2", date(2026, 3, 1), date(2026, 3, 5))]
    assert office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee").version == 3


def test_a_talk_held_on_two_days_notice_can_be_entered_late_and_stays_a_breach(office: Office) -> None:
    done = office.take(CLERK, warned(office), "consulted")
    office.on(date(2026, 3, 12))
    late = Late(paper="谈话记录原件", reason="经办人出差")
    done = office.take(CLERK, done, "notified", fields=NOTICE | {"date": "2026-03-10"}, addressee="interviewee",
                       on=date(2026, 3, 8), late=late)
    assert changes(done)["notice"] == ("WAITING", "LATE")
    done = office.take(CLERK, done, "held", on=date(2026, 3, 10), late=late)
    assert changes(done) == {"record": ("", "OPEN")}


@pytest.mark.parametrize(("on", "late", "fields"), [
    (date(2026, 3, 3), None, ["on"]),
    (date(2026, 3, 1), None, ["late_paper", "late_reason"]),
    (date(2026, 3, 1), Late(paper="", reason="x"), ["late_paper"]),
])
def test_a_day_that_is_not_today_needs_to_be_past_and_its_paper_and_reason(
        office: Office, on: date, late: Late | None, fields: list[str]) -> None:
    done = office.propose()
    with pytest.raises(Unfit) as unfit:
        office.take(CLERK, done, "consulted", on=on, late=late)
    assert sorted(unfit.value.errors) == fields


def test_the_same_request_sent_twice_is_done_once(office: Office) -> None:
    office.propose()
    office.tokens -= 1
    again = office.propose()
    assert (again.version, again.repeated) == (1, True)


def test_whoever_saw_an_older_version_is_told_that_somebody_was_first(office: Office) -> None:
    done = office.propose()
    office.take(CLERK, done, "consulted")
    with pytest.raises(Conflict):
        office.take(SECRETARY, done, "withdrawn", fields={"reason": "另行安排"})


def test_nobody_acts_in_a_case_of_his_own_nor_knows_of_it_before_the_notice(office: Office) -> None:
    done = office.propose(interviewees=(DEPUTY,), interviewers=(SECRETARY,))
    with pytest.raises(Hidden):
        office.take(DEPUTY, done, "withdrawn", fields={"reason": "x"})
    with pytest.raises(Hidden):
        office.offers(DEPUTY, done)
    with pytest.raises(Unfit) as unfit:
        office.propose(by=CLERK, interviewees=(CLERK,))
    assert list(unfit.value.errors) == ["interviewees"]


def test_a_stranger_and_somebody_of_another_unit_know_of_nothing(office: Office) -> None:
    done = office.propose()
    for stranger in (DIRECTOR, OTHER):
        with pytest.raises(Hidden):
            office.offers(stranger, done)


def test_fields_that_are_not_on_the_form_are_refused_by_name(office: Office) -> None:
    done = office.take(CLERK, warned(office), "consulted")
    with pytest.raises(Unfit) as unfit:
        office.take(CLERK, done, "notified", fields=NOTICE | {"state": "filed", "date": "三月九日"})
    assert unfit.value.errors == {
        "state": "这份表没有“state”一栏；请回到原页面重新填写。",
        "date": "“日期”请写成 2026-03-09 这样的日期。"}


def test_a_case_is_not_filed_while_anything_is_left(office: Office) -> None:
    done = held(office)
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, "filed")
    assert refused.value.text == "还不能归档，以下事项没有办完：完成约谈记录、做好约谈记录、报送整改落实情况报告。"


def test_an_entry_is_put_right_by_two_and_stays_as_it_was_written(office: Office) -> None:
    done = office.propose()
    wish = {"sequence": "1", "correction": "约谈对象应为副局长马文慧", "reason": "笔误"}
    done = office.take(CLERK, done, "correction_asked", fields=wish)
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, "corrected", fields={"asked": "2"})
    assert refused.value.text == "更正须由另一个人同意，不能由提出更正的人自己同意。"
    done = office.take(RECORDER, done, "corrected", fields={"asked": "2"})
    with pytest.raises(Unfit) as unfit:
        office.take(RECORDER, done, "corrected", fields={"asked": "2"})
    assert unfit.value.errors == {"asked": "没有等待同意的这一条更正；请从列表中选。"}


def test_postponing_needs_the_cadres_application_first_and_moves_the_plan(office: Office) -> None:
    done = office.take(CLERK, warned(office), "consulted")
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")
    with pytest.raises(Refused) as refused:
        office.take(DEPUTY, done, "postponed", fields={"date": "2026-03-16", "reason": "x"})
    assert refused.value.text == "还没有到办理“同意延期”的环节。"
    done = office.take(OTHER, done, "postponement_asked", fields={"reason": "住院"})
    done = office.take(DEPUTY, done, "postponed", fields={"date": "2026-03-16", "reason": "同意"})
    assert [(one.key.duty, one.due_was, one.due_became) for one in done.changes] == [
        ("notice", date(2026, 3, 6), date(2026, 3, 13)),
        ("rectification_report", date(2026, 3, 24), date(2026, 3, 31))]


def test_what_the_cadre_did_on_paper_is_entered_for_him_from_the_paper_alone(office: Office) -> None:
    done = office.take(CLERK, warned(office), "consulted")
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, "postponement_asked", fields={"reason": "住院"})
    assert refused.value.text == "您在这次约谈中没有办理这一项的权限。"
    paper = Late(paper="延期申请书（手写）", reason="本人无账号，交来书面申请")
    assert office.take(CLERK, done, "postponement_asked", fields={"reason": "住院"}, late=paper).version == 4


def test_who_is_recused_leaves_the_case_and_never_learns_of_it_again(office: Office) -> None:
    done = office.propose(interviewers=(DEPUTY, SECRETARY))
    done = office.take(CLERK, done, "recused", fields={"cadre": DEPUTY, "reason": "亲属关系"})
    with pytest.raises(Hidden):
        office.offers(DEPUTY, done)
    with pytest.raises(Unfit) as unfit:
        office.take(CLERK, done, "assigned", fields={"interviewer": DEPUTY, "reason": "x"})
    assert unfit.value.errors == {"interviewer": "他已回避，不能参加这次约谈。"}
