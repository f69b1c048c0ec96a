"""What may be sent by hand or by a program: odd names and texts, the same request many times, many at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, OTHER, START, Office, office_over, plugins
from sqlalchemy import select
from test_casework_attacked import LATE, TODAY, YESTERDAY, unfit
from test_casework_journey import NOTICE

from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.appeals import Appeals
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.reporting import Reported
from yuetan.casework.sweeping import sweep_all
from yuetan.paperwork.papers.delivery import delivered
from yuetan.records.cases import alone_with, cadre_ids, change_interview, find_interview
from yuetan.records.database import reading, writing
from yuetan.records.tables import obligation
from yuetan.rules import NOTIFIED, Kind

if TYPE_CHECKING:
    from yuetan.access.views import InterviewView

HALF = "\ud800"


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


@pytest.mark.parametrize("token", ["\x00", HALF, "长" * 100_000])
def test_a_token_may_be_anything_and_of_another_account_it_is_nobodys(office: Office, token: str) -> None:
    done = office.propose()
    taken = Taken(code="consulted", version=done.version)
    mine = office.casework.take(office.actors[CLERK], done.case, taken, token=token)
    assert office.casework.take(office.actors[CLERK], done.case, taken, token=token) == evolve(mine, repeated=True)
    withdrawn = Taken(code="withdrawn", version=mine.version, fields={"reason": "x"})
    assert not office.casework.take(office.actors[DEPUTY], done.case, withdrawn, token=token).repeated


@pytest.mark.parametrize("text", ["\x00", HALF, "长" * 20_001], ids=["NUL", "half a character", "endless"])
def test_a_text_that_cannot_be_kept_is_refused_by_its_field(office: Office, text: str) -> None:
    for code in ("topic", "place", "planned_time", "reason"):
        assert [code] == list(unfit(lambda code=code: office.propose(**{code: text})))  # type: ignore[misc]
    for code, late in (("late_paper", evolve(LATE, paper=text)), ("late_reason", evolve(LATE, reason=text))):
        assert [code] == list(unfit(lambda late=late: office.propose(on=YESTERDAY, late=late)))  # type: ignore[misc]
    assert list(unfit(lambda: office.propose(interviewees=(text,)))) == ["interviewees"]
    acting = Appeals(office.records, plugins(), lambda: office.moment)
    assert list(unfit(lambda: acting.lodge(office.actors[OTHER], "x", text))) == ["statement"]


@pytest.mark.parametrize("name", ["\x00", HALF, "x" * 10_000, "' OR 1=1 --"])
def test_a_name_that_nothing_can_have_is_unknown_like_any_other(office: Office, name: str) -> None:
    acting = Appeals(office.records, plugins(), lambda: office.moment)
    assert acting.view(office.actors[ABOVE], name) is None
    for act in (lambda: office.casework.offers(office.actors[CLERK], name), lambda: office.propose(lead=name),
                lambda: report(office, unit=name)):
        with pytest.raises(Hidden):
            act()


def report(office: Office, **changes: object) -> Done:
    values: dict[str, object] = {"regulation": "lianyungang", "duty": "own_scheme", "unit": "E", "period": "standing",
                                 "fields": {}} | changes
    return office.casework.report(office.actors[BUREAU], Reported(**values), token=office.token())  # type: ignore[arg-type]


@pytest.mark.parametrize("which", ["9" * 5_000, "0", "-1", "٣", "registration"])
def test_a_paper_that_there_cannot_be_is_not_found(which: str) -> None:
    regulation = plugins().regulations[0]
    view = cast("InterviewView", SimpleNamespace(
        events=(), regulation=regulation, kind=regulation.of(Kind)[0], fields=frozenset()))
    with pytest.raises(Hidden):
        delivered(view, which, TODAY)


# At once


def test_of_copies_of_one_proposal_sent_at_once_one_opens_a_case_and_all_are_told_of_it(office: Office) -> None:
    proposal = Proposal(regulation="lianyungang", kind="routine", interviewees=(OTHER,), topic="履职")
    casework, gate = office.casework, Barrier(5)

    def one(_: int) -> Done:
        gate.wait()
        return casework.propose(office.actors[CLERK], proposal, token="five times")  # noqa: S106 - of a request

    with ThreadPoolExecutor(5) as clients:
        answers = list(clients.map(one, range(5)))
    assert len({one.case for one in answers}) == 1
    assert sorted(one.repeated for one in answers) == [False, True, True, True, True]


def test_two_acts_at_once_about_one_cadre_leave_what_a_sweep_would(office: Office) -> None:
    both = [office.take(CLERK, office.propose(), "consulted") for _ in range(2)]
    casework, gate = office.casework, Barrier(2)

    def one(done: Done) -> Done:
        gate.wait()
        taken = Taken(code=NOTIFIED, version=done.version, fields=NOTICE, addressee="interviewee")
        return casework.take(office.actors[CLERK], done.case, taken, token=f"at once {done.case}")

    with ThreadPoolExecutor(2) as clients:
        assert [one.version for one in clients.map(one, both)] == [3, 3]
    before = obligations_kept(office)
    sweep_all(office.records, plugins(), at=office.moment)
    assert obligations_kept(office) == before


def obligations_kept(office: Office) -> set[tuple[object, ...]]:
    """What stands in the table, however it was numbered."""
    with reading(office.records) as connection:
        return {tuple(row)[1:] for row in connection.execute(select(obligation))}


def test_who_proposes_a_talk_and_who_acts_in_another_of_the_same_cadre_do_not_wait_for_each_other(
        office: Office) -> None:
    done = office.propose()
    with ThreadPoolExecutor(1) as other:
        with writing(office.records) as connection:
            alone_with(connection, cadre_ids(connection, (OTHER,)).values())
            proposed = other.submit(office.propose)
            sleep(0.3)  # so that it waits by now for this one, having begun to number
            acted_in = find_interview(connection, done.case)
            assert acted_in is not None
            change_interview(connection, acted_in, {"place": "三楼会议室"})
        assert proposed.result().version == 1


def test_a_token_belongs_to_one_act_and_there_must_be_one(office: Office) -> None:
    done = office.propose()
    taken = Taken(code="consulted", version=done.version)
    with pytest.raises(Unfit) as unfit:
        office.casework.take(office.actors[CLERK], done.case, taken, token="")
    assert unfit.value.errors == {"token": "页面上的请求标识没有随表单送来；请刷新页面再办理一次。"}
    with pytest.raises(Conflict) as conflict:
        office.casework.take(office.actors[CLERK], done.case, taken, token=f"token-{office.tokens}")
    assert str(conflict.value) == "这个请求标识已经用于另一件事；请刷新页面再办理一次。"
