"""What an actor asks to be done, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from yuetan.engine.attempts import Objection
from yuetan.records.owed.changes import Change
from yuetan.rules.papers import FormField, Material
from yuetan.rules.rule import Rule


@frozen(kw_only=True)
class Late:
    """Why something that happened earlier is entered only now: by which signed paper, and for what reason."""

    paper: str
    reason: str


def each_once(people: Iterable[str]) -> tuple[str, ...]:
    """People in the order they were named, nobody twice."""
    return tuple(dict.fromkeys(people))


@frozen(kw_only=True)
class Proposal:
    """An interview somebody wants to propose."""

    regulation: str
    kind: str
    interviewees: tuple[str, ...] = field(converter=each_once)  # staff numbers, as all people here
    interviewers: tuple[str, ...] = field(default=(), converter=each_once)
    company: tuple[str, ...] = field(default=(), converter=each_once)
    recorder: str = ""
    planned: date | None = None
    planned_time: str = ""
    planned_minutes: int = 0  # how long it is expected to take; 0 where nobody says
    place: str = ""
    topic: str = ""
    grounds: tuple[str, ...] = ()
    topics: tuple[str, ...] = field(default=(), converter=each_once)  # places of clauses, of what the text lists
    collective: bool = False
    entrusted: bool = False
    lead: str = ""  # the reference of the lead it rests on
    on: date | None = None  # the day it was proposed, where that is not today
    reason: str = ""
    late: Late | None = None


@frozen(kw_only=True)
class Taken:
    """A step, or another act, in an interview.

    ``code`` is a step or a material of its regulation, or one of `yuetan.casework.interviews.other_acts`.
    """

    code: str
    version: int  # of the case, as the actor saw it
    on: date | None = None  # the day it happened, where that is not today
    fields: Mapping[str, str] = field(factory=dict)  # of its paper, or of the act
    addressee: str = ""  # the part that was served
    cadre: str = ""  # of several interviewees the one whose act or paper it is; his own need not name him
    reason: str = ""
    late: Late | None = None
    company: tuple[str, ...] | None = None  # where the talking side is changed: who of it attends on; None: as before
    signed_by: str = ""  # who did it, where it is entered from the paper he signed: a staff number
    signed_paper: str = ""  # that paper

    @property
    def signed(self) -> bool:
        """Whether it is entered from a paper that somebody else signed."""
        return bool(self.signed_by or self.signed_paper)


@frozen(kw_only=True)
class Done:
    """What was done: the case as it stands, and what changed in what is owed."""

    case: str  # its reference
    version: int
    changes: tuple[Change, ...] = ()
    repeated: bool = False  # it had been done already, by the same request


@frozen(kw_only=True)
class Choice:
    """One of several values, with what it is called."""

    value: str
    title: str


@frozen(kw_only=True)
class Counted:
    """The stretch that the counts in a form are of, both days included, and by its fields the kinds they count."""

    since: date
    until: date
    unit: str  # the code of the unit whose talks are counted, with all below
    unit_reference: str
    kinds: Mapping[str, tuple[str, ...]]


@frozen(kw_only=True)
class Offer:
    """An act that can be asked for now, as a form: drawn from the rules, with what stands against it today."""

    code: str
    title: str
    rule: Rule | None = None  # the step or material it rests on; None for what the system offers of itself
    material: Material | None = None
    fields: tuple[FormField, ...] = ()
    values: Mapping[str, str] = field(factory=dict)  # what is known already
    addressees: tuple[Choice, ...] = ()  # where somebody is served
    objections: tuple[Objection, ...] = ()  # that no entry in the form could take away
    main: bool = False  # the next step of the procedure
    twin: bool = False  # what an interviewee does himself: entered for him, from his signed paper alone
    cadres: tuple[Choice, ...] = ()  # of several interviewees those it may be about; ``all_cadres``, or all at once
    all_cadres: bool = False
    company: tuple[Choice, ...] = ()  # who attends so far, where that is to be changed
    signable: bool = False  # somebody else's signed paper will do in place of himself
    counted: Counted | None = None  # what the counts in it are of
    not_his: bool = False  # the rules have another do it: his signed paper is asked for
    of_others: bool = False  # of an act that is one's own: whether one may register it for somebody else, too
    weighs: bool = False  # it goes out to somebody, or ends something: it is looked at once more before it is done

    @property
    def lists_company(self) -> bool:
        """Whether it changes who attends, so that those who do are listed in its form."""
        return any(one.code == "company" for one in self.fields)

    @property
    def open(self) -> bool:
        """Whether nothing stands against it as things are."""
        return not self.objections
