"""From where an interview is begun: from a talk that is owed, in one click, with what is known filled in and cited."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from flask import g, url_for

from yuetan.access.views import OwedRow
from yuetan.wording import say
from yuetan_web.current import access, actor, shell
from yuetan_web.shown import Shown, shown

_BEFORE, _PARTS = "/owed/", 5


def kinds() -> dict[str, str]:
    """What may be proposed here: the codes of regulation and kind, and what both are called."""
    if "kinds" not in g:
        found = shell().casework.proposable(actor())
        g.kinds = {f"{regulation.code}:{kind.code}": say("{kind}（《{regulation}》）", kind=kind.title,
                                                         regulation=regulation.title) for regulation, kind in found}
    return dict(g.kinds)


def may_propose(cadre: str = "") -> bool:
    """Whether whoever asks may propose an interview here; with somebody else, where a staff number is given."""
    return bool(kinds()) and (not cadre or cadre != actor().cadre)


def address_for(row: OwedRow, address: str) -> str:
    """Where a talk that is owed is proposed; empty where none is owed, or whoever asks proposes none.

    ``address`` is that of the page which says why it is owed.
    """
    kind = f"{row.regulation.code}:{row.duty.talk.kind.code}" if row.duty.talk else ""
    if row.duty.talk is None or row.done_on is not None or kind not in kinds():
        return ""
    talker = row.duty.talk.per.code == "interviewer"
    chosen: dict[str, Any] = {"interviewer" if talker else "cadre": row.subject.cadre or None}
    if not talker and row.subject.cadre == actor().cadre != "":
        return ""
    return url_for("proposing.choose", kind=kind, because=address, **chosen)


def because_of(address: str) -> Shown | None:
    """The obligation that an interview is begun for, by the address of its page; None where none is seen."""
    path = address.partition("?")[0]
    parts = [unquote(one) for one in path.removeprefix(_BEFORE).split("/", _PARTS - 1)]
    if not path.startswith(_BEFORE) or len(parts) != _PARTS:
        return None
    found = access().owed(*parts)
    return shown(found.row) if found else None
