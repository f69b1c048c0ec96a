"""An office's old ledger: looked over first, then brought in as a whole, and taken back while nothing rests on it.

What the rules of its day would have objected to is a flag beside a row, never a refusal. Talks it tells of count as
those of the roster's workbook do; nothing that fell due before the office went live is judged because of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice

from attrs import evolve, frozen

from yuetan.access.actor import Actor, Standing
from yuetan.access.concerned import sides_of
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.access.units import units_above
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.interviews.opened import Office, office_on
from yuetan.casework.lead_texts import LONGEST, unfit_text
from yuetan.casework.old_ledger_flags import UNCOUNTED
from yuetan.casework.old_ledger_people import people_of_ledger
from yuetan.casework.old_ledger_rows import Assessor, LedgerRow, is_same, row_of
from yuetan.casework.old_ledger_rules import rules_of_ledger
from yuetan.casework.old_ledger_views import LedgerView, Preview, RowView
from yuetan.casework.sweeping import sweep_all
from yuetan.plugins import Plugins
from yuetan.records import old_ledgers as stored
from yuetan.records.cases import cadre_ids, done_before, remember_done, unit_code, unit_ids
from yuetan.records.database import Connection, Engine, alone, reading, writing
from yuetan.records.journal import Entry, append
from yuetan.records.old_ledgers import KeptLedger, KeptRow
from yuetan.records.old_people import talkers_known
from yuetan.records.old_talks import put_in_place, put_rows, take_back
from yuetan.records.own_cases import case_of_unit
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

__all__ = ["LedgerRow", "LedgerView", "OldLedgers", "Preview", "RowView"]

IMPORT, READ = "old_ledger.import", "old_ledger.read"
APPLIED, UNDONE = "old_ledger_applied", "old_ledger_undone"
AT_ONCE = 1000  # rows
NOBODY: frozenset[str] = frozenset()
SHOWN = 100  # rows of one page
Progress = Callable[[int], None]
Act = Callable[[Connection, KeptLedger, str, datetime], int | None]


@frozen(eq=False)
class OldLedgers:
    """Bringing old ledgers in, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def preview(self, actor: Actor | None, unit: str, rows: Sequence[LedgerRow], progress: Progress | None = None,
                ) -> Preview:
        """What bringing rows into the ledger of a unit, by its code, would do; nothing is kept. Raises `Hidden`."""
        with reading(self.records) as connection:
            office = self._office(connection)
            _demand(connection, office, actor, unit, IMPORT)
            return _summed(_assessed(connection, office, actor, unit, iter(rows), progress))

    def keep(self, actor: Actor | None, unit: str, rows: Sequence[LedgerRow], *, source: str,  # noqa: PLR0913 - what, and out of what
             digest: str, progress: Progress | None = None) -> str:
        """Keep the rows of a workbook to be looked over, without any effect yet: what names it. Raises `Hidden`.

        ``source`` is the name of the file, ``digest`` its SHA-256 in hexadecimal.
        """
        with writing(self.records) as connection:
            office = self._office(connection)
            unit_id = _demand(connection, office, actor, unit, IMPORT)
            looked = tuple(_assessed(connection, office, actor, unit, iter(rows), progress))
            preview = _summed(looked)
            return stored.add_ledger(connection, {
                "unit_id": unit_id, "source": source[:TITLE_LENGTH], "digest": digest, "kept_at": self.now(),
                "kept_by": actor.account if actor else None, "rows_new": preview.new,
                "rows_changed": preview.changed, "rows_same": preview.same}, (made for made, _ in looked))

    def apply(self, actor: Actor | None, reference: str, *, token: str, progress: Progress | None = None) -> Preview:
        """Have a ledger that was looked over be in effect: all of it, or nothing: what it did. Rows are looked at anew.

        Raises `Hidden`, or `Conflict` where it is in effect already, or was thrown away.
        """
        did = Preview()

        def act(connection: Connection, kept: KeptLedger, unit: str, at: datetime) -> int:
            nonlocal did
            if kept.state != stored.KEPT:
                raise Conflict(say("这份台账已经办理过；请刷新页面，看过最新情况再决定。"))
            alone(connection)
            preview = did = _put(connection, self._office(connection), actor, unit, kept, progress)
            entry = Entry(code=APPLIED, happened_on=civil_date(at), unit_id=kept.unit_id, content={
                "ledger": kept.reference, "source": kept.source, "digest": kept.digest, "new": str(preview.new),
                "changed": str(preview.changed), "same": str(preview.same)})
            written = append(connection, case_of_unit(connection, kept.unit_id), entry, by=_key(actor), at=at)
            stored.change_ledger(connection, kept.id, state=stored.APPLIED, event_id=written.id,
                                 rows_new=preview.new, rows_changed=preview.changed, rows_same=preview.same)
            return written.id
        self._once(actor, reference, token, act)
        sweep_all(self.records, self.plugins, at=self.now())
        return did

    def discard(self, actor: Actor | None, reference: str) -> None:
        """Throw a ledger away that was looked over and is not in effect. Raises `Hidden` or `Conflict`."""
        with writing(self.records) as connection:
            kept, _ = self._found(connection, actor, reference)
            if kept.state != stored.KEPT:
                raise Conflict(say("这份台账已经办理过；请刷新页面，看过最新情况再决定。"))
            stored.drop_all_rows(connection, kept.id)
            stored.change_ledger(connection, kept.id, state=stored.DISCARDED)

    def undo(self, actor: Actor | None, reference: str, reason: str, *, token: str) -> None:
        """Take a ledger back, with the talks it put on record; what it replaced is in effect again.

        Raises `Hidden`, `Unfit` without a reason, `Conflict` where it is not in effect, and `Refused` where something
        rests on it: a later ledger that says otherwise in some row, or a report of the unit handed in since.
        """
        def act(connection: Connection, kept: KeptLedger, _: str, at: datetime) -> int:
            if wrong := unfit_text(reason, LONGEST):
                raise Unfit({"reason": wrong})
            if kept.state != stored.APPLIED or kept.event_id is None:
                raise Conflict(say("这份台账没有在用；请刷新页面，看过最新情况再决定。"))
            alone(connection)
            if stored.replaced_since(connection, kept.id):
                raise Refused(None, (), say("后来导入的台账改写了其中的行；请先撤销后来的一份。"))
            if stored.reported_since(connection, kept.unit_id, kept.event_id):
                raise Refused(None, (), say("本单位此后已经报送过材料，可能以它为依据，不能撤销；请改正后重新导入。"))
            rows = take_back(connection, kept.id, lambda row: _with_talkers(connection, row))
            entry = Entry(code=UNDONE, happened_on=civil_date(at), unit_id=kept.unit_id, reason=reason.strip(),
                          content={"ledger": kept.reference, "rows": str(rows)})
            written = append(connection, case_of_unit(connection, kept.unit_id), entry, by=_key(actor), at=at)
            stored.change_ledger(connection, kept.id, state=stored.UNDONE)
            return written.id
        self._once(actor, reference, token, act)
        sweep_all(self.records, self.plugins, at=self.now())

    def ledgers(self, actor: Actor) -> tuple[LedgerView, ...]:
        """The ledgers of the units an actor may bring ledgers into, the latest first, without their rows."""
        with reading(self.records) as connection:
            units = {grant.unit for grant in actor.granted if grant.unit
                     and _may(connection, self._office(connection), actor, grant.unit, READ)}
            return tuple(_view(kept, code, {}) for kept, code in stored.ledgers_of(connection, units))

    def ledger(self, actor: Actor, reference: str, *, after: int = 0, flagged: bool = False) -> LedgerView:
        """One ledger with a page of its rows: those behind a row, or those with flags alone. Raises `Hidden`.

        No row about the actor himself is among them, nor any about somebody whose cases are shut to him.
        """
        with reading(self.records) as connection:
            kept, unit = self._found(connection, actor, reference, READ)
            own = cadre_ids(connection, (actor.cadre, *actor.principals)).values()
            shut = (one.key for one in sides_of(connection, civil_date(self.now()), actor).shut_among(actor))
            found = tuple(stored.rows_of(connection, kept.id, after=after, limit=SHOWN + 1, flagged=flagged,
                                         but=frozenset({*shut, *own})))
            view = _view(kept, unit, stored.flags_of(connection, kept.id))
            return evolve(view, rows=tuple(
                RowView(row=row_of(one), flags=one.flags, counts=not UNCOUNTED.intersection(one.flags))
                for one in found[:SHOWN]), more=found[SHOWN - 1].number if len(found) > SHOWN else 0)

    def begun(self, actor: Actor, units: Iterable[str]) -> Mapping[str, Mapping[str, date]]:
        """The day by the title of the regulation on which each went live, by the code of each unit he may read of.

        Talks from that day on are no business of an old ledger.
        """
        with reading(self.records) as connection:
            office = self._office(connection)
            return {one: rules_of_ledger(office, units_above(connection, one, office.today) or (one,)).begun()
                    for one in units if _may(connection, office, actor, one, READ)}

    def _office(self, connection: Connection) -> Office:
        return office_on(connection, self.plugins, civil_date(self.now()))

    def _found(self, connection: Connection, actor: Actor | None, reference: str, action: str = IMPORT, *,
               locking: bool = False) -> tuple[KeptLedger, str]:
        kept = stored.find_ledger(connection, reference, locking=locking)
        if kept is None:
            raise Hidden
        unit = unit_code(connection, kept.unit_id)
        _demand(connection, self._office(connection), actor, unit, action)
        return kept, unit

    def _once(self, actor: Actor | None, reference: str, token: str, act: Act) -> None:
        """Do an act unless the same request did it before; nobody else acts on the ledger meanwhile."""
        if not token:
            raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
        with writing(self.records) as connection:
            at, account = self.now(), actor.account if actor else 0
            kept, unit = self._found(connection, actor, reference, locking=True)
            if done_before(connection, token, account) is not None:
                return
            event_id = act(connection, kept, unit, at)
            if event_id is not None and actor is not None:
                remember_done(connection, token, account, event_id, at)


def _assessed(connection: Connection, office: Office, actor: Actor | None, unit: str,  # noqa: PLR0913, PLR0917 - whose rows, looked at by whom
              rows: Iterator[LedgerRow], progress: Progress | None) -> Iterator[tuple[KeptRow, KeptRow | None]]:
    """Every row as it is to be kept, with the row in effect that it is the same as."""
    above = units_above(connection, unit, office.today) or (unit,)
    importers = frozenset({actor.cadre, *actor.principals} - {""}) if actor else NOBODY
    assessor = Assessor(connection, office, unit, importers,
                        people_of_ledger(connection, unit, office.today, office.calendar),
                        rules_of_ledger(office, above))
    while some := tuple(islice(rows, AT_ONCE)):
        yield from assessor.assessed(some)
        if progress:
            progress(len(some))


def _put(connection: Connection, office: Office, actor: Actor | None, unit: str, kept: KeptLedger,  # noqa: PLR0913, PLR0917 - see above
         progress: Progress | None) -> Preview:
    """Have the rows of a kept ledger be in effect; those that are there already are dropped from it."""
    ids = {one.number: one.id for one in stored.rows_of(connection, kept.id)}
    rows = iter([row_of(one) for one in stored.rows_of(connection, kept.id)])
    looked = _assessed(connection, office, actor, unit, rows, progress)
    found = Counter[str]()
    flags = Counter[str]()
    while some := tuple(islice(looked, AT_ONCE)):
        fresh, dropped = list[KeptRow](), list[int]()
        for assessed, before in some:
            row = evolve(assessed, id=ids[assessed.number], ledger_id=kept.id)
            flags.update(row.flags)
            found["counted"] += row.counts
            if before is None:
                fresh.append(row)
            elif is_same(row, before):
                dropped.append(row.id)
            else:
                put_in_place(connection, row, before)
                found["changed"] += 1
        put_rows(connection, fresh)
        stored.drop_rows(connection, dropped)
        found.update(new=len(fresh), same=len(dropped))
    return Preview(new=found["new"], changed=found["changed"], same=found["same"], counted=found["counted"],
                   flags=flags)


def _summed(looked: Iterable[tuple[KeptRow, KeptRow | None]]) -> Preview:
    found, flags = Counter[str](), Counter[str]()
    for row, before in looked:
        found["new" if before is None else "same" if is_same(row, before) else "changed"] += 1
        found["counted"] += row.counts
        flags.update(row.flags)
    return Preview(new=found["new"], changed=found["changed"], same=found["same"], counted=found["counted"],
                   flags=flags)


def _with_talkers(connection: Connection, kept: KeptRow) -> KeptRow:
    """A row that is to be in effect again, with who talked."""
    written = row_of(kept).talkers
    known = talkers_known(connection, written)
    return evolve(kept, talkers=tuple(known.get(one, one) for one in written),
                  counts=not UNCOUNTED.intersection(kept.flags))


def _view(kept: KeptLedger, unit: str, flags: Mapping[str, int]) -> LedgerView:
    return LedgerView(
        reference=kept.reference, unit=unit, source=kept.source, state=kept.state, kept_at=kept.kept_at,
        preview=Preview(new=kept.rows_new, changed=kept.rows_changed, same=kept.rows_same, flags=flags))


def _demand(connection: Connection, office: Office, actor: Actor | None, unit: str, action: str) -> int:
    """The key of the unit; `Hidden` for who may not, and where there is none. What is done on the server may be."""
    unit_id = unit_ids(connection, (unit,)).get(unit)
    if unit_id is None or (actor is not None and not _may(connection, office, actor, unit, action)):
        raise Hidden
    return unit_id


def _may(connection: Connection, office: Office, actor: Actor, unit: str, action: str) -> bool:
    above = units_above(connection, unit, office.today) or (unit,)
    lies = lies_of_grants(actor, above, office.beginning())
    return bool(allowed(actor, action, standing=Standing.NONE, lies=lies))


def _key(actor: Actor | None) -> int | None:
    return actor.account if actor else None
