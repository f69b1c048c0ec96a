"""Interviews and events, as tables tell them."""

from __future__ import annotations

from attrs import evolve

from yuetan.engine.world import Event, Interview
from yuetan.testing.tables import Table
from yuetan.testing.words import Names, Words
from yuetan.wording import say


def interview_of(table: Table, words: Words, names: Names) -> Interview:
    """An interview of the story, under its name. One under another regulation says of what kind and family it is."""
    regulation = table.text("regulation", words.settled.code)
    words = words.under(regulation)
    if regulation == words.settled.code:
        kind = table.word("kind", words.kinds)
        found = interview_on_the_spot(table, words, names, kind, _interviewees(table, names))
    else:
        found = evolve(_interview(table, words, names), kind=table.text("kind"), regulation=regulation,
                       family=table.text("family"), to=_interviewees(table, names))
    return evolve(found, id=names.new(table))


def interview_on_the_spot(table: Table, words: Words, names: Names, kind: str, to: tuple[str, ...]) -> Interview:
    """One of a kind of the story's regulation, with these cadres; it bears the name of its table."""
    return evolve(_interview(table, words, names), kind=kind, regulation=words.settled.code,
                  family=words.kinds[kind].family, to=to or _interviewees(table, names))


def _interviewees(table: Table, names: Names) -> tuple[str, ...]:
    if not (found := table.words("to", names.cadres)):
        raise table.error(say("缺少 to；请写上约谈对象。"))
    return found


def _interview(table: Table, words: Words, names: Names) -> Interview:
    return Interview(
        id=table.place, kind="", unit=table.word("unit", names.units, ""), by=table.words("by", names.cadres),
        company=table.words("company", names.cadres),
        organiser=table.word("organiser", names.cadres, ""), recorder=table.word("recorder", names.cadres, ""),
        entrusted=table.flag("entrusted"), collective=table.flag("collective"), imported=table.flag("imported"),
        planned=table.maybe_day("planned"), grounds=table.words("grounds", words.clauses),
        topics=table.words("topics", words.clauses))


def happened(table: Table, words: Words, names: Names, *, interview: str = "", unit: str = "") -> Event:
    """An event in an interview, in a unit, or to the cadre the table names."""
    return Event(
        code=table.word("code", words.events), on=table.day("on"), id=table.text("id", ""), interview=interview,
        cadre=table.word("cadre", names.cadres, ""), unit=unit, by=table.word("by", names.cadres, ""),
        to=table.word("to", words.parts, ""), until=table.maybe_day("until"), value=table.number("value"),
        counts_for=table.text("counts_for", ""), fields=table.texts("fields"),
        people=table.words("people", names.cadres), reason=table.text("reason", ""))
