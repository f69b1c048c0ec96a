"""``yuetan regulations``: what is installed."""

from __future__ import annotations

import json

import click

from yuetan.cli.common import as_json, console, plugins, table_of
from yuetan.cli.worded import Command
from yuetan.plugins import Plugins
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause
from yuetan.wording import later, say


@click.command(cls=Command, help=later("列出已安装的制度及其版本。"))
@as_json
def regulations(*, json_: bool) -> None:
    """Every edition that is installed, and the distribution that brings it."""
    loaded = plugins()
    if json_:
        click.echo(json.dumps([_row(loaded, one) for one in loaded.regulations], ensure_ascii=False, indent=2))
        return
    if not loaded.regulations:
        click.echo(say("没有安装任何制度；请安装一个插件，如 yuetan-lianyungang。"))
        return
    table = table_of(later("代码"), later("制度"), later("文号"), later("施行"), later("条款"), later("来自"))
    for one in loaded.regulations:
        row = _row(loaded, one)
        table.add_row(one.code, one.title, one.number, _in_force(one), str(row["clauses"]), str(row["distribution"]))
    console().print(table)


def _in_force(one: Regulation) -> str:
    since = say("{since} 起", since=one.since) if one.since else ""
    return since + (say("，至 {until} 前", until=one.until) if one.until else "")


def _row(loaded: Plugins, one: Regulation) -> dict[str, object]:
    return {"code": one.code, "title": one.title, "number": one.number, "issuers": list(one.issuers),
            "since": one.since and one.since.isoformat(), "until": one.until and one.until.isoformat(),
            "clauses": len(one.of(Clause)), "distribution": loaded.owner(one).distribution}
