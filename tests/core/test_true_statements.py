"""What the cadre handed in stands as he handed it in: nothing alters it, and what puts it right stands beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from casework_office import CLERK, DEPUTY, OTHER, RECORDER, Office, office_over
from test_casework_journey import RECORD, REPORT, held

from yuetan.casework.acts import Done
from yuetan.casework.errors import Refused
from yuetan.records.database import reading
from yuetan.records.tables import event, submission
from yuetan.records.verifying import verify


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url) as made:
        yield made


def reported(office: Office) -> Done:
    done = office.take(RECORDER, held(office), "recorded", fields=RECORD)
    return office.take(OTHER, done, "rectification_report", fields=REPORT)


def returned(office: Office, done: Done) -> Done:
    paper = office.offers(DEPUTY, done)["returned"].fields[0].choices[0]
    return office.take(DEPUTY, done, "returned", fields={"paper": paper, "reason": "措施不具体"})


def kept(office: Office) -> list[tuple[int, str, dict[str, str]]]:
    """Every report that was handed in: which of them it is, how it stands, and what it says."""
    with reading(office.records) as connection:
        query = (sa.select(submission.c.edition, submission.c.state, event.c.content)
                 .join(event, submission.c.event_id == event.c.id).order_by(submission.c.edition))
        return [(row.edition, row.state, json.loads(row.content)) for row in connection.execute(query)]


def test_a_report_is_handed_in_once_until_it_is_returned(office: Office) -> None:
    done = reported(office)
    with pytest.raises(Refused) as refused:
        office.take(OTHER, done, "rectification_report", fields=REPORT | {"results": "改口"})
    assert refused.value.text == "现在不需要这份材料；退回或要求报送之后才能再交。"
    assert kept(office) == [(1, "submitted", REPORT)]


def test_what_is_handed_in_after_a_return_stands_beside_the_first(office: Office) -> None:
    done = returned(office, reported(office))
    office.take(OTHER, done, "rectification_report", fields=REPORT | {"measures": "逐项列出"})
    assert kept(office) == [(1, "returned", REPORT), (2, "submitted", REPORT | {"measures": "逐项列出"})]


def test_no_act_changes_or_removes_an_event(office: Office) -> None:
    sent: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(" ".join(statement.lower().split()))

    sa.event.listen(office.records, "before_cursor_execute", remember)
    done = returned(office, reported(office))
    done = office.take(OTHER, done, "rectification_report", fields=REPORT)
    office.take(CLERK, done, "correction_asked", fields={"sequence": "1", "correction": "x", "reason": "y"})
    assert [one for one in sent if one.startswith(("update event ", "delete from event "))] == []
    assert [one for one in sent if one.startswith("insert into event ")]
    with reading(office.records) as connection:
        assert verify(connection) == ()
