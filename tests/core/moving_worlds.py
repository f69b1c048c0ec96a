"""The mixed city in which people move at random, by acts on record; whatever may not be done is left undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from swept_worlds import expected, rebuilt, standing

from tools.house import ROOT
from yuetan.casework.acts import Proposal
from yuetan.casework.decisions import Decision
from yuetan.casework.people.sorts import SORTS, Ends
from yuetan.casework.people.work import Move, TwoRecords
from yuetan.plugins import load
from yuetan.records.database import reading
from yuetan.records.verifying import verify
from yuetan.rules.events import DECIDED
from yuetan.rules.terms import Rank
from yuetan.testing.acts.way import Answer
from yuetan.testing.play import play
from yuetan.testing.prepared import own_records
from yuetan.testing.read_story import read_story
from yuetan.testing.story import Story
from yuetan.testing.told import Act

CITY = ROOT / "tests" / "scenarios" / "together" / "acts" / "chair_changes.toml"
FIRST = date(2025, 1, 6)
KEEPER, OTHER, ORGAN = "组织部干事", "市委办主任", "纪委干事"
PEOPLE = ("市教育局局长", "公安局书记", "公安局副局长", "住建局副局长", "副市长", "市纪委副书记", "区长")
UNITS = ("市教育局", "市公安局", "市政府", "市纪委", "区政府", "住建局")
WITH_LAST = ("leave", "study", "secondment", "acting", "additional", "detention")

people, units = st.sampled_from(PEOPLE), st.sampled_from(UNITS)
posts = st.sampled_from([("head", Rank.DIVISION), ("deputy", Rank.DIVISION_DEPUTY), ("middle", Rank.SECTION)])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Act, ...]:
    """Acts of some days, each day at least one."""
    found, on = list[Act](), FIRST
    for number in range(draw(st.integers(2, 5))):
        on += timedelta(days=draw(st.sampled_from([0, 1, 20, 90, 200])))
        found += draw(st.one_of(moves(on), mergers(on, number), talks(on), decisions(on)))
    found += draw(moves(on))  # the last day begins with a sweep, as every day on which somebody moves
    return tuple(found)


@st.composite
def moves(draw: st.DrawFn, on: date) -> list[Act]:
    """Somebody moves, today or on a day to come."""
    sort, cadre = SORTS[draw(st.sampled_from(sorted(SORTS)))], draw(people)
    post, rank = draw(posts)
    day = draw(st.sampled_from([None, on + timedelta(days=15)]))
    values: dict[str, Any] = {"name": f"{cadre}新" if sort.code == "renaming" else "",
                              "ends": UNITS if sort.ends is Ends.CHOSEN else ()}
    if sort.begins:
        values |= {"unit": draw(units), "post": post, "title": "新任", "rank": rank,
                   "manner": draw(st.sampled_from(sort.manners)), "marks": draw(st.sampled_from([(), ("市管",)]))}
    if sort.code in WITH_LAST:
        values["last"] = draw(st.sampled_from([on + timedelta(days=60), on + timedelta(days=400)]))
    asked = Move(cadre=cadre, sort=sort.code, version=0, paper="市组〔2025〕1号", reason="工作需要", on=day, **values)
    return [_act(on, KEEPER, "move", asked)]


@st.composite
def mergers(draw: st.DrawFn, on: date, number: int) -> list[Act]:
    """Two records become one person's, or that is refused; now and then they come apart at once."""
    kept, merged = draw(st.permutations(PEOPLE))[:2]
    name = f"merger{number}"
    asked = TwoRecords(kept=kept, merged=merged, paper="市组〔2025〕2号", reason="同一人")
    answer = Answer(agree=draw(st.booleans()), reason="核对")
    return [_act(on, KEEPER, "merger.propose", asked, name=name), _act(on, OTHER, "merger.answer", answer, of=name)]


@st.composite
def talks(draw: st.DrawFn, on: date) -> list[Act]:
    """A talk is proposed."""
    asked = Proposal(regulation="lianyungang", kind=draw(st.sampled_from(["routine", "warning"])), topic="履职",
                     interviewees=(draw(people),), interviewers=("市纪委书记",), recorder="纪委记录员",
                     planned=on + timedelta(days=20), reason="经请示同意")
    return [_act(on, ORGAN, "propose", asked)]


@st.composite
def decisions(draw: st.DrawFn, on: date) -> list[Act]:
    """Somebody is sanctioned."""
    asked = Decision(cadre=draw(people), sort=draw(st.sampled_from(DECIDED)), number="处〔2025〕1号", body="市纪委",
                     on=on)
    return [_act(on, ORGAN, "decision", asked)]


def _act(on: date, by: str, do: str, asked: object, *, name: str = "", of: str = "") -> Act:  # noqa: PLR0913 - an act
    return Act(place="", name=name, on=on, by=by, do=do, of=of, asked=asked)


def city(acts: tuple[Act, ...]) -> Story:
    """The city in which these acts are done, as of the last of them."""
    read = read_story(CITY, load())
    assert read.told is not None
    accounts = (*read.told.accounts, evolve(read.told.accounts[0], cadre=OTHER, role="clerk", unit="市委"))
    return evolve(read, expectations=(), world=evolve(read.world, as_of=acts[-1].on),
                  told=evolve(read.told, acts=acts, accounts=accounts))


def says_what_the_engine_says(acts: tuple[Act, ...]) -> int:
    """Hold what is kept after these acts to the engine, and to a table made anew; how many of them were done."""
    story = city(acts)
    assert story.told is not None
    with own_records() as records:
        stages = play(story, story.told, load(), records)
        world, there = stages[0].story.world, [one for stage in stages for one in stage.story.jurisdictions]
        with records.connect() as connection:
            kept = standing(connection)
            assert expected(connection, world, there) == kept
            rebuilt(connection, world, there)
            assert standing(connection) == kept
            connection.rollback()
        with reading(records) as connection:
            assert verify(connection) == ()
    played = stages[0].played
    return len(acts) - len(played.failed) - len(played.refusals)
