"""Plugins: found by entry point, loaded one by one, and refused by name where they make no sense.

One that fails to load stops the start: skipping it would silently drop obligations.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from itertools import combinations, combinations_with_replacement, pairwise, product
from typing import TypeVar

import pluggy
from attrs import frozen

from yuetan import hookspecs
from yuetan.rules.errors import RegulationError
from yuetan.rules.regulation import Regulation
from yuetan.rules.terms import Term, Vocabulary
from yuetan.wording import say

T = TypeVar("T")

GROUP = "yuetan"
WITHOUT = "YUETAN_WITHOUT"
"""The setting that names plugins to be left out, separated by commas."""

_LONGEST = 200  # characters shown of what a plugin returned


class PluginError(RuntimeError):
    """A plugin that cannot be used: says which distribution brings it, what is wrong, and how to leave it out."""


@frozen
class Loaded:
    """One plugin: the name of its entry point, the distribution it comes from, and the editions it brings."""

    name: str
    distribution: str
    module: object
    regulations: tuple[Regulation, ...]


@frozen(eq=False, slots=False)
class Plugins:
    """All plugins of one deployment."""

    manager: pluggy.PluginManager
    loaded: tuple[Loaded, ...]

    @cached_property
    def regulations(self) -> tuple[Regulation, ...]:
        """Every edition of every regulation, by code and by the day it came into force."""
        editions = (edition for plugin in self.loaded for edition in plugin.regulations)
        return tuple(sorted(editions, key=lambda one: (one.code, one.since or date.min)))

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each regulation is called, by its code: in its latest edition."""
        return {one.code: one.title for one in self.regulations}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All words that the regulations declare."""
        return Vocabulary(term for regulation in self.regulations for term in regulation.terms)

    def edition(self, code: str, on: date) -> Regulation | None:
        """The edition of a regulation in force on a day; None where there is none."""
        return next((one for one in self.regulations if one.code == code and one.in_force(on)), None)

    def owner(self, regulation: Regulation) -> Loaded:
        """The plugin that brought this edition of a regulation."""
        wanted = (regulation.code, regulation.edition)
        return next(plugin for plugin in self.loaded
                    if wanted in {(one.code, one.edition) for one in plugin.regulations})


    def blueprint(self, regulation: Regulation) -> object:
        """The pages that the owner of an edition brings for it; None where it brings none.

        Raises `PluginError`, which names it, where it cannot bring them.
        """
        owner = self.owner(regulation)
        hooks = self.manager.hook.blueprint.get_hookimpls() if hasattr(self.manager.hook, "blueprint") else ()
        hook = next((one for one in hooks if one.plugin is owner.module), None)
        if hook is None:
            return None
        try:
            return hook.function(*((regulation,) if hook.argnames else ()))
        except (Exception, SystemExit) as error:  # also one that would end the program without a word of who it was
            raise refused(owner, say("{what}时出错：{kind}：{error}。", what=say("blueprint() 执行"),
                                     kind=type(error).__name__, error=error)) from error


def refused(plugin: Loaded, problem: str) -> PluginError:
    """What is raised for a plugin that was loaded and cannot be used after all: names it, and how to leave it out."""
    return _unusable(plugin.name, plugin.distribution, problem)


def left_out(environment: Mapping[str, str]) -> frozenset[str]:
    """The plugins that the setting names."""
    return frozenset(name.strip() for name in environment.get(WITHOUT, "").split(",") if name.strip())


def load(found: Iterable[EntryPoint] | None = None, *, without: frozenset[str] = frozenset()) -> Plugins:
    """Load every installed plugin but those left out. Raises `PluginError` for the first that cannot be used."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    points = sorted(entry_points(group=GROUP) if found is None else found, key=lambda one: (one.name, _origin(one)))
    wanted = [point for point in points if point.name not in without]
    for earlier, later in pairwise(wanted):
        _one_name_each(earlier, later)
    loaded = tuple(_loaded(manager, point) for point in wanted)
    for one, two in combinations_with_replacement(loaded, 2):
        _no_overlap(one, two)
        _one_word_each(one, two)
    return Plugins(manager, loaded)


# One by one


def _loaded(manager: pluggy.PluginManager, point: EntryPoint) -> Loaded:
    module = _called(point, point.load, say("载入"))
    if manager.is_registered(module):
        raise _refused(point, say("与插件 {other} 是同一个模块；请只留一个入口。", other=manager.get_name(module)))
    for problem in _miswritten(manager, module):
        raise _refused(point, problem)
    manager.register(module, point.name)
    manager.check_pending()
    if not manager.get_hookcallers(module):
        raise _refused(point, say("没有实现任何钩子；请在模块中用 @hookimpl 标注 regulations()。"))
    return Loaded(point.name, _origin(point), module, _brought(manager, point, module))


def _called(point: EntryPoint, call: Callable[[], T], what: str) -> T:
    try:
        return call()
    except RegulationError as error:
        raise _refused(point, say("制度写法有误。\n{error}", error=error)) from error
    except (Exception, SystemExit) as error:  # also one that would end the program without a word of who it was
        raise _refused(point, say("{what}时出错：{kind}：{error}。", what=what, kind=type(error).__name__,
                                  error=error)) from error


def _miswritten(manager: pluggy.PluginManager, module: object) -> Iterator[str]:
    """What is wrong with the hooks a plugin means to implement: another name, or an argument there is not."""
    for name in dir(module):
        if (marked := manager.parse_hookimpl_opts(module, name)) is None:
            continue
        hook = marked.get("specname") or name
        spec = getattr(hookspecs, hook, None)
        if hook not in vars(manager.hook) or spec is None:
            yield say("实现了没有的钩子“{hook}”；可以实现的有：{known}。", hook=hook,
                      known=say("、").join(_hooks(manager)))
            continue
        known = inspect.signature(spec).parameters
        for argument, written in inspect.signature(getattr(module, name)).parameters.items():
            if argument not in known and written.default is inspect.Parameter.empty:
                yield say("钩子“{hook}”没有参数“{argument}”；请写作 {hook}({known})。", hook=hook, argument=argument,
                          known=", ".join(known))


def _hooks(manager: pluggy.PluginManager) -> list[str]:
    return sorted(name for name in vars(manager.hook) if not name.startswith("_"))


def _brought(manager: pluggy.PluginManager, point: EntryPoint, module: object) -> tuple[Regulation, ...]:
    implemented = manager.hook.regulations.get_hookimpls()
    hook = next((one.function for one in implemented if one.plugin is module), tuple)
    brought: object = _called(point, hook, say("regulations() 执行"))
    if not isinstance(brought, Sequence) or not all(isinstance(one, Regulation) for one in brought):
        found = repr(brought)[:_LONGEST]
        raise _refused(point, say("regulations() 应返回 Regulation 的元组，现返回 {found}。", found=found))
    if not brought:
        raise _refused(point, say("regulations() 没有返回任何制度；请返回至少一个版本。"))
    return tuple(brought)


# Together


def _one_name_each(one: EntryPoint, two: EntryPoint) -> None:
    if one.name == two.name:
        raise PluginError(say(
            "插件名 {name} 由 {one} 和 {two} 同时使用；请卸载其中一个，或请其中一方改名。\n如需先把两者都停用：{how}。",
            name=one.name, one=_origin(one), two=_origin(two), how=_how(one.name)))


def _no_overlap(one: Loaded, two: Loaded) -> None:
    pairs = combinations(one.regulations, 2) if one is two else product(one.regulations, two.regulations)
    for first, second in pairs:
        if first.code == second.code and _overlap(first, second):
            raise PluginError(say(
                "制度 {code} 有两个版本的施行期间重叠：{one}（{first}）与 {two}（{second}）；请给前一版写明 until，"
                "或停用其中一个：{how}。", code=first.code, one=one.distribution, first=_stretch(first),
                two=two.distribution, second=_stretch(second), how=_how(two.name)))


def _overlap(one: Regulation, two: Regulation) -> bool:
    return (one.since or date.min) < (two.until or date.max) and (two.since or date.min) < (one.until or date.max)


def _one_word_each(one: Loaded, two: Loaded) -> None:
    """Refuse one word with two titles, and two words with one title: a roster could not tell them apart."""
    pairs = ((mine, theirs) for mine in _terms(one) for theirs in _terms(two) if mine.of == theirs.of)
    for mine, theirs in pairs:
        if (mine.code == theirs.code) != (mine.title == theirs.title):
            raise PluginError(say(
                "{one} 和 {two} 用词不一（{of}）：前者 {mine} 叫“{first}”，后者 {theirs} 叫“{second}”；"
                "请统一代码和叫法，或停用其中一个：{how}。", one=one.distribution, two=two.distribution, of=mine.of,
                mine=mine.code, first=mine.title, theirs=theirs.code, second=theirs.title, how=_how(two.name)))


def _terms(plugin: Loaded) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(term for regulation in plugin.regulations for term in regulation.terms))


# In words


def _stretch(regulation: Regulation) -> str:
    since = say("{day}起", day=regulation.since) if regulation.since else say("未写起日")
    return since + (say("，{day}止", day=regulation.until) if regulation.until else "")


def _origin(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "?"


def _refused(point: EntryPoint, problem: str) -> PluginError:
    return _unusable(point.name, _origin(point), problem)


def _unusable(name: str, distribution: str, problem: str) -> PluginError:
    return PluginError(say("插件 {name}（来自 {distribution}）不能使用：{problem}\n如需先停用它：{how}。",
                           name=name, distribution=distribution, problem=problem, how=_how(name)))


def _how(name: str) -> str:
    return say("设置环境变量 {setting}={name}", setting=WITHOUT, name=name)
