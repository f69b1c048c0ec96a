"""``yuetan verify``: whether what is on record is what was written down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yuetan.cli.common import Unusable, as_json, database, plain_errors, progress_bar, tell, tell_json
from yuetan.cli.types import ReadFile
from yuetan.cli.worded import Command, Option
from yuetan.wording import later, say

if TYPE_CHECKING:  # heavy, and --help does without
    from yuetan.records.anchoring import Anchored
    from yuetan.records.verifying import Extent, Fault


@click.command(cls=Command, help=later(
    "逐项核对案卷里的事件有没有被改动、删去或调换，并与库外的存证对照；不改动数据库。查出不符时以 1 退出。"))
@database
@click.option("--anchors", "anchors_file", type=ReadFile(), default=None, cls=Option,
              help=later("库外的存证文件；不给就查不出末尾被删、整卷重写一类的改动。"))
@as_json
def verify(database: str, anchors_file: Path | None, *, json_: bool) -> None:
    """Every fault of the chains and anchors, or that there is none."""
    anchors = None if anchors_file is None else _anchors_of(Path(anchors_file))
    extent, faults = _verified(database, anchors)
    if json_:
        tell_json(_as_row(extent, anchors, faults))
    else:
        tell("\n".join(one.message for one in faults) if faults else _summary(extent))
        tell(_on_anchors(anchors))
        if faults:
            tell(say("共 {count} 处不符；请原样保留数据库和存证文件，报告审计管理员，再与备份核对。",
                     count=len(faults)))
    if faults:
        raise SystemExit(1)


def _anchors_of(file: Path) -> tuple[Anchored, ...]:
    from yuetan.records.anchoring import AnchorError, read_anchors  # noqa: PLC0415 - see above

    try:
        return read_anchors(file)
    except AnchorError as error:
        raise Unusable(str(error)) from error


def _verified(url: str, anchors: Sequence[Anchored] | None) -> tuple[Extent, tuple[Fault, ...]]:
    from yuetan.records.database import open_database, reading  # noqa: PLC0415 - see above
    from yuetan.records.verifying import extent_of, verify  # noqa: PLC0415

    with plain_errors():
        engine = open_database(url, make=False)
        try:
            with reading(engine) as connection, progress_bar() as bar:
                extent = extent_of(connection)
                task = bar.add_task(say("核对事件"), total=extent.events)
                return extent, verify(connection, anchors, progress=lambda read: bar.advance(task, read))
        finally:
            engine.dispose()


def _summary(extent: Extent) -> str:
    text = say("{cases} 个案卷，{events} 项事件：前后相连，没有改动。", cases=extent.cases, events=extent.events)
    if extent.destroyed:
        text += say("其中 {count} 项的文书内容已经销毁，内容本身不再核对。", count=extent.destroyed)
    return text


def _on_anchors(anchors: Sequence[Anchored] | None) -> str:
    if anchors is None:
        return say("没有给出库外的存证（--anchors）：末尾被删、整卷重写一类的改动查不出来。")
    return say("与库外的 {count} 条存证对照过。", count=len(anchors))


def _as_row(extent: Extent, anchors: Sequence[Anchored] | None, faults: Sequence[Fault]) -> dict[str, object]:
    """The same for a program."""
    return {
        "cases": extent.cases, "events": extent.events, "destroyed": extent.destroyed, "anchors": extent.anchors,
        "anchors_outside": None if anchors is None else len(anchors),
        "faults": [{"code": one.code, "case": one.case, "sequence": one.sequence,
                    "anchored_at": one.anchored and one.anchored.at.isoformat(), "message": one.message}
                   for one in faults],
    }
