"""Editions that a story makes up: a regulation goes on from a day with other values in some of its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve, fields, has

from yuetan.plugins import Plugins
from yuetan.rules.errors import RegulationError
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule, rule_name
from yuetan.testing.tables import Table
from yuetan.wording import say


def with_editions(files: Sequence[Table], plugins: Plugins) -> Plugins:
    """The plugins with the editions that these files tell of besides; the same where they tell of none.

    Raises `StoryError` for a regulation, rule or value there is not, and for an edition that makes no sense.
    """
    for file in files:
        for table in file.tables("edition"):
            plugins = _with_edition(table, plugins)
            table.close()
    return plugins


def _with_edition(table: Table, plugins: Plugins) -> Plugins:
    code, since = table.word("regulation", {one.code for one in plugins.regulations}), table.day("since")
    before = plugins.edition(code, since)
    if before is None or before.since == since:
        raise table.error(say("制度 {code} 在 {since} 之前没有施行中的版本；请改 since。", code=code, since=since))
    rules = tuple(before.rules)
    for change in table.tables("change"):
        rules = tuple(_changed(change, rules))
        change.close()
    try:
        editions = evolve(before, until=since), evolve(before, since=since, until=before.until, rules=rules)
    except RegulationError as error:
        raise table.error(say("这一版不成立：{error}", error=error)) from None
    return evolve(plugins, loaded=tuple(
        evolve(one, regulations=tuple(_replaced(one.regulations, before, editions))) for one in plugins.loaded))


def _replaced(there: Iterable[Regulation], before: Regulation, editions: tuple[Regulation, ...],
              ) -> Iterator[Regulation]:
    for one in there:
        yield from editions if one is before else (one,)


def _changed(table: Table, rules: tuple[Clause | Rule, ...]) -> Iterator[Clause | Rule]:
    """The rules with one value of one of them changed: `field` is the way to it, such as ``due.count``."""
    named = {rule_name(rule): rule for rule in rules if isinstance(rule, Rule)}
    rule = named[table.word("rule", named)]
    changed = _with_value(table, rule, table.text("field").split("."))
    yield from (changed if one is rule else one for one in rules)


def _with_value(table: Table, value: Any, way: list[str]) -> Any:  # noqa: ANN401 - any part of a rule
    known = {one.name: one for one in fields(type(value))} if has(type(value)) else {}
    if way[0] not in known:
        raise table.error(say("field 写了“{field}”，这里没有；可用的有：{known}。", field=way[0],
                              known=say("、").join(sorted(known)) or say("（无）")))
    there = getattr(value, way[0])
    if len(way) > 1:
        return evolve(value, **{way[0]: _with_value(table, there, way[1:])})
    of = next((one for one in (bool, int, str, date) if isinstance(there, one)), None)
    if of is None:
        raise table.error(say("field 写了“{field}”，它不是一个数、日期或文字，不能改。", field=way[0]))
    return evolve(value, **{way[0]: table.value("value", of)})
