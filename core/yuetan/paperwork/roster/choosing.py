"""Which rows may be imported: all of them, or those that are good by themselves and rest on nothing bad."""

from __future__ import annotations

from yuetan.paperwork.roster.check import Checker
from yuetan.paperwork.roster.known import GROUPS, Group, key_of
from yuetan.paperwork.roster.report import Report, Row
from yuetan.paperwork.roster.rows import Rows
from yuetan.paperwork.roster.together import lost_codes, nothing_lost
from yuetan.wording import say


def check(rows: Rows, checker: Checker) -> None:
    """Report every fault there is, each at its root: a row that rests on a bad one is not bad for that."""
    checker.rows(rows)
    checker.together(rows, nothing_lost())


def good_rows(rows: Rows, checker: Checker) -> dict[str, list[Row]]:
    """The rows to import out of those checked; each row left out has its fault, be it that it rests on one left out.

    Leaving rows out may leave others without what they refer to, so that this goes on until nothing more falls.
    """
    while True:
        leave_out_groups(rows, checker.report)
        left = {title: [row for row in of if not row.faulty] for title, of in rows.items()}
        checker.together(left, lost_codes(rows))
        if not any(row.faulty for of in left.values() for row in of):
            return left


def leave_out_groups(rows: Rows, report: Report) -> None:
    """Leave out all stretches of a unit, a post or a portfolio where one of them is bad: half a history misleads."""
    for sheet, fields in GROUPS.items():
        bad: dict[Group, int] = {}
        for row in rows[sheet.title]:
            group = key_of(row, fields)
            if group is not None and row.faulty:
                bad.setdefault(group, row.number)
        for row in rows[sheet.title]:
            group = key_of(row, fields)
            if group in bad and not row.faulty:
                report.wrong(sheet, row, fields[0], say(
                    "第 {row} 行是它的另一段，那一行有错没有导入，这一行也就不能导入。", row=bad[group]))
