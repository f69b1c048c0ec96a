"""The calendar of a plan: whom each day lists, and how a line is moved to another day by the change of the table."""

from __future__ import annotations

import re

import pytest
from page_office import DEPUTY, DIRECTOR, OTHER, RECORDER, House, Visitor
from test_page_plans import form, made, press

DAY = "2026-05-06"


def filled(house: House, *lines: tuple[str, str, str]) -> tuple[str, Visitor]:
    """The address of a plan with lines, and who made it."""
    address, clerk = made(house), house.visitor(RECORDER)
    for cadre, kind, planned in lines:
        press(clerk, address, "add", cadre=cadre, kind=kind, planned=planned, collective="no", sealed="no")
    return address, clerk


def moving(clerk: Visitor, address: str, month: str = "") -> dict[str, str]:
    """Choose the last line of the calendar: what the form that moves it sends, but for the day."""
    links = re.findall(r'class="who-move[^"]*" href="([^"]+)"', clerk.get(f"{address}?month={month}"))
    clerk.get(links[-1].replace("&amp;", "&").partition("#")[0])
    return form(clerk, "change")


def cell(clerk: Visitor, day: int) -> str:
    """What stands in a day of the month that is shown."""
    cells = re.findall(r'<td class="[^"]*">(<span class="day".*?)</td>', clerk.page, re.DOTALL)
    texts = [Visitor(clerk.client, one).text for one in cells if 'class="out' not in one]
    return next((one for one in texts if re.match(rf"\s*\d+ 月\s*{day}\b", one)), "")


def test_a_day_lists_who_and_for_which_talk_with_the_way_to_its_row(house: House) -> None:
    address, clerk = filled(house, (OTHER, "routine", DAY))
    clerk.get(address)
    assert ("马文慧" in cell(clerk, 6), "日常约谈" in cell(clerk, 6)) == (True, True)
    found = re.search(r'class="who[^"]*"><a href="#([^"]+)"', clerk.page)
    assert found
    assert f'<tr id="{found[1]}" tabindex="-1">' in clerk.page


def test_of_a_full_day_some_are_shown_and_the_rest_is_folded(house: House) -> None:
    kinds = ("routine", "warning", "revisit")
    address, clerk = filled(house, *((OTHER, kind, DAY) for kind in kinds), (DIRECTOR, "routine", DAY))
    clerk.get(address)
    shown, _, folded = cell(clerk, 6).partition("共 4 项")
    assert (shown.count("马文慧"), "周志强" in folded) == (3, True)


def test_a_line_is_moved_by_what_the_table_sends_and_keeps_who_talks_and_how(house: House) -> None:
    address, clerk = made(house), house.visitor(RECORDER)
    press(clerk, address, "add", cadre=OTHER, kind="routine", planned=DAY, talker=DEPUTY, collective="yes", sealed="no")
    typed = moving(clerk, address)
    clerk.send(address, typed | {f"planned.{typed['line']}": "2026-06-03"})
    assert ("计划已修改。" in clerk.text, "2026 年 6 月" in clerk.text) == (True, True)
    assert ("马文慧" in cell(clerk, 3), "陈国栋" in clerk.text, "集体" in clerk.text) == (True, True, True)


def test_a_line_without_a_day_is_given_one_and_one_with_a_day_loses_it(house: House) -> None:
    address, clerk = filled(house, (OTHER, "routine", ""))
    assert "1 项未定日期" in clerk.text
    typed = moving(clerk, address)
    clerk.send(address, typed | {f"planned.{typed['line']}": DAY})
    assert "未定日期" not in clerk.text
    typed = moving(clerk, address)
    clerk.send(address, typed | {f"planned.{typed['line']}": ""})
    assert "1 项未定日期" in clerk.text


def test_a_day_outside_the_stretch_is_refused_beside_the_line_that_is_moved(house: House) -> None:
    address, clerk = filled(house, (OTHER, "routine", DAY))
    typed = moving(clerk, address)
    clerk.send(address, typed | {f"planned.{typed['line']}": "2027-01-01"})
    assert (clerk.answer.status_code, 'id="move"' in clerk.page, 'id="change"' in clerk.page) == (422, True, False)
    assert "日期应在计划期 2026-04-01 至 2026-06-30 之内。" in clerk.text


def test_days_off_are_marked_and_no_day_outside_the_stretch_is_offered(house: House) -> None:
    address, clerk = filled(house, (OTHER, "routine", DAY))
    moving(clerk, address)
    offered = re.findall(r'class="btn btn-sm move-to[^"]*"[^>]*value="([^"]+)"', clerk.page)
    assert (len(offered), DAY in offered, {one[:7] for one in offered}) == (30, False, {"2026-05"})
    assert ("休" in cell(clerk, 1), "休" in cell(clerk, 10), "休" in cell(clerk, 7)) == (True, True, False)
    assert 'aria-label="移到 2026-05-10，休息日"' in clerk.page


def test_a_deadline_that_would_be_passed_is_said_before_and_after(house: House) -> None:
    clerk = house.visitor(RECORDER)
    clerk.get("/plans")
    clerk.send("/plans", {"title": "跨年", "unit": "J", "regulation": "lianyungang", "since": "2026-12-01",
                          "until": "2027-01-31", "token": "long", "csrf_token": clerk.proof})
    address = clerk.address
    press(clerk, address, "add", cadre=DEPUTY, kind="routine", planned="2026-12-30", collective="no", sealed="no")
    assert "flag-hole" not in clerk.page
    typed = moving(clerk, address)
    assert "期限 2026-12-31。" in clerk.text
    clerk.get(f"{address}?line={typed['line']}&month=2027-01")
    assert "移到 2027-01-04，超过期限 2026-12-31" in clerk.page
    clerk.send(address, typed | {f"planned.{typed['line']}": "2027-01-04"})
    assert (clerk.page.count("flag-hole"), "期限 2026-12-31" in cell(clerk, 4)) == (2, True)


def test_two_who_move_at_once_are_told_and_a_second_day_is_not_taken_for_the_first(house: House) -> None:
    address, clerk = filled(house, (OTHER, "routine", DAY))
    typed = moving(clerk, address)
    clerk.send(address, typed | {f"planned.{typed['line']}": "2026-05-07"})
    clerk.send(address, typed | {f"planned.{typed['line']}": "2026-05-07"})  # the same once more
    assert clerk.answer.status_code == 200
    clerk.send(address, typed | {f"planned.{typed['line']}": "2026-05-08"})
    assert clerk.answer.status_code == 409
    clerk.get(address)
    assert "马文慧" in cell(clerk, 7)


@pytest.mark.parametrize("who", [RECORDER, DEPUTY])
def test_once_it_is_handed_in_nobody_is_offered_to_move_anything(house: House, who: str) -> None:
    address, clerk = filled(house, (OTHER, "routine", DAY))
    typed = moving(clerk, address)
    press(clerk, address, "submit")
    reader = house.visitor(who)
    reader.get(f"{address}?line={typed['line']}")
    assert ("马文慧" in cell(reader, 6), "who-move" in reader.page, "move-to" in reader.page) == (True, False, False)
    clerk.get(address)
    clerk.send(address, typed | {f"planned.{typed['line']}": "2026-05-08"})
    assert clerk.answer.status_code == 409


@pytest.mark.parametrize(("asked", "shown"), [
    ("", "5"), ("2026-04", "4"), ("2026-06", "6"), ("2025-01", "5"), ("x", "5"), ("\x00", "5")])
def test_a_month_of_the_stretch_is_shown_and_for_any_other_the_one_with_talks(
        house: House, asked: str, shown: str) -> None:
    address, clerk = filled(house, (OTHER, "routine", DAY))
    clerk.get(address, query_string={"month": asked})
    assert f'<caption class="num">2026 年 {shown} 月</caption>' in clerk.page
