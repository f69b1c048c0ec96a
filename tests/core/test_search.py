"""A search finds what a scan of every text would find, and of it what the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from casework_office import ABOVE, BUREAU, CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, UNITS, Office, office_over
from hypothesis import given, settings
from hypothesis import strategies as st
from kept_databases import with_tables

from yuetan.access import reading_interviews_found, reading_owed_found, reading_people_found, scope
from yuetan.access.door import Access
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.facts import Cadre
from yuetan.engine.finding import LONGEST_KEY, NEXT, folded, initials, keys, look_ups, matches, spellings, terms
from yuetan.records import search_hits, searching
from yuetan.records.database import Connection, Engine, downgrade, open_database, reading, upgrade, writing
from yuetan.records.roster import store
from yuetan.records.search_hits import Hits, hits_of
from yuetan.records.search_texts import fill_search, people_texts, rebuild_search, unit_texts
from yuetan.records.searching import FEW, Sort, Text, led_to, put_texts
from yuetan.records.tables import cadre, search_key, search_text, unit
from yuetan.records.values import Roster

LETTERS = st.text(alphabet="王小曾查〔〕号ab12-%_/", min_size=1, max_size=8)
TEXTS = st.dictionaries(st.integers(1, 9), st.builds(
    Text, st.lists(LETTERS, max_size=2).map(tuple), st.lists(st.text(alphabet="abc", min_size=1, max_size=4),
                                                             max_size=2).map(tuple)), max_size=6)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path: Path = tmp_path_factory.mktemp("search") / "records.db"
    with office_over(f"sqlite:///{path}") as made:
        made.propose(topic="履职和廉洁情况", planned=date(2026, 3, 20))
        made.propose(interviewees=(DIRECTOR,), topic="工程招标打招呼", planned=date(2026, 3, 23))
        yield made


@pytest.fixture(scope="module")
def records(shared_database_url: str) -> Iterator[Engine]:
    with_tables(shared_database_url)
    engine = open_database(shared_database_url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(("name", "typed"), [
    ("王小明", "wxm"), ("王小明", "wangxiaoming"), ("王小明", "xiaom"), ("王小明", "WangX"), ("曾国强", "zengguo"),
    ("曾国强", "cgq"), ("查良", "zha"), ("单雄", "shan"), ("仇和", "qiu"), ("解放", "xie"), ("区伟", "ou"),
    ("尉迟恭", "yuchi"), ("吕布", "lvbu"), ("吕布", "lubu"), ("阿不都·热依木", "abdr"), ("章重庆", "zhangchong"),
])
def test_a_name_is_found_however_it_is_typed(name: str, typed: str) -> None:
    assert matches(folded(typed), (folded(name),), spellings(name))


@pytest.mark.parametrize(("written", "asked", "found"), [
    ("连委办〔2025〕31号", "〔2025〕31", True), ("连委办〔2025〕31号", "2025", True),
    ("连委办〔2025〕31号", "025", False), ("连委办〔2025〕31号", "31号", True),
    ("2026-000007", "000007", True), ("2026-000007", "２０２６", True),
    ("市教育局", "教局", False), ("市教育局", "局", True), ("市教育局", "市水务局", False), ("", "局", False),
])
def test_what_is_written_is_found_by_its_parts(written: str, asked: str, *, found: bool) -> None:
    assert matches(terms(asked)[0], (folded(written),)) is found


def test_units_are_found_by_initials_from_any_character_on() -> None:
    assert {"sjyj", "jyj", "shijiaoyuju"} <= set(initials("市教育局"))


@given(LETTERS, st.lists(LETTERS, max_size=3))
def test_every_text_that_holds_a_term_has_its_keys(term: str, lines: list[str]) -> None:
    held = keys(lines)
    assert all(len(one) <= LONGEST_KEY for one in held)
    if matches(term, lines):
        assert all(one.key in held if one.whole else any(key.startswith(one.key) for key in held)
                   for one in look_ups(term))


@given(LETTERS, st.lists(LETTERS, max_size=3))
def test_up_to_six_characters_are_known_by_one_look_up(term: str, lines: list[str]) -> None:
    one, held = look_ups(term)[0], keys(lines)
    assert term.isascii() or term[0].isascii() or one.says(term) is (len(term) <= 2 + NEXT)
    if one.says(term) and one.whole:
        assert matches(term, lines) is (one.key in held and (not one.next or f"\n{one.next}" in held[one.key]))
    elif one.says(term):
        assert matches(term, lines) is any(key.startswith(term) for key in held)


@settings(max_examples=30)
@given(texts=TEXTS, later=TEXTS, asked=LETTERS)
def test_the_index_says_what_a_scan_says(records: Engine, texts: dict[int, Text], later: dict[int, Text],
                                         asked: str) -> None:
    with records.connect() as connection:  # rolled back at the end
        put_texts(connection, Sort.UNIT, texts)
        put_texts(connection, Sort.CADRE, dict.fromkeys(texts, Text((asked,))))
        put_texts(connection, Sort.UNIT, later)
        standing = texts | later
        expected = {key for key, text in standing.items() if terms(asked) and all(
            matches(term, text.written, text.spelled) for term in terms(asked))}
        every = search_text.c
        found = connection.execute(search_text.select().where(
            every.sort == Sort.UNIT.value, led_to(connection, Sort.UNIT, asked, every.object_id)))
        assert expected == {row.object_id for row in found}
        hits = Hits(Sort.UNIT, asked, None)  # as if they were many
        assert expected == set(connection.execute(sa.select(every.object_id).where(
            every.sort == Sort.UNIT.value, hits.each(every.object_id) if terms(asked) else sa.false())).scalars())
        assert expected == set(hits_of(connection, Sort.UNIT, asked).few or ())
        assert {(f"{Sort.UNIT.value}{one}", key, rest) for key, text in standing.items()
                for one, rest in text.keys.items()} == {tuple(row) for row in connection.execute(
                    sa.select(search_key).where(search_key.c.key.startswith(f"{Sort.UNIT.value}")))}
        connection.rollback()


def test_what_many_go_by_is_found_as_what_few_do(records: Engine) -> None:
    texts = {number: Text(("工程招标" if number % 2 else "招标工程", "打招呼")) for number in range(1, 2 * FEW + 100)}
    with records.connect() as connection:  # rolled back at the end
        put_texts(connection, Sort.UNIT, texts)
        every = search_text.c.object_id
        found = connection.execute(sa.select(every).where(search_text.c.sort == Sort.UNIT.value, led_to(
            connection, Sort.UNIT, "程招标 呼", every))).scalars()
        assert {number for number in texts if number % 2} == set(found)
        connection.rollback()


@settings(max_examples=50)
@given(texts=TEXTS, asked=LETTERS, around=LETTERS, few=st.sampled_from((1, 2, 4, FEW)))
def test_so_it_does_however_few_are_known_at_once(records: Engine, texts: dict[int, Text], asked: str, around: str,
                                                  few: int) -> None:
    texts = texts | {7: Text((around + asked,)), 8: Text((asked[:6] + around + asked[2:], asked + around))}
    with records.connect() as connection, pytest.MonkeyPatch.context() as patch:  # rolled back at the end
        for module in (searching, search_hits):
            patch.setattr(module, "FEW", few)
        patch.setattr(searching, "_counting", vars(searching)["_counting"].__wrapped__)
        put_texts(connection, Sort.UNIT, texts)
        expected = {key for key, text in texts.items() if terms(asked) and all(
            matches(term, text.written, text.spelled) for term in terms(asked))}
        hits, every = hits_of(connection, Sort.UNIT, asked), search_text.c
        assert hits.few is None or expected == set(hits.few)
        assert expected == set(connection.execute(sa.select(every.object_id).where(
            every.sort == Sort.UNIT.value, hits.all(connection, every.object_id))).scalars())
        if hits.in_order is not None:
            assert sorted(expected) == sorted(connection.execute(hits.in_order).scalars())
        if latest := hits.latest(connection, 8):
            some, lowest = latest
            assert {key for key in expected if lowest <= key <= 8} == {*(some.few or ())}
        connection.rollback()


def test_keys_of_an_earlier_version_are_laid_out_anew(database_url: str) -> None:
    texts = {1: Text(("工程招标工程打招呼一事",), ("gczb",)), 2: Text(("教育局", "h2"), ("jyj", "𠮷yj"))}
    with_tables(database_url)
    engine = open_database(database_url)
    downgrade(engine, "0043")
    with engine.begin() as connection:
        for number, one in texts.items():
            connection.execute(search_text.insert().values(
                sort=1, object_id=number, written="\n".join(one.written), spelled=" ".join(one.spelled)))
            for key in {*one.keys, *one.spelled}:
                connection.execute(sa.text("INSERT INTO search_key (sort, key, object_id) VALUES (1, :key, :number)"),
                                   {"key": key, "number": number})
    upgrade(engine)
    with reading(engine) as connection:
        expected = {(f"1{key}", number, rest) for number, one in texts.items() for key, rest in one.keys.items()}
        assert expected == {tuple(row) for row in connection.execute(sa.select(search_key))}
    engine.dispose()


@pytest.mark.parametrize("who", [CLERK, BUREAU, OTHER])
def test_whatever_is_asked_the_reader_finds_what_he_may_see_and_no_more(office: Office, who: str) -> None:
    with reading(office.records) as connection:
        people, units = _of(connection, cadre), _of(connection, unit)
        texts = people_texts(connection, list(people)), unit_texts(connection, list(units))
    door = _door(office, who)
    seen = {number for key, (number, reference) in people.items() if door.cadre(reference)}
    theirs = {code for code, (_, reference) in units.items() if door.unit(reference)}
    names = {*NAMES.values(), *(name for _, name, _ in UNITS.values()), *NAMES, "zw", "he", "市", "j", "%", "_", "无"}
    for asked in sorted({name[:length] for name in names for length in (1, 2)}):
        found, asked_for = door.search(asked), terms(asked)
        expected = {people[key][0] for key, text in texts[0].items()
                    if all(matches(term, text.written, text.spelled) for term in asked_for)} & seen
        assert expected == {one.person.cadre for one in found.people}, asked
        there = {units[key][0] for key, text in texts[1].items() if key in theirs
                 and all(matches(term, text.written, text.spelled) for term in asked_for)}
        assert there == {one.code for one in found.units}, asked


@pytest.mark.parametrize("who", [CLERK, BUREAU, OTHER, DIRECTOR, DEPUTY, ABOVE])
@pytest.mark.parametrize("sizes", [(1, 3000, 0.05), (1, 1, 0.05), (2, 0, 0.05), (1, 3000, 2.0), (400, 3000, 2.0)])
def test_however_many_go_by_a_text_and_however_much_somebody_sees_he_finds_the_same(
        office: Office, monkeypatch: pytest.MonkeyPatch, who: str, sizes: tuple[int, int, float]) -> None:
    texts = ("周", "马", "市", "J", "x", "0", "工程", "履职和", "市 j", "周 z", "白雪", "J002", "2026-000001")
    expected = {asked: _door(office, who).search(asked) for asked in texts}
    few, walked, broad = sizes
    for module in (searching, search_hits):
        monkeypatch.setattr(module, "FEW", few)
    for module in (reading_people_found, reading_interviews_found, reading_owed_found):
        monkeypatch.setattr(module, "WALKED", walked)
    for module in (reading_people_found, scope):
        monkeypatch.setattr(module, "BROAD", broad)
    for module, kept in ((searching, "_counting"), (reading_owed_found, "_ends")):  # the sizes are written into them
        monkeypatch.setattr(module, kept, getattr(module, kept).__wrapped__)
    assert expected == {asked: _door(office, who).search(asked) for asked in texts}
    assert any(one.found for one in expected.values())


@pytest.mark.parametrize(("who", "asked", "number"), [
    (CLERK, "招标", 1), (CLERK, "履职", 1), (CLERK, "2026-", 2), (CLERK, "周志", 1), (CLERK, "zzq", 1),
    (CLERK, "招标 履职", 0),
    (DIRECTOR, "招标", 0), (DIRECTOR, "2026-", 0), (DIRECTOR, "周志强", 0), (OTHER, "履职", 0), (BUREAU, "招标", 0),
    (BUREAU, "周志强", 0), (DEPUTY, "招标", 1),
])
def test_an_interview_is_found_by_whoever_sees_it(office: Office, who: str, asked: str, number: int) -> None:
    assert number == len(_door(office, who).search(asked).interviews)


def test_clauses_regulations_and_what_is_owed_are_found_too(office: Office) -> None:
    door = _door(office, CLERK)
    assert {"lianyungang"} == {one.code for one in door.search("连云港").regulations}
    assert door.search("第七条").clauses
    assert {"马文慧"} == {one.subject.name for one in door.search("马文").owed}
    assert not door.search("  ").found


def test_what_is_written_is_found_at_once(database_url: str) -> None:
    with_tables(database_url)
    engine = open_database(database_url)
    roster = Roster(units=(), cadres=(Cadre(id="1", name="区伟"),))
    with writing(engine) as connection:
        store(connection, roster)
        assert _found(connection, "ouwei") == ["1"]
        store(connection, Roster(units=(), cadres=(Cadre(id="1", name="欧伟"),)))
        assert _found(connection, "欧") == ["1"]
        assert _found(connection, "区") == []
        assert rebuild_search(connection) == 1
        assert _found(connection, "欧") == ["1"]
        connection.execute(search_key.delete())
        connection.execute(search_text.delete())
        fill_search(connection)
        assert _found(connection, "ow") == ["1"]
    engine.dispose()


def _found(connection: Connection, asked: str) -> list[str]:
    query = cadre.select().where(led_to(connection, Sort.CADRE, asked, cadre.c.id)).order_by(cadre.c.staff_number)
    return [row.staff_number for row in connection.execute(query)]


def _of(connection: Connection, table: object) -> dict[int, tuple[str, str]]:
    code = "staff_number" if table is cadre else "code"
    return {row.id: (getattr(row, code), row.reference) for row in connection.execute(table.select())}  # type: ignore[attr-defined]


def _door(office: Office, who: str) -> Access:
    return Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=standard_calendar())
