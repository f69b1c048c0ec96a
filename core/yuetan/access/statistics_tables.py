"""Published numbers laid side by side, narrowed as was asked: nothing here knows more than what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from yuetan.access.statistics_cells import Broken, Place, Published
from yuetan.access.statistics_views import (
    BREAKDOWNS,
    Narrowed,
    StatisticsRow,
    StatisticsTable,
    StatisticsView,
)
from yuetan.wording import later, say

TITLES: Mapping[str, str] = {
    "timely": later("按时"), "late": later("有迟办"), "overdue": later("有逾期未办"),
    "running": later("办理中"), "concluded": later("已有结果"), "filed": later("已归档"), "withdrawn": later("已撤回"),
}


@frozen(kw_only=True)
class Known:
    """What units and kinds are called."""

    units: Mapping[str, str]  # by their codes
    references: Mapping[str, str]
    kinds: Mapping[str, str]  # by REGULATION:KIND

    def title(self, name: str, code: str) -> str:
        """What a line of a table is called."""
        if name in {"unit", "organisation"}:
            return self.units.get(code, code)
        return self.kinds.get(code, code) if name == "kind" else say(TITLES.get(code, "")) or code


def view_of(found: Published, known: Known, narrowed: Narrowed, made_at: datetime | None = None) -> StatisticsView:
    """What a reader sees of it."""
    part = narrowed.part if narrowed.by in BREAKDOWNS else ""
    strata = {place: by for place, by in found.strata.items() if _asked(place, known, narrowed)}
    numbers = {place: by[narrowed.by].shown.get(part, 0) if part else _whole(by) for place, by in strata.items()
               if not part or narrowed.by in by}
    rests = {key: one.rest for key, one in found.years.items()
             if not part and not narrowed.kind and _asked((*key, ""), known, narrowed)}
    rest = sum(rests.values())
    tables = [_by_year(numbers, rests), _by_kind(numbers, rest, known)]
    tables += [] if part else [_by_part(name, [by[name] for by in strata.values() if name in by], rest, known)
                               for name in BREAKDOWNS if name == "unit" or not narrowed.today]
    return StatisticsView(
        narrowed=narrowed, total=sum(numbers.values()) + rest, tables=[one for one in tables if one.rows or one.rest],
        choices=_choices(found, known), made_at=made_at)


def _whole(by: Mapping[str, Broken]) -> int:
    """How many that is: all, or where only some units are seen, those of these."""
    return by["unit"].whole


def _asked(place: Place, known: Known, narrowed: Narrowed) -> bool:
    organisation, year, kind = place
    return (narrowed.organisation in {"", known.references.get(organisation, "")} and narrowed.year in {"", year}
            and (not kind or narrowed.kind in {"", kind}))


def _by_year(numbers: Mapping[Place, int], rests: Mapping[tuple[str, str], int]) -> StatisticsTable:
    found = Counter[str]()
    for (_, year, _), number in numbers.items():
        found[year] += number
    for (_, year), number in rests.items():
        found[year] += number
    return StatisticsTable(name="year", rest=0, rows=[
        StatisticsRow(code=year, title=year, number=found[year]) for year in sorted(found) if found[year]])


def _by_kind(numbers: Mapping[Place, int], rest: int, known: Known) -> StatisticsTable:
    found = Counter[str]()
    for (_, _, kind), number in numbers.items():
        found[kind] += number
    return StatisticsTable(name="kind", rest=rest, rows=_rows("kind", found, known))


def _by_part(name: str, some: Sequence[Broken], rest: int, known: Known) -> StatisticsTable:
    found = Counter[str]()
    for one in some:
        found.update(one.shown)
    return StatisticsTable(name=name, rest=rest + sum(one.rest for one in some), rows=_rows(name, found, known))


def _rows(name: str, found: Mapping[str, int], known: Known) -> list[StatisticsRow]:
    """The lines of a table: months in their order, all others by their number."""
    order = sorted(found) if name == "month" else sorted(found, key=lambda code: (-found[code], code))
    return [StatisticsRow(code=code, title=known.title(name, code), number=found[code])
            for code in order if found[code]]


def _choices(found: Published, known: Known) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What there is to choose among: what is published somewhere."""
    organisations = {one for one, _, _ in found.strata}
    return {
        "organisation": [(known.references.get(one, ""), known.title("organisation", one))
                         for one in sorted(organisations)],
        "year": [(one, one) for one in sorted({year for _, year, _ in found.strata}, reverse=True)],
        "kind": [(one, known.title("kind", one)) for one in sorted({kind for _, _, kind in found.strata})],
        **{name: [(one, known.title(name, one)) for one in sorted(_parts(found, name))] for name in BREAKDOWNS}}


def _parts(found: Published, name: str) -> Iterator[str]:
    yield from dict.fromkeys(part for by in found.strata.values() if name in by for part in by[name].shown)
