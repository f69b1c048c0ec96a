"""A paper: what stands in it, before anybody lays it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from yuetan.rules.force import Part
from yuetan.rules.papers import FieldType, FormField, Material

DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::00)?")

Lines = tuple[tuple[str, str], ...]
"""Titles, each with what stands beside it."""


@frozen(kw_only=True)
class Paper:
    """One paper as it will be signed. Every text is taken literally, and may be empty but for the title."""

    title: str
    issuer: str  # the unit's name
    signed_on: date
    number: str = ""  # 约谈〔2026〕7号
    addressee: str = ""  # whom a notice is for, or a report is handed to; a record has none
    fields: Lines = ()  # in the order of the material
    citation: str = ""  # 《…》第七条（二）
    present: Lines = ()  # parts with the names of those who were there
    signatures: tuple[str, ...] = ()  # the titles of those who sign
    lead_in: str = ""  # before the fields; empty: the usual one of its sort
    closing: str = ""  # after them


def paper_of(material: Material, values: Mapping[str, str], *, issuer: str, signed_on: date,  # noqa: PLR0913 - a paper has many parts, each named
             number: str = "", addressee: str = "", citation: str = "", present: Iterable[tuple[str, str]] = (),
             signatures: Iterable[str] = (), reader: Part | None = None) -> Paper:
    """The paper of a material, its fields in order, with ``values`` by field code: people and units by name.

    Nothing but the declared fields gets in. A field with ``seen_by`` is left out unless the paper is for a ``reader``
    of one of these parts. A field without a value stays, to be filled in by hand.
    """
    fields = tuple((one.title, _printed(one, values.get(one.code, ""))) for one in material.fields
                   if not one.seen_by or reader in one.seen_by)
    return Paper(title=material.title, issuer=issuer, signed_on=signed_on, number=number, addressee=addressee,
                 fields=fields, citation=citation, present=tuple(present), signatures=tuple(signatures))


def printed_day(day: date) -> str:
    """A day as official papers print it: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _printed(field: FormField, value: str) -> str:
    """A value as it is printed; one that does not read as its type says stays as it was written."""
    if field.type is FieldType.DATE and (found := DAY.fullmatch(value)):
        return f"{found[1]}年{int(found[2])}月{int(found[3])}日"
    if field.type is FieldType.TIME and (found := TIME.fullmatch(value)):
        return f"{int(found[1])}时" + (f"{found[2]}分" if found[2] != "00" else "")
    return value
