"""The accounts and the acts of a story, as its tables tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import fields

from yuetan.access.actor import Role
from yuetan.engine.world import FOREVER
from yuetan.records.governances import GovernanceRow
from yuetan.testing.acts.filling import filled
from yuetan.testing.acts.ways import WAYS
from yuetan.testing.read_facts import Facts
from yuetan.testing.tables import Table
from yuetan.testing.told import Account, Act, Told
from yuetan.testing.words import Names
from yuetan.wording import say

ROLES = tuple(role.value for role in Role)


def read_told(files: Sequence[Table], facts: Facts, governances: tuple[GovernanceRow, ...], regulation: str) -> Told:
    """The accounts and acts of these files together; ``regulation`` is meant where an act names none.

    Raises `StoryError` for an act that makes no sense, or stands before one of an earlier day, and for facts that
    happened only after the first of them: those are acts themselves.
    """
    names = facts.names
    accounts = tuple(_account(one, names) for file in files for one in file.tables("account"))
    acts = list[Act]()
    for file in files:
        for table in file.tables("act"):
            acts.append(_act(table, names, regulation))
            if len(acts) > 1 and acts[-1].on < acts[-2].on:
                raise table.error(say("on {on} 早于前一项行为的 {before}；行为按先后写，请调整顺序。", on=acts[-1].on,
                                      before=acts[-2].on))
    if acts and (late := [one for one in facts.events if one.on >= acts[0].on]):
        raise files[-1].error(say("{code}（{on}）不早于第一项行为（{first}）；此前的事写作事实，此后的写作 act。",
                                  code=late[0].code, on=late[0].on, first=acts[0].on))
    if not governances:
        raise files[-1].error(say("缺少 governance；写有 act 或 account 的故事请写明哪里适用哪部制度。"))
    return Told(governances=governances, accounts=accounts, acts=tuple(acts))


def _account(table: Table, names: Names) -> Account:
    found = Account(
        cadre=table.word("cadre", names.cadres), role=table.word("role", ROLES),
        unit=table.word("unit", names.units, ""), since=table.day("since", date.min), until=table.day("until", FOREVER))
    table.close()
    return found


def _act(table: Table, names: Names, regulation: str) -> Act:
    way = WAYS[do := table.word("do", WAYS)]
    of = table.word("of", {*names.made, *names.interviews}, "")
    given = {"regulation": regulation} if "regulation" in {one.name for one in fields(way.asks)} else {}
    on, by = table.day("on"), table.word("by", names.cadres)
    asked = filled(table, way.asks, {**given, **dict.fromkeys(way.known, 0), "on": on}, without=way.known,
                   keys={"on": "day"})
    name = names.new(table) if "id" in table else ""
    names.made.update({name: on} if name else {})
    table.close()
    return Act(place=table.place, name=name, on=on, by=by, do=do, of=of, asked=asked)
