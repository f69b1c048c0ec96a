"""What a template may carry beside its text. Whatever could run, fetch or tell is refused, or left behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from xml.parsers.expat import ExpatError

from docx import Document
from docx.document import Document as OpenDocument
from docx.opc.constants import RELATIONSHIP_TYPE as SORT
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from yuetan.paperwork.papers.faults import DocumentDamaged, TemplateRefused
from yuetan.paperwork.papers.package import DAMAGE
from yuetan.paperwork.papers.reading import WORD, Read, read
from yuetan.paperwork.papers.styles import settings
from yuetan.wording import later, say

DOCUMENT = "word/document.xml"
WITH_TEXT = re.compile(r"word/(?:document|header[0-9]*|footer[0-9]*)\.xml")
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
ATTACHED = "attachedTemplate"  # named by the settings, which are replaced
KEPT = {"officeDocument", "styles", "settings", "numbering", "fontTable", "font", "header", "footer", "image", "theme"}
LEFT_BEHIND = {
    "customXml", "customXmlProps", "webSettings", "stylesWithEffects", "thumbnail", "core-properties",
    "extended-properties", "custom-properties", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds",
    "commentsExtensible", "people", "glossaryDocument", ATTACHED,
}
MARKS_OF_EDITING = {qn("w:rsid"), qn("w:rsids"), qn("w:proofErr")}
FIELDS = re.compile(r"(?:\s|PAGE|NUMPAGES|SECTIONPAGES|\\\*|MERGEFORMAT|Arabic)*")  # page numbers alone
CARRIED = {f"{WORD} {name}": text for name, text in {
    "object": later("嵌入的对象"), "control": later("控件"), "altChunk": later("嵌入的文档"),
    "subDoc": later("子文档"), "footnoteReference": later("脚注"), "endnoteReference": later("尾注"),
    "commentReference": later("批注"),
}.items()}


def has_text(name: str) -> bool:
    """Whether a part holds text that tags may stand in."""
    return WITH_TEXT.fullmatch(name) is not None


def vet(parts: Mapping[str, bytes]) -> None:
    """Look at every part; raises `TemplateRefused` for what no template may carry, `DocumentDamaged` for bad XML."""
    if DOCUMENT not in parts:
        raise TemplateRefused(say("这不是 .docx 文档，请在 Word 里另存为“Word 文档（.docx）”。"))
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                _vet_part(name, read(content))
            except (ExpatError, LookupError, ValueError) as error:
                raise DocumentDamaged(say("文档的部件 {name} 读不通，请在 Word 里打开确认后另存一份。",
                                          name=name)) from error


def cleaned(document: bytes) -> bytes:
    """The document without what tells of its making: properties, traces of editing, settings of somebody's Word."""
    try:
        file = Document(BytesIO(document))
        _leave_behind(file)
        _replace_settings(file)
        result = BytesIO()
        file.save(result)
    except (*DAMAGE, OpcError, SyntaxError, AttributeError, TypeError) as error:  # the library checks little itself
        raise DocumentDamaged(say("不是正常保存的 .docx 文件，或者太大，请在 Word 里打开确认后另存一份。")) from error
    return result.getvalue()


def _leave_behind(file: OpenDocument) -> None:
    package = file.part.package
    for relations in (package.rels, file.part.rels):
        for key in [key for key, one in relations.items() if _sort(one.reltype) in LEFT_BEHIND]:
            relations.pop(key)
    _ = package.core_properties  # which makes a new part of them: it is written with each paper
    for part in package.iter_parts():
        if isinstance(part, XmlPart):
            for element in list(part.element.iter()):
                if element.tag in MARKS_OF_EDITING:
                    element.getparent().remove(element)
                for key in [key for key in element.attrib if "}rsid" in key or key.endswith(("}paraId", "}textId"))]:
                    del element.attrib[key]


def _replace_settings(file: OpenDocument) -> None:
    ours = settings(even=file.settings.odd_and_even_pages_header_footer)
    theirs = file.settings.element
    for child in list(theirs):
        theirs.remove(child)
    theirs.extend(list(ours))
    file.part.part_related_by(SORT.SETTINGS).rels.clear()


def _vet_part(name: str, found: Read) -> None:
    for element, attributes in found.elements:
        if element == RELATION:
            _vet_relation(attributes)
        if element in CARRIED and has_text(name):
            raise _carries(say(CARRIED[element]))
    if found.valued(f"{WORD} author"):
        raise _carries(say("带有作者姓名的修订或批注"))
    instructions = (found.within(f"{WORD} instrText"), *found.valued(f"{WORD} instr"))
    if not all(map(FIELDS.fullmatch, instructions)):
        raise _carries(say("页码以外的域"))
    if not has_text(name) and any(sign in text for text in found.everything() for sign in ("{{", "{%")):
        raise TemplateRefused(say("标签只能写在正文、页眉和页脚里，请把 {name} 里的移走。", name=name))


def _vet_relation(attributes: Mapping[str, str]) -> None:
    sort = _sort(attributes.get("Type", ""))
    if sort == ATTACHED:
        return
    if attributes.get("TargetMode") == "External":
        raise _carries(say("指向文档之外的链接"))
    if sort not in KEPT | LEFT_BEHIND:
        raise _carries(say("宏、对象或其他不认识的内容（{sort}）", sort=sort))


def _sort(relation: str) -> str:
    return relation.rsplit("/", 1)[-1]


def _carries(what: str) -> TemplateRefused:
    return TemplateRefused(say("模板里有{what}，请删去后再上传。", what=what))
