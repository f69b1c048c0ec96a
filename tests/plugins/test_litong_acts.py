"""利通 acted out: who is talked to is determined anew, and a meeting resolves anew, once another is to talk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cache

import pytest
from attrs import define

from tools.house import ROOT
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.errors import Refused
from yuetan.engine.facts import Event, Interview
from yuetan.plugins import Plugins, load
from yuetan.rules.rule import rule_name
from yuetan.testing.kit.casting import Cast
from yuetan.testing.kit.office import Office, office_for
from yuetan.testing.read_story import read_story

STORY = ROOT / "tests" / "scenarios" / "litong" / "changed_talkers.toml"
MONDAY, LAST_WEEK = date(2026, 6, 1), date(2026, 5, 25)
DETERMINED = {"approver": "负责人", "decided_on": "2026-06-01", "reason": "日常约谈"}
RESOLVED = {"meeting": "常委会", "met_on": "2026-06-01", "capacity": "当事人", "situation": "其他",
            "decision": "批评教育"}
NOTICE = {"basis": "办法", "approver": "负责人", "date": "2026-06-08", "place": "512室", "contact": "经办人",
          "phone": "85812345", "issued_on": "2026-06-01"}


@cache
def plugins() -> Plugins:
    return load()


@define
class Walked:
    """One interview in an office, which a test leads on."""

    office: Office
    done: Done
    tokens: int = 0

    def take(self, by: str, code: str, **changes: object) -> None:
        """Do an act as somebody."""
        self.tokens += 1
        self.done = self.office.casework.take(
            self.office.actor(by), self.done.case,
            Taken(code=code, **({"version": self.done.version} | changes)),  # type: ignore[arg-type]
            token=f"act-{self.tokens}")

    def refused(self, by: str, code: str, **changes: object) -> list[str]:
        """The rules by which an act is refused, each with its clauses."""
        with pytest.raises(Refused) as refused:
            self.take(by, code, **changes)
        return [f"{rule_name(one.rule)} {' '.join(one.rule.places)}" for one in refused.value.objections]

    def notify(self, act: Callable[..., list[str] | None]) -> list[str] | None:
        return act("教育局干事", "notified", fields=NOTICE, addressee="interviewee")

    def change(self, talker: str) -> None:
        self.take("教育局干事", "assigned", fields={"interviewer": talker, "reason": "工作调整"})


Begin = Callable[..., AbstractContextManager[Walked]]


@pytest.fixture
def begin() -> Begin:
    """A talk of a deputy director with his director, proposed by an officer of their bureau."""
    @contextmanager
    def walked(kind: str, *grounds: str) -> Iterator[Walked]:
        world = read_story(STORY, plugins()).world.at(MONDAY)
        talk = Interview(id="draft", kind=kind, regulation="litong", to=("教育局副职",), by=("教育局局长",),
                         organiser="教育局干事", grounds=grounds)
        found = next(one for one in plugins().regulations if one.code == "litong").kind(kind)
        assert found
        problem = Event(code="finding_recorded", on=LAST_WEEK, cadre="教育局副职")
        bare = world.with_events((problem,)) if grounds else world
        with office_for(plugins(), Cast(world=bare, kind=found, interview=talk)) as office:
            proposal = Proposal(regulation="litong", kind=kind, interviewees=talk.to, interviewers=talk.by,
                                grounds=grounds, topic="履职情况")
            yield Walked(office, office.casework.propose(office.actor("教育局干事"), proposal, token="begin"))  # noqa: S106
    return walked


def test_another_talker_is_determined_by_whoever_determines_his_tier(begin: Begin) -> None:
    with begin("routine") as walked:
        walked.take("教育局局长", "approved", fields=DETERMINED)
        walked.change("纪委副职")
        assert walked.notify(walked.refused) == ["guard:as_determined 3.2"]
        assert walked.refused("教育局局长", "approved", fields=DETERMINED) == ["pairing:fixed_by_discipline 3.2"]
        walked.take("纪委干事", "approved", fields=DETERMINED)
        walked.notify(walked.take)


def test_who_was_changed_after_the_notice_does_not_talk_until_it_is_determined_anew(begin: Begin) -> None:
    with begin("routine") as walked:
        walked.take("教育局局长", "approved", fields=DETERMINED)
        walked.notify(walked.take)
        walked.change("教育局代理副职")
        assert walked.refused("教育局代理副职", "held") == ["guard:held_as_determined 3.2"]
        walked.take("教育局局长", "approved", fields=DETERMINED)
        walked.take("教育局代理副职", "held")


def test_a_notice_names_nobody_but_whom_the_meeting_resolved(begin: Begin) -> None:
    with begin("criticism", "2.3.2") as walked:
        walked.take("教育局干事", "resolved", fields=RESOLVED)
        walked.change("区长")
        assert walked.notify(walked.refused) == ["guard:as_resolved 2.3"]
        walked.take("教育局干事", "resolved", fields=RESOLVED)
        walked.notify(walked.take)
        walked.take("区长", "held")
