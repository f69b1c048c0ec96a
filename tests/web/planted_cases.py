"""What happened in the planted office: seven interviews, three leads, an appeal and a report, a text in every paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from planted_people import (
    ASIDE,
    BUREAU,
    CLERK,
    COUNTY,
    COUNTY_CADRE,
    COUNTY_CLERK,
    COUNTY_HEAD,
    DEPUTY,
    DIRECTOR,
    FILED,
    FIRST,
    GROUP,
    HEADED,
    LEADS,
    LEFT,
    OTHER,
    PLAIN,
    RECORDER,
    SECOND,
    SECRETARY,
    SILENT,
    SILENT_TOO,
    TALKER,
    TOLD_HEAD,
    WRITER,
)
from planted_shell import Planted, peopled, plugins
from secrets_planted import SOURCE, WORDING

from yuetan.casework.acts import Late
from yuetan.casework.appeals import Appeals
from yuetan.casework.leads import Received, Source
from yuetan.casework.sweeping import sweep_all
from yuetan.casework.upward_reports import NewReport, Sent, UpwardReports

TALK, AFTER = date(2026, 3, 9), date(2026, 3, 16)


@contextmanager
def built(folder: Path) -> Iterator[tuple[Planted, Planted, Planted]]:
    """The office three times: with both silent cases, without the second of them, and without either."""
    with peopled(folder) as planted:
        _before_the_talks(planted)
        planted.office.on(TALK)
        _talks(planted)
        planted.office.on(AFTER)
        _after_the_talks(planted)
        sweep_all(planted.records, plugins(), at=planted.office.moment)
        without_both = planted.copied(folder / "without both.db")
        _silent(planted, SILENT, DEPUTY)
        without_one = planted.copied(folder / "without one.db")
        _silent(planted, SILENT_TOO, SECRETARY)
        try:
            yield planted, without_one, without_both
        finally:
            without_one.records.dispose()
            without_both.records.dispose()


def lead(planted: Planted, case: str) -> str:
    """A lead, with everything sealed that is to be, and the finding it led to."""
    at, acts = planted.office.moment, planted.acts_on_leads
    planted.leads[case] = acts.enter(planted.actor(PLAIN), Received(
        about=LEADS[case], unit="J", received_on=at.date(), channel="来信", summary=planted.plant("summary", case),
        handlers=(CLERK,), source=Source(**SOURCE), material=WORDING), at=at)
    acts.confirm(planted.actor(CLERK), planted.leads[case], {
        "whose": "本人", "found_in": "信访举报", "problem": planted.plant("finding", case)}, at=at)
    acts.ask_opening(planted.actor(CLERK), planted.leads[case], "source", "核实来信真伪", at=at)
    return planted.leads[case]


def propose(planted: Planted, case: str, by: str = CLERK, **values: object) -> None:
    planted.cases[case] = planted.office.propose(by, **({"reason": planted.plant("handling", case)} | values))


def take(planted: Planted, case: str, by: str, code: str, **values: object) -> None:
    planted.cases[case] = planted.office.take(by, planted.cases[case], code, **values)


def plants(planted: Planted, case: str, kinds: Mapping[str, str], whose: str = "") -> dict[str, str]:
    """Fields of a paper, each with a planted text of some kind."""
    return {field: planted.plant(kind, case, whose) for field, kind in kinds.items()}


def notify(planted: Planted, case: str, by: str = CLERK, **values: object) -> None:
    notice = {"topic": planted.plant("topic", case), "date": "2026-03-09", "time": "09:30",
              "place": planted.plant("place", case)}
    take(planted, case, by, "notified", fields=notice, addressee="interviewee", **values)


def record(planted: Planted, case: str, by: str) -> None:
    fields = ("topic", "reason", "account", "explanation", "measures")
    take(planted, case, by, "recorded", fields=plants(planted, case, dict.fromkeys(fields, "record")))


def report(planted: Planted) -> None:
    fields = plants(planted, FILED, dict.fromkeys(("problem", "measures", "results"), "report"), OTHER)
    take(planted, FILED, OTHER, "rectification_report", fields=fields)


def choice(planted: Planted, by: str, code: str) -> str:
    """The paper that an act may be about."""
    return planted.office.offers(by, planted.cases[FILED])[code].fields[0].choices[0]


def _before_the_talks(planted: Planted) -> None:
    propose(planted, FILED, kind="warning", lead=lead(planted, FILED), grounds=("4.3",))
    propose(planted, GROUP, interviewees=(FIRST, SECOND), interviewers=(TALKER,), recorder=WRITER, collective=True)
    propose(planted, LEFT, interviewees=(DIRECTOR,), interviewers=(DEPUTY, ASIDE))
    propose(planted, HEADED, interviewees=(TOLD_HEAD,), interviewers=(SECRETARY,))
    propose(planted, COUNTY, COUNTY_CLERK, interviewees=(COUNTY_CADRE,), interviewers=(COUNTY_HEAD,), recorder="")
    take(planted, LEFT, CLERK, "recused", fields={"cadre": ASIDE, "reason": planted.plant("handling", LEFT)})
    for case in (FILED, GROUP, LEFT, HEADED):
        take(planted, case, CLERK, "consulted")
        notify(planted, case)
    late = Late(paper="东委通〔2026〕3号", reason="先行口头通知")
    take(planted, COUNTY, COUNTY_CLERK, "consulted", late=late)
    notify(planted, COUNTY, COUNTY_CLERK, late=late)
    postpone(planted, FILED, OTHER)
    for who in (FIRST, SECOND):
        postpone(planted, GROUP, who)


def postpone(planted: Planted, case: str, who: str) -> None:
    take(planted, case, who, "postponement_asked", fields=plants(planted, case, {"reason": "postponement"}, who))


def _talks(planted: Planted) -> None:
    for case, writer in ((FILED, RECORDER), (GROUP, WRITER), (LEFT, RECORDER), (HEADED, RECORDER)):
        take(planted, case, CLERK, "held", reason=planted.plant("handling", case))
        record(planted, case, writer)


def _after_the_talks(planted: Planted) -> None:
    report(planted)
    back = {"paper": choice(planted, DEPUTY, "returned"), "reason": planted.plant("outcome", FILED, OTHER)}
    take(planted, FILED, DEPUTY, "returned", fields=back)
    report(planted)
    accepted = {"paper": choice(planted, DEPUTY, "accepted"), "opinion": planted.plant("outcome", FILED, OTHER)}
    take(planted, FILED, DEPUTY, "accepted", fields=accepted)
    wish = {"sequence": "1", **plants(planted, FILED, {"correction": "handling", "reason": "handling"})}
    take(planted, FILED, CLERK, "correction_asked", fields=wish)
    take(planted, FILED, CLERK, "filed", fields=plants(planted, FILED, {"volume": "handling"}))
    for case, who in ((FILED, OTHER), (GROUP, FIRST), (GROUP, SECOND)):
        take(planted, case, who, "objected", fields=plants(planted, case, {"statement": "objection"}, who))
    appeals = Appeals(planted.records, plugins(), lambda: planted.office.moment)
    appeals.lodge(planted.actor(OTHER), planted.cases[FILED].case, planted.plant("appeal", FILED, OTHER))
    _report(planted)


def _report(planted: Planted) -> None:
    """A report of the bureau to the discipline organ, sent."""
    reports = UpwardReports(planted.records, plugins(), lambda: planted.office.moment)
    reference = reports.draft(planted.actor(BUREAU), NewReport(
        unit="E", regulation="lianyungang", duty="half_year_summary", cause="2026H1"), token="drafted")  # noqa: S106 - of a request
    reports.write(planted.actor(BUREAU), reference, {
        "talks": "3", "by_kind": planted.plant("unit report", "E"), "findings": planted.plant("unit report", "E")}, {
        "talks": planted.plant("unit report", "E"), "by_kind": "照实填写"}, version=1, token="written")  # noqa: S106
    reports.review(planted.actor(DIRECTOR), reference, version=2, token="reviewed")  # noqa: S106
    reports.send(planted.actor(BUREAU), reference, Sent(), version=3, token="sent")  # noqa: S106


def _silent(planted: Planted, case: str, talker: str) -> None:
    """An interview that is on its way to somebody who knows nothing of it yet."""
    propose(planted, case, kind="warning" if case == SILENT else "routine", interviewees=(LEADS[case],),
            interviewers=(talker,), lead=lead(planted, case), planned=date(2026, 3, 23), planned_time="09:30",
            topic=planted.plant("topic", case), place=planted.plant("place", case))
    take(planted, case, CLERK, "consulted")
