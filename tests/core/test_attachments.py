"""Signed papers, scanned: looked at, encrypted, held to the chain, and read by whom the paper is open to."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from datetime import date

import pytest
from casework_office import BUREAU, CLERK, OTHER, START, Office, office_over
from paper_samples import SAMPLES, SIGNED_ON

from yuetan.access.door import Access
from yuetan.access.views import InterviewView
from yuetan.casework.acts import Done
from yuetan.casework.attachments import LARGEST, Attachments, Looked, NewScan
from yuetan.casework.errors import Hidden, Unfit
from yuetan.paperwork.papers.content import Paper
from yuetan.paperwork.papers.pdf import printer
from yuetan.paperwork.papers.scan_content import NotTaken, look_within
from yuetan.paperwork.papers.scans import BEGINS, look
from yuetan.records.attachments import content_of_scan, destroy_scans, reseal_scans
from yuetan.records.database import reading, writing
from yuetan.records.seal_keys import Keys, SealError
from yuetan.records.tables import attachment, read_log
from yuetan.records.verifying import verify
from yuetan.rules.workdays import Calendar

KEYS = Keys("one", {"one": bytes(range(32))})
NEWER = Keys("two", {"one": bytes(range(32)), "two": bytes(range(1, 33))})
NOTICE = {"topic": "工程招标", "person": OTHER, "date": "2026-03-20", "time": "09:30", "place": "行政中心512室"}
SIGNED = b"%PDF-signed"


def fine(_: bytes) -> Looked:
    return Looked(sort="pdf", pages=1)


@pytest.fixture(scope="module")
def kept(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as made:
        yield made


@pytest.fixture
def office(kept: Office) -> Office:
    """The one office, on its first morning again."""
    kept.moment = START
    return kept


@pytest.fixture
def served(office: Office) -> Done:
    done = office.propose(planned=date(2026, 3, 20), planned_time="09:30", place="行政中心512室")
    done = office.take(CLERK, done, "consulted")
    return office.take(CLERK, done, "notified", addressee="interviewee", fields=NOTICE)


def scans(office: Office, keys: Keys = KEYS) -> Attachments:
    return Attachments(office.records, office.plugins, keys, lambda: office.moment)


def seen(office: Office, done: Done, by: str = CLERK) -> InterviewView:
    found = Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=Calendar()).interview(
        done.case)
    assert found is not None
    return found


def served_at(view: InterviewView) -> int:
    return next(one.sequence for one in view.events if one.code == "notified")


def put(office: Office, done: Done, content: bytes = SIGNED, by: str = CLERK, token: str = "") -> None:
    view = seen(office, done, by)
    new = NewScan(sequence=served_at(view), name="送达签收", content=content)
    scans(office).add(office.actors[by], view, new, fine, token=token or office.token())


def test_a_scan_is_kept_encrypted_and_comes_back_as_it_was(office: Office, served: Done) -> None:
    put(office, served)
    view = seen(office, served)
    (one,) = scans(office).listed(office.actors[CLERK], view)
    assert (one.name, one.sequence, one.size) == ("送达签收", served_at(view), len(SIGNED))
    assert scans(office).read(office.actors[CLERK], view, one.reference) == (one, SIGNED)
    with reading(office.records) as connection:
        row = connection.execute(attachment.select().where(attachment.c.reference == one.reference)).mappings().one()
        assert SIGNED not in bytes(row["ciphertext"])
        logged = connection.execute(read_log.select().where(read_log.c.object == one.reference)).mappings().all()
    assert [row["action"] for row in logged] == ["scan.read"]


def test_it_is_an_event_of_the_case_and_the_chain_holds(office: Office, served: Done) -> None:
    put(office, served)
    assert seen(office, served).events[-1].title == "签字材料扫描归档"
    with reading(office.records) as connection:
        assert verify(connection) == ()


def test_the_same_request_twice_is_one_scan(office: Office, served: Done) -> None:
    token = office.token()
    put(office, served, token=token)
    put(office, served, token=token)
    assert len(scans(office).listed(office.actors[CLERK], seen(office, served))) == 1


def test_whoever_was_served_reads_his_own_signed_notice_and_adds_none(office: Office, served: Done) -> None:
    put(office, served)
    view = seen(office, served, OTHER)
    assert [one.name for one in scans(office).listed(office.actors[OTHER], view)] == ["送达签收"]
    assert not scans(office).may_add(office.actors[OTHER], view)
    with pytest.raises(Hidden):
        put(office, served, by=OTHER)


def test_what_is_of_a_paper_one_may_not_read_is_not_there(office: Office, served: Done) -> None:
    put(office, served)
    view = seen(office, served)
    (one,) = scans(office).listed(office.actors[CLERK], view)
    assert scans(office).listed(office.actors[BUREAU], view) == ()
    with pytest.raises(Hidden):
        scans(office).read(office.actors[BUREAU], view, one.reference)


@pytest.mark.parametrize(("change", "expected"), [
    ({"content": b""}, "请选择扫描好的文件"), ({"content": b"x" * (LARGEST + 1)}, "文件太大"),
    ({"sequence": 99}, "是哪一步的"), ({"name": "字" * 201}, "最多 200 字")])
def test_what_will_not_do_is_refused_in_words(office: Office, served: Done, change: dict[str, object],
                                              expected: str) -> None:
    view = seen(office, served)
    asked = NewScan(**{"sequence": served_at(view), "name": "签收", "content": SIGNED, **change})  # type: ignore[arg-type]
    with pytest.raises(Unfit, match=expected):
        scans(office).add(office.actors[CLERK], view, asked, fine, token=office.token())


def test_a_row_that_was_changed_or_moved_does_not_open(office: Office, served: Done) -> None:
    put(office, served)
    put(office, served, b"%PDF-other")
    first, second = (one.reference for one in scans(office).listed(office.actors[CLERK], seen(office, served)))
    with writing(office.records) as connection:
        row = connection.execute(attachment.select().where(attachment.c.reference == first)).mappings().one()
        columns = {code: row[code] for code in ("nonce", "ciphertext")}
        connection.execute(attachment.update().where(attachment.c.reference == second).values(**columns))
    with reading(office.records) as connection, pytest.raises(SealError, match="打不开"):
        content_of_scan(connection, KEYS, second)
    with writing(office.records) as connection:
        connection.execute(attachment.delete().where(attachment.c.reference == second))


def test_scans_are_taken_along_with_an_interview_and_one_that_does_not_open_is_told(
        office: Office, served: Done) -> None:
    put(office, served)
    view, found = seen(office, served), scans(office)
    (one,) = found.listed(office.actors[CLERK], view)
    assert one.interview_id is not None
    assert [(scan.kept.name, scan.content) for scan in found.taken_along(
        office.actors[CLERK], view, one.interview_id)] == [("送达签收", SIGNED)]
    assert found.taken_along(office.actors[BUREAU], view, one.interview_id) == ()
    assert [scan.content for scan in Attachments(office.records, office.plugins, Keys("x", {"x": bytes(32)}), lambda: (
        office.moment)).taken_along(office.actors[CLERK], view, one.interview_id)] == [None]


def test_another_key_and_destruction(office: Office, served: Done) -> None:
    put(office, served)
    view = seen(office, served)
    (one,) = scans(office).listed(office.actors[CLERK], view)
    assert one.interview_id is not None
    with writing(office.records) as connection:
        assert reseal_scans(connection, NEWER) >= 1
        assert content_of_scan(connection, NEWER, one.reference) == SIGNED
        with pytest.raises(SealError):
            content_of_scan(connection, KEYS, one.reference)
        assert destroy_scans(connection, one.interview_id) == 1
        with pytest.raises(SealError):
            content_of_scan(connection, NEWER, one.reference)
        connection.execute(attachment.delete())


def picture(width: int = 20, height: int = 10, *, cut: int = 0) -> bytes:
    """A picture as PNG."""
    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = zlib.compress(b"\0" * (3 * min(width, 100) + 1) * min(height, 100))
    made = (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + part(b"IDAT", rows) + part(b"IEND", b""))
    return made[:len(made) - cut]


def a_pdf() -> bytes:
    one = SAMPLES["notice"]
    return printer().printed([Paper(layout=one.layout, material=one.material, entries=one.entries, facts=one.facts,
                                    on=SIGNED_ON)])


def with_action(action: bytes) -> bytes:
    """The same PDF with something in it that acts."""
    return a_pdf().replace(b"/Type/Catalog", b"/Type/Catalog " + action)


def wrong_with(content: bytes) -> str:
    """What is found wrong in this very process, which takes no time to begin."""
    sort = next(sort for begins, sort in BEGINS.items() if content.startswith(begins))
    try:
        look_within(lambda _: None, content, sort)
    except NotTaken as refused:
        return str(refused)
    return ""


def test_what_a_scanner_makes_is_taken_and_anything_spoilt_is_not() -> None:
    assert look(picture()) == Looked(sort="png", pages=1)
    assert "已损坏" in look(picture(cut=30)).wrong


def test_a_pdf_of_ours_is_one_that_is_taken() -> None:
    assert wrong_with(a_pdf()) == ""


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<svg onload=alert(1)>", b"PK\x03\x04", b""])
def test_what_is_of_no_known_sort_is_refused(content: bytes) -> None:
    assert "只收 PDF、JPEG、PNG" in look(content).wrong


@pytest.mark.parametrize(("content", "expected"), [
    (picture(cut=30), "已损坏"), (picture(60_000, 60_000), "尺寸不对或太大"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "尺寸不对或太大"), (b"%PDF-1.4 nothing", "一页都没有")])
def test_what_is_no_scan_is_refused_in_words(content: bytes, expected: str) -> None:
    assert expected in wrong_with(content)


@pytest.mark.parametrize("action", [
    b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", b"/AA << /O << /S /Launch /F (cmd.exe) >> >>",
    b"/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 1 0 R >> /Type /EmbeddedFile >>] >> >>",
    b"/A << /S /URI /URI (http://example.org) >>", b"/J#61vaScript 1"])
def test_a_pdf_that_does_anything_is_refused(action: bytes) -> None:
    assert "脚本、链接或附件" in wrong_with(with_action(action))


def test_a_locked_pdf_is_refused() -> None:
    assert "加了密码" in wrong_with(a_pdf().replace(b"/Root ", b"/Encrypt 9 0 R/Root "))
