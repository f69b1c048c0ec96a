"""Records in which a story with acts begins: its roster, what governs, who may sign in, and what happened before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from attrs import evolve, frozen

from yuetan.casework.civil import LOCAL
from yuetan.casework.governance import Governance
from yuetan.engine.world import Appointment, Placement, Portfolio, World
from yuetan.plugins import Plugins
from yuetan.records.accounts import add_account, add_grant, unit_key
from yuetan.records.database import Connection, Engine, open_database, upgrade, writing
from yuetan.records.storing import store
from yuetan.records.values import Roster
from yuetan.testing.acts.playing import OPENS, Playing
from yuetan.testing.expectations import ExpectedSight
from yuetan.testing.stored_business import store_business
from yuetan.testing.story import Story
from yuetan.testing.told import Look, Told

Dated = TypeVar("Dated", Placement, Appointment, Portfolio)
BEGINNING = date(2000, 1, 1)
"""Since when that holds of which a story does not say since when."""
NAME = "story.db"
PAPER = "办〔2000〕1号"
NO_PASSWORD = "-"  # noqa: S105 - nobody signs in with it


@contextmanager
def own_records() -> Iterator[Engine]:
    """Empty records with all their tables; one story at a time in a process has them."""
    place = _place()
    place.empty()
    try:
        yield place.engine
    finally:
        place.engine.dispose()


@frozen(eq=False)
class _Place:
    """Where stories are played one after another, through one engine: what it has once compiled it keeps."""

    folder: TemporaryDirectory[str]  # gone when the process ends
    engine: Engine
    tables: bytes

    def empty(self) -> None:
        """Put the file of empty tables back: making the tables takes longer than most stories."""
        path = Path(self.folder.name) / NAME
        for left in path.parent.iterdir():
            left.unlink()
        path.write_bytes(self.tables)


@cache
def _place() -> _Place:
    folder = TemporaryDirectory()
    path = Path(folder.name) / NAME
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return _Place(folder, engine, path.read_bytes())


def prepared(records: Engine, plugins: Plugins, story: Story, told: Told) -> Playing:
    """The deployment on the morning of the first day on which somebody does something, or looks."""
    looks = looks_of(story)
    first = min((*(one.on for one in told.acts), *(one.on for one in looks)), default=story.world.as_of)
    playing = Playing(records, plugins, datetime.combine(first, OPENS, LOCAL))
    with writing(records) as connection:
        store(connection, _roster(story.world))
        _accounts(connection, told, looks, playing.moment)
    _govern(playing, told)
    if story.world.interviews or story.world.events:
        regulations = [one.regulation.under(one.settings) for one in (story, *story.others)]
        playing.made.update(store_business(records, story.world, regulations, told.governances[0].unit))
    return playing


def looks_of(story: Story) -> tuple[Look, ...]:
    """Every look of its expectations, each once."""
    return tuple(dict.fromkeys(one.look for part in (story, *story.others) for one in part.expectations
                               if isinstance(one, ExpectedSight)))


def _roster(world: World) -> Roster:
    return Roster(units=world.units, placements=tuple(map(_dated, world.placements)), cadres=world.cadres,
                  appointments=tuple(map(_dated, world.appointments)), portfolios=tuple(map(_dated, world.portfolios)))


def _dated(one: Dated) -> Dated:
    return evolve(one, since=max(one.since, BEGINNING))


def _accounts(connection: Connection, told: Told, looks: Sequence[Look], at: datetime) -> None:
    """An account for everybody who acts or looks, with what he is granted."""
    people = sorted({*(one.reader for one in looks), *(one.by for one in told.acts),
                     *(one.cadre for one in told.accounts)})
    made = {cadre: add_account(connection, sign_in=f"told{number}", name=cadre, cadre=cadre, password=NO_PASSWORD,
                               must_change=False, made_at=at) for number, cadre in enumerate(people, start=1)}
    for one in told.accounts:
        add_grant(connection, account_id=made[one.cadre].id, role=one.role,
                  unit_id=unit_key(connection, one.unit) if one.unit else None, since=max(one.since, BEGINNING),
                  until=one.until, granted_by=None, agreed_by=None, paper=PAPER, made_at=at)


def _govern(playing: Playing, told: Told) -> None:
    governance, at = Governance(playing.records, playing.plugins), playing.moment - timedelta(days=1)
    for one in told.governances:
        reference = governance.propose(
            one.unit, one.regulation, since=one.since, until=one.until, live_on=one.live_on, readings=one.readings,
            replaces=one.replaces, credits=one.credits, paper=one.paper or PAPER, by=None, at=at)
        governance.approve(reference, by=None, at=at)
