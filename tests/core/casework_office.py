"""A small city office over real tables: a discipline organ, a bureau, their people, and what governs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache

from attrs import define, field
from kept_databases import filled

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.acts import Done, Offer, Proposal, Taken
from yuetan.casework.governance import Governance
from yuetan.casework.governing import calendar_of, jurisdictions_on
from yuetan.casework.work import Casework
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.plugins import Plugins, load
from yuetan.records.accounts import AccountRow, add_account, every_account
from yuetan.records.database import Engine, open_database, reading, upgrade, writing
from yuetan.records.owed.refreshing import refresh
from yuetan.records.roster import store
from yuetan.records.values import Roster
from yuetan.records.worlds import whole_world
from yuetan.rules.terms import Rank

SECRETARY, CLERK, RECORDER, DIRECTOR, OTHER, DEPUTY, ABOVE, BUREAU = (
    "J001", "J002", "J003", "E001", "E002", "J004", "C001", "E003")
NAMES = {SECRETARY: "郑守正", CLERK: "白雪", RECORDER: "丁小龙", DIRECTOR: "周志强", OTHER: "马文慧", DEPUTY: "陈国栋",
         ABOVE: "何明远", BUREAU: "田小雨"}
UNITS = {"C": ("city_party", "市委", ""), "J": ("city_discipline", "市纪委监委", "C"),
         "E": ("city_department", "市教育局", "C")}
SINCE = date(2024, 1, 8)
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine o'clock on a Monday morning in the office


def _post(cadre: str, unit: str, post: str, title: str, rank: int, *marks: str) -> Appointment:
    return Appointment(cadre=cadre, unit=unit, post=post, title=title, rank=rank, marks=marks, since=SINCE)


ROSTER = Roster(
    units=tuple(Unit(id=code, type=sort) for code, (sort, _, _) in UNITS.items()),
    placements=tuple(Placement(unit=code, name=name, parent=parent, since=SINCE)
                     for code, (_, name, parent) in UNITS.items()),
    cadres=tuple(Cadre(id=code, name=name) for code, name in NAMES.items()),
    appointments=(
        _post(SECRETARY, "J", "head", "书记", Rank.BUREAU_DEPUTY, "市管"),
        _post(DEPUTY, "J", "deputy", "副书记", Rank.DIVISION, "市管"),
        _post(CLERK, "J", "staff", "干部", Rank.SECTION), _post(RECORDER, "J", "staff", "干部", Rank.SECTION_DEPUTY),
        _post(DIRECTOR, "E", "head", "局长", Rank.DIVISION, "市管"),
        _post(OTHER, "E", "deputy", "副局长", Rank.DIVISION_DEPUTY, "市管"),
        _post(ABOVE, "C", "staff", "督察专员", Rank.SECTION),
        _post(BUREAU, "E", "staff", "办公室干部", Rank.SECTION_DEPUTY)))
ROLES = {CLERK: (Role.DISCIPLINE, "J"), DEPUTY: (Role.HEAD, "J"), RECORDER: (Role.CLERK, "J"),
         SECRETARY: (Role.HEAD, "J"), ABOVE: (Role.SUPERIOR, "C"), BUREAU: (Role.CLERK, "E")}


@cache
def plugins() -> Plugins:
    """The installed plugins, loaded once."""
    return load()


@define
class Office:
    """The office at one moment, which a test moves on."""

    records: Engine
    moment: datetime = START
    actors: dict[str, Actor] = field(factory=dict)
    tokens: int = 0
    plugins: Plugins = field(factory=plugins)

    @property
    def casework(self) -> Casework:
        return Casework(self.records, self.plugins, lambda: self.moment)

    @property
    def today(self) -> date:
        return (self.moment + timedelta(hours=8)).date()

    def on(self, day: date) -> None:
        """Go on to nine o'clock of a day."""
        self.moment = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)

    def token(self) -> str:
        self.tokens += 1
        return f"token-{self.tokens}"

    def propose(self, by: str = CLERK, **changes: object) -> Done:
        values: dict[str, object] = {
            "regulation": "lianyungang", "kind": "routine", "interviewees": (OTHER,), "interviewers": (DEPUTY,),
            "recorder": RECORDER, "topic": "履职和廉洁情况"}
        return self.casework.propose(self.actors[by], Proposal(**(values | changes)), token=self.token())  # type: ignore[arg-type]

    def take(self, by: str, done: Done, code: str, **changes: object) -> Done:
        taken = Taken(code=code, **({"version": done.version} | changes))  # type: ignore[arg-type]
        return self.casework.take(self.actors[by], done.case, taken, token=self.token())

    def offers(self, by: str, done: Done) -> dict[str, Offer]:
        return {one.code: one for one in self.casework.offers(self.actors[by], done.case)}


def reopened(url: str, loaded: Plugins | None = None) -> Office:
    """The office over the database it was made in."""
    records = open_database(url, make=False)
    office = Office(records, plugins=loaded or plugins())
    with reading(records) as connection:
        _know(office, {one.name: one for one in every_account(connection)})
    return office


def _know(office: Office, accounts: Mapping[str, AccountRow]) -> None:
    for cadre, name in NAMES.items():
        granted = (Granted(*ROLES[cadre]),) if cadre in ROLES else ()
        office.actors[cadre] = Actor(accounts[name].id, accounts[name].reference, name, cadre, granted)


def _fill(records: Engine, loaded: Plugins) -> None:
    """What is owed before anybody acts."""
    with writing(records) as connection:
        world = whole_world(connection, as_of=START.date(), calendar=calendar_of(connection))
        there = jurisdictions_on(connection, loaded, START.date())
        refresh(connection, world, there, (*NAMES, *UNITS), at=START, why="sweep")


@contextmanager
def office_over(url: str, loaded: Plugins | None = None, code: str = "lianyungang") -> Iterator[Office]:
    """The office over an empty database: its roster, accounts with their grants, and the regulation in effect."""
    there = loaded or plugins()
    filled(url, (there, code), lambda address: _make(address, there, code))
    office = reopened(url, there)
    try:
        yield office
    finally:
        office.records.dispose()


def _make(url: str, loaded: Plugins, code: str) -> None:
    records = open_database(url)
    upgrade(records)
    with writing(records) as connection:
        store(connection, ROSTER)
    governance = Governance(records, loaded)
    reference = governance.propose("C", code, since=date(2026, 1, 1), live_on=date(2026, 1, 1), readings={},
                                   paper="连委办〔2025〕31号", by=None, at=START - timedelta(days=60))
    governance.approve(reference, by=None, at=START - timedelta(days=59))
    _fill(records, loaded)
    with writing(records) as connection:
        for number, cadre in enumerate(NAMES, start=1):
            add_account(connection, sign_in=f"user{number}", name=NAMES[cadre], cadre=cadre, password="-",  # noqa: S106 - nobody signs in
                        must_change=False, made_at=START)
    records.dispose()
