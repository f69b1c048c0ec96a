"""Every act there is, sent by those who may not do it; and a database as a few numbers, to see it unchanged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from flask.testing import FlaskClient
from planted_addresses import RANDOM, references
from planted_answers import ELSEWHERE, ENTERING, HIDDEN, PROPOSING, READERS
from planted_office_acts import (
    denied_administration,
    denied_collections,
    denied_handovers,
    denied_inspections,
    denied_moves,
    denied_old_ledgers,
    denied_papers,
    denied_plans,
    denied_reorganisations,
    denied_rosters,
    denied_upward_reports,
    denied_views,
)
from planted_people import CASES, CLERK, GRANTS, HEARING, LEADS, OTHER
from planted_sent import UNFIT, Sent, status_for
from planted_shell import Planted
from planted_texts import rights
from werkzeug.test import TestResponse

from yuetan.access.actor import Role
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.casework.interviews.rights import ACTIONS

CODES = {**ACTIONS, **{code: act.action for code, act in OTHER_ACTS.items()},
         "rectification_report": "statement.write", "notice": "statement.write", "summary": "statement.write"}
"""What the policy calls each act in an interview; a paper is handed in by whose statement it is."""

DOING = ("ask", "agree", "read", "confirm", "propose_closing", "close", "clear", "none")
LOGGED = ("read_log", "sign_in_session")
"""What even a refusal is written into."""


def denied(planted: Planted, who: str) -> Iterator[Sent]:
    """Everything that somebody may not do, in every case and with every lead."""
    for case in CASES:
        yield from denied_in(planted, who, case)
    yield from denied_leads(planted, who)
    yield from denied_entries(who)
    yield from denied_proposals(planted, who)
    yield from denied_reports(planted, who)
    yield from denied_upward_reports(planted, who)
    yield from denied_appeals(planted, who)
    yield from denied_decisions(planted, who)
    yield from denied_occurrences(planted, who)
    yield from denied_closings(planted, who)
    yield from denied_moves(planted, who)
    yield from denied_readings(who)
    yield from denied_collections(planted, who)
    yield from denied_plans(planted, who)
    yield from denied_tests(planted, who)
    yield from denied_old_ledgers(who)
    yield from denied_rosters(who)
    yield from denied_views(who)
    yield from denied_papers(who)
    yield from denied_administration(planted, who)
    yield from denied_inspections(planted, who)
    yield from denied_handovers(planted, who)
    yield from denied_reorganisations(planted, who)
    yield from nothing_told(who)
    yield Sent(f"/drafts/{RANDOM}", {}, frozenset({status_for(who, HIDDEN)}))


def nothing_told(who: str) -> Iterator[Sent]:
    """What everybody may do about his own reminders, where it comes to nothing."""
    for path, fields, status in (("/reminders", {"one": "none"}, ELSEWHERE), ("/account/mail", {"mail": "none"}, UNFIT),
                                 ("/account/calendar", {"do": "revoke"}, ELSEWHERE)):
        yield Sent(path, fields, frozenset({status_for(who, status)}))


def denied_in(planted: Planted, who: str, case: str) -> Iterator[Sent]:
    """The acts in one interview that the matrix does not give him; all, where he may not know of it."""
    done, known = planted.cases[case], who in READERS[case]
    version = str(done.version)
    for code, action in CODES.items():
        if known and "act" in rights(who, planted.actor(who), action, case).fields:
            continue
        fields = {"code": code, "version": version, "token": f"{who} {case} {code}", "field.reason": "另有安排",
                  "field.statement": "不同意", "field.opinion": "可", "field.cadre": CLERK}
        yield Sent(f"/interviews/{done.case}", fields, frozenset({status_for(who, UNFIT if known else HIDDEN)}))
    yield Sent(f"/interviews/{RANDOM}", {"code": "held", "version": version}, frozenset({status_for(who, HIDDEN)}))


def denied_leads(planted: Planted, who: str) -> Iterator[Sent]:
    """Every act about a lead, by whoever does not handle it; its own handler may not open it alone."""
    for case in LEADS:
        for do in DOING if who != CLERK else ("agree", "read", "close", "clear", "none"):
            fields = {"do": do, "part": "source", "reason": "核实", "opening": RANDOM, "note": "同意",
                      "statement": "经核实", "field.whose": "本人", "field.found_in": "信访举报",
                      "field.problem": "问题"}
            statuses = {HIDDEN, ELSEWHERE, UNFIT} if who == CLERK or do == "close" else {HIDDEN}
            for one in (planted.leads[case], RANDOM):
                yield Sent(f"/leads/{one}", fields, frozenset({status_for(who, status) for status in statuses}))


def denied_entries(who: str) -> Iterator[Sent]:
    """Leads that somebody may not enter: of himself, or for an organ in which he is granted nothing."""
    organ = who in ENTERING and ("J" in {unit for _, unit in GRANTS[who]})
    if not organ or who in LEADS.values():
        fields = {"about": who if organ else OTHER, "unit": "J", "received_on": "2026-03-02", "channel": "来信",
                  "summary": "反映其打招呼", "handlers": who if organ else OTHER, "material": "经过"}
        statuses = {HIDDEN, UNFIT} if who in ENTERING else {HIDDEN}
        yield Sent("/leads/new", fields, frozenset({status_for(who, status) for status in statuses}))


def denied_proposals(planted: Planted, who: str) -> Iterator[Sent]:
    """Proposals that rest on a lead he does not handle, or that he may not make at all."""
    if who == CLERK:
        return
    for case, cadre in LEADS.items():
        for lead in (planted.leads[case], RANDOM):
            fields = {"kind": "lianyungang:warning", "cadre": cadre, "interviewer": "J004", "lead": lead,
                      "do": "propose", "token": f"{who} {case} {lead}", "reason": "工作需要"}
            refused = {HIDDEN, UNFIT} if cadre == who else {HIDDEN}
            statuses = refused if who in PROPOSING else {ELSEWHERE}
            yield Sent("/interviews/new", fields, frozenset({status_for(who, status) for status in statuses}))


def denied_reports(planted: Planted, who: str) -> Iterator[Sent]:
    """Reports of units he does not report for."""
    fields = {"field.talks": "3", "field.by_kind": "日常约谈", "token": f"{who} report"}
    for code, one in (references(planted, "unit", "code") | {"": RANDOM}).items():
        if not code or not rights(who, planted.actor(who), "report.make", code):
            path = f"/owed/{one}/lianyungang/2015-02-04/half_year_summary/2026H1"
            yield Sent(path, fields, frozenset({status_for(who, HIDDEN)}))


def denied_appeals(planted: Planted, who: str) -> Iterator[Sent]:
    """Appeals against interviews that were not his or not told him, and decisions of those who do not decide."""
    for case in CASES:
        if not rights(who, planted.actor(who), "appeal.lodge", case):
            path = f"/interviews/{planted.cases[case].case}/appeals"
            yield Sent(path, {"statement": "不服"}, frozenset({status_for(who, HIDDEN)}))
    for one in (*references(planted, "appeal", "id").values(), RANDOM):
        if one == RANDOM or who not in HEARING:
            yield Sent(f"/appeals/{one}", {"statement": "驳回", "upheld": "no"}, frozenset({status_for(who, HIDDEN)}))


def denied_tests(planted: Planted, who: str) -> Iterator[Sent]:
    """Tests of interviews that ask for none."""
    for done in planted.cases.values():
        for tail in ("test", "tests", "tests/paper"):
            fields = {"do": "begin", "cadre": OTHER, "on": "2026-03-02", "paper": "试卷", "token": f"{who} {tail}"}
            yield Sent(f"/interviews/{done.case}/{tail}", fields, frozenset({status_for(who, HIDDEN)}))


def denied_readings(who: str) -> Iterator[Sent]:
    """Looks into the leads of units below, asked for, agreed to and taken by nobody."""
    for do in ("ask", "agree", "look"):
        fields = {"do": do, "unit": RANDOM, "reading": f"{RANDOM}.1", "reason": "督查", "note": "同意"}
        yield Sent("/leads/below", fields, frozenset({status_for(who, HIDDEN)}))


def denied_decisions(planted: Planted, who: str) -> Iterator[Sent]:
    """Decisions of competent bodies, recorded by whoever is of no discipline organ, or about nobody he may look up."""
    fields = {"sort": "sanctioned", "number": "1号", "body": "纪委", "on": "2026-03-01", "token": f"{who} decision"}
    organ = Role.DISCIPLINE in planted.actor(who).roles()
    people = () if organ else references(planted, "cadre", "staff_number").values()
    for one in (*people, RANDOM):
        yield Sent(f"/cadres/{one}/decisions", fields, frozenset({status_for(who, HIDDEN)}))


def denied_occurrences(planted: Planted, who: str) -> Iterator[Sent]:
    """What happened outside interviews, recorded by whoever is of no office, or where nothing of the sort is found."""
    fields = {"regulation": "lianyungang", "code": "appointment_decided", "number": "1号", "token": f"{who} occurrence"}
    office = planted.actor(who).roles() & {Role.CLERK, Role.DISCIPLINE}
    people = () if office else references(planted, "cadre", "staff_number").values()
    units = references(planted, "unit", "code").values()  # nothing is recorded so about units under this regulation
    for path in (*(f"/cadres/{one}/occurrences" for one in (*people, RANDOM)),
                 *(f"/units/{one}{more}" for one in (*units, RANDOM) for more in ("", "/reports"))):
        yield Sent(path, fields, frozenset({status_for(who, HIDDEN)}))


def denied_closings(planted: Planted, who: str) -> Iterator[Sent]:
    """What is owed closed by whoever may not know of it, or of what is met by no act of this sort."""
    unit = references(planted, "unit", "code").get("E", RANDOM)
    for subject in (RANDOM, *(() if planted.actor(who).roles() else (unit,))):
        yield Sent(f"/closings/{subject}/lianyungang/2015-02-04/own_scheme/standing",
                   {"reason": "不再要求", "token": f"{who} closing"}, frozenset({status_for(who, HIDDEN)}))


def send(client: FlaskClient, one: Sent, proof: str) -> TestResponse:
    """Send a form with the proof that it was opened here; what the next page would say of it is not left behind."""
    answer = client.post(one.path, data=one.fields | {"csrf_token": proof})
    if answer.status_code == ELSEWHERE:
        client.get("/account")
    return answer


def proof_of(client: FlaskClient) -> str:
    """What forms of a session prove themselves with."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in", follow_redirects=True).text)
    return found[1] if found else ""


def state(planted: Planted) -> dict[str, str]:
    """What stands in every table, as one number each."""
    tables = [str(row[0]) for row in planted.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {table: hashlib.sha256(repr(planted.rows(f"SELECT * FROM {table}")).encode()).hexdigest()  # noqa: S608 - as it is called
            for table in tables if table not in LOGGED}
