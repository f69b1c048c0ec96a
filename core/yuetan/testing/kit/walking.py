"""Walks one kind of interview from its proposal to its file: through the acts of casework, over a real database."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from itertools import islice

from attrs import define, field

from yuetan.casework.acts import Offer, Proposal, Taken
from yuetan.casework.errors import Hidden, NotDone, Refused, Unfit
from yuetan.engine.attempts import Objection, Ruling
from yuetan.engine.permitted import Occurrence, candidates
from yuetan.rules.conditions import Happened
from yuetan.rules.duties import Duty
from yuetan.rules.events import FILED, HELD
from yuetan.rules.force import MAY
from yuetan.rules.papers import FieldType, FormField
from yuetan.rules.parts import inside
from yuetan.rules.procedure import Guard, Kind, Step, applies
from yuetan.rules.regulation import Regulation
from yuetan.testing.kit.casting import casts, first_day
from yuetan.testing.kit.faults import Fault, Problem, place_of
from yuetan.testing.kit.office import Office, office_for
from yuetan.testing.kit.rendered import sample
from yuetan.testing.kit.subject import Subject
from yuetan.testing.kit.taking import taken_by_all, test_to_take
from yuetan.wording import say

MOST_CASTS, MOST_TURNS = 3, 40
ABLE = 3  # of those who may take a step: whoever proposed it may not approve it


class Way(enum.Enum):
    """What an offer is, on the way to the file."""

    STEP = "step"
    PAPER = "paper"
    FILE = "file"
    CHOICE = "choice"
    OUTCOME = "outcome"


ON_THE_WAY, BESIDE_IT = (Way.STEP, Way.PAPER, Way.FILE), (Way.CHOICE, Way.OUTCOME)


def each_kind_can_be_walked_from_start_to_end(subject: Subject, case: str) -> Iterator[Fault]:
    """A kind in which the rules let nobody of any story be talked to, or one that stops before it is filed."""
    edition, kind = subject.rules(Kind)[case]
    where, stopped = place_of(edition.regulation, kind), list[str]()
    for cast in islice(casts(subject, edition, kind), MOST_CASTS):
        with office_for(subject.plugins, cast) as office:
            walk = Walk(office, edition.settled)
            if walk.reaches_the_end():
                return
            stopped.append(walk.story)
    yield Fault(Problem.NOT_WALKED, where, stopped[0]) if stopped else Fault(Problem.NOBODY, where)


@define
class Walk:
    """One interview on its way."""

    office: Office
    regulation: Regulation
    case: str = ""
    version: int = 0
    acts: list[str] = field(factory=list)
    against: dict[str, NotDone] = field(factory=dict)  # what stood against the acts that were tried last
    known: dict[str, tuple[Offer, ...]] = field(factory=dict)  # what everybody was offered in this turn
    tokens: int = 0

    def reaches_the_end(self) -> bool:
        """Do whatever can be done until the interview is filed, or nothing can be done any more."""
        going = self.begins()
        for _ in range(MOST_TURNS):
            if not going or FILED in self.acts:
                break
            self.known.clear()
            going = (self.goes_on(*ON_THE_WAY) or self.is_tested() or self.waits() or self.brings_about()
                     or self.goes_on(*BESIDE_IT))
        return FILED in self.acts

    @property
    def story(self) -> str:
        """How far it came, and what stood against everything else."""
        why = "".join(f"{code}：{_said(self.regulation, error)}" for code, error in self.against.items())
        return say("办过的有：{acts}；{why}", acts=say("、").join(self.acts) or say("（无）"),
                   why=why or say("没有可以办理的下一步。"))

    def begins(self) -> bool:
        """Propose it."""
        talk, world = self.office.cast.interview, self.office.cast.world
        proposal = Proposal(
            regulation=talk.regulation, kind=talk.kind, interviewees=talk.to, interviewers=talk.by,
            company=talk.company, recorder=talk.recorder, grounds=talk.grounds, topic=say("履职和廉洁情况"),
            planned=first_day(world), planned_time="09:30", place=say("谈话室"), reason=say("检验"))
        try:
            done = self.office.casework.propose(self.office.actor(talk.organiser), proposal, token=self.token())
        except NotDone as error:
            self.against["proposed"] = error
            return False
        self.case, self.version = done.case, done.version
        self.acts.append("proposed")
        return True

    def goes_on(self, *ways: Way) -> bool:
        """Do the first thing of one of these sorts that somebody is offered and nothing stands against."""
        people = self.people()
        leading = ((one, offer) for way in ways for one in people for offer in self.offered(one)
                   if self.way_of(offer) is way)
        for cadre, offer in leading:
            try:
                self.take(cadre, offer)
            except NotDone as error:
                self.against.setdefault(offer.code, error)
            else:
                self.acts.append(offer.code)
                self.against.clear()
                return True
        return False

    def is_tested(self) -> bool:
        """Have the test taken that the kind asks for; no form does that."""
        test = test_to_take(self.regulation, self.office)
        if test is None or test.code in self.acts:
            return False
        try:
            done = taken_by_all(self.office, self.regulation, test, self.case, self.token())
        except NotDone as error:
            self.against.setdefault(test.code, error)
            return False
        self.version = done.version
        self.acts.append(test.code)
        return True

    def way_of(self, offer: Offer) -> Way | None:
        """Of which sort something offered is; None for what does not lead on."""
        if isinstance(offer.rule, Step):
            chosen = offer.rule.optional or offer.rule.force is MAY
            return Way.OUTCOME if offer.rule.ends else Way.CHOICE if chosen else Way.STEP
        if offer.code == FILED:
            return Way.FILE
        if offer.main:
            return Way.PAPER
        owed = {one.met_by for one in self.regulation.of(Duty) if applies(one.kinds, self.office.cast.kind.code)}
        return Way.CHOICE if offer.code in owed - {*self.acts} else None

    def waits(self) -> bool:
        """Go on to the first day on which something that was refused can be done."""
        days = [one.earliest for one in self.objections() if one.earliest and one.earliest > self.office.today]
        self.office.today = min(days, default=self.office.today)
        return bool(days)

    def brings_about(self) -> bool:
        """Put on record what a guard looks at and nobody in the interview does."""
        own = {*self.acts, *(one.code for one in self.steps())}
        wanted = [one.event for found in self.objections() if isinstance(found.rule, Guard)
                  for one in inside(found.rule.needs, Happened) if one.event not in own]
        if wanted:
            self.office.puts_on_record(wanted[0])
            self.acts.append(wanted[0])
        return bool(wanted)

    def people(self) -> tuple[str, ...]:
        """Everybody who may have something to do, whose task the next steps are first, and the interviewee last."""
        talk, world = self.office.cast.interview, self.office.cast.world
        whats = (Occurrence(kind=talk.kind, cadre=talk.to[0], on=self.office.today, step=one.code, grounds=talk.grounds,
                            talkers=talk.by) for one in self.steps() if one.code not in self.acts)
        able = (one.by.cadre for what in whats if what.step != HELD
                for one in candidates(world, self.regulation, what)[:ABLE])
        own = (talk.organiser, talk.recorder, *talk.by)
        return tuple(one for one in dict.fromkeys((*able, *own)) if one not in talk.to) + talk.to

    def offered(self, cadre: str) -> tuple[Offer, ...]:
        """What he may do now; nothing where he may not know of the interview yet."""
        if cadre not in self.known:
            try:
                self.known[cadre] = self.office.casework.offers(self.office.actor(cadre), self.case)
            except Hidden:
                self.known[cadre] = ()
        return self.known[cadre]

    def take(self, cadre: str, offer: Offer) -> None:
        """Do one act, its form filled in, a talk on the day it is planned for; not what is said to be refused."""
        day, plan = self.office.today, first_day(self.office.cast.world)
        if offer.code != HELD and any(one.ruling is Ruling.REFUSED for one in offer.objections):
            raise Refused(self.regulation, offer.objections)
        if offer.code == HELD:
            self.office.today = max(day, plan)
        try:
            done = self.office.casework.take(self.office.actor(cadre), self.case, Taken(
                code=offer.code, version=self.version, reason=say("检验"),
                fields={one.code: self.entry(one, offer.values) for one in offer.fields},
                addressee=offer.addressees[0].value if offer.addressees else ""), token=self.token())
        except NotDone:
            self.office.today = day
            raise
        self.version = done.version

    def entry(self, one: FormField, known: Mapping[str, str]) -> str:
        """What is written in a field."""
        cast = self.office.cast
        own = {FieldType.DATE: self.office.today.isoformat(), FieldType.CADRE: cast.interview.organiser,
               FieldType.UNIT: cast.world.units[0].id, FieldType.CHOICE: next(iter(one.choices), "")}
        return known.get(one.code) or own.get(one.type) or sample(one)

    def steps(self) -> tuple[Step, ...]:
        """The steps of its kind."""
        return tuple(one for one in self.regulation.of(Step) if applies(one.kinds, self.office.cast.kind.code))

    def objections(self) -> tuple[Objection, ...]:
        """Everything in the rules that stood against what was tried last."""
        return tuple(one for error in self.against.values() if isinstance(error, Refused) for one in error.objections)

    def token(self) -> str:
        """Another token for every request."""
        self.tokens += 1
        return f"token-{self.tokens}"


def _said(regulation: Regulation, error: NotDone) -> str:
    """Why something was not done, in words."""
    if isinstance(error, Unfit):
        return "".join(error.errors.values())
    if isinstance(error, Refused) and error.objections:
        return "".join(say("{what}，见{rule}。", what=say(one.obstacle.value), rule=place_of(regulation, one.rule))
                       for one in error.objections if one.ruling is Ruling.REFUSED)
    return error.text if isinstance(error, Refused) else type(error).__name__
