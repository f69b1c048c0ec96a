"""The acts about people who move: posts and absences, records of one person, and files."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from yuetan.casework.people.work import Move, People, Release, TwoRecords
from yuetan.testing.acts.playing import Doing
from yuetan.testing.acts.way import Answer, Reason, Way


def _people(doing: Doing) -> People:
    playing = doing.playing
    return People(playing.records, playing.plugins, playing.now)


def _move(doing: Doing, asked: Move) -> str:
    """A post that ends is named by its unit alone: whoever looks at the page chooses it there."""
    people = _people(doing)
    seen = people.moves(doing.actor, asked.cadre)
    ending = tuple(one.name for unit in asked.ends for one in seen.posts if one.name.startswith(f"{unit}~"))
    entered = evolve(asked, ends=ending, version=seen.version)
    people.move(doing.actor, entered, token=doing.token)
    last = people.moves(doing.actor, entered.number or entered.cadre).last
    return last.reference if last else ""



def _propose_merger(doing: Doing, asked: TwoRecords) -> str:
    return _people(doing).propose_merger(doing.actor, asked, token=doing.token).case


def _answer_merger(doing: Doing, asked: Answer) -> str:
    return _people(doing).answer_merger(
        doing.actor, doing.reference, agree=asked.agree, reason=asked.reason, token=doing.token).case


def _part(doing: Doing, asked: Reason) -> str:
    return _people(doing).propose_parting(doing.actor, doing.reference, reason=asked.reason, token=doing.token).case


def _release(doing: Doing, asked: Release) -> str:
    people = _people(doing)
    people.release_file(doing.actor, asked, token=doing.token)
    return people.files(doing.actor)[0].handover.reference


def _answer_release(doing: Doing, asked: Answer) -> str:
    _people(doing).answer_release(doing.actor, doing.reference, accept=asked.agree, reason=asked.reason,
                                  token=doing.token)
    return doing.reference


WAYS: Mapping[str, Way] = {
    "move": Way(Move, _move, frozenset({"version"}), owed=True),
    "merger.propose": Way(TwoRecords, _propose_merger), "merger.answer": Way(Answer, _answer_merger),
    "merger.part": Way(Reason, _part),
    "file.release": Way(Release, _release), "file.answer": Way(Answer, _answer_release),
}
