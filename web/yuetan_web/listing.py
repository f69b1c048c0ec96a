"""What a reader asked the list for: filters and a page, out of the address; and what answers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from attrs import evolve, frozen

from yuetan.engine.obligations import Status
from yuetan.wording import later
from yuetan_web.index import Entry, Index

PER_PAGE = 50
SOON = timedelta(days=30)
LONGEST_NAME = 40
_DONE = (Status.DONE, Status.LATE)


def _stands(*statuses: Status) -> Callable[[Entry, date], bool]:
    return lambda entry, _: not entry.offered and entry.obligation.status in statuses


def _soon(entry: Entry, as_of: date) -> bool:
    return entry.due is not None and entry.due <= as_of + SOON and _stands(Status.OPEN)(entry, as_of)


STATUSES: Mapping[str, tuple[str, Callable[[Entry, date], bool]]] = {
    "overdue": (later("逾期"), _stands(Status.OVERDUE)),
    "soon": (later("30 日内到期"), _soon),
    "open": (later("待办"), _stands(Status.OPEN)),
    "waiting": (later("待定"), _stands(Status.WAITING)),
    "done": (later("已办（含迟办）"), _stands(*_DONE)),
    "late": (later("迟办"), _stands(Status.LATE)),
    "lapsed": (later("不再要求"), _stands(Status.LAPSED)),
    "offered": (later("可办（根据需要）"), lambda entry, _: entry.offered),
}
"""What the list can be narrowed to: the word for it, and whether an entry belongs there."""


@frozen
class Query:
    """What was asked for; an empty value leaves that open."""

    status: str = ""
    duty: str = ""
    unit: str = ""
    name: str = ""
    due: date | None = None
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Query:
        """What an address asks for; what makes no sense there is as if it were not said."""
        status, page = given.get("status", ""), given.get("page", "")
        return cls(
            status if status in STATUSES else "", given.get("duty", ""), given.get("unit", ""),
            given.get("name", "").strip()[:LONGEST_NAME], _day(given.get("due", "")),
            int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1)  # noqa: PLR2004 - pages enough

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for but a page."""
        return evolve(self, page=1) != Query()

    def address(self, **changes: object) -> dict[str, object]:
        """The same as parameters of an address, with some changed; what is left open is left out."""
        values = {"status": self.status, "duty": self.duty, "unit": self.unit, "name": self.name,
                  "due": self.due.isoformat() if self.due else "", "page": self.page} | changes
        return {key: value for key, value in values.items() if value and (key, value) != ("page", 1)}

    def admits(self, entry: Entry, as_of: date) -> bool:
        """Whether an entry is asked for. An offer is no obligation: it is shown to who asks for offers."""
        if not (STATUSES[self.status][1](entry, as_of) if self.status else not entry.offered):
            return False
        return ((not self.duty or entry.duty == self.duty) and (not self.unit or self.unit in entry.units)
                and (not self.due or entry.due == self.due)
                and (not self.name or self.name.casefold() in entry.name.casefold()))


@frozen
class Page:
    """One page of what answers to a query: which, of how many, and from which entry to which of how many."""

    entries: Sequence[Entry]
    number: int
    pages: int
    first: int
    last: int
    total: int

    @property
    def near(self) -> Sequence[int | None]:
        """The pages to offer: the first, the last and those about this one; None where some are left out."""
        shown = sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})
        found = list[int | None]()
        for page in shown:
            if found and found[-1] is not None and page - found[-1] > 1:
                found.append(None)
            found.append(page)
        return found


def page_of(index: Index, query: Query) -> Page:
    """The page that was asked for; the last where there are fewer."""
    as_of = index.desk.as_of
    found = [entry for entry in index.entries if query.admits(entry, as_of)]
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(max(1, query.page), pages)
    start = (number - 1) * PER_PAGE
    entries = found[start:start + PER_PAGE]
    return Page(entries, number, pages, start + 1 if entries else 0, start + len(entries), len(found))


@cache
def counts_of(index: Index) -> Mapping[str, int]:
    """How many entries stand in each of `STATUSES`: counted once, for a desk does not change."""
    as_of = index.desk.as_of
    return {status: sum(belongs(entry, as_of) for entry in index.entries) for status, (_, belongs) in STATUSES.items()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
