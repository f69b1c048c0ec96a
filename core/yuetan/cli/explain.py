"""``yuetan explain SUBJECT``: who owes what by when, and which clause says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from yuetan.cli.common import arrangements, as_json, as_of, database, day_of, judged_from, tell_json
from yuetan.cli.worded import Argument, Command, Option
from yuetan.wording import later


@click.command(cls=Command, help=later(
    "说明某人、某单位或某次约谈欠着什么、何时到期、依据哪一条、日子怎么数的。应办的在前，逾期的最前；可办的在后。"))
@click.argument("subject", cls=Argument, metavar=later("对象"),
                help=later("工号、单位编码、约谈编号，或不与别人相同的姓名、单位名称。"))
@database
@as_of
@judged_from
@click.option("--regulation", "only", metavar=later("制度"), cls=Option, help=later("只看这一部制度（写代码）。"))
@arrangements
@as_json
def explain(  # noqa: PLR0913, PLR0917 - one for each option
        subject: str, database: str, as_of: date | None, judged_from: date | None, only: str | None,
        arrangement_files: tuple[Path, ...], *, json_: bool) -> None:
    """Everything that concerns one cadre, unit or interview."""
    from yuetan.cli.explained import Question, as_rows, desk_of, show  # noqa: PLC0415 - heavy, and --help does without

    question = Question(subject, database, day_of(as_of), judged_from, only, arrangement_files)
    desk = desk_of(question)
    if json_:
        tell_json(as_rows(desk))
    else:
        show(desk, question)
