"""Who there is in the planted office, what each is granted, and what he is in which case: all of it stated by hand."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

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
)

from yuetan.access.actor import Role, Standing
from yuetan.engine.facts import Appointment, Cadre, Placement, Unit
from yuetan.records.values import Roster
from yuetan.rules.terms import Rank

__all__ = ["ABOVE", "BUREAU", "CLERK", "DEPUTY", "DIRECTOR", "NAMES", "OTHER", "RECORDER", "SECRETARY"]

QUIET, FIRST, SECOND, BYSTANDER = "E004", "E005", "E006", "E007"
TOLD_HEAD, SILENT_HEAD, ASIDE, TALKER, WRITER, PLAIN, OFFICER, ORGAN = (
    "J005", "J006", "J007", "J008", "J009", "J010", "J011", "C002")
COUNTY_HEAD, COUNTY_CADRE, COUNTY_CLERK = "X001", "X002", "X003"
SYSTEM, SECURITY, AUDIT, NOBODY = "system", "security", "audit", "nobody"
MORE: Mapping[str, tuple[str, str, str, int]] = {  # name, unit, post, rank
    QUIET: ("乔默然", "E", "deputy", Rank.DIVISION_DEPUTY), FIRST: ("费一鸣", "E", "deputy", Rank.DIVISION_DEPUTY),
    SECOND: ("穆二林", "E", "deputy", Rank.DIVISION_DEPUTY), BYSTANDER: ("庞观", "E", "staff", Rank.SECTION),
    TOLD_HEAD: ("戴知远", "J", "deputy", Rank.DIVISION), SILENT_HEAD: ("沈未闻", "J", "deputy", Rank.DIVISION),
    ASIDE: ("裴避之", "J", "deputy", Rank.DIVISION_DEPUTY), TALKER: ("谈正言", "J", "deputy", Rank.DIVISION_DEPUTY),
    WRITER: ("毕录", "J", "staff", Rank.SECTION), PLAIN: ("经小满", "J", "staff", Rank.SECTION),
    OFFICER: ("纪旁观", "J", "staff", Rank.SECTION), ORGAN: ("上官察", "C", "staff", Rank.SECTION),
    COUNTY_HEAD: ("韩东", "X", "head", Rank.DIVISION), COUNTY_CADRE: ("杨县", "X", "deputy", Rank.DIVISION_DEPUTY),
    COUNTY_CLERK: ("县小办", "XJ", "staff", Rank.SECTION)}
CADRES = {**NAMES, **{who: name for who, (name, *_) in MORE.items()}}
PEOPLE = (*CADRES, SYSTEM, SECURITY, AUDIT)
EVERYBODY = (*PEOPLE, NOBODY)
EVERYTHING_THERE = ((Role.HEAD, "J"), (Role.CLERK, "J"), (Role.DISCIPLINE, "J"), (Role.SUPERIOR, "C"))
GRANTS: Mapping[str, tuple[tuple[Role, str], ...]] = {
    **{who: (granted,) for who, granted in ROLES.items()}, DIRECTOR: ((Role.HEAD, "E"),),
    TOLD_HEAD: EVERYTHING_THERE, SILENT_HEAD: EVERYTHING_THERE, ASIDE: ((Role.DISCIPLINE, "J"),),
    PLAIN: ((Role.CLERK, "J"),), OFFICER: ((Role.DISCIPLINE, "J"),), ORGAN: ((Role.DISCIPLINE, "C"),),
    COUNTY_CLERK: ((Role.CLERK, "XJ"),), SYSTEM: ((Role.SYSTEM, ""),), SECURITY: ((Role.SECURITY, ""),),
    AUDIT: ((Role.AUDIT, ""),)}
UNIT_OF = {**{who: unit for who, (_, unit, *_) in MORE.items()}, SECRETARY: "J", CLERK: "J", RECORDER: "J",
           DEPUTY: "J", DIRECTOR: "E", OTHER: "E", BUREAU: "E", ABOVE: "C"}
ABOVE_OF = {"J": ("J", "C"), "E": ("E", "C"), "C": ("C",), "X": ("X", "C"), "XJ": ("XJ", "X", "C")}
BEGINNING = frozenset({"C", "X"})
ROSTER = Roster(
    units=(Unit(id="X", type="county_party"), Unit(id="XJ", type="county_discipline")),
    placements=(Placement(unit="X", name="东县县委", parent="C", since=SINCE),
                Placement(unit="XJ", name="东县纪委监委", parent="X", since=SINCE)),
    cadres=tuple(Cadre(id=who, name=name) for who, (name, *_) in MORE.items()),
    appointments=tuple(Appointment(cadre=who, unit=unit, post=post, rank=rank, since=SINCE,
                                   marks=("市管",) if post != "staff" else ()) for who, (_, unit, post, rank) in
                       MORE.items()))

FILED, GROUP, LEFT, HEADED, COUNTY, SILENT, SILENT_TOO = (
    "filed", "group", "left", "headed", "county", "silent", "silent too")
CASES = (FILED, GROUP, LEFT, HEADED, COUNTY, SILENT, SILENT_TOO)
ACTING = dict.fromkeys(CASES, "J") | {COUNTY: "XJ"}
PARTS: Mapping[str, Mapping[str, Standing]] = {
    FILED: {OTHER: Standing.SUBJECT, DEPUTY: Standing.TALKER, RECORDER: Standing.RECORDER},
    GROUP: {FIRST: Standing.SUBJECT, SECOND: Standing.SUBJECT, TALKER: Standing.TALKER, WRITER: Standing.RECORDER},
    LEFT: {DIRECTOR: Standing.SUBJECT, DEPUTY: Standing.TALKER, ASIDE: Standing.RECUSED, RECORDER: Standing.RECORDER},
    HEADED: {TOLD_HEAD: Standing.SUBJECT, SECRETARY: Standing.TALKER, RECORDER: Standing.RECORDER},
    COUNTY: {COUNTY_CADRE: Standing.SUBJECT, COUNTY_HEAD: Standing.TALKER},
    SILENT: {QUIET: Standing.SUBJECT, DEPUTY: Standing.TALKER, RECORDER: Standing.RECORDER},
    SILENT_TOO: {SILENT_HEAD: Standing.SUBJECT, SECRETARY: Standing.TALKER, RECORDER: Standing.RECORDER},
}
ORGANISER = dict.fromkeys(CASES, CLERK) | {COUNTY: COUNTY_CLERK}
HEARING = frozenset({ABOVE})
"""Who decides the appeal against `FILED`: whoever is granted that over the acting unit, and belongs not to it too."""
UNTOLD = (SILENT, SILENT_TOO)
LEADS = {FILED: OTHER, SILENT: QUIET, SILENT_TOO: SILENT_HEAD}
"""The cases that rest on a lead, and whom it is about; `CLERK` handles every lead."""
