"""``yuetan clauses NAME``: each clause and what keeps it."""

from __future__ import annotations

import json

import click

from yuetan.cli.common import as_json, console, regulation, table_of
from yuetan.cli.worded import Command
from yuetan.rules.coverage import Covered, coverage
from yuetan.rules.guarantees import GUARANTEES
from yuetan.wording import later, say


@click.command(cls=Command, help=later(
    "列出制度的每一条款，以及由哪些规则、表格、页面或系统保证落实；有条款无着落时以 1 退出。"))
@click.argument("name")
@as_json
def clauses(name: str, *, json_: bool) -> None:
    """The table that shows nothing was left out."""
    rows = coverage(regulation(name).under({}))
    if json_:
        click.echo(json.dumps([_row(one) for one in rows], ensure_ascii=False, indent=2))
    else:
        _table(rows)
    if any(one.hole for one in rows):
        raise SystemExit(1)


def _row(one: Covered) -> dict[str, object]:
    return {"at": one.at, "printed": one.printed, "gist": one.gist, "covered_by": list(one.covered_by),
            "set_aside": one.set_aside, "promised": one.promised}


def _table(rows: tuple[Covered, ...]) -> None:
    table = table_of(later("条款"), later("要旨"), later("由什么落实"))
    for one in rows:
        table.add_row(one.printed, one.gist, _keeping(one))
    console().print(table)
    holes = [one.printed for one in rows if one.hole]
    promised = sum(one.promised for one in rows)
    console().print(say("共 {count} 处条款；{promised} 处待后续功能落实；", count=len(rows), promised=promised)
                    + (say("以下没有着落：{holes}", holes="、".join(holes)) if holes else say("没有遗漏。")))


def _keeping(one: Covered) -> str:
    if one.hole:
        return say("没有着落")
    if one.set_aside is not None and not one.covered_by:
        return say("不设规则：{reason}", reason=one.set_aside)
    return "\n".join(_named(name) for name in one.covered_by)


def _named(name: str) -> str:
    sort, code = name.split(":", 1)
    if sort != "guarantee":
        return name
    guarantee = GUARANTEES[code]
    return f"{name} {say(guarantee.title)}" + (say("（待落实）") if guarantee.promised else "")
