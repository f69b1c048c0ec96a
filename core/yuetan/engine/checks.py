"""What an attempt to take a step would meet: what refuses it, what asks for a reason, and by which clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from yuetan.engine.attempts import Attempt, Objection, Obstacle, against
from yuetan.engine.cases import ActCase
from yuetan.engine.checks_of_terms import arisen, due_before, in_time
from yuetan.engine.derived import with_derived
from yuetan.engine.endings import over
from yuetan.engine.facts import Event, Interview
from yuetan.engine.permitted import (
    Admission,
    Occurrence,
    Permission,
    binding,
    covering_pairings,
    helps,
    joins,
    verdict,
)
from yuetan.engine.subjects import Subjects
from yuetan.engine.world import World
from yuetan.rules.conditions_of_talks import lies_under
from yuetan.rules.days import end_of
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.force import MUST, SHOULD, Force
from yuetan.rules.papers import Material
from yuetan.rules.periods import Period
from yuetan.rules.procedure import Guard, Pairing, Step, applies
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule
from yuetan.rules.selectors import Selector


def attempt(world: World, regulation: Regulation, act: Attempt) -> tuple[Objection, ...]:
    """Everything that stands against an act under a settled regulation, in a fixed order; nothing if it is permitted.

    The world is looked at as of the day of the act, with what follows for those concerned by then: what happened later
    does not count.
    """
    then = _at(world, act)
    concerned = (*act.cadres, *then.units_of(act.cadres, act.on), *((act.interview.id,) if act.interview else ()))
    then = with_derived(then, regulation, concerned)
    return tuple(dict.fromkeys(objection for check in _CHECKS for objection in check(then, regulation, act)))


def _at(world: World, act: Attempt) -> World:
    """The world on the day of the act, with the interview as the act has it: it may be a draft."""
    then = world if world.as_of == act.on else world.at(act.on)
    known = act.interview is None or then.interview(act.interview.id) == act.interview
    return then if known or act.interview is None else then.with_interview(act.interview)


def _order(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    steps = {step.code: step for step in regulation.of(Step) if applies(step.kinds, act.kind)}
    step = steps.get(act.step)
    if step is None or act.interview is None:
        return
    if over(world, regulation, act.interview, step):
        yield from against(MUST, Obstacle.ENDED, step)
        return
    done = {event.code for event in world.events_of(interview=act.interview.id)}
    for code in step.after:
        if code in steps and code not in done:
            yield from against(step.force, Obstacle.ORDER, step, needed=code)


def _pairings(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    if act.interview is None or not any(pairing.step == act.step and applies(pairing.kinds, act.kind)
                                        for pairing in regulation.of(Pairing)):
        return
    for cadre in act.cadres:
        what = Occurrence(kind=act.kind, cadre=cadre, on=act.on, step=act.step, grounds=act.interview.grounds,
                          talkers=act.interview.by, entrusted=act.interview.entrusted, coming=act.coming)
        yield from _actors(world, regulation, act, what)


def _actors(world: World, regulation: Regulation, act: Attempt, what: Occurrence) -> Iterator[Objection]:
    interview = act.interview
    actors = (interview.by if interview else ()) if act.step == HELD else (act.actor,) if act.actor else ()
    led: tuple[Admission, ...] = ()
    if act.step == HELD and not actors:
        covering = covering_pairings(world, regulation, what)
        yield from against(MUST, Obstacle.PAIRING, _nearest(regulation, act, covering))
    for actor in actors:
        found = verdict(world, regulation, what, actor)
        if found.permission is Permission.PERMITTED:
            led = led or found.admissions
        elif not _guest(world, led, actor, act):
            force = SHOULD if found.permission is Permission.REASON else MUST
            yield from against(force, Obstacle.PAIRING, _nearest(regulation, act, found.covering), cadre=actor)
    if act.step == HELD and interview is not None:
        yield from _company(world, led, interview, act.on)


def _guest(world: World, led: tuple[Admission, ...], actor: str, act: Attempt) -> bool:
    """Whether somebody beside the first talker may join him: as a guest, or as the company that is asked for."""
    return actor not in act.cadres and any(joins(world, one, actor, act.on) for one in led)


def _nearest(regulation: Regulation, act: Attempt, covering: tuple[Pairing, ...]) -> Rule:
    """The rule to show: the first that binds for the cadre, else that covers him, else for this step and kind."""
    return next(iter((*binding(covering), *covering)), None) or next(
        pairing for pairing in regulation.of(Pairing)
        if pairing.step == act.step and applies(pairing.kinds, act.kind))


def _company(world: World, led: tuple[Admission, ...], interview: Interview, on: date) -> Iterator[Objection]:
    """That nobody matches a selector of the company; who is admitted in several ways needs the company of one.

    Who is talked to himself cannot attend: whoever stands in for him asks for a reason, and nobody is refused.
    """
    present = {*interview.by, *interview.company} - {*interview.to}
    wanting = [(one, missed) for one in led if (missed := tuple(
        selector for selector in one.pairing.company if not _helped(world, one, (selector,), present, on)))]
    if wanting and len(wanting) == len(led):
        admission, missed = wanting[0]
        spare = {one for one in present - {*interview.by}
                 if not _helped(world, admission, admission.pairing.company, {one}, on)}
        replaced = len(spare) >= len(missed) and all(
            _helped(world, admission, (one,), interview.to, on) for one in missed)
        pairing = admission.pairing
        yield from against(SHOULD if replaced else pairing.force, Obstacle.COMPANY, pairing)


def _helped(world: World, admission: Admission, selectors: tuple[Selector, ...], people: Iterable[str], on: date,
            ) -> bool:
    return any(helps(world, admission, selector, cadre, on) for selector in selectors for cadre in people)


def _guards(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    for guard in regulation.of(Guard):
        if guard.step != act.step or not (applies(guard.kinds, act.kind) and _on_ground(guard, act)):
            continue
        concerned = tuple(cadre for cadre in act.cadres
                          if (guard.about is None or world.admits(guard.about, cadre, act.on, coming=act.coming))
                          and _in_effect(world, guard, cadre, act.on))
        case = ActCase(world=world, regulation=regulation, day=act.on, interview=act.interview, cadres=concerned,
                       addressee=act.addressee, filled=act.fields, coming=act.coming)
        if concerned and not guard.needs.holds(case):
            yield from against(guard.force, Obstacle.GUARD, guard)


def _on_ground(guard: Guard, act: Attempt) -> bool:
    stated = act.interview.grounds if act.interview else ()
    return not guard.grounds or lies_under(stated, guard.grounds)


def _in_effect(world: World, guard: Guard, cadre: str, on: date) -> bool:
    if not guard.after:
        return True
    happened = Subjects.of((cadre,)).events(world, guard.after)
    return any(event.on <= on <= _last_day(world, guard, event) for event in happened if event.cadre in {"", cadre})


def _last_day(world: World, guard: Guard, event: Event) -> date:
    """The last day of a bar that began with an event; one until the end of what lasts goes on until that is known."""
    if guard.until is None:
        return date.max
    if isinstance(guard.until, Period):
        span = guard.until.span_of(event.on, world.calendar)
        return span[1] if span else event.on
    start = event.until if guard.until.anchor == end_of(guard.after) else event.on
    return guard.until.on(start, world.calendar) if start else date.max


def _fields(world: World, regulation: Regulation, act: Attempt) -> Iterator[Objection]:
    for material in regulation.of(Material):
        missing = [code for code in material.required if code not in act.fields]
        for force in _demanding(world, regulation, act, material) if missing else ():
            for code in missing:
                yield from against(force, Obstacle.FIELD, material, needed=code)


def _demanding(world: World, regulation: Regulation, act: Attempt, material: Material) -> set[Force]:
    """How strongly a paper is demanded with an act: by handing it in itself, or by the duties the act meets."""
    if material.code == act.step:
        return {MUST}
    return {duty.force for duty in regulation.of(Duty) if duty.met_by == act.step and duty.material == material
            and any(arisen(world, regulation, duty, act))}


_Check = Callable[[World, Regulation, Attempt], Iterator[Objection]]
_CHECKS: tuple[_Check, ...] = (_order, _pairings, _guards, due_before, in_time, _fields)
