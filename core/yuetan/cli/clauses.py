"""``yuetan clauses NAME``: each clause and what keeps it."""

from __future__ import annotations

from collections.abc import Mapping

import click

from yuetan.cli.common import as_json, name_of_regulation, regulation, tell, tell_json, tell_table
from yuetan.cli.worded import Command
from yuetan.rules.coverage import Covered, coverage
from yuetan.rules.guarantees import GUARANTEES
from yuetan.rules.rule import Rule, rule_name
from yuetan.wording import later, say


@click.command(cls=Command, help=later(
    "列出制度的每一条款，以及由哪些规则、表格、页面或系统保证落实；有条款无着落时以 1 退出。"))
@name_of_regulation
@as_json
def clauses(name: str, *, json_: bool) -> None:
    """The table that shows nothing was left out."""
    found = regulation(name).under({})
    rows = coverage(found)
    if json_:
        tell_json([_row(one) for one in rows])
    else:
        _table(rows, {rule_name(rule): rule.title for rule in found.of(Rule)})
    if any(one.hole for one in rows):
        raise SystemExit(1)


def _row(one: Covered) -> dict[str, object]:
    return {"at": one.at, "printed": one.printed, "gist": one.gist, "covered_by": list(one.covered_by),
            "set_aside": one.set_aside, "promised": one.promised}


def _table(rows: tuple[Covered, ...], titles: Mapping[str, str]) -> None:
    tell_table((later("条款"), later("要旨"), later("由什么落实")),
               [(one.printed, one.gist, _keeping(one, titles)) for one in rows])
    holes = [one.printed for one in rows if one.hole]
    promised = sum(one.promised for one in rows)
    tell(say("共 {count} 处条款，其中 {promised} 处待后续功能落实。", count=len(rows), promised=promised))
    if holes:
        tell(say("以下 {count} 处没有着落：{holes}。请写出相应规则，或写明搁置的理由。", count=len(holes),
                 holes=say("、").join(holes)))
    else:
        tell(say("没有遗漏。"))


def _keeping(one: Covered, titles: Mapping[str, str]) -> str:
    if one.hole:
        return say("没有着落")
    if one.set_aside is not None and not one.covered_by:
        return say("不设规则：{reason}", reason=one.set_aside)
    return "\n".join(_named(name, titles) for name in one.covered_by)


def _named(name: str, titles: Mapping[str, str]) -> str:
    sort, code = name.split(":", 1)
    if sort != "guarantee":
        return f"{name} {titles.get(name, '')}".rstrip()
    guarantee = GUARANTEES[code]
    return f"{name} {say(guarantee.title)}" + (say("（待落实）") if guarantee.promised else "")
