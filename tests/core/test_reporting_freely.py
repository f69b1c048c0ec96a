"""What a unit may hand in and does not owe: it is offered, kept where it is handed in, and never overdue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from casework_office import BUREAU, CLERK, OTHER, Office, office_over
from sqlalchemy import select, update

from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.reporting import Reported
from yuetan.records.database import reading, writing
from yuetan.records.tables import obligation, submission, unit


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url, code="litong") as made:
        with writing(made.records) as connection:
            connection.execute(update(unit).where(unit.c.code == "E").values(type="county_department"))
        yield made


def hand_in(office: Office, by: str = BUREAU, **changes: object) -> Done:
    values: dict[str, object] = {"regulation": "litong", "duty": "ledger", "unit": "E", "period": "standing",
                                 "fields": {}}
    return office.casework.report(office.actors[by], Reported(**(values | changes)), token=office.token())  # type: ignore[arg-type]


def offered(office: Office, by: str = BUREAU) -> list[tuple[str, bool]]:
    return [(one.of.key.duty, one.of.done_on is not None)
            for one in office.casework.may_report(office.actors[by], "E")]


def test_a_ledger_that_may_be_kept_is_handed_in_though_nobody_owes_it(office: Office) -> None:
    assert offered(office) == [("ledger", False)]
    done = hand_in(office)
    assert "ledger" not in {one.key.duty for one in done.changes}
    assert offered(office) == [("ledger", True)]
    with reading(office.records) as connection:
        kept = connection.execute(select(submission.c.id)).all()  # the ledger itself is made of what is on record
        owed = connection.execute(select(obligation.c.id).where(obligation.c.duty == "ledger")).all()
    assert (kept, owed) == ([], [])


def test_it_is_handed_in_once_more_only_with_the_reason(office: Office) -> None:
    hand_in(office)
    with pytest.raises(Refused, match=r"^$|不重复报送") as refused:
        hand_in(office)
    assert refused.value.text == "这一项已于 2026-03-02 办理，不重复报送；内容有误的，请写明更正的理由。"
    assert hand_in(office, correction="漏列一人").version == 2


def test_nothing_is_typed_in_with_it_and_its_unit_is_held_to_its_office(office: Office) -> None:
    with pytest.raises(Unfit) as unfit:
        hand_in(office, fields={"kind": "提醒约谈"})
    assert set(unfit.value.errors) == {"kind"}
    assert (offered(office, CLERK), offered(office, OTHER)) == ([], [])
    with pytest.raises(Hidden):
        hand_in(office, CLERK)
    with pytest.raises(Refused):
        hand_in(office, period="2026")
