"""What a decision on what governs, or on the days off, would do to what is owed; see `yuetan.casework.rehearsing`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.casework.civil import civil_date
from yuetan.casework.days_off import Parsed, in_words, put_in
from yuetan.casework.errors import Hidden
from yuetan.casework.governance import Decision, Governance
from yuetan.casework.rehearsing import Rehearsed, rehearse
from yuetan.engine.facts import FOREVER
from yuetan.records import governing as stored
from yuetan.records.database import Connection, writing

__all__ = ["Previews"]

Progress = Callable[[int, int], None]


@frozen(eq=False)
class Previews:
    """Looking ahead, as somebody who may decide; ``now`` gives an aware moment."""

    governance: Governance
    now: Callable[[], datetime]

    def of_days_off(self, parsed: Parsed, progress: Progress) -> Rehearsed:
        """What would be dated otherwise. Raises `Unfit`."""
        at = self.now()
        with in_words():
            return rehearse(self.governance.records, self.governance.plugins,
                            lambda connection: put_in(connection, parsed, by=None, at=at), on=civil_date(at), at=at,
                            progress=progress)

    def demand_fit(self, actor: Actor, new: Decision) -> None:
        """Raise, as `propose` does, what stands against a decision that is only looked at."""
        with writing(self.governance.records) as connection:
            self.governance.propose_in(connection, new, by=actor, at=self.now())
            connection.rollback()

    def of_decision(self, actor: Actor, new: Decision, progress: Progress) -> Rehearsed:
        """What would be owed otherwise as of its first day, or of today where that is past. Raises as `propose`."""
        at = self.now()

        def change(connection: Connection) -> None:
            reference = self.governance.propose_in(connection, new, by=actor, at=at)
            stored.change_governance(connection, reference, approved_at=at)
        on = max(new.live_on, new.since, civil_date(at))
        return rehearse(self.governance.records, self.governance.plugins, change, on=on, at=at, progress=progress)

    def of_proposed(self, actor: Actor, reference: str, progress: Progress) -> Rehearsed:
        """The same of what was proposed. Raises `Hidden` for who may neither propose nor approve there."""
        at = self.now()
        found = next((one for one in self.governance.everything() if one.reference == reference), None)
        if found is None or not any(self.governance.may(actor, found.unit, approving=one, at=at)
                                    for one in (True, False)):
            raise Hidden
        on = max(found.live_on, found.since, civil_date(at))
        return rehearse(
            self.governance.records, self.governance.plugins,
            lambda connection: stored.change_governance(connection, reference, approved_at=at),
            on=min(on, found.until) if found.until != FOREVER else on, at=at, progress=progress)
