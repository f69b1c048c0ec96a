"""How a paper is laid out: data beside its material, of three sorts. A text names a field or a fact as ``{code}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from attrs import field, frozen

from yuetan.rules.force import Part
from yuetan.rules.papers import Material
from yuetan.rules.parts import inside
from yuetan.wording import later

TAG: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")

FACTS: Final[Mapping[str, str]] = {
    "unit": later("办理单位"), "number": later("约谈编号"), "kind": later("约谈种类"), "mode": later("约谈方式"),
    "regulation": later("制度名称"), "citation": later("依据的条款"), "grounds": later("事由"),
    "interviewee": later("约谈对象"), "interviewee_post": later("约谈对象职务"), "interviewer": later("约谈人"),
    "interviewer_post": later("约谈人职务"), "company": later("参加人"), "recorder": later("记录人"),
    "talk_date": later("约谈日期"), "talk_time": later("约谈时间"), "talk_place": later("约谈地点"),
    "talk_topic": later("约谈主题"), "signed_on": later("制作日期"),
    "document_number": later("发文字号"),
}
"""What is known of a case, by the code a text names it with. A field of the same code comes before it."""

ROW: Final = "row"
"""In a ledger: the number of the row."""


@frozen
class Heading:
    """A heading of a letter, as 一、基本情况."""

    text: str


@frozen
class Listed:
    """Fields of a letter under 一、二、三、, those without a value left out; one in a letter."""

    fields: tuple[str, ...]


@frozen
class Written:
    """What a field of a letter says, each line of it a paragraph; on a blank paper so many lines to write on."""

    field: str
    heading: str = ""  # goes with it
    lines: int = 6


@frozen
class Band:
    """A row of a form that goes across and names those below it."""

    text: str


@frozen
class Tall:
    """A row of a form for a long text, by so many lines tall where there is room; ``signed``: who signs within it."""

    title: str
    text: str
    lines: int = 5
    signed: str = ""


@frozen
class Column:
    """A column of a ledger: what stands above it and in it, and its share of the width."""

    title: str
    text: str
    width: int = 1


@frozen
class _Layout:
    """What all layouts have: the code of the material, and a title where it is not that of the material.

    Fields that only some may see stand in a paper for a ``reader`` of one of these parts alone.
    """

    material: str
    title: str = field(default="", kw_only=True)
    reader: Part | None = field(default=None, kw_only=True)
    signed_by: tuple[str, ...] = field(default=(), kw_only=True)  # who signs by hand; ``承诺人{date}`` says the day too
    note: str = field(default="", kw_only=True)  # in small letters below


@frozen(cache_hash=True)
class Letter(_Layout):
    """A letter: whom it is for, its paragraphs, who signs. A ``headed`` one has the unit's name in red above it.

    Where nobody signs by hand, unit and day stand below it.
    """

    body: tuple[str | Heading | Listed | Written, ...] = field(default=(), kw_only=True)
    to: str = field(default="", kw_only=True)  # 某某同志：
    closing: str = field(default="", kw_only=True)
    headed: bool = field(default=False, kw_only=True)


@frozen(cache_hash=True)
class Form(_Layout):
    """A table to fill in: rows of a title and a text, or of two such pairs, tall rows, and bands between them."""

    rows: tuple[tuple[str, ...] | Tall | Band, ...] = field(default=(), kw_only=True)
    caption: tuple[str, str] = field(default=("单位：{unit}", "编号：{number}"), kw_only=True)  # left and right
    closing: str = field(default="", kw_only=True)
    each_page: tuple[str, ...] = field(default=(), kw_only=True)  # titles of those who sign at the foot of every page


@frozen(cache_hash=True)
class Ledger(_Layout):
    """A wide table on its side, one row for each entry. Its columns name fields of an entry, or ``{row}``."""

    columns: tuple[Column, ...] = field(default=(), kw_only=True)
    caption: tuple[str, str] = field(default=("填报单位：{unit}", "{signed_on}"), kw_only=True)
    blanks: int = field(default=9, kw_only=True)  # empty rows of a blank one


Layout: TypeAlias = Letter | Form | Ledger


@lru_cache(maxsize=1024)  # a regulation is looked at again and again while it is tried out
def texts_of(layout: Layout) -> tuple[str, ...]:
    """Every text that may name a field, in the order of the layout."""
    parts: list[object] = [layout.title, layout.note, layout.signed_by]
    if isinstance(layout, Letter):
        parts += [layout.to, tuple(one for one in layout.body if isinstance(one, str | Heading)), layout.closing,
                  tuple(one.heading for one in inside(layout, Written))]
    elif isinstance(layout, Form):
        parts += [layout.caption, layout.rows, layout.closing, layout.each_page]
    else:
        parts += [layout.caption, layout.columns]
    return tuple(text for part in parts for text in inside(part, str))


@lru_cache(maxsize=1024)
def named_in(layout: Layout) -> tuple[str, ...]:
    """The codes of the fields and facts that a layout names, each once, in its order."""
    found = [code for text in texts_of(layout) for code in TAG.findall(text)]
    found += [code for one in inside(layout, Listed) for code in one.fields]
    found += [one.field for one in inside(layout, Written)]
    return tuple(dict.fromkeys(found))


def kept_from(material: Material, reader: Part | None) -> frozenset[str]:
    """The codes of the fields that a paper for a reader may not say."""
    return frozenset(one.code for one in material.fields if one.seen_by and reader not in one.seen_by)
