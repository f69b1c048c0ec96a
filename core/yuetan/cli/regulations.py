"""``yuetan regulations``: what is installed."""

from __future__ import annotations

import os

import click

from yuetan.cli.common import as_json, no_regulation, plugins, tell, tell_json, tell_table
from yuetan.cli.worded import Command
from yuetan.plugins import Plugins, left_out
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause
from yuetan.wording import later, say


@click.command(cls=Command, help=later("列出已安装的制度及其版本。"))
@as_json
def regulations(*, json_: bool) -> None:
    """Every edition that is installed, and the distribution that brings it."""
    loaded = plugins(none_too=True)
    if json_:
        tell_json([_row(loaded, one) for one in loaded.regulations])
    elif loaded.regulations:
        titles = (later("代码"), later("制度"), later("文号"), later("施行"), later("条款"), later("来自"))
        tell_table(titles, [(one.code, one.title, one.number, _in_force(one), str(len(one.of(Clause))),
                             loaded.owner(one).distribution) for one in loaded.regulations])
    else:
        tell(no_regulation(left_out(os.environ)))


def _in_force(one: Regulation) -> str:
    since = say("{since} 起", since=one.since) if one.since else ""
    return since + (say("，至 {until} 前", until=one.until) if one.until else "")


def _row(loaded: Plugins, one: Regulation) -> dict[str, object]:
    return {"code": one.code, "title": one.title, "number": one.number, "issuers": list(one.issuers),
            "since": one.since and one.since.isoformat(), "until": one.until and one.until.isoformat(),
            "clauses": len(one.of(Clause)), "distribution": loaded.owner(one).distribution}
