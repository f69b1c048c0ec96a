"""Whether every paper of a regulation comes out as a Word document with all that was filled in."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

from yuetan.paperwork.papers.boxes import EMPTY, TICKED
from yuetan.paperwork.papers.materials import render
from yuetan.paperwork.papers.paper import in_row, printed
from yuetan.paperwork.papers.plain import layout_of
from yuetan.paperwork.papers.reading import TEXT, read
from yuetan.rules.layouts import FACTS
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.testing.kit.faults import Fault, Problem, place_of
from yuetan.testing.kit.subject import Subject

ON = date(2026, 3, 9)


def every_paper_prints_what_was_filled_in(subject: Subject, case: str) -> Iterator[Fault]:
    """A paper that cannot be made, a field that is not printed, or one that is though its reader may not see it."""
    edition, material = subject.rules(Material)[case]
    where, reader = place_of(edition.regulation, material), layout_of(edition.settled, material).reader
    values = {one.code: sample(one, number) for number, one in enumerate(material.fields)}
    facts = {code: f"（{code}）" for code in FACTS}
    try:
        document = render(edition.settled, material, (values,), facts=facts, on=ON)
    except Exception as error:  # noqa: BLE001 - whatever it stumbles on is a fault of the paper
        yield Fault(Problem.NO_PAPER, where, f"{type(error).__name__}: {error}")
        return
    text = text_of(document)
    for one in material.fields:
        named, open_to_him = f"{one.code} {one.title}", not one.seen_by or reader in one.seen_by
        spellings = (printed(one, values[one.code]), in_row(one, values[one.code]))  # in a ledger days are short
        if open_to_him != any(_stands(one, spelling, text) for spelling in spellings):
            yield Fault(Problem.NOT_PRINTED if open_to_him else Problem.PRINTED_FOR_ALL, where, named)


def sample(field: FormField, number: int = 0) -> str:
    """Something of a field's type, another for each number."""
    return {
        FieldType.DATE: (ON + timedelta(days=number)).isoformat(), FieldType.NUMBER: str(1000 + number),
        FieldType.TIME: f"{8 + number // 59}:{1 + number % 59:02d}".rjust(5, "0"), FieldType.YES_NO: "yes",
        FieldType.CHOICE: field.choices[-1] if field.choices else "",
    }.get(field.type, f"〔{number}〕")


def text_of(document: bytes) -> str:
    """All text of a Word file, in the order of its parts."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return "".join(read(archive.read(name)).within(TEXT) for name in archive.namelist()
                       if name.startswith("word/") and name.endswith(".xml"))


def _stands(field: FormField, value: str, text: str) -> bool:
    """Whether a value stands in a text; a choice that stands there with an empty box was not made."""
    if field.type in {FieldType.YES_NO, FieldType.CHOICE}:
        return TICKED + value in text or (value in text and EMPTY + value not in text)
    return value in text
