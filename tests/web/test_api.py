"""The interface for other programs: by tokens alone, as far as they go, through the same door as the pages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import define
from page_office import CLERK, DEPUTY, OTHER, RECORDER, House, proposed
from werkzeug.test import TestResponse

from yuetan.casework.api_tokens import SCOPES

EVERYTHING = tuple(SCOPES)
KEY = {"Idempotency-Key": "oa-2026-000001"}
PROPOSAL = {"regulation": "lianyungang", "kind": "routine", "interviewees": [OTHER], "interviewers": [DEPUTY],
            "recorder": RECORDER, "topic": "履职和廉洁情况"}
NO_TOKEN = {"code": 401, "message": "没有令牌，或者令牌无效、已停用、已过期。"}


@define
class Program:
    """Another program of the office, with a token."""

    house: House
    token: str

    def get(self, path: str, **asked: str) -> Any:  # noqa: ANN401 - what JSON holds
        return self.answered("GET", path, query_string=asked).get_json()

    def answered(self, method: str, path: str, **more: Any) -> TestResponse:  # noqa: ANN401 - as the client has it
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        return self.house.app.test_client().open(f"/api/v1{path}", method=method, headers=headers, **more)


def token_of(house: House, who: str, scopes: tuple[str, ...] = EVERYTHING) -> str:
    visitor = house.visitor(who)
    visitor.get("/account/tokens")
    until = (house.moment + timedelta(days=30)).date().isoformat()
    visitor.send("/account/tokens", {"csrf_token": visitor.proof, "do": "make", "title": "办公自动化", "until": until,
                                     "scopes": list(scopes)})
    found = re.search(r"<code[^>]*>(yt_[^<]+)</code>", visitor.page)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def clerk(shared_house: House) -> Program:
    """The program of a clerk, for whatever changes nothing."""
    return program(shared_house)


def program(house: House, who: str = CLERK, scopes: tuple[str, ...] = EVERYTHING) -> Program:
    return Program(house, token_of(house, who, scopes))


def test_it_reads_what_whoever_made_the_token_may_see(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = program(house)
    assert clerk.get("/me")["name"] == "白雪"
    rows = clerk.get("/obligations")["rows"]
    page = house.visitor(CLERK)
    page.get("/")
    assert [row["title"] in page.text for row in rows] == [True] * len(rows)
    key = {name: rows[0][name] for name in ("subject", "regulation", "edition", "duty", "cause")}
    whole = clerk.get("/obligation", **key)
    assert "clauses" in whole, (key, whole)
    assert whole["clauses"] == rows[0]["clauses"]
    assert whole["explanation"]
    assert [row["reference"] for row in clerk.get("/interviews")["rows"]] == [reference]
    interview = clerk.get(f"/interviews/{reference}")
    assert (interview["kind"], interview["version"]) == ("warning", 1)
    assert [one["name"] for one in interview["interviewees"]] == ["马文慧"]
    found = clerk.get("/cadres", name="马文慧")
    assert clerk.get(f"/cadres/{found[0]['reference']}")["posts"][0]["unit"] == "市教育局"


def test_what_is_hidden_from_the_owner_is_not_there(case: tuple[House, str]) -> None:
    house, reference = case
    subject = program(house, OTHER)
    for path in (f"/interviews/{reference}", "/interviews/x", "/cadres/x", "/regulations/none/1"):
        answer = subject.answered("GET", path)
        assert (answer.status_code, answer.get_json()) == (404, {
            "code": 404, "message": "没有这一项，或者不在令牌所属账号的查阅范围内。"})
    assert subject.get("/interviews")["rows"] == []


def test_an_interview_is_proposed_once_and_led_on(house: House) -> None:
    clerk = program(house)
    first = clerk.answered("POST", "/interviews", json=PROPOSAL, headers=KEY)
    again = clerk.answered("POST", "/interviews", json=PROPOSAL, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.get_json()["repeated"], again.get_json()["repeated"]) == (False, True)
    assert again.get_json()["interview"] == first.get_json()["interview"]
    reference = first.get_json()["interview"]
    offers = {one["code"] for one in clerk.get(f"/interviews/{reference}")["offers"]}
    assert "withdrawn" in offers
    act = {"code": "withdrawn", "version": first.get_json()["version"], "fields": {"reason": "对象调离"}}
    address = f"/interviews/{reference}/acts"
    stale = clerk.answered("POST", address, json=act | {"version": 0}, headers={"Idempotency-Key": "oa-2026-000002"})
    taken = clerk.answered("POST", address, json=act, headers={"Idempotency-Key": "oa-2026-000003"})
    assert (stale.status_code, taken.status_code) == (409, 200), taken.get_json()
    assert clerk.get(f"/interviews/{reference}")["ended"]


def test_what_the_regulation_has_against_it_is_said_with_its_clause(house: House) -> None:
    refused = program(house).answered("POST", "/interviews", headers=KEY, json=PROPOSAL | {"kind": "warning"})
    assert refused.status_code == 422
    assert "第四条" in str(refused.get_json())


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer yt_x", "Basic eDp5", "Bearer " + "x" * 500])
def test_nothing_is_answered_without_a_good_token(shared_house: House, given: str) -> None:
    for path in ("/me", "/obligations", "/openapi.json", "/interviews/x"):
        answer = shared_house.app.test_client().get(f"/api/v1{path}", headers={"Authorization": given})
        assert (answer.status_code, answer.get_json()) == (401, NO_TOKEN)


def test_a_session_opens_nothing_here(shared_house: House) -> None:
    visitor = shared_house.visitor(CLERK)
    assert visitor.client.get("/api/v1/me").status_code == 401
    assert visitor.client.post("/api/v1/interviews", json=PROPOSAL, headers=KEY).status_code == 401


def test_a_token_goes_as_far_as_its_scopes(shared_house: House) -> None:
    narrow = program(shared_house, CLERK, ("cadres",))
    assert narrow.answered("GET", "/cadres", query_string={"name": "马"}).status_code == 200
    assert len(narrow.get("/days", since="2026-10-01", until="2026-10-08")) == 8
    for method, path in (("GET", "/obligations"), ("GET", "/interviews"), ("POST", "/interviews")):
        answer = narrow.answered(method, path)
        assert (answer.status_code, answer.get_json()["message"]) == (
            403, "这个令牌没有这一项的范围；请另建一个令牌。")


def test_a_token_ends_with_its_day_its_revocation_and_its_account(house: House) -> None:
    clerk = program(house)
    house.on("2026-04-02")
    assert clerk.answered("GET", "/me").status_code == 401
    revoked = program(house)
    visitor = house.visitor(CLERK)
    visitor.get("/account/tokens")
    named = re.search(r'name="token" value="([^"]+)"', visitor.page)
    assert named is not None
    visitor.send("/account/tokens", {"csrf_token": visitor.proof, "do": "revoke", "token": named[1]})
    assert "已停用，从现在起不能再用。" in visitor.text
    assert revoked.answered("GET", "/me").status_code == 401
    last = program(house)
    view = house.shell.accounts.named(CLERK.lower())
    assert view is not None
    house.shell.accounts.disable(view.reference, by=None, at=house.moment)
    assert last.answered("GET", "/me").status_code == 401


def test_a_token_ends_when_its_owner_s_password_is_reset(house: House) -> None:
    clerk = program(house)
    view = house.shell.accounts.named(CLERK.lower())
    assert view is not None
    house.shell.accounts.reset(view.reference, by=None, at=house.moment)
    assert clerk.answered("GET", "/me").status_code == 401


def test_somebody_else_s_token_is_not_revoked(house: House) -> None:
    clerk, other = program(house), house.visitor(DEPUTY)
    reference = house.shell.api_tokens.own(house.shell.api_tokens.bearer(clerk.token).actor)[0].reference  # type: ignore[union-attr]
    other.get("/account/tokens")
    other.send("/account/tokens", {"csrf_token": other.proof, "do": "revoke", "token": reference})
    assert other.answer.status_code == 404
    assert clerk.answered("GET", "/me").status_code == 200


@pytest.mark.parametrize(("path", "asked", "field"), [
    ("/obligations", {"due": "0"}, "due"), ("/obligations", {"due": "20260101"}, "due"),
    ("/obligations", {"limit": "0"}, "limit"), ("/obligations", {"nothing": "1"}, "nothing"),
    ("/obligations", {"status": "none"}, "status"), ("/cadres", {}, "name"),
    ("/days", {"since": "2026-01-01"}, "until"),
])
def test_what_makes_no_sense_is_named(clerk: Program, path: str, asked: dict[str, str], field: str) -> None:
    answer = clerk.answered("GET", path, query_string=asked)
    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]["query"]) == [field]


@pytest.mark.parametrize("body", [b"[]", b"0", b"null", b'"x"', b"{", b'{"planned": 0}', b'{"collective": "yes"}',
                                  b'{"interviewees": {}}', b'{"unknown": 1}'])
def test_a_body_of_another_shape_is_refused_and_never_an_error_of_ours(clerk: Program, body: bytes) -> None:
    answer = clerk.answered("POST", "/interviews", data=body, content_type="application/json", headers=KEY)
    assert answer.status_code in {400, 422}
    assert answer.get_json()["message"]


def test_days_are_told_with_what_says_so(clerk: Program) -> None:
    days = clerk.get("/days", since="2026-02-14", until="2026-02-16")
    assert [(one["day"], one["working"]) for one in days] == [
        ("2026-02-14", True), ("2026-02-15", False), ("2026-02-16", False)]
    answer = clerk.answered("GET", "/days", query_string={"since": "2026-01-02", "until": "2026-01-01"})
    assert answer.get_json()["errors"] == {"until": "不早于起日，并且不超过 366 天。"}


def test_openapi_describes_every_address_there_is(shared_house: House, clerk: Program) -> None:
    described = clerk.get("/openapi.json")
    rules = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in shared_house.app.url_map.iter_rules()
             if rule.rule.startswith("/api/") and not rule.rule.endswith("openapi.json")}
    assert set(described["paths"]) == rules
    assert described["security"] == [{"token": []}]


@pytest.mark.parametrize(("changes", "said"), [
    ({"title": ""}, "请写明用途，如“市委办公自动化系统”，最多 100 个字符。"),
    ({"until": "2030-01-01"}, "有效期填明天以后、一年以内的日期。"),
    ({"until": ""}, "有效期填明天以后、一年以内的日期。"),
    ({"scopes": "everything"}, "请从列出的范围里选。"),
])
def test_a_token_that_will_not_do_is_not_made(shared_house: House, changes: dict[str, str], said: str) -> None:
    visitor = shared_house.visitor(CLERK)
    visitor.get("/account/tokens")
    until = date(2026, 3, 20).isoformat()
    visitor.send("/account/tokens", {"csrf_token": visitor.proof, "do": "make", "title": "x", "until": until} | changes)
    assert visitor.answer.status_code == 422
    assert said in visitor.text


def test_the_token_is_told_once_and_kept_nowhere(house: House) -> None:
    made, visitor = token_of(house, CLERK), house.visitor(CLERK)
    assert made not in visitor.get("/account/tokens")
    with house.records.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        assert made not in "".join(raw.iterdump())


def test_an_interview_that_a_page_opened_is_the_same_here(house: House) -> None:
    reference = proposed(house)
    assert program(house).get(f"/interviews/{reference}")["number"].startswith("2026")
