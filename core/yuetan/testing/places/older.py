"""Old ledgers and inspections as they are seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yuetan.casework.errors import Hidden
from yuetan.casework.inspection import Inspections
from yuetan.casework.old_ledger import OldLedgers
from yuetan.testing.places.place import Looking, Place, days, flags, line, numbers, texts
from yuetan.testing.told import Row


def _old_ledger(looking: Looking) -> Iterator[Row]:
    playing = looking.playing
    try:
        view = OldLedgers(playing.records, playing.plugins, playing.now).ledger(looking.actor, looking.of)
    except Hidden:
        return
    yield line(state=view.state, new=view.preview.new, changed=view.preview.changed, same=view.preview.same)
    for one in view.rows:
        yield line(who=one.row.cadre or one.row.name, day=one.row.on, counts=one.counts, flags=len(one.flags))
        yield from (line(who=one.row.cadre or one.row.name, day=one.row.on, flag=flag) for flag in one.flags)


def _inspections(looking: Looking) -> Iterator[Row]:
    for one in Inspections(looking.playing.records, looking.playing.now).listed(looking.actor):
        yield line(number=one.number, unit=one.unit_name, since=one.since, until=one.until, names=one.names,
                   agreed=one.agreed_at is not None, by=one.asked_by_name)


def _taken_out(looking: Looking) -> Iterator[Row]:
    """Whether a text stands in what was taken out."""
    said = looking.playing.texts.get(looking.of, "")
    if looking["text"] in said:
        yield line(text=looking["text"])


PLACES: Mapping[str, Place] = {
    "old_ledger": Place(texts("state", "who", "flag") | numbers("new", "changed", "same", "flags") | days("day")
                        | flags("counts"), _old_ledger, needs=("of",)),
    "inspections": Place(texts("number", "unit", "by") | days("since", "until") | flags("names", "agreed"),
                         _inspections),
    "taken_out": Place(texts("text"), _taken_out, needs=("of", "text")),
}
