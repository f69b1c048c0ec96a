"""What is answered to whom, stated by hand for each sort of route, and a walk that looks for faults."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from attrs import define, field
from flask.testing import FlaskClient
from planted_addresses import RANDOM, Address, plain
from planted_people import (
    ABOVE,
    ABOVE_OF,
    ASIDE,
    AUDIT,
    BUREAU,
    CADRES,
    CLERK,
    COUNTY,
    COUNTY_CADRE,
    COUNTY_CLERK,
    COUNTY_HEAD,
    DEPUTY,
    DIRECTOR,
    FILED,
    FIRST,
    GRANTS,
    GROUP,
    HEADED,
    HEARING,
    LEFT,
    NOBODY,
    OFFICER,
    ORGAN,
    OTHER,
    PLAIN,
    QUIET,
    RECORDER,
    SECOND,
    SECRETARY,
    SECURITY,
    SILENT,
    SILENT_HEAD,
    SILENT_TOO,
    SYSTEM,
    TALKER,
    TOLD_HEAD,
    UNIT_OF,
    WRITER,
)
from planted_shell import Planted
from planted_texts import Plant, permitted, planted_in, planted_in_text
from werkzeug.test import TestResponse

FOUND, ELSEWHERE, HIDDEN = 200, 303, 404
OFFICE = {SECRETARY, CLERK, RECORDER, DEPUTY, TOLD_HEAD, SILENT_HEAD, ASIDE, PLAIN, OFFICER, ORGAN}
METADATA = {AUDIT}
READERS: Mapping[str, set[str]] = {  # who may know that there is such an interview
    FILED: OFFICE | METADATA | {OTHER}, GROUP: OFFICE | METADATA | {FIRST, SECOND, TALKER, WRITER},
    LEFT: (OFFICE | {DIRECTOR}) - {ASIDE},  # he leads the bureau: nobody who runs the system knows of it
    HEADED: OFFICE | METADATA,
    COUNTY: METADATA | {COUNTY_HEAD, COUNTY_CADRE, COUNTY_CLERK, ABOVE, TOLD_HEAD, SILENT_HEAD},
    SILENT: OFFICE | METADATA, SILENT_TOO: (OFFICE | METADATA) - {SILENT_HEAD},
}
ABOVE_ALONE = {ABOVE, TOLD_HEAD, SILENT_HEAD}  # of the county they see metadata, and nothing of what is owed there
LISTING = {SECRETARY, CLERK, DIRECTOR, DEPUTY, TOLD_HEAD, SILENT_HEAD, ASIDE, OFFICER, ORGAN}
ENTERING = {CLERK, RECORDER, BUREAU, TOLD_HEAD, SILENT_HEAD, ASIDE, PLAIN, OFFICER, ORGAN, COUNTY_CLERK}
PROPOSING = LISTING | ENTERING
TALKEES = {CLERK: {OTHER, FIRST, SECOND, DIRECTOR, TOLD_HEAD, QUIET}, DEPUTY: {OTHER, DIRECTOR, QUIET},
           TALKER: {FIRST, SECOND}, COUNTY_CLERK: {COUNTY_CADRE}, COUNTY_HEAD: {COUNTY_CADRE}}
OPEN = {"signing.account", "mine.page", "kept.listing", "desk.desk", "interviews.listing", "cadres.search",
        "search.page", "telling.reminders", "regulations.listing", "days_off.year", "governing.listing",
        "api_tokens.listing", "jobs.listing", "guide.contents"}

FIGURES = {who for who, granted in GRANTS.items() if any(unit for _, unit in granted)}
"""Whoever is granted something in a unit reads figures of some."""

WITHOUT = ("collections.collection", "collections.template", "collections.entry", "tests.own", "tests.result",
           "tests.office", "handover.sheet", "handover.paper", "outward.form")
"""What is there for nobody: the regulation of this office has no collections and no tests, and nobody hands over."""


def expected(who: str, asked: Address) -> set[int]:
    """The status of an answer: more than one where the paper of a case may be one that is empty for the reader."""
    sort, about = asked.endpoint, asked.about
    if sort in {"static", "telling.calendar"}:
        return {FOUND if "theme" in asked.path else HIDDEN}
    if sort == "signing.sign_in":
        return {FOUND if who == NOBODY else ELSEWHERE}
    if who == NOBODY or sort in {"signing.code", "kept.returned"}:
        return {ELSEWHERE}
    if sort == "ledgers.file":
        return {HIDDEN} if asked.path.endswith("none") else {FOUND, HIDDEN}
    if sort in {"handling.paper", "papers.bundle", "papers.printing", "scans.listing"}:
        return {FOUND, HIDDEN} if who in READERS.get(about, ()) else {HIDDEN}
    return {FOUND if sort in OPEN or _is_there(who, asked) else HIDDEN}


def _is_there(who: str, asked: Address) -> bool:
    sort, about = asked.endpoint, asked.about
    if sort == "handling.interview":
        return who in READERS.get(about, ())
    if sort == "cadres.cadre":
        return may_look_up(who, about)
    if sort == "proposing.choose":
        return not about or may_look_up(who, about)
    if sort == "owed.obligation":
        return about != "random" and _owed(who, *about.split(" ", 2))
    if sort == "regulations.regulation":
        return asked.path.endswith("lianyungang")
    return {"appeals.listing": who in ABOVE_ALONE,
            **dict.fromkeys(("appeals.appeal", "appeals.paper"), about == FILED and who in HEARING | {OTHER}),
            "leads.listing": who in LISTING, "leads_below.listing": who in LISTING | set(ABOVE_ALONE),
            "leads.entering": who in ENTERING, "occurrences.listing": who in ENTERING,
            "occurrences.unit": who in ENTERING and _granted(who, about),
            "leads.lead": who == CLERK and about != "random", "collections.listing": who in ENTERING,
            "mergers.listing": who in LISTING | ENTERING, "moves.person": _manages(who, about, {"clerk"}),
            "dossiers.dossier": _manages(who, about, {"discipline"}),
            "dossiers.listing": any(role.value == "discipline" for role, _ in GRANTS.get(who, ())),
            "monthly_talks.talkers": who in FIGURES, "reports.listing": who in FIGURES,
            "statistics.page": who in FIGURES, "reports.collected": about == "J" and _granted(who, "J"),
            **dict.fromkeys(("reports.report", "reports.paper"), about != "random" and (
                _granted(who, "E") or _granted(who, "J"))),
            "units.listing": who in LISTING | ENTERING, "units.reorganisation": False,  # nothing changes in this office
            "units.left": _holds(who, "head", "superior", "security"),
            "units.asking": any(role.value == "clerk" for role, _ in GRANTS.get(who, ())),
            "units.organisation": about != "random" and (_granted(who, about) if about else who in LISTING | ENTERING),
            "accounts.listing": who in {SYSTEM, SECURITY, AUDIT}, "days_off.one": False,
            **dict.fromkeys(("many_accounts.page", "many_accounts.template"), who == SYSTEM),
            "accounts.account": about != "random" and who in {SYSTEM, SECURITY, AUDIT},
            "grants.listing": _holds(who, "head", "superior", "security"), "grants.giving": who == SECURITY,
            "grants.asking": _holds(who, "head"), "governing.one": about != "random",
            "governing.proposing": _holds(who, "clerk", "discipline"), "audit.listing": who == AUDIT,
            "backups.listing": who in {SYSTEM, SECURITY}, "guide.chapter": not asked.path.endswith("none"),
            "jobs.job": False, "jobs.file": False, "rosters.upload": False, "rosters.marked": False,
            **dict.fromkeys(("rosters.listing", "rosters.blank"), _holds(who, "clerk")),
            "old_ledgers.listing": who in LISTING | ENTERING, "old_ledgers.ledger": False,
            "old_ledgers.blank": _holds(who, "clerk", "discipline"),
            **dict.fromkeys(("papers.register", "paper_templates.listing"), _holds(who, "clerk", "discipline", "head")),
            "paper_templates.standard": "none" not in asked.path and _holds(who, "clerk", "discipline", "head"),
            **dict.fromkeys(("paper_templates.file", "scans.read", "outside_scans.of_unit", "outside_scans.of_cadre"),
                            False),
            "inspections.listing": _holds(who, "discipline", "head", "superior"),
            "plans.listing": who in LISTING | ENTERING, "rounds.listing": who in LISTING | ENTERING,
            "rounds.one_round": False,  # no plan of these is one of a round
            "plans.plan": about != "random" and who in LISTING | ENTERING,
            **dict.fromkeys(("handover.listing", "proxies.listing"), who in LISTING | ENTERING),
            "ledgers.listing": about != "random",
            **dict.fromkeys(("ledgers.table", "ledgers.table_file_of"), about in ABOVE_OF and _granted(who, about)),
            **dict.fromkeys(("supervision.overview", "supervision.listing"), _supervises(who, about)),
            **dict.fromkeys(WITHOUT, False)}[sort]


def _holds(who: str, *roles: str) -> bool:
    """Whether somebody is granted one of some roles anywhere."""
    return any(role.value in roles for role, _ in GRANTS.get(who, ()))


def _manages(who: str, cadre: str, roles: set[str]) -> bool:
    """Whether somebody holds one of some roles in the unit of a cadre, who is not himself."""
    if cadre not in CADRES or who == cadre:
        return False
    above = ABOVE_OF[UNIT_OF[cadre]] if UNIT_OF[cadre] in {"C", "J", "E"} else (UNIT_OF[cadre],)
    return any(at in above and role.value in roles for role, at in GRANTS.get(who, ()))


def may_look_up(who: str, cadre: str) -> bool:
    """Whether a cadre's page is there for somebody: himself, one of a unit he is granted, one he talks to."""
    return cadre in CADRES and (who == cadre or _granted(who, UNIT_OF[cadre]) or cadre in TALKEES.get(who, ()))


def _granted(who: str, unit: str) -> bool:
    """Whether somebody works for a unit; the county is an organisation of its own."""
    above = ABOVE_OF[unit] if unit in {"C", "J", "E"} else (unit,)
    return any(at in above and role.value in {"clerk", "discipline", "head"} for role, at in GRANTS.get(who, ()))


def _supervises(who: str, unit: str) -> bool:
    """Whether somebody is the discipline organ of a unit's organisation, or supervises the county from above it."""
    roles = {(role.value, at) for role, at in GRANTS.get(who, ())}
    organ = any(("discipline", at) in roles for at in (ABOVE_OF[unit] if unit in {"C", "J", "E"} else ()))
    return organ or (("superior", "C") in roles and unit in {"C", "X", "XJ"})


def _acts_beside(who: str, subject: str) -> bool:
    """Whether somebody acts or works in a unit for which another one acts, above whom there are others to act."""
    acting = {unit for _, unit in GRANTS.get(subject, ())}
    return bool(acting) and not acting & {"", "C"} and bool(
        acting & {UNIT_OF.get(who), *(unit for _, unit in GRANTS.get(who, ()))})


def _owed(who: str, subject: str, duty: str, case: str) -> bool:
    if not case:
        return who == subject or (_granted(who, UNIT_OF.get(subject, subject)) and not _acts_beside(who, subject))
    readers = READERS[case] - METADATA - (ABOVE_ALONE if case == COUNTY else set())
    himself = {FILED: {OTHER}, GROUP: {FIRST, SECOND}, LEFT: {DIRECTOR}, HEADED: {TOLD_HEAD}, COUNTY: {COUNTY_CADRE}}
    return who in readers - himself.get(case, set()) or (who == subject and duty != "record" and who in readers)


# Walking


@define
class Walk:
    """What somebody was answered: every fault as one sentence, and which planted texts he read."""

    who: str
    requests: int = 0
    faults: list[str] = field(factory=list)
    read: set[Plant] = field(factory=set)
    _lost: dict[str, object] = field(factory=dict)
    _looked: dict[object, tuple[set[int], list[str]]] = field(factory=dict)

    def look(self, planted: Planted, asked: Address, answer: TestResponse, statuses: Iterable[int]) -> None:
        """Take an answer in."""
        self.requests += 1
        what = f"{self.who} {asked.endpoint} {asked.about or asked.path}"
        whole = plain(answer)
        if answer.status_code not in statuses:
            self.faults.append(f"{what}: {answer.status_code}")
        if answer.status_code == HIDDEN and self._lost.setdefault(asked.endpoint, whole) != whole:
            self.faults.append(f"{what}: told apart from what is not there")
        if whole not in self._looked or "Set-Cookie" in answer.headers:
            self._looked[whole] = planted_in(answer)
        numbers, other = self._looked[whole]
        self.faults += [f"{what}: {one}" for one in other]
        found = {planted.plants[number - 1] for number in numbers}
        self.read |= found
        self.faults += [f"{what}: {one.kind} of {one.of} {one.whose}".strip() for one in found
                        if not permitted(self.who, planted.actor(self.who), one)]


def walk(planted: Planted, who: str, asked: Iterable[Address], client: FlaskClient | None = None) -> Walk:
    """Ask for some addresses as somebody, what is not there first."""
    found, reader = Walk(who), client or planted.client(who)
    for one in sorted(asked, key=lambda one: (one.endpoint, RANDOM not in one.path)):
        found.look(planted, one, reader.get(one.path, buffered=True), expected(who, one))
    return found


@contextmanager
def everything_logged() -> Iterator[list[str]]:
    """What the program logs meanwhile, at every level."""
    said, root = list[str](), logging.getLogger()
    before, handler = root.level, logging.Handler()
    handler.emit = lambda record: said.append(handler.format(record))  # type: ignore[method-assign]
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield said
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def spilt_in_logs(said: Iterable[str]) -> list[str]:
    """What of the planted texts, and of the secrets of a lead, stands in a log: nobody may read any of it there."""
    numbers, other = planted_in_text("\n".join(said))
    return [f"planted text {number}" for number in sorted(numbers)] + other
