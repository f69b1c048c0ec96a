"""One settled edition on its way into the table of obligations: what every statement of it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from attrs import field, frozen
from sqlalchemy import (
    CTE,
    Boolean,
    Connection,
    Date,
    Integer,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
)

from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.obligations import Status
from yuetan.engine.world import World
from yuetan.records.columns import PostColumns
from yuetan.records.owed.governed import EVERYBODY, Governance
from yuetan.records.owed.happened import Condition, Value
from yuetan.records.owed.known import Known
from yuetan.records.owed.rows import CONTENT, NAMES
from yuetan.records.owed.scratch import term
from yuetan.rules.duties import Duty
from yuetan.rules.regulation import Regulation
from yuetan.rules.selectors import Selector
from yuetan.rules.workdays import Calendar

NOTHING = cast(null(), Integer)
NO_DAY = cast(null(), Date)


@frozen(kw_only=True)
class Edition:
    """A settled edition, the day it is swept for, and where its rows go."""

    connection: Connection
    jurisdiction: Jurisdiction
    calendar: Calendar
    as_of: date
    known: Known
    target: Table
    world: Callable[[], World]  # everything, for what is not read in SQL
    governs: Governance = EVERYBODY
    beside: bool = False  # others of this edition were swept before: what they said of somebody stands
    empty: World = field(init=False)  # to ask the engine what depends on the calendar alone

    @property
    def regulation(self) -> Regulation:
        """The settled edition."""
        return self.jurisdiction.regulation

    @property
    def judged_from(self) -> date:
        """The day before which nothing is judged."""
        return self.jurisdiction.judged_from

    @empty.default
    def _nothing_in_it(self) -> World:
        return World(as_of=self.as_of, judged_from=self.jurisdiction.judged_from, calendar=self.calendar)

    def put(self, duty: Duty, rows: Rows) -> None:
        """Put the rows of a duty where they belong."""
        self.connection.execute(insert(self.target).from_select([*NAMES, *CONTENT], rows.query(self, duty)))


@frozen(kw_only=True)
class Rows:
    """Each time a duty has arisen, and how it stands."""

    base: CTE  # with the columns subject, cause, cadre_id, unit_id, interview_id and done_on
    due: Value = NO_DAY
    opens: Value = NO_DAY
    provisional: Value = field(factory=false)
    newcomer: Condition = field(factory=false)
    lapsed: tuple[Condition, ...] = ()
    term: tuple[Table, Condition] | None = None  # where its day is looked up, and by what

    def query(self, of: Edition, duty: Duty) -> Select[tuple[object, ...]]:
        """The rows of the table of obligations, all but what fell due before anything was to be judged."""
        base, regulation = self.base, of.regulation
        words = (regulation.code, regulation.edition, duty.code)
        query = select(
            *(literal(word, String) for word in words), base.c.subject, base.c.cause,
            self._status(of.as_of, waits=duty.due is not None), self.due, self.opens, self.provisional,
            base.c.done_on, self.newcomer, base.c.cadre_id, base.c.unit_id, base.c.interview_id)
        if self.term:
            query = query.select_from(base.outerjoin(*self.term))
        if of.judged_from > date.min:
            query = query.where(or_(self.due.is_(None), self.due >= of.judged_from))
        return query.where(~_said(of, words, base)) if of.beside else query

    def _status(self, as_of: date, *, waits: bool) -> Value:
        """Decided in the order in which `yuetan.engine.owed` decides it. Where there is no day, none is past."""
        done_on, past = self.base.c.done_on, self.due < as_of
        return case(
            (done_on > self.due, _name(Status.LATE)), (done_on.is_not(None), _name(Status.DONE)),
            (or_(and_(past, self.newcomer), *self.lapsed), _name(Status.LAPSED)), (past, _name(Status.OVERDUE)),
            (self.due.is_(None), _name(Status.WAITING if waits else Status.OPEN)), else_=_name(Status.OPEN))


def counted(of: Edition, duty: Duty, base: CTE, anchor: Value, lapsed: Iterable[Condition]) -> None:
    """Put a duty that arises once where it belongs; its term counts from the day of its anchor."""
    if duty.due is None:
        of.put(duty, Rows(base=base, lapsed=tuple(lapsed)))
        return
    by_day = and_(term.c.duty == duty.code, term.c.anchor == anchor)
    provisional = func.coalesce(term.c.provisional, false())
    of.put(duty, Rows(base=base, due=term.c.due, provisional=provisional, term=(term, by_day), lapsed=tuple(lapsed)))


def _said(of: Edition, words: tuple[str, str, str], base: CTE) -> Condition:
    """Whether it was said already under another reading of the edition, of one who belongs to both."""
    said = of.target.alias("said")
    return exists(select(said.c.duty).where(
        said.c.subject == base.c.subject, said.c.duty == words[2], said.c.cause == base.c.cause,
        said.c.regulation == words[0], said.c.edition == words[1]))


def _name(status: Status) -> Value:
    return literal(status.name, String)


def materialized(query: Select[tuple[object, ...]]) -> CTE:
    """The rows of a query, worked out once: SQLite would work a column out anew wherever it is read."""
    return query.cte("base").prefix_with("MATERIALIZED")


def admitted(selector: Selector | None, cadre: Value, day: Value, *, coming: bool = False,
             governs: Governance = EVERYBODY) -> Condition:
    """Whether a selector admits a cadre on a day, by a post in a unit that is governed; everybody where there is none.

    The same as `yuetan.engine.world.World.concerns`.
    """
    if selector is None:
        return governs.cadre(cadre, day) if governs.extent else literal(value=True, type_=Boolean())
    posts = PostColumns(day, coming=coming)
    return exists().select_from(posts.rows).where(
        posts.appointment.c.cadre_id == cadre, posts.held, selector.where(posts),
        governs.unit(posts.appointment.c.unit_id, day))


def joined_text(*parts: Value | str) -> Value:
    """Texts one after the other."""
    first, *rest = (literal(part, String) if isinstance(part, str) else part for part in parts)
    for part in rest:
        first = first.concat(part)
    return first
