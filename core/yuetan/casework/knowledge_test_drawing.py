"""Tests of questions drawn out of a collection: which an interview has, drawn for somebody, and read again."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime

from attrs import evolve

from yuetan.access.units import units_above
from yuetan.casework.errors import Refused
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.knowledge_test_views import AskedQuestion
from yuetan.engine.questions import Question, drawn, question_of
from yuetan.records.collections import entries_at, nearest_collection
from yuetan.records.database import Connection
from yuetan.records.drawn_tests import KeptTest, add_test
from yuetan.records.journal import case_file_of
from yuetan.rules.conditions import Happened
from yuetan.rules.duties import Duty
from yuetan.rules.papers import Material
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard, applies
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

SEED_BYTES = 32


def test_of(regulation: Regulation, kind: str) -> Material | None:
    """The test that a kind of interview asks for, by a duty or before one of its steps; None where it asks for none."""
    wanted = {duty.material.code for duty in regulation.of(Duty) if duty.material and applies(duty.kinds, kind)}
    wanted |= {one.event for guard in regulation.of(Guard) if applies(guard.kinds, kind)
               for one in inside(guard, Happened)}
    return next((one for one in regulation.of(Material) if one.drawn_from and one.code in wanted), None)


def draw(connection: Connection, opened: Opened, material: Material, cadre_id: int, *, by: int, at: datetime,  # noqa: PLR0913 - for whom, by whom
         ) -> KeptTest:
    """Draw a test for somebody, out of what the unit keeps or the nearest above it that keeps any.

    Raises `Refused` where there are no questions, fewer than a test has, or nobody said how many that is.
    """
    above = units_above(connection, opened.unit, opened.office.today) or (opened.unit,)
    kept = nearest_collection(connection, opened.regulation.code, material.drawn_from, above)
    case = case_file_of(connection, kept.reference) if kept else None
    if kept is None or case is None:
        raise Refused(None, (), say("题库里还没有题目；请经办人先在“资料库”里录入或导入。"))
    if kept.drawn is None:
        raise Refused(None, (), say("还没有设定每份试卷出多少题；请经办人在“资料库”里设定。"))
    live = [one.entry for one in entries_at(connection, kept.id, case.version) if not one.retired]
    if len(live) < kept.drawn:
        raise Refused(None, (), say("题库里只有 {count} 题在用，每份试卷要出 {drawn} 题；请经办人补充题目或改小题数。",
                                    count=len(live), drawn=kept.drawn))
    return add_test(connection, {
        "interview_id": opened.kept.id, "cadre_id": cadre_id, "material": material.code, "collection_id": kept.id,
        "seed": secrets.token_hex(SEED_BYTES), "sequence": case.version, "questions": kept.drawn, "drawn_at": at,
        "drawn_by": by})


def questions_in(connection: Connection, test: KeptTest) -> tuple[Question, ...]:
    """The questions of a test in their order: as they stood when it was drawn, whatever became of them since."""
    known = {one.entry: one.content for one in entries_at(connection, test.collection_id, test.sequence)
             if not one.retired}
    return tuple(question_of(entry, known[entry]) for entry in drawn(known, test.seed, test.questions))


def asked(questions: tuple[Question, ...]) -> tuple[AskedQuestion, ...]:
    """Questions to be answered: what is right is not in them."""
    return tuple(AskedQuestion(number=number, entry=one.entry, text=one.text, options=one.options, several=one.several)
                 for number, one in enumerate(questions, start=1))


def answered(questions: tuple[Question, ...], test: KeptTest) -> Iterator[AskedQuestion]:
    """Questions of a test that was taken, with what is right of them and what was answered."""
    answers = test.answers or {}
    for one, plain in zip(questions, asked(questions), strict=True):
        yield evolve(plain, right="".join(letter for letter, _ in one.options if letter in one.right),
                     source=one.source, answer=answers.get(one.entry, ""))
