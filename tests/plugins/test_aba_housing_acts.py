"""阿坝州住建局 acted out: what its rules say of consent, notice, company and postponement, through casework."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from attrs import define

from tools.house import ROOT
from yuetan.access.door import Access
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.errors import Refused
from yuetan.engine.facts import Interview
from yuetan.plugins import Plugins, load
from yuetan.rules.rule import rule_name
from yuetan.rules.workdays import Calendar
from yuetan.testing.kit.casting import Cast
from yuetan.testing.kit.office import Office, office_for
from yuetan.testing.read_story import read_story

STORIES = ROOT / "tests" / "scenarios" / "aba_housing"
MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 8)
CONSENT = {"basis": "约谈主体直接提出", "situation": "季度日常约谈", "opinion": "同意"}
NOTICE = {"talker": "业务副局长", "date": "2026-06-08", "time": "09:30", "place": "谈话室", "topic": "责任制落实情况",
          "delivery": "当面送达"}

PREPARATION = {"known": "已了解", "focus": "责任制", "manner": "个别谈"}
RECORD = {"topic": "责任制落实情况", "section_duty": "已落实", "own_integrity": "无问题", "others_integrity": "无问题"}


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
        """The rules by which an act is refused."""
        with pytest.raises(Refused) as refused:
            self.take(by, code, **changes)
        return [rule_name(one.rule) for one in refused.value.objections ]


@pytest.fixture
def walked() -> Iterator[Walked]:
    """A routine talk of a deputy director with one of his sections, proposed by himself on a Monday for the next."""
    world = read_story(STORIES / "who_talks.toml", plugins()).world.at(MONDAY)
    talk = Interview(
        id="draft", kind="routine", regulation="aba_housing", to=("建管科科员",), by=("业务副局长",),
        company=("办公室主任", "纪检专干"), organiser="业务副局长", recorder="纪检专干")
    kind = next(one for one in plugins().regulations if one.code == "aba_housing").kind("routine")
    assert kind
    with office_for(plugins(), Cast(world=world, kind=kind, interview=talk)) as office:
        proposal = Proposal(
            regulation="aba_housing", kind="routine", interviewees=talk.to, interviewers=talk.by, company=talk.company,
            recorder=talk.recorder, planned=NEXT_MONDAY, topic="责任制落实情况")
        yield Walked(office, office.casework.propose(office.actor("业务副局长"), proposal, token="begin"))  # noqa: S106


def agreed(walked: Walked) -> Walked:
    walked.take("局长", "approved", fields=CONSENT)
    return walked


def notified(walked: Walked) -> Walked:
    agreed(walked).take("办公室科员", "notified", fields=NOTICE, addressee="interviewee")
    return walked


def test_nothing_is_sent_before_the_head_of_the_bureau_has_agreed(walked: Walked) -> None:
    assert walked.refused("办公室科员", "notified", fields=NOTICE, addressee="interviewee") == [
        "guard:consent_before_notice"]
    assert walked.refused("人事副局长", "approved", fields=CONSENT) == ["pairing:consenting"]
    notified(walked)


def test_a_notice_by_telephone_says_who_called_when_what_was_said_and_why(walked: Walked) -> None:
    agreed(walked)
    spoken = {code: text for code, text in NOTICE.items() if code != "delivery"} | {
        "caller": "办公室科员", "called_on": "2026-06-01", "called_at": "15:00", "said": "请于8日上午到谈话室"}
    assert walked.refused("办公室科员", "notified", fields=spoken, addressee="interviewee") == ["guard:in_writing"]
    walked.take("办公室科员", "notified", fields=spoken | {"necessity": "本人出差在外"}, addressee="interviewee")


def test_to_postpone_takes_his_application_and_one_of_the_bureaus_leaders(walked: Walked) -> None:
    notified(walked).take("建管科科员", "postponement_asked", fields={"reason": "住院", "until": "2026-06-22"})
    later = {"date": "2026-06-22", "reason": "同意"}
    assert walked.refused("办公室主任", "postponed", fields=later) == ["pairing:postponing"]
    walked.take("业务副局长", "postponed", fields=later)
    assert [(one.key.duty, one.due_became) for one in walked.done.changes] == [
        ("notice", date(2026, 6, 16)), ("preparation", date(2026, 6, 22))]  # 19日端午放假：往前数18、17、16日


def test_a_talk_without_notice_is_held_for_a_reason_and_can_be_filed(walked: Walked) -> None:
    agreed(walked)
    walked.office.today = NEXT_MONDAY
    walked.take("业务副局长", "prepared", fields=PREPARATION)
    assert walked.refused("业务副局长", "held") == ["duty:notice"]
    walked.take("业务副局长", "held", reason="省里来人督导，当日即谈")
    walked.take("纪检专干", "recorded", fields=RECORD)
    walked.take("业务副局长", "filed")


def test_a_talk_without_its_company_is_refused(walked: Walked) -> None:
    notified(walked)
    walked.office.today = NEXT_MONDAY
    walked.take("业务副局长", "prepared", fields=PREPARATION)
    walked.take("业务副局长", "assigned", fields={
        "interviewer": "业务副局长", "reason": "专干请假"}, company=("办公室主任",))
    assert walked.refused("业务副局长", "held") == ["pairing:portfolio"]


def test_who_answers_a_request_is_told_by_the_rule_of_the_text(walked: Walked) -> None:
    notified(walked)
    office = walked.office
    found = Access(office.records, office.plugins, office.actor("业务副局长"), on=office.today,
                   calendar=Calendar()).answering(walked.done.case)
    assert found is not None
    (rule, names), = found.rules
    called = {one.id: one.name for one in office.cast.world.cadres}
    assert (rule.title, rule.places) == ("局领导同意推后", ("8.1",))
    assert found.talking == tuple(called[one] for one in ("业务副局长", "办公室主任", "纪检专干"))
    assert {called[one] for one in ("局长", "业务副局长", "人事副局长")} <= set(names)
    assert not {called[one] for one in ("办公室主任", "建管科科员")} & set(names)
