"""What stands in the columns of a ledger, or of a table that counts: as its layout says, as it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from yuetan.access.ledger_views import TableView
from yuetan.paperwork.papers.paper import in_row
from yuetan.paperwork.papers.plain import layout_of
from yuetan.rules.known import ON, event_of, words_of
from yuetan.rules.layouts import ROW, TAG, Column, Ledger
from yuetan.rules.ledgers import LedgerForm
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.regulation import Regulation

_SHORT = frozenset({FieldType.NUMBER, FieldType.DATE, FieldType.TIME, FieldType.YES_NO})
_SORTS = {"talk_date": "date", "number": "number", "kind": "kind", "unit": "unit", "interviewee": "person",
          "interviewee_post": "post", "interviewer": "talker", "talk_place": "place", "state": "state",
          "papers": "papers"}
BLANKS = "—"  # between two days of which neither is known
_OF_UNIT = FormField("of_unit", "单位", FieldType.UNIT)  # whose row it is; ``unit`` is that of the whole paper


@frozen
class Shown:
    """A column: what stands above it, its share of the width, whether its values are short, and whether it counts."""

    title: str
    width: int
    short: bool
    counts: str = ""  # the code of the field that counts, where it is that alone
    sort: str = ""  # by what a ledger is put in its order: see `yuetan.access.ledger_views.is_sort`


def columns_of(form: LedgerForm) -> tuple[Shown, ...]:
    """The columns of a ledger, in order."""
    fields = {one.code: one for one in form.material.fields}
    return tuple(_shown(one, [fields[code] for code in TAG.findall(one.text) if code in fields])
                 for one in form.layout.columns)


def cells_of(form: LedgerForm, values: Mapping[str, str]) -> tuple[str, ...]:
    """What stands in them in a row, by the codes of the fields; empty where nothing is known."""
    fields = {one.code: one for one in form.material.fields}
    said = {code: in_row(one, values.get(code, "")) for code, one in fields.items()} | {
        ROW: values.get(ROW, "") if ROW not in fields else in_row(fields[ROW], values.get(ROW, ""))}
    return tuple(_text(one, said) for one in form.layout.columns)


def form_of(regulation: Regulation, material: Material) -> LedgerForm:
    """A paper as a table: as its ledger lays it out, else a column for each field that is known or counts."""
    layout = layout_of(regulation, material)
    if isinstance(layout, Ledger):
        return LedgerForm(material, layout)
    fields = [one for one in material.fields if one.counted or one.known]
    return LedgerForm(evolve(material, fields=(_OF_UNIT, *material.fields)), Ledger(material.code, columns=(
        Column(_OF_UNIT.title, f"{{{_OF_UNIT.code}}}", 4),
        *(Column(one.title, f"{{{one.code}}}", 3) for one in fields))))


def table_cells(form: LedgerForm, view: TableView, values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """What stands in the columns of a table for one unit, by its name."""
    fields = {one.code: one for one in form.material.fields}
    said = {"unit": name} | {code: in_row(one, values.get(code, "")) for code, one in fields.items()}
    said |= {code: name for code, one in fields.items() if one.type is FieldType.UNIT}
    return tuple(_text(one, said | {"signed_on": view.until.isoformat()}) for one in form.layout.columns)


def _shown(column: Column, fields: Sequence[FormField]) -> Shown:
    alone = fields[0] if len(fields) == 1 and TAG.fullmatch(column.text) else None
    return Shown(column.title, column.width, bool(fields) and all(one.type in _SHORT for one in fields),
                 alone.code if alone and alone.counted and alone.type is FieldType.NUMBER else "",
                 next((found for one in fields[:1] for word in words_of(one)[:1] if (found := _sort_of(word))), ""))


def _sort_of(word: str) -> str:
    """By what a ledger is put in the order of what a word says; empty where it is in none."""
    return word if event_of(word)[1] == ON else _SORTS.get(word, "")


def _text(column: Column, said: Mapping[str, str]) -> str:
    text = TAG.sub(lambda found: said.get(found[1], ""), column.text)
    return "" if text == BLANKS else text
