"""A search over everything there is: what a text leads to, group by group, as far as the reader may see it.

Each group is the list that he may look at anyway, narrowed; so nothing is found that he could not come upon there, and
whether there is more is said of what he may see alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sized

from attrs import frozen
from sqlalchemy import ColumnElement, Select, and_, case, or_, select, union

from yuetan.access.reading_cadres import find
from yuetan.access.reading_interviews import interview_rows
from yuetan.access.reading_owed import PRESSING, owed_rows, worded
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.scope import OBLIGATIONS, Condition
from yuetan.access.views import InterviewRow, OwedRow, PersonFound
from yuetan.engine.finding import folded, matches, terms
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.owed import PENDING
from yuetan.records.searching import Sort, led_to
from yuetan.records.tables import cadre, interview, obligation, participant, unit
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
    talks, owed = interview_rows(reader, _interviews(reader, asked), SHOWN + 1), _owed(reader, asked)
    clauses = tuple(_clauses(reader, asked))
    groups: Mapping[str, Sized] = {
        "people": people, "units": units, "interviews": talks, "owed": owed, "clauses": clauses}
    return SearchView(
        people=people[:SHOWN], units=units[:SHOWN], interviews=talks[:SHOWN], owed=owed[:SHOWN],
        regulations=tuple(_regulations(reader, asked)), clauses=clauses[:SHOWN],
        more=frozenset(name for name, some in groups.items() if len(some) > SHOWN))


def _units(reader: Reader, asked: str) -> tuple[UnitFound, ...]:
    query = select(unit.c.id, unit.c.reference, unit.c.code).where(
        reader.scope.in_units(unit.c.id, OBLIGATIONS), led_to(reader.connection, Sort.UNIT, asked, unit.c.id))
    rows = reader.connection.execute(query.order_by(unit.c.code).limit(SHOWN + 1)).all()
    names = unit_names(reader.connection, [row.id for row in rows], reader.on)
    return tuple(UnitFound(reference=row.reference, code=row.code, name=names.get(row.id, row.code)) for row in rows)


def _interviews(reader: Reader, asked: str) -> Condition:
    """Those of such a number or topic, and with such people; one about himself by its number alone.

    What else is written of that one is his to learn from his notice, and not by asking.
    """
    key, himself = interview.c.id, interview.c.id.in_(reader.scope.concerned)
    so_called = select(key).where(led_to(reader.connection, Sort.INTERVIEW, asked, key))
    numbered = interview.c.number.contains(folded(asked), autoescape=True)
    gathered = union(so_called, _talks_with(reader, asked), reader.scope.concerned)
    return and_(key.in_(gathered.subquery().select()), or_(~himself, numbered))


def _owed(reader: Reader, asked: str) -> tuple[OwedRow, ...]:
    """What is to be done about such people and by such units, the most pressing first."""
    row, order = obligation.c, case(*((obligation.c.status == one.name, place) for place, one in enumerate(PRESSING)))
    people = select(cadre.c.staff_number).where(_people(reader, asked, cadre.c.id))
    units = select(unit.c.code).where(led_to(reader.connection, Sort.UNIT, asked, unit.c.id))
    gathered = union(
        select(row.id).where(row.subject.in_(people)),
        select(row.id).where(row.interview_id.in_(_talks_with(reader, asked)), or_(
            row.cadre_id.is_(None), _people(reader, asked, row.cadre_id))),
        select(row.id).where(row.subject.in_(units), row.cadre_id.is_(None), row.interview_id.is_(None)))
    query = owed_rows().where(reader.scope.obligations(
        row.status.in_(PENDING), row.id.in_(gathered.subquery().select())))
    return worded(reader, reader.connection.execute(
        query.order_by(order, row.due.is_(None), row.due, row.id).limit(SHOWN + 1)).all())


def _talks_with(reader: Reader, asked: str) -> Select[tuple[int]]:
    """The interviews in which somebody is talked to who goes by the text."""
    return select(participant.c.interview_id).where(
        _people(reader, asked, participant.c.cadre_id), participant.c.part == INTERVIEWEE)


def _people(reader: Reader, asked: str, column: ColumnElement[int]) -> Condition:
    """Whether a column holds somebody who goes by the text."""
    return led_to(reader.connection, Sort.CADRE, asked, column)


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
