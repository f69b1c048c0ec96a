"""The search, reminders, mail and calendars on the pages: what is shown to whom, and what an address opens."""

from __future__ import annotations

import logging
import re

import pytest
from icalendar import Calendar
from page_office import CLERK, DEPUTY, NAMES, OTHER, House

from yuetan.casework.reminding.daily import remind_today
from yuetan.casework.reminding.settings import Mail, Reminding

FOUND, HIDDEN = 200, 404
MAILING = Reminding(address="https://yuetan.example", mail=Mail(host="localhost", port=25, tls="none", sender="a@b.cn"))


def feed_of(house: House, who: str) -> str:
    """The path of somebody's calendar, newly made."""
    visitor = house.visitor(who)
    visitor.get("/account")
    visitor.post("/account/calendar", do="make")
    found = re.search(r"//[^/]+(/calendars/[^<]+\.ics)", visitor.page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("asked", "found"), [
    ("马", "马文慧"), ("mwh", "马文慧"), ("2026-", "查找“2026-”"), ("教育", "市教育局"), ("第七条", "第七条"),
    ("计划", "约谈计划"), ("tzd", "没有找到“tzd”，可以这样试"), ("", "可以这样查找"), ("%", "没有找到“%”"),
    ("<b>", "没有找到“<b>”"),
])
def test_the_search_answers_with_groups_or_with_what_to_try(shared_house: House, asked: str, found: str) -> None:
    visitor = shared_house.visitor(CLERK)
    visitor.get("/search", query_string={"q": asked})
    assert found in visitor.text


def test_a_case_is_searched_by_its_own_people_alone(case: tuple[House, str]) -> None:
    house, reference = case
    shown = {who: reference in house.visitor(who).get("/search?q=工程招标") + house.visitor(who).get("/search?q=马文慧")
             for who in (CLERK, DEPUTY, OTHER)}
    assert shown == {CLERK: True, DEPUTY: True, OTHER: False}


def test_a_reminder_rings_once_is_read_and_goes_with_what_it_is_about(case: tuple[House, str]) -> None:
    house, _ = case
    house.on("2026-03-04")  # the talk is on the ninth, and its notice is due by the sixth
    made = remind_today(house.records, house.loaded, house.shell.reminding, now=house.shell.now)
    assert made is not None
    assert made.reminders
    assert remind_today(house.records, house.loaded, house.shell.reminding, now=house.shell.now) is None
    clerk = house.visitor(CLERK)
    clerk.get("/reminders")
    number = int(re.findall(r"未读 (\d+) 条", clerk.text)[-1])
    assert number
    assert "马文慧" in clerk.text
    clerk.post("/reminders", one=re.findall(r'name="one" value="([^"]+)"', clerk.page)[0])
    assert f"未读 {number - 1} 条" in clerk.text
    clerk.post("/reminders", one="none")
    clerk.post("/reminders")
    assert "我的提醒，未读 0 条" in clerk.text
    assert "bell-count" not in clerk.page
    other = house.visitor(OTHER)
    other.get("/reminders")
    assert "没有需要您办" in other.text  # he was told of no talk yet


def test_mail_is_set_where_the_office_sends_any(house: House) -> None:
    visitor = house.visitor(CLERK)
    visitor.get("/account")
    assert "提醒邮件发到" not in visitor.text
    object.__setattr__(house.shell, "reminding", MAILING)
    visitor.get("/account")
    visitor.post("/account/mail", mail="a@b.cn, c@d.cn")
    assert "这不是一个邮件地址" in visitor.text
    visitor.post("/account/mail", mail="bai@example.cn")
    assert "bai@example.cn" in visitor.page
    assert "bai@example.cn" not in house.visitor(DEPUTY).get("/account")
    visitor.post("/account/mail", mail="")
    assert "不再给您发提醒邮件" in visitor.text


def test_whoever_runs_the_system_is_shown_what_was_not_delivered(house: House) -> None:
    assert house.visitor("SYSTEM").client.get("/reminders").status_code == FOUND


def test_a_calendar_opens_by_its_address_alone_and_names_nobody(case: tuple[House, str]) -> None:
    house, _ = case
    path = feed_of(house, DEPUTY)
    answer = house.app.test_client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (FOUND, "text/calendar; charset=utf-8")
    assert "ETag" not in answer.headers
    text = answer.get_data(as_text=True)
    assert [name for name in (*NAMES.values(), "工程招标", "行政中心") if name in text] == []
    assert "DTSTART;TZID=Asia/Shanghai:20260309T093000" in text
    assert "TZOFFSETTO:+0800" in text
    assert "约谈" not in {str(one["summary"]) for one in Calendar.from_ical(
        house.app.test_client().get(feed_of(house, OTHER)).get_data(as_text=True)).walk("VEVENT")}


def test_an_address_that_was_revoked_replaced_or_made_up_opens_nothing(house: House) -> None:
    first, second = feed_of(house, CLERK), feed_of(house, CLERK)
    stranger = house.app.test_client()
    answers = [stranger.get(path) for path in (first, "/calendars/none.ics", "/calendars/%00.ics")]
    assert [one.status_code for one in answers] == [HIDDEN] * 3
    assert stranger.get(second).status_code == FOUND
    assert second not in house.visitor(CLERK).get("/account")
    house.visitor(CLERK).post("/account/calendar", do="revoke")
    assert stranger.get(second).status_code == HIDDEN


def test_a_disabled_account_has_no_calendar_any_more(house: House) -> None:
    path, accounts = feed_of(house, DEPUTY), house.shell.accounts
    view = accounts.named(DEPUTY.lower())
    assert view is not None
    accounts.disable(view.reference, by=None, at=house.moment)
    assert house.app.test_client().get(path).status_code == HIDDEN


def test_the_address_of_a_calendar_stands_in_no_log(house: House, monkeypatch: pytest.MonkeyPatch,
                                                    caplog: pytest.LogCaptureFixture) -> None:
    path = feed_of(house, CLERK)

    def fail(*_: object, **__: object) -> bytes:
        message = "broken"
        raise RuntimeError(message)

    monkeypatch.setattr("yuetan_web.telling.calendar_feed", fail)
    with caplog.at_level(logging.DEBUG):
        assert house.app.test_client().get(path).status_code == 500
    assert "broken" in caplog.text
    assert path.split("/")[-1].removesuffix(".ics") not in caplog.text
