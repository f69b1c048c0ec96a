"""What a story expects of acts: whether a step may be taken, and who may take it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from yuetan.engine.attempts import Attempt, Obstacle, Ruling
from yuetan.engine.permitted import Occurrence, Permission
from yuetan.engine.world import Interview
from yuetan.rules.events import HELD
from yuetan.rules.force import MUST
from yuetan.rules.procedure import PRE_APPOINTMENT
from yuetan.testing.expectations import (
    Because,
    Expectation,
    ExpectedCandidates,
    ExpectedInterviewer,
    ExpectedStep,
)
from yuetan.testing.read_talks import interview_on_the_spot
from yuetan.testing.stated import Stated, force_of
from yuetan.testing.tables import Table

RESULTS = {one.name.lower(): one for one in Permission}
RULINGS = {one.name.lower(): one for one in Ruling}
OBSTACLES = {one.name.lower(): one for one in Obstacle}


def step(table: Table, stated: Stated) -> Iterator[Expectation]:
    """The same attempt in each of its interviews."""
    act = Attempt(
        step=table.word("step", stated.words.events), on=table.day("on", stated.as_of),
        actor=table.word("actor", stated.names.cadres, ""), cadre=table.word("cadre", stated.names.cadres, ""),
        addressee=table.word("addressee", stated.words.parts, ""))
    filled = frozenset(table.texts("fields")) if "fields" in table else None
    result = RESULTS[table.word("result", RESULTS)]
    because = tuple(_because(one, stated, result) for one in table.tables("because"))
    interviews = tuple(_interviews(table, stated))
    table.close()
    yield from (ExpectedStep(place=table.place, act=evolve(act, interview=interview), filled=filled, result=result,
                             because=because) for interview in interviews)


def interviewer(table: Table, stated: Stated) -> Iterator[Expectation]:
    """The same verdict for each who would act, of each kind, with each cadre."""
    result = RESULTS[table.word("result", RESULTS)]
    told: dict[str, Any] = {
        "place": table.place, "result": result, "clauses": stated.places(table),
        "rules": frozenset(table.words("rules", stated.words.rules)) if "rules" in table else None,
        "force": force_of(table, MUST) if result is Permission.PERMITTED else None, "deputy": table.flag("deputy"),
        "topics": frozenset(table.words("topics", stated.words.clauses))}
    expected = tuple(ExpectedInterviewer(**told, what=what, by=actor) for what in _occurrences(table, stated)
                     for actor in stated.cadres(table, "by"))
    table.close()
    yield from expected


def candidates(table: Table, stated: Stated) -> Iterator[Expectation]:
    """The same people for each kind and each cadre."""
    who = frozenset(stated.names.several(table, "who", stated.names.cadres))
    owners = stated.people(table, "owners")
    expected = tuple(ExpectedCandidates(place=table.place, what=what, who=who, owners=owners)
                     for what in _occurrences(table, stated))
    table.close()
    yield from expected


def _kinds(table: Table, stated: Stated) -> tuple[str, ...]:
    return table.words("kind", stated.words.kinds) or (table.word("kind", stated.words.kinds),)


def _interviews(table: Table, stated: Stated) -> Iterator[Interview | None]:
    """The interview a step belongs to: one of the story, by its name, or one told on the spot.

    The latter may name several kinds, and with ``to_each`` several cadres: then there is one interview for each.
    """
    if "interview" not in table:
        yield None
    elif not table.holds_table("interview"):
        yield stated.names.interviews[table.word("interview", stated.names.interviews)]
    else:
        told = table.table("interview")
        each: list[tuple[str, ...]] = [(one,) for one in stated.names.several(told, "to_each", stated.names.cadres)]
        for kind in _kinds(told, stated):
            for to in each or [()]:
                yield interview_on_the_spot(told, stated.words, stated.names, kind, to)
        told.close()


def _because(table: Table, stated: Stated, result: Permission) -> Because:
    ruling = RULINGS[table.word("result", RULINGS, "reason" if result is Permission.REASON else "refused")]
    told = Because(
        rule=table.word("rule", stated.words.rules), clauses=stated.clauses(table), ruling=ruling,
        obstacle=table.word("obstacle", OBSTACLES, ""), needed=table.text("needed", ""),
        cadre=table.word("cadre", stated.names.cadres, ""), latest=table.maybe_day("latest"),
        earliest=table.maybe_day("earliest"))
    table.close()
    return told


def _occurrences(table: Table, stated: Stated) -> Iterator[Occurrence]:
    told: dict[str, Any] = {
        "on": table.day("on", stated.as_of), "step": table.word("step", stated.words.events, HELD),
        "grounds": table.words("grounds", stated.words.clauses), "talkers": table.words("talkers", stated.names.cadres),
        "entrusted": table.flag("entrusted")}
    for kind in _kinds(table, stated):
        coming = stated.words.kinds[kind].family == PRE_APPOINTMENT
        yield from (Occurrence(**told, kind=kind, coming=coming, cadre=cadre) for cadre in stated.cadres(table, "to"))
