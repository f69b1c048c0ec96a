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
from yuetan_web.forms import MOST_DIGITS, late, read_day
from yuetan_web.listing import LONGEST, day_in
from yuetan_web.people import several

PROPOSED = "proposed"
"""As what act a proposal is kept that was begun."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_TEXTS = ("also", "planned", "time", "minutes", "place", "topic", "company", "recorder", "other", "seek", "reason",
          "on", "late_paper", "late_reason", "lead", "because", "draft")
_OWN_DAY, _OWN_TIME = "planned.", "time."  # before a staff number: of those talked to one by one each his own
MOST_APART = 30
"""So many talks are proposed at once, each with one person."""


@frozen
class Draft:
    """What was typed, and nothing else; ``kind`` is the code of a regulation and of a kind in it."""

    kind: str = ""
    cadres: tuple[str, ...] = ()  # whom it is with, by staff numbers
    interviewers: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    collective: bool = False
    apart: bool = False  # each of those it is with is talked to alone
    entrusted: bool = False  # who talks was entrusted with it by the one whom the rules name
    texts: dict[str, str] = field(factory=dict)
    own: dict[str, str] = field(factory=dict)  # by a field of one person's: his own day and time

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
        typed.get("apart", "") == "yes", texts={name: typed.get(name, "").strip() for name in _TEXTS},
        own={name: text.strip() for name, text in typed.items() if name.startswith((_OWN_DAY, _OWN_TIME))})


def fields_of(draft: Draft) -> tuple[tuple[str, str], ...]:
    """The same as a form sends it once more; what is asked along the way is left out."""
    lists = {"cadre": draft.cadres, "interviewer": draft.interviewers, "ground": draft.grounds, "topics": draft.topics}
    yes = {"collective": draft.collective, "apart": draft.apart}
    texts = {name: text for name, text in draft.texts.items() if name not in {"also", "other", "seek"}}
    return (("kind", draft.kind), *((name, one) for name, some in lists.items() for one in some),
            *((name, "yes") for name, so in yes.items() if so),
            *((name, text) for name, text in (texts | draft.own).items() if text))


def joined(draft: Draft) -> Draft:
    """The draft with whoever was named to be talked to as well. Raises `Unfit` for somebody who is not found."""
    more = several(draft.texts["also"], "also")
    return evolve(draft, cadres=_once((*draft.cadres, *more)), texts={**draft.texts, "also": ""})


def proposals_of(draft: Draft) -> tuple[Proposal, ...]:
    """The proposals a draft makes: one, or one for each where they are talked to one by one.

    Raises `Unfit` with every field that will not do.
    """
    if not (draft.apart and len(draft.cadres) > 1):
        return (_proposal_of(draft),)
    if len(draft.cadres) > MOST_APART:
        raise Unfit({"interviewees": say("一次最多分别发起 {most} 人；请分批办理。", most=MOST_APART)})
    own = [_alone(draft, one) for one in draft.cadres]
    errors = dict[str, str]()
    for cadre, one in zip(draft.cadres, own, strict=True):
        try:
            _proposal_of(one)
        except Unfit as wrong:
            errors |= {f"{name}.{cadre}" if name in {"planned", "time"} and draft.own.get(f"{name}.{cadre}") else name:
                       text for name, text in wrong.errors.items()}
    if errors:
        raise Unfit(errors)
    return tuple(map(_proposal_of, own))


def _alone(draft: Draft, cadre: str) -> Draft:
    """The draft of the talk with one of them, with the day and time that are his own."""
    own = {name: text for name in ("planned", "time") if (text := draft.own.get(f"{name}.{cadre}", ""))}
    return evolve(draft, cadres=(cadre,), collective=False, texts=draft.texts | own)


def _proposal_of(draft: Draft) -> Proposal:
    errors, texts = dict[str, str](), draft.texts
    company, recorder = _people(draft, "company", errors), _people(draft, "recorder", errors)
    planned, on = _day(draft, "planned", errors), _day(draft, "on", errors)
    if texts["time"] and not _TIME.fullmatch(texts["time"]):
        errors["time"] = say("请写成 09:30 这样的时间。")
    minutes = texts["minutes"]
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) <= MOST_DIGITS):
        errors["minutes"] = say("预计时长请填分钟数，如 60。")
    if len(recorder) > 1:
        errors["recorder"] = say("记录人只能有一位。")
    if errors:
        raise Unfit(errors)
    regulation, _, kind = draft.kind.partition(":")
    return Proposal(
        regulation=regulation, kind=kind, interviewees=draft.cadres, interviewers=draft.interviewers,
        company=company, recorder="".join(recorder), planned=planned, planned_time=texts["time"],
        planned_minutes=int(minutes or "0"), place=texts["place"], entrusted=draft.entrusted, topic=texts["topic"],
        grounds=draft.grounds, topics=draft.topics, collective=draft.collective, lead=texts["lead"],
        on=on, reason=texts["reason"], late=late(texts))


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
