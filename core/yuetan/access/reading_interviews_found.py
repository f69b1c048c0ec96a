"""The interviews to which a text leads, of those somebody may see: as many as are shown, those entered last first.

They go by their number and topic, and by whom they are held with. One about himself goes by its number alone: what else
is written of that one is his to learn from his notice, and not by asking.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import frozen
from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select, true, union

from yuetan.access.reach import listed
from yuetan.access.reading_interviews import interview_rows
from yuetan.access.reading_people import Reader
from yuetan.access.scope import Condition
from yuetan.access.views import InterviewRow
from yuetan.engine.finding import folded
from yuetan.records.each_row import of_each
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.search_hits import Hits, hits_of
from yuetan.records.searching import Sort
from yuetan.records.tables import interview, participant

WALKED = 3000  # interviews looked at in order before everything that goes by a text is gathered

_KEY = interview.c.id


def interviews_found(reader: Reader, asked: str, limit: int) -> tuple[InterviewRow, ...]:
    """Those to which every term of a text leads."""
    talks, people = (hits_of(reader.connection, sort, asked) for sort in (Sort.INTERVIEW, Sort.CADRE))
    himself = reader.scope.is_with_him(_KEY)
    looked = _Looked(reader, talks, people, himself, interview.c.number.contains(folded(asked), autoescape=True))
    if talks.few is not None and people.few is not None:
        return looked.among(talks.few, limit)
    keys = looked.in_order(limit) if reader.scope.broad else looked.first(looked.each(talks), limit)
    return interview_rows(reader, _KEY.in_(listed(keys)), limit) if keys else ()


def talks_with(reader: Reader, people: Hits) -> Select[tuple[int]]:
    """The interviews in which somebody is talked to who goes by a text."""
    return select(participant.c.interview_id).where(
        participant.c.part == INTERVIEWEE, people.all(reader.connection, participant.c.cadre_id))


def held_with(people: Hits, talk: ColumnElement[int]) -> Condition:
    """Whether a column holds such an interview, asked of each by itself."""
    with_one = select(literal(1)).where(participant.c.interview_id == talk, participant.c.part == INTERVIEWEE,
                                        people.each(participant.c.cadre_id))
    return of_each(with_one) if people.some else false()


@frozen(eq=False)
class _Looked:
    """What is looked for."""

    reader: Reader
    talks: Hits
    people: Hits
    himself: Condition
    numbered: Condition

    def among(self, talks: Collection[int], limit: int) -> tuple[InterviewRow, ...]:
        """Those of few, and of the talks with few people, that are his to find."""
        with_them = [talks_with(self.reader, self.people)] if self.people.some else []
        some = union(*with_them, self.reader.scope.concerned) if with_them else self.reader.scope.concerned
        keys = {*talks, *self.reader.connection.execute(some).scalars()}
        wanted = and_(_KEY.in_(listed(keys)), self._his_by_number(true()))
        return interview_rows(self.reader, wanted, limit) if keys else ()

    def in_order(self, limit: int) -> Sequence[int]:
        """For whoever may see much: the latest, as far as they stand in order, and the others by walking there."""
        under, talks = self.talks.in_order, self.talks
        found = set[int]()
        if under is not None:
            key, talks = under.selected_columns.object_id, Hits(Sort.INTERVIEW, self.talks.asked)
            query = under.join(interview, key == _KEY).where(self.reader.scope.interviews(), ~self.himself)
            found |= set(self.reader.connection.execute(query.order_by(key.desc()).limit(limit)).scalars())
        if talks.few is not None and self.people.few is not None:
            found |= set(self.first(self.gathered(talks), limit))
        else:
            found |= set(self._walked(talks, limit))
        return sorted(found, reverse=True)[:limit]

    def _walked(self, talks: Hits, limit: int) -> Sequence[int]:
        """Among the latest; where those do not do, among the next that go by the text, and then among all."""
        connection, key = self.reader.connection, interview.c.id
        up_to = (connection.execute(select(func.max(key))).scalar() or 0) - int(WALKED / self.reader.scope.share)
        found = [*self.first(and_(key > up_to, self.each(talks)), limit)]
        next_ones = talks.latest(connection, up_to) if len(found) < limit else None
        if next_ones:
            some, lowest = next_ones
            found += self.first(and_(key.between(lowest, up_to), self.gathered(some)), limit - len(found))
            up_to = lowest - 1
        if len(found) < limit and up_to > 0:
            found += self.first(and_(key <= up_to, self.gathered(talks)), limit - len(found))
        return found

    def first(self, wanted: Condition, limit: int) -> Sequence[int]:
        """The keys of the latest he may see that are so."""
        query = select(_KEY).where(self.reader.scope.interviews(), wanted).order_by(_KEY.desc()).limit(limit)
        return self.reader.connection.execute(query).scalars().all()

    def each(self, talks: Hits) -> Condition:
        """Whether it is one that is looked for, asked of each by itself."""
        return self._his_by_number(or_(talks.each(_KEY), held_with(self.people, _KEY)))

    def gathered(self, talks: Hits) -> Condition:
        """The same, where all are gathered first."""
        so_called = select(_KEY).where(talks.all(self.reader.connection, _KEY))
        some = union(so_called, talks_with(self.reader, self.people), self.reader.scope.concerned)
        return and_(_KEY.in_(some.subquery().select()), self._his_by_number(true()))

    def _his_by_number(self, so: Condition) -> Condition:
        return or_(and_(~self.himself, so), and_(self.himself, self.numbered))
