"""What people, units and interviews are found by, out of the records; see `yuetan.records.searching`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Column, Connection, select

from yuetan.engine.finding import folded, initials, spellings
from yuetan.records.mergers import TOGETHER
from yuetan.records.searching import MANY, Progress, Sort, Text, empty, holds_nothing, put_texts
from yuetan.records.tables import cadre, former_name, interview, merger, placement, unit

Texts = Callable[[Connection, Sequence[int]], Mapping[int, Text]]


def people_found(connection: Connection, cadre_ids: Iterable[int]) -> None:
    """Have some people be found by what they are called now; also those whose records are read with theirs."""
    some = sorted(set(cadre_ids))
    for part in _parts(some):
        kept = connection.execute(select(merger.c.kept_id).where(merger.c.merged_id.in_(part))).scalars()
        objects = sorted({*part, *kept})
        put_texts(connection, Sort.CADRE, people_texts(connection, objects))


def units_found(connection: Connection, unit_ids: Iterable[int]) -> None:
    """Have some units be found by what they are, and ever were, called."""
    for part in _parts(sorted(set(unit_ids))):
        put_texts(connection, Sort.UNIT, unit_texts(connection, part))


def interviews_found(connection: Connection, interview_ids: Iterable[int]) -> None:
    """Have some interviews be found by their numbers and topics."""
    for part in _parts(sorted(set(interview_ids))):
        put_texts(connection, Sort.INTERVIEW, interview_texts(connection, part))


def rebuild_search(connection: Connection, progress: Progress | None = None) -> int:
    """Make everything that a search looks into anew: how many objects may be found."""
    empty(connection)
    every = [(sort, texts, part) for sort, column, texts in _ALL
             for part in _parts(connection.execute(select(column).order_by(column)).scalars().all())]
    total, done = sum(len(part) for _, _, part in every), 0
    for sort, texts, part in every:
        put_texts(connection, sort, texts(connection, part))
        done += len(part)
        if progress:
            progress(done, total)
    return total


def fill_search(connection: Connection) -> None:
    """Make it where there is nothing yet, as after an upgrade."""
    if holds_nothing(connection):
        rebuild_search(connection)


def people_texts(connection: Connection, cadre_ids: Sequence[int]) -> Mapping[int, Text]:
    """What people are found by: names and staff numbers, those they had, and those of records read with theirs."""
    other = cadre.alias()
    beside = (select(merger.c.kept_id, other.c.name, other.c.staff_number)
              .join(other, merger.c.merged_id == other.c.id)
              .where(merger.c.state.in_(TOGETHER), merger.c.kept_id.in_(cadre_ids)).order_by(merger.c.id))
    queries = (
        select(cadre.c.id, cadre.c.name, cadre.c.staff_number).where(cadre.c.id.in_(cadre_ids)),
        select(former_name.c.cadre_id, former_name.c.name, former_name.c.staff_number)
        .where(former_name.c.cadre_id.in_(cadre_ids)).order_by(former_name.c.id), beside)
    names, lines = defaultdict[int, dict[str, None]](dict), defaultdict[int, dict[str, None]](dict)
    for query in queries:
        for key, name, number in connection.execute(query):
            called = _close(name)
            names[key][called] = None
            lines[key] |= dict.fromkeys((called, _close(number)))
    return {key: Text(tuple(lines[key]), tuple(dict.fromkeys(one for name in names[key] for one in spellings(name))))
            for key in lines}


def unit_texts(connection: Connection, unit_ids: Sequence[int]) -> Mapping[int, Text]:
    """What units are found by: their codes, and every name they ever had."""
    codes = {row.id: row.code for row in connection.execute(
        select(unit.c.id, unit.c.code).where(unit.c.id.in_(unit_ids)))}
    names = defaultdict[int, dict[str, None]](dict)
    query = select(placement.c.unit_id, placement.c.name).where(placement.c.unit_id.in_(unit_ids))
    for row in connection.execute(query.order_by(placement.c.since)):
        names[row.unit_id][_close(row.name)] = None
    return {key: Text((*names[key], _close(code)),
                      tuple(dict.fromkeys(one for name in names[key] for one in initials(name))))
            for key, code in codes.items()}


def interview_texts(connection: Connection, interview_ids: Sequence[int]) -> Mapping[int, Text]:
    """What interviews are found by: their numbers and topics."""
    query = select(interview.c.id, interview.c.number, interview.c.topic).where(interview.c.id.in_(interview_ids))
    return {row.id: Text(tuple(filter(None, (folded(row.number), folded(row.topic)))))
            for row in connection.execute(query)}


_ALL: tuple[tuple[Sort, Column[int], Texts], ...] = (
    (Sort.CADRE, cadre.c.id, people_texts), (Sort.UNIT, unit.c.id, unit_texts),
    (Sort.INTERVIEW, interview.c.id, interview_texts))


def _close(name: str) -> str:
    """A name without blanks: they are typed to fill a line."""
    return folded(name).replace(" ", "")


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start:start + MANY] for start in range(0, len(keys), MANY))
