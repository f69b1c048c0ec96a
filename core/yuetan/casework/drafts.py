"""Forms that were begun and not sent: kept for who writes them, sealed, until they are sent or a month has gone by.

Nobody else reads them: not who handles the case, not whoever runs the system. A draft says nothing in any case, and
what is in it is on record only once it is sent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import evolve, frozen

from yuetan.access.actor import Actor
from yuetan.records.database import Engine, reading, writing
from yuetan.records.drafts import (
    PART,
    DraftRow,
    drafts_of,
    drop_draft,
    drop_drafts_in,
    drop_older,
    keep_draft,
)
from yuetan.records.seal_keys import Keys, SealError
from yuetan.records.sealing import unseal
from yuetan.rules.events import PROPOSED

KEPT = timedelta(days=30)
"""How long a draft is kept."""

LONGEST = 200_000  # characters of one form
MOST = 50  # drafts of one account: an older one gives way

RETURNED = "returned"
"""As what act a form is kept that was sent after the session had ended; there is one of an account at most."""

Typed = Sequence[tuple[str, str]]
"""The fields of a form, each with what was typed; several of one name are several boxes that were ticked."""


@frozen(kw_only=True)
class Kept:
    """A form that was begun and not sent."""

    reference: str
    case: str  # the reference of its interview; empty for a proposal
    act: str
    typed: Typed
    saved_at: datetime
    until: datetime  # it is forgotten then

    def values(self) -> Mapping[str, str]:
        """What was typed, by field; of several of one name the first."""
        return dict(reversed(self.typed))


@frozen
class Returned:
    """A form that was sent after the session had ended: nothing was done with it."""

    kept: Kept  # what was typed
    page: str  # the address of the page it stood on
    address: str  # where it was sent


@frozen(eq=False)
class Drafts:
    """What people have begun to write. Without ``keys`` of the seal nothing is kept at all."""

    records: Engine
    keys: Keys | None
    now: Callable[[], datetime]

    def keep(self, actor: Actor, case: str, act: str, typed: Typed, instead: str = "") -> Kept | None:
        """Keep a form; of an act in an interview in place of the one before, of a proposal ``instead`` of that one.

        None where nothing can be kept: for want of a key, or for a form of more than 200,000 characters. ``case`` is
        the reference of an interview that the actor may know of; that is for the caller to have asked.
        """
        text, at = json.dumps([list(one) for one in typed], ensure_ascii=False), self.now()
        if self.keys is None or len(text) > LONGEST:
            return None
        try:
            with writing(self.records) as connection:
                drop_draft(connection, actor.account, instead)
                reference = keep_draft(connection, self.keys, actor.account, case, act, text, at)
                for one in drafts_of(connection, actor.account)[MOST:]:
                    drop_draft(connection, actor.account, one.reference)
        except SealError:  # half a character, which no file could hold
            return None
        return Kept(reference=reference, case=case, act=act, typed=tuple(typed), saved_at=at, until=at + KEPT)

    def of(self, actor: Actor, case: str | None = None) -> tuple[Kept, ...]:
        """What the actor left, the latest first: in one interview, of proposals for ``""``, or all there is."""
        if self.keys is None:
            return ()
        with reading(self.records) as connection:
            rows = drafts_of(connection, actor.account, case)
        return tuple(self._opened(rows))

    def proposal(self, actor: Actor, reference: str) -> Kept | None:
        """One of his proposals; None where he left none of this reference."""
        return next((one for one in self.of(actor, "") if one.reference == reference and one.act == PROPOSED), None)

    def keep_returned(self, actor: Actor, page: str, address: str, typed: Typed) -> Returned | None:
        """Keep a form that came too late for its session, in place of the one before; None as with `keep`."""
        before = self.returned(actor)
        kept = self.keep(actor, "", RETURNED, (("page", page), ("address", address), *typed),
                         instead=before.kept.reference if before else "")
        return _returned(kept) if kept else None

    def returned(self, actor: Actor) -> Returned | None:
        """The form that came too late for the actor's session; None where there is none."""
        return next((_returned(one) for one in self.of(actor, "") if one.act == RETURNED), None)

    def drop(self, actor: Actor, reference: str) -> bool:
        """Forget one of his drafts: whether there was one."""
        with writing(self.records) as connection:
            return drop_draft(connection, actor.account, reference)

    def sent(self, actor: Actor, case: str, act: str) -> None:
        """Forget what he left of an act in an interview, now that it is done."""
        with writing(self.records) as connection:
            drop_drafts_in(connection, actor.account, case, act)

    def forget_old(self) -> int:
        """Forget whatever anybody left more than a month ago: how many forms that were."""
        with writing(self.records) as connection:
            return drop_older(connection, self.now() - KEPT)

    def _opened(self, rows: Sequence[DraftRow]) -> Iterator[Kept]:
        """Those that are not too old and open with the keys there are."""
        assert self.keys is not None  # noqa: S101 - nobody asks without
        oldest = self.now() - KEPT
        for row in rows:
            if row.saved_at < oldest:
                continue
            try:
                typed = json.loads(unseal(self.keys, row.reference, PART, row.sealed))
            except SealError:
                continue
            found = Kept(reference=row.reference, case=row.case, act=row.act, typed=(), saved_at=row.saved_at,
                         until=row.saved_at + KEPT)
            yield evolve(found, typed=tuple((name, text) for name, text in typed))


def _returned(one: Kept) -> Returned:
    """A form with where it stood and where it was sent, which are kept before what was typed."""
    (_, page), (_, address), *typed = one.typed
    return Returned(evolve(one, typed=tuple(typed)), page, address)
