"""Units and those who work in them as they are seen: the tree, reorganisations, hand-overs and proxies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from yuetan.casework.handing_over import Handovers
from yuetan.casework.proxies import Proxies
from yuetan.testing.places.place import Looking, Place, days, flags, line, numbers, texts
from yuetan.testing.told import Row


def _organisation(looking: Looking) -> Iterator[Row]:
    on = date.fromisoformat(looking["day"]) if looking["day"] else looking.playing.today
    then = date.fromisoformat(looking["since"]) if looking["since"] else on
    view = looking.door.organisation(on, then)
    for one in view.units:
        yield line(unit=one.name, code=one.code, depth=one.depth, people=one.people)
        yield from (line(code=one.code, head=head.name) for head in one.heads)
    yield from (line(changed=one.name, change=one.change, was=one.was, became=one.became) for one in view.changes)


def _reorganisations(looking: Looking) -> Iterator[Row]:
    for one in looking.door.reorganisations():
        yield line(sort=one.sort, unit=one.unit, since=one.since, state=one.state)


def _handover(looking: Looking) -> Iterator[Row]:
    playing = looking.playing
    view = Handovers(playing.records, playing.plugins, playing.now).view(looking.actor, looking.of)
    if view is None:
        return
    yield line(state=view.state, leaver=view.leaver, receiver=view.receiver, witness=view.witness,
               leaves=view.leaves_on, changed=view.changed, lines=len(view.lines))
    yield from (line(sort=one.sort, what=one.what, day=one.on) for one in view.lines)
    may = {"give": view.may_give, "receive": view.may_receive, "witness": view.may_witness, "renew": view.may_renew}
    yield from (line(may=name) for name, can in may.items() if can)


def _proxies(looking: Looking) -> Iterator[Row]:
    for one in Proxies(looking.playing.records, looking.playing.now).listed(looking.actor):
        yield line(principal=one.principal, proxy=one.proxy, role=one.role.value, unit=one.unit, since=one.since,
                   until=one.until, in_effect=one.in_effect, may_end=one.may_end)


def _units(looking: Looking) -> Iterator[Row]:
    yield from (line(unit=name) for _, name in looking.door.units())


PLACES: Mapping[str, Place] = {
    "organisation": Place(texts("unit", "code", "head", "changed", "change", "was", "became")
                          | numbers("depth", "people"), _organisation, takes=("day", "since")),
    "reorganisations": Place(texts("sort", "unit", "state") | days("since"), _reorganisations),
    "handover": Place(texts("state", "leaver", "receiver", "witness", "sort", "what", "may") | days("leaves", "day")
                      | flags("changed") | numbers("lines"), _handover, needs=("of",)),
    "proxies": Place(texts("principal", "proxy", "role", "unit") | days("since", "until")
                     | flags("in_effect", "may_end"), _proxies),
    "units": Place(texts("unit"), _units),
}
