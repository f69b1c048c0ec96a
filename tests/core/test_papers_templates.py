"""An uploaded template is code: only declared names and loops over declared lists are let in."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_samples import EMPTY, SIGNED_ON, file_of, opened, paragraphs, parts, table_template, template

from yuetan.paperwork.papers.faults import TemplateRefused
from yuetan.paperwork.papers.materials import changed, template_of
from yuetan.paperwork.papers.page import saved
from yuetan.paperwork.papers.template import Values, checked_template
from yuetan.rules import Material
from yuetan_lianyungang.regulation import REGULATION

NAMES = {"issuer", "title"}
LISTS = {"rows": ("title", "text"), "people": ()}
VALUES: Values = {
    "issuer": "本单位", "title": "通知", "people": ["李堃", "马骁"],
    "rows": [{"title": "甲", "text": "乙"}, {"title": "丙", "text": "{{ 丁 }}"}]}
NUMBER = "— 1 —"  # of a page


def refusal(content: bytes) -> str:
    with pytest.raises(TemplateRefused) as refused:
        checked_template(content, NAMES, LISTS)
    return str(refused.value)


def texts(content: bytes) -> list[str]:
    filled = checked_template(content, NAMES, LISTS).filled(VALUES, issuer="本单位", on=SIGNED_ON)
    return [one.text for one in paragraphs(opened(filled)) if one.text not in {"", NUMBER}]


# What is let in


@pytest.mark.parametrize(("written", "expected"), [
    (["{{ title }}"], ["通知"]),
    (["{{title}}由{{ issuer }}印发"], ["通知由本单位印发"]),
    (["{%p for row in rows %}", "{{ row.title }}：{{ row.text }}", "{%p endfor %}"], ["甲：乙", "丙：{{ 丁 }}"]),
    (["{%p for one in people %}", "{{ one }}", "{%p endfor %}", "完"], ["李堃", "马骁", "完"]),
    (["{% for one in people %}{{ one }}、{% endfor %}"], ["李堃、马骁、"]),
    (["{# 说明，不印出 #}正文"], ["正文"]),
    (["没有标签"], ["没有标签"]),
    (["{ 花括号 } 100%"], ["{ 花括号 } 100%"]),
])
def test_names_and_loops_are_filled(written: list[str], expected: list[str]) -> None:
    assert expected == texts(template(*written))


def test_rows_of_a_table_are_filled() -> None:
    content = table_template(
        ("{%tr for row in rows %}", ""), ("{{ row.title }}", "{{ row.text }}"), ("{%tr endfor %}", ""))
    assert texts(content) == ["甲", "乙", "丙", "{{ 丁 }}"]


def test_a_tag_cut_into_runs_by_word_is_one_tag() -> None:
    document = opened(EMPTY)
    paragraph = document.add_paragraph()
    for piece in ("{", "{ ti", "tle }", "}"):
        paragraph.add_run(piece)
    assert texts(saved(document)) == ["通知"]


def test_tags_at_the_head_and_foot_of_pages_are_filled() -> None:
    document = opened(EMPTY)
    document.sections[0].footer.paragraphs[0].text = "{{ issuer }}"
    assert "本单位" in texts(saved(document))


def test_a_template_is_read_from_a_path_and_filled_many_times(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(template("{{ title }}"))
    own = checked_template(path, NAMES)
    for title in ("甲", "乙"):
        assert opened(own.filled({"title": title}, issuer="", on=SIGNED_ON)).paragraphs[0].text == title


def test_our_own_templates_are_held_to_the_same() -> None:
    for material in REGULATION.of(Material):
        assert changed(REGULATION, material, template_of(REGULATION, material)).tagged.keys() >= {"word/document.xml"}


# Tags that are not


CODE = "标签里只能写项目的名称，不能有运算、调用、过滤器或属性"
NO_BLOCK = "只能用循环标签，不能有条件、引用、宏或赋值"
ODD_LOOP = "循环只能写成“for 名称 in 列表”"
UNREADABLE = "写得不完整，或含有不认识的字符"
HOSTILE = [
    ("{{ title.__class__ }}", CODE),
    ("{{ title.__class__.__mro__[1].__subclasses__() }}", CODE),
    ("{{ ''.__class__ }}", CODE),
    ("{{ title['x'] }}", CODE),
    ("{{ title[0] }}", CODE),
    ("{{ title() }}", CODE),
    ("{{ title|upper }}", CODE),
    ("{{ title|attr('x') }}", CODE),
    ("{{ title|safe }}", CODE),
    ("{{ title + issuer }}", CODE),
    ("{{ title ~ issuer }}", CODE),
    ("{{ -title }}", CODE),
    ("{{ title if issuer }}", CODE),
    ("{{ title is defined }}", CODE),
    ("{{ title == issuer }}", CODE),
    ("{{ not title }}", CODE),
    ("{{ 9**9**9 }}", CODE),
    ("{{ 'x' * 1000000000 }}", CODE),
    ("{{ 1 }}", CODE),
    ("{{ true }}", CODE),
    ("{{ [title] }}", CODE),
    ("{{ (title, issuer) }}", CODE),
    ("{{ {'a': title} }}", CODE),
    ("{{ rows[0].title }}", CODE),
    ("{{ row.title }}", CODE),
    ("{{ rows.title }}", CODE),
    ("{{ loop.index }}", CODE),
    ("{{ self.x() }}", CODE),
    ("{{ lipsum.__globals__ }}", CODE),
    ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", CODE),
    ("{{ source }}", "没有“source”这一项；可用的有：issuer、title"),
    ("{{ rows }}", "没有“rows”这一项；可用的有：issuer、title"),
    ("{{ range }}", "没有“range”这一项；可用的有：issuer、title"),
    ("{{ self }}", "没有“self”这一项；可用的有：issuer、title"),
    ("{% if title %}甲{% endif %}", NO_BLOCK),
    ("{% set x = title %}", NO_BLOCK),
    ("{% include 'x' %}", NO_BLOCK),
    ("{% import 'x' as y %}", NO_BLOCK),
    ("{% from 'x' import y %}", NO_BLOCK),
    ("{% extends 'x' %}", NO_BLOCK),
    ("{% macro x() %}甲{% endmacro %}", NO_BLOCK),
    ("{% call title() %}甲{% endcall %}", NO_BLOCK),
    ("{% block x %}甲{% endblock %}", NO_BLOCK),
    ("{% filter upper %}甲{% endfilter %}", NO_BLOCK),
    ("{% with x = title %}甲{% endwith %}", NO_BLOCK),
    ("{% autoescape false %}甲{% endautoescape %}", NO_BLOCK),
    ("{% do title %}", NO_BLOCK),
    ("{% else %}", NO_BLOCK),
    ("{% break %}", NO_BLOCK),
    ("{% for %}", UNREADABLE),
    ("{% for x in title %}甲{% endfor %}", "没有“title”这一列表；可用的有：people、rows"),
    ("{% for x in source %}甲{% endfor %}", "没有“source”这一列表；可用的有：people、rows"),
    ("{% for x in range(9) %}甲{% endfor %}", ODD_LOOP),
    ("{% for x in rows|sort %}甲{% endfor %}", ODD_LOOP),
    ("{% for x in rows if x %}甲{% endfor %}", ODD_LOOP),
    ("{% for x in rows recursive %}甲{% endfor %}", ODD_LOOP),
    ("{% for x, y in rows %}甲{% endfor %}", ODD_LOOP),
    ("{% for x.y in rows %}甲{% endfor %}", UNREADABLE),
    ("{% for x in rows.title %}甲{% endfor %}", ODD_LOOP),
    ("{% for title in rows %}甲{% endfor %}", "“title”已有所指，请换一个名称"),
    ("{% for rows in rows %}甲{% endfor %}", "“rows”已有所指，请换一个名称"),
    ("{% for loop in rows %}甲{% endfor %}", "“loop”已有所指，请换一个名称"),
    ("{% for x in rows %}甲{% else %}乙{% endfor %}", NO_BLOCK),
    ("{% for x in rows %}{% for y in rows %}甲{% endfor %}{% endfor %}", "循环里不能再套循环"),
    ("{% for x in rows %}{{ x }}{% endfor %}", "没有“x”这一项；可用的有：issuer、title、x"),
    ("{% for x in rows %}{{ x.items }}{% endfor %}", "循环的每一项里没有“items”；可用的有：title、text"),
    ("{% for x in rows %}{{ x.__class__ }}{% endfor %}", "循环的每一项里没有“__class__”；可用的有：title、text"),
    ("{% for x in rows %}{{ x.title.upper }}{% endfor %}", CODE),
    ("{% for x in people %}{{ x.title }}{% endfor %}", "循环的每一项里没有“title”；可用的有："),
    ("{% for x in rows %}甲{% endfor %}{{ x.title }}", CODE),
    ("{% raw %}{{ title }}{% endraw %}", "原样输出的标签不能用"),
    ("{{ title", UNREADABLE),
    ("{% for x in rows", UNREADABLE),
    ("{{ title ? issuer }}", UNREADABLE),
    ("{{ }}", UNREADABLE),
    ("{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}", UNREADABLE),
    ("{{ title } }", UNREADABLE),
]


@pytest.mark.parametrize(("written", "why"), HOSTILE, ids=lambda value: value[:40])
def test_a_tag_that_is_no_name_and_no_loop_is_refused(written: str, why: str) -> None:
    assert why in refusal(template(written))


@pytest.mark.parametrize(("written", "shown"), [
    ("{{ title }}{{ source }}{{ issuer }}", "{{ source }}"),
    ("{{ title", "{{ title"),
    ("{{ title | upper }}", "{{ title | upper }}"),
    ("{% if title < issuer %}", "{% if title < issuer %}"),
    ("{%p set x = 1 %}", "{% set x = 1 %}"),
])
def test_the_refusal_names_the_tag(written: str, shown: str) -> None:
    assert refusal(template("{{ title }}", written)).startswith(f"模板里的标签“{shown}”不能用：")


@pytest.mark.parametrize("written", [
    ["{%p for x in rows %}", "甲"],
    ["{%p for x in rows %}", "甲", "{%p endfor %}", "{%p endfor %}"],
    ["{%p endfor %}"],
])
def test_a_loop_that_is_not_paired_is_refused(written: list[str]) -> None:
    assert refusal(template(*written)) == "模板里的循环没有配对，请检查每个 for 和 endfor。"


def test_a_loop_across_the_edge_of_a_table_is_refused() -> None:
    document = opened(table_template(("{% for x in rows %}", "甲"), ("乙", "丙")))
    document.add_paragraph("{% endfor %}")
    assert refusal(saved(document)).startswith("模板的循环跨过了段落或表格的边界")


@pytest.mark.parametrize("written", ["{{r title }}", "{{p title }}"])
def test_a_value_is_never_put_where_markup_stands(written: str) -> None:
    assert "正文文字里" in refusal(template(written))


@pytest.mark.parametrize("written", ["{% colspan title %}", "{% cellbg title %}", "{% vm %}", "{% hm %}"])
def test_nothing_is_let_in_that_changes_a_table(written: str) -> None:
    assert "模板" in refusal(table_template((written, "甲")))


def test_a_tag_in_an_attribute_is_refused() -> None:
    content = parts(template("甲"))
    content["word/document.xml"] = content["word/document.xml"].replace(b"<w:p>", b'<w:p w:other="{{ title }}">')
    assert "正文文字里" in refusal(file_of(content))


def test_very_many_tags_are_not_looked_at() -> None:
    assert refusal(template("{{ title }}" * 600)) == "模板里的标签太多，最多 500 个。"
