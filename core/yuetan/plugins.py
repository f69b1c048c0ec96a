"""Plugins: found by entry point, loaded one by one, and refused by name where they make no sense.

One that fails to load stops the start: skipping it would silently drop obligations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from itertools import combinations

import pluggy
from attrs import frozen

from yuetan import hookspecs
from yuetan.rules.errors import RegulationError
from yuetan.rules.regulation import Regulation
from yuetan.rules.terms import Term, Vocabulary
from yuetan.wording import say

GROUP = "yuetan"
WITHOUT = "YUETAN_WITHOUT"
"""The setting that names plugins to be left out, separated by commas."""


class PluginError(RuntimeError):
    """A plugin that cannot be used: says which distribution brings it, what is wrong, and how to leave it out."""


@frozen
class Loaded:
    """One plugin: the name of its entry point, the distribution it comes from, and the editions it brings."""

    name: str
    distribution: str
    module: object
    regulations: tuple[Regulation, ...]


@frozen(eq=False)
class Plugins:
    """All plugins of one deployment."""

    manager: pluggy.PluginManager
    loaded: tuple[Loaded, ...]

    @property
    def regulations(self) -> tuple[Regulation, ...]:
        """Every edition of every regulation, by code and by the day it came into force."""
        editions = (edition for plugin in self.loaded for edition in plugin.regulations)
        return tuple(sorted(editions, key=lambda one: (one.code, one.since or date.min)))

    @property
    def vocabulary(self) -> Vocabulary:
        """All words that the regulations declare."""
        return Vocabulary(term for regulation in self.regulations for term in regulation.terms)

    def edition(self, code: str, on: date) -> Regulation | None:
        """The edition of a regulation in force on a day; None where there is none."""
        return next((one for one in self.regulations if one.code == code and one.in_force(on)), None)

    def owner(self, regulation: Regulation) -> Loaded:
        """The plugin that brought a regulation."""
        return next(plugin for plugin in self.loaded if regulation.code in {one.code for one in plugin.regulations})


def left_out(environment: Mapping[str, str]) -> frozenset[str]:
    """The plugins that the setting names."""
    return frozenset(name.strip() for name in environment.get(WITHOUT, "").split(",") if name.strip())


def load(found: Iterable[EntryPoint] | None = None, *, without: frozenset[str] = frozenset()) -> Plugins:
    """Load every installed plugin but those left out. Raises `PluginError` for the first that cannot be used."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    points = sorted(entry_points(group=GROUP) if found is None else found, key=lambda point: point.name)
    loaded = tuple(_loaded(manager, point) for point in points if point.name not in without)
    for one, two in combinations(loaded, 2):
        _agree(one, two)
    for one in loaded:
        _no_overlap(one, one)
    return Plugins(manager, loaded)


def _loaded(manager: pluggy.PluginManager, point: EntryPoint) -> Loaded:
    distribution = point.dist.name if point.dist else "?"
    if manager.has_plugin(point.name):
        raise _refused(point, distribution, say("已有同名插件；请改用不同的入口名"))
    try:
        module = point.load()
        manager.register(module, point.name)
        manager.check_pending()
    except RegulationError as error:
        raise _refused(point, distribution, say("制度写法有误：\n{error}", error=error)) from error
    except Exception as error:
        problem = say("载入失败：{kind}：{error}", kind=type(error).__name__, error=error)
        raise _refused(point, distribution, problem) from error
    callers = manager.get_hookcallers(module)
    if not callers:
        problem = say("没有实现任何钩子；请在模块中用 @hookimpl 标注 regulations()")
        raise _refused(point, distribution, problem)
    return Loaded(point.name, distribution, module, _regulations(point, distribution, module))


def _regulations(point: EntryPoint, distribution: str, module: object) -> tuple[Regulation, ...]:
    hook = getattr(module, "regulations", None)
    if hook is None:
        return ()
    try:
        brought = hook()
    except Exception as error:
        raise _refused(point, distribution, say("regulations() 出错：{kind}：{error}", kind=type(error).__name__,
                                                error=error)) from error
    if not isinstance(brought, Sequence) or isinstance(brought, str) or not all(
            isinstance(one, Regulation) for one in brought):
        raise _refused(point, distribution, say("regulations() 应返回 Regulation 的元组，现返回 {found}", found=repr(brought)[:200]))
    if not brought:
        raise _refused(point, distribution, say("regulations() 没有返回任何制度；请返回至少一个版本"))
    return tuple(brought)


def _agree(one: Loaded, two: Loaded) -> None:
    _no_overlap(one, two)
    mine, theirs = _titles(one), _titles(two)
    for term in mine.keys() & theirs.keys():
        if mine[term] != theirs[term]:
            raise PluginError(say(
                "{one} 和 {two} 对“{code}”（{of}）的叫法不同：“{first}”与“{second}”；请统一叫法，或停用其中一个：{how}。",
                one=one.distribution, two=two.distribution, of=term[0], code=term[1], first=mine[term],
                second=theirs[term], how=_how(two.name)))


def _titles(plugin: Loaded) -> dict[tuple[str, str], str]:
    terms: tuple[Term, ...] = tuple(term for regulation in plugin.regulations for term in regulation.terms)
    return {(term.of, term.code): term.title for term in terms}


def _no_overlap(one: Loaded, two: Loaded) -> None:
    pairs = combinations(one.regulations, 2) if one is two else (
        (first, second) for first in one.regulations for second in two.regulations)
    for first, second in pairs:
        if first.code == second.code and _overlap(first, second):
            raise PluginError(say(
                "制度 {code} 有两个版本的施行期间重叠：{one}（{first}起）与 {two}（{second}起）；"
                "请给前一版写明 until，或停用其中一个：{how}。", code=first.code, one=one.distribution, two=two.distribution,
                first=first.edition, second=second.edition, how=_how(two.name)))


def _overlap(one: Regulation, two: Regulation) -> bool:
    return (one.since or date.min) < (two.until or date.max) and (two.since or date.min) < (one.until or date.max)


def _refused(point: EntryPoint, distribution: str, problem: str) -> PluginError:
    return PluginError(say("插件 {name}（来自 {distribution}）不能使用：{problem}。如需先停用它：{how}。", name=point.name,
                           distribution=distribution, problem=problem, how=_how(point.name)))


def _how(name: str) -> str:
    return say("设置环境变量 {setting}={name}", setting=WITHOUT, name=name)
