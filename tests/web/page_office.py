"""A small office in a real database, the people who sign in to it, and what they see."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from html import unescape
from pathlib import Path
from typing import Any

from argon2.exceptions import VerifyMismatchError
from attrs import define, field
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

sys.path.append(str(Path(__file__).parents[1] / "core"))

from browsing import client_of
from casework_office import CLERK, DEPUTY, DIRECTOR, NAMES, OTHER, RECORDER, ROSTER, SECRETARY, START
from compiled import with_compiled

from yuetan.access.actor import Role
from yuetan.casework.accounts import Accounts
from yuetan.casework.civil import LOCAL
from yuetan.casework.governance import Governance
from yuetan.casework.seal_keys import Keys
from yuetan.casework.sweeping import sweep_all
from yuetan.plugins import Plugins, load
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan.records.roster import store
from yuetan_web.app import create_app
from yuetan_web.shell import Shell

__all__ = ["CLERK", "DEPUTY", "DIRECTOR", "NAMES", "OTHER", "RECORDER", "SECRETARY", "House", "Visitor",
           "house_in", "lead_of", "prepare", "proposed"]

PASSWORD = "紫砂壶 与 长江大桥 47"  # noqa: S105 - of nobody
LEAD = {"about": OTHER, "unit": "J", "received_on": "2026-03-01", "channel": "来信", "summary": "反映其在招标中打招呼",
        "handlers": CLERK, "source_name": "赵告密", "source_contact": "13900000000", "source_other": "",
        "material": "某月某日在某处收受礼金的详细经过"}
FINDING = {"do": "confirm", "field.whose": "本人", "field.found_in": "信访举报", "field.problem": "苗头性问题"}
NOTICE = {"addressee": "interviewee", "topic": "工程招标", "date": "2026-03-09", "time": "09:30",
          "place": "行政中心512室"}
RECORD = {"topic": "工程招标", "reason": "苗头性问题", "account": "汇报如下", "explanation": "说明如下",
          "measures": "立即整改"}
REPORT = {"problem": "打招呼", "measures": "健全制度", "results": "已落实"}
PROPOSAL = {"kind": "lianyungang:warning", "cadre": OTHER, "interviewer": DEPUTY, "recorder": "丁小龙",
            "planned": "2026-03-09", "time": "09:30", "place": "行政中心512室", "topic": "工程招标"}
NAME = "yuetan.db"
PROOF = re.compile(r'name="csrf_token" value="([^"]+)"')
NINE = time(9)
OWN_FIELDS = ("addressee", "on", "late_paper", "late_reason")  # of every form, whatever the act
LEAVE = timedelta(days=3650)


class CheapHasher:
    """Hashes nothing."""

    def hash(self, password: str) -> str:
        return f"cheap:{password}"

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name for it
        if hash != self.hash(password):
            raise VerifyMismatchError
        return True


class CheapShell(Shell):
    """The same pages, whose passwords cost nothing."""

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.records, hasher=CheapHasher(), idle=self.idle, keys=self.keys,
                        second_factor=self.second_factor)


@define
class Visitor:
    """Somebody in front of the pages."""

    client: FlaskClient
    page: str = ""  # what he was shown last
    answer: Any = None

    def get(self, address: str, **more: Any) -> str:  # noqa: ANN401 - as the client has it
        return self._shown(self.client.get(address, **more))

    def post(self, address: str, *, proof: bool = True, **fields: Any) -> str:  # noqa: ANN401 - as typed
        typed = {name.replace("__", "."): value for name, value in fields.items()}
        return self.send(address, typed | ({"csrf_token": self.proof} if proof else {}))

    def send(self, address: str, typed: dict[str, Any]) -> str:
        """Send a form, and look at where it leads."""
        return self._shown(self.client.post(address, data=typed, follow_redirects=True))

    @property
    def proof(self) -> str:
        """What a form on the last page proves itself with."""
        found = PROOF.search(self.page or self.get("/account"))
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """What the last page says, without its markup and its line breaks."""
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.page)))

    @property
    def address(self) -> str:
        """Where he is."""
        return str(self.answer.request.path)

    def hidden(self, code: str) -> dict[str, str]:
        """The hidden fields of the form of an act."""
        form = re.search(rf'<form class="act" id="act-{code}".*?</form>', self.page, re.DOTALL)
        return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])) if form else {}

    def act(self, reference: str, code: str, **fields: str) -> str:
        """Open an interview, fill in the form of an act, and send it."""
        self.get(f"/interviews/{reference}")
        own = {name: fields.pop(name) for name in OWN_FIELDS if name in fields}
        typed = self.hidden(code) | own | {f"field.{name}": value for name, value in fields.items()}
        return self.send(f"/interviews/{reference}", typed)

    def _shown(self, answer: TestResponse) -> str:
        self.answer, self.page = answer, answer.get_data(as_text=True)
        return self.page


@cache
def plugins() -> Plugins:
    """Every installed regulation."""
    return load()


@define(slots=False)
class House:
    """The office with its pages, at one moment, which a test moves on."""

    records: Engine
    moment: datetime = START
    visitors: dict[str, Visitor] = field(factory=dict)
    loaded: Plugins = field(factory=plugins)

    @cached_property
    def shell(self) -> CheapShell:
        return CheapShell(records=self.records, plugins=self.loaded, now=lambda: self.moment, secret=b"s" * 32,
                          keys=Keys("one", {"one": bytes(range(32))}), demo=True)

    @cached_property
    def app(self) -> Flask:
        return with_compiled(create_app(self.shell))

    def stranger(self) -> Visitor:
        """Somebody who has not signed in."""
        return Visitor(self.app.test_client())

    def visitor(self, cadre: str = CLERK) -> Visitor:
        """Somebody of the office, signed in."""
        if cadre not in self.visitors:
            token = self.shell.accounts.sign_in(cadre.lower(), PASSWORD, at=self.moment).token
            self.visitors[cadre] = Visitor(client_of(self.app, token))
        return self.visitors[cadre]

    def on(self, day: str) -> None:
        """Go on to nine o'clock of a day; who was signed in is not any more."""
        self.moment = datetime.combine(date.fromisoformat(day), NINE, LOCAL)
        self.visitors.clear()
        self.sweep()

    def sweep(self) -> None:
        sweep_all(self.records, self.loaded, at=self.moment)

    def later(self, **time: float) -> None:
        self.moment += timedelta(**time)


    def account(self, sign_in: str, cadre: str, *grants: tuple[Role, str]) -> None:
        """Make an account whose owner has chosen his password."""
        accounts, at = self.shell.accounts, self.moment
        once = accounts.make(sign_in, NAMES.get(cadre, sign_in), cadre=cadre, by=None, at=at)
        view = accounts.named(sign_in)
        assert view is not None
        for role, unit in grants:
            accounts.grant(view.reference, role, unit, since=at.date(), until=at.date() + LEAVE, by=None, paper="授权",
                           at=at)
        accounts.change_password(accounts.sign_in(sign_in, once, at=at).token, once, PASSWORD, at=at)


@contextmanager
def house_in(folder: Path, copied: Path | None = None, loaded: Plugins | None = None,
             code: str = "lianyungang") -> Iterator[House]:
    """The office in a new database of a folder, or in a copy of one that was prepared."""
    if copied is None:
        prepare(folder, loaded, code)
    else:
        shutil.copy(copied, folder / NAME)
    house = House(open_database(f"sqlite:///{folder / NAME}", make=False), loaded=loaded or plugins())
    try:
        yield house
    finally:
        house.records.dispose()


def prepare(folder: Path, loaded: Plugins | None = None, code: str = "lianyungang") -> None:
    """Make the office in a new database, with an account for each of its people and an administrator."""
    loaded = loaded or plugins()
    records = open_database(f"sqlite:///{folder / NAME}")
    upgrade(records)
    with writing(records) as connection:
        store(connection, ROSTER)
    house, governance = House(records, loaded=loaded), Governance(records, loaded)
    reference = governance.propose("C", code, since=date(2026, 1, 1), live_on=date(2026, 1, 1), paper="决定",
                                   by=None, at=START)
    governance.approve(reference, by=None, at=START)
    both = ((Role.DISCIPLINE, "J"), (Role.DISCIPLINE, "C"))
    grants = {CLERK: both, SECRETARY: both, DEPUTY: ((Role.HEAD, "J"),), RECORDER: ((Role.CLERK, "J"),)}
    for cadre in NAMES:
        house.account(cadre.lower(), cadre, *grants.get(cadre, ()))
    house.account("system", "", (Role.SYSTEM, ""))
    house.sweep()
    records.dispose()


def lead_of(house: House) -> str:
    """Enter a lead and record its finding: its reference."""
    clerk = house.visitor()
    clerk.get("/leads/new")
    clerk.send("/leads/new", LEAD | {"csrf_token": clerk.proof})
    reference = clerk.address.rpartition("/")[2]
    clerk.send(f"/leads/{reference}", FINDING | {"csrf_token": clerk.proof})
    return reference


def proposed(house: House) -> str:
    """Propose the talk that a finding leads to: its reference."""
    clerk, lead = house.visitor(), lead_of(house)
    clerk.get(f"/interviews/new?kind=lianyungang:warning&cadre={OTHER}&lead={lead}")
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', clerk.page))
    clerk.send("/interviews/new", hidden | PROPOSAL | {"do": "propose"})
    return clerk.address.rpartition("/")[2]
