"""What a unit reports outside any interview settles what it owes, for the period it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from casework_office import BUREAU, CLERK, Office
from report_office import CODE, report_office_over
from sqlalchemy import select

from yuetan.casework.acts import Done, Late
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.reporting import Reported
from yuetan.records.database import reading
from yuetan.records.tables import case_file, event

SUMMARY = {"talks": "12", "by_kind": "日常约谈12人次"}


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with report_office_over(database_url) as made:
        yield made


def report(office: Office, by: str = BUREAU, **changes: object) -> Done:
    values: dict[str, object] = {"regulation": CODE, "duty": "own_summary", "unit": "E",
                                 "period": "2026H1", "fields": SUMMARY}
    reported = Reported(**(values | changes))  # type: ignore[arg-type]
    return office.casework.report(office.actors[by], reported, token=office.token())


def test_a_half_years_summary_settles_what_the_unit_owes(office: Office) -> None:
    done = report(office)
    assert [(one.key.duty, one.key.subject, one.was, one.became) for one in done.changes] == [
        ("own_summary", "E", "OPEN", "DONE")]


def test_a_scheme_of_its_own_has_no_paper_and_names_no_day(office: Office) -> None:
    done = report(office, duty="own_scheme", period="standing", fields={})
    assert [(one.key.duty, one.became) for one in done.changes] == [("own_scheme", "DONE")]


def test_a_summary_that_wants_fields_is_refused_field_by_field(office: Office) -> None:
    with pytest.raises(Unfit) as unfit:
        report(office, fields={"talks": "十二"})
    assert unfit.value.errors == {"talks": "“约谈人次”请写成数字。"}
    with pytest.raises(Unfit) as unfit:
        report(office, fields={"talks": "12"})
    assert unfit.value.errors == {"by_kind": "请填写“分类情况”。"}


def test_what_is_not_owed_is_not_reported(office: Office) -> None:
    wrong: tuple[dict[str, Any], ...] = ({"duty": "nothing"}, {"period": "2031H1"}, {"regulation": "nowhere"})
    for changes in wrong:
        with pytest.raises(Refused) as refused:
            report(office, **changes)
        assert refused.value.text == "这个单位没有这一项应报事项；请从工作台的事项进入办理。"


def test_nothing_is_reported_on_a_day_before_its_period(office: Office) -> None:
    with pytest.raises(Unfit) as unfit:
        report(office, on=date(2025, 12, 31), late=Late(paper="某号", reason="补录"))
    assert unfit.value.errors == {"on": "2025-12-31 早于所报期间的第一天（2026-01-01）；请核对日期。"}


def test_nobody_reports_for_a_unit_that_is_not_his(office: Office) -> None:
    with pytest.raises(Hidden):
        report(office, by=CLERK)
    with pytest.raises(Hidden):
        report(office, unit="X")


def test_what_is_handed_in_after_its_day_is_entered_late_and_counts_for_its_period(office: Office) -> None:
    office.on(date(2026, 7, 20))
    assert [one.became for one in report(office).changes if one.key.duty == "own_summary" and
            one.key.cause == "2026H1"] == ["LATE"]


def test_what_was_reported_is_reported_once_more_only_as_a_correction_with_its_reason(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        report(office, correction="没有报过")
    assert refused.value.text == "这一项还没有报送过，不需要更正；请直接报送。"
    report(office)
    office.on(date(2026, 3, 9))
    with pytest.raises(Refused) as refused:
        report(office, fields=SUMMARY | {"talks": "13"})
    assert refused.value.text == "这一项已于 2026-03-02 办理，不重复报送；内容有误的，请写明更正的理由。"
    done = report(office, fields=SUMMARY | {"talks": "13"}, correction="漏计一人")
    assert (done.version, done.changes) == (2, ())
    report(office, fields=SUMMARY | {"talks": "14"}, correction="又漏计一人")
    with reading(office.records) as connection:
        query = (select(event.c.sequence, event.c.corrects, event.c.reason).join(case_file)
                 .where(case_file.c.reference == done.case).order_by(event.c.sequence))
        assert [tuple(row) for row in connection.execute(query)] == [
            (1, None, ""), (2, 1, "漏计一人"), (3, 2, "又漏计一人")]


def test_a_scheme_of_its_own_is_not_reported_twice(office: Office) -> None:
    scheme: dict[str, Any] = {"duty": "own_scheme", "period": "standing", "fields": {}}
    report(office, **scheme)
    with pytest.raises(Refused):
        report(office, **scheme)
    assert report(office, **scheme, correction="文号有误").version == 2
