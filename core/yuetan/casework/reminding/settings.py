"""How an office reminds: how long before, at what hours, and by what besides the pages; all of it off by default.

::

    [reminders]
    days_before = 3                          # working days
    from = 8                                 # nothing is sent before this hour, nor from the next on
    until = 18
    address = "https://yuetan.example"       # where people sign in: a message says nothing but this

    [mail]
    host = "mail.example"
    port = 587
    tls = "starttls"                         # starttls, tls; none on this machine alone
    user = "yuetan"
    password = "mail.key"                    # a file that its owner alone may read
    sender = "yuetan@mail.example"

    [webhook]
    url = "https://oa.example/hooks/yuetan"
    secret = "webhook.key"                   # signs what is sent: HMAC-SHA-256, in X-Yuetan-Signature
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from attrs import field, frozen

from yuetan.wording import say

STARTTLS, TLS, NONE = "starttls", "tls", "none"
FEWEST_DAYS, MOST_DAYS, DAYS = 1, 10, 3
LAST_HOUR, LAST_PORT, LONGEST_SECRET = 24, 65_535, 4096


class SettingError(ValueError):
    """A setting that cannot be used: by its name, and what is wrong with it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}")
        self.name, self.problem = name, problem


@frozen(kw_only=True)
class Mail:
    """By which server mail is sent."""

    host: str
    port: int
    tls: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@frozen(kw_only=True)
class Webhook:
    """Where another system of the office is told."""

    url: str
    secret: bytes = field(repr=False)


@frozen(kw_only=True)
class Reminding:
    """How an office reminds; without mail and webhook, on the pages alone."""

    days_before: int = DAYS  # working days
    hours: tuple[int, int] = (8, 18)  # from this hour on, and no longer from this
    address: str = ""  # where people sign in
    mail: Mail | None = None
    webhook: Webhook | None = None


def read_reminding(table: Mapping[str, Any], folder: Path) -> Reminding:
    """The settings in the tables ``reminders``, ``mail`` and ``webhook``; raises `SettingError` for what will not do.

    Files are found from a folder.
    """
    own = _part(table, "reminders", ("days_before", "from", "until", "address"))
    mail = _part(table, "mail", ("host", "port", "tls", "user", "password", "sender")) if "mail" in table else None
    hook = _part(table, "webhook", ("url", "secret")) if "webhook" in table else None
    hours = (_whole(own, "reminders", "from", 8, 0, LAST_HOUR), _whole(own, "reminders", "until", 18, 0, LAST_HOUR))
    if hours[0] >= hours[1]:
        _refuse("reminders.until", say("应比 from 晚"))
    found = Reminding(
        days_before=_whole(own, "reminders", "days_before", DAYS, FEWEST_DAYS, MOST_DAYS), hours=hours,
        address=_web_address(own, "reminders", "address") if "address" in own else "",
        mail=None if mail is None else _mail(mail, folder),
        webhook=None if hook is None else Webhook(url=_web_address(hook, "webhook", "url"),
                                                  secret=_secret(hook, "webhook", "secret", folder)))
    if (found.mail or found.webhook) and not found.address:
        _refuse("reminders.address", say("启用邮件或通知接口时应写明登录网址"))
    return found


def _mail(table: Mapping[str, Any], folder: Path) -> Mail:
    host, tls = _text(table, "mail", "host"), table.get("tls", STARTTLS)
    if tls not in {STARTTLS, TLS, NONE}:
        _refuse("mail.tls", say("应是 starttls、tls 或 none"))
    if tls == NONE and not _on_this_machine(host):
        _refuse("mail.tls", say("只有邮件服务器就在本机时才可以是 none"))
    sender = _text(table, "mail", "sender")
    if not is_mail_address(sender):
        _refuse("mail.sender", say("不是邮件地址"))
    password = _secret(table, "mail", "password", folder).decode("utf-8", "replace") if "password" in table else ""
    return Mail(host=host, port=_whole(table, "mail", "port", 465 if tls == TLS else 587, 1, LAST_PORT), tls=tls,
                sender=sender, user=_text(table, "mail", "user") if "user" in table else "", password=password)


def is_mail_address(text: str) -> bool:
    """Whether a text may be the address of somebody's mail, and of one alone."""
    name, _, host = text.rpartition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' ,;<>"()[]:\\')
    return plain and bool(name) and "@" not in name and "." in host and not host.startswith((".", "-"))


def _part(table: Mapping[str, Any], name: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    part = table.get(name, {})
    if not isinstance(part, dict):
        _refuse(name, say("应写成一节：[{name}]", name=name))
    for one in part:
        if one not in known:
            _refuse(f"{name}.{one}", say("没有这一项；可用的有：{known}", known=say("、").join(known)))
    return part


def _text(table: Mapping[str, Any], part: str, name: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        _refuse(f"{part}.{name}", say("应写明，用引号括起"))
    return value.strip()


def _whole(table: Mapping[str, Any], part: str, name: str, otherwise: int, least: int, most: int) -> int:  # noqa: PLR0913, PLR0917 - a number and its bounds
    value = table.get(name, otherwise)
    if type(value) is not int or not least <= value <= most:
        _refuse(f"{part}.{name}", say("应是 {least} 到 {most} 的整数", least=least, most=most))
    return value


def _web_address(table: Mapping[str, Any], part: str, name: str) -> str:
    text = _text(table, part, name)
    try:
        found = urlsplit(text)
        host = "" if found.username else found.hostname or ""
        safe = found.scheme == "https" or (found.scheme == "http" and _on_this_machine(host))
    except ValueError:
        host, safe = "", False
    if not host or not safe:
        _refuse(f"{part}.{name}", say("应以 https:// 开头；只有就在本机时才可以是 http://"))
    return text


def _on_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _secret(table: Mapping[str, Any], part: str, name: str, folder: Path) -> bytes:
    """What stands in a file that its owner alone may read."""
    path = folder / _text(table, part, name)
    try:
        with path.open("rb") as opened:
            mode, content = os.fstat(opened.fileno()).st_mode, opened.read(LONGEST_SECRET).strip()
    except OSError as error:
        _refuse(f"{part}.{name}", say("密钥文件 {file} 打不开；请核对位置和权限", file=path), error)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        _refuse(f"{part}.{name}", say("密钥文件 {file} 别人也能读；请执行 chmod 600 {file}", file=path))
    if not content:
        _refuse(f"{part}.{name}", say("密钥文件 {file} 是空的", file=path))
    return content


def _refuse(name: str, problem: str, cause: Exception | None = None) -> NoReturn:
    raise SettingError(name, problem) from cause
