"""A Word template: checked and parsed once, filled many times."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError

import jinja2
from attrs import frozen
from docxtpl import DocxTemplate

from yuetan.paperwork.papers import vetting
from yuetan.paperwork.papers.faults import DocumentDamaged, TemplateRefused
from yuetan.paperwork.papers.package import packed, parts_of
from yuetan.paperwork.papers.properties import CORE, core_properties
from yuetan.paperwork.papers.reading import TEXT, read
from yuetan.paperwork.papers.tags import ENVIRONMENT, MANY_TAGS, Lists, Tags
from yuetan.wording import say

Values = Mapping[str, str | Sequence[str] | Sequence[Mapping[str, str]]]
MARK = "\ue000\n\ue001"  # a value on trial: its break shows at once where it stands in no text
TAG_SIGNS = ("{{", "{%", "{#")


@frozen(eq=False)
class Template:
    """Parts that stay as they are, and parts with tags, compiled."""

    parts: Mapping[str, bytes]
    tagged: Mapping[str, jinja2.Template]

    def filled(self, values: Values, *, issuer: str, on: date) -> bytes:
        """The document with these values, taken literally; of metadata it has the issuing unit and the day."""
        texts = {name: template.render(values).encode() for name, template in self.tagged.items()}
        return packed({**self.parts, **texts, CORE: core_properties(issuer, on)})


def checked_template(source: Path | bytes, names: Collection[str], lists: Lists | None = None) -> Template:
    """A template from a .docx file: its tags may be the names, and loops over the lists.

    Raises `TemplateRefused`, which says what to change, for any other tag, for a tag that stands in no text, and for
    whatever else a document may carry: macros, links, objects, fields, tracked changes and comments.
    """
    try:
        document = source if isinstance(source, bytes) else source.read_bytes()
        parts = parts_of(document)
        vetting.vet(parts)
        clean = parts_of(vetting.cleaned(document))
    except DocumentDamaged as error:
        raise TemplateRefused(str(error)) from error
    tags, patch = Tags(names, lists or {}), DocxTemplate(BytesIO(document)).patch_xml
    tagged = dict[str, jinja2.Template]()
    for name, content in clean.items():
        text = content.decode() if vetting.has_text(name) else ""
        if text.count("{") > 2 * MANY_TAGS:  # before anything looks at them: to search among very many takes long
            raise TemplateRefused(say("模板里的标签太多，最多 {limit} 个。", limit=MANY_TAGS))
        if (patched := patch(text) if "{" in text else "") and tags.check(patched):
            tagged[name] = _compiled(patched)
            _try(tagged[name], tags)
    return Template({name: content for name, content in clean.items() if name not in tagged}, tagged)


def _compiled(source: str) -> jinja2.Template:
    try:
        return ENVIRONMENT.from_string(source)
    except jinja2.TemplateError as error:
        raise TemplateRefused(say("模板里的循环没有配对，请检查每个 for 和 endfor。")) from error


def _try(template: jinja2.Template, tags: Tags) -> None:
    """Fill it with marks, lists of none, one and two: each result is a document, with all marks in its text."""
    for times in range(3):
        values: dict[str, object] = dict.fromkeys(tags.names, MARK)
        for name, fields in tags.lists.items():
            values[name] = [dict.fromkeys(fields, MARK) if fields else MARK] * times
        filled = template.render(values)
        try:
            found = read(filled)
        except ExpatError as error:
            raise TemplateRefused(say("模板的循环跨过了段落或表格的边界，或有标签不在正文文字里；"
                                      "循环请写成单独的一段（{{%p for …%}}）或一行（{{%tr for …%}}）。")) from error
        if found.within(TEXT).count(MARK[0]) != filled.count(MARK[0]):
            raise TemplateRefused(say("模板里有标签不在正文文字里（例如在域、批注或图形属性里），请移到正文。"))
