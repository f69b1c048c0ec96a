"""Open sets: what somebody else's plugin adds of its own is understood like what the core brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from attrs import evolve, frozen
from small_regulation import CLAUSES, HEAD, MEMBER, PARTS, TERMS, refusal, regulation

from yuetan.engine.attempts import Attempt, Objection, Obstacle
from yuetan.engine.checks import attempt
from yuetan.engine.facts import Appointment, Cadre, Event, Interview, Placement, Unit
from yuetan.engine.obligations import Obligation, Status
from yuetan.engine.owed import obligations
from yuetan.engine.world import World
from yuetan.rules import (
    ANY,
    HELD,
    INTERVIEWEE,
    PROPOSED,
    Case,
    Columns,
    Condition,
    Duty,
    FormField,
    Guard,
    Kind,
    Material,
    Numbering,
    Pairing,
    Part,
    Period,
    Regulation,
    Relation,
    Selector,
    Step,
    Term,
    days_after,
    end_of,
    happened,
    selected,
    terms,
    unit,
)
from yuetan.rules import Post as PostHeld
from yuetan.rules.selectors import POST_LEVEL
from yuetan.rules.workdays import Calendar, Span

if TYPE_CHECKING:
    from decimal import Decimal  # what only a type checker imports, as in many a plugin

TODAY = date(2026, 3, 16)
DAY = timedelta(days=1)

WORLD = World(
    as_of=TODAY, judged_from=date(2026, 2, 1),
    units=(Unit(id="bureau", type="bureau"), Unit(id="branch", type="bureau"),
           Unit(id="station", type="police_station")),
    placements=(Placement(unit="bureau", name="局"), Placement(unit="branch", name="分局", parent="bureau"),
                Placement(unit="station", name="派出所", parent="branch")),
    cadres=(Cadre(id="head", name="甲"), Cadre(id="member", name="乙"), Cadre(id="chief", name="丙")),
    appointments=(Appointment(cadre="head", unit="bureau", post="head"),
                  Appointment(cadre="member", unit="bureau", post="member", title="第一书记"),
                  Appointment(cadre="chief", unit="station", post="head")),
    interviews=(Interview(id="i1", kind="routine", regulation="office", by=("head",), to=("member",)),),
    events=(Event(code=PROPOSED, on=TODAY - 10 * DAY, interview="i1"),))


def objections(small: Regulation, step: str, *, to: str = "member") -> list[Objection]:
    interview = evolve(WORLD.interviews[0], to=(to,))
    met = attempt(evolve(WORLD, interviews=(interview,)), small.under({}), Attempt(
        step=step, on=TODAY, interview=interview, actor="head"))
    return [one for one in met if one.obstacle is not Obstacle.FIELD]


def owed(small: Regulation, duty: str, world: World = WORLD) -> list[Obligation]:
    return [one for one in obligations(world, small.under({})) if one.duty.code == duty]


# Conditions


@frozen
class WithoutPhone(Condition):
    """A plugin's own precondition: some field of the paper says where the phones are."""

    field: str
    weight: Decimal | None = None

    def holds(self, case: Case) -> bool:
        return self.field in case.filled


@frozen
class After(Condition):
    """A plugin's own condition that looks at an event, and says so."""

    event: str

    @property
    def swept(self) -> bool:
        return True

    @property
    def events(self) -> frozenset[str]:
        return frozenset({self.event})

    def holds(self, case: Case) -> bool:
        return case.happened(self.event)


def test_a_condition_of_their_own_guards_a_step() -> None:
    small = regulation(Guard("phones", "手机统一保管", step=HELD, needs=WithoutPhone("locker"), clause="2"))
    assert [one.rule.code for one in objections(small, HELD)] == ["phones"]


def test_a_condition_of_their_own_combines_with_others() -> None:
    small = regulation(Guard("phones", "手机统一保管", step=HELD, needs=WithoutPhone("locker") | happened(PROPOSED),
                             clause="2"))
    assert objections(small, HELD) == []


def test_a_condition_of_their_own_that_reads_in_sql_may_stand_in_a_duty() -> None:
    small = regulation(Duty("tell", "告知", owed_by=INTERVIEWEE, when=After(PROPOSED), done="scheme_adopted",
                            clause="2"))
    assert [one.status for one in owed(small, "tell")] == [Status.OPEN]


def test_a_condition_of_their_own_is_held_to_the_events_it_names() -> None:
    message = refusal(Guard("agreed", "先同意", step=HELD, needs=After("agreed"), clause="2"))
    assert message.startswith("制度 office：规则 guard:agreed 提到的事件“agreed”没有声明；")


# Periods


@frozen
class TenDays(Period):
    """旬: the first, middle and last third of every month."""

    def spans(self, year: int, calendar: Calendar) -> Iterator[Span]:  # noqa: ARG002 - the same everywhere
        for month in range(1, 13):
            first, following = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
            yield first, first + 9 * DAY
            yield first + 10 * DAY, first + 19 * DAY
            yield first + 20 * DAY, following - DAY


def test_a_period_of_their_own_brings_duties() -> None:
    small = regulation(Duty("tell", "旬报", owed_by=HEAD & unit("bureau"), each=TenDays("ten_days", "每旬"),
                            done="scheme_adopted", clause="2"))
    assert [(one.due, one.status) for one in owed(small, "tell", evolve(WORLD, judged_from=date(2026, 3, 1)))] == [
        (date(2026, 3, 10), Status.OVERDUE), (date(2026, 3, 20), Status.OPEN)]


# Parts, steps, events, kinds, papers


WITNESS = Part("witness", "见证人")


def test_a_part_of_their_own_owes_fills_and_sees() -> None:
    form = Material("form", "见证书", clause="2", fields=(
        FormField("seen", "见证情况", filled_by=WITNESS, seen_by=(WITNESS, INTERVIEWEE)),))
    small = regulation(form, Duty("witness", "见证", owed_by=WITNESS, to=WITNESS, on=HELD, material=form, clause="2"),
                       terms=(*TERMS, Term("part", "witness", "见证人")))
    held = evolve(WORLD, events=(*WORLD.events, Event(code=HELD, on=TODAY, interview="i1")))
    assert [one.duty.owed_by for one in owed(small, "witness", held)] == [WITNESS]


def test_steps_of_their_own_have_an_order() -> None:
    small = regulation(Step("briefed", "谈前培训", after=(PROPOSED,), clause="2"),
                       Step("examined", "廉政测试", after=("briefed",), clause="2"))
    assert [(one.obstacle, one.needed) for one in objections(small, "examined")] == [(Obstacle.ORDER, "briefed")]
    assert objections(small, "briefed") == []


def test_events_of_their_own_bring_duties_and_count_days() -> None:
    small = regulation(
        Duty("answer", "答复", owed_by=INTERVIEWEE, on="petition_received", done="scheme_adopted",
             due=days_after(end_of("petition_received"), 5), clause="2"),
        terms=(*TERMS, *terms("event", petition_received="收到信访件")))
    received = Event(code="petition_received", on=TODAY - 3 * DAY, until=TODAY, cadre="member")
    assert [(one.key.subject, one.due) for one in owed(small, "answer", evolve(WORLD, events=(received,)))] == [
        ("member", TODAY + 5 * DAY)]


def test_a_kind_of_their_own_belongs_to_any_family_and_medium() -> None:
    card = Kind("yellow_card", "黄色告诫卡", family="card_of_three_colours", medium="card", clause="2")
    assert regulation(card).kind("yellow_card") == card


# Units, posts, relations, selectors


def test_a_type_of_unit_of_their_own_is_selected() -> None:
    station = Pairing("station", "派出所", by=HEAD & unit("bureau"), to=unit("police_station") & HEAD, clause="1")
    small = regulation(rules=(*CLAUSES, *(one for one in PARTS if not isinstance(one, Pairing)), station),
                       terms=(*TERMS, *terms("unit_type", police_station="派出所")))
    assert objections(small, HELD, to="chief") == []
    assert [one.obstacle for one in objections(small, HELD, to="member")] == [Obstacle.PAIRING]


@pytest.mark.parametrize(("relation", "obstacles"), [
    (Relation("下两级", levels=(2, 2)), []), (Relation("下三级", levels=(3, 3)), [Obstacle.PAIRING]), (ANY, [])])
def test_a_relation_of_their_own_is_measured_in_the_tree(relation: Relation, obstacles: list[Obstacle]) -> None:
    down = Pairing("down", "逐级", by=HEAD, to=HEAD, relation=relation, clause="1")
    small = regulation(rules=(*CLAUSES, *(one for one in PARTS if not isinstance(one, Pairing)), down))
    assert [one.obstacle for one in objections(small, HELD, to="chief")] == obstacles


@frozen
class Holding:
    """As far as a selector of one's own needs to look."""

    title: str


@frozen
class Titled(Selector):
    """A plugin's own selector, by the words of a post's own title."""

    word: str

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({POST_LEVEL})

    def admits(self, post: PostHeld, person: Sequence[PostHeld] = ()) -> bool:  # noqa: ARG002 - one post is enough
        return self.word in getattr(post, "appointment", Holding("")).title

    def where(self, columns: Columns) -> object:
        return columns.column("title").contains(self.word)


@pytest.mark.parametrize(("selector", "refused"), [
    (Titled("第一书记"), []), (MEMBER & ~Titled("副书记"), []), (Titled("第一书记") & HEAD, ["secretaries"])])
def test_a_selector_of_their_own_selects_and_combines(selector: Selector, refused: list[str]) -> None:
    small = regulation(Guard("secretaries", "仅限第一书记", step=HELD, needs=selected(selector), clause="2"))
    assert [one.rule.code for one in objections(small, HELD)] == refused


def test_a_numbering_of_their_own_is_printed() -> None:
    small = regulation(numbering=Numbering(("Art. {number}", ".{number}")))
    assert small.printed("2.3.1") == "Art. 2.3.1"
