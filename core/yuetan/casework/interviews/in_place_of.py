"""In whose place an entrusted talker talks: for them the talk is counted, so for them, too, less is owed."""

from __future__ import annotations

from datetime import date

from yuetan.casework.interviews.opened import Opened
from yuetan.engine.permitted import Occurrence
from yuetan.engine.talks import counts_talkers, principals
from yuetan.records.database import Connection
from yuetan.records.interviews import INTERVIEWER
from yuetan.records.slices import About, load_slice
from yuetan.rules.events import HELD


def principals_of(connection: Connection, opened: Opened, code: str, on: date) -> tuple[str, ...]:
    """Staff numbers of those in whose place a talk was held, after an act of a code on a day.

    Nobody before it was held, and where talks are not counted for those who hold them. Looked for are the people of the
    units in which interviewees and talkers work, and of all above; of anybody else the next sweep says what he owes.
    """
    days = {event.on for event in opened.events if event.code == HELD} | ({on} if code == HELD else set())
    talkers = [cadre for part, cadre in opened.people if part == INTERVIEWER]
    if not (opened.kept.entrusted and days and talkers and counts_talkers(opened.regulation)):
        return ()
    about = About(cadres=opened.interviewees, people=talkers, above=True)
    world = load_slice(connection, about, as_of=opened.office.today, calendar=opened.office.calendar)
    grounds = tuple(opened.kept.grounds.split())
    found = {one for day in days for cadre in opened.interviewees for one in principals(
        world, opened.regulation, Occurrence(kind=opened.kept.kind, cadre=cadre, on=day, grounds=grounds), talkers[0])}
    return tuple(sorted(found))
