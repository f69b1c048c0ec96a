"""The page on which talks are taken out to be looked at: two persons, one file, and nobody else."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from io import BytesIO

from page_office import DEPUTY, NAMES, OTHER, RECORDER, SECRETARY, House, Visitor, proposed
from werkzeug.test import TestResponse

ASK = {"do": "ask", "unit": "J", "since": "2026-03-01", "until": "2026-03-31", "reason": "年度检查"}


def sent(visitor: Visitor, **typed: str) -> str:
    visitor.get("/inspections")
    token = re.search(r'name="token" value="([^"]+)-ask"', visitor.page)
    return visitor.send("/inspections", {"token": token[1] if token else "x", "csrf_token": visitor.proof} | typed)


def asked(house: House, **changes: str) -> str:
    clerk = house.visitor()
    sent(clerk, **(ASK | changes))
    return clerk.text


def agreed(house: House) -> str:
    """What names the request that another one agreed to."""
    head = house.visitor(DEPUTY)
    head.get("/inspections")
    found = re.search(r'name="inspection" value="([^"]+)"', head.page)
    assert found is not None
    sent(head, do="agree", inspection=found[1], note="同意")
    assert "已同意" in head.text
    return found[1]


def taken(house: House, reference: str) -> TestResponse:
    clerk = house.visitor()
    clerk.get("/inspections")
    return clerk.client.post(f"/inspections/{reference}/file", data={"csrf_token": clerk.proof})


def test_talks_are_taken_out_once_another_agreed(house: House) -> None:
    proposed(house)
    assert "须由另一人同意" in asked(house)
    reference = agreed(house)
    answer = taken(house, reference)
    content = answer.get_data()
    assert (answer.status_code, answer.headers["Digest"]) == (200, f"sha-256={sha256(content).hexdigest()}")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        said = "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        assert "interviews/00001/interview.json" in archive.namelist()
    secrets = ("赵告密", "13900000000", "收受礼金的详细经过")
    assert [one for one in (*secrets, NAMES[OTHER], NAMES[DEPUTY]) if one in said] == []


def test_without_agreement_nothing_is_sent_and_it_is_said_why(house: House) -> None:
    asked(house)
    clerk = house.visitor()
    clerk.get("/inspections")
    assert "等另一人同意" in clerk.text
    head = house.visitor(DEPUTY)
    head.get("/inspections")
    reference = re.search(r'name="inspection" value="([^"]+)"', head.page)
    assert reference is not None
    answer = taken(house, reference[1])
    assert (answer.status_code, "还没有经另一人同意" in answer.get_data(as_text=True)) == (422, True)


def test_what_was_typed_comes_back_with_what_is_wrong(house: House) -> None:
    said = asked(house, since="", reason="", sample="许多")
    assert ("请填写日期" in said, "请写整数" in said, house.visitor().answer.status_code) == (True, True, 422)
    assert "请填写" in asked(house, sample="2", seed="")


def test_it_is_not_there_for_others(house: House) -> None:
    asked(house)
    reference = agreed(house)
    for who in (OTHER, RECORDER):
        visitor = house.visitor(who)
        visitor.get("/inspections")
        assert visitor.answer.status_code == 404
    for who in (SECRETARY, DEPUTY, RECORDER):
        visitor = house.visitor(who)
        visitor.get("/inspections" if who != RECORDER else "/account")
        visitor.send(f"/inspections/{reference}/file", {"csrf_token": visitor.proof})
        assert visitor.answer.status_code == 404


def test_the_same_request_sent_twice_is_one_request(house: House) -> None:
    clerk = house.visitor()
    for _ in range(2):
        sent(clerk, **ASK, token="the same")  # noqa: S106 - no secret
    assert len(re.findall("等另一人同意", clerk.text)) == 1




def test_a_discipline_officer_takes_a_ledger_away_once_another_agreed(house: House) -> None:
    proposed(house)
    clerk = house.visitor()
    sent(clerk, do="ask-ledger", unit="J", since="2026-01-01", until="2026-12-31", reason="报送领导")
    assert ("须由另一人同意" in clerk.text, "台账：" in clerk.text) == (True, True)
    waiting = re.search(r'name="inspection" value="([^"]+)"', _seen_by(house, DEPUTY))
    assert waiting is not None
    before = taken(house, waiting[1])
    assert (before.status_code, "还没有经另一人同意" in before.get_data(as_text=True)) == (422, True)
    answer = taken(house, agreed(house))
    assert (answer.status_code, answer.get_data()[:2], ".xlsx" in answer.headers["Content-Disposition"]) == (
        200, b"PK", True)


def _seen_by(house: House, who: str) -> str:
    visitor = house.visitor(who)
    visitor.get("/inspections")
    return visitor.page
