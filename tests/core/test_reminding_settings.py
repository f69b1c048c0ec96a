"""How an office reminds, as its settings say: what cannot be meant is refused by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reminding_office import (
    ADDRESS,
)

from yuetan.casework.reminding.settings import Reminding, SettingError, read_reminding


@pytest.mark.parametrize(("table", "name"), [
    ({"reminders": {"days_before": 0}}, "reminders.days_before"), ({"reminders": {"days": 3}}, "reminders.days"),
    ({"reminders": {"from": 18, "until": 8}}, "reminders.until"), ({"reminders": 3}, "reminders"),
    ({"mail": {}}, "mail.host"), ({"mail": {"host": "m.test", "tls": "none"}}, "mail.tls"),
    ({"mail": {"host": "m.test", "tls": "ssl"}}, "mail.tls"),
    ({"mail": {"host": "m.test", "sender": "x"}}, "mail.sender"),
    ({"mail": {"host": "m.test", "sender": "x@m.test", "port": 0}}, "mail.port"),
    ({"mail": {"host": "m.test", "sender": "x@m.test", "password": "none.key"}}, "mail.password"),
    ({"mail": {"host": "m.test", "sender": "x@m.test", "password": "open.key"}}, "mail.password"),
    ({"mail": {"host": "m.test", "sender": "x@m.test"}}, "reminders.address"),
    ({"reminders": {"address": "http://m.test"}}, "reminders.address"),
    ({"webhook": {"url": "ftp://m.test"}}, "webhook.url"), ({"webhook": {"url": "https://u@m.test/"}}, "webhook.url"),
    ({"webhook": {"url": "https://m.test/"}}, "webhook.secret"),
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
        "host": "m.test", "tls": "tls", "user": "u", "password": "mail.key", "sender": "x@m.test"}}, tmp_path)
    assert found.mail is not None
    assert (found.days_before, found.mail.port, found.mail.password) == (5, 465, "秘密口令")
    assert "秘密口令" not in repr(found)
    assert Reminding() == read_reminding({}, tmp_path)
