"""The acts about people who move: posts, absences, records of one person, and files; each a whole, and done once.

An act is kept in one transaction with its event in the cadre's own case, what it does to the roster and what follows in
what is owed. A preview does all of it and keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NoReturn

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.reading_dossiers import FileView
from yuetan.access.reading_fields import granting
from yuetan.access.reading_moves import scope_today, units_worked_for
from yuetan.casework.acts import Done
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.opened import Office, office_on, world_about
from yuetan.casework.people.acts import Consequences, Move, Moved
from yuetan.casework.people.files import (
    RECEIVE,
    Release,
    answer_release,
    may_receive,
    may_release,
    release_file,
    view_of_file,
)
from yuetan.casework.people.merging import TwoRecords, answer_merger, may_merge, propose_merger, propose_parting
from yuetan.casework.people.moving import move_person, revoke_move
from yuetan.casework.people.rights import MOVE, may_manage
from yuetan.casework.people.sorts import REVOKED, SORTS
from yuetan.casework.people.views import FileWay, MergerView, PersonMoves, handovers_for, mergers_for, moves_view
from yuetan.plugins import Plugins
from yuetan.records.cases import cadre_ids, done_before, remember_done
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.journal import Stale
from yuetan.records.people import standing_numbers
from yuetan.records.read_log import GIVEN, REFUSED, log_reading
from yuetan.wording import say

__all__ = ["Move", "Moved", "People", "Release", "TwoRecords"]

Act = Callable[[Connection, Office, datetime], tuple[Done, int]]


class _Previewed(Exception):  # noqa: N818 - it carries what would be done out of a transaction that is not kept
    def __init__(self, consequences: Consequences) -> None:
        super().__init__()
        self.consequences = consequences


@frozen(eq=False)
class People:
    """The acts about people, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    now: Callable[[], datetime]

    def move(self, actor: Actor, entered: Move, *, token: str) -> Done:
        """Enter an act about somebody. Raises `Hidden`, `Unfit`, `Refused`, or `Conflict` where somebody was first."""
        def act(connection: Connection, office: Office, at: datetime) -> tuple[Done, int]:
            moved, event_id = move_person(connection, office, actor, entered, at)
            return moved.done, event_id
        code = SORTS[entered.sort].event if entered.sort in SORTS else ""
        return self._once(actor, token, code, act)

    def preview(self, actor: Actor, entered: Move) -> Consequences:
        """What would change because of it, as far as the actor may see it. Raises as `move` does."""
        at = self.now()
        try:
            with writing(self.records) as connection:
                _undo(move_person(connection, self._office(connection), actor, entered, at)[0])
        except _Previewed as previewed:
            return previewed.consequences
        except Stale as stale:
            raise Conflict(_changed()) from stale

    def revoke(self, actor: Actor, cadre: str, reference: str, *, version: int, reason: str,  # noqa: PLR0913 - what, as it was seen
               token: str) -> Done:
        """Put the last act about somebody right. Raises as `move` does."""
        def act(connection: Connection, office: Office, at: datetime) -> tuple[Done, int]:
            moved, event_id = revoke_move(connection, office, actor, cadre, reference, version, reason, at)
            return moved.done, event_id
        return self._once(actor, token, REVOKED, act)

    def moves(self, actor: Actor, cadre: str) -> PersonMoves:
        """What is on record about somebody, and what may be entered. Raises `Hidden` where he is not the actor's."""
        with reading(self.records) as connection:
            office = self._office(connection)
            if (number := _managed(connection, office, actor, cadre)) is None:
                raise Hidden
            return moves_view(connection, office, number, cadre_ids(connection, (number,))[number])

    def may_move(self, actor: Actor, cadre: str) -> bool:
        """Whether he may enter acts about somebody."""
        with reading(self.records) as connection:
            return _managed(connection, self._office(connection), actor, cadre) is not None

    def propose_merger(self, actor: Actor, two: TwoRecords, *, token: str) -> Done:
        """Propose that two records are one person's. Raises `Hidden`, `Unfit`, `Refused`."""
        return self._once(actor, token, "merger_proposed", lambda connection, office, at: propose_merger(
            connection, office, actor, two, at))

    def answer_merger(self, actor: Actor, reference: str, *, agree: bool, reason: str = "", token: str) -> Done:
        """Confirm or refuse what somebody else proposed. Raises `Hidden`, `Unfit`, `Refused`."""
        return self._once(actor, token, "", lambda connection, office, at: answer_merger(
            connection, office, actor, reference, reason, at, agree=agree))

    def propose_parting(self, actor: Actor, reference: str, *, reason: str, token: str) -> Done:
        """Propose that two records are two people's after all. Raises `Hidden`, `Unfit`."""
        return self._once(actor, token, "merger_parting", lambda connection, office, at: propose_parting(
            connection, office, actor, reference, reason, at))

    def mergers(self, actor: Actor) -> tuple[MergerView, ...]:
        """The mergers he may propose, confirm or take apart, the latest first."""
        with reading(self.records) as connection:
            office = self._office(connection)
            return mergers_for(connection, actor, lambda kept, merged: may_merge(
                connection, office, actor, kept, merged))

    def release_file(self, actor: Actor, asked: Release, *, token: str) -> Done:
        """Release the file of somebody to a unit. Raises `Hidden`, `Unfit`, `Refused`."""
        return self._once(actor, token, "dossier_released", lambda connection, office, at: release_file(
            connection, office, actor, asked, at))

    def answer_release(self, actor: Actor, reference: str, *, accept: bool, reason: str = "", token: str) -> Done:
        """Accept a file, or refuse it with a reason. Raises `Hidden`, `Unfit`, `Conflict`."""
        return self._once(actor, token, "", lambda connection, office, at: answer_release(
            connection, office, actor, reference, reason, at, accept=accept))

    def may_release(self, actor: Actor, cadre: str) -> bool:
        """Whether he keeps the file of somebody, and so may release it."""
        with reading(self.records) as connection:
            return may_release(connection, self._office(connection), actor, cadre)

    def file(self, actor: Actor, cadre: str) -> FileView:
        """The list of a file, for the unit that keeps it; who asked is logged. Raises `Hidden` for anybody else."""
        with writing(self.records) as connection:
            try:
                view = view_of_file(connection, self._office(connection), actor, cadre)
            except Hidden:
                view = None
            log_reading(connection, by=actor.account, at=self.now(), action="file.read", of=cadre,
                        outcome=REFUSED if view is None else GIVEN)
        if view is None:
            raise Hidden
        return view

    def files(self, actor: Actor) -> tuple[FileWay, ...]:
        """The files on their way to and from the units he works for; of one that he may not open, that it travels."""
        with reading(self.records) as connection:
            office = self._office(connection)
            scope = scope_today(connection, self.plugins, actor, office.today)
            units = units_worked_for(connection, scope, granting(RECEIVE, "own"))
            return handovers_for(connection, actor, units, office.today, lambda one: may_receive(
                connection, office, actor, one))

    def _office(self, connection: Connection) -> Office:
        return office_on(connection, self.plugins, civil_date(self.now()))

    def _once(self, actor: Actor, token: str, code: str, act: Act) -> Done:
        """Do an act unless this request did it before. `Conflict` where somebody was first, or it did another act."""
        if not token:
            raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
        try:
            with writing(self.records) as connection:
                if (before := done_before(connection, token, actor.account)) is not None:
                    return _repeated(before, code)
                at = self.now()
                done, event_id = act(connection, self._office(connection), at)
                remember_done(connection, token, actor.account, event_id, at)
                return done
        except Stale as stale:
            raise Conflict(_changed()) from stale


def _undo(moved: Moved) -> NoReturn:
    """Give back what would follow, and keep nothing of it."""
    raise _Previewed(moved.consequences)


def _managed(connection: Connection, office: Office, actor: Actor, cadre: str) -> str | None:
    """The staff number of somebody the actor's unit manages; None for anybody else."""
    number = standing_numbers(connection, (cadre,)).get(cadre)
    if number is None:
        return None
    world = world_about(connection, office, people=(number,))
    return number if may_manage(office, actor, MOVE, world, number) else None


def _changed() -> str:
    return say("有人刚刚办理过他的变动；请刷新页面，看过最新情况再决定。")


def _repeated(before: tuple[str, int, str], code: str) -> Done:
    reference, version, did = before
    if code not in {"", did}:
        raise Conflict(say("这个请求标识已经用于另一件事；请刷新页面再办理一次。"))
    return Done(case=reference, version=version, repeated=True)
