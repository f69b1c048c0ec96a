"""The demonstration: a generated city goes through the real import, is governed, swept, and served to people."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve, field, frozen
from rich.progress import Progress

from yuetan.casework.civil import civil_date
from yuetan.casework.desk import records_at, world_of
from yuetan.casework.governance import CreditGiven, Governance
from yuetan.casework.governing import jurisdictions_of_records
from yuetan.casework.reminding.daily import remind_today
from yuetan.casework.seal_keys import make_key_file, read_keys
from yuetan.casework.sweeping import sweep_all
from yuetan.cli.common import Unusable, plain_errors, plugins, progress_bar
from yuetan.engine.world import World
from yuetan.paperwork.roster.importing import import_roster
from yuetan.paperwork.roster.words import talk_kinds
from yuetan.plugins import Plugins
from yuetan.testing.business import with_business_of
from yuetan.testing.city import BRANCHES, FEWEST_MIXED, POLICE, Branch, make_city, make_mixed_city, write_city_workbook
from yuetan.testing.city.credited import with_credited_talk
from yuetan.testing.stored_business import store_business
from yuetan.wording import say
from yuetan_web.app import create_app
from yuetan_web.demo_people import DISCIPLINE, ROOT, Member, Wanted, make_people, wanted
from yuetan_web.serving import serve
from yuetan_web.shell import Shell
from yuetan_web.terminal import print_desk, print_people

Report = Callable[[int, int], None]
PAPER = "演示用的适用决定"
CREDITS = {"lianyungang": (CreditGiven(
    to="routine", families=("routine",), regulations=("aba_housing", "monthly_talks")),)}
"""What the decision on a regulation lets count under it: whom his own body talked to need not be talked to again."""


@frozen
class Wish:
    """What was asked for; without a port, no page is served."""

    cadres: int
    seed: int
    as_of: date
    port: int | None

    @property
    def live_on(self) -> date:
        """Nothing is judged that fell due before the year before."""
        return date(self.as_of.year - 1, 1, 1)

    def clock(self) -> Callable[[], datetime]:
        """A clock that shows the day that was asked for, and goes on from there."""
        shift = timedelta(days=(self.as_of - civil_date(datetime.now(tz=UTC))).days)
        return lambda: datetime.now(tz=UTC) + shift


@frozen
class Stages:
    """The stages of the work, each with a bar while it runs and its seconds afterwards."""

    bar: Progress
    seconds: dict[str, float] = field(factory=dict)

    @contextmanager
    def stage(self, title: str) -> Iterator[Report]:
        """Do one stage; it may report how much is done of how much."""
        task, began = self.bar.add_task(title, total=None), time.perf_counter()
        yield lambda done, total: self.bar.update(task, completed=done, total=total)
        self.seconds[title] = time.perf_counter() - began
        total = self.bar.tasks[task].total or 1
        self.bar.update(task, completed=total, total=total)


@frozen
class City:
    """A city that stands ready: what its pages work with, and who is to sign in."""

    shell: Shell
    people: tuple[Wanted, ...]

    def opened(self) -> tuple[Member, ...]:
        """Whoever may sign in, each with his one-time password, once their accounts are made."""
        return make_people(self.shell, self.people, self.shell.now())


def run(wish: Wish) -> None:
    """Make the city, show its desk in the terminal and, where a port was given, on pages until Ctrl-C.

    Everything written lies in a folder of its own, readable by its owner alone and gone at the end.
    """
    loaded = plugins()
    with TemporaryDirectory(prefix="yuetan-demo-") as name:
        folder = Path(name)
        with records_at(f"sqlite:///{folder / 'yuetan.db'}") as records:
            _shown(records, folder, loaded, wish)


def _shown(records: Any, folder: Path, loaded: Plugins, wish: Wish) -> None:  # noqa: ANN401 - the records' own
    with plain_errors(), progress_bar() as bar:
        stages = Stages(bar)
        city = made(records, folder, loaded, wish, stages)
    print_desk(city.shell, city.people[0].reader, stages.seconds)
    if wish.port is not None:
        print_people(city.opened())
        remind_today(records, loaded, city.shell.reminding, now=city.shell.now)
        serve(create_app(city.shell), wish.port, say("演示数据没有留下。"))


def made(records: Any, folder: Path, loaded: Plugins, wish: Wish, stages: Stages) -> City:  # noqa: ANN401 - as above
    """A city in empty records, from its roster to what is owed; files it needs lie in a folder."""
    clock = wish.clock()
    at = clock()
    world = _imported(records, folder, loaded, wish, stages)
    with stages.stage(say("确定适用的制度，写入在办的约谈和已报的材料")):
        branches = _branches(loaded, world)
        regulations = fitting(loaded, world, wish.as_of, {one.regulation for one in branches})
        _governed(records, loaded, [(ROOT, one.code, False) for one in regulations], wish, at)
        _governed(records, loaded, [(one.root, one.regulation, one.replaces) for one in branches], wish, at)
        there = jurisdictions_of_records(records, loaded, wish.as_of)
        offices = {one.regulation: one.office for one in branches}
        done = with_business_of(world, there, offices, wish.seed)
        fresh = _added(world, with_credited_talk(done) if POLICE in branches else done)
        store_business(records, fresh, [one.regulation for one in there], DISCIPLINE)
    with stages.stage(say("全面推算应办事项")):
        sweep_all(records, loaded, at=at)
    keys = folder / "seal.toml"
    make_key_file(keys)
    shell = Shell(records=records, plugins=loaded, now=clock, secret=token_bytes(32), keys=read_keys(keys), demo=True)
    return City(shell, wanted(fresh, wish.as_of, branches))


def _added(world: World, business: World) -> World:
    """What business added to a world: the rest stands in the tables already."""
    interviews, events = {*world.interviews}, {*world.events}
    return evolve(world, interviews=tuple(one for one in business.interviews if one not in interviews),
                  events=tuple(one for one in business.events if one not in events))


def _imported(records: Any, folder: Path, loaded: Plugins,  # noqa: ANN401 - as above
              wish: Wish, stages: Stages) -> World:
    """The city as the records know it after a real import."""
    kinds, workbook = talk_kinds(loaded.regulations), folder / "roster.xlsx"
    with stages.stage(say("生成城市，写成工作簿")):
        city = _city_of(loaded)(wish.cadres, wish.seed, as_of=wish.as_of)
        write_city_workbook(workbook, city, loaded.vocabulary, kinds=kinds)
    with stages.stage(say("导入花名册")) as report:
        result = import_roster(records, workbook, loaded.vocabulary, kinds=kinds, progress=report)
    if result.counts is None:
        reason = result.faults[0].reason if result.faults else ""
        raise Unusable(say("演示用的城市导入不了，多半是停用了它用到的插件：{reason}", reason=reason))
    with stages.stage(say("读出任职和既往约谈")):
        return world_of(records, as_of=wish.as_of, judged_from=wish.live_on)


def _city_of(loaded: Plugins) -> Callable[..., Any]:
    """A city with bodies under regulations of their own, where these are all installed; else one under one alone."""
    installed = {one.code for one in loaded.regulations}
    return mixed_city if installed.issuperset(one.regulation for one in BRANCHES) else make_city


def mixed_city(cadres: int, seed: int, *, as_of: date) -> Any:  # noqa: ANN401 - a roster, as the records know it
    """A mixed city; one under one regulation where it is too small for that."""
    return (make_mixed_city if cadres >= FEWEST_MIXED else make_city)(cadres, seed, as_of=as_of)


def _branches(loaded: Plugins, world: World) -> tuple[Branch, ...]:
    """The bodies of this city that go by regulations of their own."""
    units, installed = {one.id for one in world.units}, {one.code for one in loaded.regulations}
    return tuple(one for one in BRANCHES if one.office in units and one.regulation in installed)


def fitting(loaded: Plugins, world: World, on: date, others: Collection[str] = ()) -> tuple[Any, ...]:
    """The regulations in force that are made for such a city: those that name the most of its units.

    Of these the city itself goes by none that governs ``others`` of its bodies.
    """
    def named(edition: Any) -> int:  # noqa: ANN401 - a regulation, which pages know no more of
        types = {term.code for term in edition.terms if term.of == "unit_type"}
        return sum(unit.type in types for unit in world.units)
    editions = [one for one in loaded.regulations if one.in_force(on) and one.code not in others]
    most = max(map(named, editions), default=0)
    return tuple(one for one in editions if named(one) == most)


def _governed(records: Any, loaded: Plugins, decisions: Iterable[tuple[str, str, bool]], wish: Wish,  # noqa: ANN401 - as above
              at: datetime) -> None:
    """Let regulations govern units, each beside what comes from above or in its place."""
    governance, installed = Governance(records, loaded), {one.code for one in loaded.regulations}
    for unit, code, replaces in decisions:
        reference = governance.propose(
            unit, code, since=wish.live_on, live_on=wish.live_on, replaces=replaces, paper=PAPER, by=None, at=at,
            credits=tuple(one for one in CREDITS.get(code, ()) if installed.issuperset(one.regulations)))
        governance.approve(reference, by=None, at=at)
