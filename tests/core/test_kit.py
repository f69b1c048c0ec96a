"""The conformance kit: a plugin without faults has none; each fault is said with its place, its why and its cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from kit_spoilt import SPOILT
from kit_subject import REGULATION, faults_of, written

from yuetan.paperwork.papers.materials import render
from yuetan.rules.duties import Duty
from yuetan.rules.papers import Material
from yuetan.rules.regulation import Regulation
from yuetan.testing.kit import conformance, lasting, rendered
from yuetan.testing.kit.checks import CHECKS, FIRST, WHOLE, cases, faults
from yuetan.testing.kit.faults import Problem
from yuetan.testing.kit.subject import Subject


def test_a_plugin_without_faults_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [str(one) for one in faults(written(tmp_path, monkeypatch, {}))] == []


@pytest.mark.parametrize(("check", "case", "file", "change", "expected"), SPOILT, ids=[
    f"{check}-{number}" for number, (check, *_) in enumerate(SPOILT)])
def test_what_is_spoilt_is_said_with_its_place_its_why_and_its_cure(  # noqa: PLR0913, PLR0917 - one row of the table
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: str, case: str, file: str, change: tuple[str, ...],
        expected: list[str]) -> None:
    subject = written(tmp_path, monkeypatch, {file: change})
    assert [one.format(home=tmp_path) for one in expected] == faults_of(subject, check, case)


@pytest.mark.parametrize(("equivalent", "check", "expected"), [
    ({"duty:report.due.count: 15 to 16": "no difference"}, "every_change_of_a_rule_is_noticed",
     ("规则 duty:report（第五条）：equivalent 列了改动“duty:report.due.count: 15 to 16”，却有故事发现了它。"
     "说明它有差别；请从 equivalent 中删去。")),
    ({"duty:summary: removed": "no difference"}, "every_change_that_makes_no_difference_has_a_reason",
     "equivalent 列了改动“duty:summary: removed”，制度里已没有这处改动。规则改过了，名单没有跟上；请删去或改正。"),
    ({"step:held.ends: to True": " "}, "every_change_that_makes_no_difference_has_a_reason",
     ("equivalent 列了改动“step:held.ends: to True”，没有写理由。不写理由，就分不清是没有差别还是漏了故事；"
     "请写明为何没有差别。")),
])
def test_what_is_listed_wrongly_as_equivalent_is_named(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, equivalent: dict[str, str], check: str, expected: str) -> None:
    assert faults_of(written(tmp_path, monkeypatch, {}, equivalent), check) == [expected]


# Whether it can be used at all


def test_a_plugin_that_is_not_installed_is_named_with_those_that_are(tmp_path: Path) -> None:
    subject = Subject("house", tmp_path, tmp_path, points=())
    assert [str(one) for one in faults(subject)] == [
        ("没有安装名为“house”的插件，无从检验；已安装的有：（无）。请在插件目录运行 pip install -e .，"
        "并核对 pyproject.toml 中 [project.entry-points.yuetan] 的名字。")]


def test_of_a_plugin_that_cannot_be_used_nothing_else_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = written(tmp_path, monkeypatch, {REGULATION: ('code="water"', 'code="Water"')})
    assert [*cases(subject)] == [(FIRST, (WHOLE,))]
    assert [str(one).splitlines()[:2] for one in faults(subject)] == [[
        "插件 water（来自 ?）不能使用：制度写法有误。",
        "制度 Water：代码“Water”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过60个字符。"]]


def test_a_plugin_without_a_story_is_told_where_to_write_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = evolve(written(tmp_path, monkeypatch, {}), folder=tmp_path / "none")
    assert faults_of(subject, "every_story_has_a_title_of_its_own") == [
        (f"{tmp_path / 'none'}：没有一个故事。制度写得对不对，要靠故事来验证；请在这个文件夹里写 .toml 故事，"
        "写法见 docs/scenarios.md。")]


# Papers

def test_a_field_that_is_not_printed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "render", lambda regulation, material, *given, **rest: render(
        regulation, evolve(material, fields=material.fields[:1]), *given, **rest))
    subject = written(tmp_path, monkeypatch, {})
    assert faults_of(subject, "every_paper_prints_what_was_filled_in", "material:report") == [
        ("规则 material:report（第五条）：填写的“finished 完成日期”没有印在文书上。填了不印，等于没有填；"
        "请在 layouts 中写上这一栏。")]


def test_a_field_that_only_some_may_see_is_not_printed_for_others(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def for_everybody(regulation: Regulation, material: Material, *given: object, **rest: object) -> bytes:
        fields = tuple(evolve(one, seen_by=()) for one in material.fields)
        return render(regulation, evolve(material, fields=fields), *given, **rest)  # type: ignore[arg-type]
    monkeypatch.setattr(rendered, "render", for_everybody)
    subject = written(tmp_path, monkeypatch, {REGULATION: (
        'FormField("place", "谈话地点")', 'FormField("place", "谈话地点", seen_by=(ORGANISER,))')})
    assert faults_of(subject, "every_paper_prints_what_was_filled_in", "material:notice") == [
        ("规则 material:notice（第三条）：“place 谈话地点”只给 seen_by 写明的人看，却印在了给别人的文书上。会泄露内容；"
        "请从 layouts 中去掉这一栏。")]


def test_a_paper_that_cannot_be_made_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> bytes:
        message = "no such field"
        raise ValueError(message)
    monkeypatch.setattr(rendered, "render", stumble)
    subject = written(tmp_path, monkeypatch, {})
    assert faults_of(subject, "every_paper_prints_what_was_filled_in", "material:report") == [
        ("规则 material:report（第五条）：材料制作不出来（ValueError: no such field）。办事的人就没有文书可用；"
        "请改正它的字段或 layouts。")]


# A later edition


def test_a_past_that_changes_with_a_later_edition_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lasting._editions  # noqa: SLF001 - stands for an engine that looks at the wrong edition
    monkeypatch.setattr(lasting, "_editions", lambda regulation, day: made(evolve(regulation, rules=tuple(
        evolve(one, due=evolve(one.due, count=one.due.count + 1)) if isinstance(one, Duty) and one.code == "report"
        and one.due else one for one in regulation.rules)), day))
    subject = written(tmp_path, monkeypatch, {})
    assert faults_of(subject, "a_later_edition_leaves_the_past_alone")[0] == (
        "规则 duty:report（第五条）：另立一版之后，故事 entered_afterwards.toml 中 局长 在新版施行前的事项变了。"
        "旧事要按旧版办；请把依赖新旧的值写进各自的版本，确认不是制度写法所致的，请报告给 yuetan。")


# As tests


def test_the_tests_of_a_plugin_are_its_checks_by_name_each_with_its_cases() -> None:
    found = conformance("lianyungang", Path(), stories=Path())
    names = [name for name in vars(found) if name.startswith("test_")]
    assert names[:2] == ["test_the_plugin_can_be_used", "test_every_clause_rests_on_something"]
    assert set(names) <= {FIRST.name, *(one.name for one in CHECKS)}
    assert vars(found)["test_each_guard_is_passed_and_refused"].pytestmark[0].args[1][0] == "guard:city_managed"


def test_a_test_that_fails_says_the_faults_and_nothing_else(tmp_path: Path) -> None:
    found = conformance("lianyungang", tmp_path)
    with pytest.raises(pytest.fail.Exception, match="没有一个故事") as failed:
        found().test_every_story_has_a_title_of_its_own()  # type: ignore[attr-defined]
    assert failed.value.pytrace is False


def test_every_sort_of_fault_says_what_to_do() -> None:
    silent = [one.name for one in Problem if "请" not in one.value and one is not Problem.UNUSABLE
              and one is not Problem.UNTOLD]
    assert silent == []
