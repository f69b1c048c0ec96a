"""The user guide: the chapters of the repository, beside the pages; each page leads to the one that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen
from flask import Blueprint, abort, g, render_template, request, url_for
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from yuetan_web.guarding import NOT_FOUND

guide = Blueprint("guide", __name__)
HEADING = 2  # of a section
PNG_SIZE = slice(16, 24)  # where a picture says how wide and how high it is, four bytes each

CHAPTERS: Mapping[str, tuple[str, str]] = {
    "desk": ("1-start", "工作台"), "owed": ("1-start", "工作台"), "signing": ("1-start", "我的账号"),
    "interviews": ("2-interviews", "从应办事项到归档"), "handling": ("2-interviews", "从应办事项到归档"),
    "proposing": ("2-interviews", "发起约谈"), "outward": ("6-people", "涉及本单位办理人员"),
    "tests": ("2-interviews", "资料库与测试"), "collections": ("2-interviews", "资料库与测试"),
    "plans": ("3-plans", "约谈计划"), "rounds": ("3-plans", "集中约谈"),
    "leads": ("4-leads", "线索的去向"), "leads_below": ("4-leads", "线索的去向"),
    "ledgers": ("5-reports", "台账和统计表"), "reports": ("5-reports", "报告"), "statistics": ("5-reports", "统计"),
    "supervision": ("5-reports", "监督检查"), "inspections": ("5-reports", "检查导出"),
    "old_ledgers": ("5-reports", "旧台账"), "cadres": ("6-people", "花名册"), "moves": ("6-people", "人员变动"),
    "mergers": ("6-people", "人员变动"), "dossiers": ("6-people", "人员变动"), "units": ("6-people", "组织机构"),
    "occurrences": ("6-people", "组织机构"), "handover": ("6-people", "工作交接和代理"),
    "proxies": ("6-people", "工作交接和代理"), "appeals": ("7-own", "约谈对象"),
    "regulations": ("8-rules", "几部制度"), "mine": ("7-own", "我的约谈"), "kept": ("2-interviews", "草稿"),
    "papers": ("2-interviews", "文书登记"), "scans": ("2-interviews", "文书登记"),
    "paper_templates": ("2-interviews", "文书模板"), "search": ("1-start", "查找"),
    "telling": ("1-start", "提醒和日历"), "jobs": ("1-start", "处理进度"), "own_account": ("1-start", "我的账号"),
    "api_tokens": ("1-start", "我的账号"), "rosters": ("6-people", "花名册"),
    "accounts": ("9-administration", "账号"), "many_accounts": ("9-administration", "账号"),
    "joint_acts": ("9-administration", "授权"),
    "grants": ("9-administration", "授权"), "governing": ("9-administration", "适用的制度"),
    "days_off": ("9-administration", "放假安排"), "audit": ("9-administration", "审计日志"),
    "backups": ("9-administration", "备份"),
}
"""The chapter and section that tells of the pages of a blueprint."""


@frozen
class Chapter:
    """One chapter: what names it, its title, its sections, and its text."""

    name: str
    title: str
    sections: tuple[str, ...]
    text: Markup


@guide.get("/help")
def contents() -> str:
    """Every chapter with its sections."""
    return render_template("guide.html", chapters=chapters().values(), chapter=None)


@guide.get("/help/<name>")
def chapter(name: str) -> str:
    """One chapter."""
    found = chapters().get(name) or abort(NOT_FOUND)
    return render_template("guide.html", chapters=chapters().values(), chapter=found)


def help_address() -> str:
    """Where the guide tells of the page that is asked for; its contents, for any other."""
    name, section = CHAPTERS.get("" if g.get("lost", False) else request.blueprint or "", ("", ""))
    return url_for("guide.chapter", name=name, _anchor=section) if name else url_for("guide.contents")


@cache
def chapters() -> Mapping[str, Chapter]:
    """The chapters in their order, by name."""
    folder = files("yuetan_web") / "guide"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".md"))
    return {name.removesuffix(".md"): _chapter(name.removesuffix(".md"), (folder / name).read_text("utf-8"))
            for name in names}


def _chapter(name: str, source: str) -> Chapter:
    title, _, body = source.removeprefix("# ").partition("\n")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(body)
    sections = tuple(_named(tokens))
    return Chapter(name, title.strip(), sections, Markup(reader.renderer.render(tokens, reader.options, {})))  # noqa: S704 - of our own files


def _named(tokens: list[Token]) -> list[str]:
    """Give every section its own title for an anchor, and pictures the place they are served from: the titles."""
    found = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == f"h{HEADING}":
            found.append(tokens[place + 1].content)
            token.attrSet("id", found[-1])
        for child in token.children or ():
            if child.type == "image":
                name = str(child.attrGet("src")).rpartition("/")[2]
                child.attrSet("src", f"/static/guide/{name}")
                child.attrSet("loading", "lazy")
                for side, pixels in zip(("width", "height"), _size(name), strict=True):
                    child.attrSet(side, str(pixels))
            if child.type == "link_open" and str(child.attrGet("href")).endswith(".md"):
                child.attrSet("href", f"/help/{str(child.attrGet('href')).removesuffix('.md')}")
    return found


def _size(picture: str) -> tuple[int, int]:
    """How wide and how high a picture is, in pixels, out of its head: a page keeps its place while it is fetched."""
    head = (files("yuetan_web") / "static" / "guide" / picture).read_bytes()[PNG_SIZE]
    half = len(head) // 2
    return int.from_bytes(head[:half]), int.from_bytes(head[half:])
