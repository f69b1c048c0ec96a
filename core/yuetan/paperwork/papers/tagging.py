"""The tags of a layout's template: what its texts name, as tags, and everything that a template of it may name."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.paperwork.papers.tags import Lists
from yuetan.rules.force import Part
from yuetan.rules.layouts import FACTS, ROW, TAG, Tall, kept_from
from yuetan.rules.papers import FieldType, FormField, Material

BOXES, LINES, BLANK, SHOWN = "_boxes", "_lines", "_blank", "_shown"
"""After the code of a field: its choices with boxes; its text line by line; lines to write on; whether there is any."""

BOXED = frozenset({FieldType.CHOICE, FieldType.YES_NO})
NUMBERED, ENTRIES, MARKS = "lines", "entries", "marks"


def tagged(text: str, item: str = "") -> str:
    """A text of a layout with tags for what it names; of the ``item`` of a loop where one is given."""
    return TAG.sub(lambda found: f"{{{{ {item}.{found[1]} }}}}" if item else f"{{{{ {found[1]} }}}}", text)


def tagged_alone(text: str, material: Material) -> str:
    """The text of a cell: a choice that stands alone in it is printed with all its boxes."""
    found = TAG.fullmatch(text)
    boxed = {one.code for one in material.fields if one.type in BOXED}
    return f"{{{found[1]}{BOXES}}}" if found and found[1] in boxed else text


def in_cell(text: str, material: Material) -> str:
    """The same with tags."""
    return tagged(tagged_alone(text, material))


def may_go(row: tuple[str, ...] | Tall, material: Material) -> str:
    """The field a row says alone, where it need not be filled in: without it the row goes too."""
    text = row.text if isinstance(row, Tall) else row[-1] if len(row) == len(("title", "text")) else ""
    found = TAG.fullmatch(text)
    return found[1] if found and found[1] in {one.code for one in material.fields if not one.required} else ""


def visible(material: Material, reader: Part | None) -> tuple[FormField, ...]:
    """The fields that a paper for a reader may say, in order."""
    kept = kept_from(material, reader)
    return tuple(one for one in material.fields if one.code not in kept)


def names_of(material: Material, reader: Part | None) -> Mapping[str, str]:
    """Every name a template of a material may use, with what it is called."""
    fields = visible(material, reader)
    return {**FACTS, **{one.code: one.title for one in fields},
            **{one.code + BOXES: one.title for one in fields if one.type in BOXED}}


def lists_of(material: Material, reader: Part | None) -> Lists:
    """Every list a template of a material may go through, each with the fields of its items."""
    fields = [one.code for one in visible(material, reader)]
    return {MARKS: (), NUMBERED: ("heading", "text"), ENTRIES: (*names_of(material, reader), ROW),
            **{code + end: () for code in fields for end in (LINES, BLANK, SHOWN)}}
