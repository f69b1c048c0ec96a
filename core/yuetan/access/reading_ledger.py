"""The ledger: one row for each person talked to, out of the talks the actor may see in it, a page at a time.

Who is shown a row, and who may take it away, says the matrix. What a talk that ended in clearing was, stands in none.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve
from sqlalchemy import select

from yuetan.access.ledger_rows_asked import EXPORT, READ, seen, wanted
from yuetan.access.ledger_views import SORTS, LedgerAsked, LedgerCount, LedgerRow, LedgerView
from yuetan.access.reading_fields import granting, playing
from yuetan.access.reading_governing import governing_codes
from yuetan.access.reading_ledger_counts import Counted, counted, held_on_days
from yuetan.access.reading_ledger_facts import facts_of
from yuetan.access.reading_ledger_pages import Page, page_at_once, page_of
from yuetan.access.reading_people import Reader
from yuetan.records.tables import interview, participant
from yuetan.rules.known import filled_in, words_of
from yuetan.rules.ledgers import GENERIC, TOGETHER, LedgerForm, ledger_of
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

MOST = 500  # rows of one page


def ledger(reader: Reader, asked: LedgerAsked) -> LedgerView:
    """A page of the ledger of what was asked for, and counts of all of it; see `yuetan.access.door.Access.ledger`."""
    regulation = _edition(reader, asked.regulation)
    form = _form(reader, regulation)
    asked = _in_order(form, asked)
    there = counted(reader, asked)
    counts = tuple(_counts(reader, there, together=form is TOGETHER))
    persons = sum(one.persons for one in counts)
    limit = max(1, min(asked.limit, MOST))
    page = page_at_once(reader, asked, limit, there) if persons and asked.sort != SORTS[0] else None
    ordered = page is not None or not persons or asked.sort == SORTS[0]
    if page is None:
        by_day = asked if ordered else evolve(asked, sort=SORTS[0], falling=True, after="")
        page = page_of(reader, by_day, limit, there) if persons else Page()
    return LedgerView(
        form=form, regulation=regulation, regulations=_editions(reader, asked.regulation), counts=counts,
        before=page.before, more=page.more, rows=_rows(reader, form, page), ordered=ordered,
        takeable=persons > 0 and (_takes_all(reader) or not _keeps_any(reader, asked, there)))


def ledger_rows(reader: Reader, asked: LedgerAsked, *, agreed: bool = False) -> tuple[tuple[LedgerRow, ...], str]:
    """500 rows that the actor may take away, and where the next begin; see `yuetan.access.door.Access.ledger_rows`."""
    form = _form(reader, _edition(reader, asked.regulation))
    asked = _in_order(form, asked)
    page = page_of(reader, asked, MOST, counted(reader, asked), None if agreed else seen(reader, EXPORT))
    return _rows(reader, form, page), page.more


def _takes_all(reader: Reader) -> bool:
    """Whether by every role by which he reads a ledger he may take it away as well, without a second person."""
    roles = reader.scope.actor.roles()
    return all(roles & granting(READ, lies) <= granting(EXPORT, lies) for lies in ("own", "assigned")) and playing(
        READ) <= playing(EXPORT)


def _edition(reader: Reader, code: str) -> Regulation | None:
    """The last edition of a regulation; None for several regulations, and for one that is not there."""
    return next((one for one in reversed(reader.scope.rules.regulations) if one.code == code), None)


def _editions(reader: Reader, asked: str) -> tuple[Regulation, ...]:
    """The regulations that govern where he works on the day, and the one that is asked for."""
    codes = governing_codes(reader) | {asked}
    return tuple({one.code: one for one in reader.scope.rules.regulations if one.code in codes}.values())


def _in_order(form: LedgerForm, asked: LedgerAsked) -> LedgerAsked:
    """The same in an order that tells no more than the ledger does: by days of events that stand in it alone."""
    told = {word for one in form.material.fields for word in words_of(one)[:1]}
    return asked if asked.sort in {*SORTS, *told} else evolve(asked, sort=SORTS[0])


def _rows(reader: Reader, form: LedgerForm, page: Page) -> tuple[LedgerRow, ...]:
    regulations = reader.scope.rules
    facts = facts_of(reader, page.rows, form.material.fields) if page.rows else ()
    return tuple(LedgerRow(
        reference=row.reference, regulation=regulations.regulation(row.regulation, row.edition),
        values=filled_in(form.material.fields, {**known, "row": str(page.before + number)}))
        for number, (row, known) in enumerate(zip(page.rows, facts, strict=True), start=1))


def _form(reader: Reader, regulation: Regulation | None) -> LedgerForm:
    """The form of one regulation's ledger, or of that of all: where several govern, it says which."""
    if regulation:
        return ledger_of(regulation)
    return TOGETHER if len(_editions(reader, "")) > 1 else GENERIC


def _counts(reader: Reader, there: Counted, *, together: bool) -> Iterator[LedgerCount]:
    together = together or len({code for code, _, _ in there.sorts}) > 1
    for sort in there.sorts:
        code, edition, kind = sort
        regulation = reader.scope.rules.regulation(code, edition)
        found = regulation.kind(kind)
        title = found.title if found else say("其他")
        yield LedgerCount(title=f"{title}《{regulation.title}》" if together else title, talks=there.talks[sort],
                          persons=there.persons[sort])


def _keeps_any(reader: Reader, asked: LedgerAsked, there: Counted) -> bool:
    """Whether there is a row that he may not take away; most likely one of the last day."""
    query = (select(interview.c.id).join(participant, participant.c.interview_id == interview.c.id)
             .where(~seen(reader, EXPORT)).limit(1))
    lately = (*wanted(reader, asked, few=True), held_on_days(there, [max(there.days)])) if there.days else None
    return any(reader.connection.execute(query.where(*some)).first() is not None
               for some in (lately, (*wanted(reader, asked),)) if some is not None)
