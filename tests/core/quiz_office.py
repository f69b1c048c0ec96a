"""An office under a small regulation that asks for a test before each talk, over real tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache

import pluggy
from attrs import define, field
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, RECORDER, ROLES, ROSTER, SECRETARY, START

from yuetan.access.actor import Actor, Granted
from yuetan.access.door import Access
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.collections import Collections, Which
from yuetan.casework.governance import Governance
from yuetan.casework.governing import calendar_of
from yuetan.casework.knowledge_tests import KnowledgeTests
from yuetan.casework.work import Casework
from yuetan.plugins import Loaded, Plugins
from yuetan.records.accounts import add_account, every_account
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan.records.database import reading as reading_records
from yuetan.records.roster import store
from yuetan.rules import (
    HELD,
    INTERVIEWEE,
    NOTIFIED,
    PROPOSED,
    Clause,
    Collection,
    Duty,
    FieldType,
    FormField,
    Guard,
    Kind,
    Material,
    Pairing,
    Regulation,
    Step,
    happened,
    post,
    reading,
    terms,
)

__all__ = ["BUREAU", "CLERK", "DEPUTY", "DIRECTOR", "NAMES", "OTHER", "QUIZ", "RECORDER", "SECRETARY", "START",
           "Quiz", "actors_of", "question", "quiz_over", "quizzes"]

DAILY = Kind("daily", "日常廉政谈话", clause="1")
PLAIN = Kind("plain", "提醒谈话", clause="1")
SCORE_SEEN_BY = reading("score", "得分给谁看", {"cadre": (INTERVIEWEE,), "office": ()},
                        why="条文没有写。", clause="2", labels=("只给本人", "也给单位"))
TEST = Material("knowledge_test", "廉政常识测试", drawn_from="questions", clause="2", fields=(
    FormField("medium", "作答方式", required=False),
    FormField("score", "答对题数", FieldType.NUMBER, required=False, seen_by=SCORE_SEEN_BY)))
QUESTIONS = Collection("questions", "廉政常识题库", clause="2", fields=(
    FormField("question", "题目", FieldType.LONG_TEXT),
    FormField("options", "选项", FieldType.LONG_TEXT, required=False),
    FormField("answer", "答案"), FormField("source", "出处", required=False)))
QUIZ = Regulation(
    code="quiz", title="某局廉政谈话办法",
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市局"), rules=(
        Clause("1", "谁和谁谈"), DAILY, PLAIN,
        Pairing("talkers", "谈话人", by=post("deputy"), to=post("deputy") | post("head"), clause="1"),
        Clause("2", "日常谈话前先测试"), QUESTIONS, TEST,
        Duty("knowledge_test", "参加廉政常识测试", owed_by=INTERVIEWEE, material=TEST, kinds=(DAILY,), clause="2"),
        Guard("tested", "谈话前已参加测试", step=HELD, needs=happened("knowledge_test", fresh=True), kinds=(DAILY,),
              clause="2"),
        Clause("3", "程序"), Step(PROPOSED, "提出", clause="3"), Step(NOTIFIED, "通知", after=(PROPOSED,), clause="3"),
        Step(HELD, "谈话", after=(NOTIFIED,), clause="3")))
BANK = Which(regulation="quiz", code="questions", unit="J")


@cache
def quizzes() -> Plugins:
    """The small regulation alone, as an installed plugin would bring it."""
    return Plugins(pluggy.PluginManager("yuetan"), (Loaded("quiz", "yuetan-quiz", object(), (QUIZ,)),))


def question(number: int, answer: str = "A", **more: str) -> dict[str, str]:
    """A question that can be asked; its options and its source say which it is."""
    return {"question": f"第{number}问：下列哪项正确", "options": f"甲{number}\n乙{number}\n丙{number}",
            "answer": answer, "source": f"出处{number}"} | more


THREE = (question(1), question(2, "B"), question(3, "对", options=""))
"""By the first option of each, two are right."""


@define
class Quiz:
    """The office at one moment, which a test moves on."""

    records: Engine
    moment: datetime = START
    actors: dict[str, Actor] = field(factory=dict)
    tokens: int = 0

    @property
    def casework(self) -> Casework:
        return Casework(self.records, quizzes(), lambda: self.moment)

    @property
    def collections(self) -> Collections:
        return Collections(self.records, quizzes(), lambda: self.moment)

    @property
    def tests(self) -> KnowledgeTests:
        return KnowledgeTests(self.records, quizzes(), lambda: self.moment)

    @property
    def today(self) -> date:
        return (self.moment + timedelta(hours=8)).date()

    def access(self, who: str) -> Access:
        return Access(self.records, quizzes(), self.actors[who], on=self.today, calendar=calendar_of(self.records))

    def token(self) -> str:
        self.tokens += 1
        return f"token-{self.tokens}"

    def keep(self, *rows: Mapping[str, str], drawn: int = 0, by: str = RECORDER) -> None:
        """Add questions, and say how many a test has."""
        for row in rows:
            self.collections.add(self.actors[by], BANK, row, token=self.token())
        if drawn:
            self.collections.set_drawn(self.actors[by], BANK, str(drawn), token=self.token())

    def forget(self) -> None:
        """Have no unit keep anything, and no test be drawn, as at the beginning."""
        with writing(self.records) as connection:
            for table in ("test_paper", "collection_entry", "collection"):
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - words of this module

    def told(self, kind: str = "daily", to: tuple[str, ...] = (OTHER,)) -> Done:
        """An interview whose interviewees were notified."""
        proposal = Proposal(regulation="quiz", kind=kind, interviewees=to, interviewers=(DEPUTY,), topic="履职情况")
        done = self.casework.propose(self.actors[CLERK], proposal, token=self.token())
        return self.take(CLERK, done, NOTIFIED, addressee="interviewee")

    def take(self, by: str, done: Done, code: str, **changes: object) -> Done:
        taken = Taken(code=code, **({"version": done.version} | changes))  # type: ignore[arg-type]
        return self.casework.take(self.actors[by], done.case, taken, token=self.token())

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What a query finds."""
        with reading_records(self.records) as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query).all()]

    def events(self, done: Done, who: str = CLERK) -> list[tuple[str, date, dict[str, str]]]:
        """What happened in an interview, with what its papers say, as far as somebody may see it."""
        view = self.access(who).interview(done.case)
        assert view is not None
        return [(one.code, one.on, dict(one.content)) for one in view.events]

    def hold(self, done: Done) -> Done:
        """Hold the talk."""
        return self.take(DEPUTY, done, HELD)

    def answers(self, case: str, who: str = OTHER) -> dict[str, tuple[str, ...]]:
        """Begin a test, and choose the first option of every question."""
        self.tests.begin(self.actors[who], case)
        mine = self.tests.own(self.actors[who], case)
        return {one.entry: (one.options[0][0],) for one in mine.questions}

    def answer(self, done: Done, who: str = OTHER) -> Done:
        """Take a test with the first option of every question."""
        return self.tests.answer(self.actors[who], done.case, self.answers(done.case, who), token=self.token())


@contextmanager
def quiz_over(url: str, readings: Mapping[str, str] | None = None, password: str = "") -> Iterator[Quiz]:
    """The office over an empty database: its roster, an account for each, and the regulation in effect.

    ``password`` is everybody's, as it is kept; as it stands nobody signs in.
    """
    records = open_database(url)
    upgrade(records)
    with writing(records) as connection:
        store(connection, ROSTER)
    governance = Governance(records, quizzes())
    reference = governance.propose("C", "quiz", since=date(2026, 1, 1), live_on=date(2026, 1, 1),
                                   readings=readings or {}, paper="决定", by=None, at=START - timedelta(days=60))
    governance.approve(reference, by=None, at=START - timedelta(days=59))
    with writing(records) as connection:
        for cadre, name in NAMES.items():
            add_account(connection, sign_in=cadre.lower(), name=name, cadre=cadre, password=password or "-",
                        must_change=False, made_at=START)
    try:
        yield Quiz(records, actors=actors_of(records))
    finally:
        records.dispose()


def actors_of(records: Engine) -> dict[str, Actor]:
    """Everybody of the office with what he is granted, by staff number."""
    with writing(records) as connection:
        accounts = {one.name: one for one in every_account(connection)}
    return {cadre: Actor(accounts[name].id, accounts[name].reference, name, cadre,
                         (Granted(*ROLES[cadre]),) if cadre in ROLES else ()) for cadre, name in NAMES.items()}
