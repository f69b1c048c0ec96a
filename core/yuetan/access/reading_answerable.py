"""Whose task an obligation was on its day, and each time it became somebody else's: a lapse stays with its chair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yuetan.access.reading_people import Reader, people_of, unit_names
from yuetan.access.views import HandedView, Person
from yuetan.engine.obligations import Key, Status
from yuetan.engine.ownership import owners_of
from yuetan.engine.together import Found
from yuetan.records.owed.handing import HandedOver, handed_over
from yuetan.records.reorganising import UNITS
from yuetan.records.slices import About, load_slice
from yuetan.records.units import keys_of
from yuetan.rules.workdays import Calendar

_MISSED = frozenset({Status.OVERDUE, Status.LATE})


def answerable(reader: Reader, about: About, found: Found, calendar: Calendar) -> tuple[Person, ...]:
    """Whoever held the chair on the day an obligation fell due that was not met by then; nobody for any other.

    Owners are resolved by rule, so the rule is asked for that day.
    """
    one = found.obligation
    if one.status not in _MISSED or one.due is None or one.occasion is None:
        return ()
    world = load_slice(reader.connection, about, as_of=one.due, calendar=calendar).under(found.jurisdiction)
    numbers = tuple(dict.fromkeys(owner.cadre for owner in owners_of(
        world, found.jurisdiction.regulation, one.occasion) if owner.cadre))
    return _named(reader, numbers)


def handed_to(reader: Reader, key: Key) -> tuple[HandedView, ...]:
    """Each time it was handed over, in order, with the names of both sides."""
    handed = handed_over(reader.connection, key)
    if not handed:
        return ()
    people = people_of(reader, numbers={name for one in handed for name in (*one.had, *one.has)}).by_number
    return tuple(_of_units(reader, one) if one.why == UNITS else
                 HandedView(on=one.on, had=_those(people, one.had), has=_those(people, one.has)) for one in handed)


def _of_units(reader: Reader, one: HandedOver) -> HandedView:
    """That one unit took it over from another, by the names they have on the day."""
    keys = keys_of(reader.connection, (*one.had, *one.has))
    names = unit_names(reader.connection, keys.values(), one.on)
    had, has = (tuple(Person(name=names.get(keys[code], code)) for code in some if code in keys)
                for some in (one.had, one.has))
    return HandedView(on=one.on, had=had, has=has, of_units=True)


def _named(reader: Reader, numbers: tuple[str, ...]) -> tuple[Person, ...]:
    return _those(people_of(reader, numbers=numbers).by_number, numbers) if numbers else ()


def _those(people: Mapping[str, Person], numbers: Iterable[str]) -> tuple[Person, ...]:
    return tuple(people.get(number, Person(name=number, cadre=number)) for number in numbers)
