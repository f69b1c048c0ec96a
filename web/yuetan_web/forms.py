"""Forms drawn from the rules: the fields of an act, what was typed into them, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from secrets import token_urlsafe
from typing import Protocol

from attrs import field, frozen

from yuetan.casework.acts import Late, Offer, Taken
from yuetan.casework.drafts import Kept
from yuetan.casework.errors import Unfit
from yuetan.wording import say

FIELD = "field."  # before the code of a field of a paper, so that none is taken for one of the form's own
LONGEST_DAY = 10
MOST_DIGITS = 9  # of a version


class Asked(Protocol):
    """A field of a paper, as far as a form looks into it."""

    @property
    def code(self) -> str:
        """What names it."""

    @property
    def title(self) -> str:
        """What it asks for."""

    @property
    def type(self) -> Enum:
        """What it holds."""

    @property
    def required(self) -> bool:
        """Whether it may not be empty."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What it is chosen from."""


@frozen
class Input:
    """One field as a page draws it: ``type`` is the name of a `yuetan.rules.papers.FieldType`."""

    code: str
    name: str
    title: str
    type: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    value: str = ""
    error: str = ""
    suggested: tuple[str, ...] = ()  # what is suggested to whoever fills it in


@frozen
class Form:
    """An act as a form, with what was typed and what stands against it."""

    offer: Offer
    inputs: tuple[Input, ...]
    objections: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    asks_reason: bool = False
    citation: str = ""
    stays: tuple[str, ...] = ()  # of those who attend so far, the ones that were left ticked
    kept: Kept | None = None  # where it was begun before and is gone on with

    @property
    def addressees(self) -> list[tuple[str, str]]:
        """Who may be served, to choose from."""
        return [(one.value, one.title) for one in self.offer.addressees]

    @property
    def cadres(self) -> list[tuple[str, str]]:
        """Those whom it may be about, to choose from."""
        return [(one.value, one.title) for one in self.offer.cadres]

    @property
    def tried(self) -> bool:
        """Whether it comes back to whoever sent it."""
        return bool(self.typed)


def form_of(offer: Offer, objections: tuple[str, ...] = ()) -> Form:
    """A form nobody has filled in yet, with what is known already."""
    return Form(offer, inputs_of(offer.fields, {}, {}, offer.values), objections)


def returned(offer: Offer, typed: Mapping[str, str], errors: Mapping[str, str], objections: tuple[str, ...], *,
             asks_reason: bool) -> Form:
    """A form that comes back: what was typed is kept, and what is wrong stands beside it."""
    return Form(offer, inputs_of(offer.fields, typed, errors), objections, dict(typed), dict(errors), asks_reason)


def taken(typed: Mapping[str, str]) -> Taken:
    """The act that was sent. Raises `Unfit` where a day or the version makes no sense."""
    version, on = typed.get("version", ""), read_day(typed, "on")
    if not (version.isascii() and version.isdigit()):
        raise Unfit({"version": say("这份表单不完整；请回到约谈页面重新打开。")})
    fields = {name.removeprefix(FIELD): text for name, text in typed.items() if name.startswith(FIELD)}
    return Taken(code=typed.get("code", ""), version=int(version), on=on, fields=fields,
                 addressee=typed.get("addressee", ""), cadre=typed.get("cadre", ""),
                 reason=typed.get("reason", "").strip(), late=late(typed),
                 signed_by=typed.get("signed_by", "").strip(), signed_paper=typed.get("signed_paper", "").strip())


def late(typed: Mapping[str, str]) -> Late | None:
    """Why it is entered only now; None where nothing is said about that."""
    paper, reason = typed.get("late_paper", "").strip(), typed.get("late_reason", "").strip()
    return Late(paper=paper, reason=reason) if paper or reason else None


def read_day(typed: Mapping[str, str], name: str) -> date | None:
    """A day that was typed, None where none was. Raises `Unfit` where it is no day."""
    text = typed.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:LONGEST_DAY + 1])
    except ValueError:
        raise Unfit({name: say("请写成 2026-03-09 这样的日期。")}) from None


def new_token() -> str:
    """What makes a form sent twice one act."""
    return token_urlsafe(16)


def version_in(typed: Mapping[str, str]) -> int:
    """The version of a thing that was seen; none there is, for what is no number."""
    text = typed.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else -1


def inputs_of(fields: Iterable[Asked], typed: Mapping[str, str], errors: Mapping[str, str],
              known: Mapping[str, str] | None = None) -> tuple[Input, ...]:
    """Fields as a page draws them, with what was typed, else with what is known already."""
    return tuple(Input(
        one.code, FIELD + one.code, one.title, one.type.name, one.required,
        tuple((choice, choice) for choice in one.choices),
        typed.get(FIELD + one.code, "" if typed else (known or {}).get(one.code, "")), errors.get(one.code, ""),
    ) for one in fields)
