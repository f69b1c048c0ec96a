"""What a story expects, as its tables tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve

from yuetan.rules.papers import FieldType
from yuetan.testing import read_acts, read_owed
from yuetan.testing.expectations import Expectation, ExpectedField, ExpectedKind, ExpectedMaterial
from yuetan.testing.stated import Stated
from yuetan.testing.tables import Table

FIELD_TYPES = {one.name.lower(): one for one in FieldType}


Reader = Callable[[Table, Stated], Iterator[Expectation]]


def read_expectations(top: Table, stated: Stated, more: Mapping[str, Reader] | None = None,
                      ) -> Iterator[tuple[str, Expectation]]:
    """Every expectation with its regulation, in the order of the file within each sort; ``more`` reads other sorts."""
    expect, own = top.table("expect"), stated.words.settled.code
    for key, read in {**_READERS, **(more or {})}.items():
        for table in expect.tables(key, f"expect.{key}"):
            code = table.word("regulation", {own, *stated.words.others}, own)
            under = evolve(stated, words=stated.words.under(code))
            yield from ((code, one) for one in read(table, under))
    expect.close()


def _material(table: Table, stated: Stated) -> Iterator[Expectation]:
    code, clauses = table.word("material", stated.words.materials), stated.clauses(table)
    fields = tuple(_field(one, stated) for one in table.tables("fields"))
    table.close()
    yield ExpectedMaterial(place=table.place, material=code, clauses=clauses, fields=fields)


def _field(table: Table, stated: Stated) -> ExpectedField:
    parts = stated.words.parts
    told = ExpectedField(
        table.text("code"), FIELD_TYPES[table.word("type", FIELD_TYPES, "text")], table.flag("required", default=True),
        table.texts("choices"), table.word("filled_by", parts, ""), table.words("seen_by", parts))
    table.close()
    return told


def _kind(table: Table, stated: Stated) -> Iterator[Expectation]:
    told = ExpectedKind(
        place=table.place, kind=table.word("kind", stated.words.kinds), clauses=stated.clauses(table),
        family=table.text("family"), medium=table.text("medium", "talk"),
        grounds=table.word("grounds", stated.words.clauses, ""), topics=table.word("topics", stated.words.clauses, ""))
    table.close()
    yield told


_READERS: Mapping[str, Reader] = {
    "obligation": read_owed.obligation, "no_obligation": read_owed.no_obligation, "offer": read_owed.offer,
    "no_offer": read_owed.no_offer, "step": read_acts.step, "interviewer": read_acts.interviewer,
    "candidates": read_acts.candidates, "material": _material, "kind": _kind,
}
