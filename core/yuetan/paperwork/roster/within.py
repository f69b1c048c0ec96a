"""Which rows of a workbook somebody may bring in: what they change lies in units he is granted, and not in himself.

A row that says what is stored already changes nothing and may stand, wherever it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from attrs import evolve, frozen

from yuetan.paperwork.roster.layout import APPOINTMENTS, CADRES, PAST_TALKS, PORTFOLIOS, UNITS, Sheet
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.rows import Rows, appointment_of, cadre_of, placement_of, portfolio_of
from yuetan.records.values import Roster
from yuetan.wording import later, say

_ELSEWHERE = later("单位 {unit} 不在您办理的范围内，不能由您新增或更改；请删去这一行，或交给有权限的经办人导入。")
_NOBODY = later("{cadre} 在您办理的单位没有任职，不能由您更改；请删去这一行，或同时填写他在您单位的任职。")
_HIMSELF = later("这一行更改您本人的情况；请交给其他经办人导入。")


@frozen
class Reach:
    """Whose rows may be brought in: the units by their codes, and who brings them, by his staff number."""

    units: Collection[str]
    himself: str = ""

    def of(self, stored: Roster) -> Roster:
        """What lies in those units of what is stored, without past talks."""
        held = tuple(one for one in stored.appointments if one.unit in self.units)
        people = {one.cadre for one in held}
        return evolve(stored, units=tuple(one for one in stored.units if one.id in self.units), appointments=held,
                      placements=tuple(one for one in stored.placements if one.unit in self.units),
                      cadres=tuple(one for one in stored.cadres if one.id in people), past_talks=(),
                      portfolios=tuple(one for one in stored.portfolios
                                       if one.unit in self.units and one.cadre in people))

    def __call__(self, stored: Roster, rows: Rows, report: Report) -> None:
        """Report every row that changes something elsewhere, or something of himself."""
        reach = _with_new_units(self.units, stored, rows[UNITS.title])
        known = reach | _people_in(reach, stored, rows[APPOINTMENTS.title])
        for sheet, row in _changing(stored, rows):
            if sheet in {UNITS, APPOINTMENTS, PORTFOLIOS} and row.values["unit"] not in reach:
                report.wrong(sheet, row, "unit", say(_ELSEWHERE, unit=row.values["unit"]))
            elif sheet is not UNITS and self.himself and row.values["cadre"] == self.himself:
                report.wrong(sheet, row, "cadre", say(_HIMSELF))
            elif sheet in {CADRES, PAST_TALKS} and row.values["cadre"] not in known:
                report.wrong(sheet, row, "cadre", say(_NOBODY, cadre=row.values["cadre"]))


def _with_new_units(units: Collection[str], stored: Roster, rows: Iterable[Row]) -> set[str]:
    """The units, and the new ones that the workbook puts below them."""
    reach, there = set(units), {one.id for one in stored.units}
    parents = {row.values["unit"]: row.values["parent"] for row in rows
               if not row.faulty and row.values["unit"] not in there}
    while added := {unit for unit, parent in parents.items() if parent in reach} - reach:
        reach |= added
    return reach


def _people_in(reach: Collection[str], stored: Roster, rows: Iterable[Row]) -> set[str]:
    """Whoever holds a post in the units, held one or is given one."""
    held = {one.cadre for one in stored.appointments if one.unit in reach}
    return held | {row.values.get("cadre", "") for row in rows if row.values.get("unit") in reach}


def _changing(stored: Roster, rows: Rows) -> Iterator[tuple[Sheet, Row]]:
    """The rows without a fault that say something else than what is stored."""
    yield from _other(UNITS, rows, placement_of, stored.placements)
    yield from _other(CADRES, rows, cadre_of, stored.cadres)
    yield from _other(APPOINTMENTS, rows, appointment_of, stored.appointments)
    yield from _other(PORTFOLIOS, rows, portfolio_of, stored.portfolios)
    yield from ((PAST_TALKS, row) for row in rows[PAST_TALKS.title] if not row.faulty)


def _other(sheet: Sheet, rows: Rows, value_of: Callable[[Row], object], stored: Iterable[object],
           ) -> Iterator[tuple[Sheet, Row]]:
    there = set(stored)
    return ((sheet, row) for row in rows[sheet.title] if not row.faulty and value_of(row) not in there)
