"""What ``make bench`` shows: no time is tested here, only that it is measured and said."""

from __future__ import annotations

from functools import partial

import pytest

from benchmarks import Promise, Row, Table, side_by_side
from benchmarks.__main__ import available, main, show


def test_each_contender_is_compared_with_the_first() -> None:
    table = Table("Counting", (Row("floor", 50.0), Row("ours", 75.0, "agrees")), (
        Promise("ours, in floors", 1.5, 1.5), Promise("ours, in others", 0.01, 0.02),
    ), ("one remark",))
    assert list(show(table)) == [
        "Counting",
        "--------",
        "  floor            50.0 ns        1.00x",
        "  ours             75.0 ns        1.50x  agrees",
        "  kept: ours, in floors: 1.5 (at most 1.5)",
        "  NOT KEPT: ours, in others: 0.02 (at most 0.01)",
        "  one remark",
        "",
    ]


def test_every_contender_is_measured_in_every_round() -> None:
    called: list[str] = []
    times = side_by_side({name: (partial(called.append, name), 1) for name in ("one", "other")}, rounds=3)
    assert called == ["one", "other"] * 3
    assert set(times) == {"one", "other"}


def test_a_benchmark_nobody_wrote_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert capsys.readouterr().err == f"No benchmark nothing; there are: {', '.join(available())}.\n"


def test_the_days_are_among_them() -> None:
    assert "days" in available()
