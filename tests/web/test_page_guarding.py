"""What holds for every answer: read-only, from this machine, with headers, and nothing from outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_desk import REPORT, client, small_index
from werkzeug.test import TestResponse

import yuetan_web
from yuetan_web.app import create_app
from yuetan_web.guarding import HEADERS

ANSWERS = ("/", f"/obligation/{REPORT}", "/cadre/3", "/regulation/lianyungang", "/nowhere", "/static/theme.css",
           "/static/none")
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
FOLDER = Path(yuetan_web.__file__).parent


def headers(answer: TestResponse) -> dict[str, str | None]:
    """The headers that every answer should carry, as this one has them."""
    return {name: answer.headers.get(name) for name in HEADERS}


@pytest.mark.parametrize("address", ANSWERS)
@pytest.mark.parametrize("method", ["GET", "HEAD", *METHODS])
def test_every_answer_carries_the_headers(address: str, method: str) -> None:
    answer = client().open(address, method=method, buffered=True)
    assert headers(answer) == HEADERS


@pytest.mark.parametrize("address", ANSWERS)
@pytest.mark.parametrize("method", METHODS)
def test_nothing_but_reading_is_allowed(address: str, method: str) -> None:
    answer = client().open(address, method=method, data=b"name=x", buffered=True)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Allow"], "这里只能看" in page, "回到工作台" in page) == (
        405, "GET, HEAD", True, True)


@pytest.mark.parametrize(("host", "code"), [
    ("127.0.0.1:8000", 200), ("localhost:8000", 200), ("127.0.0.1", 200),
    ("attacker.example.org", 400), ("127.0.0.1.example.org:8000", 400), ("[::1]:8000", 400), ("", 400), ("a b", 400),
])
def test_a_page_answers_only_to_names_of_this_machine(host: str, code: int) -> None:
    answer = client().get("/", headers={"Host": host})
    assert (answer.status_code, headers(answer)) == (code, HEADERS)


def test_pages_are_kept_nowhere() -> None:
    assert client().get("/").headers["Cache-Control"] == "no-store"


def test_a_defect_is_said_in_words_with_the_headers_and_without_its_inside() -> None:
    app = create_app(small_index())
    app.add_url_rule("/broken", view_func=lambda: str(1 // 0))
    answer = app.test_client().get("/broken")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, headers(answer)) == (500, HEADERS)
    assert ("出错了" in page, "ZeroDivisionError" in page) == (True, False)


def test_no_debugger_is_on() -> None:
    app = create_app(small_index())
    assert (app.debug, app.testing, app.secret_key) == (False, False, None)


@pytest.mark.parametrize("address", ANSWERS)
def test_a_page_names_nothing_outside_and_needs_no_script(address: str) -> None:
    page = client().get(address, buffered=True).get_data(as_text=True)
    assert re.findall(r"<script|<iframe|<object|javascript:|\son\w+=|\sstyle=|<style|https?://", page) == []


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("static/**/*.*")), ids=lambda path: path.name)
def test_an_asset_loads_nothing_by_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"@import|url\((?!['\"]?data:)[^)]*\)|sourceMappingURL", text) == []


def test_the_licence_of_what_we_did_not_write_is_shipped() -> None:
    licence = (FOLDER / "static/vendor/tabler.LICENSE.txt").read_text(encoding="utf-8")
    assert [part for part in ("MIT", "Tabler", "Bootstrap", "WITHOUT WARRANTY") if part not in licence] == []
