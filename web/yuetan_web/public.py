"""What the pages of a plugin may use, and all they may: to read as whoever asks, and to be shown as other pages are.

A page reads and never writes; what it is given by `access` is what its reader may see, and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import frozen
from flask import render_template, request, url_for

from yuetan.access.door import Access
from yuetan.access.talker_views import TalkerRow, TalkersView, VacantChair
from yuetan.access.views import OwedRow, Person
from yuetan.wording import later, say
from yuetan_web import current
from yuetan_web.dates import Month
from yuetan_web.shown import Shown, all_shown

__all__ = ["Access", "Cell", "Month", "OwedRow", "Page", "Pages", "Person", "Shown", "Table", "TalkerRow",
           "TalkersView", "VacantChair", "access", "address", "asked", "cell_of", "later", "page", "say", "shown",
           "today"]

LONGEST = 100  # characters of what is asked in an address


@frozen
class Page:
    """One page: its address below the code of the regulation, the action it is for, its name in menus, who makes it.

    The last part of its address names it: ``talkers``. A name may be said `later`.
    """

    path: str
    action: str
    title: str
    make: Callable[[], str]


@frozen
class Pages:
    """The pages of one regulation, in the order of menus."""

    pages: tuple[Page, ...]


@frozen(kw_only=True)
class Cell:
    """What stands in one place of a table: a text, leading to an address where it has one, and a note beside it."""

    text: str
    address: str = ""
    note: str = ""
    look: str = ""  # as a status is coloured: over, today, open, done, late, lapsed; empty for a plain text


@frozen(kw_only=True)
class Table:
    """A table: what it is of, its heads, and rows of as many cells; ``nothing`` is said where there are none."""

    title: str
    heads: tuple[str, ...]
    nothing: str
    rows: tuple[tuple[Cell, ...], ...] = ()
    note: str = ""


def access() -> Access:
    """What whoever asks may see."""
    return current.access()


def today() -> date:
    """The civil date of the offices."""
    return current.shell().today()


def asked(name: str) -> str:
    """What an address asks for by a name; empty where it does not. At most 100 characters."""
    return request.args.get(name, "").strip()[:LONGEST]


def address(**asked_for: str) -> str:
    """The address of the very page that is asked for, asking for something else."""
    return url_for(request.endpoint or "", **asked_for)  # type: ignore[arg-type] # texts alone


def shown(row: OwedRow) -> Shown:
    """An obligation in words: its title, status and ground, and the address of everything about it."""
    return next(iter(all_shown((row,))))


def cell_of(person: Person) -> Cell:
    """A person with his post, leading to his page where the reader may see that."""
    known = url_for("cadres.cadre", reference=person.reference) if person.reference else ""
    return Cell(text=person.name, note=person.post, address=known)


def page(title: str, tables: tuple[Table, ...], *, lead: str = "", links: tuple[tuple[str, str], ...] = ()) -> str:
    """A page of tables in the frame of all pages; ``links`` lead to what else it can show: texts and addresses."""
    return render_template("own_page.html", title=title, tables=tables, lead=lead, links=links)
