"""What a story with acts expects besides: what somebody sees, what he does not, and acts that are not done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yuetan.testing.expectations import Expectation, ExpectedRefusal, ExpectedSight
from yuetan.testing.places.place import Place
from yuetan.testing.places.places import PLACES
from yuetan.testing.read_expectations import Reader
from yuetan.testing.stated import Stated
from yuetan.testing.tables import Table
from yuetan.testing.told import Look
from yuetan.wording import say

SORTS = ("hidden", "unfit", "refused", "conflict")


def seen(table: Table, stated: Stated, *, unseen: bool = False) -> Iterator[Expectation]:
    """The same for each who looks."""
    place = PLACES[where := table.word("where", PLACES)]
    after = table.word("after", stated.names.made, "")
    on = stated.names.made[after] if after else table.day("on", stated.as_of)
    asked, readers = tuple(_asked(table, place, stated)), stated.cadres(table, "as")
    times = None if unseen or "times" not in table else table.whole("times")
    said = tuple((name, table.value(name, of)) for name, of in place.columns.items() if name in table)
    if not said:
        raise table.error(say("没有写看到的是什么；{where} 可写的有：{columns}。", where=where,
                              columns=say("、").join(sorted(place.columns))))
    table.close()
    for reader in readers:
        look = Look(reader=reader, on=on, after=after, where=where, asked=asked)
        yield ExpectedSight(place=table.place, look=look, seen=not unseen, said=said, times=times)


def unseen(table: Table, stated: Stated) -> Iterator[Expectation]:
    """That no line says all this."""
    return seen(table, stated, unseen=True)


def refused(table: Table, stated: Stated) -> Iterator[Expectation]:
    """That an act is not done, and why."""
    told = ExpectedRefusal(
        place=table.place, act=table.word("act", stated.names.made), sort=table.word("sort", SORTS, "refused"),
        text=table.text("text", ""), clauses=stated.clauses(table) if "clause" in table else None,
        fields=frozenset(table.texts("fields")) if "fields" in table else None)
    if told.sort != "hidden" and not (told.text or told.clauses or told.fields):
        raise table.error(say("没有写为什么；请写 text（答复里的一段话）、clause 或 fields。"))
    table.close()
    yield told


def _asked(table: Table, place: Place, stated: Stated) -> Iterator[tuple[str, str]]:
    """What is asked for, by the keys the place knows; `of` names what an act made."""
    asking = table.table("asking")
    for name in (*place.needs, *place.takes):
        if name == "of":
            yield name, table.word(name, {*stated.names.made, *stated.names.interviews})
        elif name in place.needs or name in asking:
            yield name, asking.text(name)
    asking.close()


READERS: Mapping[str, Reader] = {"seen": seen, "unseen": unseen, "refused": refused}
