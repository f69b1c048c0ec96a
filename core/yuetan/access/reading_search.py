"""A search over everything there is: what a text leads to, group by group, as far as the reader may see it.

Each group is the list that he may look at anyway, narrowed; so nothing is found that he could not come upon there, and
whether there is more is said of what he may see alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sized

from attrs import frozen
from sqlalchemy import select

from yuetan.access.reading_cadres import find
from yuetan.access.reading_interviews_found import interviews_found
from yuetan.access.reading_owed_found import owed_found
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.scope import OBLIGATIONS
from yuetan.access.views import InterviewRow, OwedRow, PersonFound
from yuetan.engine.finding import folded, matches, terms
from yuetan.records.search_hits import hits_of
from yuetan.records.searching import Sort
from yuetan.records.tables import unit
from yuetan.rules.duties import Duty
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule

SHOWN = 8  # of each group


@frozen(kw_only=True)
class UnitFound:
    """A unit that a search leads to."""

    reference: str
    code: str
    name: str


@frozen(kw_only=True)
class ClauseFound:
    """A clause that a search leads to, and the duties that rest on it."""

    regulation: Regulation
    clause: Clause
    duties: tuple[Duty, ...] = ()


@frozen(kw_only=True)
class SearchView:
    """What a text leads to: at most eight of each group, and of which groups there is more."""

    people: tuple[PersonFound, ...] = ()
    units: tuple[UnitFound, ...] = ()
    interviews: tuple[InterviewRow, ...] = ()
    owed: tuple[OwedRow, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    clauses: tuple[ClauseFound, ...] = ()
    more: frozenset[str] = frozenset()

    @property
    def found(self) -> bool:
        """Whether there is anything."""
        return bool(self.people or self.units or self.interviews or self.owed or self.regulations
                    or self.clauses)


def search(reader: Reader, asked: str) -> SearchView:
    """What a text leads to; nothing for none."""
    if not terms(asked):
        return SearchView()
    people, units = find(reader, asked, SHOWN + 1), _units(reader, asked)
    talks, owed = interviews_found(reader, asked, SHOWN + 1), owed_found(reader, asked, SHOWN + 1)
    clauses = tuple(_clauses(reader, asked))
    groups: Mapping[str, Sized] = {
        "people": people, "units": units, "interviews": talks, "owed": owed, "clauses": clauses}
    return SearchView(
        people=people[:SHOWN], units=units[:SHOWN], interviews=talks[:SHOWN], owed=owed[:SHOWN],
        regulations=tuple(_regulations(reader, asked)), clauses=clauses[:SHOWN],
        more=frozenset(name for name, some in groups.items() if len(some) > SHOWN))


def _units(reader: Reader, asked: str) -> tuple[UnitFound, ...]:
    hits = hits_of(reader.connection, Sort.UNIT, asked)
    if not hits.some:
        return ()
    query = select(unit.c.id, unit.c.reference, unit.c.code).where(
        reader.scope.in_units(unit.c.id, OBLIGATIONS), hits.each(unit.c.id))
    rows = reader.connection.execute(query.order_by(unit.c.code).limit(SHOWN + 1)).all()
    names = unit_names(reader.connection, [row.id for row in rows], reader.on)
    return tuple(UnitFound(reference=row.reference, code=row.code, name=names.get(row.id, row.code)) for row in rows)


def _clauses(reader: Reader, asked: str) -> Iterator[ClauseFound]:
    """Clauses of which the place, the gist or what rests on them hold every term; one more than is shown at most."""
    asked_for, found = terms(asked), 0
    for regulation in reader.scope.rules.regulations:
        resting = defaultdict[str, list[Rule]](list)
        for rule in regulation.of(Rule):
            for place in rule.places:
                resting[place].append(rule)
        named = [folded(one) for one in (regulation.title, regulation.number, *regulation.issuers)]
        for clause in regulation.of(Clause):
            rules = resting[clause.at]
            lines = [folded(one) for one in (regulation.printed(clause.at), clause.gist, *(one.title for one in rules))]
            if all(matches(term, (*lines, *named)) for term in asked_for) and any(
                    matches(term, lines) for term in asked_for):
                yield ClauseFound(regulation=regulation, clause=clause, duties=tuple(
                    one for one in rules if isinstance(one, Duty)))
                found += 1
            if found > SHOWN:
                return


def _regulations(reader: Reader, asked: str) -> Iterator[Regulation]:
    """Regulations whose title, number or issuers hold every term."""
    for regulation in reader.scope.rules.regulations:
        lines = [folded(one) for one in (regulation.title, regulation.number, *regulation.issuers)]
        if all(matches(term, lines) for term in terms(asked)):
            yield regulation
