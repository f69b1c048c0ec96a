"""Who came is registered by two persons; a talk is put off on somebody's application and another's agreement alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, RECORDER, SECRETARY, START, Office, office_over
from outcome_office import CODE, UNPROVEN, outcome_plugins
from test_casework_attacked import events_about, refusal, unfit
from test_casework_notices import GROUP, served

from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden

CAME = {"came": "in_time", "arrived": "09:20"}


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url, outcome_plugins(), CODE) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def on_the_day(office: Office, *people: str) -> Done:
    done = served(office, *people)
    office.on(date(2026, 3, 9))
    return done


def test_who_came_is_registered_by_one_and_confirmed_by_another(office: Office) -> None:
    done = office.take(CLERK, on_the_day(office), "attendance_registered", fields=CAME)
    confirming = {"fields": {"registered": str(done.version)}}
    assert refusal(lambda: office.take(CLERK, done, "attendance_confirmed", **confirming)) == (
        "到场情况须由两人登记；请由另一个人复核，不能由登记的人自己复核。")
    assert office.offers(DEPUTY, done)["attendance_confirmed"].fields[0].choices == (str(done.version),)
    done = office.take(DEPUTY, done, "attendance_confirmed", **confirming)
    assert events_about(office, done) == [("attendance_registered", OTHER), ("attendance_confirmed", OTHER)]
    assert "attendance_confirmed" not in office.offers(RECORDER, done)
    assert list(unfit(lambda: office.take(RECORDER, done, "attendance_confirmed", **confirming))) == ["registered"]
    assert refusal(lambda: office.take(RECORDER, done, "attendance_registered", fields=CAME)) == (
        "“登记到场”已经办理过；内容有误的，请提出更正。")


@pytest.mark.parametrize("fields", [{}, {"came": "maybe"}, CAME | {"arrived": "nine"}])
def test_how_he_came_is_one_of_three(office: Office, fields: dict[str, str]) -> None:
    done = on_the_day(office)
    assert unfit(lambda: office.take(CLERK, done, "attendance_registered", fields=fields)) != {}


def test_nobody_is_registered_before_the_day_nor_by_himself_nor_by_a_stranger(office: Office) -> None:
    done = served(office)
    assert refusal(lambda: office.take(CLERK, done, "attendance_registered", fields=CAME)) == (
        "约谈定在 2026-03-09，到那天才能登记到场情况。")
    done = on_the_day(office)
    assert refusal(lambda: office.take(OTHER, done, "attendance_registered", fields=CAME)) == (
        "您在这次约谈中没有办理这一项的权限。")
    with pytest.raises(Hidden):
        office.take(BUREAU, done, "attendance_registered", fields=CAME)
    assert "attendance_registered" not in office.offers(OTHER, done)


def test_of_several_each_is_registered_and_confirmed(office: Office) -> None:
    done = on_the_day(office, *GROUP)
    assert list(unfit(lambda: office.take(CLERK, done, "attendance_registered", fields=CAME))) == ["cadre"]
    done = office.take(CLERK, done, "attendance_registered", fields=CAME, cadre=OTHER)
    assert [one.value for one in office.offers(CLERK, done)["attendance_registered"].cadres] == [BUREAU]
    done = office.take(DEPUTY, done, "attendance_registered", fields={"came": "absent"}, cadre=BUREAU)
    first, second = office.offers(RECORDER, done)["attendance_confirmed"].fields[0].choices
    done = office.take(DEPUTY, done, "attendance_confirmed", fields={"registered": first})
    assert "不能由登记的人自己复核" in refusal(
        lambda: office.take(DEPUTY, done, "attendance_confirmed", fields={"registered": second}))
    done = office.take(CLERK, done, "attendance_confirmed", fields={"registered": second})
    assert events_about(office, done)[-1] == ("attendance_confirmed", BUREAU)


def test_a_case_is_not_filed_while_the_second_person_is_waited_for(office: Office) -> None:
    done = office.take(CLERK, on_the_day(office), "attendance_registered", fields={"came": "absent"})
    done = office.take(CLERK, done, UNPROVEN)
    assert refusal(lambda: office.take(CLERK, done, "filed")) == "还不能归档，以下事项没有办完：复核到场情况。"
    done = office.take(DEPUTY, done, "attendance_confirmed", fields={"registered": "3"})
    assert office.take(CLERK, done, "filed").version == done.version + 1


def test_a_talk_is_put_off_on_an_application_and_an_agreement_alone(office: Office) -> None:
    done, agreed = on_the_day(office), {"date": "2026-03-16", "reason": "同意"}
    assert refusal(lambda: office.take(DEPUTY, done, "postponed", fields=agreed)) == "还没有到办理“同意延期”的环节。"
    done = office.take(OTHER, done, "postponement_asked", fields={"reason": "住院"})
    for nobody_who_decides in (OTHER, RECORDER):
        assert refusal(lambda by=nobody_who_decides: office.take(by, done, "postponed", fields=agreed)) == (  # type: ignore[misc]
            "您在这次约谈中没有办理这一项的权限。")
    done = office.take(SECRETARY, done, "postponed", fields=agreed)
    assert "约谈定在 2026-03-16" in refusal(
        lambda: office.take(CLERK, done, "attendance_registered", fields=CAME))


def test_who_came_to_a_talk_that_was_put_off_is_registered_anew(office: Office) -> None:
    done = office.take(CLERK, on_the_day(office), "attendance_registered", fields={"came": "absent"})
    done = office.take(DEPUTY, done, "attendance_confirmed", fields={"registered": str(done.version)})
    done = office.take(OTHER, done, "postponement_asked", fields={"reason": "住院"})
    done = office.take(DEPUTY, done, "postponed", fields={"date": "2026-03-16", "reason": "同意"})
    office.on(date(2026, 3, 16))
    assert office.take(CLERK, done, "attendance_registered", fields=CAME).version == done.version + 1
