"""What the door gives out: only what this reader may see is in it; a part that he may not is empty.

Rules and obligations in it are those of the engine, so that the edge finds the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from attrs import evolve, field, frozen

from yuetan.engine.explain import Explanation
from yuetan.engine.obligations import Status
from yuetan.engine.world import Holding, World
from yuetan.rules.duties import Duty
from yuetan.rules.events import HELD
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation

_INTERVIEWEE = "interviewee"

PERSON = "person"
"""The field of a notice that names whom it is for."""


@frozen(kw_only=True)
class Person:
    """A cadre as a page names him: ``reference`` is for the address, empty where his page may not be seen."""

    name: str
    cadre: str = ""  # the staff number
    reference: str = ""
    post: str = ""  # 市教育局局长
    part: str = ""  # in an interview


@frozen(kw_only=True)
class OwedRow:
    """One obligation in a list."""

    regulation: Regulation
    duty: Duty
    status: Status
    due: date | None
    opens: date | None
    provisional: bool
    done_on: date | None
    newcomer: bool
    subject: Person  # the cadre, or the unit by its name, or the interviewees of the interview
    subject_reference: str  # of the cadre, unit or interview that the key speaks of
    cause: str
    waiting_since: date | None = None  # the day of its cause, where it is to be done and no day is named for it
    interview: str = ""  # its reference
    kind: str = ""  # the title of its kind


@frozen(kw_only=True)
class InterviewRow:
    """One interview in a list."""

    reference: str
    number: str
    regulation: Regulation
    kind: Kind
    interviewees: tuple[Person, ...]
    unit: str  # whose case it is, by name
    state: str  # the title of its last step
    planned: date | None
    opened_on: date
    ended: bool
    due: date | None = None  # the nearest day something in it falls due
    status: Status | None = None  # how that stands


@frozen(kw_only=True)
class RuleAgainst:
    """A rule that an act was done against: broken by an accomplished fact, or departed from for the reason given."""

    title: str
    places: tuple[str, ...]
    broken: bool


@frozen(kw_only=True)
class EventView:
    """One thing that happened in an interview, as far as the reader may see it."""

    sequence: int
    code: str
    title: str
    on: date
    entered_at: datetime
    entered_by: str  # a name; empty where it may not be seen
    places: tuple[str, ...] = ()  # the clauses of its step or paper
    material: Material | None = None
    content: Mapping[str, str] = field(factory=dict)  # by the code of the field; empty where it may not be seen
    reason: str = ""
    late: bool = False
    paper: str = ""
    signed_by: str = ""  # who signed the paper it was entered from, by name; empty where it may not be seen
    late_reason: str = ""
    corrected_by: int | None = None
    against: tuple[RuleAgainst, ...] = ()  # empty, too, where it may not be seen
    superseded_by: int | None = None  # the sequence of the notice that went out in place of this one
    of: str = ""  # whom alone it is about, by staff number; empty for everybody, and where it may not be seen
    hash: str = ""
    open: bool = False  # whether its paper may be read, also where it says nothing by itself

    def for_one(self, cadre: str) -> EventView:
        """The same with this name wherever its paper names whom it is for."""
        named = {one.code for one in self.material.fields if one.code == PERSON} if self.material else set[str]()
        return evolve(self, content={**self.content, **dict.fromkeys(named, cadre)} if self.content else {})


@frozen(kw_only=True)
class SubmissionView:
    """A paper that was asked for or handed in."""

    reference: str
    material: Material
    edition: int
    state: str  # asked, submitted, accepted, returned
    of: Person | None
    handed_in_on: date | None
    sequence: int  # of the event that holds it
    review_reason: str = ""


@frozen(kw_only=True)
class InterviewView:
    """One interview."""

    reference: str
    version: int  # to be sent along with an act
    number: str
    regulation: Regulation
    kind: Kind
    unit: str
    people: tuple[Person, ...]
    planned: date | None
    planned_time: str
    place: str
    topic: str
    grounds: tuple[str, ...]
    topics: tuple[str, ...]  # places of clauses
    state: str  # the code of its last step
    ended: bool
    opened_on: date
    collective: bool
    events: tuple[EventView, ...]
    submissions: tuple[SubmissionView, ...]
    owed: tuple[OwedRow, ...]
    lead: str = ""  # the reference of its lead, for those who may see it
    fields: frozenset[str] = frozenset()  # the groups of fields this reader may see
    taken_over_by: str = ""  # the unit that handles it now, where the one whose case it is has ended
    named: Mapping[str, str] = field(factory=dict)  # by staff number or unit code: whom the papers in it name
    away: tuple[AwayView, ...] = ()  # of those talked to, while it goes on: who is not there
    planned_minutes: int = 0  # how long it is expected to take; 0 where nobody said
    unit_code: str = ""  # of the unit whose case it is

    @property
    def held(self) -> bool:
        """Whether the talk was held."""
        return any(one.code == HELD for one in self.events)

    def of(self, part: str) -> tuple[Person, ...]:
        """Those who play a part."""
        return tuple(one for one in self.people if one.part == part)

    def for_one(self, cadre: str) -> InterviewView | None:
        """The same as a paper for one of several interviewees may show it: none of the others is in it.

        None for whoever is not talked to.
        """
        if cadre not in {one.cadre for one in self.of(_INTERVIEWEE)}:
            return None
        people = tuple(one for one in self.people if one.part != _INTERVIEWEE or one.cadre == cadre)
        return evolve(
            self, people=people, owed=tuple(one for one in self.owed if one.subject.cadre == cadre),
            events=tuple(one.for_one(cadre) for one in self.events if one.of in {"", cadre}),
            submissions=tuple(one for one in self.submissions if one.of is None or one.of.cadre == cadre))


@frozen(kw_only=True)
class PostView:
    """A post held from a day to a day, both included; None where open."""

    unit: str
    title: str
    details: str
    since: date | None
    until: date | None
    held: bool


@frozen(kw_only=True)
class DecisionView:
    """What a competent body decided about a cadre, by reference alone."""

    sort: str  # the code of its event: sanctioned, held_accountable
    on: date
    number: str  # of the document
    body: str  # which decided


@frozen(kw_only=True)
class CadreView:
    """One cadre."""

    reference: str
    cadre: str
    name: str
    party: str
    posts: tuple[PostView, ...]
    overseen: tuple[str, ...]
    owed: tuple[OwedRow, ...]  # what concerns him
    interviews: tuple[InterviewRow, ...]
    decisions: tuple[DecisionView, ...] = ()  # empty, too, where they may not be seen
    may_record: bool = False  # whether the reader may put a decision on record
    away: AwayView | None = None
    formerly: tuple[tuple[str, str, date], ...] = ()  # names and numbers he had until, and no longer on, a day
    also: tuple[str, ...] = ()  # the staff numbers of records that are read with his


@frozen(kw_only=True)
class AwayView:
    """Somebody who is not there: why, see `yuetan.records.people`, and from a day to a day; None where open."""

    person: Person
    sort: str
    since: date
    until: date | None


@frozen(kw_only=True)
class HandedView:
    """That something became somebody else's task on a day."""

    on: date
    had: tuple[Person, ...]
    has: tuple[Person, ...]
    of_units: bool = False  # whether one unit took it over from another: both are named as people are


@frozen(kw_only=True)
class ObligationView:
    """One obligation with everything it rests on, in the world it was explained in."""

    row: OwedRow
    explanation: Explanation
    world: World
    against: Mapping[str, tuple[RuleAgainst, ...]] = field(factory=dict)  # by the id of an event it speaks of
    answerable: tuple[Person, ...] = ()  # of one that was not met in time, whose task it was on its day
    handed: tuple[HandedView, ...] = ()  # each time it became somebody else's task, in order
    away: tuple[AwayView, ...] = ()  # of those it concerns, or whose task it is, who are not there


@frozen(kw_only=True)
class PersonFound:
    """Somebody a name or staff number leads to."""

    person: Person
    posts: tuple[Holding, ...] = ()


@frozen(kw_only=True)
class Slice:
    """Part of a list: so many rows from one, of how many; ``more`` is where the next begins, empty at the end."""

    rows: Sequence[OwedRow] = ()
    more: str = ""
    counts: Mapping[str, int] = field(factory=dict)  # overdue, today, soon, open, waiting, done, late, lapsed
    away: AwayView | None = None  # the reader himself is not there: nothing is asked of him


@frozen(kw_only=True)
class Asked:
    """What a list of obligations is narrowed to; an empty value leaves it open."""

    status: str = ""  # one of the counts
    mine: bool = False  # only what is his own to do, or his office's; without a status, what is not done yet
    duty: str = ""
    kind: str = ""  # REGULATION:KIND, of the talks that are owed
    unit: str = ""  # a unit's reference, with all below
    name: str = ""
    due: date | None = None  # on this day; with ``until``, from it on
    until: date | None = None  # to this day, included
    after: str = ""  # where the slice begins, from `Slice.more`
    limit: int = 50


@frozen(kw_only=True)
class DueDay:
    """How much falls due on a day that is not done, and whether any of it is overdue."""

    count: int
    overdue: bool
