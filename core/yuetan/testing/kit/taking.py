"""Takes the test that a kind of interview asks for before its talk, as those do who are talked to."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.casework.acts import Done
from yuetan.casework.collections import Collections, Which
from yuetan.casework.errors import NotDone
from yuetan.casework.knowledge_test_drawing import test_of
from yuetan.casework.knowledge_tests import KnowledgeTests
from yuetan.rules.papers import Collection, Material
from yuetan.rules.regulation import Regulation
from yuetan.testing.kit.office import Office
from yuetan.testing.kit.rendered import sample

ANSWERS = {"options": "甲\n乙", "answer": "A"}


def test_to_take(regulation: Regulation, office: Office) -> Material | None:
    """The test that the interview asks for; None where it asks for none."""
    return test_of(regulation, office.cast.kind.code)


def taken_by_all(office: Office, regulation: Regulation, test: Material, case: str, token: str) -> Done:
    """Keep a question, and have everybody who is talked to take the test: the case as it stands after the last of them.

    Raises `NotDone` where one of them cannot, such as before he is notified.
    """
    organiser = office.actor(office.cast.interview.organiser)
    which = Which(regulation=regulation.code, code=test.drawn_from, unit=organiser.granted[0].unit)
    tests, done = KnowledgeTests(office.records, office.plugins, lambda: office.moment), None
    tests.own(office.actor(office.cast.interview.to[0]), case)
    kept = Collections(office.records, office.plugins, lambda: office.moment)
    kept.add(organiser, which, dict(_question(regulation, test)), token=f"{token}-add")
    kept.set_drawn(organiser, which, "1", token=f"{token}-drawn")
    for number, cadre in enumerate(office.cast.interview.to):
        actor = office.actor(cadre)
        tests.begin(actor, case)
        chosen = {one.entry: (one.options[0][0],) for one in tests.own(actor, case).questions}
        done = tests.answer(actor, case, chosen, token=f"{token}-{number}")
    if done is None:
        raise NotDone
    return done


def _question(regulation: Regulation, test: Material) -> Iterator[tuple[str, str]]:
    rule = next(one for one in regulation.of(Collection) if one.code == test.drawn_from)
    yield from ((one.code, ANSWERS.get(one.code) or sample(one)) for one in rule.fields
                if one.required or one.code in ANSWERS)
