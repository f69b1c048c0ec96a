"""Why an act was not done. Nothing has changed when one of these is raised."""

from __future__ import annotations

from collections.abc import Mapping

from yuetan.engine.attempts import Objection, Ruling
from yuetan.rules.regulation import Regulation


class NotDone(Exception):  # noqa: N818 - that it was not done is what it says
    """An act was not done."""


class Hidden(NotDone):
    """There is no such case, or the actor may not know that there is: both are answered alike."""


class Conflict(NotDone):
    """Somebody else was first: the case is no longer as the actor saw it."""


class Unfit(NotDone):
    """What was entered will not do: for each field what is wrong, in the user's language."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(*errors.values())
        self.errors = dict(errors)


class Refused(NotDone):
    """The regulation, or the rights of those concerned, stand against it; or it wants a reason that was not given."""

    def __init__(self, regulation: Regulation | None, objections: tuple[Objection, ...], text: str = "", *,
                 asks: bool = False) -> None:
        super().__init__(text, *objections)
        self.regulation = regulation
        self.objections = objections
        self.text = text  # where it is the system that refuses, and no clause
        self.asks = asks  # whether it is for want of a reason that it does

    @property
    def wants_reason(self) -> bool:
        """Whether a reason would let it go ahead."""
        return self.asks or (bool(self.objections) and all(one.ruling is Ruling.REASON for one in self.objections))
