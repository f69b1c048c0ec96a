"""Whether what is permitted, what stands against a step, and what papers consist of is as a story expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from yuetan.engine.attempts import Attempt, Objection, Ruling
from yuetan.engine.checks import attempt
from yuetan.engine.permitted import Permission, Verdict, candidates, owners, verdict
from yuetan.rules.duties import Duty
from yuetan.rules.force import MAY, MUST, SHOULD, Force
from yuetan.rules.papers import Collection, FormField, Material
from yuetan.rules.procedure import applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import rule_name
from yuetan.testing.expectations import (
    Because,
    ExpectedCandidates,
    ExpectedField,
    ExpectedInterviewer,
    ExpectedKind,
    ExpectedMaterial,
    ExpectedStep,
)
from yuetan.testing.failures import Failure, Problem, shown
from yuetan.testing.stage import Settled, Stage


def check_step(stage: Stage, settled: Settled, expected: ExpectedStep) -> Iterator[Failure]:
    """A failure where the result differs, and one where what stands against the step is not all as told."""
    act = expected.act
    world, regulation = stage.judging(act.on, settled, interview=act.interview, cadre=act.cadre)
    filled = _paper(regulation, act) if expected.filled is None else tuple(expected.filled)
    every = attempt(world, regulation, evolve(act, fields=filled))
    met = list(every)
    told = [one for one in expected.because if not _struck(met, one)]
    what = f"step:{act.step}"
    yield from _compare(expected.place, what, {"result": (expected.result, _result(every))})
    if told or met:
        yield Failure(problem=Problem.DIFFERENT, place=expected.place, what=what, field="because",
                      expected=tuple(map(_told, expected.because)), actual=tuple(map(_met, every)))


def check_interviewer(stage: Stage, settled: Settled, expected: ExpectedInterviewer) -> Iterator[Failure]:
    """A failure for everything about the verdict that differs."""
    world, regulation = stage.judging(expected.what.on, settled, cadre=expected.what.cadre)
    found = verdict(world, regulation, expected.what, expected.by)
    pairings = [one.pairing for one in found.admissions] or list(found.covering)
    compared: dict[str, tuple[object, object]] = {
        "result": (expected.result, found.permission),
        "clause": (expected.clauses, frozenset(at for one in pairings for at in one.places)),
        "force": (expected.force, _strongest(found)),
        "topics": (expected.topics, frozenset(one.topics for one in pairings if one.topics)),
        "deputy": (expected.deputy, bool(found.admissions) and all(one.deputy for one in found.admissions))}
    if expected.rules is not None:
        compared["rules"] = (expected.rules, frozenset(map(rule_name, pairings)))
    yield from _compare(expected.place, f"{expected.by} → {expected.what.cadre}", compared)


def check_candidates(stage: Stage, settled: Settled, expected: ExpectedCandidates) -> Iterator[Failure]:
    """A failure where somebody else may do it, or it is somebody else's task."""
    world, regulation = stage.judging(expected.what.on, settled, cadre=expected.what.cadre)
    found = frozenset(one.by.cadre for one in candidates(world, regulation, expected.what))
    compared: dict[str, tuple[object, object]] = {"who": (expected.who, found)}
    if expected.owners is not None:
        owning = frozenset(one.by.cadre for one in owners(world, regulation, expected.what))
        compared["owners"] = (expected.owners, owning)
    yield from _compare(expected.place, f"{expected.what.kind} → {expected.what.cadre}", compared)


def check_material(settled: Settled, expected: ExpectedMaterial) -> Iterator[Failure]:
    """A failure where the paper or collection is not there, rests on another clause, or has other fields."""
    papers: tuple[Material | Collection, ...] = (
        *settled.regulation.of(Material), *settled.regulation.of(Collection))
    found = next((one for one in papers if one.code == expected.material), None)
    compared: dict[str, tuple[object, object]] = {
        "clause": (expected.clauses, frozenset(found.places) if found else None),
        "fields": (expected.fields, tuple(map(_field, found.fields)) if found else None)}
    yield from _compare(expected.place, f"material:{expected.material}", compared)


def check_kind(settled: Settled, expected: ExpectedKind) -> Iterator[Failure]:
    """A failure where the kind is not there, or is another."""
    found = settled.regulation.kind(expected.kind)
    compared: dict[str, tuple[object, object]] = {
        "clause": (expected.clauses, frozenset(found.places) if found else None),
        "family": (expected.family, found.family if found else None),
        "medium": (expected.medium, found.medium if found else None),
        "grounds": (expected.grounds, found.grounds if found else None),
        "topics": (expected.topics, found.topics if found else None)}
    yield from _compare(expected.place, f"kind:{expected.kind}", compared)


def _compare(place: str, what: str, compared: Mapping[str, tuple[object, object]]) -> Iterator[Failure]:
    for field, (wanted, actual) in compared.items():
        if wanted != actual:
            yield Failure(problem=Problem.DIFFERENT, place=place, what=what, field=field, expected=wanted,
                          actual=actual)


def _paper(regulation: Regulation, act: Attempt) -> tuple[str, ...]:
    """Every field of the papers that come with a step."""
    papers = {act.step, *(duty.material.code for duty in regulation.of(Duty) if duty.material is not None
                          and duty.met_by == act.step and applies(duty.kinds, act.kind))}
    return tuple(one.code for material in regulation.of(Material) if material.code in papers
                 for one in material.fields)


def _struck(met: list[Objection], told: Because) -> bool:
    """Take the objection that is told out of those met; False where there is none."""
    for one in met:
        if _agrees(one, told):
            met.remove(one)
            return True
    return False


def _agrees(one: Objection, told: Because) -> bool:
    return (rule_name(one.rule) == told.rule and frozenset(one.rule.places) == told.clauses
            and one.ruling is told.ruling and (one.latest, one.earliest) == (told.latest, told.earliest)
            and told.obstacle in {"", one.obstacle.name.lower()} and told.needed in {"", one.needed}
            and told.cadre in {"", one.cadre})


def _result(objections: tuple[Objection, ...]) -> Permission:
    rulings = {one.ruling for one in objections}
    if Ruling.REFUSED in rulings:
        return Permission.REFUSED
    return Permission.REASON if rulings else Permission.PERMITTED


def _strongest(found: Verdict) -> Force | None:
    forces = {one.pairing.force for one in found.admissions}
    return next((force for force in (MUST, SHOULD, MAY) if force in forces), None)


def _field(one: FormField) -> ExpectedField:
    return ExpectedField(one.code, one.type, one.required, one.choices, one.filled_by.code if one.filled_by else "",
                         tuple(part.code for part in one.seen_by))


def _told(one: Because) -> str:
    return _line(one.rule, one.clauses, one.ruling, one.obstacle, one.needed, one.cadre, one.latest, one.earliest)


def _met(one: Objection) -> str:
    return _line(rule_name(one.rule), one.rule.places, one.ruling, one.obstacle, one.needed, one.cadre, one.latest,
                 one.earliest)


def _line(rule: str, *details: object) -> str:
    return f"{rule}({', '.join(shown(one) for one in details if one)})"
