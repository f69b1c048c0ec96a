"""The talks that decide what an actor may see: those he plays a part in, those kept from him, those that cleared one.

Where they are few, their keys are looked up once for a page and written into its statements. Asked for in each
condition anew, they would be planned each time, and PostgreSQL takes every such condition to leave half of all rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    false,
    func,
    literal,
    select,
    union_all,
)

from yuetan.access.reach import listed
from yuetan.records.interviews import INTERVIEWEE, RECUSED
from yuetan.records.one_state import only_reads
from yuetan.records.tables import event, interview, lead, participant
from yuetan.rules.events import CLEARED, HELD, NOTIFIED

FEW = 1000
"""So many keys a statement holds rather than the question for them."""

_APART, _PLAYED, _ON_A_LEAD, _STOOD_FOR, _CLEARED = "apart", "played", "on a lead", "stood for", "cleared"
_KEEPING = (INTERVIEWEE, RECUSED)
"""The parts that keep a talk from whoever plays them."""

Keys = frozenset[int]


@frozen(kw_only=True)
class OwnTalks:
    """The keys of talks; None where they are many, or may change before they are used."""

    played: tuple[tuple[str, Keys], ...] | None = None  # in which he plays a part that keeps nothing from him
    concerned: Keys | None = None  # in which he is talked to
    recused: Keys | None = None  # from which he is recused
    served: Keys | None = None  # in which he is talked to and knows it
    on_a_lead: Keys | None = None  # that rest on a lead about him, or about somebody in whose place he acts
    stood_for: Keys | None = None  # that are kept from somebody in whose place he acts
    cleared: Keys | None = None  # that ended in clearing whoever was talked to

    @property
    def none_cleared(self) -> bool:
        """Whether it is known that no talk cleared anybody."""
        return self.cleared is not None and not self.cleared

    def taking_part(self, parts: Collection[str]) -> Keys | None:
        """Those in which he plays one of some parts; these keep nothing from him."""
        if self.played is None:
            return None
        return frozenset(key for part, keys in self.played if part in parts for key in keys)


def among(column: ColumnElement[Any], keys: Keys | None, query: Select[Any]) -> ColumnElement[bool]:
    """Whether a column holds one of some keys, or one that a query finds, where these are not known."""
    if keys is None:
        return column.in_(query)
    return column.in_(listed(keys)) if keys else false()


def own_talks(connection: Connection, me: int | None, principals: Sequence[int], on: date) -> OwnTalks:
    """Those of a cadre who acts for others besides, or of nobody, on a day; none in a transaction that may write."""
    if not only_reads(connection):
        return OwnTalks()
    asked: dict[str, Any] = {"most": FEW + 1} | ({} if me is None else {"me": me, "about": [me, *principals]})
    asked |= {"principals": list(principals)} if principals else {}
    found, numbers = defaultdict[tuple[str, str], set[int]](set), Counter[str]()
    for why, part, key in connection.execute(_talks(me is not None, bool(principals)), asked):
        found[why, part].add(key)
        numbers[why] += 1
    few = {why for why in (_APART, _PLAYED, _ON_A_LEAD, _STOOD_FOR, _CLEARED) if numbers[why] <= FEW}

    def keys(why: str, part: str = "") -> Keys | None:
        return frozenset(found[why, part]) if why in few else None

    parts = sorted(part for why, part in found if why == _PLAYED)
    talks = OwnTalks(
        played=tuple((part, frozenset(found[_PLAYED, part])) for part in parts) if _PLAYED in few else None,
        concerned=keys(_APART, INTERVIEWEE), recused=keys(_APART, RECUSED), on_a_lead=keys(_ON_A_LEAD),
        stood_for=keys(_STOOD_FOR), cleared=keys(_CLEARED))
    if talks.concerned is None or talks.recused is None:
        return talks
    return evolve(talks, served=_served(connection, me, talks.concerned - talks.recused, on))


def _served(connection: Connection, me: int | None, concerned: Keys, on: date) -> Keys:
    if not concerned:
        return frozenset()
    rows = connection.execute(_told(), {"me": me, "on": on, "talks": sorted(concerned)})
    return frozenset(rows.scalars())


@cache
def _talks(somebody: bool, for_others: bool) -> CompoundSelect[Any]:  # noqa: FBT001 - as it is asked
    """Why a talk is among his, the part he plays where that is why, and its key; one more of each than are few."""
    part, me, keeping = participant.c, bindparam("me", type_=Integer()), participant.c.part.in_(_KEEPING)
    every = [_some(_CLEARED, _NO_PART, event.c.interview_id).where(
        event.c.code == CLEARED, event.c.interview_id.is_not(None))]
    if somebody:
        every += [_some(_APART, part.part, part.interview_id).where(part.cadre_id == me, keeping),
                  _some(_PLAYED, part.part, part.interview_id).where(part.cadre_id == me, ~keeping),
                  _some(_ON_A_LEAD, _NO_PART, interview.c.id).join(lead, interview.c.lead_id == lead.c.id).where(
                      lead.c.cadre_id.in_(bindparam("about", expanding=True)))]
    if for_others:
        others = part.cadre_id.in_(bindparam("principals", expanding=True))
        every.append(_some(_STOOD_FOR, _NO_PART, part.interview_id).where(others, keeping))
    return union_all(*(one.limit(bindparam("most", type_=Integer())).subquery().select() for one in every))


_NO_PART: ColumnElement[str] = literal("", String())


def _some(why: str, part: ColumnElement[str], key: ColumnElement[Any]) -> Select[Any]:
    return select(literal(why, String()).label("why"), part.label("part"), key.label("talk"))


@cache
def _told() -> Select[Any]:
    """Of some talks with him those that he knows of: by a notice to himself, or since he was talked to."""
    me = bindparam("me", type_=Integer())
    return select(interview.c.id).join(event, event.c.case_id == interview.c.case_id).where(
        interview.c.id.in_(bindparam("talks", expanding=True)), event.c.code.in_((NOTIFIED, HELD)),
        event.c.happened_on <= bindparam("on", type_=Date()), func.coalesce(event.c.cadre_id, me) == me,
        event.c.addressee.in_(("", INTERVIEWEE)))
