"""What is in the personal integrity file of a cadre, by its list: each thing with its day, nothing of its content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, func, select

from yuetan.access.reading_decisions import decisions_of
from yuetan.access.scope import Scope
from yuetan.records.interviews import INTERVIEWEE
from yuetan.records.tables import cadre, event, interview, participant
from yuetan.rules.events import HELD, SANCTIONED
from yuetan.rules.procedure import Kind
from yuetan.wording import say


@frozen(kw_only=True)
class FileEntry:
    """One thing in a file."""

    on: date
    title: str


@frozen(kw_only=True)
class FileView:
    """The list of a file, in the order of days."""

    entries: tuple[FileEntry, ...] = ()


def file_of(connection: Connection, scope: Scope, cadre_id: int) -> FileView:
    """What is in it: decisions about him by their documents, and the talks with him that the reader may see."""
    row = connection.execute(select(cadre).where(cadre.c.id == cadre_id)).one()
    entries = (*_decisions(connection, scope, row), *_talks(connection, scope, cadre_id))
    return FileView(entries=tuple(sorted(entries, key=lambda one: (one.on, one.title))))


def _decisions(connection: Connection, scope: Scope, cadre: Row[Any]) -> Iterator[FileEntry]:
    for one in decisions_of(connection, scope, cadre):
        sort = say("党纪政务处分") if one.sort == SANCTIONED else say("问责")
        yield FileEntry(on=one.on, title=say("{sort}：{body} {number}", sort=sort, body=one.body, number=one.number))


def _talks(connection: Connection, scope: Scope, cadre_id: int) -> Iterator[FileEntry]:
    titles = {(one.code, one.edition, kind.code): kind.title for one in scope.rules.regulations
              for kind in one.of(Kind)}
    talks = select(participant.c.interview_id).where(participant.c.cadre_id == cadre_id,
                                                     participant.c.part == INTERVIEWEE)
    query = (select(interview.c.number, interview.c.regulation, interview.c.edition, interview.c.kind,
                    func.min(event.c.happened_on).label("held")).join(event, event.c.interview_id == interview.c.id)
             .where(scope.interviews(interview.c.id.in_(talks)), event.c.code == HELD)
             .group_by(interview.c.id, interview.c.number, interview.c.regulation, interview.c.edition,
                       interview.c.kind))
    for row in connection.execute(query):
        title = titles.get((row.regulation, row.edition, row.kind), row.kind)
        yield FileEntry(on=row.held, title=say("约谈 {number}：{kind}", number=row.number, kind=title))
