"""Work on what somebody sent is bounded: in memory, in time, and in what it may hand back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from yuetan.paperwork.limited import MEGABYTE, Allowance, Give, TooMuch, limited
from yuetan.wording import say, speaking

SMALL = Allowance(memory=512 * MEGABYTE, seconds=1, longest=1)


class Spoilt(Exception):  # noqa: N818 - as a caller would call it
    """What a caller expects."""


class Stranger:
    """Something that no caller named."""


def counts(give: Give, upto: int) -> None:
    for one in range(upto):
        give((one, frozenset({"a"})))


def speaks(give: Give) -> None:
    give(say("第 {line} 行", line=1))


def grows(give: Give) -> None:
    give(len(bytearray(1024 * MEGABYTE)))


def spins(give: Give) -> None:
    while True:
        give if time.monotonic() < 0 else None


def goes_on(give: Give, seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        for one in range(200_000):
            _ = one * one
        give(1)


def is_spoilt(give: Give) -> None:  # noqa: ARG001 - as all work
    message = "第 3 行"
    raise Spoilt(message)


def is_missing(give: Give, path: Path) -> None:
    give(path.read_bytes())


def is_broken(give: Give) -> None:  # noqa: ARG001 - as all work
    raise KeyError


def is_killed(give: Give) -> None:
    give("before")
    os._exit(3)


def hands_over_a_stranger(give: Give) -> None:
    give(Stranger())


def tells_where(give: Give) -> None:
    give(os.getpid())


def test_values_come_one_after_another_out_of_another_process() -> None:
    assert list(limited(counts, 3)) == [(one, frozenset({"a"})) for one in range(3)]
    assert next(limited(tells_where)) != os.getpid()


def test_it_speaks_the_language_of_whoever_asked() -> None:
    with speaking("en"):
        expected = say("第 {line} 行", line=1)
        assert list(limited(speaks)) == [expected]


@pytest.mark.parametrize("work", [grows, spins, is_killed])
def test_too_much_memory_or_time_or_an_end_from_outside_is_one_answer(work: Callable[..., None]) -> None:
    with pytest.raises(TooMuch):
        list(limited(work, allowance=SMALL))


def test_who_comes_further_may_go_on() -> None:
    assert len(list(limited(goes_on, 1.5, allowance=Allowance(seconds=1, longest=30)))) > 1


def test_even_he_not_for_ever() -> None:
    with pytest.raises(TooMuch):
        list(limited(goes_on, 9.0, allowance=Allowance(seconds=1, longest=2)))


def test_what_the_caller_expects_is_raised_with_its_text() -> None:
    with pytest.raises(Spoilt, match="第 3 行"):
        list(limited(is_spoilt, raising=(Spoilt,)))


def test_a_file_that_is_missing_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(limited(is_missing, tmp_path / "nowhere"))


def test_a_defect_of_ours_is_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="KeyError"):
        list(limited(is_broken))


def test_nothing_is_made_of_what_was_not_named() -> None:
    with pytest.raises(Exception, match="a child handed over"):
        list(limited(hands_over_a_stranger))
    assert len(list(limited(hands_over_a_stranger, knowing=(Stranger,)))) == 1


def test_whoever_stops_listening_ends_it() -> None:
    given = limited(counts, 10**9)
    next(given)
    given.close()


def test_the_program_that_asked_is_not_run_anew() -> None:
    program = ("from test_limited import counts\n"
               "from yuetan.paperwork.limited import limited\n"
               "print(list(limited(counts, 1)))")
    done = subprocess.run((sys.executable, "-"), input=program, check=False, capture_output=True, text=True,
                          cwd=Path(__file__).parent, env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)})
    assert (done.returncode, done.stdout) == (0, "[(0, frozenset({'a'}))]\n")
