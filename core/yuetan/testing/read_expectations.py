"""What a story expects, as its tables tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import evolve, frozen

from yuetan.engine.attempts import Attempt, Obstacle, Ruling
from yuetan.engine.obligations import Status
from yuetan.engine.permitted import Occurrence, Permission
from yuetan.engine.world import Interview
from yuetan.rules.events import HELD
from yuetan.rules.force import MAY, MUST, Force
from yuetan.rules.papers import FieldType
from yuetan.rules.procedure import PRE_APPOINTMENT
from yuetan.testing.expectations import (
    Because,
    Expectation,
    ExpectedAbsence,
    ExpectedCandidates,
    ExpectedField,
    ExpectedInterviewer,
    ExpectedKind,
    ExpectedMaterial,
    ExpectedObligation,
    ExpectedStep,
)
from yuetan.testing.read_facts import read_interview
from yuetan.testing.tables import Table
from yuetan.testing.words import FORCES, Names, Words
from yuetan.wording import say

STATUSES = {one.name.lower(): one for one in Status}
RESULTS = {one.name.lower(): one for one in Permission}
RULINGS = {one.name.lower(): one for one in Ruling}
OBSTACLES = {one.name.lower(): one for one in Obstacle}
FIELD_TYPES = {one.name.lower(): one for one in FieldType}


@frozen(eq=False)
class Stated:
    """What an expectation is read against: the words and names of the story, and its day."""

    words: Words
    names: Names
    as_of: date


def read_expectations(top: Table, stated: Stated) -> Iterator[Expectation]:
    """Every expectation, in the order of the file within each sort."""
    expect = top.table("expect")
    for key, read in _READERS.items():
        for table in expect.tables(key, f"expect.{key}"):
            yield from read(table, stated)
    expect.close()


def _subject(table: Table, stated: Stated) -> tuple[str, ...]:
    """The subjects named, each a cadre, a unit or an interview, or two cadres joined by +."""
    known = {*stated.names.taken()} - stated.names.groups.keys()
    pairs = {one for one in table.texts("subject") if "+" in one and known.issuperset(one.split("+"))}
    return stated.names.several(table, "subject", known | pairs)


def _causes(table: Table, stated: Stated) -> dict[str, Any]:
    return {"duty": table.word("duty", stated.words.duties), "as_of": table.day("as_of", stated.as_of),
            "cause": table.text("period", "") or table.text("cause", ""),
            "interview": table.word("interview", stated.names.interviews, "")}


def _obligation(table: Table, stated: Stated, *, offer: bool = False) -> Iterator[Expectation]:
    subjects = _subject(table, stated)
    if not subjects:
        raise table.error(say("缺少 subject；请写上它说的是哪个单位、干部或约谈。"))
    told: dict[str, Any] = _causes(table, stated) | {
        "place": table.place, "offer": offer, "status": STATUSES[table.word("status", STATUSES)],
        "force": _force(table, MAY if offer else MUST), "clauses": _clauses(table, stated),
        "due": table.maybe_day("due"), "opens": table.maybe_day("opens"), "done": table.maybe_day("done"),
        "newcomer": table.flag("newcomer"), "provisional": table.flag("provisional"),
        "owners": _people(table, "owners", stated), "to": _to(table, stated),
        "material": frozenset(table.words("material", stated.words.materials)) if "material" in table else None}
    table.close()
    yield from (ExpectedObligation(**told, subject=subject) for subject in subjects)


def _offer(table: Table, stated: Stated) -> Iterator[Expectation]:
    yield from _obligation(table, stated, offer=True)


def _no_obligation(table: Table, stated: Stated, *, offer: bool = False) -> Iterator[Expectation]:
    told = _causes(table, stated) | {"place": table.place, "offer": offer}
    subjects = _subject(table, stated) or ("",)
    table.close()
    yield from (ExpectedAbsence(**told, subject=subject) for subject in subjects)


def _no_offer(table: Table, stated: Stated) -> Iterator[Expectation]:
    yield from _no_obligation(table, stated, offer=True)


def _step(table: Table, stated: Stated) -> Iterator[Expectation]:
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
        kinds = told.words("kind", stated.words.kinds)
        for kind in kinds or (told.word("kind", stated.words.kinds),):
            for cadre in stated.names.several(told, "to_each", stated.names.cadres) or ("",):
                yield read_interview(told, stated.words, stated.names, table.place, kind, cadre)
        told.close()


def _because(table: Table, stated: Stated, result: Permission) -> Because:
    ruling = RULINGS[table.word("result", RULINGS, "reason" if result is Permission.REASON else "refused")]
    told = Because(
        rule=table.word("rule", stated.words.rules), clauses=_clauses(table, stated), ruling=ruling,
        obstacle=table.word("obstacle", OBSTACLES, ""), needed=table.text("needed", ""),
        cadre=table.word("cadre", stated.names.cadres, ""), latest=table.maybe_day("latest"),
        earliest=table.maybe_day("earliest"))
    table.close()
    return told


def _occurrences(table: Table, stated: Stated) -> Iterator[Occurrence]:
    kinds = table.words("kind", stated.words.kinds) or (table.word("kind", stated.words.kinds),)
    told: dict[str, Any] = {
        "on": table.day("on", stated.as_of), "step": table.word("step", stated.words.events, HELD),
        "grounds": table.words("grounds", stated.words.clauses), "talkers": table.words("talkers", stated.names.cadres),
        "entrusted": table.flag("entrusted")}
    yield from (Occurrence(**told, kind=kind, coming=stated.words.kinds[kind].family == PRE_APPOINTMENT, cadre=cadre)
                for kind in kinds for cadre in _named(table, "to", stated))


def _interviewer(table: Table, stated: Stated) -> Iterator[Expectation]:
    result = RESULTS[table.word("result", RESULTS)]
    told: dict[str, Any] = {
        "place": table.place, "result": result, "clauses": frozenset(_places(table, stated)),
        "rules": frozenset(table.words("rules", stated.words.rules)) if "rules" in table else None,
        "force": _force(table, MUST) if result is Permission.PERMITTED else None, "deputy": table.flag("deputy"),
        "topics": frozenset(table.words("topics", stated.words.clauses))}
    expected = tuple(ExpectedInterviewer(**told, what=what, by=actor) for what in _occurrences(table, stated)
                     for actor in _named(table, "by", stated))
    table.close()
    yield from expected


def _candidates(table: Table, stated: Stated) -> Iterator[Expectation]:
    who = frozenset(stated.names.several(table, "who", stated.names.cadres))
    owners = _people(table, "owners", stated)
    expected = tuple(ExpectedCandidates(place=table.place, what=what, who=who, owners=owners)
                     for what in _occurrences(table, stated))
    table.close()
    yield from expected


def _material(table: Table, stated: Stated) -> Iterator[Expectation]:
    code, clauses = table.word("material", stated.words.materials), _clauses(table, stated)
    fields = tuple(_field(one, stated) for one in table.tables("fields"))
    table.close()
    yield ExpectedMaterial(place=table.place, material=code, clauses=clauses, fields=fields)


def _field(table: Table, stated: Stated) -> ExpectedField:
    told = ExpectedField(
        table.text("code"), FIELD_TYPES[table.word("type", FIELD_TYPES, "text")], table.flag("required", default=True),
        table.texts("choices"), table.word("filled_by", stated.words.parts, ""), table.words("seen_by", stated.words.parts))
    table.close()
    return told


def _kind(table: Table, stated: Stated) -> Iterator[Expectation]:
    told = ExpectedKind(
        place=table.place, kind=table.word("kind", stated.words.kinds), clauses=_clauses(table, stated),
        family=table.text("family"), medium=table.text("medium", "talk"),
        grounds=table.word("grounds", stated.words.clauses, ""), topics=table.word("topics", stated.words.clauses, ""))
    table.close()
    yield told


def _named(table: Table, key: str, stated: Stated) -> tuple[str, ...]:
    if not (found := stated.names.several(table, key, stated.names.cadres)):
        raise table.error(say("缺少 {key}；请写上一名或几名干部。", key=key))
    return found


def _people(table: Table, key: str, stated: Stated) -> frozenset[str] | None:
    """Cadres or units; None where the key is missing."""
    known = stated.names.cadres | stated.names.units
    return frozenset(stated.names.several(table, key, known)) if key in table else None


def _to(table: Table, stated: Stated) -> frozenset[str] | None:
    known = stated.names.cadres | stated.names.units | stated.words.parts
    return frozenset(stated.names.several(table, "to", known)) if "to" in table else None


def _force(table: Table, default: Force) -> Force:
    return FORCES[table.word("force", FORCES, default.name.lower())]


def _clauses(table: Table, stated: Stated) -> frozenset[str]:
    if not (found := _places(table, stated)):
        raise table.error(say("缺少 clause；请写上依据的条款，如 \"8.3\"，几处用空格隔开。"))
    return frozenset(found)


def _places(table: Table, stated: Stated) -> tuple[str, ...]:
    found = tuple(table.text("clause", "").split())
    for at in found:
        if at not in stated.words.clauses:
            raise table.error(say("clause 写了“{at}”，制度没有这一条；第八条（三）写作 \"8.3\"，几处用空格隔开。", at=at))
    return found


_READERS = {
    "obligation": _obligation, "no_obligation": _no_obligation, "offer": _offer, "no_offer": _no_offer, "step": _step,
    "interviewer": _interviewer, "candidates": _candidates, "material": _material, "kind": _kind,
}
