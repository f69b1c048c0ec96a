"""Templates that an office has changed: looked at when they are sent in, compiled when they are used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from yuetan.paperwork.limited import Give, TooMuch, limited
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.faults import TemplateRefused
from yuetan.paperwork.papers.materials import as_word, taken_names
from yuetan.paperwork.papers.plain import layout_of
from yuetan.paperwork.papers.tags import Lists
from yuetan.paperwork.papers.template import Template, checked_template
from yuetan.rules.papers import FieldType, FormField, Material
from yuetan.rules.regulation import Regulation
from yuetan.wording import say

MANY = 64  # kept compiled
# A paper is Chinese, whatever language the pages of its maker speak: its own words are not translated.
MADE_UP = {
    "unit": "某某市纪律检查委员会", "number": "约谈〔2026〕7号", "kind": "日常约谈", "mode": "个别约谈",
    "regulation": "《某某办法》", "citation": "《某某办法》第七条", "grounds": "年度例行约谈", "interviewee": "张某某",
    "interviewee_post": "某某局副局长", "interviewer": "李某某", "interviewer_post": "某某委副书记",
    "company": "王某某", "recorder": "赵某某", "talk_date": "2026年3月20日", "talk_time": "9时30分",
    "talk_place": "行政中心512室", "talk_topic": "履行职责和廉洁情况",
    "signed_on": "2026年3月9日", "document_number": "某纪约〔2026〕7号"}
_TEXTS = {FieldType.DATE: "2026-03-20", FieldType.TIME: "09:30", FieldType.NUMBER: "3", FieldType.YES_NO: "yes"}


def check(regulation: Regulation, material: Material) -> Callable[[bytes], str]:
    """Looks at a template for a material, in a process of its own, and says in words what is wrong with it."""
    names, lists = taken_names(regulation, material)

    def looked_at(content: bytes) -> str:
        try:
            for _ in limited(_check, content, tuple(names), {code: tuple(fields) for code, fields in lists.items()},
                             raising=(TemplateRefused,)):
                pass
        except TemplateRefused as refused:
            return str(refused)
        except (TooMuch, OSError, RuntimeError):
            return say("文件打不开，或者太复杂；请在 Word 里打开确认后另存一份。")
        return ""
    return looked_at


def _check(give: Give, content: bytes, names: tuple[str, ...], lists: Lists) -> None:
    checked_template(content, names, lists)
    give(True)  # noqa: FBT003 - that it was looked at to the end


def compiled(regulation: Regulation, material: Material, content: bytes) -> Template:
    """A template that was checked when it was sent in, ready to be filled."""
    names, lists = taken_names(regulation, material)
    return _compiled(content, tuple(names), tuple((code, tuple(fields)) for code, fields in lists.items()))


@lru_cache(maxsize=MANY)
def _compiled(content: bytes, names: tuple[str, ...], lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Template:
    return checked_template(content, names, dict(lists))


def preview(regulation: Regulation, material: Material, content: bytes | None, on: date) -> bytes:
    """A paper with made-up data as a Word file, of a template of an office's own or of the standard one."""
    template = compiled(regulation, material, content) if content is not None else None
    return as_word(sample(regulation, material, on), template)


def sample(regulation: Regulation, material: Material, on: date) -> Paper:
    """A paper of a material with made-up data."""
    entry = {one.code: _example(one) for one in material.fields}
    return Paper(layout=layout_of(regulation, material), material=material, entries=(entry,), facts=MADE_UP, on=on)


def _example(field: FormField) -> str:
    if field.type is FieldType.CHOICE:
        return field.choices[0]
    return _TEXTS.get(field.type, f"（{field.title}）")
