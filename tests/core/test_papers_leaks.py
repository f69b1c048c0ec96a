"""A document is searched for what it must not let out, wherever it may stand in it."""

from __future__ import annotations

import pytest
from docx import Document
from paper_samples import A_NOTICE, SAMPLES, file_of, parts, template, written

from yuetan.paperwork.papers.faults import DocumentDamaged
from yuetan.paperwork.papers.leaks import names_none_of
from yuetan.paperwork.papers.page import saved

SECRETS = ("欧阳举报", "13800138000", "该同志在项目审批中收受他人购物卡三张")


@pytest.mark.parametrize("sort", SAMPLES)
def test_a_paper_of_ours_names_none(sort: str) -> None:
    assert names_none_of(written(sort), SECRETS) == ()


@pytest.mark.parametrize(("said", "found"), [
    ("欧阳举报", ("欧阳举报",)),
    ("由欧阳举报了", ("欧阳举报",)),
    ("欧 阳　举\n报", ("欧阳举报",)),
    ("电话：138-0013-8000", ("13800138000",)),
    ("１３８００１３８０００", ("13800138000",)),
    ("反映其在项目审批中收受他人购物卡", ("该同志在项目审批中收受他人购物卡三张",)),
    ("在项目审批中有问题", ()),
    ("13800138000 欧阳举报", ("欧阳举报", "13800138000")),
])
def test_a_secret_is_found_however_it_is_written(said: str, found: tuple[str, ...]) -> None:
    assert found == names_none_of(written("notice", A_NOTICE.saying(topic=said)), SECRETS)


def test_a_secret_cut_into_runs_is_found() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("欧", "阳举", "报"):
        paragraph.add_run(piece).bold = piece == "阳举"
    assert names_none_of(saved(document), SECRETS) == ("欧阳举报",)


@pytest.mark.parametrize("name", ["author", "comments", "keywords", "title", "last_modified_by"])
def test_metadata_is_searched_too(name: str) -> None:
    document = Document()
    setattr(document.core_properties, name, "欧阳举报")
    assert names_none_of(saved(document), SECRETS) == ("欧阳举报",)


@pytest.mark.parametrize(("part", "content"), [
    ("word/欧阳举报.xml", b"<x/>"),
    ("word/comments.xml", '<x author="欧阳举报"/>'.encode()),
    ("customXml/item1.xml", "<x>欧阳举报</x>".encode("utf-16")),
    ("word/y.xml", "<x><!-- 欧阳举报 --></x>".encode()),
    ("word/media/x.bin", b"\0\1" + "欧阳举报".encode()),
    ("word/media/y.bin", "欧阳举报".encode("gb18030")),
    ("word/z.xml", "<x>欧阳举报".encode()),
    ("docProps/custom.xml", "<x>&#27431;阳举报</x>".encode()),
])
def test_every_part_is_searched(part: str, content: bytes) -> None:
    assert names_none_of(file_of({**parts(template("甲")), part: content}), SECRETS) == ("欧阳举报",)


def test_an_empty_secret_is_in_nothing() -> None:
    assert names_none_of(written("notice"), ("", " ", "，")) == ()


def test_of_what_cannot_be_read_nothing_is_said() -> None:
    with pytest.raises(DocumentDamaged):
        names_none_of(b"PK", SECRETS)
