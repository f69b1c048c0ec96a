"""What is done to a unit's collections: entries added, edited, retired and brought in from a workbook.

Every act is kept as a whole, in one transaction with its event, or not at all; the same request sent twice is done
once. An edited entry is the next version of it, a retired one is a version too: nothing is ever lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.civil import civil_date
from yuetan.casework.collections_fit import Fitting, UnfitRows
from yuetan.casework.collections_opened import OpenedCollection, Which, opened_collection
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.opened import office_on
from yuetan.casework.lead_texts import unfit_text
from yuetan.plugins import Plugins
from yuetan.records import collections as stored
from yuetan.records.cases import done_before, remember_done
from yuetan.records.collections import KeptEntry, NewVersion
from yuetan.records.database import Engine, writing
from yuetan.records.journal import Entry, append
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

__all__ = ["Collections", "UnfitRows", "Which"]

ADDED, EDITED, RETIRED, BROUGHT_IN, DRAWN_SET = (
    "collection_added", "collection_edited", "collection_retired", "collection_brought_in", "collection_drawn_set")
MOST_DRAWN = 200
MOST_ROWS = 5_000  # entries brought in at once


@frozen(kw_only=True)
class _Made:
    """What an act is about to keep: its event, and the versions that it brings."""

    content: Mapping[str, str]
    versions: tuple[NewVersion, ...] = ()
    drawn: int | None = None


Make = Callable[[OpenedCollection], _Made]


@frozen(eq=False)
class Collections:
    """The acts of collections, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def add(self, actor: Actor, which: Which, fields: Mapping[str, str], *, token: str) -> None:
        """Add an entry. Raises `Hidden` for who keeps the collection not, and `Unfit`."""
        def make(opened: OpenedCollection) -> _Made:
            made = stored.new_entry(Fitting(opened).fit(fields))
            return _Made(content=_of_one(made), versions=(made,))
        self._once(actor, which, token, ADDED, make)

    def edit(self, actor: Actor, which: Which, entry: str, fields: Mapping[str, str], *, version: int,  # noqa: PLR0913 - what, and as it was seen
             token: str) -> None:
        """Have an entry say something else from now on; one that was retired is in use again.

        Raises `Hidden`, `Unfit`, or `Conflict` where it is no longer at the version the actor saw.
        """
        def make(opened: OpenedCollection) -> _Made:
            seen = _seen(opened, entry, version)
            made = NewVersion(entry=entry, version=seen.version + 1, content=Fitting(opened).fit(fields, but=entry))
            if not seen.retired and dict(made.content) == dict(seen.content):
                raise Unfit({"fields": say("没有改动；请改过再保存。")})
            return _Made(content=_of_one(made), versions=(made,))
        self._once(actor, which, token, EDITED, make)

    def retire(self, actor: Actor, which: Which, entry: str, *, version: int, token: str) -> None:
        """Have an entry not be drawn any more; it stays on record, and tests drawn before show it as it was.

        Raises `Hidden`, or `Conflict` where it is no longer as the actor saw it.
        """
        def make(opened: OpenedCollection) -> _Made:
            seen = _seen(opened, entry, version)
            if seen.retired:
                raise Conflict(say("这一条已经停用；请刷新后再看。"))
            made = NewVersion(entry=entry, version=seen.version + 1, content=seen.content, retired=True)
            return _Made(content=_of_one(made), versions=(made,))
        self._once(actor, which, token, RETIRED, make)

    def bring_in(self, actor: Actor, which: Which, rows: Sequence[Mapping[str, str]], *, source: str,  # noqa: PLR0913 - what, and out of what
                 token: str, spoilt: bool = False) -> int:
        """Add all entries of a workbook, or none: how many. ``source`` is the name of the file.

        With ``spoilt``, something else is wrong in it already: the rows are looked over and none is added.

        Raises `Hidden`, `Unfit` for no rows or too many, and `UnfitRows` with every field of every row that will not
        do, rows counted from 0.
        """
        if not 0 < len(rows) <= MOST_ROWS:
            raise Unfit({"file": say("文件里应有 1 至 {most} 条，现有 {found} 条。", most=MOST_ROWS, found=len(rows))})

        def make(opened: OpenedCollection) -> _Made:
            made = tuple(map(stored.new_entry, Fitting(opened).fit_all(rows)))
            if spoilt:
                raise UnfitRows({})
            whole = stored.hash_of({one.entry: stored.hash_of(one.content) for one in made})
            return _Made(content={"source": _named(source), "entries": str(len(made)), "hash": whole}, versions=made)
        self._once(actor, which, token, BROUGHT_IN, make)
        return len(rows)

    def set_drawn(self, actor: Actor, which: Which, count: str, *, token: str) -> None:
        """Have every test drawn from now on have so many questions. Raises `Hidden` and `Unfit`."""
        text = count.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_DRAWN))
                and 0 < int(text) <= MOST_DRAWN):
            raise Unfit({"drawn": say("请写 1 至 {most} 之间的整数。", most=MOST_DRAWN)})
        self._once(actor, which, token, DRAWN_SET,
                   lambda _: _Made(content={"drawn": str(int(text))}, drawn=int(text)))

    def _once(self, actor: Actor, which: Which, token: str, code: str, make: Make) -> None:
        """Do an act unless the same request did it before; `Conflict` for a request that did something else."""
        if not token:
            raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
        with writing(self.records) as connection:
            at = self.now()
            opened = opened_collection(connection, office_on(connection, self.plugins, civil_date(at)), actor, which)
            if (before := done_before(connection, token, actor.account)) is not None:
                if (before[0], before[2]) != (opened.kept.reference, code):
                    raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
                return
            made = make(opened)
            written = append(connection, opened.case, Entry(
                code=code, happened_on=civil_date(at), content=made.content), by=actor.account, at=at)
            if made.versions:
                stored.add_versions(connection, opened.kept.id, made.versions, sequence=written.sequence, at=at,
                                    by=actor.account)
            if made.drawn is not None:
                stored.set_drawn(connection, opened.kept.id, made.drawn)
            remember_done(connection, token, actor.account, written.id, at)


def _seen(opened: OpenedCollection, entry: str, version: int) -> KeptEntry:
    """An entry as it stands; `Conflict` where that is not as it was seen."""
    found = next((one for one in opened.entries if one.entry == entry), None)
    if found is None:
        raise Hidden
    if found.version != version:
        raise Conflict(say("这一条刚刚有人改过；请刷新页面，看过最新内容再改。"))
    return found


def _of_one(made: NewVersion) -> dict[str, str]:
    """What the record says of one version: which it is, and a hash of what it says, so that a change would show."""
    return {"entry": made.entry, "version": str(made.version), "hash": stored.hash_of(made.content)}


def _named(source: str) -> str:
    """The name of a file as it is kept."""
    return source[:TITLE_LENGTH] if not unfit_text(source, TITLE_LENGTH, optional=True) else source.encode(
        "ascii", "replace").decode()[:TITLE_LENGTH].replace("\x00", "?")
