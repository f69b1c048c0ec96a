"""What is refused in a plugin: named, with the distribution it comes from, and with the way to leave it out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from made_plugins import HEAD, Make, good, making
from small_regulation import TERMS

from yuetan.plugins import WITHOUT, PluginError, Plugins, left_out, load
from yuetan.rules import Term


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    yield from making(tmp_path, monkeypatch)


def refusal(*points: EntryPoint) -> str:
    with pytest.raises(PluginError) as refused:
        load(points)
    return str(refused.value)


def test_a_plugin_that_makes_sense_is_loaded(plugin: Make) -> None:
    plugins = load([plugin(good())])
    assert [(one.name, one.distribution, [edition.code for edition in one.regulations]) for one in plugins.loaded] == [
        ("house", "yuetan-house", ["house"])]


def test_a_hook_may_be_implemented_under_another_name(plugin: Make) -> None:
    source = HEAD + '@hookimpl(specname="regulations")\ndef editions():\n    return [regulation()]\n'
    assert [one.code for one in load([plugin(source)]).regulations] == ["office"]


# One by one

BROKEN = {
    "raises at import": ("raise RuntimeError('坏了')", "载入时出错：RuntimeError：坏了。"),
    "ends the program at import": ("import sys\nsys.exit(3)", "载入时出错：SystemExit：3。"),
    "cannot be read": ("def", "载入时出错：SyntaxError：invalid syntax (MODULE.py, line 1)。"),
    "needs what is not installed": (
        "import no_such_thing", "载入时出错：ModuleNotFoundError：No module named 'no_such_thing'。"),
    "brings a regulation with a fault": (
        HEAD + "from yuetan.rules import Kind\n"
        "regulation(Kind('letter', '', clause='2'), Kind('card', '卡', clause='9'))",
        ("制度写法有误。\n制度 office：规则 kind:letter 没有标题；请写明它叫什么。\n"
         '制度 office：规则 kind:card 引用的条款 9 没有声明；请在它之前写 Clause("9", …)，或改正条款号。')),
    "implements a hook there is not": (
        HEAD + "@hookimpl\ndef regulation_texts():\n    return ()",
        "实现了没有的钩子“regulation_texts”；可以实现的有：blueprint、regulations。"),
    "means a hook there is not": (
        HEAD + "@hookimpl(specname='editions')\ndef regulations():\n    return ()",
        "实现了没有的钩子“editions”；可以实现的有：blueprint、regulations。"),
    "asks for an argument there is not": (
        HEAD + "@hookimpl\ndef regulations(day):\n    return ()",
        "钩子“regulations”没有参数“day”；请写作 regulations()。"),
    "implements nothing": ("", "没有实现任何钩子；请在模块中用 @hookimpl 标注 regulations()。"),
    "forgets the decorator": (
        HEAD + "def regulations():\n    return (regulation(),)",
        "没有实现任何钩子；请在模块中用 @hookimpl 标注 regulations()。"),
    "returns one regulation": (
        HEAD + "@hookimpl\ndef regulations():\n    return regulation()",
        "regulations() 应返回 Regulation 的元组，现返回 Regulation(code='office', title='某单位谈话办法'"),
    "returns a text": (
        HEAD + "@hookimpl\ndef regulations():\n    return 'office'",
        "regulations() 应返回 Regulation 的元组，现返回 'office'。"),
    "returns no regulations": (
        HEAD + "@hookimpl\ndef regulations():\n    return (regulation(), 'office')",
        "regulations() 应返回 Regulation 的元组，现返回 (Regulation("),
    "forgets to return": (
        HEAD + "@hookimpl\ndef regulations():\n    regulation()",
        "regulations() 应返回 Regulation 的元组，现返回 None。"),
    "yields": (
        HEAD + "@hookimpl\ndef regulations():\n    yield regulation()",
        "regulations() 应返回 Regulation 的元组，现返回 <generator object regulations at "),
    "returns nothing": (
        HEAD + "@hookimpl\ndef regulations():\n    return ()", "regulations() 没有返回任何制度；请返回至少一个版本。"),
    "raises when it is asked": (
        HEAD + "@hookimpl\ndef regulations():\n    return 1 / 0",
        "regulations() 执行时出错：ZeroDivisionError：division by zero。"),
    "brings a fault only when it is asked": (
        HEAD + "@hookimpl\ndef regulations():\n    return (regulation(title=''),)",
        "制度写法有误。\n制度 office：没有名称；请在 title 中写明。"),
}


@pytest.mark.parametrize(("source", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_plugin_that_cannot_be_used_is_refused_by_name(plugin: Make, source: str, problem: str) -> None:
    message = refusal(plugin(source, module="made_broken"))
    said, _, remedy = message.rpartition("\n")
    assert said.startswith("插件 house（来自 yuetan-house）不能使用：" + problem.replace("MODULE", "made_broken"))
    assert remedy == "如需先停用它：设置环境变量 YUETAN_WITHOUT=house。"


def test_one_that_came_with_no_distribution_is_refused_too(plugin: Make) -> None:
    point = plugin("")
    assert refusal(EntryPoint(point.name, point.value, point.group)).startswith("插件 house（来自 ?）不能使用：")


def test_the_fault_that_was_met_is_told_to_whoever_looks_deeper(plugin: Make) -> None:
    with pytest.raises(PluginError) as refused:
        load([plugin("raise RuntimeError('坏了')")])
    assert repr(refused.value.__cause__) == "RuntimeError('坏了')"


# Several

APART = HEAD + "from datetime import date\n@hookimpl\ndef regulations():\n    return ({editions})\n"
EDITION = "regulation(code='house', since={since}, until={until}),"


def editions(*stretches: tuple[str, str]) -> str:
    written = ([f"date.fromisoformat({day!r})" if day else None for day in stretch] for stretch in stretches)
    return APART.format(editions="".join(EDITION.format(since=since, until=until) for since, until in written))


OVERLAPS = {
    "both open": (("", ""), ("", ""), "未写起日", "未写起日"),
    "one has not ended": (("2020-01-01", ""), ("2026-01-01", ""), "2020-01-01起", "2026-01-01起"),
    "by a day": (("2020-01-01", "2026-01-02"), ("2026-01-01", ""), "2020-01-01起，2026-01-02止", "2026-01-01起"),
    "the older is the second": (("2026-01-01", ""), ("2020-01-01", ""), "2026-01-01起", "2020-01-01起"),
}


@pytest.mark.parametrize(("one", "two", "first", "second"), OVERLAPS.values(), ids=OVERLAPS)
def test_two_distributions_with_editions_that_overlap_are_both_named(
        plugin: Make, one: tuple[str, str], two: tuple[str, str], first: str, second: str) -> None:
    expected = (f"制度 house 有两个版本的施行期间重叠：yuetan-a（{first}）与 yuetan-b（{second}）；"
                "请给前一版写明 until，或停用其中一个：设置环境变量 YUETAN_WITHOUT=b。")
    assert expected == refusal(plugin(editions(two), "b"), plugin(editions(one), "a"))


def test_one_distribution_with_editions_that_overlap_is_named_twice(plugin: Make) -> None:
    assert refusal(plugin(editions(("2020-01-01", ""), ("2026-01-01", "")))) == (
        "制度 house 有两个版本的施行期间重叠：yuetan-house（2020-01-01起）与 yuetan-house（2026-01-01起）；"
        "请给前一版写明 until，或停用其中一个：设置环境变量 YUETAN_WITHOUT=house。")


def test_one_edition_brought_twice_overlaps_itself(plugin: Make) -> None:
    source = HEAD + "ONE = regulation()\n@hookimpl\ndef regulations():\n    return (ONE, ONE)\n"
    assert refusal(plugin(source)).startswith("制度 office 有两个版本的施行期间重叠：")


def test_editions_that_follow_each_other_stand_side_by_side(plugin: Make) -> None:
    plugins = load([plugin(editions(("2026-01-01", "")), "new"), plugin(editions(("2020-01-01", "2026-01-01")), "old")])
    assert [one.edition for one in plugins.regulations] == ["2020-01-01", "2026-01-01"]
    found = [plugins.edition("house", date.fromisoformat(day)) for day in ("2019-12-31", "2025-12-31", "2026-01-01")]
    assert [one.edition if one else None for one in found] == [None, "2020-01-01", "2026-01-01"]
    assert [plugins.owner(one).name for one in plugins.regulations] == ["old", "new"]
    assert plugins.edition("elsewhere", date(2026, 1, 1)) is None


def test_whoever_asks_for_the_owner_may_have_settled_the_regulation(plugin: Make) -> None:
    plugins = load([plugin(good())])
    assert plugins.owner(plugins.regulations[0].under({})).distribution == "yuetan-house"


WORDED = (HEAD + "from yuetan.rules import Term\nfrom small_regulation import TERMS\n@hookimpl\ndef regulations():\n"
          "    return (regulation(code={code!r}, terms=(*TERMS, Term(*{term!r}))),)\n")


def worded(plugin: Make, name: str, *term: str) -> EntryPoint:
    return plugin(WORDED.format(code=name, term=term), name)


WORDS = {
    "one word with two titles": (("post", "chief", "首长"), ("post", "chief", "总长")),
    "two words with one title": (("post", "chief", "首长"), ("post", "leader", "首长")),
}


@pytest.mark.parametrize(("one", "two"), WORDS.values(), ids=WORDS)
def test_two_distributions_that_do_not_agree_on_a_word_are_both_named(
        plugin: Make, one: tuple[str, ...], two: tuple[str, ...]) -> None:
    expected = (f"yuetan-a 和 yuetan-b 用词不一（post）：前者 {one[1]} 叫“{one[2]}”，后者 {two[1]} 叫“{two[2]}”；"
                "请统一代码和叫法，或停用其中一个：设置环境变量 YUETAN_WITHOUT=b。")
    assert expected == refusal(worded(plugin, "a", *one), worded(plugin, "b", *two))


@pytest.mark.parametrize("two", [
    ("post", "chief", "首长"), ("event", "chief", "首长任职"), ("unit_type", "office", "首长")])
def test_words_that_cannot_be_taken_for_each_other_stand_side_by_side(plugin: Make, two: tuple[str, ...]) -> None:
    plugins = load([worded(plugin, "a", "post", "chief", "首长"), worded(plugin, "b", *two)])
    assert set(plugins.vocabulary.terms) >= {*TERMS, Term("post", "chief", "首长"), Term(*two)}


def test_two_plugins_of_one_name_are_both_named(plugin: Make) -> None:
    first, second = plugin(good("one"), distribution="b-dist"), plugin(good("two"), distribution="a-dist")
    assert refusal(first, second) == (
        "插件名 house 由 a-dist 和 b-dist 同时使用；请卸载其中一个，或请其中一方改名。\n"
        "如需先把两者都停用：设置环境变量 YUETAN_WITHOUT=house。")


def test_one_module_under_two_names_is_refused(plugin: Make) -> None:
    first = plugin(good(), "one")
    second = EntryPoint("two", first.value, first.group)
    assert refusal(first, second) == (
        "插件 two（来自 ?）不能使用：与插件 one 是同一个模块；请只留一个入口。\n"
        "如需先停用它：设置环境变量 YUETAN_WITHOUT=two。")


def test_the_order_in_which_plugins_are_found_does_not_matter(plugin: Make) -> None:
    points = [plugin(good(name), name) for name in ("c", "a", "b")]
    assert names(load(points)) == names(load(reversed(points))) == ["a", "b", "c"]


def names(plugins: Plugins) -> list[str]:
    return [one.name for one in plugins.loaded]


# Leaving out


@pytest.mark.parametrize(("setting", "expected"), [
    ({}, set()), ({WITHOUT: ""}, set()), ({WITHOUT: "a"}, {"a"}), ({WITHOUT: " a , b,, "}, {"a", "b"})])
def test_the_setting_names_plugins_separated_by_commas(setting: dict[str, str], expected: set[str]) -> None:
    assert expected == left_out(setting)


def test_a_plugin_that_is_left_out_is_not_even_imported(plugin: Make) -> None:
    broken, fine = plugin("raise RuntimeError", "broken", module="never_imported"), plugin(good(), "fine")
    assert names(load([broken, fine], without=frozenset({"broken"}))) == ["fine"]
    assert "never_imported" not in sys.modules


def test_two_of_one_name_may_both_be_left_out(plugin: Make) -> None:
    points = [plugin(good(), distribution="one"), plugin(good(), distribution="two")]
    assert names(load(points, without=frozenset({"house"}))) == []


def test_without_any_plugin_there_is_nothing() -> None:
    assert load([]).regulations == ()


def test_what_is_installed_here_loads() -> None:
    assert "lianyungang" in names(load())
