"""What a workbook would change: compared with what stands in the records, before anything is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import frozen

from yuetan.engine.facts import FOREVER
from yuetan.records.values import Roster, appointment_key, placement_key, portfolio_key
from yuetan.wording import say

T = TypeVar("T")


@frozen(kw_only=True)
class Difference:
    """Of one part of a roster, in words: what is new, what differs, and what stands in the records alone."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()  # what has not ended and the workbook does not name: it stays as it is


def differences(stored: Roster, coming: Roster, own: Roster | None = None) -> Mapping[str, Difference]:
    """By part: placements of units, cadres, appointments and portfolios. An import never takes anything away.

    ``own`` is what the reader may be told of that the workbook does not name; without it, all that is stored.
    """
    stored, coming, own = stored.in_order(), coming.in_order(), (own or stored).in_order()
    names = {one.id: one.name for one in (*stored.cadres, *coming.cadres)}

    def person(number: str) -> str:
        return f"{names.get(number, '')} {number}".strip()

    return {
        "placements": _compared(stored.placements, coming.placements, own.placements, placement_key,
                                lambda one: say("{unit} {name}（{stretch}）", unit=one.unit, name=one.name,
                                                stretch=_stretch(one))),
        "cadres": _compared(stored.cadres, coming.cadres, own.cadres, lambda one: (one.id,),
                            lambda one: f"{one.name} {one.id}"),
        "appointments": _compared(stored.appointments, coming.appointments, own.appointments, appointment_key,
                                  lambda one: say("{person}：{unit} {title}（{stretch}）", person=person(one.cadre),
                                                  unit=one.unit, title=one.title, stretch=_stretch(one))),
        "portfolios": _compared(stored.portfolios, coming.portfolios, own.portfolios, portfolio_key,
                                lambda one: say("{person}：{unit}（{stretch}）", person=person(one.cadre),
                                                unit=one.unit, stretch=_stretch(one)))}


def _compared(stored: Iterable[T], coming: Iterable[T], own: Iterable[T], key: Callable[[T], tuple[Any, ...]],
              words: Callable[[T], str]) -> Difference:
    was, becomes = {key(one): one for one in stored}, {key(one): one for one in coming}
    changed = (say("{was} → {becomes}", was=words(was[one]), becomes=words(becomes[one]))
               for one in becomes if one in was and was[one] != becomes[one])
    return Difference(
        new=tuple(words(becomes[one]) for one in becomes if one not in was), changed=tuple(changed),
        gone=tuple(words(one) for one in own if key(one) not in becomes and _lasts(one)))


def _lasts(one: object) -> bool:
    return getattr(one, "until", FOREVER) == FOREVER


def _stretch(one: Any) -> str:  # noqa: ANN401 - whatever has a first and a last day
    if one.since == date.min:
        return say("至今") if one.until == FOREVER else say("{until} 前", until=one.until)
    until = say("今") if one.until == FOREVER else say("{until} 前", until=one.until)
    return say("{since} 至 {until}", since=one.since, until=until)
