"""The user guide beside the pages: every menu entry is told of, and nothing in it leads nowhere."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from page_office import CLERK, House

from yuetan_web.guide import CHAPTERS, chapters
from yuetan_web.menu import GROUPS

FOLDER = Path(str(files("yuetan_web"))) / "guide"
PICTURES = Path(str(files("yuetan_web"))) / "static" / "guide"


def test_every_part_of_the_menu_is_told_of() -> None:
    sections = {section for group in GROUPS for entry in group.entries for section in entry.sections}
    assert sections - CHAPTERS.keys() == set()


def test_every_place_that_pages_lead_to_is_there() -> None:
    there = {(one.name, section) for one in chapters().values() for section in one.sections}
    assert set(CHAPTERS.values()) - there == set()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_pictures_and_other_chapters_that_it_names_are_there(path: Path) -> None:
    named = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8"))
    missing = [one for one in named if not (
        (FOLDER / one).is_file() if one.endswith(".md") else (PICTURES / one.rpartition("/")[2]).is_file())]
    assert missing == []


def test_every_picture_is_light_and_keeps_its_place() -> None:
    assert [one.name for one in PICTURES.iterdir() if one.stat().st_size > 150_000] == []
    pictures = [one for chapter in chapters().values() for one in re.findall("<img[^>]+>", chapter.text)]
    assert [one for one in pictures if not re.search(r'width="\d{3,4}" height="\d{3,4}"', one)] == []


def test_every_label_that_it_quotes_is_one_of_the_pages() -> None:
    sources = (one for package, suffix in (("yuetan_web", "html"), ("yuetan_web", "py"), ("yuetan", "py"))
               for one in Path(str(files(package))).rglob(f"*.{suffix}"))
    said = "".join(one.read_text("utf-8") for one in sources)
    titles = {section for one in chapters().values() for section in one.sections}
    quoted = {one for path in FOLDER.glob("*.md") for one in re.findall("“([^”]+)”", path.read_text("utf-8"))}
    assert [one for one in sorted(quoted - titles) if not all(part in said for part in one.split("："))] == []


def test_a_page_leads_to_the_section_that_tells_of_it(shared_house: House) -> None:
    visitor = shared_house.visitor(CLERK)
    visitor.get("/plans")
    assert re.search(r'href="(/help/3-plans#[^"]+)">帮助', visitor.page)
    visitor.get("/help/3-plans")
    assert ('<h2 id="约谈计划">' in visitor.page, "按应办事项列入" in visitor.text) == (True, True)
    assert "办理一次约谈" in visitor.get("/help")
    visitor.get("/help/none")
    assert visitor.answer.status_code == 404
