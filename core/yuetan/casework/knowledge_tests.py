"""Tests before a talk: taken by the cadre himself on his own page, or on paper and entered from the signed paper.

The record says that a test was taken, and when. What was answered, and how much of it is right, is the cadre's alone;
where the regulation has the office told the score, its paper has a field for it, and it stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.acts import Done, Late
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.interviews.concerned import shut_case
from yuetan.casework.interviews.opened import Opened, office_on, opened
from yuetan.casework.interviews.rights import may
from yuetan.casework.interviews.taking import Moment, moment_of
from yuetan.casework.knowledge_test_drawing import answered, asked, draw, questions_in, test_of
from yuetan.casework.knowledge_test_keeping import ON_PAPER, ON_SCREEN, closed, kept_once, taken_of
from yuetan.casework.knowledge_test_views import OwnTest, PrintedTest, TestOf, TestsOfInterview
from yuetan.engine.questions import Question, answer_of
from yuetan.plugins import Plugins
from yuetan.records.cases import cadre_ids
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.drawn_tests import KeptTest, find_test
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.rules.papers import Material
from yuetan.wording import say

__all__ = ["KnowledgeTests"]

TAKE, READ, DRAW, ENTER = "test.take", "test.read", "test.draw", "test.enter"
"""What the policy calls the acts about a test."""

PAPER_REASON = "纸面作答，据签字的试卷登记"
"""Why the office enters it, as the record says: in Chinese, whatever language the page of the clerk speaks."""


@frozen(eq=False)
class _Found:
    """An interview with its test, opened by somebody who may do something about it."""

    opened: Opened
    material: Material

    @property
    def reference(self) -> str:
        """The reference of the interview."""
        return self.opened.kept.reference


@frozen(eq=False)
class KnowledgeTests:
    """The acts of tests, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    # The cadre himself

    def own(self, actor: Actor, interview: str) -> OwnTest:
        """His own test; `Hidden` for everybody else, and where the interview asks for none."""
        with reading(self.records) as connection:
            found = self._found(connection, actor, interview, READ)
            test = self._drawn(connection, found, actor.cadre)
            return _own(connection, found, test, taken_of(found.opened, found.material, actor.cadre))

    def begin(self, actor: Actor, interview: str) -> None:
        """Draw his test; one that was drawn already stays as it is.

        Raises `Hidden`, or `Refused` where none can be drawn or it can no longer be taken.
        """
        with writing(self.records) as connection:
            found = self._found(connection, actor, interview, TAKE, locking=True)
            self._demand_open(found, actor.cadre)
            self._draw(connection, found, actor, actor.cadre)

    def answer(self, actor: Actor, interview: str, chosen: Mapping[str, Sequence[str]], *, token: str) -> Done:
        """Answer his test, once: by the entry of each question what was chosen.

        Raises `Hidden`, `Unfit` with every question that has no answer, `Refused` where it can no longer be taken, or
        `Conflict` where he answered it at the same moment elsewhere.
        """
        with writing(self.records) as connection:
            found = self._found(connection, actor, interview, TAKE, locking=True)
            test = self._drawn(connection, found, actor.cadre)
            if test is None:
                raise Hidden
            moment = moment_of(None, None, found.opened.office.today, self.now())

            def answers() -> dict[str, str]:
                self._demand_open(found, actor.cadre)
                return _answers(questions_in(connection, test), chosen)
            return kept_once(connection, found.opened, found.material, test, actor, moment, ON_SCREEN, token, answers)

    # The office

    def office(self, actor: Actor, interview: str) -> TestsOfInterview:
        """The tests of an interview; `Hidden` for who may not draw them, and where it asks for none."""
        with reading(self.records) as connection:
            found = self._found(connection, actor, interview, DRAW)
            world, today = found.opened.world, found.opened.office.today
            people = tuple(TestOf(
                cadre=one, name=_name(found, one), drawn=self._drawn(connection, found, one) is not None,
                taken_on=taken_of(found.opened, found.material, one)) for one in found.opened.interviewees)
            return TestsOfInterview(
                interview=interview, regulation=found.opened.regulation, material=found.material, people=people,
                unit_name=world.name_of(found.opened.unit, today), closed=closed(found.opened, found.material))

    def print(self, actor: Actor, interview: str, cadre: str) -> PrintedTest:
        """The test of one of those talked to, to be taken on paper: drawn where it was not, else the same again.

        Raises `Hidden`, or `Refused` where none can be drawn. Who printed it is logged.
        """
        with writing(self.records) as connection:
            found = self._found(connection, actor, interview, DRAW, locking=True)
            test = self._drawn(connection, found, _talked_to(found, cadre))
            if test is None:
                self._demand_open(found, cadre)
                test = self._draw(connection, found, actor, cadre)
            log_reading(connection, by=actor.account, at=self.now(), action=DRAW, of=test.reference, outcome=GIVEN)
            world, today = found.opened.world, found.opened.office.today
            return PrintedTest(
                material=found.material, regulation=found.opened.regulation, drawn_on=civil_date(test.drawn_at),
                unit_name=world.name_of(found.opened.unit, today), name=_name(found, cadre),
                questions=asked(questions_in(connection, test)))

    def enter(self, actor: Actor, interview: str, cadre: str, *, on: date | None, paper: str, token: str) -> Done:  # noqa: PLR0913 - whose, when and by what
        """Enter from the signed paper that a printed test was taken, and when.

        Raises `Hidden`, `Unfit` for a paper that is not named or a day that cannot be, or `Refused` where no test was
        drawn or it was taken already.
        """
        with writing(self.records) as connection:
            found = self._found(connection, actor, interview, ENTER, locking=True)
            test = self._drawn(connection, found, _talked_to(found, cadre))
            if test is None:
                raise Refused(None, (), say("还没有为他抽题；请先打印试卷。"))
            moment = self._moment_on_paper(found.opened, on, paper)
            return kept_once(connection, found.opened, found.material, test, actor, moment, ON_PAPER, token,
                             lambda: None)

    # What they have in common

    def _found(self, connection: Connection, actor: Actor, interview: str, action: str, *,
               locking: bool = False) -> _Found:
        office = office_on(connection, self.plugins, civil_date(self.now()))
        found = opened(connection, office, interview, people=(actor.cadre,) if actor.cadre else (), locking=locking)
        material = test_of(found.regulation, found.kept.kind) if found else None
        if found is None or material is None or not may(found, actor, action) or shut_case(connection, actor, found):
            raise Hidden
        return _Found(found, material)

    def _drawn(self, connection: Connection, found: _Found, cadre: str) -> KeptTest | None:
        return find_test(connection, found.opened.kept.id, cadre_ids(connection, (cadre,))[cadre], found.material.code)

    def _draw(self, connection: Connection, found: _Found, actor: Actor, cadre: str) -> KeptTest:
        known = self._drawn(connection, found, cadre)
        key = cadre_ids(connection, (cadre,))[cadre]
        return known or draw(connection, found.opened, found.material, key, by=actor.account, at=self.now())

    @staticmethod
    def _demand_open(found: _Found, cadre: str) -> None:
        """`Refused` where a test can no longer be taken."""
        if taken_of(found.opened, found.material, cadre) is not None:
            raise Refused(None, (), say("这份测试已经作答，不能再答。"))
        if why := closed(found.opened, found.material):
            raise Refused(None, (), why)

    def _moment_on_paper(self, opened_one: Opened, on: date | None, paper: str) -> Moment:
        if on is None:
            raise Unfit({"on": say("请填写实际作答的日期。")})
        if on < opened_one.kept.opened_on:
            raise Unfit({"on": say("{day} 早于提出约谈之日（{opened}）；请核对日期。", day=on,
                                   opened=opened_one.kept.opened_on)})
        try:
            return moment_of(on, Late(paper=paper, reason=PAPER_REASON), opened_one.office.today, self.now())
        except Unfit as unfit:
            raise Unfit({{"late_paper": "paper"}.get(code, code): text
                         for code, text in unfit.errors.items()}) from unfit


def _own(connection: Connection, found: _Found, test: KeptTest | None, taken_on: date | None) -> OwnTest:
    questions = questions_in(connection, test) if test else ()
    over = taken_on is not None
    scored = test is not None and test.answers is not None
    shown = tuple(answered(questions, test)) if test and over else asked(questions)
    return OwnTest(
        interview=found.reference, regulation=found.opened.regulation, material=found.material, questions=shown,
        taken_on=taken_on, score=sum(one.answer == one.right for one in shown) if scored else None,
        closed="" if over else closed(found.opened, found.material))


def _answers(questions: tuple[Question, ...], chosen: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What was answered, by entry. Raises `Unfit` with every question that has no answer."""
    found = {one.entry: answer_of(one, chosen.get(one.entry, ())) for one in questions}
    wrong = {one.entry: say("第 {number} 题没有作答。", number=number)
             for number, one in enumerate(questions, start=1) if not found[one.entry]}
    if wrong:
        raise Unfit(wrong)
    return found


def _talked_to(found: _Found, cadre: str) -> str:
    """Raises `Hidden` for somebody who is not talked to."""
    if cadre not in found.opened.interviewees:
        raise Hidden
    return cadre


def _name(found: _Found, cadre: str) -> str:
    known = found.opened.world.cadre(cadre)
    return known.name if known else cadre
