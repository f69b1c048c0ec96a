"""Whether what is on record is what was written down: every chain walked, every anchor compared, nothing changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen
from sqlalchemy import Connection, and_, exists, func, inspect, or_, select, type_coerce
from sqlalchemy.types import NullType

from yuetan.records.anchoring import Anchored, roots, stored_anchors
from yuetan.records.chain import COVERED, content_hash, filled_of, link_hash, plain
from yuetan.records.database import DatabaseError
from yuetan.records.journal import DESTROYED, WHICH
from yuetan.records.mergers import TOGETHER
from yuetan.records.tables import anchor, case_file, event, merger
from yuetan.wording import later, say

AT_ONCE = 1000  # rows
LOCAL = ZoneInfo("Asia/Shanghai")  # the time the offices live by

WORDS = {
    "gap": later("案卷 {case}：第 {sequence} 项事件之前缺了事件，编号不连续。"),
    "link": later("案卷 {case} 第 {sequence} 项事件：被改动过，或它前面的一项被换掉了。"),
    "content": later("案卷 {case} 第 {sequence} 项事件：文书内容与当时写下的不一致。"),
    "filled": later("案卷 {case} 第 {sequence} 项事件：登记的已填栏目与文书内容对不上。"),
    "destroyed": later("案卷 {case} 第 {sequence} 项事件：文书内容没有了，却没有登记销毁，不是按规定销毁的。"),
    "kept": later("案卷 {case} 第 {sequence} 项事件：登记为已经销毁，文书内容却还在，或没有这一项。"),
    "unreadable": later("案卷 {case} 第 {sequence} 项事件：存的数据不成样子，读不出来。"),
    "owner": later("案卷 {case} 第 {sequence} 项事件：归到的人与当时写下的不一致，也没有登记过合并。"),
    "head": later("案卷 {case}：登记到第 {sequence} 项事件为止，与实有的事件对不上；"
                  "末尾的事件可能被删去，或登记被改动。"),
    "orphan": later("有事件（第 {sequence} 项）所属的案卷不存在，案卷可能被删去。"),
    "root": later("{at} 的存证（到事件号 {sequence} 为止）与现有的事件对不上；此后可能有案卷被删去、截短或整卷重写。"),
    "inside": later("{at} 的存证（到事件号 {sequence} 为止）库外有，库内没有；库内的可能被删去或改动。"
                    "若核对时正在存证，请再核对一次。"),
    "outside": later("{at} 的存证（到事件号 {sequence} 为止）库内有，库外没有；库内的可能是后来添加的，或存证文件不全。"
                     "若核对时正在存证，请再核对一次。"),
}
"""What may be wrong, by code."""

_CHAINED = ("hash", "salt", "content", *COVERED)
_SEQUENCE, _CODE, _FILLED, _CONTENT_HASH = (
    COVERED.index(name) for name in ("sequence", "code", "filled", "content_hash"))
_DATED = tuple(COVERED.index(name) for name in ("happened_on", "until", "entered_at"))


@frozen(kw_only=True)
class Fault:
    """Something that is not as it was written down; names the place, and nothing of the content."""

    code: str  # see `WORDS`
    case: str = ""  # its reference; empty for an anchor, and for an event whose case is gone
    sequence: int = 0  # of the event in its case; for an anchor, the id of the last event it covers
    anchored: Anchored | None = None

    @property
    def message(self) -> str:
        """What is wrong, and where."""
        at = f"{self.anchored.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}" if self.anchored else ""
        return say(WORDS[self.code], case=self.case, sequence=self.sequence, at=at)


@frozen(kw_only=True)
class Extent:
    """How much there is to verify."""

    cases: int
    events: int
    destroyed: int  # events whose content retention has destroyed
    anchors: int


def extent_of(connection: Connection) -> Extent:
    """How many cases, events and anchors there are; raises `DatabaseError` where there is no place for any yet."""
    if not inspect(connection).has_table(event.name):
        url = connection.engine.url.render_as_string()  # without the password
        raise DatabaseError(say("数据库 {url} 中还没有案卷可核对；请先用 yuetan import 导入名册。", url=url))

    def count(statement: Any) -> int:  # noqa: ANN401 - any table
        return int(connection.execute(statement).scalar_one())

    events = select(func.count()).select_from(event)
    return Extent(cases=count(select(func.count()).select_from(case_file)), events=count(events),
                  destroyed=count(events.where(event.c.content.is_(None))),
                  anchors=count(select(func.count()).select_from(anchor)))


def verify(connection: Connection, anchors: Sequence[Anchored] | None = None, *,
           progress: Callable[[int], None] | None = None) -> tuple[Fault, ...]:
    """Everything that is not as it was written down; empty where all is well.

    ``anchors`` are those known outside (see `read_anchors`); None where none are at hand. Then a chain that was cut
    short or made anew, together with its case and the anchors of the table, cannot be told from a true one.
    ``progress`` is told how many events were read since it was told last. Events are read in turn and never all kept.
    """
    return (*_chain_faults(connection, progress), *_owner_faults(connection), *_empty_faults(connection),
            *_anchor_faults(connection, anchors))


def _chain_faults(connection: Connection, progress: Callable[[int], None] | None) -> Iterator[Fault]:
    case = case_file.c
    statement = (select(event.c.case_id, case.reference, case.sort, case.version, case.head,
                        *(type_coerce(event.c[name], NullType()) for name in _CHAINED))  # as stored, sense or nonsense
                 .join_from(event, case_file, isouter=True).order_by(event.c.case_id, event.c.sequence))
    with connection.execute(statement.execution_options(yield_per=AT_ONCE)) as result:
        for _, rows in groupby(_told(result.partitions(), progress), key=lambda row: row[0]):
            yield from _Chain().faults(rows)


def _told(parts: Iterable[Sequence[Any]], progress: Callable[[int], None] | None) -> Iterator[Any]:
    for part in parts:
        yield from part
        if progress:
            progress(len(part))


class _Chain:
    """The events of one case, each held against the one before."""

    def __init__(self) -> None:
        self.before, self.sequence = "", 0
        self.missing = dict[int, str]()  # the contents that are gone, with the salt that is left of each
        self.destroyed = set[int]()  # those that are said to be destroyed

    def faults(self, rows: Iterable[Any]) -> Iterator[Fault]:
        """What is wrong with its events, and with what its case says of the last."""
        reference, version, head = None, 0, ""
        for _, reference, sort, version, head, digest, salt, content, *values in rows:  # noqa: B007 - the last stays
            sequence = values[_SEQUENCE]
            if reference is None:
                yield Fault(code="orphan", sequence=sequence)
                continue
            try:
                for code in self._of_event(reference, sort, digest, values):
                    yield Fault(code=code, case=reference, sequence=sequence)
                if (code := _of_content(content, salt, values)):
                    yield Fault(code=code, case=reference, sequence=sequence)
                self._note(content, salt, sequence, values)
            except (AttributeError, TypeError, ValueError):  # SQLite stores anything anywhere
                yield Fault(code="unreadable", case=reference, sequence=sequence)
            self.before, self.sequence = digest, sequence
        yield from (Fault(code="destroyed", case=reference or "", sequence=one)
                    for one, salt in self.missing.items() if salt or one not in self.destroyed)
        yield from (Fault(code="kept", case=reference or "", sequence=one)
                    for one in sorted(self.destroyed - self.missing.keys()))
        if reference is not None and (version, head) != (self.sequence, self.before):
            yield Fault(code="head", case=reference, sequence=version)

    def _note(self, content: str | None, salt: str, sequence: int, values: list[Any]) -> None:
        """Keep in mind that a content is gone, or is said to be destroyed."""
        if content is None:
            self.missing[sequence] = salt
        elif values[_CODE] == DESTROYED:
            self.destroyed.add(int(json.loads(content)[WHICH]))

    def _of_event(self, reference: str, sort: str, digest: str, values: list[Any]) -> Iterator[str]:
        if values[_SEQUENCE] != self.sequence + 1:
            yield "gap"
            return  # what it was linked to is gone
        for place in _DATED:
            values[place] = plain(values[place])
        if link_hash(self.before, reference, sort, values) != digest:
            yield "link"


def _of_content(content: str | None, salt: str, values: list[Any]) -> str:
    """What is wrong with a content; nothing can be known of one that is gone, see `_Chain`."""
    if content is None:
        return ""
    if content_hash(content, salt) != values[_CONTENT_HASH]:
        return "content"
    found = json.loads(content)
    if not all(isinstance(text, str) for text in found.values()):
        return "unreadable"
    return "" if filled_of(found) == values[_FILLED] else "filled"


def _empty_faults(connection: Connection) -> Iterator[Fault]:
    """Cases that say they have events, and have none."""
    case, none = case_file.c, ~exists().where(event.c.case_id == case_file.c.id)
    statement = select(case.reference, case.version).where(or_(case.version > 0, case.head != ""), none)
    for row in connection.execute(statement):
        yield Fault(code="head", case=row.reference, sequence=row.version)


def _owner_faults(connection: Connection) -> Iterator[Fault]:
    """Events that are somebody's other than whom they were written down about, though no merger of records says so."""
    merged = and_(merger.c.merged_id == event.c.named_id, merger.c.state.in_(TOGETHER))
    theirs = func.coalesce(merger.c.kept_id, event.c.named_id, 0)
    statement = (select(case_file.c.reference, event.c.sequence).join_from(event, case_file)
                 .outerjoin(merger, merged).where(func.coalesce(event.c.cadre_id, 0) != theirs)
                 .order_by(event.c.case_id, event.c.sequence))
    for row in connection.execute(statement):
        yield Fault(code="owner", case=row.reference, sequence=row.sequence)


def _anchor_faults(connection: Connection, outside: Sequence[Anchored] | None) -> Iterator[Fault]:
    inside = Counter(stored_anchors(connection))
    known = inside if outside is None else Counter(outside)
    yield from (_anchor_fault("inside", one) for one in (known - inside).elements())
    yield from (_anchor_fault("outside", one) for one in (inside - known).elements())
    both = sorted({*inside, *known}, key=lambda one: (one.events, one.at))
    now = {mark: (cases, root) for mark, cases, root in roots(connection, (one.events for one in both))}
    yield from (_anchor_fault("root", one) for one in both if now[one.events] != (one.cases, one.root))


def _anchor_fault(code: str, one: Anchored) -> Fault:
    return Fault(code=code, sequence=one.events, anchored=one)
