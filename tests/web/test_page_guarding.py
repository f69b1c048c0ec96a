"""What holds for every answer: known names and methods, headers, proofs, and nothing from outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_office import CLERK, DEPUTY, RECORDER, House, Visitor
from werkzeug.test import TestResponse

import yuetan_web
from yuetan_web.api import PREFIX
from yuetan_web.app import create_app
from yuetan_web.guarding import HEADERS, METHODS

PAGES = ("/", "/sign-in", "/account", "/interviews", "/interviews/new", "/leads", "/leads/new", "/cadres?name=马",
         "/regulations/lianyungang", "/nowhere", "/interviews/none", "/interviews/none/papers/1")
STATIC = ("/static/theme.css", "/static/none", "/static/../app.py", "/static/%2e%2e/app.py")
NOBODY = "A" * 22
NOT_THEIRS = {f"/appeals/{NOBODY}", "/accounts", f"/accounts/{NOBODY}", "/accounts/many", "/accounts/many/make",
              "/grants/new", "/days-off", "/audit/file", "/audit/verify", "/backup", f"/backup/{NOBODY}/check",
              f"/backup/{NOBODY}/file", "/backup/deployment"}
"""For administrators, and for whoever decides on an appeal: to a clerk, a recorder and a deputy there are none."""

REFUSED = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
FOLDER = Path(yuetan_web.__file__).parent


def headers(answer: TestResponse) -> dict[str, str | None]:
    """The headers that every answer should carry, as this one has them."""
    return {name: answer.headers.get(name) for name in HEADERS}


@pytest.mark.parametrize("address", [*PAGES, *STATIC])
@pytest.mark.parametrize("known", [True, False], ids=["signed-in", "stranger"])
def test_every_answer_carries_the_headers(shared_house: House, address: str, *, known: bool) -> None:
    visitor = shared_house.visitor() if known else shared_house.stranger()
    for method in (*METHODS, *REFUSED):
        answer = visitor.client.open(address, method=method, buffered=True)
        assert (headers(answer), answer.status_code < 500) == (HEADERS, True), method
        asset = address.startswith("/static/") and answer.status_code == 200
        assert ("no-store" in answer.headers.get("Cache-Control", "")) is not asset, method


@pytest.mark.parametrize("method", REFUSED)
def test_methods_that_nothing_asks_for_are_refused(shared_house: House, method: str) -> None:
    answer = shared_house.visitor().client.open("/", method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize(("host", "code"), [
    ("127.0.0.1:8000", 303), ("localhost:8000", 303), ("127.0.0.1", 303),
    ("attacker.example.org", 400), ("127.0.0.1.example.org:8000", 400), ("[::1]:8000", 400), ("", 400), ("a b", 400),
])
def test_pages_answer_only_to_their_own_names(shared_house: House, host: str, code: int) -> None:
    answer = shared_house.stranger().client.get("/", headers={"Host": host})
    assert (answer.status_code, headers(answer)) == (code, HEADERS)


def test_behind_tls_the_cookie_goes_through_it_alone(shared_house: House) -> None:
    shell = shared_house.shell.__class__(
        records=shared_house.records, plugins=shared_house.shell.plugins, now=shared_house.shell.now, secret=b"s" * 32,
        hosts=("example.org",), secure=True)
    answer = create_app(shell).test_client().get("/sign-in", base_url="https://example.org")
    cookie = answer.headers["Set-Cookie"]
    flags = ("__Host-s=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/")
    assert [part for part in flags if part not in cookie] == []
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def posts(house: House) -> list[str]:
    """The address of every page that takes a form, with something in each place that asks for one."""
    return [re.sub(r"<[^>]+>", NOBODY, rule.rule) for rule in house.app.url_map.iter_rules()
            if "POST" in (rule.methods or ()) and not rule.rule.startswith(PREFIX)]


def test_no_form_is_taken_without_its_proof(house: House) -> None:
    assert len(posts(house)) == 77
    for address in posts(house):
        answers = {refusal(house.visitor(who), address) for who in (CLERK, RECORDER, DEPUTY)}
        there = set() if address in NOT_THEIRS else {(400, True)}
        assert answers - {(404, False)} == there, address


def refusal(visitor: Visitor, address: str) -> tuple[int, bool]:
    """What somebody is told who sends a form without its proof; one for whom there is no such page, that."""
    page = visitor.send(address, {"name": "x", "password": "y", "do": "close", "code": "held"})
    return visitor.answer.status_code, "为防伪造没有受理" in page


def test_a_request_that_fails_switches_no_proof_off(house: House) -> None:
    stranger = house.stranger()
    for address in posts(house):
        stranger.post(address, proof=False)
        stranger.send(address, {"csrf_token": "made up"})
    visitor = house.visitor()
    visitor.post("/leads/new", proof=False)
    assert visitor.answer.status_code == 400


def test_a_proof_of_another_session_is_none(house: House) -> None:
    stranger, visitor = house.stranger(), house.visitor()
    stranger.get("/sign-in")
    visitor.send("/account", {"csrf_token": stranger.proof})
    assert visitor.answer.status_code == 400


def test_what_is_too_large_is_refused_in_words(house: House) -> None:
    visitor = house.visitor()
    visitor.get("/leads/new")
    visitor.post("/leads/new", material="约" * 400_000)
    assert (visitor.answer.status_code, "内容太大" in visitor.text) == (413, True)


def test_a_defect_is_said_in_words_with_the_headers_and_without_its_inside(
        shared_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(shared_house.shell)
    monkeypatch.setitem(app.view_functions, "signing.sign_in", lambda: str(1 // 0))
    answer = app.test_client().get("/sign-in")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, headers(answer)) == (500, HEADERS)
    assert ("出错了" in page, "ZeroDivisionError" in page) == (True, False)


def test_no_debugger_is_on(shared_house: House) -> None:
    assert (shared_house.app.debug, shared_house.app.testing) == (False, False)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_names_nothing_outside_and_needs_no_script(shared_house: House, address: str) -> None:
    page = shared_house.visitor().get(address, buffered=True)
    assert re.findall(r"<script(?! src=\"/static/[\w/.]+\" defer></script>)|<iframe|<object|javascript:|\son\w+=|"
                      r"\sstyle=|<style|https?://", page) == []


@pytest.mark.parametrize("path", sorted(
    one for one in FOLDER.rglob("static/**/*.*") if one.suffix != ".png"), ids=lambda path: path.name)
def test_an_asset_loads_nothing_by_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"@import|url\((?!['\"]?(?:data:|#))[^)]*\)|sourceMappingURL", text) == []


def test_the_licence_of_what_we_did_not_write_is_shipped() -> None:
    for name, parts in (("tabler", ("MIT", "Tabler", "Bootstrap", "WITHOUT WARRANTY")),
                        ("echarts", ("Apache License", "Version 2.0", "The Apache Software Foundation", "Bostock"))):
        licence = (FOLDER / f"static/vendor/{name}.LICENSE.txt").read_text(encoding="utf-8")
        assert [part for part in parts if part not in licence] == []
