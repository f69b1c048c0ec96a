"""Reminders: each once, to whoever has to do it and may know of it; what is sent besides says how much, and no more."""

from __future__ import annotations

import hmac
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email import message_from_string, policy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from attrs import evolve
from casework_office import reopened
from hypothesis import given
from hypothesis import strategies as st
from letter_box import LetterBox, listener, mail_server
from sides_office import ABOVE, CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, RECORDER, SECRETARY, SidesOffice, sides_office

from yuetan.access.actor import Granted, Role
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.people.work import Move, People
from yuetan.casework.proxies import NewProxy
from yuetan.casework.reminding.daily import LASTING, LEASE, Reminded, remind_today
from yuetan.casework.reminding.messages import (
    FIRST_PAUSE,
    MOST_ATTEMPTS,
    NotSentError,
    Reminders,
    Sent,
    quiet,
    send_messages,
)
from yuetan.casework.reminding.occasions import horizon, occasion_of
from yuetan.casework.reminding.settings import Mail, Reminding, SettingError, Webhook, read_reminding
from yuetan.engine.arrangements import standard_calendar
from yuetan.paperwork.outgoing import SIGNATURE, senders
from yuetan.records.database import reading, writing
from yuetan.records.leases import keep_lease, take_lease
from yuetan.records.reminders import MAIL, WEBHOOK, KeptMessage, address_of, set_address
from yuetan.records.tables import account, cadre, message, reminder

DAYS = st.dates(date(2025, 1, 1), date(2026, 11, 30))
TALK, NOTICE = date(2026, 3, 13), date(2026, 3, 10)  # a talk, and the day its notice is due
BEFORE = date(2026, 3, 5)  # three working days before that
OFFICE = {CLERK, RECORDER, DEPUTY, SECRETARY}
ADDRESS = "https://yuetan.example"
CALENDAR = standard_calendar()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with a talk that was proposed, before anybody was reminded of anything, and after."""
    folder: Path = tmp_path_factory.mktemp("prepared")
    with sides_office(f"sqlite:///{folder / 'new.db'}") as found:
        found.refresh()
        found.office.propose(planned=TALK)
    shutil.copy(folder / "new.db", folder / "told.db")
    with _copied(folder / "told.db") as found:
        assert run(found, BEFORE) == Reminded(len(NAMES), len(OFFICE))
    return folder


@pytest.fixture
def city(prepared: Path, tmp_path: Path) -> Iterator[SidesOffice]:
    with _copied(Path(shutil.copy(prepared / "new.db", tmp_path))) as found:
        yield found


@pytest.fixture
def telling(prepared: Path, tmp_path: Path) -> Iterator[SidesOffice]:
    """The office on the first day on which the four are reminded, after they were."""
    with _copied(Path(shutil.copy(prepared / "told.db", tmp_path))) as found:
        found.on(BEFORE)
        yield found


@contextmanager
def _copied(path: Path) -> Iterator[SidesOffice]:
    found = SidesOffice(reopened(f"sqlite:///{path}"))
    found.refresh()
    try:
        yield found
    finally:
        found.office.records.dispose()


def run(city: SidesOffice, day: date | None = None) -> Reminded | None:
    if day:
        city.on(day)
    return remind_today(city.office.records, city.office.plugins, Reminding(), now=lambda: city.office.moment)


def told(city: SidesOffice, duty: str = "notice") -> list[tuple[str, str]]:
    """Who was reminded of a duty, on which occasion."""
    query = (sa.select(cadre.c.staff_number, reminder.c.occasion).join(account, reminder.c.account_id == account.c.id)
             .join(cadre, account.c.cadre_id == cadre.c.id).where(reminder.c.duty == duty)
             .order_by(cadre.c.staff_number, reminder.c.id))
    with reading(city.office.records) as connection:
        return [tuple(row) for row in connection.execute(query)]


# When


@pytest.mark.parametrize(("due", "today", "occasion"), [
    ("2026-03-10", "2026-03-04", ""), ("2026-03-10", "2026-03-05", "before"), ("2026-03-10", "2026-03-08", "before"),
    ("2026-03-10", "2026-03-10", "today"), ("2026-03-10", "2026-03-11", "after0"),
    ("2026-03-10", "2026-03-17", "after0"), ("2026-03-10", "2026-03-18", "after1"),
    ("2026-03-10", "2026-03-25", "after2"), ("2026-10-09", "2026-09-29", "before"), ("2026-10-09", "2026-09-28", ""),
])
def test_the_occasion_of_a_day(due: str, today: str, occasion: str) -> None:
    found = occasion_of(date.fromisoformat(due), date.fromisoformat(today), CALENDAR, 3)
    assert (f"{occasion}:{due}" if occasion else "") == found


@given(due=DAYS, days_before=st.integers(1, 10))
def test_occasions_come_in_order_and_weekly_in_the_end(due: date, days_before: int) -> None:
    days = [due + timedelta(days=number) for number in range(-40, 30)]
    found = [occasion_of(due, day, CALENDAR, days_before).partition(":")[0] for day in days]
    order = list(dict.fromkeys(found))
    assert order == ["", "before", "today", "after0", "after1", "after2", "after3", "after4"]
    assert found == sorted(found, key=order.index)
    assert days_before == sum(CALENDAR.is_workday(day) for day, one in zip(days, found, strict=True) if one == "before")
    assert due <= horizon(next(day for day, one in zip(days, found, strict=True) if one), days_before)


# Whom, and how often


def test_everybody_whose_task_it_is_is_told_once_on_each_occasion(city: SidesOffice) -> None:
    made = [run(city, day) for day in (BEFORE, NOTICE, date(2026, 3, 11), date(2026, 3, 23))]
    assert [one.reminders for one in made if one] == [4] * 4
    expected = [(who, f"{occasion}:{NOTICE}") for who in sorted(OFFICE)
                for occasion in ("before", "today", "after0", "after1")]
    assert expected == told(city)


def test_a_second_run_of_the_day_does_nothing_and_one_after_a_crash_the_rest(city: SidesOffice) -> None:
    city.on(BEFORE)

    def stop(done: int, _: int) -> None:
        if done == len(NAMES) // 2:
            raise KeyboardInterrupt

    office = city.office
    with pytest.raises(KeyboardInterrupt):
        remind_today(office.records, office.plugins, Reminding(), now=lambda: office.moment, progress=stop)
    part = told(city)
    assert 0 < len(part) < len(OFFICE)
    assert run(city) is None  # the other one may be at work still
    office.moment += LASTING
    assert run(city) == Reminded(len(NAMES), len(OFFICE) - len(part))
    assert run(city) is None
    with writing(office.records) as connection:  # and even if it were done again
        assert keep_lease(connection, LEASE, _holder(city), until=office.moment)
    assert run(city) == Reminded(len(NAMES), 0)
    assert len(OFFICE) == len(told(city))


def _holder(city: SidesOffice) -> str:
    with reading(city.office.records) as connection:
        return str(connection.execute(sa.text("SELECT holder FROM lease")).scalar_one())


def test_one_alone_has_a_lease_until_its_time_is_over(database_url: str) -> None:
    at = datetime(2026, 3, 2, 1, tzinfo=UTC)
    later = at + LASTING
    with sides_office(database_url) as city:
        answers = list[bool]()
        for holder, moment in (("one", at), ("other", at), ("other", later), ("one", later)):
            with writing(city.office.records) as connection:
                answers.append(take_lease(connection, LEASE, holder, at=moment, until=moment + LASTING))
        with writing(city.office.records) as connection:
            answers.append(keep_lease(connection, LEASE, "one", until=later))
    assert answers == [True, False, True, False, False]


def test_who_is_away_is_told_nothing_and_his_proxy_is(city: SidesOffice) -> None:
    city.on(date(2026, 3, 3))
    people = People(city.office.records, city.office.plugins, lambda: city.office.moment)
    keeper = evolve(city.actor(ABOVE), granted=(Granted(Role.CLERK, "C"),))
    for who, sort in ((DEPUTY, "leave"), (SECRETARY, "detention")):
        people.move(keeper, Move(cadre=who, sort=sort, version=people.moves(keeper, who).version, paper="组〔2026〕8号",
                                 reason="组织决定", last=date(2026, 6, 30)), token=city.office.token())
    city.proxies.appoint(city.actor(ABOVE), NewProxy(
        principal=DEPUTY, proxy=DIRECTOR, role="head", unit="J", since=date(2026, 3, 3), until=date(2026, 4, 1),
        paper="纪办〔2026〕3号", reason="外出"), token=city.office.token())
    run(city, BEFORE)
    assert {CLERK, RECORDER, DIRECTOR} == {who for who, _ in told(city)}


@pytest.mark.parametrize("who", [CLERK, DEPUTY])
def test_who_is_recused_is_told_nothing(city: SidesOffice, who: str) -> None:
    with writing(city.office.records) as connection:
        connection.execute(sa.text(
            "INSERT INTO participant (interview_id, cadre_id, part, place) SELECT i.id, c.id, 'recused', 0 "
            "FROM interview i, cadre c WHERE c.staff_number = :who"), {"who": who})
    run(city, BEFORE)
    assert OFFICE - {who} == {one for one, _ in told(city)}


def test_whom_it_is_about_and_who_works_elsewhere_are_told_nothing(city: SidesOffice) -> None:
    for day in (BEFORE, NOTICE, date(2026, 3, 23)):
        run(city, day)
    assert [one for one in told(city) if one[0] in {OTHER, DIRECTOR}] == []


def test_what_is_done_or_not_his_any_more_is_listed_no_more(telling: SidesOffice) -> None:
    assert telling.access(CLERK).unread() == 1
    assert [one.row.subject.name for one in telling.access(CLERK).reminders().rows] == ["马文慧"]
    telling.grant(ABOVE, Role.CLERK, "J")
    with writing(telling.office.records) as connection:
        connection.execute(sa.text("UPDATE role_grant SET until = '2026-03-05' WHERE role = 'discipline'"))
    assert telling.access(CLERK).unread() == 0
    with writing(telling.office.records) as connection:
        connection.execute(sa.text("UPDATE obligation SET status = 'DONE' WHERE duty = 'notice'"))
    assert telling.access(RECORDER).unread() == 0
    assert telling.access(RECORDER).reminders().rows == ()


# What is sent besides


@pytest.fixture
def box() -> Iterator[LetterBox]:
    with mail_server() as found:
        yield found


def mailing(box: LetterBox, **more: Any) -> Reminding:  # noqa: ANN401 - any setting
    return Reminding(address=ADDRESS, **({"mail": Mail(
        host="127.0.0.1", port=box.port, tls="none", sender="yuetan@office.example")} | more))


def send(city: SidesOffice, settings: Reminding) -> Sent:
    return send_messages(city.office.records, city.office.plugins, settings, senders(settings),
                         now=lambda: city.office.moment)


def wants_mail(city: SidesOffice, who: str = CLERK, address: str = "bai@office.example") -> None:
    with writing(city.office.records) as connection:
        set_address(connection, city.actor(who).account, address)


def test_a_mail_says_how_much_waits_and_nothing_else(telling: SidesOffice, box: LetterBox) -> None:
    wants_mail(telling)
    assert Sent(1, 0) == send(telling, mailing(box))
    assert Sent(0, 0) == send(telling, mailing(box))
    letter = message_from_string(box.letters[0], policy=policy.default)
    assert (letter["To"], letter["Subject"]) == ("bai@office.example", "您有 1 件事项待办")
    body = letter.get_content()
    assert ADDRESS in body
    assert [word for word in (*NAMES.values(), "约谈", "通知", "市教育局") if word in body + letter["Subject"]] == []
    assert [who for who in (*NAMES, *NAMES.values()) if who in box.letters[0]] == []


@pytest.mark.parametrize(("at", "sent"), [
    ("2026-03-05T07:59", False), ("2026-03-05T08:00", True), ("2026-03-05T17:59", True), ("2026-03-05T18:00", False),
    ("2026-03-07T10:00", False), ("2026-03-08T10:00", False), ("2026-03-09T10:00", True),
    ("2026-02-14T10:00", True), ("2026-10-01T10:00", False),
])
def test_it_is_quiet_on_days_off_and_outside_the_hours(at: str, *, sent: bool) -> None:
    assert (not sent) is quiet(datetime.fromisoformat(f"{at}:00+08:00"), CALENDAR, Reminding())


def test_what_was_made_on_a_day_off_is_sent_on_the_next_working_day(city: SidesOffice, box: LetterBox) -> None:
    wants_mail(city)
    run(city, date(2026, 3, 7))
    assert Sent(0, 0) == send(city, mailing(box))
    city.on(date(2026, 3, 9))
    assert Sent(1, 0) == send(city, mailing(box))
    city.on(date(2026, 3, 10))
    assert Sent(0, 0) == send(city, mailing(box))  # nothing is new
    run(city)
    assert Sent(1, 0) == send(city, mailing(box))


def test_what_fails_is_tried_later_and_later_and_given_up_for_the_administrator_to_see(
        telling: SidesOffice, box: LetterBox) -> None:
    wants_mail(telling)
    box.answers += [b"451 not now"] * MOST_ATTEMPTS
    pauses = list[int]()
    while not pauses or len(pauses) < MOST_ATTEMPTS:
        number = 0
        while send(telling, mailing(box, hours=(0, 24))).failed == 0:
            telling.office.moment += FIRST_PAUSE
            number += 1
            assert number < 2 ** MOST_ATTEMPTS
        pauses.append(number)
    assert pauses == [0, 1, 2, 4, 8, 16]
    telling.office.moment += timedelta(hours=5)
    assert Sent(0, 0) == send(telling, mailing(box, hours=(0, 24)))
    mine = Reminders(telling.office.records, Reminding(), lambda: telling.office.moment)
    system = evolve(telling.actor(ABOVE), granted=(Granted(Role.SYSTEM),))
    found = [(one.sign_in, one.problem) for one in mine.undelivered(system)]
    assert found == [("user2", "邮件服务器没有收下（SMTPRecipientsRefused）")]
    with pytest.raises(Hidden):
        mine.undelivered(telling.actor(CLERK))


def test_two_processes_send_one_letter_and_one_that_was_cut_off_sends_no_second(
        telling: SidesOffice, box: LetterBox) -> None:
    wants_mail(telling)
    settings, office = mailing(box), telling.office

    def twice(_: KeptMessage) -> None:
        assert Sent(0, 0) == send(telling, settings)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_messages(office.records, office.plugins, settings, {MAIL: twice}, now=lambda: office.moment)
    office.moment += timedelta(hours=2)
    assert Sent(0, 0) == send(telling, settings)
    with reading(office.records) as connection:
        assert [tuple(row) for row in connection.execute(
            sa.select(message.c.state, message.c.attempts))] == [("given_up", 1)]
    assert box.letters == []


def test_a_call_to_another_system_is_signed_bare_and_follows_no_redirection(telling: SidesOffice) -> None:
    with listener() as box:
        settings = Reminding(address=ADDRESS, webhook=Webhook(url=f"http://127.0.0.1:{box.port}/hook", secret=b"key"))
        assert len(OFFICE) == send(telling, settings).sent
        headers, body = box.calls[0]
        assert {"to", "things", "day", "address"} == set(json.loads(body))
        assert hmac.new(b"key", body, sha256).hexdigest() == headers[SIGNATURE]
        assert [name for name in NAMES.values() if name in body.decode()] == []
        for box.status in (302, 500):
            with pytest.raises(NotSentError):
                senders(settings)[WEBHOOK](KeptMessage(
                    id=1, account=1, sign_in="x", staff_or_sign_in="x", channel=WEBHOOK, address="",
                    day=BEFORE, things=1, attempts=1))


def test_an_address_is_one_address_or_none(city: SidesOffice) -> None:
    mine, who = Reminders(city.office.records, Reminding(), lambda: city.office.moment), city.actor(CLERK)
    for wrong in ("nobody", "a@b", "a@b.cn,c@d.cn", "a@b.cn\r\nBcc: c@d.cn", "李@b.cn", "a@@b.cn", "x" * 200 + "@b.cn"):
        with pytest.raises(Unfit):
            mine.change_address(who, wrong)
    mine.change_address(who, " a@b.cn ")
    with reading(city.office.records) as connection:
        assert address_of(connection, who.account) == "a@b.cn"
    mine.change_address(who, "")
    assert mine.address(who) == ""


# Settings


@pytest.mark.parametrize(("table", "name"), [
    ({"reminders": {"days_before": 0}}, "reminders.days_before"), ({"reminders": {"days": 3}}, "reminders.days"),
    ({"reminders": {"from": 18, "until": 8}}, "reminders.until"), ({"reminders": 3}, "reminders"),
    ({"mail": {}}, "mail.host"), ({"mail": {"host": "m.cn", "tls": "none"}}, "mail.tls"),
    ({"mail": {"host": "m.cn", "tls": "ssl"}}, "mail.tls"), ({"mail": {"host": "m.cn", "sender": "x"}}, "mail.sender"),
    ({"mail": {"host": "m.cn", "sender": "x@m.cn", "port": 0}}, "mail.port"),
    ({"mail": {"host": "m.cn", "sender": "x@m.cn", "password": "none.key"}}, "mail.password"),
    ({"mail": {"host": "m.cn", "sender": "x@m.cn", "password": "open.key"}}, "mail.password"),
    ({"mail": {"host": "m.cn", "sender": "x@m.cn"}}, "reminders.address"),
    ({"reminders": {"address": "http://m.cn"}}, "reminders.address"),
    ({"webhook": {"url": "ftp://m.cn"}}, "webhook.url"), ({"webhook": {"url": "https://u@m.cn/"}}, "webhook.url"),
    ({"webhook": {"url": "https://m.cn/"}}, "webhook.secret"),
])
def test_a_setting_that_cannot_be_meant_is_refused_by_its_name(table: dict[str, Any], name: str, tmp_path: Path,
                                                               ) -> None:
    (tmp_path / "open.key").write_text("secret", encoding="ascii")
    (tmp_path / "open.key").chmod(0o644)
    with pytest.raises(SettingError) as refused:
        read_reminding(table, tmp_path)
    assert name == refused.value.name


def test_settings_are_read_and_secrets_not_shown(tmp_path: Path) -> None:
    (tmp_path / "mail.key").write_text("秘密口令", encoding="utf-8")
    (tmp_path / "mail.key").chmod(0o600)
    found = read_reminding({"reminders": {"days_before": 5, "address": ADDRESS}, "mail": {
        "host": "m.cn", "tls": "tls", "user": "u", "password": "mail.key", "sender": "x@m.cn"}}, tmp_path)
    assert found.mail is not None
    assert (found.days_before, found.mail.port, found.mail.password) == (5, 465, "秘密口令")
    assert "秘密口令" not in repr(found)
    assert Reminding() == read_reminding({}, tmp_path)
