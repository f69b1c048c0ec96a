"""Collections as those read them who keep them: the policy is asked about the very unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select

from yuetan.access.actor import Standing
from yuetan.access.collection_views import CollectionRow, CollectionView, EntryHistory, EntryView
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.reading_people import Reader, unit_names
from yuetan.access.units import units_above
from yuetan.records.collections import KeptCollection, KeptEntry, entries_at, find_collection, versions_of
from yuetan.records.governing import governances_on
from yuetan.records.references import is_kept
from yuetan.records.tables import account, unit
from yuetan.rules.papers import Collection, Material
from yuetan.rules.regulation import Regulation

READ = "collection.read"


def collections(reader: Reader) -> tuple[CollectionRow, ...]:
    """Every collection that the very units may keep in which the actor is granted that, by regulation and unit."""
    query = select(unit.c.id, unit.c.code, unit.c.reference).where(unit.c.code.in_(reader.scope.granted(READ)))
    units = reader.connection.execute(query.order_by(unit.c.code)).all()
    names = unit_names(reader.connection, [one.id for one in units], reader.on)
    return tuple(_row(reader, regulation, rule, one.code, one.reference, names.get(one.id, one.code))
                 for one in units for regulation in _governing(reader, one.code)
                 for rule in regulation.of(Collection))


def collection_view(reader: Reader, regulation: str, code: str, unit_reference: str) -> CollectionView | None:
    """One collection with its entries; None where there is none of the kind, and where the actor keeps it not."""
    row = _found(reader, regulation, code, unit_reference)
    if row is None:
        return None
    kept = _kept(reader, row)
    return CollectionView(row=row, entries=_shown(reader, entries_at(reader.connection, kept.id) if kept else ()))


def entry_history(reader: Reader, regulation: str, code: str, unit_reference: str, entry: str) -> EntryHistory | None:
    """One entry with all its versions; None where there is none, and where the actor keeps the collection not."""
    row = _found(reader, regulation, code, unit_reference)
    kept = _kept(reader, row) if row else None
    if row is None or kept is None:
        return None
    versions = _shown(reader, reversed(versions_of(reader.connection, kept.id, entry)))
    return EntryHistory(row=row, versions=versions) if versions else None


def _found(reader: Reader, regulation: str, code: str, reference: str) -> CollectionRow | None:
    if not is_kept(reference):
        return None
    one = reader.connection.execute(select(unit.c.id, unit.c.code).where(unit.c.reference == reference)).first()
    if one is None or not _may(reader, one.code):
        return None
    rules = ((edition, rule) for edition in _governing(reader, one.code) if edition.code == regulation
             for rule in edition.of(Collection) if rule.code == code)
    name = unit_names(reader.connection, (one.id,), reader.on).get(one.id, one.code)
    return next((_row(reader, edition, rule, one.code, reference, name) for edition, rule in rules), None)


def _may(reader: Reader, code: str) -> bool:
    above = units_above(reader.connection, code, reader.on) or (code,)
    lies = lies_of_grants(reader.scope.actor, above, reader.scope.beginning)
    return bool(allowed(reader.scope.actor, READ, standing=Standing.NONE, lies=lies))


def _governing(reader: Reader, code: str) -> Iterator[Regulation]:
    """The editions in force on the day of what governs a unit."""
    above = {code, *units_above(reader.connection, code, reader.on)}
    codes = {row.regulation for row in governances_on(reader.connection, reader.on) if row.unit in above}
    return (one for one in reader.scope.rules.regulations if one.code in codes and one.in_force(reader.on))


def _row(reader: Reader, regulation: Regulation, rule: Collection, code: str, reference: str,  # noqa: PLR0913, PLR0917 - a row of six
         name: str) -> CollectionRow:
    kept = find_collection(reader.connection, regulation.code, rule.code, code)
    live = [one for one in entries_at(reader.connection, kept.id) if not one.retired] if kept else ()
    return CollectionRow(
        regulation=regulation, rule=rule, unit=reference, unit_code=code, unit_name=name, entries=len(live),
        drawn=kept.drawn if kept else None,
        tested=any(paper.drawn_from == rule.code for paper in regulation.of(Material)))


def _kept(reader: Reader, row: CollectionRow) -> KeptCollection | None:
    return find_collection(reader.connection, row.regulation.code, row.rule.code, row.unit_code)


def _shown(reader: Reader, entries: Iterable[KeptEntry]) -> tuple[EntryView, ...]:
    found: Sequence[KeptEntry] = tuple(entries)
    accounts = {one.made_by for one in found if one.made_by is not None}
    names = {row.id: row.name for row in reader.connection.execute(
        select(account.c.id, account.c.name).where(account.c.id.in_(sorted(accounts))))}
    return tuple(EntryView(entry=one.entry, version=one.version, content=one.content, retired=one.retired,
                           made_at=one.made_at, made_by=names.get(one.made_by, "")) for one in found)
