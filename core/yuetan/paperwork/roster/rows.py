"""From rows of a workbook to the values of a roster, and the stretches they span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from yuetan.engine.facts import FOREVER, Appointment, Cadre, Placement, Portfolio, Unit
from yuetan.paperwork.roster.layout import APPOINTMENTS, CADRES, PAST_TALKS, PORTFOLIOS, UNITS
from yuetan.paperwork.roster.report import Row
from yuetan.paperwork.roster.words import Words
from yuetan.records.values import PastTalk, Roster

Rows = Mapping[str, list[Row]]
REGULAR = "regular"


def roster_of(rows: Rows, words: Words) -> Roster:
    """The roster that rows without a fault make."""
    units = {row.values["unit"]: Unit(id=row.values["unit"], type=row.values["type"]) for row in rows[UNITS.title]}
    return Roster(
        units=tuple(units.values()),
        placements=tuple(map(placement_of, rows[UNITS.title])),
        cadres=tuple(map(cadre_of, rows[CADRES.title])),
        appointments=tuple(map(appointment_of, rows[APPOINTMENTS.title])),
        portfolios=tuple(map(portfolio_of, rows[PORTFOLIOS.title])),
        past_talks=tuple(_past_talks(rows[PAST_TALKS.title], words)),
    ).in_order()


def placement_of(row: Row) -> Placement:
    """Where a unit stood, by one row of 单位."""
    since, until = stretch_of(row)
    return Placement(unit=row.values["unit"], name=row.values["name"], parent=row.values["parent"] or "", since=since,
                     until=until)


def stretch_of(row: Row) -> tuple[date, date]:
    """From which day until which it holds: always, and for ever, where a cell is empty."""
    return row.values["since"] or date.min, row.values["until"] or FOREVER


def cadre_of(row: Row) -> Cadre:
    """The person that one row of 干部 tells of."""
    return Cadre(id=row.values["cadre"], name=row.values["name"], party=row.values["party"])


def appointment_of(row: Row) -> Appointment:
    """The post that one row of 任职 tells of."""
    values = row.values
    since, until = stretch_of(row)
    return Appointment(cadre=values["cadre"], unit=values["unit"], post=values["post"], title=values["title"],
                       rank=values["rank"], manner=values["manner"] or REGULAR, marks=values["marks"] or (),
                       decided=values["decided"] or since, since=since, until=until)


def portfolio_of(row: Row) -> Portfolio:
    """The portfolio that one row of 分管 tells of."""
    since, until = stretch_of(row)
    return Portfolio(cadre=row.values["cadre"], unit=row.values["unit"], since=since, until=until)


def _past_talks(rows: Iterable[Row], words: Words) -> Iterable[PastTalk]:
    for row in rows:
        kind = words.kind(row.values["regulation"], row.values["kind"])
        if kind is not None:
            yield PastTalk(cadre=row.values["cadre"], regulation=kind.regulation, kind=kind.code, family=kind.family,
                           on=row.values["on"], interviewers=row.values["interviewers"] or ())
