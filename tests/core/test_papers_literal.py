"""Values are data: whatever stands in them comes out as it is; and equal papers are equal bytes that tell nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_samples import A_FORM, A_NOTICE, A_RECORD, FACTS, ISSUER, SAMPLES, lines, opened, parts, rows, written

from yuetan.paperwork.papers.drawn_letter import draw_letter
from yuetan.paperwork.papers.literal import clean
from yuetan.paperwork.papers.page import saved
from yuetan.paperwork.papers.reading import read
from yuetan.rules.layouts import Letter

sorts = pytest.mark.parametrize("sort", SAMPLES)
VALUES = [
    "{{ issuer }}", "{% for line in lines %}", "{# nothing #}", "{_{ issuer }_}", "{%p endfor %}", "{{r x }}",
    "<w:t>红头</w:t>", "</w:t></w:r></w:p>", "&lt;b&gt; &amp; &#65;", "a < b > c & \"d\" 'e'", "]]>", "<!-- -->",
    "㐂 𠮷 䶮 喆", "字" * 4000, "长" + "w" * 3000, "第一行\n第二行\n\n第四行", "前\t后", "  两头有空格  ",
    "%s {0} $x \\1", "“引号”——破折号……", "👩‍👩‍👧", "é", "\ue000 自造字",
]
CHANGED = [
    ("前\x00后", "前\ufffd后"), ("前\x0b后", "前\n后"), ("前\x1b[31m后", "前\ufffd[31m后"), ("前\r\n后\r", "前\n后\n"),
    ("前\u2028后", "前\n后"), ("前\u202e后", "前\ufffd后"), ("前\uffff后", "前\ufffd后"), ("前\ud800后", "前\ufffd后"),
    ("前\x07后\x0c末", "前\ufffd后\n末"), ("前\x85后\x9f", "前\n后\ufffd"),
]
MARKUP = st.sampled_from(VALUES[:11])
ANY_TEXT = st.lists(st.text() | MARKUP, max_size=4).map("".join)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_out_literally(value: str) -> None:
    assert rows(written("form", A_FORM.saying(problem=value)))[1][-1] == value


@pytest.mark.parametrize("value", [one for one in VALUES if "\n" not in one])
def test_it_does_so_in_a_letter(value: str) -> None:
    assert f"一、主题：{value}" in lines(written("notice", A_NOTICE.saying(topic=value)))


@pytest.mark.parametrize(("value", "expected"), CHANGED)
def test_what_cannot_be_printed_is_seen_to_be_lost(value: str, expected: str) -> None:
    assert rows(written("form", A_FORM.saying(problem=value)))[1][-1] == expected


@given(value=ANY_TEXT, name=ANY_TEXT)
@settings(max_examples=60)
def test_any_text_comes_out_in_a_record(value: str, name: str) -> None:
    content = written("record", evolve(A_RECORD, entries=({"account": value},), facts={"interviewer": name}))
    assert rows(content)[0] == ["约谈对象", "", "约谈人", clean(name)]
    assert rows(content)[5][-1] == clean(value)


@given(text=ANY_TEXT, sort=st.sampled_from(list(SAMPLES)))
@settings(max_examples=60)
def test_whatever_a_paper_says_its_every_part_is_well_formed(text: str, sort: str) -> None:
    sample = SAMPLES[sort]
    entry = {one.code: text for one in sample.material.fields}
    filled = evolve(sample, entries=(entry, entry), facts=dict.fromkeys(FACTS, text))
    for content in parts(written(sort, filled)).values():
        read(content)


def test_each_place_of_a_paper_takes_its_text_literally() -> None:
    hostile = "{{ x }}<&>"
    entry = {one.code: hostile for one in A_RECORD.material.fields}
    content = written("record", evolve(A_RECORD, entries=(entry,), facts=dict.fromkeys(FACTS, hostile)))
    text = read(parts(content)["word/document.xml"]).within(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main t")
    facts = ("unit", "number", "interviewee", "interviewer", "recorder", "citation")
    assert text.count(hostile) == len(entry) + len(facts)


def test_docxtpl_itself_fills_our_template_with_the_same_text() -> None:
    assert isinstance(A_NOTICE.layout, Letter)
    template = DocxTemplate(BytesIO(saved(draw_letter(A_NOTICE.layout, "约谈通知", 30, 14))))
    template.render({**FACTS, "document_number": FACTS["number"], "person": "赵喆䶮", "lines": [
        {"heading": "一、主题：", "text": "甲 & 乙"}, {"heading": "", "text": "<丙>"}]}, autoescape=True)
    file = BytesIO()
    template.save(file)
    assert lines(file.getvalue()) == lines(written("notice", A_NOTICE.saying(topic="甲 & 乙\n<丙>", person="赵喆䶮")))


# Equal papers


@sorts
def test_the_same_paper_is_the_same_bytes(sort: str) -> None:
    assert written(sort) == written(sort)


def test_it_is_so_in_another_process() -> None:
    program = ("import sys; sys.path.insert(0, sys.argv[1]); import paper_samples; "
               "sys.stdout.buffer.write(b''.join(map(paper_samples.written, paper_samples.SAMPLES)))")
    folder = str(__file__).rsplit("/", 1)[0]
    made = subprocess.run((sys.executable, "-c", program, folder), capture_output=True, check=True)
    assert b"".join(map(written, SAMPLES)) == made.stdout


@sorts
def test_a_file_says_nothing_of_when_and_where_it_was_made(sort: str) -> None:
    with zipfile.ZipFile(BytesIO(written(sort))) as archive:
        told = {(one.date_time, one.create_system, one.external_attr, one.extra, one.comment)
                for one in archive.infolist()}
        assert (told, archive.comment) == ({((1980, 1, 1, 0, 0, 0), 0, 0o600 << 16, b"", b"")}, b"")


@sorts
def test_its_metadata_has_the_issuing_unit_and_the_day_alone(sort: str) -> None:
    content = written(sort)
    properties: Any = opened(content).core_properties
    told = {name: getattr(properties, name) for name in (
        "author", "category", "comments", "content_status", "identifier", "keywords", "language", "last_modified_by",
        "subject", "title", "version", "last_printed", "revision")}
    assert {name: value for name, value in told.items() if value} == {"author": ISSUER, "last_modified_by": ISSUER}
    assert {properties.created.date(), properties.modified.date()} == {date(2026, 3, 9)}


@sorts
def test_no_part_names_a_program_a_path_a_person_or_a_revision(sort: str) -> None:
    for name, content in parts(written(sort)).items():
        found = re.findall(rb"(?i)python|docx?tpl|microsoft word|macintosh|template|rsid|docId|paraId|[/\\]home|"
                           rb"[/\\]tmp|file:|[A-Z]:\\|\.dotm?|<Company|\{\{|\{%", content)
        assert (name, found) == (name, [])


@sorts
def test_word_is_told_to_keep_it_so(sort: str) -> None:
    kept = read(parts(written(sort))["word/settings.xml"]).names
    assert {name.rsplit(" ", 1)[-1] for name in kept} >= {"removePersonalInformation", "removeDateAndTime"}
