"""What must be so before an act. Frozen data: it reads in Python off a case and, where a sweep needs it, in SQL."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from yuetan.rules.case import Case, CaseColumns
from yuetan.rules.force import Part
from yuetan.rules.numerals import printed
from yuetan.rules.periods import Period
from yuetan.rules.selectors import Selector


class Condition:
    """Something that is or is not so in a case. A plugin may write its own."""

    @property
    def swept(self) -> bool:
        """Whether it also says itself in SQL; only such a one may stand in a duty's ``when``."""
        return False

    @property
    def events(self) -> frozenset[str]:
        """The events it looks at, itself and not in its parts; so that a regulation can tell that each may come up."""
        return frozenset()

    def holds(self, case: Case) -> bool:
        """Whether it is so."""
        raise NotImplementedError

    def where(self, columns: CaseColumns) -> Any:  # noqa: ANN401
        """Say the same as an SQL condition."""
        raise NotImplementedError

    def __and__(self, other: Condition) -> Condition:
        return All((self, other))

    def __or__(self, other: Condition) -> Condition:
        return Any_((self, other))


@frozen
class Never(Condition):
    """Not at all."""

    def holds(self, case: Case) -> bool:  # noqa: ARG002
        return False


@frozen
class All(Condition):
    """All of these."""

    parts: tuple[Condition, ...]

    @property
    def swept(self) -> bool:
        return all(part.swept for part in self.parts)

    def holds(self, case: Case) -> bool:
        return all(part.holds(case) for part in self.parts)

    def where(self, columns: CaseColumns) -> Any:  # noqa: ANN401
        first, *rest = (part.where(columns) for part in self.parts)
        for one in rest:
            first = first & one
        return first


@frozen
class Any_(Condition):  # noqa: N801 - `Any` is taken by typing
    """At least one of these."""

    parts: tuple[Condition, ...]

    @property
    def swept(self) -> bool:
        return all(part.swept for part in self.parts)

    def holds(self, case: Case) -> bool:
        return any(part.holds(case) for part in self.parts)

    def where(self, columns: CaseColumns) -> Any:  # noqa: ANN401
        first, *rest = (part.where(columns) for part in self.parts)
        for one in rest:
            first = first | one
        return first


@frozen
class Happened(Condition):
    """An event of this code has happened, in the interview or to those in it; a fresh one after their last talk."""

    event: str
    fresh: bool = False

    @property
    def swept(self) -> bool:
        return not self.fresh

    @property
    def events(self) -> frozenset[str]:
        return frozenset({self.event})

    def holds(self, case: Case) -> bool:
        return case.happened(self.event, fresh=self.fresh)

    def where(self, columns: CaseColumns) -> Any:  # noqa: ANN401
        return columns.happened(self.event)


@frozen
class NotYet(Condition):
    """No event of this code has happened in the interview, nor to those in it."""

    event: str

    @property
    def events(self) -> frozenset[str]:
        return frozenset({self.event})

    def holds(self, case: Case) -> bool:
        return not case.happened(self.event)


@frozen
class Selected(Condition):
    """Every cadre concerned is one of these."""

    selector: Selector

    @property
    def swept(self) -> bool:
        return True

    def holds(self, case: Case) -> bool:
        return all(self.selector.admits_person(posts) for posts in case.interviewees)

    def where(self, columns: CaseColumns) -> Any:  # noqa: ANN401
        return self.selector.where(columns)


@frozen
class Individual(Condition):
    """The talk is with one person alone."""

    def holds(self, case: Case) -> bool:
        return not case.collective


@frozen
class Staffed(Condition):
    """So many at least on the talkers' side: those who talk and those who attend."""

    count: int

    @property
    def figures(self) -> tuple[str, ...]:
        """What a text may print for it."""
        return printed(self.count, "人")

    def holds(self, case: Case) -> bool:
        return case.staffing >= self.count


@frozen
class LedBy(Condition):
    """One of these leads the talk."""

    selector: Selector

    def holds(self, case: Case) -> bool:
        return any(self.selector.admits_person(posts) for posts in case.interviewers)


@frozen
class Talked(Condition):
    """A talk of this kind was held with the cadre, after such an event if one is named."""

    kind: str
    since: str = ""

    @property
    def events(self) -> frozenset[str]:
        return frozenset({self.since} - {""})

    def holds(self, case: Case) -> bool:
        return case.talked(self.kind, self.since)


@frozen
class FallsIn(Condition):
    """The day lies in such a period."""

    period: Period

    def holds(self, case: Case) -> bool:
        return self.period.span_of(case.day, case.calendar) is not None


@frozen
class Addressed(Condition):
    """What is served goes to this part."""

    part: Part

    def holds(self, case: Case) -> bool:
        return case.addressee == self.part.code


@frozen
class Filled(Condition):
    """These fields of the paper are filled."""

    fields: tuple[str, ...]

    def holds(self, case: Case) -> bool:
        return case.filled.issuperset(self.fields)


NEVER = Never()
INDIVIDUAL = Individual()


def happened(event: str, *, fresh: bool = False) -> Condition:
    """An event of this code has happened; a fresh one since the last talk of the same kind with the same cadre."""
    return Happened(event, fresh)


def not_yet(event: str) -> Condition:
    """No event of this code has happened: what may be changed until then."""
    return NotYet(event)


def selected(selector: Selector) -> Condition:
    """Every cadre concerned is one of these."""
    return Selected(selector)


def staffed(count: int) -> Condition:
    """So many at least on the talkers' side."""
    return Staffed(count)


def led_by(selector: Selector) -> Condition:
    """One of these leads the talk."""
    return LedBy(selector)


def talked(kind: str, since: str = "") -> Condition:
    """A talk of this kind was held with the cadre, after such an event if one is named."""
    return Talked(kind, since)


def falls_in(period: Period) -> Condition:
    """The day lies in such a period."""
    return FallsIn(period)


def addressed(part: Part) -> Condition:
    """What is served goes to this part."""
    return Addressed(part)


def filled(*fields: str) -> Condition:
    """These fields of the paper are filled."""
    return Filled(fields)
