"""Where and when each regulation governs, read how: out of what was decided for the units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from weakref import WeakKeyDictionary

from attrs import evolve, frozen

from yuetan.engine.facts import FOREVER
from yuetan.engine.jurisdiction import Extent, Governed, Jurisdiction
from yuetan.plugins import Plugins
from yuetan.records.governances import GovernanceRow
from yuetan.rules.duties import Credit
from yuetan.rules.errors import RegulationError
from yuetan.rules.regulation import Regulation
from yuetan.wording import later, say


class GoverningError(Exception):
    """What was approved cannot be followed: says which regulation, where, and what to do."""


@frozen
class _Reading:
    """What is judged together: an edition as it is read, and from when on."""

    regulation: Regulation
    judged_from: date

    @property
    def key(self) -> tuple[int, date]:
        """What makes two of them one: each way to read an edition is one value."""
        return id(self.regulation), self.judged_from


def jurisdictions_of(plugins: Plugins, rows: Sequence[GovernanceRow], on: date, *, code: str = "",
                     ) -> tuple[Jurisdiction, ...]:
    """Everything by which what happened up to a day is judged, out of all decisions that stand and had begun by then.

    Also what governs no more: in the order of decisions. With ``code``, only of that regulation. What governed in the
    past alone and is not installed any more is left out: what is stored of it stays. Raises `GoverningError` for a
    regulation that governs somewhere and is not installed, or whose chosen reading there is no more.
    """
    installed = {one.code for one in plugins.regulations}
    followed = (row for row in rows if code in {"", row.regulation}
                and (row.regulation in installed or row.until > on))
    return _jurisdictions(rows, ((row, edition) for row in followed for edition in settled_editions(plugins, row)))


def _jurisdictions(rows: Sequence[GovernanceRow], settled: Iterable[tuple[GovernanceRow, Regulation]],
                   ) -> tuple[Jurisdiction, ...]:
    readings, members = dict[tuple[int, date], _Reading](), dict[tuple[int, date], list[GovernanceRow]]()
    for row, regulation in settled:
        one = _Reading(regulation, _judged_from(rows, row))
        readings.setdefault(one.key, one)
        members.setdefault(one.key, []).append(row)
    return tuple(Jurisdiction(regulation=one.regulation, judged_from=one.judged_from,
                              extent=_extent(members[key], rows)) for key, one in readings.items())


def _judged_from(rows: Iterable[GovernanceRow], row: GovernanceRow) -> date:
    """The day a regulation went live in a unit: a later decision, on other readings say, moves it no further."""
    return min(one.live_on for one in rows if (one.unit, one.regulation) == (row.unit, row.regulation))


def _extent(members: Sequence[GovernanceRow], rows: Iterable[GovernanceRow]) -> Extent:
    """Its own units, but for those at which something replaces it, or it is read, or begins to be judged, otherwise."""
    mine, code = {one.reference for one in members}, members[0].regulation
    otherwise = [row for row in rows if row.reference not in mine and row.regulation == code]
    others = [row for row in rows if row.reference not in mine and (row.regulation == code or row.replaces)]
    return Extent(*(tuple(map(_governed, some)) for some in (members, others, otherwise)))


def _governed(row: GovernanceRow) -> Governed:
    return Governed(row.unit, row.since, row.until)


_SETTLED: WeakKeyDictionary[Plugins, dict[tuple[str, str, str], Regulation]] = WeakKeyDictionary()
"""Editions as they are read somewhere: settling one takes some time, and every page asks for it."""


def settled_editions(plugins: Plugins, row: GovernanceRow) -> Iterator[Regulation]:
    """The editions of the regulation that was decided upon, as it is read there; each way to read one is one value.

    Raises `GoverningError` as `jurisdictions_of` does.
    """
    editions = [one for one in plugins.regulations if one.code == row.regulation]
    if not editions:
        raise GoverningError(say("单位 {unit} 自 {since} 起适用制度“{name}”，但没有安装它；请安装，或撤回这一项适用。",
                                 unit=row.unit, since=row.since, name=row.regulation))
    kept = _SETTLED.setdefault(plugins, {})
    for one in editions:
        chosen, credited = known_to(one, row.readings), tuple(_credits(one, row))
        key = (one.code, one.edition, repr((sorted(chosen.items()), credited)))
        if key not in kept:
            read = _read(one, chosen, row)
            kept[key] = evolve(read, rules=(*read.rules, *credited)) if credited else read
        yield kept[key]


def _credits(edition: Regulation, row: GovernanceRow) -> Iterator[Credit]:
    """The talks under other regulations that the decision lets count, of the kinds this edition knows."""
    for number, one in enumerate(row.credits, start=1):
        if (kind := edition.kind(one.to)) is not None:
            yield Credit(f"decided_{number}", str(later("依决定抵计")), families=one.families, to=kind,
                         regulations=one.regulations, decision=row.paper, since=row.since,
                         until=row.until if row.until < FOREVER else None)


def known_to(edition: Regulation, readings: Mapping[str, str]) -> dict[str, str]:
    """Those that this edition leaves open; another edition may leave other places open."""
    places = edition.readings()
    return {name: option for name, option in readings.items() if name in places}


def _read(edition: Regulation, chosen: Mapping[str, str], row: GovernanceRow) -> Regulation:
    try:
        return edition.under(chosen)
    except RegulationError as error:
        raise GoverningError(say("单位 {unit} 适用制度“{name}”时选定的理解已不可用：{error}", unit=row.unit,
                                 name=row.regulation, error=error)) from error
