"""What leaves the system: a mail, or a call to another system of the office. Neither names anybody or any matter."""

from __future__ import annotations

import hmac
import json
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from hashlib import sha256
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from yuetan.casework.reminding.messages import NotSentError, Send
from yuetan.casework.reminding.settings import STARTTLS, TLS, Mail, Reminding, Webhook
from yuetan.records.reminders import MAIL, WEBHOOK, KeptMessage
from yuetan.wording import say

SECONDS = 15.0
SIGNATURE = "X-Yuetan-Signature"
ENOUGH = 300  # from this answer on, a call was not taken


def senders(settings: Reminding) -> Mapping[str, Send]:
    """What sends messages, by the channels that an office uses; none, where it has set up none."""
    found = dict[str, Send]()
    if settings.mail is not None:
        found[MAIL] = _mailing(settings.mail, settings.address)
    if settings.webhook is not None:
        found[WEBHOOK] = _calling(settings.webhook, settings.address)
    return found


def _mailing(mail: Mail, address: str) -> Send:
    def send(one: KeptMessage) -> None:
        try:
            with _server(mail) as server:
                if mail.tls == STARTTLS:
                    server.starttls(context=ssl.create_default_context())
                if mail.user:
                    server.login(mail.user, mail.password)
                server.send_message(_letter(one, mail, address), mail.sender, [one.address])
        except (smtplib.SMTPException, OSError, ValueError) as error:  # the last for an answer that is none
            raise NotSentError(say("邮件服务器没有收下（{kind}）", kind=_kind(error))) from error
    return send


def _server(mail: Mail) -> smtplib.SMTP:
    if mail.tls == TLS:
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)


def _letter(one: KeptMessage, mail: Mail, address: str) -> EmailMessage:
    """A letter that may lie open on any screen; the same one twice is known by its number."""
    letter = EmailMessage()
    letter["From"], letter["To"] = mail.sender, one.address
    letter["Subject"] = say("您有 {count} 件事项待办", count=one.things)
    number = sha256(f"{one.id}:{one.day}:{one.account}".encode()).hexdigest()[:32]
    letter["Message-ID"] = f"<{number}@{mail.sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(say("您有 {count} 件事项待办，请登录系统查看：{address}\n本邮件由系统自动发出，请勿回复。",
                           count=one.things, address=address))
    return letter


def _calling(hook: Webhook, address: str) -> Send:
    opener = build_opener(ProxyHandler({}), _Nowhere(), HTTPSHandler(context=ssl.create_default_context()))

    def send(one: KeptMessage) -> None:
        body = json.dumps({"to": one.staff_or_sign_in, "things": one.things, "day": one.day.isoformat(),
                           "address": address}, ensure_ascii=False).encode()
        asked = Request(hook.url, body, {  # noqa: S310 - https, or this machine: see the settings
            "Content-Type": "application/json; charset=utf-8",
            SIGNATURE: hmac.new(hook.secret, body, sha256).hexdigest()}, method="POST")
        try:
            with opener.open(asked, timeout=SECONDS) as answer:
                taken = answer.status < ENOUGH
        except (HTTPError, URLError, HTTPException, OSError, ValueError) as error:
            raise NotSentError(say("通知接口没有收下（{kind}）", kind=_kind(error))) from error
        if not taken:
            raise NotSentError(say("通知接口没有收下（{kind}）", kind=answer.status))
    return send


class _Nowhere(HTTPRedirectHandler):
    """Goes nowhere but where the settings say."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - whatever it is called with
        """Answer with what was answered."""


def _kind(error: Exception) -> str:
    """What sort of fault it was: never what the other side says, which may repeat what it was sent."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return str(error.code) if isinstance(error, HTTPError) else type(error).__name__
