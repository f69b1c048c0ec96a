"""Every sort of page once: where it is with most on it, and who is shown it there."""

from __future__ import annotations

from collections.abc import Mapping

from planted_addresses import ASKED, references
from planted_people import (
    ABOVE,
    AUDIT,
    CLERK,
    COUNTY_HEAD,
    DEPUTY,
    FILED,
    NOBODY,
    OTHER,
    PLAIN,
    SECURITY,
    SYSTEM,
    TOLD_HEAD,
)
from sorts_office import KEEPER, TALKED_TO, EverySort

READERS: Mapping[str, str] = {
    "signing.sign_in": NOBODY, "telling.calendar": NOBODY, "signing.code": COUNTY_HEAD, "mine": OTHER, "moves": PLAIN,
    "units.asking": PLAIN, "units.reorganisation": PLAIN, "units.left": DEPUTY, "rosters": PLAIN, "ledgers.file": PLAIN,
    "appeals": ABOVE, "handover": DEPUTY, "proxies": DEPUTY, "accounts": SYSTEM, "backups": SYSTEM,
    "days_off.one": SYSTEM, "grants": SECURITY, "grants.asking": DEPUTY, "audit": AUDIT, "collections": KEEPER,
    "tests": TALKED_TO, "tests.office": KEEPER, "outward": KEEPER, "rounds": KEEPER, "monthly_talks": KEEPER,
    "many_accounts": SYSTEM, "outside_scans": KEEPER,
}
"""Who is shown a page, or all of a sort, where that is not the officer who handles most of what happens."""


def every_page(made: EverySort) -> Mapping[str, tuple[str, str]]:
    """Who is shown which address, for the endpoint of every page and every file there is."""
    where = addresses_of(made)
    return {endpoint: (_reader(endpoint), where.get(endpoint) or _first(made, endpoint)) for endpoint in ASKED}


def _reader(endpoint: str) -> str:
    return READERS.get(endpoint) or READERS.get(endpoint.partition(".")[0], CLERK)


def addresses_of(made: EverySort) -> Mapping[str, str]:
    """Where most is to be seen, where that is not the first address that is asked for elsewhere."""
    planted = made.planted
    case, lead = f"/interviews/{planted.cases[FILED].case}", planted.leads[FILED]
    cadre, colleague = (f"/cadres/{references(planted, 'cadre', 'staff_number')[who]}" for who in (OTHER, TOLD_HEAD))
    unit = references(planted, "unit", "code")["J"]
    return {
        "desk.desk": "/?view=all", "handling.interview": case, "handling.paper": f"{case}/papers/record",
        "papers.bundle": f"{case}/papers.zip", "papers.printing": f"{case}/papers/notice/print",
        "proposing.choose": f"/interviews/new?kind=lianyungang:warning&cadre={OTHER}&lead={lead}",
        "owed.obligation": _owed(made, "rectification_report"), "leads.lead": f"/leads/{lead}",
        "cadres.search": "/cadres?name=J0", "cadres.cadre": cadre, "dossiers.dossier": f"{colleague}/dossier",
        "moves.person": f"{colleague}/moves", "search.page": "/search?q=J0", "occurrences.unit": f"/units/{unit}",
        "units.organisation": "/organisation?on=2026-03-20&then=2026-01-01",
        "units.asking": "/reorganisations/new?sort=merge", "ledgers.listing": "/ledgers?state=held&since=",
        "ledgers.table": f"/ledgers/lianyungang/tables/summary?unit={unit}",
        "ledgers.table_file_of": f"/ledgers/lianyungang/tables/summary/files/xlsx?unit={unit}",
        "supervision.overview": f"/supervision?unit={unit}",
        "supervision.listing": f"/supervision/obligations?group=late&unit={unit}",
        "reports.collected": f"/reports/to/{unit}/lianyungang/half_year_summary/2026H1",
        "grants.listing": "/grants?which=ever", "governing.proposing": "/governance/new?regulation=lianyungang",
        "audit.listing": "/audit?log=readings", **made.at}


def _owed(made: EverySort, duty: str) -> str:
    """Where an obligation is explained."""
    return next(path for path, about in ASKED["owed.obligation"](made.planted) if f" {duty} " in about)


def _first(made: EverySort, endpoint: str) -> str:
    return next(iter(ASKED[endpoint](made.planted)))[0]
