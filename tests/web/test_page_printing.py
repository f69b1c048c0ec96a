"""Papers leave the office: as PDF, with numbers and copies, all in one file; templates of its own; scans back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from page_office import CLERK, NOTICE, OTHER, RECORDER, SECRETARY, House, Visitor, house_in, proposed

from yuetan.casework.attachments import Looked
from yuetan_web.guarding import NOT_FOUND
from yuetan_web.signing import UNFIT

PDF = b"%PDF-1.7 signed"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[tuple[House, str]]:
    """An office, and an interview in it whose notice was served."""
    with house_in(tmp_path_factory.mktemp("printing"), prepared) as house:
        reference = proposed(house)
        clerk = house.visitor()
        clerk.act(reference, "consulted")
        clerk.act(reference, "notified", **NOTICE)
        yield house, reference


def served(clerk: Visitor, reference: str) -> str:
    """The address of the paper of the notice that was served."""
    clerk.get(f"/interviews/{reference}")
    found = re.search(rf'href="(/interviews/{reference}/papers/[0-9]+)"', clerk.page)
    assert found is not None
    return found[1]


def file_of(visitor: Visitor, address: str, **fields: object) -> tuple[str, bytes]:
    """What is sent in answer to a form, and what it is called."""
    answer = visitor.client.post(address, data={"csrf_token": visitor.proof, **fields})
    assert answer.status_code == 200, answer.get_data(as_text=True)[:400]
    return answer.headers["Content-Disposition"], answer.get_data()


def test_every_paper_is_offered_as_pdf_too(office: tuple[House, str]) -> None:
    house, reference = office
    clerk = house.visitor()
    answer = clerk.client.get(served(clerk, reference) + "?format=pdf")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_notice_is_printed_with_its_number_and_copies_and_stands_in_the_register(office: tuple[House, str]) -> None:
    house, reference = office
    clerk = house.visitor()
    clerk.get("/prints")
    clerk.post("/prints", do="stem", unit="J", material="", stem="连纪约")
    address = served(clerk, reference) + "/print"
    assert "印给谁" in clerk.get(address)
    name, content = file_of(clerk, address, sort="docx", copies="2", given_to="马文慧", numbered="yes",
                            marking="internal", kept_years="1")
    assert ".zip" in name
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        said = [[one.text for one in Document(io.BytesIO(archive.read(member))).paragraphs if one.text][:4]
                for member in archive.namelist()]
    assert said == [[f"00000{copy}", "内部　保密期限1年", "市纪委监委", "连纪约〔2026〕1号"] for copy in (1, 2)]
    clerk.get("/prints")
    assert [word in clerk.text for word in ("连纪约〔2026〕1号", "1–2", "马文慧", "内部")] == [True] * 4
    plain = clerk.client.get(served(clerk, reference)).data
    assert "连纪约〔2026〕1号" in [one.text for one in Document(io.BytesIO(plain)).paragraphs]


@pytest.mark.parametrize(("field", "value", "expected"), [
    ("copies", "x", "请写整数"), ("copies", "99", "1 至 20 份"), ("given_to", "", "请填写"),
    ("marking", "绝密", "本系统不处理国家秘密")])
def test_what_is_typed_wrong_comes_back_with_what_to_do(office: tuple[House, str], field: str, value: str,
                                                        expected: str) -> None:
    house, reference = office
    clerk = house.visitor()
    address = served(clerk, reference) + "/print"
    clerk.get(address)
    typed = {"sort": "pdf", "copies": "1", "given_to": "存档", field: value, "csrf_token": clerk.proof}
    answer = clerk.client.post(address, data=typed)
    assert (answer.status_code, expected in answer.get_data(as_text=True)) == (UNFIT, True)


def test_a_number_is_given_up_with_its_reason(office: tuple[House, str]) -> None:
    house, reference = office
    clerk = house.visitor()
    clerk.get("/prints")
    clerk.post("/prints", do="stem", unit="J", material="", stem="连纪废")
    address = f"/interviews/{reference}/papers/record/print"
    clerk.get(address)
    file_of(clerk, address, sort="pdf", copies="1", given_to="存档", numbered="yes")
    clerk.get("/prints")
    number = re.findall(r'name="number" value="([^"]+)"', clerk.page)[0]
    clerk.post("/prints", do="void", number=number, reason="印错")
    assert "印错" in clerk.get("/prints")


def test_whoever_is_talked_to_takes_his_own_and_prints_for_nobody(office: tuple[House, str]) -> None:
    house, reference = office
    address = served(house.visitor(), reference)
    cadre = house.visitor(OTHER)
    assert cadre.client.get(f"{address}?format=pdf").status_code == 200
    for hidden in (f"{address}/print", "/prints", "/templates", f"/interviews/{reference}/scans"):
        assert cadre.client.get(hidden).status_code == NOT_FOUND


def test_all_papers_come_in_one_file(office: tuple[House, str]) -> None:
    house, reference = office
    clerk = house.visitor()
    for which, ending in (("all", "pdf"), ("all", "docx"), ("blank", "docx")):
        answer = clerk.client.get(f"/interviews/{reference}/papers.zip?which={which}&format={ending}")
        with zipfile.ZipFile(io.BytesIO(answer.get_data())) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
        assert names
        assert {name.rpartition(".")[2] for name in names} == {ending}
    assert clerk.client.get(f"/interviews/{reference}/papers.zip?which=secret").status_code == NOT_FOUND


def test_a_template_is_taken_changed_sent_in_and_used(office: tuple[House, str]) -> None:
    house, reference = office
    recorder, head = house.visitor(RECORDER), house.visitor(SECRETARY)
    recorder.get("/templates")
    standard = re.search(r'href="(/templates/standard/lianyungang/[^"]+/notice)"', recorder.page)
    assert standard is not None
    document = Document(io.BytesIO(recorder.client.get(standard[1]).data))
    document.paragraphs[-1].insert_paragraph_before("本院地址：人民路1号")
    changed = io.BytesIO()
    document.save(changed)
    paper = "lianyungang:" + standard[1].split("/")[4] + ":notice"
    recorder.get(f"/templates?paper={paper}")
    recorder.send("/templates", {"csrf_token": recorder.proof, "do": "send", "paper": paper, "unit": "J",
                                 "since": "2026-03-02", "note": "加了地址",
                                 "file": (io.BytesIO(changed.getvalue()), "x.docx")})
    assert "等另一人同意" in recorder.text
    head.get("/templates")
    found = re.search(r'name="do" value="agree"><input type="hidden" name="template" value="([^"]+)"', head.page)
    assert found is not None
    head.post("/templates", do="agree", template=found[1])
    assert "使用中" in head.text
    clerk = house.visitor()
    said = Document(io.BytesIO(clerk.client.get(served(clerk, reference)).data)).paragraphs
    assert "本院地址：人民路1号" in [one.text for one in said]
    assert clerk.client.get(f"/templates/{found[1]}/file?sample=yes").data[:2] == b"PK"
    head.post("/templates", do="end", template=found[1])


def test_a_template_with_a_tag_that_is_not_known_is_refused_with_the_tag(office: tuple[House, str]) -> None:
    house, _ = office
    recorder = house.visitor(RECORDER)
    recorder.get("/templates")
    edition = re.search(r"/templates/standard/lianyungang/([^/]+)/notice", recorder.page)
    assert edition is not None
    document, file = Document(), io.BytesIO()
    document.add_paragraph("{{ informant }}")
    document.save(file)
    recorder.send("/templates", {"csrf_token": recorder.proof, "do": "send", "unit": "J", "since": "2026-03-02",
                                 "paper": f"lianyungang:{edition[1]}:notice", "note": "试",
                                 "file": (io.BytesIO(file.getvalue()), "x.docx")})
    assert "{{ informant }}" in recorder.text


def test_a_signed_paper_is_scanned_back_to_its_step(office: tuple[House, str], monkeypatch: pytest.MonkeyPatch) -> None:
    house, reference = office
    monkeypatch.setattr("yuetan_web.scans.look", lambda _: Looked(sort="pdf", pages=2))
    clerk = house.visitor(CLERK)
    clerk.get(f"/interviews/{reference}/scans")
    token, step = (re.findall(pattern, clerk.page)[-1] for pattern in (
        r'name="token" value="([^"]+)"', r'<option value="([0-9]+)"[^>]*>[^<]*通知'))
    clerk.send(f"/interviews/{reference}/scans", {
        "csrf_token": clerk.proof, "token": token, "sequence": step, "name": "", "file": (io.BytesIO(PDF), "扫描.pdf")})
    address = re.search(rf'href="(/interviews/{reference}/scans/[^"]+)"', clerk.page)
    assert address is not None
    answer = clerk.client.get(address[1])
    assert (answer.data, answer.headers["Content-Disposition"].partition(";")[0]) == (PDF, "attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert house.visitor(OTHER).client.get(address[1]).data == PDF
    assert "签字材料扫描归档" in clerk.get(f"/interviews/{reference}")


def test_what_is_no_scan_is_refused_beside_its_field(office: tuple[House, str]) -> None:
    house, reference = office
    clerk = house.visitor()
    clerk.get(f"/interviews/{reference}/scans")
    token, step = (re.findall(pattern, clerk.page)[-1] for pattern in (
        r'name="token" value="([^"]+)"', r'<option value="([0-9]+)"'))
    clerk.send(f"/interviews/{reference}/scans", {
        "csrf_token": clerk.proof, "token": token, "sequence": step, "file": (io.BytesIO(b"<svg>"), "扫描.pdf")})
    assert "只收 PDF、JPEG、PNG" in clerk.text
