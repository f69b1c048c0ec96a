"""What else an uploaded template may carry: whatever could run, fetch or tell is refused or left behind."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from paper_samples import EMPTY, SIGNED_ON, element, file_of, opened, parts, template

from yuetan.paperwork.papers.faults import TemplateRefused
from yuetan.paperwork.papers.page import saved
from yuetan.paperwork.papers.reading import WORD
from yuetan.paperwork.papers.template import checked_template

Change = Callable[[dict[str, bytes]], None]


def refusal(content: bytes) -> str:
    with pytest.raises(TemplateRefused) as refused:
        checked_template(content, {"title"})
    return str(refused.value)


def filled(content: bytes) -> bytes:
    return checked_template(content, {"title"}).filled({"title": "通知"}, issuer="本单位", on=SIGNED_ON)


def relation(sort: str, target: str, mode: str = "") -> Change:
    added = f'<Relationship Id="rId99" Type="{sort}" Target="{target}"{mode}/></Relationships>'.encode()
    name = "word/_rels/document.xml.rels"

    def change(content: dict[str, bytes]) -> None:
        content[name] = content[name].replace(b"</Relationships>", added)
    return change


def body(xml: str) -> Change:
    def change(content: dict[str, bytes]) -> None:
        content["word/document.xml"] = content["word/document.xml"].replace(b"<w:body>", f"<w:body>{xml}".encode())
    return change


def replaced(name: str, by: bytes) -> Change:
    def change(content: dict[str, bytes]) -> None:
        content[name] = by
    return change


def removed(name: str) -> Change:
    def change(content: dict[str, bytes]) -> None:
        del content[name]
    return change


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = ' TargetMode="External"'
LINK = "模板里有指向文档之外的链接，请删去后再上传。"


@pytest.mark.parametrize(("change", "reason"), [
    (relation("image", "//host/picture.png", OUTSIDE), LINK),
    (relation("hyperlink", "file:///etc/passwd", OUTSIDE), LINK),
    (relation("vbaProject", "vbaProject.bin"), "模板里有宏、对象或其他不认识的内容（vbaProject），请删去后再上传。"),
    (relation("oleObject", "x.bin"), "模板里有宏、对象或其他不认识的内容（oleObject），请删去后再上传。"),
    (relation("aFChunk", "x.html"), "模板里有宏、对象或其他不认识的内容（aFChunk），请删去后再上传。"),
    (body("<w:p><w:r><w:object/></w:r></w:p>"), "模板里有嵌入的对象，请删去后再上传。"),
    (body("<w:altChunk/>"), "模板里有嵌入的文档，请删去后再上传。"),
    (body("<w:p><w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r></w:p>"), "模板里有页码以外的域，请删去后再上传。"),
    (body("<w:p><w:r><w:instrText>INCLUDE</w:instrText><w:instrText>TEXT x</w:instrText></w:r></w:p>"),
     "模板里有页码以外的域，请删去后再上传。"),
    (body('<w:p><w:fldSimple w:instr="AUTHOR"/></w:p>'), "模板里有页码以外的域，请删去后再上传。"),
    (body('<w:p><w:ins w:author="某某" w:id="1"/></w:p>'), "模板里有带有作者姓名的修订或批注，请删去后再上传。"),
    (body('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'), "模板里有脚注，请删去后再上传。"),
    (replaced("word/footnotes.xml", b"<x>{{ title }}</x>"),
     "标签只能写在正文、页眉和页脚里，请把 word/footnotes.xml 里的移走。"),
    (replaced("word/styles.xml", BOMB), "文档的部件 word/styles.xml 读不通，请在 Word 里打开确认后另存一份。"),
    (replaced("word/document.xml", b"<w:p>"), "文档的部件 word/document.xml 读不通，请在 Word 里打开确认后另存一份。"),
    (removed("word/document.xml"), "这不是 .docx 文档，请在 Word 里另存为“Word 文档（.docx）”。"),
    (removed("[Content_Types].xml"), "不是正常保存的 .docx 文件，或者太大，请在 Word 里打开确认后另存一份。"),
    (replaced("x.bin", b"\0" * (33 << 20)), "不是正常保存的 .docx 文件，或者太大，请在 Word 里打开确认后另存一份。"),
])
def test_a_template_that_could_run_fetch_or_tell_is_refused(change: Change, reason: str) -> None:
    content = parts(template("{{ title }}"))
    change(content)
    assert reason == refusal(file_of(content))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{{ title }}", template("{{ title }}")[:900]])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    assert refusal(content) == "不是正常保存的 .docx 文件，或者太大，请在 Word 里打开确认后另存一份。"


def test_page_numbers_are_let_in() -> None:
    document = opened(EMPTY)
    field: BaseOxmlElement = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), r" PAGE \* MERGEFORMAT ")
    element(document.add_paragraph("{{ title }}")).append(field)
    document.element.body.insert(0, parse_xml(
        f'<w:p xmlns:w="{WORD}"><w:r><w:instrText> NUMPAGES </w:instrText></w:r></w:p>'))
    assert "通知" in [one.text for one in opened(filled(saved(document))).paragraphs]


def test_an_attached_template_is_forgotten() -> None:
    content = parts(template("{{ title }}"))
    content["word/_rels/settings.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="file:///somebody/own.dotx" TargetMode="External"/></Relationships>')
    made = filled(file_of(content))
    assert b"somebody" not in b"".join(parts(made).values())
    assert opened(made).paragraphs[0].text == "通知"


def test_what_a_template_tells_of_its_maker_is_left_behind() -> None:
    document = Document()
    document.core_properties.author = document.core_properties.comments = "某某"
    element(document.add_paragraph("{{ title }}")).set(qn("w:rsidR"), "00AB12CD")
    content = filled(saved(document))
    everything = b"".join(parts(content).values())
    assert re.findall("某某|rsid|python|Macintosh|thumbnail".encode(), everything) == []
    assert opened(content).core_properties.author == "本单位"
