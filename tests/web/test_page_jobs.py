"""The page of long work: it leads on at once where it can, shows its progress where it cannot, and is its owner's."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from page_office import DEPUTY, House
from werkzeug.wrappers import Response

from yuetan.casework.jobs import Work
from yuetan_web import jobs
from yuetan_web.jobs import Outcome, Progress, begin_job

Began = Callable[[Work], Response]
FILE = Outcome(said="共 3 行", file_name="台账.xlsx", file_content=b"123")


@pytest.fixture
def began(house: House, monkeypatch: pytest.MonkeyPatch) -> Began:
    """Begin a job from the page of an account, as pages do."""
    def begin(work: Work) -> Response:
        visitor = house.visitor()
        with monkeypatch.context() as patched:
            patched.setitem(house.app.view_functions, "jobs.listing", lambda: begin_job("导出台账", work))
            visitor.get("/jobs")
        answer: Response = visitor.answer
        return answer
    return begin


def test_what_is_done_at_once_is_answered_at_once(began: Began) -> None:
    answer = began(lambda _: FILE)
    assert answer.get_data() == b"123"
    assert "attachment" in answer.headers["Content-Disposition"]
    led = began(lambda _: Outcome(leads_to="/cadres"))
    assert (led.status_code, led.location) == (303, "/cadres")


def test_long_work_shows_how_far_it_is_and_then_what_came_of_it(
        house: House, began: Began, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0)
    told, go_on = Event(), Event()

    def work(progress: Progress) -> Outcome:
        progress(40, 100)
        told.set()
        assert go_on.wait(20)
        return FILE

    address = began(work).location
    assert told.wait(20)
    clerk = house.visitor()
    under_way = clerk.get(address)
    assert '<progress class="job-bar" value="40" max="100"' in under_way
    assert "已处理 40 / 100" in clerk.text
    go_on.set()
    house.shell.jobs.wait(address.rpartition("/")[2], 20)
    assert "共 3 行" in clerk.get(address)
    assert "下载 台账.xlsx" in clerk.text
    assert "data-running" not in clerk.page
    clerk.get(f"{address}/file")
    assert clerk.answer.get_data() == b"123"
    assert "导出台账" in clerk.get("/jobs")
    other = house.visitor(DEPUTY)
    for asked in (address, f"{address}/file", "/jobs/x"):
        other.get(asked)
        assert other.answer.status_code == 404
    assert "导出台账" not in other.get("/jobs")
