"""Collections: kept by a unit's office, version after version, each act whole and once; read by who keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve
from quiz_office import BANK, BUREAU, CLERK, DEPUTY, NAMES, OTHER, RECORDER, Quiz, question, quiz_over

from yuetan.access.actor import Actor
from yuetan.access.collection_views import CollectionView, EntryHistory
from yuetan.casework.collections import UnfitRows
from yuetan.casework.errors import Conflict, Hidden, NotDone, Unfit
from yuetan.records.database import reading
from yuetan.records.journal import case_file_of
from yuetan.records.verifying import Fault, verify
from yuetan.wording import speaking

KEEPERS = {CLERK, RECORDER}


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Quiz]:
    with quiz_over(shared_database_url) as found:
        yield found


@pytest.fixture
def quiz(office: Quiz) -> Iterator[Quiz]:
    """The office, which keeps nothing yet."""
    office.forget()
    with speaking("zh"):
        yield office


def unit_of(quiz: Quiz, who: str = RECORDER) -> str:
    return quiz.access(who).collections()[0].unit


def bank(quiz: Quiz) -> CollectionView:
    found = quiz.access(RECORDER).collection("quiz", "questions", unit_of(quiz))
    assert found is not None
    return found


def entry(quiz: Quiz, number: int = 0) -> EntryHistory:
    found = quiz.access(RECORDER).entry("quiz", "questions", unit_of(quiz), bank(quiz).entries[number].entry)
    assert found is not None
    return found


def faults(quiz: Quiz) -> tuple[Fault, ...]:
    with reading(quiz.records) as connection:
        return verify(connection)


def test_an_entry_is_added_edited_and_retired_and_every_version_stays(quiz: Quiz) -> None:
    quiz.keep(question(1), question(2))
    first = bank(quiz).entries[0]
    clerk = quiz.actors[CLERK]
    quiz.collections.edit(clerk, BANK, first.entry, question(1, "B"), version=1, token=quiz.token())
    quiz.collections.retire(clerk, BANK, first.entry, version=2, token=quiz.token())
    assert [(one.version, one.content["answer"], one.retired, one.made_by) for one in entry(quiz).versions] == [
        (3, "B", True, NAMES[CLERK]), (2, "B", False, NAMES[CLERK]), (1, "A", False, NAMES[RECORDER])]
    assert (bank(quiz).row.entries, len(bank(quiz).entries)) == (1, 2)
    quiz.collections.edit(clerk, BANK, first.entry, question(1, "C"), version=3, token=quiz.token())
    assert (bank(quiz).row.entries, entry(quiz).now.version) == (2, 4)


def test_every_act_leaves_an_event_in_the_one_chain_of_the_collection(quiz: Quiz) -> None:
    quiz.keep(question(1), drawn=1)
    quiz.collections.bring_in(quiz.actors[CLERK], BANK, [question(2), question(3)], source="题库.xlsx",
                              token=quiz.token())
    with reading(quiz.records) as connection:
        rows = connection.exec_driver_sql(
            "SELECT event.code, event.content, case_file.reference FROM event JOIN case_file "
            "ON event.case_id = case_file.id JOIN collection ON collection.case_id = case_file.id "
            "ORDER BY sequence").all()
        case = case_file_of(connection, rows[0][2])
    assert [row[0] for row in rows] == ["collection_added", "collection_drawn_set", "collection_brought_in"]
    assert ("第1问" in rows[0][1], '"entries":"2"' in rows[2][1], "题库.xlsx" in rows[2][1]) == (False, True, True)
    assert (case.version if case else 0, len({row[2] for row in rows})) == (3, 1)
    assert faults(quiz) == ()


@pytest.mark.parametrize(("fields", "wrong"), [
    ({"question": ""}, {"question": "请填写“题目”。"}),
    ({"answer": ""}, {"answer": "请填写“答案”。"}),
    ({"answer": "D"}, {"answer": "答案请从 A、B、C 中写。"}),
    ({"options": "甲"}, {"options": "选项每行写一个，应有 2 至 10 个，现有 1 个。"}),
    ({"question": "第1问： 下列哪项\n正确"}, {"question": "已有相同的一条；请查看清单，需要时修改那一条。"}),
    ({"question": "一\x00二"}, {"question": "“题目”中有不能显示的字符；请删去后重填。"}),
    ({"question": "一\ud800二"}, {"question": "“题目”中有不能显示的字符；请删去后重填。"}),
    ({"source": "一\n二"}, {"source": "“出处”只能写一行。"}),
    ({"question": "长" * 20_001}, {"question": "“题目”最多 20000 字，现有 20001 字；请删减。"}),
    ({"score": "9"}, {"score": "这份表没有“score”一栏；请回到原页面重新填写。"}),
])
def test_what_will_not_do_is_said_by_field_and_nothing_is_kept(quiz: Quiz, fields: dict[str, str],
                                                               wrong: dict[str, str]) -> None:
    quiz.keep(question(1))
    with pytest.raises(Unfit) as unfit:
        quiz.collections.add(quiz.actors[CLERK], BANK, question(2) | fields, token=quiz.token())
    assert unfit.value.errors == wrong
    assert bank(quiz).row.entries == 1


@pytest.mark.parametrize("count", ["", "0", "-1", "201", "1.5", "十", "９", "\ud800", "9" * 99])
def test_how_many_are_drawn_is_a_number_of_the_office(quiz: Quiz, count: str) -> None:
    with pytest.raises(Unfit, match="请写 1 至 200 之间的整数。"):
        quiz.collections.set_drawn(quiz.actors[CLERK], BANK, count, token=quiz.token())
    quiz.collections.set_drawn(quiz.actors[CLERK], BANK, " 12 ", token=quiz.token())
    assert bank(quiz).row.drawn == 12


def test_rows_are_brought_in_all_or_none_with_every_fault(quiz: Quiz) -> None:
    quiz.keep(question(1))
    rows = [question(2), question(1), question(2), question(3, "X") | {"source": "一\n二"}, question(4)]
    with pytest.raises(UnfitRows) as unfit:
        quiz.collections.bring_in(quiz.actors[CLERK], BANK, rows, source="a.xlsx", token=quiz.token())
    same = "与前面某一行或已有的一条相同；请删去这一行。"
    assert unfit.value.rows == {1: {"question": same}, 2: {"question": same}, 3: {"source": "“出处”只能写一行。"}}
    assert bank(quiz).row.entries == 1
    good = [question(number) for number in range(2, 40)]
    assert quiz.collections.bring_in(quiz.actors[CLERK], BANK, good, source="\ud800.xlsx", token=quiz.token()) == 38
    assert [one.content["source"] for one in bank(quiz).entries] == [f"出处{number}" for number in range(1, 40)]


@pytest.mark.parametrize("count", [0, 5_001])
def test_a_workbook_of_no_rows_or_too_many_is_refused(quiz: Quiz, count: int) -> None:
    with pytest.raises(Unfit, match="文件里应有 1 至 5000 条"):
        quiz.collections.bring_in(quiz.actors[CLERK], BANK, [question(1)] * count, source="a", token=quiz.token())


def test_the_same_request_is_done_once_and_its_token_serves_no_other_act(quiz: Quiz) -> None:
    clerk, same = quiz.actors[CLERK], quiz.token()
    for _ in range(2):
        quiz.collections.add(clerk, BANK, question(1), token=same)
    assert bank(quiz).row.entries == 1
    with pytest.raises(Conflict):
        quiz.collections.set_drawn(clerk, BANK, "3", token=same)
    with pytest.raises(Unfit, match="请求标识没有随表单送来"):
        quiz.collections.add(clerk, BANK, question(2), token="")


def test_an_entry_that_somebody_changed_meanwhile_is_not_changed_over_it(quiz: Quiz) -> None:
    quiz.keep(question(1))
    one = bank(quiz).entries[0].entry
    clerk = quiz.actors[CLERK]
    quiz.collections.edit(clerk, BANK, one, question(1, "B"), version=1, token=quiz.token())
    with pytest.raises(Conflict, match="刚刚有人改过"):
        quiz.collections.edit(clerk, BANK, one, question(1, "C"), version=1, token=quiz.token())
    with pytest.raises(Conflict, match="刚刚有人改过"):
        quiz.collections.retire(clerk, BANK, one, version=1, token=quiz.token())
    with pytest.raises(Unfit, match="没有改动"):
        quiz.collections.edit(clerk, BANK, one, question(1, "B"), version=2, token=quiz.token())
    with pytest.raises(Hidden):
        quiz.collections.retire(clerk, BANK, "nothing", version=1, token=quiz.token())


def test_of_two_who_edit_at_once_one_does_and_the_other_is_told(quiz: Quiz) -> None:
    quiz.keep(question(1))
    one = bank(quiz).entries[0].entry

    def edit(number: int) -> bool:
        try:
            quiz.collections.edit(quiz.actors[CLERK], BANK, one, question(10 + number), version=1,
                                  token=f"edited at once {number}")
        except Conflict:
            return False
        return True
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(edit, range(8))) == 1
    assert [found.version for found in entry(quiz).versions] == [2, 1]


def test_of_many_who_add_at_once_everybody_does(quiz: Quiz) -> None:
    def add(number: int) -> None:
        quiz.collections.add(quiz.actors[CLERK], BANK, question(number), token=f"at once {number}")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(12)))
    assert (bank(quiz).row.entries, faults(quiz)) == (12, ())


def test_who_keeps_a_collection_reads_and_changes_it_and_nobody_else_knows_of_it(quiz: Quiz) -> None:
    quiz.keep(question(1))
    unit, one, kept = unit_of(quiz), bank(quiz).entries[0].entry, quiz.collections
    acts: tuple[Callable[[Actor], object], ...] = (
        lambda actor: kept.add(actor, BANK, {}, token=quiz.token()),
        lambda actor: kept.edit(actor, BANK, one, {}, version=1, token=quiz.token()),
        lambda actor: kept.retire(actor, BANK, one, version=7, token=quiz.token()),
        lambda actor: kept.bring_in(actor, BANK, [{}], source="a", token=quiz.token()),
        lambda actor: kept.set_drawn(actor, BANK, "3", token=quiz.token()))
    for who in NAMES:
        found = quiz.access(who)
        read = (found.collection("quiz", "questions", unit), found.entry("quiz", "questions", unit, one),
                [row for row in found.collections() if row.unit == unit])
        there = [done(lambda: act(quiz.actors[who])) for act in acts]  # noqa: B023 - called at once
        assert [*map(bool, read), *there] == [who in KEEPERS] * 8


def done(act: Callable[[], object]) -> bool:
    """Whether it is there for him, done or not."""
    try:
        act()
    except Hidden:
        return False
    except NotDone:
        return True
    return True


@pytest.mark.parametrize("changes", [{"unit": "E"}, {"unit": "X"}, {"unit": "\ud800"}, {"code": "other"},
                                     {"regulation": "other"}, {"regulation": "\x00"}])
def test_there_is_no_collection_but_those_of_the_regulation_in_the_very_unit(quiz: Quiz, changes: dict[str, str],
                                                                            ) -> None:
    with pytest.raises(Hidden):
        quiz.collections.add(quiz.actors[CLERK], evolve(BANK, **changes), question(1), token=quiz.token())
    for unit in ("\ud800", "\x00", "A" * 22):
        assert quiz.access(CLERK).collection("quiz", "questions", unit) is None
    assert quiz.access(CLERK).entry("quiz", "questions", unit_of(quiz), "\ud800") is None


def test_each_unit_keeps_its_own(quiz: Quiz) -> None:
    quiz.keep(question(1))
    theirs = evolve(BANK, unit="E")
    quiz.collections.add(quiz.actors[BUREAU], theirs, question(1), token=quiz.token())
    assert [(row.unit_name, row.entries) for row in quiz.access(BUREAU).collections()] == [("市教育局", 1)]
    assert [(row.unit_name, row.entries) for row in quiz.access(RECORDER).collections()] == [("市纪委监委", 1)]
    assert quiz.access(DEPUTY).collections() == quiz.access(OTHER).collections() == ()
