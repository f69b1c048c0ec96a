"""What pages show of people who move: acts on record, mergers that wait, files on their way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.reading_moves import names_of_units
from yuetan.casework.interviews.opened import Office
from yuetan.casework.people.acts import name_of_post
from yuetan.casework.people.moving import version_of
from yuetan.records.cases import cadre_name
from yuetan.records.database import Connection
from yuetan.records.dossiers import ACCEPTED, Handover, handovers_with
from yuetan.records.mergers import PARTING, PROPOSED, Merger, open_mergers
from yuetan.records.moves import KeptMove, moves_of, posts_of, unit_codes
from yuetan.records.people import Away, away_on, formerly


@frozen(kw_only=True)
class EndingPost:
    """A post that an act may end: what names it, what it is called, and since when it is held."""

    name: str
    unit: str  # by name
    title: str
    since: date


@frozen(kw_only=True)
class PersonMoves:
    """What is on record about somebody who moves."""

    cadre: str
    name: str
    version: int  # to be sent along with an act
    moves: tuple[KeptMove, ...]  # the one entered last first
    posts: tuple[EndingPost, ...]  # those that have not ended
    formerly: tuple[tuple[str, str, date], ...]
    away: Away | None
    units: Mapping[str, str]  # names by code, of the units that the acts speak of

    @property
    def last(self) -> KeptMove | None:
        """The act that alone can be put right: the last that stands."""
        return next((one for one in self.moves if not one.revoked), None)


@frozen(kw_only=True)
class MergerView:
    """A merger, with the names of both records, and whether the reader is the one to answer it."""

    merger: Merger
    name: str
    other: str
    waiting: bool  # for his answer


@frozen(kw_only=True)
class FileWay:
    """A file that travels, as one side may know of it: ``listed`` is empty until it is accepted."""

    handover: Handover
    name: str
    from_name: str
    to_name: str
    waiting: bool  # for his answer
    listed: tuple[tuple[str, str], ...]


def moves_view(connection: Connection, office: Office, number: str, key: int) -> PersonMoves:
    """What is on record about somebody, by staff number and key."""
    held, moves = posts_of(connection, key), moves_of(connection, key)
    codes = unit_codes(connection, {one.unit_id for one in held})
    spoken_of = {*codes.values(), *(one.content["unit"] for one in moves if "unit" in one.content)}
    named = {code: name or code for code, name in names_of_units(connection, spoken_of, office.today).items()}
    return PersonMoves(
        cadre=number, name=cadre_name(connection, number), version=version_of(moves), moves=moves,
        posts=tuple(EndingPost(name=name_of_post(codes[one.unit_id], one.post, one.title, one.since),
                               unit=named[codes[one.unit_id]], title=one.title, since=one.since)
                    for one in held if one.until > office.today),
        formerly=formerly(connection, key), away=away_on(connection, (number,), office.today).get(number), units=named)


def mergers_for(connection: Connection, actor: Actor, may: Callable[[str, str], bool]) -> tuple[MergerView, ...]:
    """The mergers an actor may do something about, the latest first."""
    return tuple(MergerView(
        merger=one, name=cadre_name(connection, one.kept), other=cadre_name(connection, one.merged),
        waiting=one.state in {PROPOSED, PARTING} and one.by != actor.account)
        for one in open_mergers(connection) if may(one.kept, one.merged))


def handovers_for(connection: Connection, actor: Actor, units: tuple[str, ...], on: date,
                  receives: Callable[[Handover], bool]) -> tuple[FileWay, ...]:
    """The files that travel from and to some units; never his own."""
    found = [one for one in handovers_with(connection, units) if one.cadre != actor.cadre]
    names = names_of_units(connection, {code for one in found for code in (one.from_unit, one.to_unit)}, on)
    return tuple(FileWay(
        handover=one, name=cadre_name(connection, one.cadre), from_name=names[one.from_unit],
        to_name=names[one.to_unit], waiting=receives(one), listed=_listed(one, units)) for one in found)


def _listed(one: Handover, units: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The list, for whoever keeps the file: its old unit until it is accepted, its new one from then on."""
    keeper = one.to_unit if one.state == ACCEPTED else one.from_unit
    return one.listed if keeper in units else ()
