"""What is raised when a regulation makes no sense."""

from __future__ import annotations


class RegulationError(ValueError):
    """A regulation that makes no sense: names the regulation, the rule, what is wrong and what to do.

    ``faults`` holds every fault found, one sentence each.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
