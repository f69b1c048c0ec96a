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
    kind, talker = _kind_to_propose(row), _is_talker(row)
    if not kind or (not talker and row.subject.cadre == actor().cadre != ""):
        return ""
    chosen: dict[str, Any] = {"interviewer" if talker else "cadre": row.subject.cadre or None}
    return url_for("proposing.choose", kind=kind, because=address, **chosen)


def pick_for(row: OwedRow) -> str:
    """What a box sends that is ticked beside a talk that is owed to one cadre; empty where there is no box.

    See `yuetan_web.picking`.
    """
    cadre = row.subject.cadre
    return f"{kind} {cadre}" if (kind := _kind_to_propose(row)) and not _is_talker(row) and may_propose(cadre) and (
        cadre) else ""


def owes_himself(row: OwedRow) -> bool:
    """Whether it is whoever is talked to that owes it."""
    return getattr(row.duty.owed_by, "code", "") == "interviewee"


def handles(row: OwedRow) -> bool:
    """Whether whoever asks goes to an interview to do this: what others owe about himself is theirs."""
    return bool(row.interview) and (row.subject.cadre != actor().cadre or not actor().cadre or owes_himself(row))


def _kind_to_propose(row: OwedRow) -> str:
    """The kind of the talk that is owed and not held, as `kinds` has it; empty where whoever asks proposes none."""
    kind = f"{row.regulation.code}:{row.duty.talk.kind.code}" if row.duty.talk else ""
    return kind if row.done_on is None and kind in kinds() else ""


def _is_talker(row: OwedRow) -> bool:
    """Whether what is owed is counted by who talks, not by who is talked to."""
    return row.duty.talk is not None and row.duty.talk.per.code == "interviewer"


def because_of(address: str) -> Shown | None:
    """The obligation that an interview is begun for, by the address of its page; None where none is seen."""
    path = address.partition("?")[0]
    parts = [unquote(one) for one in path.removeprefix(_BEFORE).split("/", _PARTS - 1)]
    if not path.startswith(_BEFORE) or len(parts) != _PARTS:
        return None
    found = access().owed(*parts)
    return shown(found.row) if found else None
