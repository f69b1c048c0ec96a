"""Papers are printed with numbers that are given out in order, copies that are counted, and a register of it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, OTHER, RECORDER, SECRETARY, START, Office, office_over

from yuetan.access.door import Access
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.printing import NewPrint, Prints, Stamp
from yuetan.records.database import reading
from yuetan.records.tables import read_log
from yuetan.rules.workdays import Calendar

NOTICE = "lianyungang:notice"


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        prints(made).set_stem(made.actors[CLERK], "J", "", "连纪约")
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


def prints(office: Office) -> Prints:
    return Prints(office.records, office.plugins, lambda: office.moment)


def new(done: Done, **more: Any) -> NewPrint:  # noqa: ANN401 - each field has its own type
    usual = NewPrint(interview=done.case, paper="notice-0", material=NOTICE, title="约谈通知", sort="pdf",
                     given_to="马文慧", numbered=True)
    return evolve(usual, **more)


def printed(office: Office, asked: NewPrint, by: str = CLERK) -> list[Stamp]:
    """What the copies are stamped with."""
    found = list[Stamp]()

    def make(stamps: Sequence[Stamp]) -> bytes:
        found.extend(stamps)
        return b"".join(one.number.encode() for one in stamps)

    prints(office).print_out(office.actors[by], asked, make)
    return found


def seen(office: Office, by: str) -> Access:
    return Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=Calendar())


def serial(stamp: Stamp) -> int:
    return int(stamp.number.partition("〕")[2].removesuffix("号"))


def test_a_paper_keeps_its_number_and_its_copies_go_on(office: Office) -> None:
    done = office.propose()
    first, second = printed(office, new(done, copies=2)), printed(office, new(done))
    assert [one.marks for one in (*first, *second)] == [("000001",), ("000002",), ("000003",)]
    assert len({one.number for one in (*first, *second)}) == 1
    assert first[0].number.startswith("连纪约〔2026〕")


def test_numbers_are_given_out_in_order_and_none_twice(office: Office) -> None:
    found = [serial(printed(office, new(office.propose()))[0]) for _ in range(4)]
    assert found == list(range(found[0], found[0] + 4))


def test_a_number_that_does_not_hold_leaves_a_gap_that_is_explained(office: Office) -> None:
    done = office.propose()
    (first,) = printed(office, new(done))
    (kept,) = seen(office, CLERK).document_numbers(done.case)
    with pytest.raises(Unfit, match="请填写"):
        prints(office).void(office.actors[CLERK], kept.reference, " ")
    prints(office).void(office.actors[CLERK], kept.reference, "通知写错日期，收回重发")
    (again,) = printed(office, new(done))
    assert serial(again) == serial(first) + 1
    reasons = {one.printed: one.void_reason for one in seen(office, CLERK).document_numbers(done.case)}
    assert reasons == {first.number: "通知写错日期，收回重发", again.number: ""}
    with pytest.raises(Refused, match="已经作废"):
        prints(office).void(office.actors[CLERK], kept.reference, "又一次")


def test_each_year_begins_anew(office: Office) -> None:
    done = office.propose()
    office.moment = START + timedelta(days=365)
    assert printed(office, new(done, paper="record", material="lianyungang:record"))[0].number == "连纪约〔2027〕1号"


def test_a_material_may_have_a_stem_of_its_own(office: Office) -> None:
    prints(office).set_stem(office.actors[CLERK], "J", "lianyungang:record", "连纪录")
    done = office.propose()
    found = printed(office, new(done, paper="record", material="lianyungang:record"))
    prints(office).set_stem(office.actors[CLERK], "J", "lianyungang:record", "")
    assert found[0].number == "连纪录〔2026〕1号"


@pytest.mark.parametrize(("unit", "material", "stem", "expected"), [
    ("J", "", "纪约〔2026〕", "只写机关代字"), ("J", "", "纪约7", "只写机关代字"), ("J", "", "字" * 101, "最多 100 字"),
    ("J", "lianyungang:nothing", "纪约", "没有这种文书"), ("", "", "纪约", "请选择单位")])
def test_a_stem_that_will_not_do_is_refused_in_words(office: Office, unit: str, material: str, stem: str,
                                                     expected: str) -> None:
    with pytest.raises(Unfit, match=expected):
        prints(office).set_stem(office.actors[CLERK], unit, material, stem)


@pytest.mark.parametrize("by", [DEPUTY, BUREAU, OTHER])
def test_nobody_else_sets_what_numbers_begin_with(office: Office, by: str) -> None:
    with pytest.raises(Hidden):
        prints(office).set_stem(office.actors[by], "J", "", "纪约")


@pytest.mark.parametrize("marking", ["秘密", "机密", "绝密"])
def test_state_secrets_are_refused_with_the_reason(office: Office, marking: str) -> None:
    with pytest.raises(Unfit, match="本系统不处理国家秘密"):
        printed(office, new(office.propose(), marking=marking))


@pytest.mark.parametrize(("marking", "years", "expected"), [
    ("", None, ("000001",)), ("internal", None, ("000001", "内部")),
    ("work_secret", 5, ("000001", "工作秘密　保密期限5年"))])
def test_a_copy_is_marked_with_its_number_and_what_it_is(office: Office, marking: str, years: int | None,
                                                         expected: tuple[str, ...]) -> None:
    assert printed(office, new(office.propose(), marking=marking, kept_years=years))[0].marks == expected


@pytest.mark.parametrize(("field", "value", "expected"), [
    ("copies", 0, "1 至 20 份"), ("copies", 21, "1 至 20 份"), ("given_to", " ", "请填写"),
    ("sort", "exe", "PDF 或 Word"), ("marking", "其他", "内部或工作秘密"), ("kept_years", 3, "标了密级的才写期限")])
def test_what_makes_no_sense_is_refused_by_field(office: Office, field: str, value: object, expected: str) -> None:
    with pytest.raises(Unfit, match=expected) as refused:
        printed(office, new(office.propose(), **{field: value}))
    assert list(refused.value.errors) == [field]


def test_without_a_stem_no_number_is_given_and_it_is_said_what_to_do(office: Office) -> None:
    done = office.propose()
    prints(office).set_stem(office.actors[CLERK], "J", "", "")
    try:
        with pytest.raises(Refused, match="机关代字"):
            printed(office, new(done))
        assert printed(office, new(done, numbered=False))[0].number == ""
    finally:
        prints(office).set_stem(office.actors[CLERK], "J", "", "连纪约")


def test_the_register_says_who_printed_what_for_whom(office: Office) -> None:
    done = office.propose()
    printed(office, new(done, copies=2, given_to="市教育局"), by=RECORDER)
    (row,) = seen(office, SECRETARY).prints(done.case)
    assert (row.title, row.first, row.last, row.given_to, row.printed_by) == ("约谈通知", 1, 2, "市教育局", "丁小龙")
    assert row.number.startswith("连纪约〔2026〕")
    with reading(office.records) as connection:
        logged = connection.execute(read_log.select().where(read_log.c.object == done.case)).mappings().all()
    assert [(one["action"], one["reason"]) for one in logged] == [("export.make", "约谈通知")]


@pytest.mark.parametrize("by", [OTHER, BUREAU])
def test_whoever_is_talked_to_or_works_elsewhere_reads_no_register(office: Office, by: str) -> None:
    done = office.propose()
    printed(office, new(done))
    assert (seen(office, by).prints(), seen(office, by).document_numbers()) == ((), ())
    with pytest.raises(Hidden):
        printed(office, new(done), by=by)


def test_what_fails_while_it_is_made_leaves_no_number_and_no_print(office: Office) -> None:
    done = office.propose()

    def broken(_: Sequence[Stamp]) -> bytes:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - it is this one
        prints(office).print_out(office.actors[CLERK], new(done), broken)
    assert (seen(office, CLERK).prints(done.case), seen(office, CLERK).document_numbers(done.case)) == ((), ())


def test_several_at_once_are_given_different_numbers(office: Office) -> None:
    talks = [office.propose() for _ in range(6)]
    found = list[Stamp]()
    threads = [Thread(target=lambda one=one: found.extend(printed(office, new(one)))) for one in talks]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    numbers = sorted(map(serial, found))
    assert numbers == list(range(numbers[0], numbers[0] + len(talks)))
