"""Who answers a request to postpone a talk: by the rules of the text where it says so, and by the policy.

Whoever is talked to is told by which parts and roles; the office is told by whom as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import frozen
from sqlalchemy import or_, select

from yuetan.access.actor import Role
from yuetan.access.known_rules import rules_of
from yuetan.access.reading_fields import HANDLING, granting
from yuetan.access.reading_interview import Seen, seen_interview
from yuetan.access.reading_people import Reader, people_of, unit_names
from yuetan.access.reading_tasks import ASKED, REFUSED
from yuetan.access.units import units_above
from yuetan.engine.permitted import Occurrence, candidates, covering_pairings
from yuetan.engine.sought import sought
from yuetan.records.governing import governances_on
from yuetan.records.interviews import COMPANY, INTERVIEWEE, INTERVIEWER, RECUSED
from yuetan.records.slices import About, load_slice
from yuetan.records.tables import account, role_grant, unit
from yuetan.rules.events import POSTPONED
from yuetan.rules.procedure import Pairing, applies
from yuetan.rules.workdays import Calendar

POSTPONING = frozenset({ASKED, POSTPONED, REFUSED})
"""The acts by which a talk is asked to be postponed, and answered."""

DECIDE = "postponement.decide"
TALKING = (INTERVIEWER, COMPANY)
"""The parts that the policy means by whoever talks."""
NOT_HIS = frozenset({INTERVIEWEE, RECUSED})
Names = tuple[str, ...]


@frozen(kw_only=True)
class Answering:
    """Who answers a request to postpone: whoever talks, and who is granted roles over the unit.

    The names are empty for a reader who is told none, and for a part or a role that nobody has.
    """

    unit: str
    talking: Names
    company: bool  # whether some only attend
    roles: Mapping[Role, Names]
    rules: tuple[tuple[Pairing, Names], ...] = ()  # what the text itself says, and those it admits


def answering(reader: Reader, reference: str, calendar: Calendar) -> Answering | None:
    """Who answers a request in an interview; None where he knows of none."""
    seen = seen_interview(reader, reference)
    if seen is None:
        return None
    row, named = seen.row, "people" in seen.sight.fields
    above = units_above(reader.connection, row.unit, reader.on) or (row.unit,)
    return Answering(
        unit=unit_names(reader.connection, (row.unit_id,), reader.on).get(row.unit_id, row.unit),
        talking=_talking(reader, seen) if named else (), company=any(one.part == COMPANY for one in seen.parts),
        roles=_granted(reader, seen, above, named=named),
        rules=tuple(_by_rules(reader, seen, above, calendar, named=named)))


def _talking(reader: Reader, seen: Seen) -> Names:
    keys = [one.cadre_id for one in seen.parts if one.part in TALKING]
    people = people_of(reader, keys).by_key
    return tuple(dict.fromkeys(people[key].name for key in keys))


def _granted(reader: Reader, seen: Seen, above: Sequence[str], *, named: bool) -> Mapping[Role, Names]:
    """The roles by which somebody may, and who has them today: the nearest unit first, no further than one scheme."""
    roles = sorted(granting(DECIDE), key=lambda one: one is not Role.HEAD)
    if not named:
        return dict.fromkeys(roles, ())
    begins = reader.scope.organisations.beginning(seen.row.regulation)
    within = next((above[:place + 1] for place, code in enumerate(above) if code in begins), above)
    row = role_grant.c
    query = (select(row.role, unit.c.code, account.c.name, account.c.cadre_id)
             .join(account, row.account_id == account.c.id).join(unit, row.unit_id == unit.c.id)
             .where(unit.c.code.in_(within), row.role.in_([one.value for one in roles]),
                    account.c.disabled_at.is_(None), or_(row.granted_by.is_(None), row.agreed_by.is_not(None)),
                    row.since <= reader.on, row.until > reader.on).order_by(row.id))
    kept = _kept_out(seen)
    rows = sorted((one for one in reader.connection.execute(query) if one.cadre_id not in kept),
                  key=lambda one: within.index(one.code))
    return {role: tuple(dict.fromkeys(one.name for one in rows if one.role == role.value)) for role in roles}


def _kept_out(seen: Seen) -> Collection[int]:
    """Those who do not answer, as far as the reader knows: he may not be told of a recusal by a name left out."""
    known = NOT_HIS if HANDLING in seen.sight.papers else NOT_HIS - {RECUSED}
    return {one.cadre_id for one in seen.parts if one.part in known}


def _by_rules(reader: Reader, seen: Seen, above: Sequence[str], calendar: Calendar, *, named: bool,
              ) -> Iterator[tuple[Pairing, Names]]:
    """What the text says, as it was read on the day of the proposal, and whom it admits today."""
    row = seen.row
    governed = governances_on(reader.connection, row.opened_on)
    regulation = rules_of(reader.plugins, governed, above).regulation(row.regulation, row.edition)
    pairings = [one for one in regulation.of(Pairing) if one.step == POSTPONED and applies(one.kinds, row.kind)]
    if not pairings:
        return
    people = [one.staff_number for one in seen.parts if one.part == INTERVIEWEE]
    world = load_slice(reader.connection, About(cadres=people, sought=sought(pairings)),
                       as_of=reader.on, calendar=calendar)
    out = {one.staff_number for one in seen.parts if one.cadre_id in _kept_out(seen)}
    found = dict[Pairing, dict[str, None]]()
    for cadre in people:
        what = Occurrence(kind=row.kind, cadre=cadre, on=reader.on, step=POSTPONED, grounds=tuple(row.grounds.split()))
        for pairing in covering_pairings(world, regulation, what):
            found.setdefault(pairing, {})
        for one in candidates(world, regulation, what) if named else ():
            if one.by.cadre not in out:
                found[one.pairing][one.by.cadre] = None
    for pairing, numbers in found.items():
        told = (world.cadre(number) for number in numbers)
        yield pairing, tuple(one.name for one in told if one is not None)
