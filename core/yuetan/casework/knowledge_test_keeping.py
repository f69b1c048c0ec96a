"""Writes down that a test was taken: an event of the interview, once, and with it what is owed no longer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Taken
from yuetan.casework.errors import Conflict, Refused, Unfit
from yuetan.casework.interviews.consequences import follow
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.taking import Moment, attempted, let_through
from yuetan.casework.knowledge_test_drawing import questions_in
from yuetan.engine.attempts import Ruling
from yuetan.engine.checks import attempt
from yuetan.engine.questions import score_of
from yuetan.records.cases import cadre_ids, done_before, put_out, remember_done
from yuetan.records.database import Connection
from yuetan.records.drawn_tests import KeptTest, close_test
from yuetan.records.interviews import INTERVIEWER
from yuetan.records.journal import Entry, append
from yuetan.rules.events import HELD
from yuetan.rules.force import INTERVIEWEE
from yuetan.rules.papers import TEST_MEDIUM, TEST_SCORE, FormField, Material
from yuetan.wording import say

ON_SCREEN, ON_PAPER = "网上作答", "纸面作答"
"""How a test was taken, as the record says: in Chinese, whatever language the page speaks."""


def taken_of(opened: Opened, material: Material, cadre: str) -> date | None:
    """The day one of those talked to took the test; None where he has not."""
    return next((event.on for event in opened.events if event.code == material.code and event.cadre in {"", cadre}),
                None)


def closed(opened: Opened, material: Material) -> str:
    """Why a test can no longer be taken; empty where it can."""
    if HELD in opened.happened:
        return say("谈话已经实施，不能再作答“{test}”；谈话之前在纸面上作答的，由经办人登记。", test=material.title)
    return say("约谈已经结束，不能再作答“{test}”。", test=material.title) if opened.kept.ended else ""


def kept_once(connection: Connection, opened: Opened, material: Material, test: KeptTest, actor: Actor,  # noqa: PLR0913, PLR0917 - all that it rests on
              moment: Moment, medium: str, token: str, answers: Callable[[], Mapping[str, str] | None]) -> Done:
    """Keep that a test was taken, unless the same request did: ``answers`` are asked for where it is done now.

    Raises `Refused` where the regulation stands against it or it was taken already, and `Conflict`.
    """
    if not token:
        raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
    if (before := done_before(connection, token, actor.account)) is not None:
        if (before[0], before[2]) != (opened.kept.reference, material.code):
            raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
        return Done(case=before[0], version=before[1], repeated=True)
    if test.event_id is not None:
        raise Refused(None, (), say("这份测试已经作答，不能再答。"))
    given = answers()
    _demand_before_the_talk(opened, material, moment)
    content = _content(material, medium, score_of(questions_in(connection, test), given) if given else None)
    cadre = _whose(connection, opened, test)
    _demand_nothing_against(opened, actor, material, moment, content)
    late = moment.late
    written = append(connection, opened.case, Entry(
        code=material.code, happened_on=moment.on, interview_id=opened.kept.id, cadre_id=test.cadre_id,
        provenance=moment.provenance, paper=late.paper if late else "", late_reason=late.reason if late else "",
        content=content), by=actor.account, at=moment.at)
    if not close_test(connection, test.id, written.id, given):
        raise Conflict(say("这份测试刚刚作答过；请刷新页面再看。"))
    put_out(connection, written.id, material.code,
            json.dumps({"case": opened.kept.reference, "sequence": written.sequence}))
    talkers = [one for part, one in opened.people if part == INTERVIEWER]
    changes = follow(connection, opened.office, cadres=(cadre,), talkers=talkers,
                     interviews=(opened.kept.reference,), at=moment.at, event_id=written.id)
    remember_done(connection, token, actor.account, written.id, moment.at)
    return Done(case=opened.kept.reference, version=written.sequence, changes=changes)


def _whose(connection: Connection, opened: Opened, test: KeptTest) -> str:
    known = cadre_ids(connection, opened.interviewees)
    return next(number for number, key in known.items() if key == test.cadre_id)


def _content(material: Material, medium: str, score: int | None) -> dict[str, str]:
    """What the record says besides: how it was taken, and the score where the paper tells it to more than the cadre."""
    fields = {one.code: one for one in material.fields}
    content = {TEST_MEDIUM: medium} if TEST_MEDIUM in fields else {}
    if score is not None and TEST_SCORE in fields and _told(fields[TEST_SCORE]):
        content[TEST_SCORE] = str(score)
    return content


def _told(field: FormField) -> bool:
    """Whether a field is for others than the cadre: only then is it written down at all."""
    return any(part != INTERVIEWEE for part in field.seen_by) or not field.seen_by


def _demand_before_the_talk(opened: Opened, material: Material, moment: Moment) -> None:
    held = next((event.on for event in opened.events if event.code == HELD), None)
    if held is not None and moment.on > held:
        raise Unfit({"on": say("“{test}”应在谈话之前；谈话在 {day}，请核对日期。", test=material.title, day=held)})


def _demand_nothing_against(opened: Opened, actor: Actor, material: Material, moment: Moment,
                            content: Mapping[str, str]) -> None:
    """`Refused` where the regulation forbids it; that it comes late stands on record, and is no fault of the cadre."""
    act = attempted(opened, actor, Taken(code=material.code, version=opened.case.version, fields=content), moment)
    against = tuple(one for one in attempt(opened.world, opened.regulation, act) if one.ruling is Ruling.REFUSED)
    let_through(opened.regulation, against, "", moment)
