"""Rows of an old ledger for tests, in the city office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from casework_office import CLERK, DEPUTY, DIRECTOR, OTHER, Office

from yuetan.access.actor import Actor, Granted, Role
from yuetan.casework.old_ledger import LedgerRow, OldLedgers
from yuetan.paperwork.old_ledger.template import write_ledger

BEFORE = date(2025, 6, 10)  # the office went live on 2026-01-01
TITLE = "连云港"


def row(number: int = 2, **changes: object) -> LedgerRow:
    """A row that nothing stands against, but for what is changed."""
    values: dict[str, object] = {"number": number, "cadre": OTHER, "kind": "日常约谈", "on": BEFORE,
                                 "regulation": "lianyungang", "talkers": (DEPUTY,), "notified": "2025-06-05",
                                 "outcome": "谈话后整改", "paper": "连纪谈〔2025〕7号"}
    return LedgerRow(**(values | changes))  # type: ignore[arg-type]


def ledgers(office: Office) -> OldLedgers:
    return OldLedgers(office.records, office.plugins, lambda: office.moment)


def city(office: Office) -> Actor:
    """Somebody who brings in the ledger of the whole city."""
    one = office.actors[CLERK]
    return Actor(one.account, one.reference, one.name, one.cadre, (Granted(Role.DISCIPLINE, "C"),))


ROWS: tuple[Mapping[str, object], ...] = (
    {"cadre": OTHER, "on": BEFORE, "regulation": "lianyungang", "kind": "日常约谈", "talkers": DEPUTY,
     "notified": "2025-06-05", "outcome": "=1+1", "paper": "@SUM(A1)"},
    {"name": "周志强", "unit": "市教育局", "on": date(2025, 7, 1), "regulation": "lianyungang", "kind": "日常约谈",
     "talkers": "郑守正、外单位的人"},
)


def workbook(path: Path, rows: tuple[Mapping[str, object], ...] = ROWS) -> Path:
    """A ledger as an office fills it in."""
    write_ledger(path, rows)
    return path


__all__ = ["BEFORE", "DEPUTY", "DIRECTOR", "OTHER", "ROWS", "city", "ledgers", "row", "workbook"]
