"""What the door gives out of what waits for somebody: an approval, a review, an answer, a signature."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.rules.events import APPROVED, CONSULTED, NOTIFIED, POSTPONED
from yuetan.rules.regulation import Regulation

(APPROVAL, CONSULTATION, REVIEW, POSTPONEMENT, PLAN, REPORT, RECEIPT, REORGANISATION, HANDOVER, FILE, INSPECTION,
 OPENING, GRANT, SENDING, REVISION, RENEWAL, ACKNOWLEDGEMENT, SIGNATURE) = (
    "approval", "consultation", "review", "postponement", "plan", "report", "receipt", "reorganisation", "handover",
    "file", "inspection", "opening", "grant", "sending", "revision", "renewal", "acknowledgement", "signature")
"""The sorts: the first four and the last three are settled in an interview, each other one on a page of its own."""
STEP_OF = {APPROVAL: APPROVED, CONSULTATION: CONSULTED, POSTPONEMENT: POSTPONED, RENEWAL: NOTIFIED}
"""The act in an interview that settles one."""
OWN = frozenset({ACKNOWLEDGEMENT, SIGNATURE})
"""Those of whoever is talked to, himself."""


@frozen(kw_only=True)
class Task:
    """One thing that waits for the reader, and what of it he may be told in a list."""

    sort: str
    reference: str  # of the interview, plan, report ...
    title: str = ""  # what it is: the step, the paper, the plan; empty where its sort says all
    about: str = ""  # whom or which unit it is about, by name; empty where a list does not tell
    since: date | None = None  # since when it waits
    regulation: Regulation | None = None
    places: tuple[str, ...] = ()  # the clauses it rests on
