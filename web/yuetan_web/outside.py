"""The forms by which something is put on record about a cadre or a unit outside any interview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from attrs import field, frozen

from yuetan.casework.occurrences import OutsideRecord, Recorded
from yuetan.casework.recordable import Recordable
from yuetan.casework.reporting import MayReport
from yuetan_web.current import wording_of
from yuetan_web.forms import Asked, Input, inputs_of


class Paper(Protocol):
    """A paper, as far as a form looks into it."""

    @property
    def fields(self) -> tuple[Asked, ...]:
        """What it asks for."""


@frozen
class OutsideTried:
    """What was typed into one of the forms and not kept, and what is wrong with it."""

    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    objections: tuple[str, ...] = ()


NOTHING_TRIED = OutsideTried()


@frozen
class OutsideForm:
    """One of them: what it records, its fields, and what was typed into it."""

    of: Recordable
    citation: str
    inputs: tuple[Input, ...]
    tried: OutsideTried

    @property
    def id(self) -> str:
        """What names it on its page."""
        return f"act-{self.of.regulation.code}-{self.of.code}"


@frozen
class OutsideForms:
    """What is on record, and the forms to record more."""

    recorded: tuple[Recorded, ...]
    forms: tuple[OutsideForm, ...]


def outside_forms(record: OutsideRecord, tried: OutsideTried) -> OutsideForms:
    """The forms of a page, one of them with what was tried in it."""
    return OutsideForms(record.recorded, tuple(_form(one, tried) for one in record.offered))


def _form(one: Recordable, tried: OutsideTried) -> OutsideForm:
    here = (tried.typed.get("regulation"), tried.typed.get("code")) == (one.regulation.code, one.code)
    mine = tried if here else NOTHING_TRIED
    places = one.material.places if one.material else ()
    return OutsideForm(one, wording_of(one.regulation).citation(places) if places else "",
                       inputs_of(one.material.fields, mine.typed, mine.errors) if one.material else (), mine)


@frozen
class ReportForm:
    """The form by which a unit hands in what it may, and what was typed into it."""

    of: MayReport
    citation: str
    inputs: tuple[Input, ...]
    tried: OutsideTried

    @property
    def id(self) -> str:
        """What names it on its page."""
        return f"act-{self.of.of.key.regulation}-{self.of.of.key.duty}"


def report_forms(some: Iterable[MayReport], tried: OutsideTried) -> tuple[ReportForm, ...]:
    """The forms of what a unit may hand in, one of them with what was tried in it."""
    return tuple(_report(one, tried) for one in some)


def _report(one: MayReport, tried: OutsideTried) -> ReportForm:
    key, material = one.of.key, one.of.duty.material
    here = tuple(tried.typed.get(name) for name in ("regulation", "duty", "period")) == (
        key.regulation, key.duty, key.cause)
    mine = tried if here else NOTHING_TRIED
    return ReportForm(one, wording_of(one.regulation).citation(one.of.duty.places),
                      inputs_of(material.fields, mine.typed, mine.errors) if material else (), mine)
