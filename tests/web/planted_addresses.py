"""Every address there is to ask for in the planted office, by endpoint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from attrs import frozen
from planted_people import CADRES, CASES, COUNTY_CADRE, FILED, FIRST, LEADS, QUIET, SILENT_HEAD
from planted_shell import Planted
from werkzeug.test import TestResponse

RANDOM = "AAAAAAAAAAAAAAAAAAAAAA"  # a reference of the right shape that nothing has
MOST_EVENTS = 16
UNTOLD_NAMES = tuple(CADRES[who] for who in (QUIET, SILENT_HEAD, FIRST, COUNTY_CADRE))


@frozen
class Address:
    """Something to ask for: of which endpoint, and about what, in the words of the tests; empty for nothing special."""

    endpoint: str
    path: str
    about: str = ""


def addresses(planted: Planted) -> tuple[Address, ...]:
    """All of them, in order."""
    return tuple(Address(endpoint, path, about) for endpoint, paths in ASKED.items() for path, about in paths(planted))


Paths = Iterable[tuple[str, str]]


def _fixed(*paths: str) -> Callable[[Planted], Paths]:
    return lambda _: ((path, "") for path in paths)


def _desk(planted: Planted) -> Paths:
    for group in ("", "overdue", "today", "soon", "open", "waiting", "done", "late", "lapsed"):
        yield f"/?status={group}", ""
    yield from ((f"/?name={name}", "") for name in UNTOLD_NAMES)
    yield from ((f"/?unit={unit}", "") for unit in (*references(planted, "unit", "code").values(), RANDOM))
    yield from ((f"/?{more}", "") for more in ("month=2026-03", "due=2026-03-20", "duty=warning_talk", "lang=en",
                                               f"after={RANDOM}"))


def _interviews(planted: Planted) -> Paths:
    for state in ("", "running", "ended", "proposed", "consulted", "notified", "held", "recorded"):
        yield f"/interviews?state={state}", ""
    yield from ((f"/interviews?name={name}", "") for name in UNTOLD_NAMES)
    yield from ((f"/interviews?unit={unit}", "") for unit in (*references(planted, "unit", "code").values(), RANDOM))
    yield from ((f"/interviews?after={case.case}", "") for case in planted.cases.values())
    yield f"/interviews?after={RANDOM}", ""


def _cases(planted: Planted) -> Paths:
    yield from ((f"/interviews/{planted.cases[case].case}", case) for case in CASES if case in planted.cases)
    yield from ((f"/interviews/{one}", "random") for one in (RANDOM, *planted.leads.values()))


BY_HAND = ("receipt", "objected", "rectification_report", "finding_recorded")
"""Papers to be filled in by hand: of every interview, of this kind, and one of none."""


def _papers(planted: Planted) -> Paths:
    for path, case in _cases(planted):
        for which in ("notice", "record", *BY_HAND, "0", *map(str, range(1, MOST_EVENTS))):
            yield f"{path}/papers/{which}", case


def _about_cases(*tails: str) -> Callable[[Planted], Paths]:
    """What stands beside the page of every interview."""
    return lambda planted: ((f"{path}/{tail}", case) for path, case in _cases(planted) for tail in tails)


def _choosing(planted: Planted) -> Paths:
    yield "/interviews/new", ""
    yield from ((f"/interviews/new?name={name}", "") for name in UNTOLD_NAMES)
    for who in (*LEADS.values(), "E099"):
        yield f"/interviews/new?kind=lianyungang:warning&cadre={who}&planned=2026-03-23", who
    yield from ((f"/interviews/new?kind=lianyungang:warning&cadre={LEADS[case]}&lead={one}", LEADS[case])
                for case, one in planted.leads.items())


def _names(_: Planted) -> Paths:
    yield from (("/cadres", ""), ("/cadres?name=E", ""), ("/cadres?name=J0", ""), ("/cadres?name=%", ""))
    yield from ((f"/cadres?name={name}", "") for name in UNTOLD_NAMES)


def _searched(_: Planted) -> Paths:
    for text in ("", "E", "J0", "2026-", "市", "谈", "%", "zg", *UNTOLD_NAMES):
        yield f"/search?q={text}", ""


def _cadres(planted: Planted) -> Paths:
    yield from ((f"/cadres/{one}", who) for who, one in references(planted, "cadre", "staff_number").items())
    yield f"/cadres/{RANDOM}", "random"


def _about(tail: str) -> Callable[[Planted], Paths]:
    """What stands beside the page of every cadre."""
    return lambda planted: ((f"{path}/{tail}", who) for path, who in _cadres(planted))


def _units(planted: Planted) -> Paths:
    yield from ((f"/units/{one}", code) for code, one in references(planted, "unit", "code").items())
    yield f"/units/{RANDOM}", "random"


def _leads(planted: Planted) -> Paths:
    yield from ((f"/leads/{one}", case) for case, one in planted.leads.items())
    yield from ((f"/leads/{one}", "random") for one in (RANDOM, planted.cases[CASES[0]].case))


def _appeals(planted: Planted) -> Paths:
    yield from ((f"/appeals/{one}", FILED) for one in references(planted, "appeal", "id").values())
    yield from ((f"/appeals/{one}", "random") for one in (RANDOM, planted.cases[FILED].case))


def _collections(*rest: str) -> Callable[[Planted], Paths]:
    """What no unit of this office keeps: its regulation has no collections."""
    def paths(planted: Planted) -> Paths:
        for unit in (*references(planted, "unit", "code").values(), RANDOM):
            yield from ((f"/collections/{regulation}/questions/{unit}{tail}", "random")
                        for regulation in ("lianyungang", "monthly_talks") for tail in rest)
    return paths


def _tests(which: str) -> Callable[[Planted], Paths]:
    """Tests of interviews that ask for none."""
    return lambda planted: ((f"{path}/{which}", "random") for path, _ in _cases(planted))


def _owed(planted: Planted) -> Paths:
    called = references(planted, "cadre", "staff_number") | references(planted, "unit", "code")
    for subject, regulation, edition, duty, cause in planted.rows(
            "SELECT subject, regulation, edition, duty, cause FROM obligation ORDER BY id"):
        named = "+".join(called.get(part, part) for part in str(subject).split("+"))
        case = next((case for case, done in planted.cases.items() if done.case in str(cause)), "")
        yield f"/owed/{named}/{regulation}/{edition}/{duty}/{cause}", f"{subject} {duty} {case}"
    first = next(iter(planted.cases.values())).case
    yield f"/owed/{RANDOM}/lianyungang/2015-02-04/notice/interview:{RANDOM}", "random"
    yield f"/owed/{first}/lianyungang/2015-02-04/notice/interview:{RANDOM}", "random"


def _plans(planted: Planted) -> Paths:
    yield from ((f"/plans/{one}", "") for one in references(planted, "plan", "id").values())
    yield f"/plans/{RANDOM}", "random"


def _ledgers(planted: Planted) -> Paths:
    for state in ("held", "open", "ended", "ahead"):
        yield from ((f"/ledgers{of}?state={state}&since=", "") for of in ("", "/lianyungang", "/tongren"))
    yield from ((f"/ledgers?unit={unit}&sort=unit", "") for unit in references(planted, "unit", "code").values())
    yield from (("/ledgers?kind=warning&until=2026-12-31", ""), (f"/ledgers/{RANDOM}", "random"))


def _tables(tail: str) -> Callable[[Planted], Paths]:
    """Tables of every unit that count talks, and of none."""
    def paths(planted: Planted) -> Paths:
        table = f"/ledgers/lianyungang/tables/summary{tail}"
        yield from ((f"{table}?unit={one}", code) for code, one in references(planted, "unit", "code").items())
        yield f"{table}?unit={RANDOM}", "random"
    return paths


def _supervised(*rest: str) -> Callable[[Planted], Paths]:
    """Every unit as whoever supervises looks at it, and none."""
    def paths(planted: Planted) -> Paths:
        yield from ((f"/supervision{more}unit={one}", code) for more in rest
                    for code, one in references(planted, "unit", "code").items())
        yield from ((f"/supervision{more}unit={RANDOM}", "random") for more in rest)
    return paths


def _reports(rest: str = "") -> Callable[[Planted], Paths]:
    def paths(planted: Planted) -> Paths:
        yield from ((f"/reports/{one}{rest}", "") for one in references(planted, "upward_report", "id").values())
        yield f"/reports/{RANDOM}{rest}", "random"
    return paths


def _collected(planted: Planted) -> Paths:
    for code, one in (references(planted, "unit", "code") | {"random": RANDOM}).items():
        yield f"/reports/to/{one}/lianyungang/half_year_summary/2026H1", code


def _rounds(planted: Planted) -> Paths:
    """No plan of these is one of a round, and each is asked for as if it were."""
    yield from ((path.replace("/plans/", "/rounds/"), about) for path, about in _plans(planted))


def _organisation(planted: Planted) -> Paths:
    yield from ((f"/organisation?{more}", "") for more in ("", "on=2025-06-30", "on=2026-03-20&then=2026-01-01"))
    yield from ((f"/organisation?under={one}", code) for code, one in references(planted, "unit", "code").items())
    yield f"/organisation?under={RANDOM}", "random"


def _reorganisations(planted: Planted) -> Paths:
    yield from ((f"/reorganisations/{one}", "") for one in references(planted, "reorganisation", "id").values())
    yield f"/reorganisations/{RANDOM}", "random"


def _of_each(table: str, path: str) -> Callable[[Planted], Paths]:
    """Every record of a table under a path, and none."""
    def paths(planted: Planted) -> Paths:
        yield from ((f"{path}/{one}", "") for one in references(planted, table, "id").values())
        yield f"{path}/{RANDOM}", "random"
    return paths


ASKED: Mapping[str, Callable[[Planted], Paths]] = {
    "static": _fixed("/static/theme.css", "/static/none.css"),
    "signing.sign_in": _fixed("/sign-in", "/sign-in?next=/leads"),
    "signing.account": _fixed("/account", "/account?next=//elsewhere.example"),
    "desk.desk": _desk, "owed.obligation": _owed, "interviews.listing": _interviews, "handling.interview": _cases,
    "handling.paper": _papers, "proposing.choose": _choosing, "cadres.search": _names, "cadres.cadre": _cadres,
    "search.page": _searched, "telling.reminders": _fixed("/reminders"),
    "telling.calendar": _fixed("/calendars/none.ics"), "mine.page": _fixed("/mine"), "kept.listing": _fixed("/drafts"),
    "kept.returned": _fixed("/drafts/returned"),
    "moves.person": _about("moves"), "dossiers.dossier": _about("dossier"),
    "mergers.listing": _fixed("/mergers"), "dossiers.listing": _fixed("/dossiers"),
    "occurrences.listing": _fixed("/units", "/units?name=E"), "occurrences.unit": _units,
    "units.organisation": _organisation, "units.listing": _fixed("/reorganisations"),
    "units.left": _fixed("/reorganisations/left"),
    "units.asking": _fixed("/reorganisations/new", "/reorganisations/new?sort=merge"),
    "units.reorganisation": _reorganisations,
    "regulations.listing": _fixed("/regulations"),
    "regulations.regulation": _fixed("/regulations/lianyungang", "/regulations/none"),
    "leads.listing": _fixed("/leads"), "leads_below.listing": _fixed("/leads/below"),
    "leads.entering": _fixed("/leads/new"), "leads.lead": _leads,
    "appeals.listing": _fixed("/appeals"), "appeals.appeal": _appeals,
    "appeals.paper": lambda planted: ((f"{path}/paper", about) for path, about in _appeals(planted)),
    "ledgers.listing": _ledgers, "ledgers.file": _fixed(
        "/ledgers/files/xlsx?since=", "/ledgers/files/docx?since=&state=ahead", "/ledgers/files/none"),
    "ledgers.table": _tables(""), "ledgers.table_file_of": _tables("/files/xlsx"),
    "supervision.overview": _supervised("?"), "supervision.listing": _supervised(
        *(f"/obligations?group={group}&" for group in ("overdue", "soon", "open", "undated", "waiting", "late"))),
    "handover.listing": _fixed("/handovers"), "handover.sheet": lambda _: ((f"/handovers/{RANDOM}", "random"),),
    "outward.form": lambda _: ((f"/interviews/{RANDOM}/outward", "random"),),
    "handover.paper": lambda _: ((f"/handovers/{RANDOM}/paper", "random"),), "proxies.listing": _fixed("/proxies"),
    "plans.listing": _fixed("/plans"), "plans.plan": _plans,
    "rounds.listing": _fixed("/rounds", "/rounds?unit=none"), "rounds.one_round": _rounds,
    "reports.listing": _fixed("/reports"), "reports.report": _reports(), "reports.paper": _reports("/paper"),
    "reports.collected": _collected,
    "old_ledgers.listing": _fixed("/old-ledgers"), "old_ledgers.blank": _fixed("/old-ledgers/template"),
    "old_ledgers.ledger": lambda _: ((f"/old-ledgers/{RANDOM}", "random"),),
    "inspections.listing": _fixed("/inspections"),
    "papers.bundle": _about_cases("papers.zip", "papers.zip?which=blank"), "papers.register": _fixed("/prints"),
    "papers.printing": _about_cases("papers/notice/print", "papers/record/print"),
    "paper_templates.listing": _fixed("/templates"), "paper_templates.standard": _fixed(
        "/templates/standard/lianyungang/2015-02-04/notice", "/templates/standard/lianyungang/none/notice"),
    "paper_templates.file": lambda _: ((f"/templates/{RANDOM}/file", "random"),),
    "scans.listing": _about_cases("scans"), "scans.read": _about_cases(f"scans/{RANDOM}"),
    "outside_scans.of_unit": lambda _: ((f"/units/{RANDOM}/scans/{RANDOM}", "random"),),
    "outside_scans.of_cadre": lambda _: ((f"/cadres/{RANDOM}/scans/{RANDOM}", "random"),),
    "guide.contents": _fixed("/help"), "guide.chapter": _fixed("/help/1-start"),
    "api_tokens.listing": _fixed("/account/tokens"),
    "signing.code": _fixed("/sign-in/code"),
    "accounts.listing": _fixed("/accounts", "/accounts?name=user"),
    "accounts.account": _of_each("account", "/accounts"),
    "many_accounts.page": _fixed("/accounts/many"), "many_accounts.template": _fixed("/accounts/many/template"),
    "grants.listing": _fixed("/grants", "/grants?which=ever&name=user", "/grants?which=waiting&on=2026-03-20"),
    "grants.giving": _fixed("/grants/new"), "grants.asking": _fixed("/grants/ask"),
    "days_off.year": _fixed("/days-off", "/days-off?year=2027"),
    "days_off.one": lambda _: ((f"/days-off/{RANDOM}", "random"),),
    "governing.listing": _fixed("/governance"), "governing.one": _of_each("governance", "/governance"),
    "governing.proposing": _fixed("/governance/new", "/governance/new?regulation=lianyungang"),
    "backups.listing": _fixed("/backup"),
    "audit.listing": _fixed("/audit", *(f"/audit?log={one}" for one in ("readings", "exports", "sign_ins"))),
    "jobs.listing": _fixed("/jobs"), "jobs.job": lambda _: ((f"/jobs/{RANDOM}", "random"),),
    "jobs.file": lambda _: ((f"/jobs/{RANDOM}/file", "random"),),
    "rosters.listing": _fixed("/roster"), "rosters.blank": _fixed("/roster/template"),
    "rosters.upload": lambda _: ((f"/roster/{RANDOM}", "random"),),
    "rosters.marked": lambda _: ((f"/roster/{RANDOM}/marked", "random"),),
    "statistics.page": _fixed("/statistics", "/statistics?year=2026&unit=E", "/statistics?kind=lianyungang:warning"),
    "collections.listing": _fixed("/collections"), "collections.collection": _collections("", "?page=2"),
    "collections.template": _collections("/template", "/template?all=yes"),
    "collections.entry": _collections(f"/entries/{RANDOM}"), "tests.own": _tests("test"),
    "tests.office": _tests("tests"), "tests.result": _tests("test/result"),
    "monthly_talks.talkers": _fixed("/monthly_talks/talkers", "/monthly_talks/talkers?month=2026-03"),
}


def references(planted: Planted, table: str, key: str) -> dict[str, str]:
    """The references in a table by another of its columns."""
    return {str(one): str(reference) for one, reference in planted.rows(
        f"SELECT {key}, reference FROM {table} ORDER BY id")}  # noqa: S608 - words of this module


_CHANGING = re.compile(r'(name="(?:csrf_token|token)" value=")[^"]*')


def plain(answer: TestResponse) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    """An answer but for the proofs in its forms and in its cookie, to be held to another."""
    headers = tuple((name, value) for name, value in answer.headers.items() if name != "Set-Cookie")
    body = answer.get_data()
    said = body.hex() if body[:2] in {b"PK", b"%P"} else _CHANGING.sub(r"\1", body.decode())
    return answer.status_code, said, headers
