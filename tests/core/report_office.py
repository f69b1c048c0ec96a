"""An office whose units report to the unit above, each half-year and after an event, and the talks they report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pluggy
from attrs import evolve
from casework_office import ABOVE, BUREAU, CLERK, DIRECTOR, OTHER, SINCE, START, Office, office_over
from sqlalchemy import update

from yuetan.access.actor import Granted, Role
from yuetan.access.door import Access
from yuetan.access.report_views import ReportView
from yuetan.casework.acts import Done
from yuetan.casework.governing import jurisdictions_on
from yuetan.casework.upward_reports import NewReport, Sent, UpwardReports
from yuetan.engine.facts import Placement, Unit
from yuetan.plugins import Loaded, Plugins
from yuetan.records.cases import find_interview, unit_ids
from yuetan.records.database import writing
from yuetan.records.journal import Entry, append, case_file_of
from yuetan.records.owed.refreshing import refresh
from yuetan.records.roster import store
from yuetan.records.tables import interview
from yuetan.records.values import Roster
from yuetan.records.worlds import whole_world
from yuetan.rules import (
    EVERYONE,
    HELD,
    NEXT_BELOW,
    PROPOSED,
    STANDING,
    UNIT,
    Clause,
    Duty,
    FieldType,
    FormField,
    Kind,
    Material,
    Pairing,
    Regulation,
    Step,
    post,
    terms,
    unit,
)
from yuetan.rules import HALF_YEAR as EACH_HALF
from yuetan.rules.workdays import Calendar

CODE, HALF, TODAY = "levels", "2026H1", START.date()
SUMMARY = Material("summary", "半年情况", clause="2", fields=(
    FormField("talks", "约谈人次", FieldType.NUMBER, counted=("routine", "reminder")),
    FormField("by_kind", "分类情况", FieldType.LONG_TEXT, counted=("routine", "reminder")),
    FormField("findings", "发现的问题", FieldType.LONG_TEXT)))
OWN = Material("own_summary", "本单位小结", clause="3", fields=(
    FormField("talks", "约谈人次", FieldType.NUMBER), FormField("by_kind", "分类情况", FieldType.LONG_TEXT)))
REGULATION = Regulation(
    code=CODE, title="某市逐级报告办法", since=date(2025, 1, 1),
    terms=terms("unit_type", city_party="市委", city_discipline="市纪委", city_department="市直部门")
    + terms("mark", 市管="市管干部") + terms("event", scheme_adopted="建立制度"),
    rules=(
        Clause("1", "谁谈谁"), Clause("2", "逐级报告"), Clause("3", "本单位自办"),
        Kind("routine", "日常谈话", clause="1"), Kind("reminder", "提醒谈话", clause="1"),
        Pairing("talkers", "副书记", by=post("deputy"), to=EVERYONE, clause="1"),
        Step(PROPOSED, "提出", clause="1"), Step(HELD, "谈话", after=(PROPOSED,), clause="1"),
        SUMMARY,
        Duty("summary", "报告半年情况", owed_by=UNIT, to=NEXT_BELOW, each=EACH_HALF, material=SUMMARY,
             about=unit("city_party", "city_discipline", "city_department"), clause="2"),
        OWN,
        Duty("own_summary", "写出本单位小结", owed_by=UNIT, each=EACH_HALF, material=OWN,
             about=unit("city_department"), clause="3"),
        Duty("own_scheme", "建立本级制度", owed_by=UNIT, each=STANDING, done="scheme_adopted",
             about=unit("city_department"), clause="3")))
WARNING = Kind("warning", "警示谈话", clause="4")
NOTE = Material("note", "警示谈话情况", clause="4", fields=(
    FormField("talks", "约谈人次", FieldType.NUMBER, counted=("warning",)),
    FormField("since", "统计起日", FieldType.DATE, known="counted_since"),
    FormField("until", "统计止日", FieldType.DATE, known="counted_until")))
AFTER_TALKS = evolve(REGULATION, code="notes", rules=(
    *REGULATION.rules, Clause("4", "谈后报送"), WARNING, NOTE,
    Duty("note", "报送警示谈话情况", owed_by=UNIT, to=unit("city_discipline"), on=HELD, kinds=(WARNING,), material=NOTE,
         clause="4")))
"""The same, by which a report is owed after each talk of a sort as well."""

FINDINGS = {"findings": "没有发现问题"}


def plugins(regulation: Regulation = REGULATION) -> Plugins:
    """That regulation alone."""
    return Plugins(pluggy.PluginManager("yuetan"), (Loaded(regulation.code, "yuetan-levels", None, (regulation,)),))


@contextmanager
def report_office_over(url: str, bureaus: int = 0, branches: int = 0, regulation: Regulation = REGULATION,
                       ) -> Iterator[Office]:
    """The office under it, with a head in the bureau, and a clerk and a head at the top.

    With so many more bureaus of the same people, D01 and so on, and so many branches, T01 with A01 and B01 under it: a
    test may take one to itself.
    """
    with office_over(url, plugins(regulation), regulation.code) as made:
        codes = [f"D{number:02}" for number in range(1, bureaus + 1)]
        numbers = range(1, branches + 1)
        _add(made, [*((one, "city_department", "C") for one in codes),
                    *((f"T{one:02}", "city_party", "C") for one in numbers),
                    *((f"{letter}{one:02}", "city_department", f"T{one:02}") for one in numbers for letter in "AB")])
        codes += [f"{letter}{one:02}" for one in numbers for letter in "AB"]
        for who, role in ((BUREAU, Role.CLERK), (DIRECTOR, Role.HEAD)):
            made.actors[who] = evolve(made.actors[who], granted=tuple(Granted(role, one) for one in ("E", *codes)))
        made.actors[ABOVE] = evolve(made.actors[ABOVE], granted=(Granted(Role.CLERK, "C"),))
        made.actors[OTHER] = evolve(made.actors[OTHER], granted=(Granted(Role.SUPERIOR, "C"),))
        yield made


def _add(office: Office, units: list[tuple[str, str, str]]) -> None:
    """More units: the code, type and parent of each."""
    codes = [code for code, _, _ in units]
    with writing(office.records) as connection:
        store(connection, Roster(
            units=tuple(Unit(id=code, type=sort) for code, sort, _ in units),
            placements=tuple(Placement(unit=code, name=code, parent=parent, since=SINCE)
                             for code, _, parent in units)))
        world = whole_world(connection, as_of=TODAY, calendar=Calendar())
        there = jurisdictions_on(connection, office.plugins, TODAY)
        refresh(connection, world, there, codes, at=START, why="sweep")


def acts(office: Office) -> UpwardReports:
    """What may be done to reports."""
    return UpwardReports(office.records, office.plugins, lambda: office.moment)


def door(office: Office, who: str) -> Access:
    """What somebody sees."""
    return Access(office.records, office.plugins, office.actors[who], on=office.today, calendar=Calendar())


def held(office: Office, of: str, kind: str = "routine", *, on: date = TODAY, at: datetime = START,  # noqa: PLR0913 - a talk
         regulation: str = CODE) -> str:
    """A talk of a unit that was held: its reference."""
    done = office.propose(CLERK, regulation=regulation, kind="routine", interviewees=(OTHER,), interviewers=(),
                          recorder="")
    with writing(office.records) as connection:
        found, case = find_interview(connection, done.case), case_file_of(connection, done.case)
        assert found is not None
        assert case is not None
        connection.execute(update(interview).where(interview.c.id == found.id).values(
            kind=kind, unit_id=unit_ids(connection, (of,))[of], number=f"2026-{found.id + 100:06d}"))
        append(connection, case, Entry(code=HELD, happened_on=on, interview_id=found.id), by=None, at=at)
    return done.case


def drafted(office: Office, of: str = "E", by: str = BUREAU, addressee: str = "") -> str:
    """The report of a unit on the half-year."""
    return acts(office).draft(office.actors[by], NewReport(
        unit=of, regulation=CODE, duty="summary", cause=HALF, addressee=addressee), token=office.token())


def seen(office: Office, who: str, reference: str) -> ReportView:
    """What somebody sees of a report."""
    found = door(office, who).report(reference)
    assert found is not None
    return found


def version(office: Office, reference: str) -> int:
    """That of its case."""
    with writing(office.records) as connection:
        case = case_file_of(connection, reference)
    assert case is not None
    return case.version


def write(office: Office, reference: str, by: str = BUREAU, remarks: dict[str, str] | None = None,
          **fields: str) -> Done:
    """Write in a draft: what it says already, and these."""
    said = {code: text for code, text in seen(office, by, reference).said.items() if text}
    return acts(office).write(office.actors[by], reference, said | FINDINGS | fields, remarks or {},
                              version=version(office, reference), token=office.token())


def reviewed(office: Office, of: str = "E", by: str = BUREAU, head: str = DIRECTOR, addressee: str = "") -> str:
    """A report that was drafted, written, and found right."""
    reference = drafted(office, of, by, addressee)
    write(office, reference, by)
    acts(office).review(office.actors[head], reference, version=version(office, reference), token=office.token())
    return reference


def send(office: Office, reference: str, by: str = BUREAU, **sent: object) -> Done:
    """Send it."""
    return acts(office).send(office.actors[by], reference, Sent(**sent),  # type: ignore[arg-type]
                             version=version(office, reference), token=office.token())


def sent(office: Office, of: str = "E", by: str = BUREAU, head: str = DIRECTOR) -> str:
    """A report that was sent."""
    reference = reviewed(office, of, by, head)
    send(office, reference, by)
    return reference


def receive(office: Office, reference: str, by: str = ABOVE) -> Done:
    """Receive it."""
    return acts(office).receive(office.actors[by], reference, version=version(office, reference), token=office.token())


def give_back(office: Office, reference: str, reason: str = "数字有误", by: str = ABOVE) -> Done:
    """Return it."""
    return acts(office).give_back(office.actors[by], reference, reason, version=version(office, reference),
                                  token=office.token())
