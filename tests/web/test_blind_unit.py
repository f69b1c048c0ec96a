"""A case about somebody who acts for a unit, seen from that unit: every route answers as if there were none."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "core"))

import pytest
from attrs import frozen
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER
from page_office import House, house_in
from planted_acts import proof_of
from planted_addresses import plain
from sqlalchemy import text

from yuetan.access.actor import Actor, Role
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.decisions import Decision
from yuetan.casework.leads import Received, Source
from yuetan.casework.plans import Line, NewPlan
from yuetan_web.own_pages import routes_of
from yuetan_web.signing import TOKEN

GRANTS = {BUREAU: (Role.CLERK, "E"), DIRECTOR: (Role.HEAD, "E"), OTHER: (Role.DISCIPLINE, "E")}
ADMINISTRATORS = {"audit": Role.AUDIT, "security": Role.SECURITY}
NOTICE = {"topic": "公务接待", "date": "2026-03-16", "time": "09:30", "place": "谈话室"}
RECORD = dict.fromkeys(("topic", "reason", "account", "explanation", "measures"), "已谈")
REPORT = dict.fromkeys(("problem", "measures", "results"), "已改")
STAGES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("consulted", CLERK, "2026-03-02", {}), ("notified", CLERK, "2026-03-09", NOTICE),
          ("held", CLERK, "2026-03-16", {}), ("recorded", RECORDER, "2026-03-16", RECORD),
          ("rectification_report", DIRECTOR, "2026-03-20", REPORT))
BLIND = (BUREAU, OTHER, "system", "audit")
TABLES = ("interview", "lead", "plan", "appeal", "submission")


@frozen
class Pair:
    """The same office without a case and with one, and the references that the case brought."""

    without: House
    with_it: House
    secret: tuple[tuple[str, str], ...]  # the table each stands in, and what it is called


def rows(house: House, query: str) -> list[str]:
    with house.records.connect() as connection:
        return [str(row[0]) for row in connection.execute(text(query))]


def actor(house: House, who: str) -> Actor:
    visitor = house.visitor(who)
    with visitor.client.session_transaction() as session:
        token = session[TOKEN]
    signed_in = house.shell.accounts.actor_of(token, at=house.moment)
    assert signed_in is not None
    return signed_in.actor


def granted(house: House) -> None:
    accounts = house.shell.accounts
    for name, role in ADMINISTRATORS.items():
        house.account(name, "", (role, ""))
    for who, (role, unit) in GRANTS.items():
        view = accounts.named(who.lower())
        assert view is not None
        accounts.grant(view.reference, role, unit, since=house.moment.date(), until=date(2036, 1, 1), by=None,
                       paper="授权决定", at=house.moment)


def a_case(house: House) -> Done:
    """A lead about the head of the bureau with its finding, the talk it led to, and a decision about him."""
    clerk, casework = actor(house, CLERK), house.shell.casework
    lead = house.shell.leads.enter(clerk, Received(
        about=DIRECTOR, unit="J", received_on=date(2026, 3, 1), channel="来信", summary="反映公务接待超标",
        handlers=(CLERK,), source=Source(name="某甲"), material="接待超标准的经过"), at=house.moment)
    house.shell.leads.confirm(clerk, lead, {"whose": "本人", "found_in": "信访举报", "problem": "超标准接待"},
                              at=house.moment)
    done = casework.propose(clerk, Proposal(
        regulation="lianyungang", kind="warning", interviewees=(DIRECTOR,), interviewers=(DEPUTY,), recorder=RECORDER,
        topic="公务接待", grounds=("4.3",), lead=lead, planned=date(2026, 3, 16)), token="propose")  # noqa: S106 - of a request
    casework.record_decision(clerk, Decision(cadre=DIRECTOR, sort="sanctioned", number="处〔2026〕1号", body="市纪委",
                                             on=date(2026, 3, 1)), token="decide")  # noqa: S106
    plan = house.shell.plans.make(clerk, NewPlan(
        regulation="lianyungang", unit="J", title="二季度", since=date(2026, 3, 2), until=date(2026, 6, 30)),
        token="plan")  # noqa: S106
    house.shell.plans.add(clerk, plan, Line(cadre=DIRECTOR, kind="revisit"), version=1, token="line")  # noqa: S106
    for code, by, on, fields in STAGES:
        house.moment = house.moment.replace(month=int(on[5:7]), day=int(on[8:]))
        house.visitors.clear()
        addressee = "interviewee" if code == "notified" else ""
        done = casework.take(actor(house, by), done.case, Taken(
            code=code, version=done.version, fields=fields, addressee=addressee), token=code)
    return done


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    base, one, other = (tmp_path_factory.mktemp(name) for name in ("base", "without", "with"))
    with house_in(base) as house:
        granted(house)
        file = Path(str(house.records.url.database))
    with house_in(one, copied=file) as without, house_in(other, copied=file) as with_it:
        a_case(with_it)
        secret = [(table, name) for table in TABLES for name in rows(with_it, f"SELECT reference FROM {table}")]  # noqa: S608 - names of this module
        for house in (without, with_it):
            house.on("2026-03-23")
        yield Pair(without, with_it, tuple(secret))


NOT_WALKED = {"static", "signing.sign_in", "signing.sign_out", "signing.change_password"}


def addresses(pair: Pair, method: str = "GET") -> Iterator[str]:
    """Every rule there is, about him, about his unit, about what the case brought, and about nothing there is."""
    unit = rows(pair.without, "SELECT reference FROM unit WHERE code = 'E'")[0]
    for rule in pair.without.app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint not in NOT_WALKED:
            about = [one for part, one in {"/cadres/": him(pair.without), "/units/": unit}.items() if part in rule.rule]
            yield from (filled(rule.rule, one) for one in (
                (*about, *secret_of(pair, rule.rule)) if rule.arguments else ("",)))


def secret_of(pair: Pair, rule: str) -> Iterator[str]:
    """What the case brought of the sort that a rule is for; of any other sort, the talk, as of nothing there is."""
    found = [name for table, name in pair.secret if f"/{table}s/" in rule]
    yield from found or [name for table, name in pair.secret if table == "interview"]


def filled(rule: str, about: str) -> str:
    """The address of a rule about something: what else it asks for is a regulation, or the number of a paper."""
    first = re.sub("<[^>]*reference>", about, rule) if "reference>" in rule else re.sub("<[^>]*>", about, rule, count=1)
    return re.sub("<[^>]*>", "lianyungang", re.sub("<which>", "1", first))


def him(house: House) -> str:
    return rows(house, f"SELECT reference FROM cadre WHERE staff_number = '{DIRECTOR}'")[0]  # noqa: S608 - a name of this module


def asking(pair: Pair) -> Iterator[str]:
    """Lists narrowed in every way that might bring it out, and what is owed because of it."""
    for name in ("周志强", DIRECTOR):
        yield from (f"{path}?name={name}" for path in ("/", "/interviews", "/cadres", "/units", "/interviews/new"))
    yield from (f"/?{query}" for query in (
        *(f"status={status}" for status in ("done", "late", "overdue", "waiting", "open")), "month=2026-03",
        "duty=rectification_report", "duty=annual_talk"))
    yield from (f"/interviews?state={state}" for state in ("running", "ended", "held", "recorded", "notified"))
    yield from (f"/interviews?after={one}" for one in secret_of(pair, "/interviews/"))
    called, columns = him(pair.with_it), ("subject", "regulation", "edition", "duty", "cause")
    mine = f"SELECT id FROM cadre WHERE staff_number = '{DIRECTOR}'"  # noqa: S608 - a name of this module
    for one in rows(pair.with_it, f"SELECT {' || chr(10) || '.join(columns)} FROM obligation WHERE cadre_id = ({mine})"  # noqa: S608
                    .replace("chr(10)", "char(10)")):
        subject, *rest = one.split("\n")
        yield "/".join(("/owed", called if subject == DIRECTOR else subject, *rest))


def differing(pair: Pair, who: str, asked: Sequence[str]) -> list[str]:
    one, other = pair.without.visitor(who).client, pair.with_it.visitor(who).client
    return [path for path in asked if plain(one.get(path)) != plain(other.get(path))]


@pytest.mark.parametrize("who", BLIND)
def test_every_page_is_the_same_with_the_case_and_without(pair: Pair, who: str) -> None:
    place, stride = BLIND.index(who), 1 if who == BUREAU else len(BLIND) - 1
    asked = list(dict.fromkeys((*addresses(pair), *asking(pair))))[place % stride::stride]
    endpoints = {rule.endpoint for rule in pair.without.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert endpoints <= set(routes_of(pair.without.app))
    assert len(asked) * stride > len(endpoints)
    assert differing(pair, who, asked) == []


def test_whoever_works_on_it_does_see_a_difference(pair: Pair) -> None:
    found = differing(pair, CLERK, ["/", "/interviews", "/leads", "/plans"])
    assert found == ["/", "/interviews", "/leads", "/plans"]


def test_every_form_is_answered_the_same_with_the_case_and_without(pair: Pair) -> None:
    found, who = list[str](), BUREAU
    visitors = [house.visitor(who).client for house in (pair.without, pair.with_it)]
    proofs = [proof_of(visitor) for visitor in visitors]
    hers = {"kind": "lianyungang:routine", "cadre": DIRECTOR, "planned": "2026-04-01", "interviewer": DEPUTY,
            "do": "propose", "regulation": "lianyungang", "unit": "E", "about": DIRECTOR, "version": "1",
            "received_on": "2026-03-20", "channel": "来信", "summary": "反映接待", "handlers": OTHER,
            "sort": "sanctioned", "number": "1号", "body": "纪委", "on": "2026-03-20", "title": "计划",
            "since": "2026-04-01", "until": "2026-06-30", "code": "held"}
    for number, path in enumerate(dict.fromkeys(addresses(pair, "POST"))):
        answers = list[object]()
        for visitor, proof in zip(visitors, proofs, strict=True):
            sent = hers | {"csrf_token": proof, "token": f"{who} {number}"}
            status, body, headers = plain(visitor.post(path, data=sent))
            made = tuple((name, re.sub(r"[\w-]{22}", "", value)) for name, value in headers if name != "Content-Length")
            answers.append((status, re.sub(r"[\w-]{22}", "", body), made))
        found += [path] if answers[0] != answers[1] else []
    assert found == []
