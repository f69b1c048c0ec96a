"""The acts of upward reports."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from yuetan.casework.upward_reports import NewReport, Sent, UpwardReports
from yuetan.testing.acts.playing import Doing
from yuetan.testing.acts.way import Nothing, Reason, Way


@frozen(kw_only=True)
class Written:
    """What is written in a draft, beside what it says already; and why a figure is not what the records say."""

    fields: Mapping[str, str]
    remarks: Mapping[str, str] = field(factory=dict)


def _reports(doing: Doing) -> UpwardReports:
    playing = doing.playing
    return UpwardReports(playing.records, playing.plugins, playing.now)


def _draft(doing: Doing, asked: NewReport) -> str:
    return _reports(doing).draft(doing.actor, asked, token=doing.token)


def _write(doing: Doing, asked: Written) -> str:
    seen = doing.playing.door(doing.actor).report(doing.reference)
    said = {code: text for code, text in seen.said.items() if text} if seen else {}
    return _reports(doing).write(doing.actor, doing.reference, {**said, **asked.fields}, asked.remarks,
                                 version=doing.version, token=doing.token).case


def _review(doing: Doing, _: Nothing) -> str:
    return _reports(doing).review(doing.actor, doing.reference, version=doing.version, token=doing.token).case


def _decline(doing: Doing, asked: Reason) -> str:
    return _reports(doing).decline(doing.actor, doing.reference, asked.reason, version=doing.version,
                                   token=doing.token).case


def _send(doing: Doing, asked: Sent) -> str:
    return _reports(doing).send(doing.actor, doing.reference, asked, version=doing.version, token=doing.token).case


def _receive(doing: Doing, _: Nothing) -> str:
    return _reports(doing).receive(doing.actor, doing.reference, version=doing.version, token=doing.token).case


def _return(doing: Doing, asked: Reason) -> str:
    return _reports(doing).give_back(doing.actor, doing.reference, asked.reason, version=doing.version,
                                     token=doing.token).case


WAYS: Mapping[str, Way] = {
    "report.draft": Way(NewReport, _draft, owed=True), "report.write": Way(Written, _write),
    "report.review": Way(Nothing, _review), "report.decline": Way(Reason, _decline), "report.send": Way(Sent, _send),
    "report.receive": Way(Nothing, _receive), "report.return": Way(Reason, _return),
}
