"""The workbook that lists accounts to be made: written, read apart, and handed back with its faults marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from yuetan.casework.collections_fit import UnfitRows
from yuetan.casework.many_accounts import NewAccount
from yuetan.paperwork.collections.reading import LIMITS, Rows, read_rows
from yuetan.paperwork.collections.template import workbook_of
from yuetan.paperwork.limited import Give
from yuetan.paperwork.roster.apart import annotate_apart, apart
from yuetan.paperwork.roster.faults import RowFault
from yuetan.rules.papers import Collection, FormField

# A workbook is Chinese, whatever language the pages of its maker speak: its own words are not translated.
RULE = Collection("new_accounts", "账号", clause="", fields=(
    FormField("sign_in", "登录名"), FormField("name", "姓名"), FormField("cadre", "人员编号", required=False),
    FormField("unit", "单位", required=False)))


@frozen
class ReadAccounts:
    """What a workbook holds: its accounts, and what is wrong with it as a workbook."""

    read: Rows
    accounts: tuple[NewAccount, ...] = ()

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """What is wrong, from top to bottom."""
        return tuple(sorted(self.read.faults, key=lambda one: one.row))

    def note(self, unfit: UnfitRows) -> None:
        """Note what is wrong with accounts as such, each at its place in the workbook."""
        columns = {one.code: one for one in RULE.fields}
        for place, errors in unfit.rows.items():
            number, row = self.read.rows[place]
            for code, reason in errors.items():
                self.read.fault(number, columns[code], row.get(code, ""), reason)


def read_accounts(content: bytes, file: str) -> ReadAccounts:
    """The accounts of a workbook; raises `WorkbookRefused` for a file that is not opened at all."""
    read: Rows = next(apart(_read, content[:LIMITS.file_bytes + 1], file, knowing=(Rows, RowFault)))
    return ReadAccounts(read, tuple(_account(row) for _, row in read.rows))


def accounts_workbook(accounts: Iterable[NewAccount] = ()) -> bytes:
    """A workbook that lists accounts to be made; without any it is the one to fill in."""
    rows = [{"sign_in": one.sign_in, "name": one.name, "cadre": one.cadre, "unit": one.unit} for one in accounts]
    return workbook_of(RULE, rows, tested=False)


def marked(content: bytes, faults: Sequence[RowFault]) -> bytes:
    """The same workbook with its faults marked."""
    with TemporaryDirectory(prefix="yuetan-") as folder:
        source, target = Path(folder) / "a.xlsx", Path(folder) / "b.xlsx"
        source.write_bytes(content)
        return annotate_apart(source, target, faults).read_bytes()


def _read(give: Give, content: bytes, file: str) -> None:
    give(read_rows(BytesIO(content), file, RULE))


def _account(row: dict[str, str]) -> NewAccount:
    return NewAccount(sign_in=row.get("sign_in", ""), name=row.get("name", ""), cadre=row.get("cadre", ""),
                      unit=row.get("unit", ""))
