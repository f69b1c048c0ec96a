"""What the kit looks at: one plugin by itself, its stories, its README and, where it is given, its official text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TypeVar

from attrs import field, frozen

from yuetan.plugins import GROUP, Loaded, PluginError, Plugins, load
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Rule, rule_name
from yuetan.testing.expectations import Expectation
from yuetan.testing.read_story import read_story, story_files
from yuetan.testing.story import Story, StoryError
from yuetan.wording import say

PAGES = "yuetan.pages"
"""The group of entry points of what can say, for some plugins, which pages there are."""

R = TypeVar("R", bound=Rule)
E = TypeVar("E", bound=Expectation)


@frozen(eq=False, slots=False)
class Edition:
    """One edition of a regulation that the plugin brings. ``label`` tells it from others; empty where it is alone."""

    regulation: Regulation
    label: str = ""

    @cached_property
    def settled(self) -> Regulation:
        """The edition with every open place read by default."""
        return self.regulation.under({})

    def of(self, sort: type[R]) -> dict[str, R]:
        """Its rules of one sort, by the names their cases have."""
        return {self.label + rule_name(one): one for one in self.settled.of(sort)}


@frozen(eq=False, slots=False)
class Subject:
    """A plugin and what belongs to it. ``equivalent`` has the changes of rules that make no difference, and why."""

    name: str
    home: Path  # where its README stands
    folder: Path  # where its stories stand
    equivalent: Mapping[str, str] = field(factory=dict)
    views: frozenset[str] = frozenset()  # the pages that a clause may rest on, where none are installed
    text: Path | None = None  # the official text, or a folder of such texts, each as CODE.txt
    points: tuple[EntryPoint, ...] | None = None  # the entry points to choose from; none: whatever is installed

    @cached_property
    def plugins(self) -> Plugins:
        """This plugin alone, whatever else is installed. Raises `PluginError` where it cannot be used."""
        points = entry_points(group=GROUP) if self.points is None else self.points
        own = [one for one in points if one.name == self.name]
        if not own:
            raise PluginError(say(
                "没有安装名为“{name}”的插件，无从检验；已安装的有：{known}。请在插件目录运行 pip install -e .，"
                "并核对 pyproject.toml 中 [project.entry-points.yuetan] 的名字。", name=self.name,
                known=say("、").join(sorted({one.name for one in points})) or say("（无）")))
        return load(own)

    @property
    def loaded(self) -> Loaded:
        """The plugin as it was loaded."""
        return self.plugins.loaded[0]

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions it brings, in order."""
        brought = self.plugins.regulations
        return tuple(Edition(one, f"{one.code}:{one.edition} " if len(brought) > 1 else "") for one in brought)

    @cached_property
    def pages(self) -> frozenset[str]:
        """The pages that a clause may rest on: those that are installed, else those that were named."""
        points = entry_points(group=PAGES)
        return frozenset(name for point in points for name in point.load()(self.plugins)) if points else self.views

    def rules(self, sort: type[R]) -> dict[str, tuple[Edition, R]]:
        """Every rule of a sort with its edition, by the names their cases have."""
        return {name: (edition, rule) for edition in self.editions for name, rule in edition.of(sort).items()}

    @cached_property
    def files(self) -> dict[str, Path]:
        """The files of its stories, by their names."""
        return {file.stem: file for file in (story_files(self.folder) if self.folder.is_dir() else ())}

    def story(self, name: str) -> Story:
        """One story by the name of its file. Raises `StoryError` where it cannot be told."""
        return _read(self.files[name], self.plugins)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Every story that can be told."""
        return tuple(self._told())

    def stories_of(self, edition: Edition) -> tuple[Story, ...]:
        """The stories told under an edition."""
        return tuple(one for one in self.stories if one.regulation is edition.regulation)

    def claimed(self, edition: Edition, sort: type[E]) -> list[E]:
        """Every expectation of a sort, of an edition's stories told under the readings taken by default."""
        return [one for story in self.stories_of(edition) if not story.settings
                for one in story.expectations if isinstance(one, sort)]

    def _told(self) -> Iterator[Story]:
        for name in self.files:
            try:
                yield self.story(name)
            except StoryError:
                continue  # it is a fault of its own, reported where this story is looked at


@cache
def _read(file: Path, plugins: Plugins) -> Story:
    return read_story(file, plugins)
