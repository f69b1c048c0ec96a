"""Tables that count talks as a paper of a regulation counts them: what each unit below a unit held in a stretch."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from yuetan.access.branches import branches
from yuetan.access.ledger_views import TableRow, TableView
from yuetan.access.reading_figures import counted, may_count
from yuetan.access.reading_people import Reader
from yuetan.access.units import units_below
from yuetan.records.talk_counts import TalkCount, talk_counts
from yuetan.rules.known import filled_in
from yuetan.rules.ledgers import tables_of


def count_table(reader: Reader, regulation: str, material: str, reference: str, since: date, until: date,  # noqa: PLR0913, PLR0917 - what a table is of
                ) -> TableView | None:
    """The table; see `yuetan.access.door.Access.count_table`.

    Counted is what lies in the unit's own organisation. A unit right below it stands with all that lies below it, if
    it held anything; what was held in the name of the unit itself stands first.
    """
    edition = next((one for one in reversed(reader.scope.rules.regulations) if one.code == regulation), None)
    paper = next((one for one in tables_of(edition) if one.code == material), None) if edition else None
    tree = branches(reader, reference) if paper else None
    if edition is None or paper is None or tree is None or not may_count(reader, tree.code):
        return None
    units = select(units_below((tree.code,), reader.scope.beginning, reader.on).c.unit)
    by_branch = defaultdict[int, list[TalkCount]](list)
    counts = talk_counts(reader.connection, regulation, units, since, until)
    for one in counts:
        by_branch[tree.branch_of(one.unit_id)].append(one)
    stretch = {"counted_since": since.isoformat(), "counted_until": until.isoformat(), "signed_on": until.isoformat()}

    def row(key: int, reference: str, name: str, of: tuple[TalkCount, ...], *, whole: bool) -> TableRow:
        facts = {**stretch, "unit": name, "unit:unit": name, "row": str(key)}
        return TableRow(unit=reference, name=name, whole=whole,
                        values=filled_in(paper.fields, facts) | counted(edition, list(paper.fields), of))

    own = by_branch.get(tree.key, [])
    rows = [row(tree.key, tree.reference, tree.name, tuple(own), whole=False)] if own else []
    rows += [row(one.key, one.reference, one.name, tuple(by_branch[one.key]), whole=True)
             for one in tree.below if one.key in by_branch]
    return TableView(regulation=edition, material=paper, unit=tree.reference, name=tree.name, since=since, until=until,
                     rows=tuple(rows), total=row(tree.key, tree.reference, tree.name, counts, whole=True))
