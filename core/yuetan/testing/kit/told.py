"""Whether the stories of a plugin hold, and whether each thing they claim is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from yuetan.testing.kit.faults import Fault, Problem
from yuetan.testing.kit.subject import Subject
from yuetan.testing.scenario import check_of, run
from yuetan.testing.stage import Settled, Stage
from yuetan.testing.story import StoryError
from yuetan.testing.twists import twists


def what_a_story_says_follows(subject: Subject, name: str) -> Iterator[Fault]:
    """A story that cannot be told, or something in it that does not follow."""
    try:
        story = subject.story(name)
    except StoryError as error:
        yield Fault(Problem.UNTOLD, name, str(error))
        return
    yield from (Fault(Problem.NOT_FOLLOWING, name, one) for one in run(story, subject.plugins).sentences)


def no_claim_of_a_story_can_be_changed_unnoticed(subject: Subject, name: str) -> Iterator[Fault]:
    """A claim that nothing looks at: told otherwise, the story would hold as well."""
    story = next((one for one in subject.stories if one.source == subject.files[name].name), None)
    if story is None:
        return
    stage, settled = Stage(story), Settled(story.regulation.under(story.settings))
    for expected in (next(some) for _, some in groupby(story.expectations, key=lambda one: one.place)):
        for what, twisted in twists(expected):
            if next(check_of(stage, twisted, settled), None) is None:
                yield Fault(Problem.UNLOOKED, name, f"{expected.place} {what}")


def every_story_has_a_title_of_its_own(subject: Subject, _: str) -> Iterator[Fault]:
    """Two stories of one title; or none at all."""
    if not subject.files:
        yield Fault(Problem.NO_STORIES, str(subject.folder))
    titles = defaultdict[str, list[str]](list)
    for story in subject.stories:
        titles[story.title].append(story.source)
    for title, files in titles.items():
        if len(files) > 1:
            yield Fault(Problem.SAME_TITLE, " ".join(files), title)
