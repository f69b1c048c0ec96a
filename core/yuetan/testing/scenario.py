"""Scenarios: what must follow from a story, held against what the engine says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen

from yuetan.plugins import Plugins
from yuetan.testing.check_acts import (
    check_candidates,
    check_interviewer,
    check_kind,
    check_material,
    check_step,
)
from yuetan.testing.check_owed import check_absence, check_exact, check_obligation
from yuetan.testing.check_told import check_done, check_refusal, check_sight
from yuetan.testing.expectations import (
    Expectation,
    ExpectedAbsence,
    ExpectedCandidates,
    ExpectedInterviewer,
    ExpectedKind,
    ExpectedMaterial,
    ExpectedObligation,
    ExpectedRefusal,
    ExpectedSight,
    ExpectedStep,
)
from yuetan.testing.failures import Failure, sentence
from yuetan.testing.read_story import read_story
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.story import Story

Check = Callable[[Settled], Iterator[Failure]]


@frozen(eq=False)
class Outcome:
    """What became of one story."""

    story: Story
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether everything followed."""
        return not self.failures

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each failure in one sentence."""
        return tuple(map(sentence, self.failures))


def run(story: Story | Path, plugins: Plugins) -> Outcome:
    """Hold a story against its regulation, read as its settings say: every failure, in the order of the file.

    A path is read first; `StoryError` where the story cannot be told.
    """
    if isinstance(story, Path):
        story = read_story(story, plugins)
    return Outcome(story, tuple(failure for stage in stages(story, plugins) for failure in failures(
        stage, Settled(stage.story.regulation.under(stage.story.settings)))))


def stages(story: Story, plugins: Plugins) -> tuple[Stage, ...]:
    """The story under its own regulation, and under each of the others; one with acts is played first."""
    if story.told is None:
        return tuple(map(Stage, (story, *story.others)))
    from yuetan.testing.play import play  # noqa: PLC0415 - stories without acts need no database
    return play(story, story.told, plugins)


def failures(stage: Stage, settled: Settled) -> Iterator[Failure]:
    """Every failure of a story under a settled regulation."""
    for _, check in checks(stage):
        yield from check(settled)


def checks(stage: Stage) -> Iterator[tuple[Expectation | None, Check]]:
    """Each expectation with its check; last, without an expectation, that nothing is left unnamed, and all was done."""
    for expected in stage.story.expectations:
        yield expected, partial(check_of, stage, expected)
    if stage.story.exact is not False:
        yield None, partial(check_exact, stage)
    if stage.story.told is not None:
        yield None, lambda _: check_done(stage)


def check_of(stage: Stage, expected: Expectation, settled: Settled) -> Iterator[Failure]:
    """The failures of one expectation."""
    return _CHECKS[type(expected)](stage, settled, expected)


_CHECKS: Mapping[type[Expectation], Callable[[Stage, Settled, Any], Iterator[Failure]]] = {
    ExpectedObligation: check_obligation,
    ExpectedAbsence: check_absence,
    ExpectedStep: check_step,
    ExpectedInterviewer: check_interviewer,
    ExpectedCandidates: check_candidates,
    ExpectedMaterial: lambda _, settled, expected: check_material(settled, expected),
    ExpectedKind: lambda _, settled, expected: check_kind(settled, expected),
    ExpectedRefusal: lambda stage, _, expected: check_refusal(stage, expected),
    ExpectedSight: lambda stage, _, expected: check_sight(stage, expected),
}
