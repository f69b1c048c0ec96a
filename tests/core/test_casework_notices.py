"""Notices: a new one after a postponement, its days counted anew; and of several each is told of himself alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, START, Office, office_over
from outcome_office import CODE, outcome_plugins
from test_casework_attacked import LATE, events_about, refusal, unfit

from yuetan.access.door import Access
from yuetan.access.views import EventView, InterviewView
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Refused
from yuetan.engine.attempts import Obstacle
from yuetan.paperwork.papers.delivery import document
from yuetan.rules.workdays import Calendar

NOTICE = {"topic": "履职情况", "date": "2026-03-09"}
GROUP = (OTHER, BUREAU)


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url, outcome_plugins(), CODE) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def proposed(office: Office, *people: str) -> Done:
    return office.propose(regulation=CODE, kind="talk", interviewees=people or (OTHER,))


def served(office: Office, *people: str, cadre: str = "") -> Done:
    return office.take(CLERK, proposed(office, *people), "notified", fields=NOTICE, addressee="interviewee",
                       cadre=cadre)


def put_off(office: Office, done: Done, until: str) -> Done:
    done = office.take(OTHER, done, "postponement_asked", fields={"reason": "住院"})
    return office.take(DEPUTY, done, "postponed", fields={"date": until, "reason": "同意"})


def seen(office: Office, by: str, done: Done) -> InterviewView:
    access = Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=Calendar())
    found = access.interview(done.case)
    assert found is not None
    return found


def notices(view: InterviewView) -> list[EventView]:
    return [one for one in view.events if one.code == "notified"]


# A new notice


def test_after_a_postponement_a_new_notice_is_offered_with_the_new_day_and_takes_the_old_ones_place(
        office: Office) -> None:
    done = served(office)
    assert "notified" not in office.offers(CLERK, done)
    office.on(date(2026, 3, 6))
    done = put_off(office, done, "2026-03-16")
    offer = office.offers(CLERK, done)["notified"]
    assert (offer.main, offer.title, offer.values["date"]) == (True, "通知（重新送达）", "2026-03-16")
    done = office.take(OTHER, done, "acknowledged")
    done = office.take(CLERK, done, "notified", fields=NOTICE | {"date": "2026-03-16"}, addressee="interviewee")
    assert "notified" not in office.offers(CLERK, done)
    assert [(one.sequence, one.superseded_by) for one in notices(seen(office, CLERK, done))] == [(2, 6), (6, None)]
    assert office.take(OTHER, done, "acknowledged").version == done.version + 1


def test_the_days_of_a_new_notice_are_counted_anew(office: Office) -> None:
    done = served(office)
    office.on(date(2026, 3, 6))
    done = put_off(office, done, "2026-03-08")
    assert [(one.obstacle, one.latest, one.earliest) for one in office.offers(CLERK, done)["notified"].objections] == [
        (Obstacle.TOO_LATE, date(2026, 3, 5), date(2026, 3, 9))]
    with pytest.raises(Refused) as refused:
        office.take(CLERK, done, "notified", fields=NOTICE | {"date": "2026-03-08"}, addressee="interviewee")
    assert [one.rule.code for one in refused.value.objections] == ["notice"]
    assert office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee").version == done.version + 1


def test_a_notice_of_another_day_is_counted_anew_and_one_of_the_same_day_is_not(office: Office) -> None:
    done = served(office)
    office.on(date(2026, 3, 8))
    with pytest.raises(Refused):
        office.take(CLERK, done, "notified", fields=NOTICE | {"date": "2026-03-10"}, addressee="interviewee")
    again = office.take(CLERK, done, "notified", fields=NOTICE | {"place": "三楼"}, addressee="interviewee")
    assert again.version == done.version + 1


# Acts that are done once


def test_a_notice_is_acknowledged_once_and_by_each(office: Office) -> None:
    done = office.take(OTHER, served(office, *GROUP), "acknowledged")
    assert "acknowledged" not in office.offers(OTHER, done)
    assert refusal(lambda: office.take(OTHER, done, "acknowledged")) == "“签收通知”已经办理过；内容有误的，请提出更正。"
    assert office.take(BUREAU, done, "acknowledged").version == done.version + 1


def test_what_was_handed_in_and_is_not_reviewed_yet_is_not_asked_for_again(office: Office) -> None:
    done = served(office)
    office.on(date(2026, 3, 9))
    done = office.take(CLERK, done, "held")
    done = office.take(DEPUTY, done, "paper_asked", fields={"material": "answer"})
    done = office.take(OTHER, done, "answer", fields={"text": "说明"})
    assert "answer" not in office.offers(OTHER, done)
    assert refusal(lambda: office.take(OTHER, done, "answer", fields={"text": "再说"})) == (
        "现在不需要这份材料；退回或要求报送之后才能再交。")
    assert refusal(lambda: office.take(DEPUTY, done, "paper_asked", fields={"material": "answer"})) == (
        "这份材料已经报来，正待审核；需要重报的，请退回。")
    done = office.take(DEPUTY, done, "rectified", fields={"opinion": "已改"})
    assert refusal(lambda: office.take(DEPUTY, done, "rectified", fields={"opinion": "已改"})) == (
        "“确认整改完成”已经办理过；内容有误的，请提出更正。")


# Several


def test_a_notice_to_several_names_none_of_them_and_each_copy_its_own(office: Office) -> None:
    done = served(office, *GROUP)
    notice, = notices(seen(office, CLERK, done))
    assert notice.content == NOTICE
    for one, other in (GROUP, GROUP[::-1]):
        his = seen(office, one, done)
        assert NAMES[other] not in repr(his)
        assert other not in repr(his)
        copy = seen(office, CLERK, done).for_one(one)
        assert copy is not None
        assert NAMES[other] not in repr(copy)
        assert printed(copy, notice.sequence) == (True, False) if one == OTHER else (False, True)
    assert seen(office, CLERK, done).for_one(DIRECTOR) is None


def printed(view: InterviewView, sequence: int) -> tuple[bool, bool]:
    """Which of the two a paper names."""
    with ZipFile(BytesIO(document(view, sequence).content)) as file:
        text = "".join(re.sub("<[^>]+>", "", file.read(name).decode()) for name in file.namelist()
                       if name.endswith(".xml"))
    return NAMES[OTHER] in text, NAMES[BUREAU] in text


def test_one_of_several_may_be_served_alone_and_the_others_are_told_of_nothing(office: Office) -> None:
    done = served(office, *GROUP, cadre=OTHER)
    with pytest.raises(Hidden):
        office.offers(BUREAU, done)
    assert [one.content["person"] for one in notices(seen(office, OTHER, done))] == [OTHER]
    offer = office.offers(CLERK, done)["notified"]
    assert ([one.value for one in offer.cadres], offer.all_cadres) == ([BUREAU], True)
    done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee", cadre=BUREAU)
    assert "notified" not in office.offers(CLERK, done)
    assert [(one.of, one.superseded_by) for one in notices(seen(office, CLERK, done))] == [
        (OTHER, None), (BUREAU, None)]
    assert [one.content["person"] for one in notices(seen(office, BUREAU, done))] == [BUREAU]


def test_a_notice_names_nobody_but_whom_it_is_for(office: Office) -> None:
    done = proposed(office, *GROUP)
    named = {"fields": NOTICE | {"person": OTHER}, "addressee": "interviewee"}
    assert list(unfit(lambda: office.take(CLERK, done, "notified", **named))) == ["person"]
    assert list(unfit(lambda: office.take(CLERK, done, "notified", **named, cadre=BUREAU))) == ["person"]
    assert list(unfit(lambda: office.take(CLERK, done, "notified", fields=NOTICE, cadre=DIRECTOR))) == ["cadre"]
    assert office.take(CLERK, done, "notified", **named, cadre=OTHER).version == 2


def test_what_one_of_several_signed_on_paper_is_offered_to_the_office_by_name(office: Office) -> None:
    done = office.take(OTHER, served(office, *GROUP), "acknowledged")
    offers = office.offers(CLERK, done)
    assert {code for code, one in offers.items() if one.twin} == {"acknowledged", "postponement_asked"}
    assert [one.value for one in offers["acknowledged"].cadres] == [BUREAU]
    assert [(one.value, one.title) for one in offers["postponement_asked"].cadres] == [
        (one, NAMES[one]) for one in GROUP]
    assert offers["postponement_asked"].title == "代录：申请延期"
    assert list(unfit(lambda: office.take(CLERK, done, "acknowledged", late=LATE))) == ["cadre"]
    done = office.take(CLERK, done, "acknowledged", late=LATE, cadre=BUREAU)
    assert events_about(office, done) == [("acknowledged", OTHER), ("acknowledged", BUREAU)]


def test_a_paper_is_entered_for_each_of_those_who_have_yet_to_hand_it_in(office: Office) -> None:
    done = served(office, *GROUP)
    office.on(date(2026, 3, 9))
    done = office.take(DEPUTY, office.take(CLERK, done, "held"), "paper_asked", fields={"material": "answer"})
    done = office.take(OTHER, done, "answer", fields={"text": "说明"})
    offer = office.offers(CLERK, done)["answer"]
    assert (offer.twin, [one.value for one in offer.cadres]) == (True, [BUREAU])
    done = office.take(CLERK, done, "answer", fields={"text": "说明"}, late=LATE, cadre=BUREAU)
    assert "answer" not in office.offers(CLERK, done)
    for one, other in (GROUP, GROUP[::-1]):
        his = seen(office, one, done)
        assert [paper.of.cadre for paper in his.submissions if paper.of] == [one]
        assert other not in repr(his)
