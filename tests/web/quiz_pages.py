"""The office that asks for a test before each talk, with its pages and the people who sign in to them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "core"))

from attrs import define
from casework_office import ROLES, START
from page_office import PASSWORD, CheapHasher, CheapShell, House
from quiz_office import Quiz, quiz_over, quizzes

from yuetan.casework.accounts import Accounts
from yuetan.records.accounts import every_account
from yuetan.records.database import reading

__all__ = ["BANK", "Paged", "QuizHouse", "paged_in"]

BANK = "quiz/questions"
"""The collection in an address, before the unit."""


@define(slots=False)
class QuizHouse(House):
    """The pages, under the small regulation alone."""

    @cached_property
    def shell(self) -> CheapShell:
        return CheapShell(records=self.records, plugins=quizzes(), now=lambda: self.moment, secret=b"s" * 32)


@define
class Paged:
    """The office, and its pages over the same records."""

    quiz: Quiz
    house: QuizHouse


@contextmanager
def paged_in(folder: Path) -> Iterator[Paged]:
    """The office in a new database of a folder, with everybody's roles granted."""
    with quiz_over(f"sqlite:///{folder / 'quiz.db'}", password=CheapHasher().hash(PASSWORD)) as quiz:
        accounts = Accounts(quiz.records, hasher=CheapHasher())
        with reading(quiz.records) as connection:
            references = {one.sign_in: one.reference for one in every_account(connection)}
        for cadre, (role, unit) in ROLES.items():
            accounts.grant(references[cadre.lower()], role, unit, since=START.date(), until=date(2036, 1, 1), by=None,
                           paper="授权", at=START)
        yield Paged(quiz, QuizHouse(quiz.records))
