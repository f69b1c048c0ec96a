"""The door: the one way for pages and acts to read, as somebody. What it gives out is what he may see, and no more."""

from __future__ import annotations

from yuetan.access.door_interviews import DoorToInterviews
from yuetan.access.door_organisations import DoorToOrganisations
from yuetan.access.door_oversight import DoorToOversight
from yuetan.access.door_people import DoorToPeople
from yuetan.access.door_reports import DoorToReports
from yuetan.access.door_tasks import DoorToTasks
from yuetan.records.database import one_state

__all__ = ["Access", "one_state"]


class Access(DoorToTasks, DoorToInterviews, DoorToPeople, DoorToOrganisations, DoorToReports, DoorToOversight):
    """What an actor may see on a day. None is given for what he may not see as for what is not there.

    Each call reads one state of the records, in a transaction of its own. What the actor is granted is looked up with
    the first of them: an `Access` is made for one request.
    """
