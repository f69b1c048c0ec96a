"""What a story expects to be owed and offered, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yuetan.engine.obligations import Status
from yuetan.rules.force import MAY, MUST
from yuetan.testing.expectations import Expectation, ExpectedAbsence, ExpectedObligation
from yuetan.testing.stated import Stated, force_of
from yuetan.testing.tables import Table
from yuetan.wording import say

STATUSES = {one.name.lower(): one for one in Status}


def obligation(table: Table, stated: Stated, *, offer: bool = False) -> Iterator[Expectation]:
    """The same obligation for each of its subjects."""
    subjects = stated.subjects(table)
    if not subjects:
        raise table.error(say("缺少 subject；请写上它说的是哪个单位、干部或约谈。"))
    materials = stated.words.materials
    told: dict[str, Any] = _which(table, stated, offer=offer) | {
        "status": STATUSES[table.word("status", STATUSES)], "force": force_of(table, MAY if offer else MUST),
        "clauses": stated.clauses(table), "due": table.maybe_day("due"), "opens": table.maybe_day("opens"),
        "done": table.maybe_day("done"), "newcomer": table.flag("newcomer"), "provisional": table.flag("provisional"),
        "owners": stated.people(table, "owners"), "to": stated.people(table, "to", parts=True),
        "material": frozenset(table.words("material", materials)) if "material" in table else None}
    table.close()
    yield from (ExpectedObligation(**told, subject=subject) for subject in subjects)


def offer(table: Table, stated: Stated) -> Iterator[Expectation]:
    """The same offer for each of its subjects."""
    yield from obligation(table, stated, offer=True)


def no_obligation(table: Table, stated: Stated, *, offer: bool = False) -> Iterator[Expectation]:
    """That there is none for each of the subjects; for nobody where none is named."""
    told, subjects = _which(table, stated, offer=offer), stated.subjects(table) or ("",)
    table.close()
    yield from (ExpectedAbsence(**told, subject=subject) for subject in subjects)


def no_offer(table: Table, stated: Stated) -> Iterator[Expectation]:
    """The same of an offer."""
    yield from no_obligation(table, stated, offer=True)


def _which(table: Table, stated: Stated, *, offer: bool) -> dict[str, Any]:
    return {"place": table.place, "offer": offer, "duty": table.word("duty", stated.words.duties),
            "as_of": table.day("as_of", stated.as_of),
            "cause": table.text("period", "") or table.text("cause", ""),
            "interview": table.word("interview", {*stated.names.interviews, *stated.names.made}, "")}
