"""What ``yuetan old-ledger`` does and shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from secrets import token_urlsafe

from attrs import frozen
from rich.progress import Progress

from yuetan.casework.errors import Hidden
from yuetan.casework.old_ledger import OldLedgers, Preview
from yuetan.casework.old_ledger_flags import word_of
from yuetan.cli.acting import acting_on, now
from yuetan.cli.common import Unusable, plugins, progress_bar, tell, tell_json, tell_table
from yuetan.paperwork.old_ledger.importing import SERVER, read_old_ledger
from yuetan.paperwork.roster.apart import annotate_apart
from yuetan.paperwork.roster.faults import RowFault, WorkbookRefused
from yuetan.paperwork.roster.importing import beside
from yuetan.wording import later, say

SHOWN = 20


@frozen(kw_only=True)
class Result:
    """What came of it: what it would do or did; ``reference`` names what was brought in, empty where nothing was."""

    preview: Preview | None = None
    reference: str = ""
    faults: tuple[RowFault, ...] = ()
    annotated: Path | None = None


def bring_in(workbook: Path, unit: str, database: str, annotated: Path | None, *, applying: bool) -> Result:
    """Read a workbook and look it over, showing how far that is; an error in words where nothing could be done."""
    with acting_on(database) as engine, progress_bar() as bar:
        read = bar.add_task(say("读取"), total=None)
        try:
            found = read_old_ledger(workbook, workbook.name, allowance=SERVER, progress=lambda done, total: bar.update(
                read, completed=done, total=total))
        except WorkbookRefused as error:
            raise Unusable(say("{file}：{reason}", file=workbook, reason=error)) from error
        if found.faults:
            return Result(faults=found.faults, annotated=_marked(workbook, annotated or beside(workbook), found.faults))
        ledgers = OldLedgers(engine, plugins(), now)
        try:
            if not applying:
                return Result(preview=ledgers.preview(None, unit, found.rows, _step(bar, say("核对"), len(found.rows))))
            reference = ledgers.keep(None, unit, found.rows, source=workbook.name, digest=found.digest,
                                     progress=_step(bar, say("核对"), len(found.rows)))
            done = ledgers.apply(None, reference, token=token_urlsafe(),
                                 progress=_step(bar, say("导入"), len(found.rows)))
        except Hidden as error:
            raise Unusable(say("没有编码为“{unit}”的单位；请核对。", unit=unit)) from error
        return Result(preview=done, reference=reference)


def take_back(reference: str, reason: str, database: str) -> None:
    """Take a ledger back."""
    with acting_on(database) as engine:
        try:
            OldLedgers(engine, plugins(), now).undo(None, reference, reason, token=token_urlsafe())
        except Hidden as error:
            raise Unusable(say("没有编号为“{reference}”的导入；请核对。", reference=reference)) from error


def show(result: Result, *, as_json: bool) -> None:
    """Print what was wrong and where it is marked, or what was or would be brought in."""
    if as_json:
        tell_json(_as_row(result))
        return
    if result.preview is None:
        shown = result.faults[:SHOWN] if result.annotated else result.faults
        tell_table((later("行"), later("列"), later("内容"), later("错误和改法")),
                   [(str(one.row or ""), one.column, one.value, one.reason) for one in shown])
        tell(say("共 {count} 处错误；已在 {file} 中逐一标注。没有导入任何一行。", count=len(result.faults),
                 file=result.annotated) if result.annotated else
             say("共 {count} 处错误；标注的工作簿没能写出，错误已全部列在上面。没有导入任何一行。",
                 count=len(result.faults)))
        return
    one = result.preview
    tell_table((later("新增"), later("变更"), later("已有"), later("计数")),
               [(str(one.new), str(one.changed), str(one.same), str(one.counted))])
    if one.flags:
        tell_table((later("标注"), later("行数")), [(word_of(flag), str(count)) for flag, count in sorted(
            one.flags.items(), key=lambda item: (-item[1], item[0]))])
    tell(say("已导入，编号 {reference}；撤销时要用。", reference=result.reference) if result.reference
         else say("以上是导入后会怎样；还没有导入，加 --apply 导入。"))


def _step(bar: Progress, title: str, total: int) -> Callable[[int], None]:
    task = bar.add_task(title, total=total)
    return lambda rows: bar.advance(task, rows)


def _marked(workbook: Path, target: Path, faults: tuple[RowFault, ...]) -> Path | None:
    try:
        return annotate_apart(workbook, target, faults)
    except (OSError, WorkbookRefused):
        return None


def _as_row(result: Result) -> dict[str, object]:
    one = result.preview
    return {"imported": result.reference or None, "annotated": result.annotated and str(result.annotated),
            "preview": one and {"new": one.new, "changed": one.changed, "same": one.same, "counted": one.counted,
                                "flags": dict(sorted(one.flags.items()))},
            "faults": [{"row": fault.row, "column": fault.column, "cell": fault.cell, "value": fault.value,
                        "reason": fault.reason} for fault in result.faults]}
