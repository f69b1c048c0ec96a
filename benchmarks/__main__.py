"""Run every ``bench_*.py`` beside this file, or those named: ``python -m benchmarks days``."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from benchmarks import Table

PREFIX = "bench_"


def available() -> list[str]:
    """The names of the benchmarks there are."""
    return sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))


def show(table: Table) -> Iterable[str]:
    """The lines of a table: each contender with its time, its ratio to the first, its note; then what was promised."""
    width = max(len(row.name) for row in table.rows)
    yield table.title
    yield "-" * len(table.title)
    for row in table.rows:
        ratio = table.ratio(row.name)
        yield f"  {row.name:<{width}}  {row.nanoseconds:>14,.1f} ns  {ratio:>10,.2f}x  {row.note}".rstrip()
    for promise in table.promises:
        verdict = "kept" if promise.is_kept else "NOT KEPT"
        yield f"  {verdict}: {promise.what}: {promise.measured:,.4g} (at most {promise.at_most:,.4g})"
    for remark in table.remarks:
        yield f"  {remark}"
    yield ""


def main(names: list[str]) -> int:
    """Run the benchmarks of these names, or all; 2 where there is none of a name."""
    known = available()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()} on {platform.machine()}\n")
    for name in names or known:
        for table in import_module(f"benchmarks.{PREFIX}{name}").run():
            print("\n".join(show(table)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
