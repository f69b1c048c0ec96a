"""What is on record outside interviews, with the signed papers it rests on, scanned: for the pages of every sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planted_addresses import references

from yuetan.casework.attachments import Looked, NewScan
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.outside_scans import Concerned

if TYPE_CHECKING:
    from sorts_office import EverySort


def scanned_outside(made: EverySort, officer: str, cadre: str, unit: str) -> None:
    """A decision about a cadre, and what was found in a unit, each with its signed paper."""
    shell, actor = made.planted.shell, made.planted.actor(officer)
    for about, code, endpoint, table, name in (
            (Concerned(cadre=cadre), "appointment_decided", "of_cadre", "cadre", "staff_number"),
            (Concerned(unit=unit), "problem_found", "of_unit", "unit", "code")):
        done = shell.casework.record_occurrence(actor, Occurrence(
            regulation="tongren", code=code, cadre=about.cadre, unit=about.unit, number="校组〔2026〕3号"),
            token=made.token())
        shell.outside_scans.add(actor, about, done.case, NewScan(
            sequence=done.version, name="任职文件.pdf", content=b"%PDF-signed"), lambda _: Looked(sort="pdf", pages=1),
            token=made.token())
        (scan,) = shell.outside_scans.listed(actor, about)
        where = references(made.planted, table, name)[about.name]
        made.at[f"outside_scans.{endpoint}"] = f"/{table}s/{where}/scans/{scan.reference}"
