"""Inspections of a small office: asked for, agreed to, taken out and opened again."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

from casework_office import (
    CLERK,
    DIRECTOR,
    OTHER,
    SECRETARY,
    Office,
)

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.casework.acts import Done
from yuetan.casework.governing import calendar_of
from yuetan.casework.inspection import Inspections, KeptInspection, NewInspection
from yuetan.paperwork.inspection.export import Scans, Written, write_inspection

Taken = tuple[bytes, Written]
MARCH = NewInspection(unit="J", since=date(2026, 3, 1), until=date(2026, 3, 31), reason="年度检查")
FORMULA = '=HYPERLINK("http://example.org")'
NOTICE = {"topic": "工程招标", "date": "2026-03-09", "time": "09:30", "place": "行政中心512室"}


def routine(office: Office, number: int) -> Done:
    """A talk whose texts name people, with blanks between the characters too."""
    done = office.propose(interviewees=(OTHER if number % 2 else DIRECTOR,), topic=f"听取马 文慧和周志强汇报{number}",
                          place=FORMULA, planned=date(2026, 3, 9))
    return office.take(SECRETARY, done, "withdrawn", fields={"reason": "陈国栋、何明远另有安排，另行通知"})


def inspections(office: Office) -> Inspections:
    return Inspections(office.records, lambda: office.moment)


def discipline(office: Office) -> Actor:
    return office.actors[CLERK]


def agreed(office: Office, new: NewInspection = MARCH) -> KeptInspection:
    made = inspections(office)
    reference = made.ask(discipline(office), new, token=office.token())
    made.agree(office.actors[SECRETARY], reference, "同意", token=office.token())
    return made.opened(discipline(office), reference)


def taken(office: Office, new: NewInspection = MARCH, one: KeptInspection | None = None, scans: Scans | None = None,
          ) -> tuple[bytes, Written]:
    file, found = io.BytesIO(), one or agreed(office, new)
    access = Access(office.records, office.plugins, discipline(office), on=office.today,
                    calendar=calendar_of(office.records))
    written = write_inspection(file, access, found, office.plugins.vocabulary, on=office.today, scans=scans)
    return file.getvalue(), written


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(content: bytes) -> str:
    """Everything in a file that can be read, the parts of documents and their properties too."""
    found = list[str]()
    for name, part in opened(content).items():
        if name.endswith((".docx", ".xlsx")):
            found += [re.sub(r"<[^>]+>", "", one.decode("utf-8", "replace")) for one in opened(part).values()]
            found += [one.decode("utf-8", "replace") for one in opened(part).values()]
        else:
            found.append(part.decode())
    return "\n".join(found)
