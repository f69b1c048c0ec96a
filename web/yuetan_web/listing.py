"""What a reader asked the desk for: filters and where to go on, out of the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import asdict, frozen

from yuetan.access.views import Asked
from yuetan.wording import later

PER_PAGE = 30
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

    status: str = ""
    duty: str = ""
    unit: str = ""
    name: str = ""
    due: date | None = None
    after: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Query:
        """What an address asks for; what makes no sense there is as if it were not said."""
        status = given.get("status", "")
        return cls(status if status in STATUSES else "", given.get("duty", "")[:LONGEST],
                   given.get("unit", "")[:LONGEST], given.get("name", "").strip()[:LONGEST_NAME],
                   day_in(given.get("due", "")), given.get("after", "")[:LONGEST])

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for but where to go on."""
        return bool(self.status or self.duty or self.unit or self.name or self.due)

    @property
    def asked(self) -> Asked:
        """The same as the door takes it."""
        return Asked(status=self.status, duty=self.duty, unit=self.unit, name=self.name, due=self.due, after=self.after,
                     limit=PER_PAGE)

    def address(self, **changes: object) -> dict[str, object]:
        """The same as parameters of an address, with some changed; what is left open is left out."""
        values = asdict(self) | {"due": self.due.isoformat() if self.due else ""} | changes
        return {key: value for key, value in values.items() if value}


def day_in(text: str) -> date | None:
    """A day written as 2026-03-09; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
