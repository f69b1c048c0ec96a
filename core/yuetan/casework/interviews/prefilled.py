"""What a form says before anybody fills it in: what its fields know, what is planned, and what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import evolve

from yuetan.access.actor import Actor
from yuetan.access.reading_figures import counted
from yuetan.access.units import keys_below
from yuetan.casework.acts import Counted
from yuetan.casework.interviews.known_facts import APPROVER, telling
from yuetan.casework.interviews.opened import Opened
from yuetan.casework.interviews.rights import given
from yuetan.casework.interviews.steps import PLAN
from yuetan.records.cases import unit_reference
from yuetan.records.database import Connection
from yuetan.records.talk_counts import talk_counts
from yuetan.rules.events import NOTIFIED
from yuetan.rules.known import filled_in
from yuetan.rules.papers import FieldType, FormField
from yuetan.rules.regulation import Regulation

BASIS, ISSUED_ON = "basis", "issued_on"
"""Fields of a notice: what it rests on, and the day it is dated. That of who agreed to the talk is `APPROVER`."""

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_NOTICE = {BASIS: ("regulation", _TEXTS), APPROVER: (APPROVER, _TEXTS | {FieldType.CADRE})}


def prefilled(connection: Connection, opened: Opened, actor: Actor, step: str, fields: tuple[FormField, ...],
              ) -> Mapping[str, str]:
    """What is known already, by the field of a step's paper; whoever fills it in may say otherwise.

    Whom to ask, and under which number, is known to nobody but him. Of other papers in the case it says what the actor
    may read alone.
    """
    asking = tuple(_asking(one, step) for one in fields)
    facts = telling(connection, opened, actor).facts(asking) if any(one.known for one in asking) else {}
    if number := counted_in(connection, opened, actor, fields):
        facts |= {"counted_since": number.since.isoformat(), "counted_until": number.until.isoformat()}
    planned = _plan(opened) if step == NOTIFIED else {}
    figures = _figures(connection, opened.regulation, number, fields) if number else {}
    return planned | filled_in(asking, facts) | figures


def counted_in(connection: Connection, opened: Opened, actor: Actor, fields: tuple[FormField, ...],
               ) -> Counted | None:
    """What the counts in a form are of: the talks that the unit of the case held in the year, up to today.

    None for a form that counts nothing, and for whoever may not read the figures.
    """
    kinds = {one.code: one.counted for one in fields if one.counted}
    if not kinds or "figures" not in given(opened, actor, "statistics.read").fields:
        return None
    today = opened.office.today
    return Counted(since=date(today.year, 1, 1), until=today, unit=opened.unit, kinds=kinds,
                   unit_reference=unit_reference(connection, opened.kept.unit_id))


def _asking(one: FormField, step: str) -> FormField:
    """A field with the word that it is known by: of a notice some are known by their codes."""
    if one.known or step != NOTIFIED:
        return evolve(one, known="signed_on") if _dates(one) and not one.known else one
    word, types = _NOTICE.get(one.code, ("", frozenset[FieldType]()))
    return evolve(one, known=word if one.type in types else "signed_on" if _dates(one) else "")


def _dates(one: FormField) -> bool:
    return one.code == ISSUED_ON and one.type is FieldType.DATE


def _plan(opened: Opened) -> dict[str, str]:
    """What is planned already, by the field of a notice that says it."""
    known = {code: getattr(opened.kept, column) for code, column in PLAN.items()}
    return {code: value.isoformat() if hasattr(value, "isoformat") else str(value)
            for code, value in known.items() if value}


def _figures(connection: Connection, regulation: Regulation, number: Counted, fields: tuple[FormField, ...],
             ) -> dict[str, str]:
    units = keys_below((number.unit,), frozenset(), number.until)
    counts = talk_counts(connection, regulation.code, units, number.since, number.until)
    return counted(regulation, list(fields), counts)
