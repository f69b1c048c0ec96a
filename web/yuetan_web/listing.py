"""What a reader asked the desk for: filters and where to go on, out of the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import asdict, frozen

from yuetan.access.views import Asked
from yuetan.wording import later

PER_PAGE = 30
MINE, ALL = "mine", "all"
"""Whose the entries of a desk are: his own to do, or whatever he may see."""

LONGEST_NAME = 40
LONGEST = 400
STATUSES: Mapping[str, str] = {
    "overdue": later("逾期"), "today": later("今日到期"), "soon": later("一周内到期"), "open": later("待办"),
    "waiting": later("待定"), "done": later("已办"), "late": later("迟办"), "lapsed": later("不再要求"),
}
"""What the desk can be narrowed to, and the word for it."""


@frozen
class Query:
    """What was asked for; an empty value leaves that open."""

    view: str = ""  # MINE or ALL; without one, his own as long as nothing else is asked for
    status: str = ""
    duty: str = ""
    kind: str = ""  # REGULATION:KIND of the talks that are owed
    unit: str = ""
    name: str = ""
    due: date | None = None  # on this day; with ``until``, from it on
    until: date | None = None
    after: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Query:
        """What an address asks for; what makes no sense there is as if it were not said."""
        status, view = given.get("status", ""), given.get("view", "")
        texts = {name: given.get(name, "")[:LONGEST] for name in ("duty", "kind", "unit", "after")}
        return cls(view=view if view in {MINE, ALL} else "", status=status if status in STATUSES else "",
                   name=given.get("name", "").strip()[:LONGEST_NAME], due=day_in(given.get("due", "")),
                   until=day_in(given.get("until", "")), **texts)

    @property
    def mine(self) -> bool:
        """Whether only what is his own to do, or his office's, is asked for."""
        return self.view == MINE or not (self.view or self.narrowed)

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for but whose, and where to go on."""
        return bool(self.status or self.duty or self.kind or self.unit or self.name or self.due or self.until)

    @property
    def asked(self) -> Asked:
        """The same as the door takes it."""
        return Asked(mine=self.mine, status=self.status, duty=self.duty, kind=self.kind, unit=self.unit, name=self.name,
                     due=self.due, until=self.until, after=self.after, limit=PER_PAGE)

    def address(self, **changes: object) -> dict[str, object]:
        """The same as parameters of an address, with some changed; what is left open is left out."""
        days = {name: day.isoformat() if day else "" for name, day in (("due", self.due), ("until", self.until))}
        values = asdict(self) | days | changes
        return {key: value for key, value in values.items() if value}


def day_in(text: str) -> date | None:
    """A day written as 2026-03-09; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@frozen
class Sorted:
    """The head of a column by which a list can be put in order: where that leads, and which way it goes now."""

    address: str
    now: str = ""  # ascending or descending, as browsers say it; empty where another column decides

    @property
    def arrow(self) -> str:
        """The same as a mark beside the title."""
        return {"ascending": "↑", "descending": "↓"}.get(self.now, "")


def sorted_by(sort: str, *, now: str, falling: bool, falls_first: bool, address: Callable[[bool], str]) -> Sorted:
    """The head of a column; of the one that decides it turns the order round, any other begins with its own.

    ``address`` gives where a list leads that is in the order of the column, falling or not.
    """
    if sort != now:
        return Sorted(address(falls_first))
    return Sorted(address(not falling), "descending" if falling else "ascending")
