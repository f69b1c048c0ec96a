"""A hand-over as those see it who have a part in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from attrs import frozen

from yuetan.access.actor import Actor, Role
from yuetan.access.reading_handover import Item, Sort
from yuetan.access.reading_people import unit_names
from yuetan.records.database import Connection
from yuetan.records.handovers import DRAFTED, KeptHandover, drawn_on
from yuetan.wording import later, say

STANDS_IN = later("{proxy}代{principal}")


@frozen(kw_only=True)
class HandoverLine:
    """One line of the list, in words."""

    sort: str
    what: str
    printed: tuple[str, str]  # both in Chinese, as papers say them
    on: date | None
    reference: str  # of the interview or plan, for a link; empty where there is none


@frozen(kw_only=True)
class HandoverView:
    """A hand-over with its list, and what the reader may do with it."""

    reference: str
    version: int
    unit: str  # its name
    leaver: str  # names
    receiver: str
    witness: str
    leaves_on: date
    drawn_on: date  # the day it was drawn up, as it stands
    state: str  # drafted, done, withdrawn
    given_at: datetime | None
    received_at: datetime | None
    reason: str
    lines: tuple[HandoverLine, ...]
    digest: str
    changed: bool  # something has changed since the list was drawn up
    may_give: bool
    may_receive: bool
    may_witness: bool
    may_renew: bool
    may_withdraw: bool


@frozen
class Around:
    """What is asked for with hand-overs, all of them at once: the names of their units, and when each was drawn up."""

    units: Mapping[int, str]  # by their keys
    drawn: Mapping[int, date]  # by the key of the hand-over


def around(connection: Connection, those: Collection[KeptHandover], on: date) -> Around:
    """What is asked for with some hand-overs, as their units are called on a day."""
    units = unit_names(connection, tuple({one.unit_id for one in those}), on)
    return Around(units, drawn_on(connection, those))


def viewed(beside: Around, kept: KeptHandover, version: int, items: tuple[Item, ...], actor: Actor, *,  # noqa: PLR0913 - all that a page shows
           leads: bool, changed: bool) -> HandoverView:
    """A hand-over as an actor sees it; ``leads`` is whether he leads the unit."""
    going = kept.state == DRAFTED
    third = leads and not actor.counts_as(kept.leaver) and not actor.counts_as(kept.receiver)
    return HandoverView(
        reference=kept.reference, version=version, unit=beside.units.get(kept.unit_id, kept.unit),
        leaver=kept.leaver_name, receiver=kept.receiver_name, witness=kept.witness_name,
        leaves_on=kept.leaves_on, drawn_on=beside.drawn[kept.id],
        state=kept.state, given_at=kept.given_at, received_at=kept.received_at, reason=kept.reason,
        lines=tuple(map(_line, items)), digest=kept.digest,
        changed=changed, may_give=going and not changed and actor.account == kept.leaver and kept.given_at is None,
        may_receive=going and not changed and actor.account == kept.receiver and kept.received_at is None,
        may_witness=going and not changed and third and kept.given_at is None, may_renew=going and changed,
        may_withdraw=going and (leads or actor.account == kept.made_by))


def _line(one: Item) -> HandoverLine:
    if one.sort is Sort.PROXY:
        proxy, principal = one.what.split("\t")
        words = say(STANDS_IN, proxy=proxy, principal=principal)
        named = STANDS_IN.format(proxy=proxy, principal=principal)
    else:
        named = Role(one.what).title if one.sort is Sort.GRANT else one.what
        words = say(named) if one.sort is Sort.GRANT else named
    linked = one.sort in {Sort.TALK, Sort.TASK, Sort.PAPER, Sort.SIGNED}
    return HandoverLine(sort=say(one.sort.value), what=words, printed=(str(one.sort.value), named),
                        on=one.on, reference=one.of if linked else "")
