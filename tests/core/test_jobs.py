"""Long work: seen by whoever began it, with its progress, and what came of it or why nothing did."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from attrs import define
from casework_office import CLERK, DEPUTY, Office, office_over

from yuetan.casework.errors import Conflict, Hidden, NotDone, Refused, Unfit
from yuetan.casework.jobs import DONE, FAILED, KEPT_FILES, KEPT_JOBS, LOST, RUNNING, Jobs, Outcome, Progress
from yuetan.wording import language, speaking

PATIENCE = 20  # seconds, of a machine that has much else to do
FILE = Outcome(said="共 3 行", file_name="台账.xlsx", file_content=b"123")


@define
class Working:
    """Jobs of an office."""

    office: Office
    jobs: Jobs

    def ended(self, outcome: Outcome | Exception) -> str:
        """A job that came to this, or ran into it."""
        def work(progress: Progress) -> Outcome:
            progress(2, 3)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        reference = self.jobs.begin(self.office.actors[CLERK], "导出台账", work)
        assert self.jobs.wait(reference, PATIENCE)
        return reference

    def said(self, reference: str) -> tuple[str, str]:
        found = self.jobs.find(self.office.actors[CLERK], reference)
        return found.state, found.said


@pytest.fixture
def working(shared_database_url: str) -> Iterator[Working]:
    with office_over(shared_database_url) as office:
        found = Working(office, Jobs(office.records, lambda: office.moment))
        yield found
        found.jobs.close()


def test_whoever_began_it_sees_how_far_it_is_and_what_came_of_it(working: Working) -> None:
    told, go_on = Event(), Event()

    def work(progress: Progress) -> Outcome:
        progress(40, 100)
        told.set()
        assert go_on.wait(PATIENCE)
        return FILE

    clerk, jobs = working.office.actors[CLERK], working.jobs
    reference = jobs.begin(clerk, "导出台账", work)
    assert told.wait(PATIENCE)
    under_way = jobs.find(clerk, reference)
    go_on.set()
    assert jobs.wait(reference, PATIENCE)
    ended = jobs.find(clerk, reference)
    assert (under_way.state, under_way.done, under_way.total, under_way.has_file) == (RUNNING, 40, 100, False)
    assert (ended.state, ended.done, ended.said, ended.has_file) == (DONE, 40, "共 3 行", True)
    assert jobs.file(clerk, reference) == ("台账.xlsx", b"123")
    assert [one.reference for one in jobs.own(clerk)] == [reference]


def test_for_anybody_else_there_is_no_such_job(working: Working) -> None:
    reference, other = working.ended(FILE), working.office.actors[DEPUTY]
    for asked in (working.jobs.find, working.jobs.file):
        for named in (reference, "x", ""):
            with pytest.raises(Hidden):
                asked(other, named)
    assert working.jobs.own(other) == ()


@pytest.mark.parametrize(("fault", "said"), [
    (Unfit({"file": "第 3 行没有姓名。", "": "没有导入。"}), "第 3 行没有姓名。\n没有导入。"),
    (Refused(None, (), "这份材料不能带走。"), "这份材料不能带走。"),
    (Conflict(), "您打开页面之后情况有变化，没有办成；请打开最新的页面，重新开始。"),
    (NotDone(), "您打开页面之后情况有变化，没有办成；请打开最新的页面，重新开始。"),
])
def test_what_stands_against_it_is_said(working: Working, fault: NotDone, said: str) -> None:
    assert working.said(working.ended(fault)) == (FAILED, said)


def test_an_error_of_the_program_goes_to_the_log_and_tells_nothing(
        working: Working, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        reference = working.ended(RuntimeError("密语"))
    assert working.said(reference) == (FAILED, "程序出错，没有办成，已在日志记下原因；数据没有改动。请告诉系统管理员。")
    assert "密语" in caplog.text


def test_a_job_whose_server_stopped_is_said_to_have_been_cut_off(working: Working) -> None:
    office, go_on = working.office, Event()
    clerk = office.actors[CLERK]

    def work(_: Progress) -> Outcome:
        go_on.wait(PATIENCE)
        return Outcome()

    reference = working.jobs.begin(clerk, "导入名册", work)
    after_a_restart = Jobs(office.records, lambda: office.moment)
    soon = after_a_restart.find(clerk, reference).state
    office.moment += LOST + timedelta(seconds=1)
    found = after_a_restart.find(clerk, reference)
    go_on.set()
    assert soon == RUNNING
    assert (found.state, found.said) == (FAILED, "处理中断了：服务器停止过。没有办完的都没有生效，请重新开始。")


def test_nobody_begins_more_than_three_at_once(working: Working) -> None:
    go_on, clerk = Event(), working.office.actors[CLERK]

    def work(_: Progress) -> Outcome:
        go_on.wait(PATIENCE)
        return Outcome()

    begun = [working.jobs.begin(clerk, f"导出{number}", work) for number in range(3)]
    with pytest.raises(Unfit, match="您已有 3 项处理没有结束，请等其中一项结束后再开始。"):
        working.jobs.begin(clerk, "再一项", work)
    go_on.set()
    assert all(working.jobs.wait(one, PATIENCE) for one in begun)


def test_files_are_cleared_away_after_a_day_and_jobs_after_thirty(working: Working) -> None:
    reference, clerk = working.ended(FILE), working.office.actors[CLERK]
    working.office.moment += KEPT_FILES + timedelta(seconds=1)
    working.ended(Outcome())
    with pytest.raises(Hidden):
        working.jobs.file(clerk, reference)
    assert not working.jobs.find(clerk, reference).has_file
    working.office.moment += KEPT_JOBS + timedelta(seconds=1)
    last = working.ended(Outcome())
    assert [one.reference for one in working.jobs.own(clerk)] == [last]


def test_it_speaks_the_language_of_whoever_began_it(working: Working) -> None:
    with speaking("en"):
        reference = working.jobs.begin(working.office.actors[CLERK], "导出台账", lambda _: Outcome(said=language()))
    assert working.jobs.wait(reference, PATIENCE)
    assert working.said(reference) == (DONE, "en")
