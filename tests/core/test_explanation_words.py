"""Whatever a regulation can name has words: no code ever stands in an explanation."""

from __future__ import annotations

from datetime import date

import pytest

from yuetan.casework.desk import desk_over
from yuetan.engine.facts import Appointment, Cadre, Event, Placement, Unit
from yuetan.engine.world import World
from yuetan.paperwork.explanation import Wording, account
from yuetan.plugins import load
from yuetan.records.database import DatabaseError, open_database
from yuetan.rules import (
    HELD,
    PERIOD_END,
    PERIOD_START,
    SANCTIONED,
    Clause,
    Duty,
    Material,
    Regulation,
    Step,
    Tally,
    departed,
    end_of,
    overdue,
    terms,
)
from yuetan.rules.terms import Vocabulary

TERMS = (*terms("mark", key_post="关键岗位"), *terms("unit_type", office="办公室"))
REPORT = Material("report", "整改报告", clause="1")
REGULATION = Regulation(code="words", title="用词办法", terms=TERMS, rules=(
    Clause("1", "谈话"), Step(HELD, "谈话", clause="1"), REPORT,
    Duty("hand_in", "报送整改报告", material=REPORT, clause="1"),
    Tally("three", "三次受处分", counts={SANCTIONED: 1}, reaching=3, clause="1")))
WORLD = World(
    units=(Unit(id="o", type="office"),), placements=(Placement(unit="o", name="办公室"),),
    cadres=(Cadre(id="1", name="甲"),), as_of=date(2026, 5, 6),
    appointments=(Appointment(cadre="1", unit="o", post="head", rank=3, marks=("key_post",)),))
WORDS = Wording(WORLD, REGULATION, Vocabulary(TERMS))


@pytest.mark.parametrize(("code", "words"), [
    (HELD, "谈话"),
    ("report", "提交整改报告"),
    ("three", "三次受处分"),
    (SANCTIONED, "受到处分"),
    (end_of(SANCTIONED), "受到处分期满"),
    (overdue("hand_in"), "“报送整改报告”逾期"),
    (departed("hand_in"), "准许不按期办理“报送整改报告”"),
    (PERIOD_START, "周期首日"),
    (PERIOD_END, "周期末日"),
])
def test_every_event_a_regulation_can_name_has_words(code: str, words: str) -> None:
    assert words == WORDS.event(code)


def test_marks_are_shown_by_their_titles() -> None:
    assert WORDS.details(WORLD.posts_of("1", WORLD.as_of)[0]) == ("主要负责人", "正科级", "关键岗位")


def test_a_report_says_to_whom_it_goes_and_what_met_it() -> None:
    world = World(
        units=(Unit(id="d", type="city_discipline"), Unit(id="e", type="city_department")), as_of=date(2026, 7, 1),
        placements=(Placement(unit="d", name="市纪委监委"), Placement(unit="e", name="市教育局")),
        judged_from=date(2026, 1, 1), events=(Event(code="summary", on=date(2026, 6, 8), unit="e"),))
    desk = desk_over(world, load())
    done = next(one for one in desk.owed if one.key.duty == "half_year_summary" and one.done_on)
    said = {line.label: line.text for line in account(
        desk.explained(done), Wording(world, desk.regulation_of(done), desk.vocabulary))}
    expected = {"送交": "市纪委监委", "办理": "2026-06-08（周一）提交约谈工作情况"}
    assert expected == {label: said[label] for label in expected}


@pytest.mark.parametrize("address", [
    "postgresql://u:a/b@host:port/db", "postgresql://u:se:cret@host:port/db", "postgresql://u:p@ss@host:port/db"])
def test_no_part_of_a_password_is_repeated_however_the_address_is_malformed(address: str) -> None:
    with pytest.raises(DatabaseError) as refused:
        open_database(address)
    assert str(refused.value) == ("数据库地址“postgresql://***@host:port/db”写法不对，应如 sqlite:///文件路径 或 postgresql://用户@主机/库名。"
            )
