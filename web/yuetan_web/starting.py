"""From where an interview is begun: from a talk that is owed, in one click, with what is known filled in and cited."""

from __future__ import annotations

from urllib.parse import unquote

from flask import url_for

from yuetan.access.views import OwedRow
from yuetan_web.current import access, may_anywhere
from yuetan_web.shown import Shown, shown

_BEFORE, _PARTS = "/owed/", 5


def address_for(row: OwedRow, address: str) -> str:
    """Where a talk that is owed is proposed; empty where none is owed, or whoever asks proposes none.

    ``address`` is that of the page which says why it is owed.
    """
    if row.duty.talk is None or row.done_on is not None or not may_anywhere("interview.propose"):
        return ""
    talker = row.duty.talk.per.code == "interviewer"
    chosen = {"interviewer": row.subject.cadre} if talker else {"cadre": row.subject.cadre}
    return url_for("proposing.choose", kind=f"{row.regulation.code}:{row.duty.talk.kind.code}",
                   because=address, **{name: one for name, one in chosen.items() if one})


def because_of(address: str) -> Shown | None:
    """The obligation that an interview is begun for, by the address of its page; None where there is none to be seen."""
    path = address.partition("?")[0]
    parts = [unquote(one) for one in path.removeprefix(_BEFORE).split("/", _PARTS - 1)]
    if not path.startswith(_BEFORE) or len(parts) != _PARTS:
        return None
    found = access().owed(*parts)
    return shown(found.row) if found else None
