"""People as they are seen: who is found, the page of a cadre, his file, and records that may be one person's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yuetan.casework.errors import Hidden
from yuetan.casework.people.work import People
from yuetan.testing.places.owed import AWAY, OWED, away, owed
from yuetan.testing.places.place import Looking, Place, days, flags, line, texts
from yuetan.testing.told import Row


def _search(looking: Looking) -> Iterator[Row]:
    for one in looking.door.find(looking["text"]):
        yield line(who=one.person.name, cadre=one.person.cadre, page=bool(one.person.reference))


def _cadre(looking: Looking) -> Iterator[Row]:
    found = (one.person.reference for one in looking.door.find(looking["cadre"]) if one.person.reference)
    view = looking.door.cadre(next(found, ""))
    if view is None:
        return
    yield line(name=view.name, cadre=view.cadre)
    for post in view.posts:
        yield line(unit=post.unit, title=post.title, since=post.since, until=post.until, held=post.held)
    yield from (line(former=name, former_number=number, until=on) for name, number, on in view.formerly)
    yield from (line(also=one) for one in view.also)
    yield from (line(decision=one.sort, day=one.on) for one in view.decisions)
    yield from map(owed, view.owed)
    yield from (line(talk=one.number, kind=one.kind.code) for one in view.interviews)
    if view.away:
        yield away(view.away)


def _moves(looking: Looking) -> Iterator[Row]:
    try:
        view = _people(looking).moves(looking.actor, looking["cadre"])
    except Hidden:
        return
    for one in view.moves:
        yield line(sort=one.sort, since=one.since, revoked=bool(one.revoked), late=one.late)
    yield from (line(former=name, former_number=number, until=on) for name, number, on in view.formerly)


def _file(looking: Looking) -> Iterator[Row]:
    try:
        view = _people(looking).file(looking.actor, looking["cadre"])
    except Hidden:
        return
    yield line(whose=looking["cadre"])
    yield from (line(day=one.on, title=one.title) for one in view.entries)


def _files(looking: Looking) -> Iterator[Row]:
    for one in _people(looking).files(looking.actor):
        yield line(who=one.name, by=one.from_name, to=one.to_name, state=one.handover.state, waiting=one.waiting,
                   listed=bool(one.listed))


def _mergers(looking: Looking) -> Iterator[Row]:
    for one in _people(looking).mergers(looking.actor):
        yield line(kept=one.merger.kept, merged=one.merger.merged, state=one.merger.state, waiting=one.waiting)


def _people(looking: Looking) -> People:
    playing = looking.playing
    return People(playing.records, playing.plugins, playing.now)


FORMER = texts("former", "former_number") | days("until")
PLACES: Mapping[str, Place] = {
    "search": Place(texts("who", "cadre") | flags("page"), _search, needs=("text",)),
    "cadre": Place(OWED | AWAY | FORMER | texts("name", "unit", "title", "also", "decision", "talk", "kind", "cadre")
                   | days("day") | flags("held"), _cadre, needs=("cadre",), owed=True),
    "moves": Place(FORMER | texts("sort", "late") | days("since") | flags("revoked"), _moves, needs=("cadre",)),
    "file": Place(texts("whose", "title") | days("day"), _file, needs=("cadre",)),
    "files": Place(texts("who", "by", "to", "state") | flags("waiting", "listed"), _files),
    "mergers": Place(texts("kept", "merged", "state") | flags("waiting"), _mergers),
}
