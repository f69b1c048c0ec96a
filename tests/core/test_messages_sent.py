"""What is sent besides the pages: how much waits, when the office is open, once, and nothing else."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_string, policy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from attrs import evolve
from cli_calls import yuetan
from letter_box import LetterBox, listener, mail_server
from reminding_office import (
    ADDRESS,
    BEFORE,
    CALENDAR,
    OFFICE,
    copied,
    prepared_in,
    run,
    wants_mail,
)
from sides_office import ABOVE, CLERK, NAMES, SidesOffice

from yuetan.access.actor import Granted, Role
from yuetan.casework.deployment import make_deployment
from yuetan.casework.errors import Hidden, Unfit
from yuetan.casework.reminding.messages import (
    FIRST_PAUSE,
    MOST_ATTEMPTS,
    NotSentError,
    Reminders,
    Sent,
    quiet,
    send_messages,
)
from yuetan.casework.reminding.settings import Mail, Reminding, Webhook
from yuetan.paperwork.outgoing import SIGNATURE, senders
from yuetan.records.database import reading
from yuetan.records.reminders import MAIL, WEBHOOK, KeptMessage, address_of
from yuetan.records.tables import message


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared_in(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def city(prepared: Path, tmp_path: Path) -> Iterator[SidesOffice]:
    with copied(prepared / "new.db", tmp_path) as found:
        yield found


@pytest.fixture
def telling(prepared: Path, tmp_path: Path) -> Iterator[SidesOffice]:
    """The office on the first day on which the four are reminded, after they were."""
    with copied(prepared / "told.db", tmp_path) as found:
        found.on(BEFORE)
        yield found


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


def test_the_command_reminds_and_sends_by_its_deployment(telling: SidesOffice, tmp_path: Path, box: LetterBox) -> None:
    wants_mail(telling)
    file = make_deployment(tmp_path, database=str(telling.office.records.url))
    file.write_text(file.read_text(encoding="utf-8") + f"""
        [reminders]\naddress = "{ADDRESS}"\nfrom = 0\nuntil = 24\n[mail]\nhost = "127.0.0.1"\nport = {box.port}
        tls = "none"\nsender = "a@b.cn"\n""", encoding="utf-8")
    first, second = (json.loads(yuetan("remind", "--config", file, "--json").stdout) for _ in range(2))
    assert (False, len(NAMES), True) == (first["done_before"], first["accounts"], second["done_before"])
    assert first["sent"] + second["sent"] == len(box.letters) <= 1  # none on a day off
