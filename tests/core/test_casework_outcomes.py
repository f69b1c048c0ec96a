"""What is still done after an outcome: the procedure has ended, and the file stands open until it is filed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from casework_office import CLERK, DEPUTY, OTHER, RECORDER, START, Office, office_over
from outcome_office import ADOPTED, ANSWER, CODE, CRITICISED, TOLD, UNPROVEN, outcome_plugins
from test_casework_attacked import refusal

from yuetan.access.door import Access
from yuetan.casework.acts import Done
from yuetan.casework.errors import Refused
from yuetan.engine.attempts import Obstacle
from yuetan.paperwork.procedure import steps_ahead
from yuetan.rules.workdays import Calendar

NOTICE = {"topic": "履职情况", "date": "2026-03-09"}


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url, outcome_plugins(), CODE) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def proposed(office: Office) -> Done:
    return office.propose(regulation=CODE, kind="talk")


def held(office: Office) -> Done:
    done = office.take(CLERK, proposed(office), "notified", fields=NOTICE, addressee="interviewee")
    office.on(date(2026, 3, 9))
    return office.take(CLERK, done, "held")


def open_acts(office: Office, by: str, done: Done) -> set[str]:
    return {code for code, offer in office.offers(by, done).items() if offer.open}


def objections(act: Callable[[], object]) -> list[Obstacle]:
    with pytest.raises(Refused) as refused:
        act()
    return [one.obstacle for one in refused.value.objections]


def paper(office: Office, by: str, done: Done, code: str) -> dict[str, str]:
    return {"paper": office.offers(by, done)[code].fields[0].choices[0]}


def test_after_an_outcome_its_paper_is_handed_in_returned_accepted_and_the_case_is_filed(office: Office) -> None:
    done = office.take(CLERK, held(office), CRITICISED)
    assert [(one.key.duty, one.became) for one in done.changes] == [("answer", "OPEN")]
    done = office.take(OTHER, done, ANSWER, fields={"text": "认识不足"})
    done = office.take(DEPUTY, done, "returned", fields=paper(office, DEPUTY, done, "returned") | {"reason": "不具体"})
    done = office.take(OTHER, done, ANSWER, fields={"text": "逐项说明"})
    done = office.take(DEPUTY, done, "accepted", fields=paper(office, DEPUTY, done, "accepted"))
    assert refusal(lambda: office.take(CLERK, done, "filed")) == "还不能归档，以下事项没有办完：记录。"
    done = office.take(RECORDER, done, "recorded", fields={"account": "谈了三点"})
    again = paper(office, DEPUTY, done, "asked_again") | {"reason": "补充"}
    done = office.take(DEPUTY, done, "asked_again", fields=again)
    done = office.take(OTHER, done, ANSWER, fields={"text": "补充说明"})
    done = office.take(DEPUTY, done, "accepted", fields=paper(office, DEPUTY, done, "accepted"))
    done = office.take(DEPUTY, done, "paper_asked", fields={"material": ANSWER})
    assert "材料审核：书面说明" in refusal(lambda: office.take(CLERK, done, "filed"))
    done = office.take(OTHER, done, ANSWER, fields={"text": "再作说明"})
    done = office.take(DEPUTY, done, "accepted", fields=paper(office, DEPUTY, done, "accepted"))
    done = office.take(DEPUTY, done, "rectified", fields={"opinion": "已改"})
    done = office.take(CLERK, done, "filed")
    assert open_acts(office, CLERK, done) == {"correction_asked", "misdelivered", "objected"}
    assert refusal(lambda: office.take(OTHER, done, ANSWER, fields={"text": "迟"})) == "约谈已经结束，不能再报送材料。"


@pytest.mark.parametrize("act", ["withdrawn", "assigned"])
def test_what_belongs_before_the_talk_has_no_place_after_an_outcome_without_one(office: Office, act: str) -> None:
    done = office.take(CLERK, proposed(office), UNPROVEN)
    why = refusal(lambda: office.take(DEPUTY, done, act, fields={"reason": "x"}))
    assert "约谈已有结果“查无实据”，不能再办理" in why
    assert act not in office.offers(DEPUTY, done)


def test_an_outcome_without_a_talk_leaves_nothing_to_do_but_to_file(office: Office) -> None:
    done = office.take(CLERK, proposed(office), UNPROVEN)
    assert {"notified", "held", "recorded", ADOPTED, CRITICISED} & set(office.offers(CLERK, done)) == set()
    assert objections(lambda: office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")) == [
        Obstacle.ENDED]
    assert office.offers(CLERK, done)["filed"].main
    assert office.take(CLERK, done, "filed").version == done.version + 1


def test_one_outcome_excludes_the_others_and_what_only_another_demands(office: Office) -> None:
    done = held(office)
    assert {ADOPTED, UNPROVEN, CRITICISED, TOLD} <= open_acts(office, CLERK, done)
    done = office.take(CLERK, done, CRITICISED)
    assert {ADOPTED, UNPROVEN, CRITICISED, TOLD} & set(office.offers(CLERK, done)) == set()
    for code in (ADOPTED, TOLD):
        assert objections(lambda code=code: office.take(CLERK, done, code)) == [Obstacle.ENDED]  # type: ignore[misc]


def test_a_step_that_an_outcome_demands_is_taken_after_it_once(office: Office) -> None:
    done = office.take(RECORDER, held(office), "recorded", fields={"account": "提了建议"})
    done = office.take(CLERK, done, ADOPTED)
    assert refusal(lambda: office.take(CLERK, done, "filed")) == "还不能归档，以下事项没有办完：反馈采纳情况。"
    done = office.take(CLERK, done, TOLD)
    assert refusal(lambda: office.take(CLERK, done, TOLD)) == "“反馈采纳情况”已经办理过；内容有误的，请提出更正。"
    assert office.take(CLERK, done, "filed").version == done.version + 1


def test_a_case_stands_among_those_at_work_until_it_is_filed(office: Office) -> None:
    done = office.take(RECORDER, held(office), "recorded", fields={"account": "x"})
    done = office.take(CLERK, done, UNPROVEN)

    def listed(state: str) -> bool:
        access = Access(office.records, office.plugins, office.actors[CLERK], on=office.today, calendar=Calendar())
        return done.case in [one.reference for one in access.interviews(state=state)[0]]
    assert (listed("running"), listed("ended")) == (True, False)
    done = office.take(CLERK, done, "filed")
    assert (listed("running"), listed("ended")) == (False, True)


@pytest.mark.parametrize(("done", "owed", "expected"), [
    ((), (), ["proposed", "notified", "held", "recorded", TOLD]),
    (("proposed", "notified", "held"), (), ["recorded", TOLD]),
    (("proposed", "notified", "held", UNPROVEN), (), ["recorded"]),
    (("proposed", "notified", "held", ADOPTED), (TOLD,), ["recorded", TOLD]),
    (("proposed", UNPROVEN), (), []),  # nothing is recorded of a talk that was not held
])
def test_what_is_ahead_after_an_outcome_is_what_it_leaves(done: tuple[str, ...], owed: tuple[str, ...],
                                                          expected: list[str]) -> None:
    found = steps_ahead(outcome_plugins().regulations[0], "talk", done, owed)
    assert [one.code for one in found] == expected


def test_what_the_office_did_unseen_is_not_ahead_of_whoever_is_talked_to() -> None:
    found = steps_ahead(outcome_plugins().regulations[0], "talk", ("notified",), (), ("notified",))
    assert [one.code for one in found] == ["held", "recorded", TOLD]
