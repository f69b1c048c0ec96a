"""The acts about people who move: what each is called, what it asks for, and what it does to the roster."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from attrs import frozen

from yuetan.records.people import DEATH, DETENTION, LEAVE, RETIREMENT, STUDY
from yuetan.wording import later, say

__all__ = ["ACTING", "ADDITIONAL", "APPOINTMENT", "DEATH", "DETENTION", "END", "LEAVE", "PROMOTION", "RENAMING",
           "RETIREMENT", "RETURN", "REVOKED", "SECONDMENT", "SORTS", "STUDY", "TRANSFER", "Ends", "Sort",
           "away_in_words"]

APPOINTMENT, PROMOTION, TRANSFER, ADDITIONAL, ACTING, SECONDMENT, END, RETURN, RENAMING = (
    "appointment", "promotion", "transfer", "additional", "acting", "secondment", "end", "return", "renaming")


class Ends(enum.Enum):
    """Which posts an act ends."""

    NONE = "none"
    CHOSEN = "chosen"
    ALL = "all"


@frozen(kw_only=True)
class Sort:
    """One of these acts. ``lasts``: whether it has a last day; ``open``: whether that may be left open."""

    code: str
    title: str  # said where it is shown
    manners: tuple[str, ...] = ()  # in which a post may begin; none: no post begins
    ends: Ends = Ends.NONE
    lasts: bool = False
    open: bool = True

    @property
    def begins(self) -> bool:
        """Whether a post begins."""
        return bool(self.manners)

    @property
    def event(self) -> str:
        """The code of its event."""
        return f"move_{self.code}"


SORTS: Mapping[str, Sort] = {one.code: one for one in (
    Sort(code=APPOINTMENT, title=later("任职"), manners=("regular",)),
    Sort(code=PROMOTION, title=later("提任"), manners=("regular",), ends=Ends.CHOSEN),
    Sort(code=TRANSFER, title=later("调任"), manners=("regular",), ends=Ends.CHOSEN),
    Sort(code=ADDITIONAL, title=later("兼任"), manners=("concurrent",), lasts=True),
    Sort(code=ACTING, title=later("主持工作、代理"), manners=("presiding", "acting"), lasts=True),
    Sort(code=SECONDMENT, title=later("挂职、借调"), manners=("attached", "seconded"), lasts=True),
    Sort(code=END, title=later("免职、离任"), ends=Ends.CHOSEN),
    Sort(code=LEAVE, title=later("长期离岗"), lasts=True, open=False),
    Sort(code=STUDY, title=later("脱产学习"), lasts=True, open=False),
    Sort(code=DETENTION, title=later("留置、羁押"), lasts=True),
    Sort(code=RETURN, title=later("返岗")),
    Sort(code=RETIREMENT, title=later("退休"), ends=Ends.ALL),
    Sort(code=DEATH, title=later("去世"), ends=Ends.ALL),
    Sort(code=RENAMING, title=later("更名、更改人员编号")),
)}
"""All of them, by code."""

REVOKED = "move_revoked"
"""The event that an act was put right."""

_AWAY = {LEAVE: later("离岗"), STUDY: later("脱产学习"), DETENTION: later("留置"), RETIREMENT: later("已退休"),
         DEATH: later("已去世")}


def away_in_words(sort: str) -> str:
    """Why somebody is away, as a page says it beside his name."""
    return say(_AWAY[sort])
