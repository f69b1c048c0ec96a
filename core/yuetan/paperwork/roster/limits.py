"""How much of a file is read, and what is said of one that goes beyond."""

from __future__ import annotations

from attrs import frozen

from yuetan.paperwork.roster.faults import WorkbookRefused
from yuetan.wording import say

BYTES_PER_MEGABYTE = 1 << 20


@frozen(kw_only=True)
class Limits:
    """How much is read at most: the defaults hold a prefecture of a hundred thousand cadres."""

    file_bytes: int = 64 * BYTES_PER_MEGABYTE
    unzipped_bytes: int = 256 * BYTES_PER_MEGABYTE
    parts: int = 1000
    elements: int = 2_000_000  # but for those within rows
    within_rows: int = 20_000_000  # elements
    rows: int = 500_000  # that hold anything, in all sheets together
    columns: int = 64


class Budget:
    """What may still be read of a file. Each of these raises `WorkbookRefused` once it is too much."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes = self.elements = self.within_rows = self.rows = 0

    def add_bytes(self, count: int) -> None:
        """Count what was unzipped."""
        self.bytes += count
        if self.bytes > self.limits.unzipped_bytes:
            raise too_big(self.limits)

    def add_element(self) -> None:
        """Count an element that is not within a row: the library keeps it until the file is closed."""
        self.elements += 1
        if self.elements > self.limits.elements:
            raise too_big(self.limits)

    def add_within_rows(self, count: int) -> None:
        """Count the elements within a row."""
        self.within_rows += count
        if self.within_rows > self.limits.within_rows:
            raise too_big(self.limits)

    def add_row(self) -> None:
        """Count a row that holds something."""
        self.rows += 1
        if self.rows > self.limits.rows:
            raise WorkbookRefused(say("有内容的行超过 {limit} 行，请拆成几个文件分次导入。", limit=self.limits.rows))


def too_big(limits: Limits) -> WorkbookRefused:
    """The refusal of what grows beyond its limit when it is unzipped."""
    return WorkbookRefused(say(
        "文件解压后超过 {limit} MB 或部件过多，不像正常的花名册；请另存一份，或拆成几个文件分次导入。",
        limit=limits.unzipped_bytes // BYTES_PER_MEGABYTE))
