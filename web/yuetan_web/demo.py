"""The demonstration: a generated city goes through the real import, and its desk is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import field, frozen
from rich.progress import Progress

from yuetan.casework.desk import desk_over, records_at, world_of
from yuetan.cli.common import Unusable, plain_errors, plugins, progress_bar
from yuetan.engine.world import World
from yuetan.paperwork.roster.importing import import_roster
from yuetan.paperwork.roster.words import talk_kinds
from yuetan.plugins import Plugins
from yuetan.testing.business import with_business
from yuetan.testing.city import make_city, write_city_workbook
from yuetan.wording import say
from yuetan_web.app import create_app
from yuetan_web.index import Index, indexed
from yuetan_web.serving import serve
from yuetan_web.terminal import print_desk

Report = Callable[[int, int], None]


@frozen
class Wish:
    """What was asked for; without a port, no page is served."""

    cadres: int
    seed: int
    as_of: date
    port: int | None

    @property
    def judged_from(self) -> date:
        """Nothing is judged that fell due before the year before."""
        return date(self.as_of.year - 1, 1, 1)


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


def run(wish: Wish) -> None:
    """Make the city, show its desk in the terminal and, where a port was given, on a page until Ctrl-C.

    Everything written lies in a folder of its own, readable by its owner alone and gone before the page opens.
    """
    loaded = plugins()
    with plain_errors(), progress_bar() as bar:
        stages = Stages(bar)
        index = _desk(_imported(wish, loaded, stages), loaded, wish, stages)
    print_desk(index, stages.seconds)
    if wish.port is not None:
        serve(create_app(index, demo=True), wish.port)


def _imported(wish: Wish, loaded: Plugins, stages: Stages) -> World:
    """The city as the records know it after a real import."""
    kinds = talk_kinds(loaded.regulations)
    with TemporaryDirectory(prefix="yuetan-demo-") as folder:
        workbook, url = Path(folder) / "roster.xlsx", f"sqlite:///{Path(folder) / 'yuetan.db'}"
        with stages.stage(say("生成城市，写成工作簿")):
            city = make_city(wish.cadres, wish.seed, as_of=wish.as_of)
            write_city_workbook(workbook, city, loaded.vocabulary, kinds=kinds)
        with records_at(url) as records:
            with stages.stage(say("导入花名册")) as report:
                result = import_roster(records, workbook, loaded.vocabulary, kinds=kinds, progress=report)
            if result.counts is None:
                reason = result.faults[0].reason if result.faults else ""
                raise Unusable(say("演示用的城市导入不了，多半是停用了它用到的插件：{reason}", reason=reason))
            with stages.stage(say("读出任职和既往约谈")):
                return world_of(records, as_of=wish.as_of, judged_from=wish.judged_from)


def _desk(world: World, loaded: Plugins, wish: Wish, stages: Stages) -> Index:
    with stages.stage(say("生成在办的约谈和已报的材料")):
        world = with_business(world, loaded.regulations, wish.seed)
    with stages.stage(say("推出应办事项")):
        desk = desk_over(world, loaded)
    with stages.stage(say("逐项查明依据、时限和承办人")) as report:
        return indexed(desk, report)
