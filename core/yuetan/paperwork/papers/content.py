"""A paper as values: what it is made of, and what it says, part after part, in the order of its layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from attrs import field, frozen

from yuetan.paperwork.papers.filling import Entry, values_of
from yuetan.paperwork.papers.form_height import share_of_lines
from yuetan.paperwork.papers.letter import head_size, signature_indent
from yuetan.paperwork.papers.literal import clean
from yuetan.paperwork.papers.signing import DAY, GAP
from yuetan.paperwork.papers.tagging import (
    BLANK,
    ENTRIES,
    LINES,
    MARKS,
    NUMBERED,
    SHOWN,
    may_go,
    tagged_alone,
)
from yuetan.paperwork.papers.template import Values
from yuetan.rules.layouts import TAG, Band, Form, Heading, Layout, Ledger, Letter, Listed, Tall, Written
from yuetan.rules.papers import Material

Part = dict[str, Any]
"""Plain values, as JSON has them: a ``sort``, and texts by their names."""


@frozen(kw_only=True)
class Paper:
    """What one paper is made of: a ledger has a row for every entry, any other paper says the first.

    ``facts`` are by the codes of `yuetan.rules.layouts.FACTS`, ``on`` is the day it is made or signed. One that is
    filled in ``by_hand``, as any is without an entry, has room to write. ``marks`` stand above all else.
    """

    layout: Layout
    material: Material
    entries: Sequence[Entry] = ()
    facts: Mapping[str, str] = field(factory=dict)
    on: date
    by_hand: bool = False
    marks: Sequence[str] = ()

    @property
    def unit(self) -> str:
        """The unit that issues it."""
        return self.facts.get("unit", "")

    @property
    def blank(self) -> bool:
        """Whether there is room to write in it."""
        return self.by_hand or not any(self.entries)

    @property
    def values(self) -> Values:
        """What stands in it, by the tags of its template."""
        return values_of(self.layout, self.material, self.entries, facts=self.facts, blank=self.blank, marks=self.marks)


def composed(paper: Paper) -> Part:
    """What a paper says, as JSON has it."""
    layout, values = paper.layout, paper.values
    same: Part = {
        "title": _said(layout.title, values) or paper.material.title, "note": _said(layout.note, values),
        "signed_by": [_signer(one, values) for one in layout.signed_by], "marks": values[MARKS], "each_page": []}
    if isinstance(layout, Letter):
        return {**same, **_letter(layout, values, paper.unit)}
    return {**same, **(_form(layout, paper, values) if isinstance(layout, Form) else _ledger(layout, values))}


def _said(text: str, values: Mapping[str, Any]) -> str:
    return TAG.sub(lambda found: clean(str(values[found[1]])), text)


def _signer(text: str, values: Values) -> Part:
    title, tag, rest = text.partition("{")
    return {"title": title, "day": _said(tag + rest, values) or DAY}


def _letter(layout: Letter, values: Values, unit: str) -> Part:
    return {"sort": "letter", "headed": layout.headed, "issuer": _said("{unit}", values), "size": head_size(unit),
            "number": _said("{document_number}", values), "to": _said(layout.to, values),
            "body": [part for one in layout.body for part in _parts(one, values)],
            "closing": _said(layout.closing, values), "unit": _said("{unit}", values),
            "day": _said("{signed_on}", values), "indent": signature_indent(unit)}


def _parts(part: str | Heading | Listed | Written, values: Values) -> Iterator[Part]:
    if isinstance(part, Heading):
        yield {"sort": "heading", "text": _said(part.text, values)}
    elif isinstance(part, Listed):
        lines = cast("Sequence[Mapping[str, str]]", values[NUMBERED])
        yield from ({"sort": "text", "heading": clean(one["heading"]), "text": clean(one["text"])} for one in lines)
    elif isinstance(part, Written):
        if part.heading and values[part.field + SHOWN]:
            yield {"sort": "heading", "text": _said(part.heading, values)}
        yield from ({"sort": "text", "text": clean(str(one))} for one in values[part.field + LINES])
        yield from ({"sort": "rule"} for _ in values[part.field + BLANK])
    else:
        yield {"sort": "text", "text": _said(part, values)}


def _form(layout: Form, paper: Paper, values: Values) -> Part:
    share = share_of_lines(layout, paper.material, roomy=paper.blank)
    shown = (one for one in layout.rows if isinstance(one, Band)
             or not (code := may_go(one, paper.material)) or values[code + SHOWN])
    return {"sort": "form", "caption": [_said(one, values) for one in layout.caption],
            "rows": [_row(one, paper.material, values, share) for one in shown],
            "closing": _said(layout.closing, values), "each_page": list(layout.each_page)}


def _row(row: tuple[str, ...] | Band | Tall, material: Material, values: Values, share: float) -> Part:
    if isinstance(row, Band):
        return {"sort": "band", "text": _said(row.text, values)}
    if isinstance(row, Tall):
        return {"sort": "tall", "title": _said(row.title, values), "height": row.lines * share,
                "text": _said(tagged_alone(row.text, material), values),
                "signed": f"{_said(row.signed, values)}：{GAP}{DAY}" if row.signed else ""}
    return {"sort": "pairs", "cells": [
        _said(tagged_alone(text, material) if place % 2 else text, values) for place, text in enumerate(row)]}


def _ledger(layout: Ledger, values: Values) -> Part:
    entries = cast("Sequence[Mapping[str, str]]", values[ENTRIES])
    return {"sort": "ledger", "caption": [_said(one, values) for one in layout.caption],
            "columns": [{"title": _said(one.title, values), "width": one.width} for one in layout.columns],
            "signed_by": [f"{_said(one, values)}：" for one in layout.signed_by],
            "rows": [[_said(one.text, entry) for one in layout.columns] for entry in entries]}
