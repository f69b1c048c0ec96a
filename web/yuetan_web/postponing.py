"""Who answers a request to postpone a talk, in words: on the page of the interview, and among one's own rights."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from yuetan.access.actor import Role
from yuetan.access.reading_answering import POSTPONING, Answering
from yuetan.access.views import InterviewView
from yuetan.casework.interviews.other_acts import POSTPONEMENT_ASKED
from yuetan.wording import later, say
from yuetan_web.current import access, wording

MOST = 4  # names of those who are granted one role
_ROLES = {Role.HEAD: later("负责人"), Role.DISCIPLINE: later("纪检人员")}


def waiting_request(view: InterviewView) -> int:
    """The number of the request that nobody answered yet; 0 where none waits."""
    told = [one for one in view.events if one.code in POSTPONING]
    waits = bool(told) and told[-1].code == POSTPONEMENT_ASKED and not (view.held or view.ended)
    return told[-1].sequence if waits else 0


def answered_by(view: InterviewView, offered: Collection[str]) -> str:
    """Who answers, where a request waits or may be made; else empty."""
    if not (waiting_request(view) or POSTPONING.intersection(offered)):
        return ""
    found = access().answering(view.reference)
    return _in_words(found, view) if found else ""


def _in_words(found: Answering, view: InterviewView) -> str:
    talking = _with(say("约谈人、参加人") if found.company else say("约谈人"), found.talking)
    roles = say("、").join(_with(say(_ROLES.get(role, role.title)), names) for role, names in found.roles.items())
    said = [say("延期申请由{talking}，或者{unit}的{roles}答复。", talking=talking, unit=found.unit, roles=roles)]
    words = wording(view)
    said += [say("{citation}：{rule}。", citation=words.citation(pairing.places), rule=_with(pairing.title, names))
             for pairing, names in found.rules]
    return "".join(said)


def _with(title: str, names: Iterable[str]) -> str:
    known = tuple(names)
    if not known:
        return title
    shown = say("、").join(known[:MOST])
    return say("{title}（{names}）", title=title,
               names=say("{names}等", names=shown) if len(known) > MOST else shown)
