"""The campaign that times refusals: what it takes for a difference, and that it sees one where none is compared."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sign_in_timing import EACH, Found, names_of, page_of, refused

from yuetan.casework.passwords import Hasher
from yuetan.records.database import open_database

EVENLY = tuple(one / 1000 for one in range(100))


@pytest.mark.parametrize(("there", "not_there", "tells"), [
    (EVENLY, EVENLY, False), (EVENLY, tuple(one + 0.0005 for one in EVENLY), False),
    (tuple(one + 0.05 for one in EVENLY), EVENLY, True), (EVENLY, tuple(one + 0.05 for one in EVENLY), True),
    (EVENLY, (*EVENLY[:-1], 5.0), False),  # one that was kept waiting tells nothing
])
def test_a_difference_is_one_that_chance_would_not_make(
        there: tuple[float, ...], not_there: tuple[float, ...], tells: bool) -> None:  # noqa: FBT001 - of a table
    assert Found(there, not_there).tells is tells


def test_what_chance_makes_is_no_difference() -> None:
    draw = Random(1)  # noqa: S311 - chance, and no secret
    assert not any(Found([draw.gauss(25, 3) for _ in range(200)], [draw.gauss(25, 3) for _ in range(200)]).tells
                   for _ in range(200))


def test_names_that_are_there_look_like_those_that_are_not() -> None:
    there, not_there = names_of(1000, "there"), names_of(1000, "not there")
    assert {len(one) for one in (*there, *not_there)} == {len("user.12345678")}
    assert not set(there) & set(not_there)


def test_every_refusal_is_timed_and_every_password_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = list[str]()

    class Noting:
        """Compares nothing, and notes with what it would."""

        def hash(self, password: str) -> str:
            return f"hash of {len(password)} characters"

        def verify(self, hash: str, password: str) -> bool:  # noqa: A002, ARG002 - argon2's own name for it
            compared.append(hash)
            return False

    noting: Hasher = Noting()
    monkeypatch.setattr("sign_in_timing.standard_hasher", lambda: noting)
    monkeypatch.setattr("yuetan.casework.signing_in.standard_hasher", lambda: noting)
    monkeypatch.setattr("sign_in_timing.WARM", 0)
    records = open_database(f"sqlite:///{tmp_path / 'office.db'}")
    there = names_of(3, "there")
    waited, worked = refused(page_of(records, there)[0], there * EACH, names_of(12, "not there"))
    assert [len(some) for one in (waited, worked) for some in (one.there, one.not_there)] == [12] * 4
    assert len(compared) == 24
    records.dispose()
