"""``yuetan governance``: which regulation governs which unit, and the days off, set up on the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import asdict

from yuetan.cli.common import (
    DAY,
    Unusable,
    as_json,
    database,
    day_of,
    plugins,
    read_text,
    tell,
    tell_json,
    tell_table,
)
from yuetan.cli.types import ReadFile, Type
from yuetan.cli.worded import Argument, Command, Group, Option
from yuetan.engine.facts import FOREVER
from yuetan.wording import later, say

if TYPE_CHECKING:  # heavy, and --help does without
    from yuetan.casework.governance import CreditGiven, Governance, GovernanceRow
    from yuetan.records.database import Engine


class ReadingWord(Type):
    """A reading and the option chosen: 理解=选项."""

    name = "reading"
    title = later("理解=选项")

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The two codes."""
        code, mark, option = str(value).partition("=")
        if not (code and mark and option):
            self.wrong(say("“{value}”应写作 理解=选项，如 roll=stay。", value=value), param, ctx)
        return code, option


class CreditWord(Type):
    """Talks that are to count as one of a kind: 种类=类别,类别@制度,制度."""

    name = "credit"
    title = later("种类=类别@制度")

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> CreditGiven:
        """The codes in it."""
        from yuetan.casework.governance import CreditGiven  # noqa: PLC0415 - heavy, and --help does without

        kind, mark, rest = str(value).partition("=")
        families, _, regulations = rest.partition("@")
        if not (kind and mark and families):
            example = "routine=reminder@litong"
            self.wrong(say("“{value}”应写作 种类=类别,类别@制度，如 {example}。", value=value, example=example),
                       param, ctx)
        return CreditGiven(to=kind, families=tuple(families.split(",")),
                           regulations=tuple(filter(None, regulations.split(","))))


UNIT = click.argument("unit", cls=Argument, metavar=later("单位"), help=later("单位编码；连同其下没有另行规定的单位。"))
REGULATION = click.argument("regulation", cls=Argument, metavar=later("制度"), help=later("制度的代码。"))
SINCE = click.option("--since", type=DAY, default=None, cls=Option, help=later("有几项时，指明起始日是哪一天的。"))


@click.group(cls=Group, help=later("哪个单位适用哪部制度、怎样理解，以及放假安排；都会记录在案。"))
def governance() -> None:
    """Governance."""


@governance.command("propose", cls=Command, help=later("提出某单位适用某部制度；批准后才生效。"))
@UNIT
@REGULATION
@click.option("--since", type=DAY, required=True, cls=Option, help=later("从哪一天起适用。"))
@click.option("--until", type=DAY, default=None, cls=Option, help=later("到哪一天止，当天已不再适用；默认一直适用。"))
@click.option("--live-on", type=DAY, default=None, cls=Option, help=later(
    "启用日，此前到期的不作判断；默认与起始日相同。"))
@click.option("--reading", "readings", type=ReadingWord(), multiple=True, cls=Option, help=later(
    "有歧义处选定的理解，可给多个；不写的取第一项。"))
@click.option("--replaces", is_flag=True, cls=Option, help=later("代替上级单位适用的制度；不写则与之并行适用。"))
@click.option("--credit", "credits_", type=CreditWord(), multiple=True, cls=Option, help=later(
    "按这项决定可以抵计的其他制度的约谈，可给多个；不写制度的，各部制度都算。"))
@click.option("--paper", required=True, metavar=later("文号"), cls=Option, help=later("依据的决定，如文号。"))
@database
def propose(unit: str, regulation: str, since: date, until: date | None,  # noqa: PLR0913, PLR0917 - its options
            live_on: date | None, readings: tuple[tuple[str, str], ...],
            credits_: tuple[CreditGiven, ...], paper: str, database: str, *, replaces: bool) -> None:
    """Propose that a regulation governs a unit."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        _governance(engine).propose(
            unit, regulation, since=since, until=until or FOREVER, live_on=live_on or since, readings=dict(readings),
            replaces=replaces, credits=credits_, paper=paper, by=None, at=now())
    tell(say("已提出：{unit} 自 {since} 起适用 {regulation}；批准后生效。", unit=unit, since=since,
             regulation=regulation))


@governance.command("approve", cls=Command, help=later("批准提出的适用。"))
@UNIT
@REGULATION
@SINCE
@database
def approve(unit: str, regulation: str, since: date | None, database: str) -> None:
    """Approve what was proposed."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        acts = _governance(engine)
        found = _one(acts, unit, regulation, since, lambda one: one.approved_at is None and one.withdrawn_at is None)
        acts.approve(found.reference, by=None, at=now())
    tell(say("已批准：{unit} 自 {since} 起适用 {regulation}。", unit=unit, since=found.since, regulation=regulation))


@governance.command("withdraw", cls=Command, help=later("撤回适用；撤回日之前的不变。"))
@UNIT
@REGULATION
@SINCE
@click.option("--on", type=DAY, default=None, cls=Option, help=later("从哪一天起撤回，默认今天。"))
@database
def withdraw(unit: str, regulation: str, since: date | None, on: date | None, database: str) -> None:
    """End what governs."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        acts = _governance(engine)
        found = _one(acts, unit, regulation, since, lambda one: one.withdrawn_at is None and one.until > day_of(on))
        acts.withdraw(found.reference, by=None, at=now(), on=on)
    tell(say("已撤回：{unit} 自 {on} 起不再适用 {regulation}。", unit=unit, on=max(day_of(on), found.since),
             regulation=regulation))


@governance.command("days-off", cls=Command, help=later("导入某年的放假安排；同一年再次导入会替换。"))
@click.argument("file", cls=Argument, type=ReadFile(), metavar=later("文件"),
                help=later("放假安排（TOML），逐个写明节日的首日和末日。"))
@database
def days_off(file: Path, database: str) -> None:
    """Import a year's days off."""
    from yuetan.casework.days_off import import_arrangement  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415

    with acting_on(database) as engine:
        given = import_arrangement(engine, read_text(file), str(file), by=None, at=now())
    tell(say("已导入 {year} 年放假安排：休息 {off} 天，调休上班 {work} 天。", year=given.year, off=len(given.days_off),
             work=len(given.workdays)))


@governance.command("list", cls=Command, help=later("列出各单位适用的制度，包括待批准和已撤回的。"))
@as_json
@database
def list_(database: str, *, json_: bool) -> None:
    """Every row there is."""
    from yuetan.cli.acting import acting_on  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        rows = _governance(engine).everything()
    if json_:
        tell_json([_row(one) for one in rows])
    elif rows:
        titles = (later("单位"), later("制度"), later("起止"), later("启用"), later("理解"), later("依据"),
                  later("方式"), later("状态"))
        tell_table(titles, [(one.unit, one.regulation, _stretch(one), str(one.live_on), _read(one), one.paper,
                             _manner(one), _state(one)) for one in rows])
    else:
        tell(say("还没有单位适用任何制度；请用 yuetan governance propose 提出。"))


def _governance(engine: Engine) -> Governance:
    from yuetan.casework.governance import Governance  # noqa: PLC0415 - heavy, and --help does without

    return Governance(engine, plugins(none_too=True))


def _one(acts: Governance, unit: str, regulation: str, since: date | None,
         wanted: Callable[[GovernanceRow], bool]) -> GovernanceRow:
    """The one row that is meant; an error in words where there is none, or several."""
    found = [one for one in acts.everything() if (one.unit, one.regulation) == (unit, regulation)
             and wanted(one) and since in {None, one.since}]
    if not found:
        raise Unusable(say("{unit} 没有这样的一项 {regulation}；请用 yuetan governance list 核对。", unit=unit,
                           regulation=regulation))
    if len(found) > 1:
        days = say("、").join(str(one.since) for one in found)
        raise Unusable(say("{unit} 有几项 {regulation}，起始日为 {days}；请用 --since 指明。", unit=unit,
                           regulation=regulation, days=days))
    return found[0]


def _stretch(one: GovernanceRow) -> str:
    until = say("，{day}止", day=one.until) if one.until != FOREVER else ""
    return say("{day}起", day=one.since) + until


def _read(one: GovernanceRow) -> str:
    return "\n".join(f"{code}={option}" for code, option in sorted(one.readings.items()))


def _manner(one: GovernanceRow) -> str:
    from yuetan.casework.governance import in_words  # noqa: PLC0415 - heavy, and --help does without

    manner = say("代替上级的") if one.replaces else say("并行")
    return "\n".join((manner, *(say("抵计 {credit}", credit=in_words(credit)) for credit in one.credits)))


def _state(one: GovernanceRow) -> str:
    if one.withdrawn_at is not None:
        return say("已撤回")
    return say("已批准") if one.approved_at is not None else say("待批准")


def _row(one: GovernanceRow) -> Mapping[str, object]:
    return {"reference": one.reference, "unit": one.unit, "regulation": one.regulation, "readings": dict(one.readings),
            "replaces": one.replaces, "credits": [asdict(credit) for credit in one.credits],
            "since": one.since.isoformat(), "until": None if one.until == FOREVER else one.until.isoformat(),
            "live_on": one.live_on.isoformat(), "paper": one.paper, "approved": one.approved_at is not None,
            "withdrawn": one.withdrawn_at is not None}
