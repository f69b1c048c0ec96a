"""The facts of a story, as tables tell them: units, cadres with their posts, and portfolios; then what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

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
from yuetan.testing.read_talks import happened, interview_of
from yuetan.testing.tables import Table
from yuetan.testing.words import RANKS, Names, Words
from yuetan.wording import say


@frozen(eq=False)
class Facts:
    """Everything a story and what it includes bring in, in the order of the files."""

    words: Words
    names: Names = field(factory=Names)
    units: list[Unit] = field(factory=list)
    placements: list[Placement] = field(factory=list)
    cadres: list[Cadre] = field(factory=list)
    appointments: list[Appointment] = field(factory=list)
    portfolios: list[Portfolio] = field(factory=list)
    interviews: list[Interview] = field(factory=list)
    events: list[Event] = field(factory=list)


def read_facts(files: Sequence[Table], words: Words) -> Facts:
    """The facts of all these files together; `StoryError` for what makes no sense."""
    facts = Facts(words)
    tables = {key: [one for file in files for one in file.tables(key)] for key in _READERS}
    for table in tables["unit"]:  # all of them first: a unit may stand above those it belongs to
        facts.names.units.add(facts.names.new(table))
    for key, read in _READERS.items():
        for table in tables[key]:
            read(facts, table)
            table.close()
    for file in files:
        _groups(facts, file.table("group"))
    return facts


def _groups(facts: Facts, table: Table) -> None:
    for name in table.every_key():
        if name in facts.names.taken():
            raise table.error(say("“{name}”已经是单位、干部、约谈或另一组的名字；请换一个。", name=name))
        facts.names.groups[name] = facts.names.several(table, name, facts.names.units | facts.names.cadres)


def _unit(facts: Facts, table: Table) -> None:
    unit = table.text("id")
    facts.units.append(Unit(id=unit, type=table.word("type", facts.words.codes("unit_type"))))
    if "placement" not in table:
        facts.placements.append(_placement(facts, table, unit))
    for one in table.tables("placement"):
        facts.placements.append(_placement(facts, one, unit))
        one.close()


def _placement(facts: Facts, table: Table, unit: str) -> Placement:
    since, until = _stretch(table)
    return Placement(unit=unit, name=table.text("name", unit), parent=table.word("parent", facts.names.units, ""),
                     since=since, until=until)


def _cadre(facts: Facts, table: Table) -> None:
    cadre = facts.names.new(table)
    facts.names.cadres.add(cadre)
    facts.cadres.append(Cadre(id=cadre, name=table.text("name", cadre),
                              party=table.word("party", facts.words.codes("party"), "member")))
    for one in table.tables("post"):
        facts.appointments.append(_post(facts, one, cadre))
        one.close()
    facts.portfolios.extend(Portfolio(cadre=cadre, unit=unit) for unit in table.words("oversees", facts.names.units))


def _appointment(facts: Facts, table: Table) -> None:
    facts.appointments.append(_post(facts, table, table.word("cadre", facts.names.cadres)))


def _post(facts: Facts, table: Table, cadre: str) -> Appointment:
    since, until = _stretch(table)
    rank = table.word("rank", RANKS, "")
    return Appointment(
        cadre=cadre, unit=table.word("unit", facts.names.units), post=table.word("post", facts.words.codes("post")),
        title=table.text("title", ""), rank=RANKS[rank] if rank else 0,
        manner=table.word("manner", facts.words.codes("manner"), "regular"),
        marks=table.words("marks", facts.words.codes("mark")), decided=table.maybe_day("decided"), since=since,
        until=until)


def _portfolio(facts: Facts, table: Table) -> None:
    since, until = _stretch(table)
    facts.portfolios.append(Portfolio(cadre=table.word("cadre", facts.names.cadres),
                                      unit=table.word("unit", facts.names.units), since=since, until=until))


def _interview(facts: Facts, table: Table) -> None:
    one = interview_of(table, facts.words, facts.names)
    facts.names.interviews[one.id] = one
    facts.interviews.append(one)
    for told in table.tables("event"):
        facts.events.append(happened(told, facts.words, facts.names, interview=one.id))
        told.close()


def _event(facts: Facts, table: Table) -> None:
    if ("cadre" in table) == ("unit" in table):
        raise table.error(say("cadre 和 unit 应当写且只写一样；约谈中的事件请写在该 interview 的 event 里。"))
    facts.events.append(happened(table, facts.words, facts.names, unit=table.word("unit", facts.names.units, "")))


def _stretch(table: Table) -> tuple[date, date]:
    since, until = table.day("since", date.min), table.day("until", FOREVER)
    if until <= since:
        raise table.error(say("until {until} 应晚于 since {since}；until 是不再如此的第一天，请改正。", since=since,
                              until=until))
    return since, until


_READERS: dict[str, Callable[[Facts, Table], None]] = {
    "unit": _unit, "cadre": _cadre, "appointment": _appointment, "portfolio": _portfolio, "interview": _interview,
    "event": _event,
}
