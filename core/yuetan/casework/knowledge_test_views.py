"""What people see of a test: the cadre his own, the office that it was drawn and taken."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation


@frozen(kw_only=True)
class AskedQuestion:
    """A question of a test. Before it is taken nothing here tells what is right."""

    number: int  # from 1 on
    entry: str
    text: str
    options: tuple[tuple[str, str], ...]  # what each is chosen by, and what it says
    several: bool  # whether more than one is right
    right: str = ""  # letters; empty before the test was taken
    source: str = ""
    answer: str = ""  # what was answered; empty where that is not on record


@frozen(kw_only=True)
class OwnTest:
    """A test as the cadre himself sees it: ``questions`` are none before it was drawn."""

    interview: str  # its reference
    regulation: Regulation
    material: Material
    questions: tuple[AskedQuestion, ...] = ()
    taken_on: date | None = None
    score: int | None = None  # how many are right; None where it was not answered here
    closed: str = ""  # why it cannot be taken now; empty where it can, and where it was taken


@frozen(kw_only=True)
class TestOf:
    """Of one of those talked to: whether a test was drawn for him, and when he took it."""

    cadre: str  # his staff number
    name: str
    drawn: bool
    taken_on: date | None


@frozen(kw_only=True)
class TestsOfInterview:
    """The tests of an interview as the office sees them: no answers, and no score."""

    interview: str
    regulation: Regulation
    material: Material
    unit_name: str
    people: tuple[TestOf, ...] = field(default=())
    closed: str = ""  # why none can be taken any more


@frozen(kw_only=True)
class PrintedTest:
    """A test to be taken on paper: its questions, and nothing that tells what is right."""

    material: Material
    regulation: Regulation
    drawn_on: date
    unit_name: str
    name: str  # of the cadre
    questions: tuple[AskedQuestion, ...]
