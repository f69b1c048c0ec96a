"""The desk: everything that is owed, the most pressing first, each with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from attrs import field, frozen

from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.derived import with_derived
from yuetan.engine.explain import Explanation, explain
from yuetan.engine.obligations import Obligation, Status
from yuetan.engine.owed import obligations, offers
from yuetan.engine.world import World
from yuetan.plugins import Plugins
from yuetan.records.database import Engine, open_database, upgrade
from yuetan.records.worlds import load_world
from yuetan.rules.regulation import Regulation
from yuetan.rules.terms import Vocabulary
from yuetan.rules.workdays import Calendar

_PRESSING = (Status.OVERDUE, Status.OPEN, Status.WAITING, Status.LATE, Status.DONE, Status.LAPSED)


@frozen(eq=False)
class Desk:
    """What is owed in one world under some settled regulations, as of a day."""

    world: World
    regulations: tuple[Regulation, ...]
    vocabulary: Vocabulary
    owed: tuple[Obligation, ...]  # the most pressing first
    offered: tuple[Obligation, ...] = ()
    derived: Mapping[tuple[str, str], World] = field(factory=dict, repr=False)  # with what follows, by code and edition

    @property
    def as_of(self) -> date:
        """The day it is looked at."""
        return self.world.as_of

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many obligations stand in which status."""
        return Counter(one.status for one in self.owed)

    def regulation_of(self, obligation: Obligation) -> Regulation:
        """The settled edition an obligation comes from."""
        key = obligation.key
        return next(one for one in self.regulations if (one.code, one.edition) == (key.regulation, key.edition))

    def explained(self, obligation: Obligation) -> Explanation:
        """Why it is owed, how its day was counted, and whose task it is."""
        key = obligation.key
        world = self.derived.get((key.regulation, key.edition), self.world)
        return explain(world, self.regulation_of(obligation), obligation)

    def find(self, reference: str) -> Obligation | None:
        """What is owed or offered under a reference made by `reference_of`; None where there is none."""
        return next((one for one in (*self.owed, *self.offered) if reference_of(one) == reference), None)


def reference_of(obligation: Obligation) -> str:
    """What names an obligation in an address: its key, joined."""
    key = obligation.key
    return f"{key.regulation}~{key.edition}~{key.duty}~{key.subject}~{key.cause}"


def desk_over(world: World, plugins: Plugins, settings: Mapping[str, Mapping[str, str]] | None = None,
              subjects: Iterable[str] | None = None) -> Desk:
    """Everything owed in a world under every regulation of the plugins, or what concerns some subjects only.

    ``settings`` holds, by the code of a regulation, the readings that are chosen.
    """
    asked = None if subjects is None else frozenset(subjects)
    settled = tuple(one.under((settings or {}).get(one.code, {})) for one in plugins.regulations)
    derived = {(one.code, one.edition): with_derived(world, one) for one in settled}
    owed, offered = list[Obligation](), list[Obligation]()
    for regulation in settled:
        over = derived[regulation.code, regulation.edition]
        owed += obligations(over, regulation, asked)
        offered += offers(over, regulation, asked)
    return Desk(world, settled, plugins.vocabulary, tuple(sorted(owed, key=_pressing)), tuple(offered), derived)


def stored_world(url: str, *, as_of: date, judged_from: date = date.min, calendar: Calendar | None = None) -> World:
    """What the records of a database that is there know, as of a day; it is not changed, and closed at the end."""
    engine = open_database(url, make=False)
    try:
        return world_of(engine, as_of=as_of, judged_from=judged_from, calendar=calendar)
    finally:
        engine.dispose()


def world_of(engine: Engine, *, as_of: date, judged_from: date = date.min, calendar: Calendar | None = None) -> World:
    """What the records of a database know, as of a day."""
    return load_world(engine, as_of=as_of, judged_from=judged_from, calendar=calendar or standard_calendar())


@contextmanager
def records_at(url: str) -> Iterator[Engine]:
    """A database with its tables brought up to date, closed at the end; raises `DatabaseError` where that fails."""
    engine = open_database(url)
    try:
        upgrade(engine)
        yield engine
    finally:
        engine.dispose()


def _pressing(one: Obligation) -> tuple[int, date, str, str]:
    return (_PRESSING.index(one.status), one.due or date.max, one.key.duty, one.key.subject)
