"""The signed paper that a late entry rests on, scanned: brought with the entry, and on file with it in one go."""

from __future__ import annotations

from attrs import frozen
from flask import request

from yuetan.casework.acts import Done, Late
from yuetan.casework.attachments import NewScan, looked_over
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.outside_scans import Concerned
from yuetan.paperwork.papers.scans import look
from yuetan.wording import say
from yuetan_web.current import access, actor, shell

FILE = "late_scan"


@frozen
class LateScan:
    """A file that will do, and the paper that it is of."""

    content: bytes
    paper: str


def late_scan(late: Late | None) -> LateScan | None:
    """The scan that was sent with a form; None where there is none.

    Raises `Unfit` for a file that will not do, and for one that goes with no late entry.
    """
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        return None
    if late is None or not late.paper:
        raise Unfit({FILE: say("扫描件随补录、代录归档；请填写所依据的签字材料，或者办理之后在“签字材料”页上传。")})
    content = sent.read()
    try:
        looked_over(content, look)
    except Unfit as wrong:
        raise Unfit({FILE: wrong.errors["file"]}) from wrong
    return LateScan(content, late.paper)


def put_on_file(reference: str, code: str, scan: LateScan | None, token: str) -> str:
    """Put it on file with the entry that was just made: what is to be said of that; nothing where there was none."""
    if scan is None:
        return ""
    view = access().interview(reference)
    failed = say("补录已登记，扫描件没有归档；请在“签字材料”页上传。")
    if view is None:
        return failed
    sequence = max((one.sequence for one in view.events if one.code == code and one.open), default=0)
    try:
        shell().attachments.add(actor(), view, NewScan(sequence=sequence, name=scan.paper, content=scan.content), look,
                                token=f"{token}-scan")
    except (Unfit, Hidden, Conflict):
        return failed
    return say("签字材料的扫描件已随补录归档。")


def may_scan_about(about: Concerned) -> bool:
    """Whether a late entry about somebody outside any interview may bring its signed paper."""
    return bool(shell().keys) and shell().outside_scans.may_add(actor(), about)


def put_on_file_about(about: Concerned, done: Done, scan: LateScan | None, token: str) -> str:
    """Put it on file with what was just put on record about somebody: what is to be said of that."""
    if scan is None:
        return ""
    try:
        shell().outside_scans.add(actor(), about, done.case, NewScan(
            sequence=done.version, name=scan.paper, content=scan.content), look, token=f"{token}-scan")
    except (Unfit, Hidden, Conflict):
        return say("补录已登记，扫描件没有归档；请保存好纸件。")
    return say("签字材料的扫描件已随补录归档。")
