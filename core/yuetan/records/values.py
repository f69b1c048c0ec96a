"""A roster as one frozen value: what a workbook holds, what the tables keep, what a generated city is made of."""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen

from yuetan.engine.facts import Appointment, Cadre, Placement, Portfolio, Unit

IMPORTED = "imported"
"""Where a record comes from that nobody entered here: an earlier talk out of a workbook."""

CODE_LENGTH, NAME_LENGTH, TITLE_LENGTH, WORD_LENGTH = 64, 100, 200, 64
"""The most characters of a staff number or unit code, a person's name, the title of a unit or post, a rule's code."""


@frozen(kw_only=True)
class PastTalk:
    """A talk held before this system was in use: who was talked to, by whom, of which kind, on which day."""

    cadre: str
    regulation: str
    kind: str
    family: str = "routine"
    on: date
    interviewers: tuple[str, ...] = ()  # staff numbers; a name where the talker stands in no roster


@frozen(kw_only=True)
class Roster:
    """Units and where they stood, cadres and what they hold, whom they oversee, and earlier talks."""

    units: tuple[Unit, ...] = ()
    placements: tuple[Placement, ...] = ()
    cadres: tuple[Cadre, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    past_talks: tuple[PastTalk, ...] = ()

    def in_order(self) -> Roster:
        """The same roster in the order of its keys, each day of decision filled in: two equal rosters compare equal."""
        return Roster(
            units=tuple(sorted(self.units, key=lambda unit: unit.id)),
            placements=tuple(sorted(self.placements, key=placement_key)),
            cadres=tuple(sorted(self.cadres, key=lambda cadre: cadre.id)),
            appointments=tuple(sorted(map(decided, self.appointments), key=appointment_key)),
            portfolios=tuple(sorted(self.portfolios, key=portfolio_key)),
            past_talks=tuple(sorted(self.past_talks, key=past_talk_key)),
        )


def decided(appointment: Appointment) -> Appointment:
    """The appointment with a day of decision: the day it began where no other is known."""
    return appointment if appointment.decided else evolve(appointment, decided=appointment.since)


def placement_key(placement: Placement) -> tuple[str, date]:
    """What identifies a stretch of a unit's place: the unit and its first day."""
    return (placement.unit, placement.since)


def appointment_key(appointment: Appointment) -> tuple[str, str, str, str, date]:
    """What identifies a post held: person, unit, post, title and first day."""
    return (appointment.cadre, appointment.unit, appointment.post, appointment.title, appointment.since)


def portfolio_key(portfolio: Portfolio) -> tuple[str, str, date]:
    """What identifies a portfolio: person, unit and first day."""
    return (portfolio.cadre, portfolio.unit, portfolio.since)


def past_talk_key(talk: PastTalk) -> tuple[str, str, str, date]:
    """What identifies an earlier talk: who was talked to, the regulation, the kind and the day."""
    return (talk.cadre, talk.regulation, talk.kind, talk.on)
