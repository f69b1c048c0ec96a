"""An interview somebody is about to propose, as it was typed, and the proposal it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen
from werkzeug.datastructures import MultiDict

from yuetan.casework.acts import Proposal
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.forms import late, read_day
from yuetan_web.listing import LONGEST, day_in
from yuetan_web.people import several

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_TEXTS = ("also", "planned", "time", "place", "topic", "company", "recorder", "other", "reason", "on", "late_paper",
          "late_reason", "lead")


@frozen
class Draft:
    """What was typed, and nothing else; ``kind`` is the code of a regulation and of a kind in it."""

    kind: str = ""
    cadres: tuple[str, ...] = ()  # whom it is with, by staff numbers
    interviewers: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    collective: bool = False
    texts: dict[str, str] = field(factory=dict)

    @property
    def cadre(self) -> str:
        """The first of those it is with; empty where nobody is chosen."""
        return self.cadres[0] if self.cadres else ""

    @property
    def day(self) -> date | None:
        """The planned day; None where none was typed, or what was typed is none."""
        return day_in(self.texts["planned"])

    @property
    def other(self) -> str:
        """About whom it was asked why he may not talk."""
        return self.texts["other"]


def draft_of(typed: MultiDict[str, str]) -> Draft:
    """What was typed into the form, or stands in an address."""
    return Draft(
        typed.get("kind", "")[:LONGEST], _once(one[:LONGEST] for one in typed.getlist("cadre") if one),
        tuple(typed.getlist("interviewer")),
        tuple(typed.getlist("ground")), tuple(typed.getlist("topics")), typed.get("collective", "") == "yes",
        {name: typed.get(name, "").strip() for name in _TEXTS})


def joined(draft: Draft) -> Draft:
    """The draft with whoever was named to be talked to as well. Raises `Unfit` for somebody who is not found."""
    more = several(draft.texts["also"], "also")
    return evolve(draft, cadres=_once((*draft.cadres, *more)), texts={**draft.texts, "also": ""})


def proposal_of(draft: Draft) -> Proposal:
    """The proposal a draft makes. Raises `Unfit` with every field that will not do."""
    errors, texts = dict[str, str](), draft.texts
    company, recorder = _people(draft, "company", errors), _people(draft, "recorder", errors)
    planned, on = _day(draft, "planned", errors), _day(draft, "on", errors)
    if texts["time"] and not _TIME.fullmatch(texts["time"]):
        errors["time"] = say("请写成 09:30 这样的时间。")
    if len(recorder) > 1:
        errors["recorder"] = say("记录人只能有一位。")
    if errors:
        raise Unfit(errors)
    regulation, _, kind = draft.kind.partition(":")
    return Proposal(
        regulation=regulation, kind=kind, interviewees=draft.cadres, interviewers=draft.interviewers,
        company=company, recorder="".join(recorder), planned=planned, planned_time=texts["time"], place=texts["place"],
        topic=texts["topic"], grounds=draft.grounds, topics=draft.topics, collective=draft.collective,
        lead=texts["lead"], on=on, reason=texts["reason"], late=late(texts))


def _once(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people))


def _people(draft: Draft, name: str, errors: dict[str, str]) -> tuple[str, ...]:
    try:
        return several(draft.texts[name], name)
    except Unfit as wrong:
        errors.update(wrong.errors)
        return ()


def _day(draft: Draft, name: str, errors: dict[str, str]) -> date | None:
    try:
        return read_day(draft.texts, name)
    except Unfit as wrong:
        errors.update(wrong.errors)
        return None
