"""Signed papers, scanned back to the step they are of: looked at, encrypted, and held to the chain of the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.views import InterviewView
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Conflict, Hidden, Unfit
from yuetan.casework.interviews.concerned import shut_case
from yuetan.casework.interviews.opened import Opened, office_on, opened
from yuetan.casework.interviews.rights import may, may_know
from yuetan.casework.lead_texts import unfit_text
from yuetan.plugins import Plugins
from yuetan.records.attachments import KeptScan, add_scan, content_of_scan, encrypted, scans_of
from yuetan.records.cases import done_before, remember_done
from yuetan.records.database import Connection, Engine, reading, writing
from yuetan.records.journal import SCANNED, WHICH, CaseFile, Entry, Stale, append, content_of
from yuetan.records.read_log import GIVEN, log_reading
from yuetan.records.seal_keys import Keys, SealError
from yuetan.records.values import TITLE_LENGTH
from yuetan.wording import say

__all__ = ["LARGEST", "Attachments", "KeptScan", "Looked", "NewScan", "TakenScan", "looked_over"]

HASH = "hash"  # the field of the event that holds the SHA-256 of the file
ADD, READ = "scan.add", "scan.read"
LARGEST = 15 << 20  # bytes
MOST = 30  # scans of one interview


@frozen(kw_only=True)
class NewScan:
    """A file somebody brings as the signed paper of an event."""

    sequence: int  # of the event
    name: str
    content: bytes


@frozen(kw_only=True)
class Looked:
    """What was found out about a file: its sort by what is in it, and its pages; or what is wrong with it."""

    sort: str = ""  # pdf, jpeg, png
    pages: int = 0
    wrong: str = ""


@frozen
class TakenScan:
    """A scan that is taken out with its interview; without content where it cannot be."""

    kept: KeptScan
    content: bytes | None


Look = Callable[[bytes], Looked]


@frozen(eq=False)
class Attachments:
    """The acts about scans, over one database; ``now`` tells the moment, with its time zone."""

    records: Engine
    plugins: Plugins
    keys: Keys
    now: Callable[[], datetime]

    def may_add(self, actor: Actor, view: InterviewView) -> bool:
        """Whether an actor may bring scans to an interview that he sees so."""
        with reading(self.records) as connection:
            return self._opened(connection, actor, view.reference, ADD) is not None

    def listed(self, actor: Actor, view: InterviewView) -> tuple[KeptScan, ...]:
        """The scans of an interview that an actor who sees it so may read: those of papers that he may read."""
        with reading(self.records) as connection:
            found = self._opened(connection, actor, view.reference, READ)
            return _seen(connection, found, view) if found else ()

    def taken_along(self, actor: Actor, view: InterviewView, key: int) -> tuple[TakenScan, ...]:
        """The scans of an interview, by its key, that an actor who sees it so may read, to be taken out with it.

        That they are is for the caller to log. One that does not open, or is not what the chain holds, has no content.
        """
        with reading(self.records) as connection:
            if not scans_of(connection, key):
                return ()
            found = self._opened(connection, actor, view.reference, READ)
            return tuple(TakenScan(one, self._content(connection, one)) for one in _seen(connection, found, view)
                         ) if found else ()

    def _content(self, connection: Connection, scan: KeptScan) -> bytes | None:
        """The file of a scan; None where it does not open, or is not what the chain holds."""
        try:
            return read_scan(connection, self.keys, scan)
        except SealError:
            return None

    def read(self, actor: Actor, view: InterviewView, reference: str) -> tuple[KeptScan, bytes]:
        """A scan with its file; that it was read is logged. Raises `Hidden`, and `SealError` where it does not open."""
        with writing(self.records) as connection:
            found = self._opened(connection, actor, view.reference, READ)
            scans = _seen(connection, found, view) if found else ()
            scan = next((one for one in scans if one.reference == reference), None)
            if scan is None:
                raise Hidden
            log_reading(connection, by=actor.account, at=self.now(), action=READ, of=reference, outcome=GIVEN,
                        reason=scan.name)
            return scan, read_scan(connection, self.keys, scan)

    def add(self, actor: Actor, view: InterviewView, new: NewScan, look: Look, *, token: str) -> None:
        """Put a scan on file with the event whose signed paper it is.

        Raises `Hidden`, `Unfit` for what is wrong with the file, and `Conflict` where the case goes on at this moment.
        """
        looked = _fit(view, new, look, token)
        try:
            with writing(self.records) as connection:
                at, found = self.now(), self._opened(connection, actor, view.reference, ADD)
                if found is None:
                    raise Hidden
                if done_before(connection, token, actor.account) is not None:
                    return
                if len(scans_of(connection, found.kept.id)) >= MOST:
                    raise Unfit({"file": say("一次约谈最多存 {most} 件扫描件；请把多页合成一个 PDF。", most=MOST)})
                event_id = put_scan(connection, found.case, self.keys, new, looked, by=actor.account, at=at,
                                    interview_id=found.kept.id)
                remember_done(connection, token, actor.account, event_id, at)
        except Stale as stale:
            raise Conflict(say("这件约谈刚刚有变化；请刷新页面再办理。")) from stale

    def _opened(self, connection: Connection, actor: Actor, reference: str, action: str) -> Opened | None:
        people = (actor.cadre,) if actor.cadre else ()
        found = opened(connection, office_on(connection, self.plugins, civil_date(self.now())), reference,
                       people=people)
        if found is None or shut_case(connection, actor, found) or not may_know(found, actor):
            return None
        return found if may(found, actor, action) else None


def put_scan(connection: Connection, case: CaseFile, keys: Keys, new: NewScan, looked: Looked, *, by: int, at: datetime,  # noqa: PLR0913 - all that is kept
             interview_id: int | None = None, cadre_id: int | None = None, unit_id: int | None = None) -> int:
    """Put a scan on file, encrypted, with an event of its case that has its hash: the key of that event."""
    columns = encrypted(keys, new.content)
    entry = Entry(code=SCANNED, happened_on=civil_date(at), interview_id=interview_id, cadre_id=cadre_id,
                  unit_id=unit_id, content={WHICH: str(new.sequence), HASH: sha256(new.content).hexdigest()})
    written = append(connection, case, entry, by=by, at=at)
    add_scan(connection, {
        **columns, "interview_id": interview_id, "sequence": new.sequence, "event_id": written.id,
        "name": new.name.strip(), "sort": looked.sort, "size": len(new.content), "pages": looked.pages,
        "added_by": by, "added_at": at})
    return written.id


def read_scan(connection: Connection, keys: Keys, scan: KeptScan) -> bytes:
    """The file of a scan; `SealError` where it does not open, or is not what the chain holds."""
    content = content_of_scan(connection, keys, scan.reference)
    if content_of(connection, scan.event_id).get(HASH) != sha256(content).hexdigest():
        raise SealError(say("扫描件与存证链上的校验码不符，可能被换过。请保留现场，核对审计记录和备份。"))
    return content


def _seen(connection: Connection, found: Opened, view: InterviewView) -> tuple[KeptScan, ...]:
    open_ = {one.sequence for one in view.events if one.open}
    return tuple(one for one in scans_of(connection, found.kept.id) if one.sequence in open_)


def _fit(view: InterviewView, new: NewScan, look: Look, token: str) -> Looked:
    """What was found out about a file that will do; `Unfit` for any other."""
    if new.sequence not in {one.sequence for one in view.events if one.open and one.code != SCANNED}:
        raise Unfit({"sequence": say("请选择这份签字材料是哪一步的。")})
    if not token:
        raise Unfit({"token": say("页面上的请求标识没有随表单送来；请刷新页面再办理一次。")})
    if wrong := unfit_text(new.name, TITLE_LENGTH):
        raise Unfit({"name": wrong})
    return looked_over(new.content, look)


def looked_over(content: bytes, look: Look) -> Looked:
    """What was found out about a file that will do; `Unfit` for the field ``file`` for any other."""
    if not content:
        raise Unfit({"file": say("请选择扫描好的文件。")})
    if len(content) > LARGEST:
        raise Unfit({"file": say("文件太大，最大 15 MB；请降低扫描的分辨率（200 dpi 即可）后再上传。")})
    looked = look(content)
    if looked.wrong:
        raise Unfit({"file": looked.wrong})
    return looked
