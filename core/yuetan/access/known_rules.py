"""The regulations of a deployment, as the door asks of them: which duty, in which edition, read how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from attrs import frozen
from sqlalchemy import ColumnElement, FromClause

from yuetan.access.reading_fields import HANDLING, groups_of, materials_of
from yuetan.access.under_rules import UnderRules
from yuetan.plugins import Plugins
from yuetan.records.governances import GovernanceRow
from yuetan.rules.duties import Duty
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, PAIR, UNIT
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation

Choices = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""For some regulations, by code, the readings that are chosen."""


@frozen(eq=False, slots=False)
class KnownRules:
    """Settled regulations, each edition once. What rests on any other cannot be worded, and is not shown."""

    regulations: tuple[Regulation, ...]

    @cached_property
    def _by_edition(self) -> Mapping[tuple[str, str], Regulation]:
        return {(one.code, one.edition): one for one in self.regulations}

    @cached_property
    def _duties(self) -> Mapping[tuple[str, str, str], Duty]:
        return {(one.code, one.edition, duty.code): duty for one in self.regulations for duty in one.of(Duty)}

    @cached_property
    def pairs(self) -> bool:
        """Whether any talks are counted for each two people."""
        return any(duty.talk is not None and duty.talk.per == PAIR for duty in self._duties.values())

    def regulation(self, code: str, edition: str) -> Regulation:
        """The settled edition; KeyError for one that is not there."""
        return self._by_edition[code, edition]

    def duty(self, code: str, edition: str, duty: str) -> Duty:
        """A duty of an edition; KeyError for one that is not there."""
        return self._duties[code, edition, duty]

    def knows(self, code: str, edition: str, duty: str) -> bool:
        """Whether a duty of an edition is there."""
        return (code, edition, duty) in self._duties

    def group(self, regulation: Regulation, event: str) -> str:
        """The group that the paper of an event belongs to; see `yuetan.access.reading_fields`."""
        return self._groups[regulation.code, regulation.edition].get(event, HANDLING)

    def material(self, regulation: Regulation, event: str, kind: str = "") -> Material | None:
        """The paper that belongs to an event in a kind of interview; None where none does."""
        key = (regulation.code, regulation.edition, kind)
        if key not in self._materials:
            self._materials[key] = materials_of(regulation, kind)
        return self._materials[key].get(event)

    @cached_property
    def _groups(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        return {key: groups_of(one) for key, one in self._by_edition.items()}

    @cached_property
    def _materials(self) -> dict[tuple[str, str, str], Mapping[str, Material]]:
        return {}

    def editions(self, table: FromClause) -> ColumnElement[bool]:
        """Whether a row rests on an edition that is there."""
        return self._said(table, "editions", lambda: UnderRules(table, dict.fromkeys(self._by_edition)))

    def known(self, table: FromClause) -> ColumnElement[bool]:
        """Whether an obligation rests on a duty that is there."""
        return self._where(table, "known", lambda _: True)

    def periodic(self, table: FromClause) -> ColumnElement[bool]:
        """Whether an obligation recurs in periods, and so tells of nothing that happened."""
        return self._where(table, "periodic", lambda duty: duty.each is not None)

    def of_interviewees(self, table: FromClause) -> ColumnElement[bool]:
        """Whether the interviewee owes it, or it is owed to him."""
        return self._where(table, "of_interviewees", lambda duty: INTERVIEWEE in (duty.owed_by, duty.to))

    def of_talkers(self, table: FromClause) -> ColumnElement[bool]:
        """Whether it is for whoever talks to hold so many talks."""
        return self._where(table, "of_talkers", lambda duty: duty.talk is not None and duty.talk.per == INTERVIEWER)

    def talks_of_units(self, table: FromClause) -> ColumnElement[bool]:
        """Whether talks are counted for a unit by those who work there."""
        return self._where(table, "talks_of_units", lambda duty: duty.talk is not None and duty.talk.per == UNIT)

    def owed(self, table: FromClause, name: str, admits: Callable[[Duty], bool]) -> ColumnElement[bool]:
        """Whether it rests on a duty that is admitted; ``name`` stands for the question, so that it is kept."""
        return self._where(table, name, admits)

    def _where(self, table: FromClause, name: str, admits: Callable[[Duty], bool]) -> ColumnElement[bool]:
        return self._said(table, name, lambda: UnderRules(table, {
            key: [duty.code for duty in one.of(Duty) if admits(duty)] for key, one in self._by_edition.items()}))

    @cached_property
    def _conditions(self) -> dict[tuple[FromClause, str], ColumnElement[bool]]:
        return {}

    def _said(self, table: FromClause, name: str, say: Callable[[], ColumnElement[bool]]) -> ColumnElement[bool]:
        """A condition on a table, put together once: every page asks for it."""
        if (table, name) not in self._conditions:
            self._conditions[table, name] = say()
        return self._conditions[table, name]


def rules_of(plugins: Plugins, governed: Iterable[GovernanceRow], above: Sequence[str] = ()) -> KnownRules:
    """Every edition the plugins bring, read as was chosen for the nearest of some units above each other.

    Without them, or where nothing was chosen for one, as was chosen first of all; else as it is read by default.
    """
    chosen = dict[str, Mapping[str, str]]()
    for row in sorted(governed, key=lambda row: above.index(row.unit) if row.unit in above else len(above)):
        chosen.setdefault(row.regulation, row.readings)
    return _settled(plugins, tuple((code, tuple(sorted(some.items()))) for code, some in sorted(chosen.items())))


@lru_cache(maxsize=64)
def _settled(plugins: Plugins, choices: Choices) -> KnownRules:
    """Settling takes some time, and every page asks for it."""
    chosen = {code: dict(some) for code, some in choices}
    return KnownRules(tuple(_read(one, chosen.get(one.code, {})) for one in plugins.regulations))


def _read(edition: Regulation, chosen: Mapping[str, str]) -> Regulation:
    """An edition with the choices it knows: another one of the same code may leave other places open."""
    places = edition.readings()
    return edition.under({code: option for code, option in chosen.items()
                          if code in places and option in places[code].options})

