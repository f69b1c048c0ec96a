"""What offices do, sent by those who may not: about units, people, papers, and who works there."""

from __future__ import annotations

from collections.abc import Iterator

from planted_addresses import RANDOM, references
from planted_answers import ELSEWHERE, FOUND, HIDDEN
from planted_people import AUDIT, OFFICER, PLAIN
from planted_sent import UNFIT, Sent, status_for
from planted_shell import Planted
from planted_texts import rights

from yuetan.access.actor import Role


def denied_upward_reports(planted: Planted, who: str) -> Iterator[Sent]:
    """Drafts for units he does not report for, and acts on a report that are not his."""
    new = {"regulation": "lianyungang", "duty": "half_year_summary", "cause": "2026H1", "token": f"{who} draft"}
    for code in (*references(planted, "unit", "code"), "none"):
        if code == "none" or not rights(who, planted.actor(who), "report.make", code):
            yield Sent("/reports", new | {"unit": code}, frozenset({status_for(who, HIDDEN)}))
    for do, action, of in (("write", "report.make", "E"), ("review", "report.approve", "E"),
                           ("decline", "report.approve", "E"), ("send", "report.send", "E"),
                           ("receive", "report.receive", "J"), ("return", "report.receive", "J")):
        for one in (*references(planted, "upward_report", "id").values(), RANDOM):
            if one == RANDOM or not rights(who, planted.actor(who), action, of):
                fields = {"do": do, "version": "4", "reason": "不行", "token": f"{who} {do}"}
                yield Sent(f"/reports/{one}", fields, frozenset({status_for(who, HIDDEN)}))


def denied_collections(planted: Planted, who: str) -> Iterator[Sent]:
    """Entries of collections that no unit keeps."""
    for unit in (*references(planted, "unit", "code").values(), RANDOM):
        for tail in ("", "/workbook", f"/entries/{RANDOM}"):
            fields = {"do": "add", "field.question": "问", "field.answer": "对", "version": "1", "token": who}
            yield Sent(f"/collections/monthly_talks/questions/{unit}{tail}", fields,
                       frozenset({status_for(who, HIDDEN)}))


def denied_plans(planted: Planted, who: str) -> Iterator[Sent]:
    """Plans, made or changed by whoever keeps none."""
    keeps = planted.actor(who).roles() & {Role.CLERK, Role.DISCIPLINE, Role.HEAD}
    new = {"title": "计划", "unit": RANDOM if keeps else "J", "regulation": "lianyungang", "since": "2026-04-01",
           "until": "2026-06-30", "token": f"{who} plan"}
    yield Sent("/plans", new, frozenset({status_for(who, HIDDEN)}))
    for one in (RANDOM, *(() if keeps else references(planted, "plan", "id").values())):
        for do in ("add", "fill", "drop", "submit", "approve", "return", "withdraw"):
            yield Sent(f"/plans/{one}", {"do": do, "version": "1", "reason": "不妥", "token": f"{who} {do}"},
                       frozenset({status_for(who, HIDDEN)}))


def denied_reorganisations(planted: Planted, who: str) -> Iterator[Sent]:
    """Units changed by whoever does not work for them, or is not above them."""
    clerk = Role.CLERK in planted.actor(who).roles()
    new = {"sort": "rename", "units": "C", "name": "新名", "since": "2026-04-01", "paper": "1号", "do": "propose",
           "token": f"{who} units"}
    yield Sent("/reorganisations/new", new, frozenset({status_for(who, HIDDEN)} | ({UNFIT} if clerk else set())))
    for one in (RANDOM, *references(planted, "reorganisation", "id").values()):
        for do in ("confirm", "return", "withdraw"):
            yield Sent(f"/reorganisations/{one}", {"do": do, "note": "不妥", "mark": "0" * 64, "token": f"{who} {do}"},
                       frozenset({status_for(who, HIDDEN)}))


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
        yield Sent(path, fields, frozenset({status_for(who, HIDDEN)}))


def denied_old_ledgers(who: str) -> Iterator[Sent]:
    """Ledgers that are not there, and files that are none."""
    for do in ("apply", "discard", "undo"):
        yield Sent(f"/old-ledgers/{RANDOM}", {"do": do, "reason": "导错了", "token": f"{who} {do}"},
                   frozenset({status_for(who, HIDDEN)}))
    yield Sent("/old-ledgers", {"do": "read", "unit": "C"},
               frozenset({status_for(who, HIDDEN), status_for(who, UNFIT)}))


def denied_administration(planted: Planted, who: str) -> Iterator[Sent]:
    """What administrators and heads do, sent by others, or by them without what it takes."""
    roles = {role.value for role in planted.actor(who).roles()}
    for path, by in (("/accounts", {"system"}), ("/accounts/many", {"system"}), ("/accounts/many/make", {"system"}),
                     ("/days-off", {"system"}), ("/grants/new", {"security"}),
                     ("/grants/ask", {"head"}), ("/backup", {"system"}), ("/governance/new", {"clerk", "discipline"}),
                     (f"/grants/{RANDOM}", {"head", "superior", "security"})):
        yield Sent(path, {"do": "agree"}, frozenset({status_for(who, UNFIT if roles & by else HIDDEN)}))
    for path in (f"/accounts/{RANDOM}", f"/joint-acts/{RANDOM}", f"/days-off/{RANDOM}/preview",
                 f"/governance/{RANDOM}", f"/backup/{RANDOM}/check", f"/backup/{RANDOM}/file",
                 *(("/audit/file", "/audit/verify") if who != AUDIT else ()),
                 *(("/backup/deployment",) if "system" not in roles else ())):
        yield Sent(path, {"do": "agree"}, frozenset({status_for(who, HIDDEN)}))


def denied_rosters(who: str) -> Iterator[Sent]:
    """Rosters that nobody brought, and files that are none."""
    for do in ("apply", "discard", "none"):
        yield Sent(f"/roster/{RANDOM}", {"do": do}, frozenset({status_for(who, HIDDEN)}))
    yield Sent("/roster", {}, frozenset({status_for(who, HIDDEN), status_for(who, UNFIT)}))
    yield Sent("/account/tokens", {"do": "revoke", "token": RANDOM}, frozenset({status_for(who, HIDDEN)}))
    yield Sent("/account/tokens", {"do": "make", "title": ""}, frozenset({status_for(who, UNFIT)}))
    for path, later in (("/roster/current", ELSEWHERE), ("/roster/without-accounts", FOUND)):  # what takes its time
        yield Sent(path, {}, frozenset({status_for(who, status) for status in (HIDDEN, FOUND, later)}))


def denied_views(who: str) -> Iterator[Sent]:
    """Views of what is no list, and those that somebody else keeps."""
    yield Sent("/views", {"page": "account", "title": "常用", "query": ""}, frozenset({status_for(who, HIDDEN)}))
    yield Sent(f"/views/{RANDOM}/drop", {}, frozenset({status_for(who, HIDDEN)}))


def denied_inspections(planted: Planted, who: str) -> Iterator[Sent]:
    """Talks taken out of units that somebody does not inspect, or that nobody asked for."""
    asks = {"do": "ask", "since": "2026-03-01", "until": "2026-03-31", "reason": "检查", "token": f"{who} ask"}
    roles = planted.actor(who).roles()
    unit = RANDOM if roles & {Role.DISCIPLINE, Role.SUPERIOR} else "J"
    agrees = {"do": "agree", "inspection": RANDOM, "note": "同意", "token": f"{who} agree"}
    for fields in (asks | {"unit": unit}, agrees):
        yield Sent("/inspections", fields, frozenset({status_for(who, HIDDEN)}))
    yield Sent(f"/inspections/{RANDOM}/file", {}, frozenset({status_for(who, HIDDEN)}))


def denied_papers(who: str) -> Iterator[Sent]:
    """Papers printed, numbers set, templates and scans brought, for units and interviews that are not there."""
    for path, fields in (
            (f"/interviews/{RANDOM}/papers/notice/print", {"sort": "pdf", "copies": "1", "given_to": "存档"}),
            ("/prints", {"do": "stem", "unit": RANDOM, "stem": "纪约"}),
            ("/prints", {"do": "void", "number": RANDOM, "reason": "印错"}), (f"/interviews/{RANDOM}/scans", {}),
            *(("/templates", {"do": do, "template": RANDOM}) for do in ("agree", "end", "none"))):
        yield Sent(path, fields, frozenset({status_for(who, HIDDEN)}))


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
                   frozenset({status_for(who, HIDDEN)}))
