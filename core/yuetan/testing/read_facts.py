"""The facts of a story: units, cadres with their posts, portfolios, interviews and other events, as tables tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from yuetan.engine.world import (
    FOREVER,
    Appointment,
    Cadre,
    Event,
    Interview,
    Placement,
    Portfolio,
    Unit,
)
from yuetan.testing.tables import Table
from yuetan.testing.words import RANKS, Names, Words
from yuetan.wording import say

T = TypeVar("T")


@frozen(eq=False)
class Facts:
    """Everything a story and what it includes bring in, in the order of the files."""

    units: list[Unit] = field(factory=list)
    placements: list[Placement] = field(factory=list)
    cadres: list[Cadre] = field(factory=list)
    appointments: list[Appointment] = field(factory=list)
    portfolios: list[Portfolio] = field(factory=list)
    interviews: list[Interview] = field(factory=list)
    events: list[Event] = field(factory=list)
    names: Names = field(factory=Names)


def read_facts(tables: Sequence[Table], words: Words) -> Facts:
    """The facts of all these files together; `StoryError` for what makes no sense."""
    facts = Facts()
    readers: tuple[tuple[str, Callable[[Facts, Table, Words], None]], ...] = (
        ("unit", _unit), ("cadre", _cadre), ("appointment", _appointment), ("portfolio", _portfolio),
        ("interview", _interview), ("event", _event))
    for key, reader in readers:
        waiting = [one for table in tables for one in table.tables(key)]
        if key == "unit":  # a unit may be named above those it belongs to
            facts.names.units.update(_new_names(waiting, facts.names))
        for one in waiting:
            reader(facts, one, words)
            one.close()
    for table in tables:
        _groups(facts, table.table("group"))
    return facts


def _groups(facts: Facts, table: Table) -> None:
    for name in table.every_key():
        if name in facts.names.taken():
            raise table.error(say("“{name}”已经是单位、干部、约谈或另一组的名字；请换一个。", name=name))
        facts.names.groups[name] = facts.names.several(table, name, facts.names.units | facts.names.cadres)


def _new_names(tables: Sequence[Table], names: Names) -> Iterator[str]:
    seen = set[str]()
    for table in tables:
        yield _new(table, {*names.taken(), *seen})
        seen.add(table.text("id"))


def _new(table: Table, taken: set[str]) -> str:
    name = table.text("id")
    if name in taken:
        raise table.error(say("id “{name}”已经用过；单位、干部和约谈的 id 都不能相同，请换一个。", name=name))
    return name


def _unit(facts: Facts, table: Table, words: Words) -> None:
    unit = table.text("id")
    facts.units.append(Unit(id=unit, type=table.word("type", words.codes("unit_type"))))
    if "placement" in table:
        for one in table.tables("placement"):
            facts.placements.append(_placement(facts, one, unit))
            one.close()
    else:
        facts.placements.append(_placement(facts, table, unit))


def _placement(facts: Facts, table: Table, unit: str) -> Placement:
    since, until = _stretch(table)
    return Placement(unit=unit, name=table.text("name", unit), parent=table.word("parent", facts.names.units, ""),
                     since=since, until=until)


def _cadre(facts: Facts, table: Table, words: Words) -> None:
    cadre = _new(table, {*facts.names.taken()})
    facts.names.cadres.add(cadre)
    facts.cadres.append(Cadre(id=cadre, name=table.text("name", cadre),
                              party=table.word("party", words.codes("party"), "member")))
    for one in table.tables("post"):
        facts.appointments.append(_post(facts, one, words, cadre))
        one.close()
    facts.portfolios.extend(Portfolio(cadre=cadre, unit=unit) for unit in table.words("oversees", facts.names.units))


def _appointment(facts: Facts, table: Table, words: Words) -> None:
    facts.appointments.append(_post(facts, table, words, table.word("cadre", facts.names.cadres)))


def _post(facts: Facts, table: Table, words: Words, cadre: str) -> Appointment:
    since, until = _stretch(table)
    rank = table.word("rank", RANKS, "")
    return Appointment(
        cadre=cadre, unit=table.word("unit", facts.names.units), post=table.word("post", words.codes("post")),
        title=table.text("title", ""), rank=RANKS[rank] if rank else 0,
        manner=table.word("manner", words.codes("manner"), "regular"), marks=frozenset(table.texts("marks")),
        decided=table.maybe_day("decided"), since=since, until=until)


def _portfolio(facts: Facts, table: Table, _: Words) -> None:
    since, until = _stretch(table)
    facts.portfolios.append(Portfolio(cadre=table.word("cadre", facts.names.cadres),
                                      unit=table.word("unit", facts.names.units), since=since, until=until))


def _interview(facts: Facts, table: Table, words: Words) -> None:
    one = read_interview(table, words, facts.names, _new(table, {*facts.names.taken()}))
    facts.names.interviews[one.id] = one
    facts.interviews.append(one)
    for told in table.tables("event"):
        facts.events.append(_happened(facts, told, words, interview=one.id))
        told.close()


def read_interview(table: Table, words: Words, names: Names, name: str, kind: str = "", to: str = "") -> Interview:
    """An interview as a table tells it, of this kind and with this cadre where the caller says so.

    One under another regulation says its family too.
    """
    regulation = table.text("regulation", words.settled.code)
    own = regulation == words.settled.code
    kind = kind or (table.word("kind", words.kinds) if own else table.text("kind"))
    family = table.text("family", words.kinds[kind].family) if own else table.text("family")
    people = {"to": (to,) if to else table.words("to", names.cadres), "by": table.words("by", names.cadres),
              "company": table.words("company", names.cadres)}
    if not people["to"]:
        raise table.error(say("缺少 to；请写上约谈对象。"))
    return Interview(
        id=name, kind=kind, regulation=regulation, family=family, **people,
        organiser=table.word("organiser", names.cadres, ""), recorder=table.word("recorder", names.cadres, ""),
        entrusted=table.flag("entrusted"), collective=table.flag("collective"), imported=table.flag("imported"),
        planned=table.maybe_day("planned"), grounds=table.words("grounds", words.clauses),
        topics=table.words("topics", words.clauses))


def _event(facts: Facts, table: Table, words: Words) -> None:
    names = {"cadre": table.word("cadre", facts.names.cadres, ""), "unit": table.word("unit", facts.names.units, "")}
    if sum(map(bool, names.values())) != 1:
        raise table.error(say("cadre 和 unit 应当写且只写一样；约谈中的事件请写在该 interview 的 event 里。"))
    facts.events.append(_happened(facts, table, words, **names))


def _happened(facts: Facts, table: Table, words: Words, *, interview: str = "", cadre: str = "", unit: str = "",
              ) -> Event:
    return Event(
        code=table.word("code", words.events), on=table.day("on"), id=table.text("id", ""), interview=interview,
        cadre=cadre or table.word("cadre", facts.names.cadres, ""), unit=unit,
        by=table.word("by", facts.names.cadres, ""), to=table.word("to", words.parts, ""),
        until=table.maybe_day("until"), value=table.number("value"), counts_for=table.text("counts_for", ""),
        fields=frozenset(table.texts("fields")), reason=table.text("reason", ""))


def _stretch(table: Table) -> tuple[date, date]:
    since, until = table.day("since", date.min), table.day("until", FOREVER)
    if until <= since:
        raise table.error(say("until {until} 应晚于 since {since}；until 是不再如此的第一天，请改正。", since=since, until=until))
    return since, until
