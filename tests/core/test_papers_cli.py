"""``yuetan paper``: what papers there are, a blank one, and a template there and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import said, yuetan
from paper_samples import file_of, lines, parts, rows, template

CODES = ["finding_recorded", "notice", "unit_notice", "record", "summary", "rectification_report"]
KNOWN = "、".join(CODES)


def test_every_material_is_listed_with_its_clause() -> None:
    listed = json.loads(yuetan("paper", "list", "lianyungang", "--json").stdout)
    assert [one["code"] for one in listed] == CODES
    assert listed[1] == {"code": "notice", "title": "约谈通知", "clause": "第七条（二）", "layout": "Letter"}
    assert "│ record               │ 约谈记录                 │ 第七条（三） │ 表格 │" in yuetan(
        "paper", "list", "lianyungang").stdout


@pytest.mark.parametrize("code", CODES)
def test_a_template_is_written_and_may_come_back(tmp_path: Path, code: str) -> None:
    file = tmp_path / "own.docx"
    written = yuetan("paper", "template", "lianyungang", code, file)
    assert (written.exit_code, written.stdout.splitlines()[0]) == (0, f"已写出 {file}。")
    assert "{{ unit }}" in written.stdout
    checked = yuetan("paper", "check", "lianyungang", code, file)
    assert (checked.exit_code, checked.stdout.startswith(f"{file} 可以用作“")) == (0, True)


def test_a_template_that_will_not_do_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "own.docx"
    file.write_bytes(template("{{ source }}"))
    checked = yuetan("paper", "check", "lianyungang", "notice", file)
    assert (checked.exit_code, checked.stdout.partition("；")[0]) == (
        1, "模板里的标签“{{ source }}”不能用：没有“source”这一项")


@pytest.mark.parametrize("text", ["{{ grounds }}", "{% for one in entries %}{{ one.grounds }}{% endfor %}"])
def test_a_paper_he_is_given_may_not_say_on_which_ground(tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.docx"
    file.write_bytes(template(text))
    assert yuetan("paper", "check", "lianyungang", "notice", file).exit_code == 1
    assert yuetan("paper", "check", "lianyungang", "finding_recorded", file).exit_code == 0


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.docx"
    file.write_bytes(file_of({**parts(template("x")), "word/vbaProject.bin": b"x"})[:90])
    assert yuetan("paper", "check", "lianyungang", "notice", file).exit_code == 1


def test_a_blank_paper_is_written_with_the_name_of_the_unit(tmp_path: Path) -> None:
    file = tmp_path / "record.docx"
    assert yuetan("paper", "blank", "lianyungang", "record", file, "--unit", "市纪委").exit_code == 0
    content = file.read_bytes()
    assert lines(content)[:2] == ["约谈记录", "单位：市纪委\t编号："]
    assert rows(content)[0] == ["约谈种类", "", "约谈方式", ""]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "own.docx"
    file.write_bytes(b"a day's work")
    assert said("paper", "blank", "lianyungang", "record", file)[0] == 2
    assert file.read_bytes() == b"a day's work"


@pytest.mark.parametrize("act", ["template", "blank"])
def test_a_material_that_there_is_not_is_named_with_those_there_are(tmp_path: Path, act: str) -> None:
    assert said("paper", act, "lianyungang", "recrd", tmp_path / "x.docx") == (
        2, f"错误：制度 lianyungang 没有材料“recrd”；是不是要写 record；已有的是：{KNOWN}。\n")


def test_a_blank_paper_is_written_as_pdf_where_the_name_says_so(tmp_path: Path) -> None:
    file = tmp_path / "blank.pdf"
    assert yuetan("paper", "blank", "lianyungang", "record", file, "--unit", "市纪委监委").exit_code == 0
    assert file.read_bytes().startswith(b"%PDF-")
