"""A real office behind real pages, with a text to be looked for in every paper, and somebody for every role and part.

`built` makes it; `planted_in` finds every planted text in an answer, however it was written there; `permitted` says, by
the matrix alone, which of them somebody may read.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus

from argon2.exceptions import VerifyMismatchError
from attrs import define, field, frozen
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

sys.path.append(str(Path(__file__).parents[1] / "core"))

from casework_office import (
    ABOVE,
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    NAMES,
    OTHER,
    RECORDER,
    ROLES,
    SECRETARY,
    SINCE,
    START,
    Office,
    office_over,
    plugins,
)
from secrets_planted import SOURCE, WORDING, spilt, ways_of_writing

from yuetan.access.actor import OUTSIDER, Actor, Granted, Role, Standing
from yuetan.access.policy import allowed, lies_of_grants
from yuetan.casework.accounts import Accounts
from yuetan.casework.acts import Done, Late
from yuetan.casework.appeals import Appeals
from yuetan.casework.following import following
from yuetan.casework.governance import Governance
from yuetan.casework.leads import Leads, Received, Source
from yuetan.casework.reporting import Reported
from yuetan.casework.seal_keys import Keys
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.paperwork.papers.leaks import texts_of
from yuetan.records.accounts import add_account, every_account
from yuetan.records.database import Engine, open_database, reading, writing
from yuetan.records.roster import store
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank
from yuetan_web.app import create_app
from yuetan_web.shell import Shell
from yuetan_web.signing import TOKEN

PASSWORD = "紫砂壶 与 长江大桥 47"  # noqa: S105 - of nobody
KEYS = Keys("one", {"one": bytes(range(32))})

# Who there is

QUIET, FIRST, SECOND, BYSTANDER = "E004", "E005", "E006", "E007"
TOLD_HEAD, SILENT_HEAD, ASIDE, TALKER, WRITER, PLAIN, OFFICER, ORGAN = (
    "J005", "J006", "J007", "J008", "J009", "J010", "J011", "C002")
COUNTY_HEAD, COUNTY_CADRE, COUNTY_CLERK = "X001", "X002", "X003"
SYSTEM, SECURITY, AUDIT, NOBODY = "system", "security", "audit", "nobody"
EVERYTHING_THERE = ((Role.HEAD, "J"), (Role.CLERK, "J"), (Role.DISCIPLINE, "J"), (Role.SUPERIOR, "C"))
MORE: Mapping[str, tuple[str, str, str, int]] = {  # name, unit, post, rank
    QUIET: ("乔默然", "E", "deputy", Rank.DIVISION_DEPUTY), FIRST: ("费一鸣", "E", "deputy", Rank.DIVISION_DEPUTY),
    SECOND: ("穆二林", "E", "deputy", Rank.DIVISION_DEPUTY), BYSTANDER: ("庞观", "E", "staff", Rank.SECTION),
    TOLD_HEAD: ("戴知远", "J", "deputy", Rank.DIVISION), SILENT_HEAD: ("沈未闻", "J", "deputy", Rank.DIVISION),
    ASIDE: ("裴避之", "J", "deputy", Rank.DIVISION_DEPUTY), TALKER: ("谈正言", "J", "deputy", Rank.DIVISION_DEPUTY),
    WRITER: ("毕录", "J", "staff", Rank.SECTION), PLAIN: ("经小满", "J", "staff", Rank.SECTION),
    OFFICER: ("纪旁观", "J", "staff", Rank.SECTION), ORGAN: ("上官察", "C", "staff", Rank.SECTION),
    COUNTY_HEAD: ("韩东", "X", "head", Rank.DIVISION), COUNTY_CADRE: ("杨县", "X", "deputy", Rank.DIVISION_DEPUTY),
    COUNTY_CLERK: ("县小办", "X", "staff", Rank.SECTION)}
GRANTS: Mapping[str, tuple[tuple[Role, str], ...]] = {
    **{who: (granted,) for who, granted in ROLES.items()}, DIRECTOR: ((Role.HEAD, "E"),),
    TOLD_HEAD: EVERYTHING_THERE, SILENT_HEAD: EVERYTHING_THERE, ASIDE: ((Role.DISCIPLINE, "J"),),
    PLAIN: ((Role.CLERK, "J"),), OFFICER: ((Role.DISCIPLINE, "J"),), ORGAN: ((Role.DISCIPLINE, "C"),),
    COUNTY_CLERK: ((Role.CLERK, "X"),), SYSTEM: ((Role.SYSTEM, ""),), SECURITY: ((Role.SECURITY, ""),),
    AUDIT: ((Role.AUDIT, ""),)}
CADRES = {**NAMES, **{who: name for who, (name, *_) in MORE.items()}}
PEOPLE = (*CADRES, SYSTEM, SECURITY, AUDIT)
UNIT_OF = {**{one.cadre: one.unit for one in ()}, **{who: unit for who, (_, unit, *_) in MORE.items()},
           SECRETARY: "J", CLERK: "J", RECORDER: "J", DEPUTY: "J", DIRECTOR: "E", OTHER: "E", BUREAU: "E", ABOVE: "C"}
ABOVE_OF = {"J": ("J", "C"), "E": ("E", "C"), "C": ("C",), "X": ("X", "C")}
BEGINNING = frozenset({"C", "X"})
ROSTER = Roster(
    units=(Unit(id="X", type="county_party"),),
    placements=(Placement(unit="X", name="东县县委", parent="C", since=SINCE),),
    cadres=tuple(Cadre(id=who, name=name) for who, (name, *_) in MORE.items()),
    appointments=tuple(Appointment(cadre=who, unit=unit, post=post, rank=rank, since=SINCE,
                                   marks=("市管",) if post != "staff" else ()) for who, (_, unit, post, rank) in
                       MORE.items()))

# What each is in a case, and which cases there are

FILED, GROUP, LEFT, HEADED, COUNTY, SILENT, SILENT_TOO = (
    "filed", "group", "left", "headed", "county", "silent", "silent too")
ACTING = {FILED: "J", GROUP: "J", LEFT: "J", HEADED: "J", COUNTY: "X", SILENT: "J", SILENT_TOO: "J"}
PARTS: Mapping[str, Mapping[str, Standing]] = {
    FILED: {OTHER: Standing.SUBJECT, DEPUTY: Standing.TALKER, RECORDER: Standing.RECORDER},
    GROUP: {FIRST: Standing.SUBJECT, SECOND: Standing.SUBJECT, TALKER: Standing.TALKER, WRITER: Standing.RECORDER},
    LEFT: {DIRECTOR: Standing.SUBJECT, DEPUTY: Standing.TALKER, ASIDE: Standing.RECUSED, RECORDER: Standing.RECORDER},
    HEADED: {TOLD_HEAD: Standing.SUBJECT, SECRETARY: Standing.TALKER, RECORDER: Standing.RECORDER},
    COUNTY: {COUNTY_CADRE: Standing.SUBJECT, COUNTY_HEAD: Standing.TALKER},
    SILENT: {QUIET: Standing.SUBJECT, DEPUTY: Standing.TALKER, RECORDER: Standing.RECORDER},
    SILENT_TOO: {SILENT_HEAD: Standing.SUBJECT, SECRETARY: Standing.TALKER, RECORDER: Standing.RECORDER},
}
ORGANISERS = {FILED: CLERK, GROUP: CLERK, LEFT: CLERK, HEADED: CLERK, COUNTY: COUNTY_CLERK, SILENT: CLERK,
              SILENT_TOO: CLERK}
UNTOLD = (SILENT, SILENT_TOO)
LEADS = {FILED: OTHER, SILENT: QUIET, SILENT_TOO: SILENT_HEAD}
"""The cases that rest on a lead, and whom it is about. The same officer handles all of them: `CLERK`."""

# The planted texts

READING: Mapping[str, tuple[str, frozenset[str]]] = {  # by which action, and in which groups of fields, each is given
    "topic": ("interview.read", frozenset({"topic"})), "place": ("interview.read", frozenset({"plan"})),
    "notice": ("notice.read", frozenset({"notice"})), "record": ("record.read", frozenset({"record", "own_record"})),
    "report": ("statement.read", frozenset({"papers", "own_papers"})),
    "objection": ("statement.read", frozenset({"papers", "own_papers"})),
    "outcome": ("statement.read", frozenset({"outcome", "own_papers"})),
    "postponement": ("postponement.read", frozenset({"postponement"})),
    "handling": ("summary.read", frozenset({"summary"})), "signed paper": ("interview.read", frozenset({"people"})),
    "summary": ("lead.read", frozenset({"summary"})), "finding": ("", frozenset()), "appeal": ("", frozenset()),
    "unit report": ("report.read", frozenset({"report"})),
}
"""What a reading of the kind is called. A finding and an appeal are shown on no page: nobody reads them here."""

OF_EACH = frozenset({"report", "objection", "postponement", "outcome"})
PREFIX = "埋字"
_MARK = re.compile(PREFIX + r"([0-9]{3})号")
_WAYS = tuple(ways_of_writing(PREFIX))


@frozen
class Plant:
    """A planted text: what it is, in which case, and whose, where it is one cadre's own."""

    kind: str
    case: str
    whose: str = ""


def permitted(who: str, plant: Plant, actor: Actor) -> bool:
    """Whether somebody may read a planted text alone, by the matrix; of one interviewee's papers no other reads any."""
    action, fields = READING[plant.kind]
    unit = ACTING.get(plant.case, plant.case)
    standing = PARTS.get(plant.case, {}).get(who, Standing.NONE)
    if standing is Standing.SUBJECT and plant.case == GROUP and (
            plant.kind == "record" or (plant.kind in OF_EACH and plant.whose != who)):
        return False
    assigned = who == CLERK if plant.kind == "summary" else (
        ORGANISERS.get(plant.case) == who or standing in {Standing.TALKER, Standing.RECORDER})
    flags = {"unsigned"} | (set() if plant.case in UNTOLD else {"served"})
    lies = lies_of_grants(actor, ABOVE_OF[unit], BEGINNING)
    return bool(allowed(actor, action, standing=standing, lies=lies, assigned=assigned, flags=flags).alone & fields)


def planted_in(answer: TestResponse) -> tuple[set[int], list[str]]:
    """The numbers of the planted texts in an answer, and whatever else gives something away: secrets of a lead."""
    found, other = set[int](), list[str]()
    for one in pieces_of(answer):
        data = one.encode("utf-8", "surrogatepass")
        numbers = {int(number) for number in _MARK.findall(one)}
        found |= numbers
        other += spilt(data)
        if not numbers:
            other += [f"a planted text as {how}" for how, written in _WAYS if written in data]
    return found, other


def pieces_of(answer: TestResponse) -> Iterator[str]:
    """Everything an answer says: its headers, its cookies unpacked, its page, or every part of its document."""
    for name, value in answer.headers.items():
        yield f"{name}: {unquote_plus(value)}"
        if name == "Set-Cookie":
            yield unpacked(value)
    body = answer.get_data()
    if body[:2] == b"PK":
        yield "\n".join(texts_of(body))
    else:
        written = body.decode("utf-8", "replace")
        yield unescape(written) if "&" in written else written


def unpacked(cookie: str) -> str:
    """What a session cookie says: it is signed, and hidden from nobody."""
    value = cookie.partition("=")[2].partition(";")[0]
    compressed = value.startswith(".")
    payload = value.lstrip(".").partition(".")[0]
    try:
        data = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return str(json.loads(zlib.decompress(data) if compressed else data))
    except ValueError:
        return ""


# The office


class OnePassword:
    """Hashes nothing: everybody's password is the same."""

    def hash(self, password: str) -> str:
        return f"hash of {len(password)} characters"

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name for it
        if password != PASSWORD:
            raise VerifyMismatchError(hash)
        return True


class PlantedShell(Shell):
    """The pages as they are, whose passwords cost nothing."""

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.records, hasher=OnePassword())


@define(slots=False)
class Planted:
    """The office with its pages, what is planted in it, and what can be asked for in it."""

    office: Office
    plants: list[Plant] = field(factory=list)
    cases: dict[str, Done] = field(factory=dict)
    leads: dict[str, str] = field(factory=dict)

    @property
    def records(self) -> Engine:
        return self.office.records

    @cached_property
    def shell(self) -> PlantedShell:
        return PlantedShell(records=self.records, plugins=plugins(), now=lambda: self.office.moment,
                            secret=b"s" * 32, keys=KEYS)

    @cached_property
    def app(self) -> Flask:
        return create_app(self.shell)

    def actor(self, who: str) -> Actor:
        return OUTSIDER if who == NOBODY else self.office.actors[who]

    def client(self, who: str) -> FlaskClient:
        """Somebody in front of the pages, signed in."""
        client = self.app.test_client()
        if who != NOBODY:
            token = self.shell.accounts.sign_in(sign_in_of(who), PASSWORD, at=self.office.moment).token
            with client.session_transaction() as session:
                session[TOKEN] = token
        return client

    def plant(self, kind: str, case: str, whose: str = "") -> str:
        """A text nobody could mistake, that is put down as planted."""
        self.plants.append(Plant(kind, case, whose))
        return f"{PREFIX}{len(self.plants):03}号凤凰台上忆吹箫{case}"

    def plant_of(self, number: int) -> Plant:
        return self.plants[number - 1]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with reading(self.records) as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def references(self, table: str, key: str = "reference") -> dict[str, str]:
        """The references in a table, by another of its columns."""
        return {str(row[0]): str(row[1]) for row in self.rows(f"SELECT {key}, reference FROM {table} ORDER BY id")}  # noqa: S608 - of this module


def sign_in_of(who: str) -> str:
    """The name somebody signs in by."""
    number = list(NAMES).index(who) + 1 if who in NAMES else 0
    return f"user{number}" if number else who.casefold()


@contextmanager
def built(folder: Path) -> Iterator[tuple[Planted, Planted, Planted]]:
    """The office three times: with both silent cases, without the second, and without either."""
    files = [folder / name for name in ("whole.db", "without one.db", "without both.db")]
    with office_over(f"sqlite:///{files[0]}") as office:
        planted = Planted(office)
        _people(planted)
        _city_cases(planted)
        _county_case(planted)
        without_both = _copy(planted, files[2])
        _silent(planted, SILENT, DEPUTY)
        without_one = _copy(planted, files[1])
        _silent(planted, SILENT_TOO, SECRETARY)
        try:
            yield planted, without_one, without_both
        finally:
            without_one.records.dispose()
            without_both.records.dispose()


def _copy(planted: Planted, file: Path) -> Planted:
    """The office as it stands, over a copy of its database."""
    with writing(planted.records) as connection:
        connection.execute(text("SELECT 1"))
        shutil.copyfile(str(planted.records.url.database), file) if False else None  # noqa: B018
    with planted.records.connect() as connection:
        connection.exec_driver_sql(f"VACUUM INTO '{file}'")
    office = Office(open_database(f"sqlite:///{file}", make=False), planted.office.moment, planted.office.actors)
    return Planted(office, planted.plants, dict(planted.cases), dict(planted.leads))


def _people(planted: Planted) -> None:
    """Everybody's account and grants; the county's own scheme."""
    records, accounts, since = planted.records, planted.shell.accounts, START.date()
    with writing(records) as connection:
        store(connection, ROSTER)
        for who in (*MORE, SYSTEM, SECURITY, AUDIT):
            add_account(connection, sign_in=sign_in_of(who), name=CADRES.get(who, who), must_change=False, made_at=START,
                        cadre=who if who in CADRES else "", password="-")  # noqa: S106 - see OnePassword
        references = {one.sign_in: one.reference for one in every_account(connection)}
    for who, granted in GRANTS.items():
        for role, unit in ((granted,) if isinstance(granted[0], Role) else granted):
            accounts.grant(references[sign_in_of(who)], role, unit, since=since, until=date(2036, 1, 1), by=None,
                           paper="授权决定", at=START)
    governance = Governance(records, plugins())
    scheme = governance.propose("X", "lianyungang", since=date(2026, 1, 1), live_on=date(2026, 1, 1), readings={},
                                paper="东委办〔2025〕1号", by=None, at=START)
    governance.approve(scheme, by=None, at=START)
    planted.office.actors |= {who: accounts.sign_in(sign_in_of(who), PASSWORD, at=START).actor for who in PEOPLE}
