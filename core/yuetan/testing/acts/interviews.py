"""The acts in interviews, and what is put on record beside them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from yuetan.casework.acts import Proposal, Taken
from yuetan.casework.decisions import Decision
from yuetan.casework.handing_outside import HandingOutside
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.reporting import Reported
from yuetan.casework.work import Casework
from yuetan.paperwork.papers.sealed_print import sealed_print
from yuetan.testing.acts.playing import Doing
from yuetan.testing.acts.way import Way


@frozen(kw_only=True)
class Outside:
    """To whom, outside the deployment, a case goes in a sealed cover, and by which receipt."""

    addressee: str
    receipt: str


def _casework(doing: Doing) -> Casework:
    playing = doing.playing
    return Casework(playing.records, playing.plugins, playing.now)


def _propose(doing: Doing, asked: Proposal) -> str:
    return _casework(doing).propose(doing.actor, asked, token=doing.token).case


def _take(doing: Doing, asked: Taken) -> str:
    taken = evolve(asked, version=doing.version)
    return _casework(doing).take(doing.actor, doing.reference, taken, token=doing.token).case


def _report(doing: Doing, asked: Reported) -> str:
    return _casework(doing).report(doing.actor, asked, token=doing.token).case


def _decide(doing: Doing, asked: Decision) -> str:
    return _casework(doing).record_decision(doing.actor, asked, token=doing.token).case


def _record(doing: Doing, asked: Occurrence) -> str:
    return _casework(doing).record_occurrence(doing.actor, asked, token=doing.token).case


def _hand_out(doing: Doing, asked: Outside) -> str:
    playing = doing.playing
    HandingOutside(playing.records, playing.plugins, playing.now).hand_out(
        doing.actor, doing.reference, addressee=asked.addressee, receipt=asked.receipt, version=doing.version,
        printed=sealed_print, token=doing.token)
    return doing.reference


WAYS: Mapping[str, Way] = {
    "propose": Way(Proposal, _propose), "take": Way(Taken, _take, frozenset({"version"})),
    "hand_in": Way(Reported, _report), "decision": Way(Decision, _decide), "occurrence": Way(Occurrence, _record),
    "hand_out": Way(Outside, _hand_out),
}
