"""The kit as tests: one class that pytest collects, with a test for each check and each case."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import pytest

from yuetan.testing.kit.checks import WHOLE, Check, cases
from yuetan.testing.kit.subject import Subject

TEXTS = "YUETAN_TEXTS"
"""The setting that names a folder of official texts, each as CODE.txt."""


class Conformance:
    """What a plugin is held to."""


def conformance(plugin: str, home: Path, *, stories: Path | None = None,  # noqa: PLR0913 - what a plugin may bring
                equivalent: Mapping[str, str] | None = None, views: Collection[str] = (), text: Path | None = None,
                ) -> type[Conformance]:
    """The tests of a plugin, as a class to be given a name that begins with ``Test``.

    ``plugin`` is the name of its entry point, ``home`` the folder of its README; its stories stand in ``stories``
    below it unless another folder is named. ``equivalent`` has the changes of rules that make no difference, by
    their descriptions, each with its reason; ``views`` the pages that a clause may rest on where no pages
    are installed: those of yuetan-web are known. The official text is compared where ``text`` names it, or where the
    setting YUETAN_TEXTS names a folder that has it.
    """
    found = os.environ.get(TEXTS)
    subject = Subject(plugin, home, home / "stories" if stories is None else stories, equivalent or {},
                      frozenset(views), text or (Path(found) if found else None))
    return type("Conformance", (Conformance,), {one.name: _test(subject, one, some) for one, some in cases(subject)})


def _test(subject: Subject, check: Check, found: tuple[str, ...]) -> Callable[..., None]:
    def test(_: Conformance, case: str) -> None:
        if sentences := [str(one) for one in check.look(subject, case)]:
            pytest.fail("\n".join(sentences), pytrace=False)

    def test_whole(self: Conformance) -> None:
        test(self, WHOLE)

    made = test_whole if found == (WHOLE,) else pytest.mark.parametrize("case", found)(test)
    made.__name__, made.__doc__ = check.name, check.look.__doc__
    return made
