"""Every act there is, sent by those who may not do it; and a database as a few numbers, to see it unchanged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from attrs import frozen
from flask.testing import FlaskClient
from planted_addresses import RANDOM, references
from planted_answers import ELSEWHERE, ENTERING, HIDDEN, PROPOSING, READERS
from planted_people import AUDIT, CASES, CLERK, GRANTS, HEARING, LEADS, NOBODY, OFFICER, OTHER, PLAIN
from planted_shell import Planted
from planted_texts import rights
from werkzeug.test import TestResponse

from yuetan.access.actor import Role
from yuetan.casework.interviews.other_acts import OTHER_ACTS
from yuetan.casework.interviews.rights import ACTIONS

UNFIT = 422
CODES = {**ACTIONS, **{code: act.action for code, act in OTHER_ACTS.items()},
         "rectification_report": "statement.write", "notice": "statement.write", "summary": "statement.write"}
"""What the policy calls each act in an interview; a paper is handed in by whose statement it is."""

DOING = ("ask", "agree", "read", "confirm", "propose_closing", "close", "clear", "none")
LOGGED = ("read_log", "sign_in_session")
"""What even a refusal is written into."""


@frozen
class Sent:
    """A form that is sent by somebody who may not: where to, what, and how it may be answered."""

    path: str
    fields: dict[str, str]
    statuses: frozenset[int]


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
    yield Sent(f"/drafts/{RANDOM}", {}, frozenset({_status(who, HIDDEN)}))


def nothing_told(who: str) -> Iterator[Sent]:
    """What everybody may do about his own reminders, where it comes to nothing."""
    for path, fields, status in (("/reminders", {"one": "none"}, ELSEWHERE), ("/account/mail", {"mail": "none"}, UNFIT),
                                 ("/account/calendar", {"do": "revoke"}, ELSEWHERE)):
        yield Sent(path, fields, frozenset({_status(who, status)}))


def denied_in(planted: Planted, who: str, case: str) -> Iterator[Sent]:
    """The acts in one interview that the matrix does not give him; all, where he may not know of it."""
    done, known = planted.cases[case], who in READERS[case]
    version = str(done.version)
    for code, action in CODES.items():
        if known and "act" in rights(who, planted.actor(who), action, case).fields:
            continue
        fields = {"code": code, "version": version, "token": f"{who} {case} {code}", "field.reason": "另有安排",
                  "field.statement": "不同意", "field.opinion": "可", "field.cadre": CLERK}
        yield Sent(f"/interviews/{done.case}", fields, frozenset({_status(who, UNFIT if known else HIDDEN)}))
    yield Sent(f"/interviews/{RANDOM}", {"code": "held", "version": version}, frozenset({_status(who, HIDDEN)}))


def denied_leads(planted: Planted, who: str) -> Iterator[Sent]:
    """Every act about a lead, by whoever does not handle it; its own handler may not open it alone."""
    for case in LEADS:
        for do in DOING if who != CLERK else ("agree", "read", "close", "clear", "none"):
            fields = {"do": do, "part": "source", "reason": "核实", "opening": RANDOM, "note": "同意",
                      "statement": "经核实", "field.whose": "本人", "field.found_in": "信访举报",
                      "field.problem": "问题"}
            statuses = {HIDDEN, ELSEWHERE, UNFIT} if who == CLERK or do == "close" else {HIDDEN}
            for one in (planted.leads[case], RANDOM):
                yield Sent(f"/leads/{one}", fields, frozenset({_status(who, status) for status in statuses}))


def denied_entries(who: str) -> Iterator[Sent]:
    """Leads that somebody may not enter: of himself, or for an organ in which he is granted nothing."""
    organ = who in ENTERING and ("J" in {unit for _, unit in GRANTS[who]})
    if not organ or who in LEADS.values():
        fields = {"about": who if organ else OTHER, "unit": "J", "received_on": "2026-03-02", "channel": "来信",
                  "summary": "反映其打招呼", "handlers": who if organ else OTHER, "material": "经过"}
        statuses = {HIDDEN, UNFIT} if who in ENTERING else {HIDDEN}
        yield Sent("/leads/new", fields, frozenset({_status(who, status) for status in statuses}))


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
            yield Sent("/interviews/new", fields, frozenset({_status(who, status) for status in statuses}))


def denied_reports(planted: Planted, who: str) -> Iterator[Sent]:
    """Reports of units he does not report for."""
    fields = {"field.talks": "3", "field.by_kind": "日常约谈", "token": f"{who} report"}
    for code, one in (references(planted, "unit", "code") | {"": RANDOM}).items():
        if not code or not rights(who, planted.actor(who), "report.make", code):
            path = f"/owed/{one}/lianyungang/2015-02-04/half_year_summary/2026H1"
            yield Sent(path, fields, frozenset({_status(who, HIDDEN)}))


def denied_upward_reports(planted: Planted, who: str) -> Iterator[Sent]:
    """Drafts for units he does not report for, and acts on a report that are not his."""
    new = {"regulation": "lianyungang", "duty": "half_year_summary", "cause": "2026H1", "token": f"{who} draft"}
    for code in (*references(planted, "unit", "code"), "none"):
        if code == "none" or not rights(who, planted.actor(who), "report.make", code):
            yield Sent("/reports", new | {"unit": code}, frozenset({_status(who, HIDDEN)}))
    for do, action, of in (("write", "report.make", "E"), ("review", "report.approve", "E"),
                           ("decline", "report.approve", "E"), ("send", "report.send", "E"),
                           ("receive", "report.receive", "J"), ("return", "report.receive", "J")):
        for one in (*references(planted, "upward_report", "id").values(), RANDOM):
            if one == RANDOM or not rights(who, planted.actor(who), action, of):
                fields = {"do": do, "version": "4", "reason": "不行", "token": f"{who} {do}"}
                yield Sent(f"/reports/{one}", fields, frozenset({_status(who, HIDDEN)}))


def denied_appeals(planted: Planted, who: str) -> Iterator[Sent]:
    """Appeals against interviews that were not his or not told him, and decisions of those who do not decide."""
    for case in CASES:
        if not rights(who, planted.actor(who), "appeal.lodge", case):
            path = f"/interviews/{planted.cases[case].case}/appeals"
            yield Sent(path, {"statement": "不服"}, frozenset({_status(who, HIDDEN)}))
    for one in (*references(planted, "appeal", "id").values(), RANDOM):
        if one == RANDOM or who not in HEARING:
            yield Sent(f"/appeals/{one}", {"statement": "驳回", "upheld": "no"}, frozenset({_status(who, HIDDEN)}))


def denied_collections(planted: Planted, who: str) -> Iterator[Sent]:
    """Entries of collections that no unit keeps."""
    for unit in (*references(planted, "unit", "code").values(), RANDOM):
        for tail in ("", "/workbook", f"/entries/{RANDOM}"):
            fields = {"do": "add", "field.question": "问", "field.answer": "对", "version": "1", "token": who}
            yield Sent(f"/collections/monthly_talks/questions/{unit}{tail}", fields,
                       frozenset({_status(who, HIDDEN)}))


def denied_plans(planted: Planted, who: str) -> Iterator[Sent]:
    """Plans, made or changed by whoever keeps none."""
    keeps = planted.actor(who).roles() & {Role.CLERK, Role.DISCIPLINE, Role.HEAD}
    new = {"title": "计划", "unit": RANDOM if keeps else "J", "regulation": "lianyungang", "since": "2026-04-01",
           "until": "2026-06-30", "token": f"{who} plan"}
    yield Sent("/plans", new, frozenset({_status(who, HIDDEN)}))
    for one in (RANDOM, *(() if keeps else references(planted, "plan", "id").values())):
        for do in ("add", "fill", "drop", "submit", "approve", "return", "withdraw"):
            yield Sent(f"/plans/{one}", {"do": do, "version": "1", "reason": "不妥", "token": f"{who} {do}"},
                       frozenset({_status(who, HIDDEN)}))


def denied_reorganisations(planted: Planted, who: str) -> Iterator[Sent]:
    """Units changed by whoever does not work for them, or is not above them."""
    clerk = Role.CLERK in planted.actor(who).roles()
    new = {"sort": "rename", "units": "C", "name": "新名", "since": "2026-04-01", "paper": "1号", "do": "propose",
           "token": f"{who} units"}
    yield Sent("/reorganisations/new", new, frozenset({_status(who, HIDDEN)} | ({UNFIT} if clerk else set())))
    for one in (RANDOM, *references(planted, "reorganisation", "id").values()):
        for do in ("confirm", "return", "withdraw"):
            yield Sent(f"/reorganisations/{one}", {"do": do, "note": "不妥", "mark": "0" * 64, "token": f"{who} {do}"},
                       frozenset({_status(who, HIDDEN)}))


def denied_tests(planted: Planted, who: str) -> Iterator[Sent]:
    """Tests of interviews that ask for none."""
    for done in planted.cases.values():
        for tail in ("test", "tests", "tests/paper"):
            fields = {"do": "begin", "cadre": OTHER, "on": "2026-03-02", "paper": "试卷", "token": f"{who} {tail}"}
            yield Sent(f"/interviews/{done.case}/{tail}", fields, frozenset({_status(who, HIDDEN)}))


def denied_handovers(planted: Planted, who: str) -> Iterator[Sent]:
    """Hand-overs and proxies, in no unit of his and about nothing there is."""
    roles, unit = planted.actor(who).roles(), {True: RANDOM, False: "J"}
    made = {"leaver": PLAIN, "receiver": OFFICER, "leaves_on": "2026-04-01", "token": f"{who} hands over",
            "unit": unit[bool(roles & {Role.CLERK, Role.DISCIPLINE, Role.HEAD})]}
    stands_in = {"principal": PLAIN, "proxy": OFFICER, "role": "clerk", "unit": unit[Role.HEAD in roles],
                 "since": "2026-04-01", "until": "2026-04-05", "paper": "决定", "reason": "休假",
                 "token": f"{who} proxy"}
    for path, fields in (("/handovers", made), (f"/interviews/{RANDOM}/outward", made),
                         ("/proxies", stands_in), (f"/proxies/{RANDOM}/end", stands_in),
                         *((f"/handovers/{RANDOM}", made | {"do": do, "version": "1"}) for do in (
                             "sign", "renew", "withdraw", "none"))):
        yield Sent(path, fields, frozenset({_status(who, HIDDEN)}))


def denied_old_ledgers(who: str) -> Iterator[Sent]:
    """Ledgers that are not there, and files that are none."""
    for do in ("apply", "discard", "undo"):
        yield Sent(f"/old-ledgers/{RANDOM}", {"do": do, "reason": "导错了", "token": f"{who} {do}"},
                   frozenset({_status(who, HIDDEN)}))
    yield Sent("/old-ledgers", {"do": "read", "unit": "C"}, frozenset({_status(who, HIDDEN), _status(who, UNFIT)}))


def denied_administration(planted: Planted, who: str) -> Iterator[Sent]:
    """What administrators and heads do, sent by others, or by them without what it takes."""
    roles = {role.value for role in planted.actor(who).roles()}
    for path, by in (("/accounts", {"system"}), ("/days-off", {"system"}), ("/grants/new", {"security"}),
                     ("/grants/ask", {"head"}), ("/backup", {"system"}), ("/governance/new", {"clerk", "discipline"}),
                     (f"/grants/{RANDOM}", {"head", "superior", "security"})):
        yield Sent(path, {"do": "agree"}, frozenset({_status(who, UNFIT if roles & by else HIDDEN)}))
    for path in (f"/accounts/{RANDOM}", f"/joint-acts/{RANDOM}", f"/days-off/{RANDOM}/preview",
                 f"/governance/{RANDOM}", f"/backup/{RANDOM}/check", f"/backup/{RANDOM}/file",
                 *(("/audit/file", "/audit/verify") if who != AUDIT else ()),
                 *(("/backup/deployment",) if "system" not in roles else ())):
        yield Sent(path, {"do": "agree"}, frozenset({_status(who, HIDDEN)}))


def denied_rosters(who: str) -> Iterator[Sent]:
    """Rosters that nobody brought, and files that are none."""
    for do in ("apply", "discard", "none"):
        yield Sent(f"/roster/{RANDOM}", {"do": do}, frozenset({_status(who, HIDDEN)}))
    yield Sent("/roster", {}, frozenset({_status(who, HIDDEN), _status(who, UNFIT)}))
    yield Sent("/account/tokens", {"do": "revoke", "token": RANDOM}, frozenset({_status(who, HIDDEN)}))
    yield Sent("/account/tokens", {"do": "make", "title": ""}, frozenset({_status(who, UNFIT)}))
    yield Sent("/roster/current", {}, frozenset({_status(who, HIDDEN), _status(who, 200)}))


def denied_views(who: str) -> Iterator[Sent]:
    """Views of what is no list, and those that somebody else keeps."""
    yield Sent("/views", {"page": "account", "title": "常用", "query": ""}, frozenset({_status(who, HIDDEN)}))
    yield Sent(f"/views/{RANDOM}/drop", {}, frozenset({_status(who, HIDDEN)}))


def denied_inspections(planted: Planted, who: str) -> Iterator[Sent]:
    """Talks taken out of units that somebody does not inspect, or that nobody asked for."""
    asks = {"do": "ask", "since": "2026-03-01", "until": "2026-03-31", "reason": "检查", "token": f"{who} ask"}
    roles = planted.actor(who).roles()
    unit = RANDOM if roles & {Role.DISCIPLINE, Role.SUPERIOR} else "J"
    agrees = {"do": "agree", "inspection": RANDOM, "note": "同意", "token": f"{who} agree"}
    for fields in (asks | {"unit": unit}, agrees):
        yield Sent("/inspections", fields, frozenset({_status(who, HIDDEN)}))
    yield Sent(f"/inspections/{RANDOM}/file", {}, frozenset({_status(who, HIDDEN)}))


def denied_papers(who: str) -> Iterator[Sent]:
    """Papers printed, numbers set, templates and scans brought, for units and interviews that are not there."""
    for path, fields in (
            (f"/interviews/{RANDOM}/papers/notice/print", {"sort": "pdf", "copies": "1", "given_to": "存档"}),
            ("/prints", {"do": "stem", "unit": RANDOM, "stem": "纪约"}),
            ("/prints", {"do": "void", "number": RANDOM, "reason": "印错"}), (f"/interviews/{RANDOM}/scans", {}),
            *(("/templates", {"do": do, "template": RANDOM}) for do in ("agree", "end", "none"))):
        yield Sent(path, fields, frozenset({_status(who, HIDDEN)}))


def denied_readings(who: str) -> Iterator[Sent]:
    """Looks into the leads of units below, asked for, agreed to and taken by nobody."""
    for do in ("ask", "agree", "look"):
        fields = {"do": do, "unit": RANDOM, "reading": f"{RANDOM}.1", "reason": "督查", "note": "同意"}
        yield Sent("/leads/below", fields, frozenset({_status(who, HIDDEN)}))


def denied_decisions(planted: Planted, who: str) -> Iterator[Sent]:
    """Decisions of competent bodies, recorded by whoever is of no discipline organ, or about nobody he may look up."""
    fields = {"sort": "sanctioned", "number": "1号", "body": "纪委", "on": "2026-03-01", "token": f"{who} decision"}
    organ = Role.DISCIPLINE in planted.actor(who).roles()
    people = () if organ else references(planted, "cadre", "staff_number").values()
    for one in (*people, RANDOM):
        yield Sent(f"/cadres/{one}/decisions", fields, frozenset({_status(who, HIDDEN)}))


def denied_occurrences(planted: Planted, who: str) -> Iterator[Sent]:
    """What happened outside interviews, recorded by whoever is of no office, or where nothing of the sort is found."""
    fields = {"regulation": "lianyungang", "code": "appointment_decided", "number": "1号", "token": f"{who} occurrence"}
    office = planted.actor(who).roles() & {Role.CLERK, Role.DISCIPLINE}
    people = () if office else references(planted, "cadre", "staff_number").values()
    units = references(planted, "unit", "code").values()  # nothing is recorded so about units under this regulation
    for path in (*(f"/cadres/{one}/occurrences" for one in (*people, RANDOM)),
                 *(f"/units/{one}{more}" for one in (*units, RANDOM) for more in ("", "/reports"))):
        yield Sent(path, fields, frozenset({_status(who, HIDDEN)}))


def denied_moves(planted: Planted, who: str) -> Iterator[Sent]:
    """Acts about people, mergers and files, by whoever is of no office; and about nobody there is."""
    fields = {"sort": "death", "do": "apply", "version": "0", "paper": "1号", "reason": "去世", "on": "2026-03-02",
              "kept": "X901", "merged": "X902", "to_unit": "J", "token": f"{who} move"}
    roles = planted.actor(who).roles()
    people = references(planted, "cadre", "staff_number").values()
    clerks, keepers = Role.CLERK in roles, Role.DISCIPLINE in roles
    paths = [f"/cadres/{one}/moves" for one in (RANDOM, *(() if clerks else people))]
    paths += [f"/cadres/{one}/dossier" for one in (RANDOM, *(() if keepers else people))]
    paths += ["/mergers", f"/mergers/{RANDOM}", f"/dossiers/{RANDOM}"]
    for path in paths:
        yield Sent(path, fields | ({"do": "accept"} if path.startswith("/dossiers") else
                                   {"do": "agree"} if path.startswith("/mergers/") else {}),
                   frozenset({_status(who, HIDDEN)}))


def denied_closings(planted: Planted, who: str) -> Iterator[Sent]:
    """What is owed closed by whoever may not know of it, or of what is met by no act of this sort."""
    unit = references(planted, "unit", "code").get("E", RANDOM)
    for subject in (RANDOM, *(() if planted.actor(who).roles() else (unit,))):
        yield Sent(f"/closings/{subject}/lianyungang/2015-02-04/own_scheme/standing",
                   {"reason": "不再要求", "token": f"{who} closing"}, frozenset({_status(who, HIDDEN)}))


def _status(who: str, status: int) -> int:
    return status if who != NOBODY else ELSEWHERE


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
