"""A late entry brings its signed paper along; a notice suggests the places of the unit; a draft says when it goes."""

from __future__ import annotations

import io
import re

import pytest
from page_office import CLERK, NOTICE, OTHER, House, Visitor

from yuetan.casework.attachments import Looked

PDF = b"%PDF-1.7 signed"
LATE = {"on": "2026-03-03", "late_paper": "会商函", "late_reason": "经办人出差"}


@pytest.fixture(autouse=True)
def fine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever begins as a PDF is one of two pages."""
    monkeypatch.setattr("yuetan_web.late_scans.look", lambda content: Looked(sort="pdf", pages=2) if content.startswith(
        b"%PDF") else Looked(wrong="只收 PDF、JPEG、PNG"))


def entered(clerk: Visitor, reference: str, content: bytes, **typed: str) -> str:
    """The consultation entered late, with a file."""
    clerk.get(f"/interviews/{reference}")
    fields = clerk.hidden("consulted") | typed
    return clerk.send(f"/interviews/{reference}", {**fields, "late_scan": (io.BytesIO(content), "扫描.pdf")})


def scans(clerk: Visitor, reference: str) -> list[str]:
    clerk.get(f"/interviews/{reference}/scans")
    return re.findall(rf'href="/interviews/{reference}/scans/[^"]+">([^<]+)<', clerk.page)


def test_the_signed_paper_of_a_late_entry_is_on_file_with_it(case: tuple[House, str]) -> None:
    house, reference = case
    house.on("2026-03-04")
    clerk = house.visitor()
    clerk.get(f"/interviews/{reference}")
    assert 'name="late_scan"' in clerk.page
    entered(clerk, reference, PDF, **LATE)
    assert "扫描件已随补录归档" in clerk.text
    assert scans(clerk, reference) == ["会商函"]
    assert re.search(r"第 \d+ 条：[^<]*(会商|商)", clerk.text)


@pytest.mark.parametrize(("content", "typed", "wrong"), [
    (b"<svg>", LATE, "只收 PDF、JPEG、PNG"), (b"", LATE, "请选择扫描好的文件"), (PDF, {}, "扫描件随补录、代录归档")])
def test_a_file_that_will_not_do_stops_the_entry_and_is_told_beside_its_field(
        case: tuple[House, str], content: bytes, typed: dict[str, str], wrong: str) -> None:
    house, reference = case
    clerk = house.visitor()
    entered(clerk, reference, content, **typed)
    assert (clerk.answer.status_code, wrong in clerk.text, "act-consulted-late_scan-error" in clerk.page) == (
        422, True, True)
    assert "已办理" not in clerk.text
    assert scans(clerk, reference) == []


def test_what_is_checked_first_takes_the_file_on_the_page_where_it_is_checked(case: tuple[House, str]) -> None:
    house, reference = case
    house.on("2026-03-04")
    clerk = house.visitor()
    clerk.act(reference, "consulted", on="2026-03-03", late_paper="会商函", late_reason="经办人出差")
    clerk.get(f"/interviews/{reference}")
    fields = {name if name == "addressee" else f"field.{name}": text for name, text in NOTICE.items()}
    typed = clerk.hidden("notified") | LATE | fields | {"field.date": "2026-03-20", "do": "check"}
    clerk.send(f"/interviews/{reference}", typed)
    assert ("请核对" in clerk.text, 'name="late_scan"' in clerk.page) == (True, True)
    clerk.send(f"/interviews/{reference}", {**typed, "do": "send", "late_scan": (io.BytesIO(PDF), "签收单.pdf")})
    assert "扫描件已随补录归档" in clerk.text


def test_whoever_is_talked_to_brings_no_scan(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor(CLERK)
    clerk.act(reference, "consulted")
    clerk.act(reference, "notified", **NOTICE)
    him = house.visitor(OTHER)
    him.get(f"/interviews/{reference}")
    assert (him.answer.status_code, 'name="late_scan"' in him.page) == (200, False)


def test_a_notice_suggests_the_places_of_its_unit(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.act(reference, "consulted")
    clerk.get(f"/interviews/{reference}")
    found = re.search(r'<datalist id="act-notified-place-among">(.*?)</datalist>', clerk.page)
    assert found is not None
    assert "行政中心512室" in found[1]


def test_a_draft_says_when_it_goes(case: tuple[House, str]) -> None:
    house, reference = case
    clerk = house.visitor()
    clerk.act(reference, "consulted")
    clerk.get(f"/interviews/{reference}")
    clerk.send(f"/interviews/{reference}", clerk.hidden("notified") | {"do": "keep", "field.topic": "工程招标"})
    assert clerk.text.count("2026-04-01 到期自动删除") == 2
    clerk.get("/")
    assert "最早的一份 2026-04-01 到期自动删除" in clerk.text
    house.on("2026-03-29")
    clerk = house.visitor()
    clerk.get("/drafts")
    assert "3 天后到期删除" in clerk.text
