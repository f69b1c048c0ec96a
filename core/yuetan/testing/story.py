"""A story: who there is, what happened, and what must follow. docs/scenarios.md tells how one is written."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from yuetan.engine.jurisdiction import Jurisdiction
from yuetan.engine.world import World
from yuetan.rules.regulation import Regulation
from yuetan.testing.expectations import Expectation
from yuetan.testing.told import Told


class StoryError(ValueError):
    """A story that cannot be told: names the file, the table and the key, says what is wrong and what to do."""


@frozen(kw_only=True, eq=False)
class Story:
    """One story. ``title`` says in a sentence what it shows; ``regulation`` still has its open places."""

    source: str  # the file it was read from
    title: str
    why: str
    regulation: Regulation
    settings: Mapping[str, str] = field(factory=dict)  # how its open places are read here
    world: World  # as of the day of the story
    exact: bool | tuple[str, ...] = False  # whether every obligation is named: of everybody, or of these
    expectations: tuple[Expectation, ...]
    jurisdictions: tuple[Jurisdiction, ...] = ()  # where it governs, in a story that tells of several regulations
    others: tuple[Story, ...] = ()  # what is expected there under each of the others
    told: Told | None = None  # in a story with acts: what its facts go on to
