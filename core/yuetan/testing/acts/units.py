"""The acts by which units change: proposed by one, decided on by another."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.casework.units.acts import Reorganisations
from yuetan.casework.units.asking import Asked
from yuetan.testing.acts.playing import Doing
from yuetan.testing.acts.way import Nothing, Reason, Way


def _reorganisations(doing: Doing) -> Reorganisations:
    playing = doing.playing
    return Reorganisations(playing.records, playing.plugins, playing.now)


def _propose(doing: Doing, asked: Asked) -> str:
    return _reorganisations(doing).propose(doing.actor, asked, token=doing.token)


def _confirm(doing: Doing, _: Nothing) -> str:
    view = doing.playing.door(doing.actor).reorganisation(doing.reference)
    seen = view.preview.mark if view and view.preview else ""
    _reorganisations(doing).confirm(doing.actor, doing.reference, seen=seen, token=doing.token)
    return doing.reference


def _return(doing: Doing, asked: Reason) -> str:
    _reorganisations(doing).give_back(doing.actor, doing.reference, asked.reason, token=doing.token)
    return doing.reference


WAYS: Mapping[str, Way] = {
    "reorganise.propose": Way(Asked, _propose), "reorganise.confirm": Way(Nothing, _confirm, owed=True),
    "reorganise.return": Way(Reason, _return),
}
