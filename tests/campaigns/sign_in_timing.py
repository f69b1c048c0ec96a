"""A campaign: whether somebody without an account can tell, by how long a refusal takes, that a name is somebody's.

    python tests/campaigns/sign_in_timing.py 10000      so many refusals, half of them for names that are there
    python tests/campaigns/sign_in_timing.py 10000 --database postgresql://…    on an empty database

Names that are there and names that are not take turns at random, in front of the page itself, with a wrong password.
Before it counts, the campaign is shown to see a page that takes a little longer for one sort, and one that compares no
password where there is no account.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain

from attrs import frozen
from flask.testing import FlaskClient

from yuetan.casework.accounts import Accounts
from yuetan.casework.passwords import Hasher, hashed, one_time_password, standard_hasher
from yuetan.plugins import load
from yuetan.records.accounts import add_account
from yuetan.records.database import Engine, open_database, upgrade, writing
from yuetan_web.app import create_app
from yuetan_web.shell import Shell

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EACH = 4  # refusals of one name: the next would lock it, and say so
WARM = 50  # refusals that are not counted
UNFIT = 422
TELLS = 4.0  # standard deviations: chance alone does so once in fifteen thousand runs
LITTLE = 0.001  # seconds
TRIED = 1000  # refusals for a seeded fault


@frozen
class Found:
    """How long refusals took, in seconds: of names that are there, and of others."""

    there: Sequence[float]
    not_there: Sequence[float]

    @property
    def deviations(self) -> float:
        """How far the ranks of the one sort lie from those of the other, by the test of Mann and Whitney."""
        ranked = sorted(chain(((one, True) for one in self.there), ((one, False) for one in self.not_there)))
        ranks = sum(rank for rank, (_, there) in enumerate(ranked, 1) if there)
        some, others = len(self.there), len(self.not_there)
        return float((ranks - some * (some + others + 1) / 2) / (some * others * (some + others + 1) / 12) ** 0.5)

    @property
    def tells(self) -> bool:
        """Whether the one sort can be told from the other."""
        return abs(self.deviations) > TELLS

    def in_words(self, what: str) -> str:
        """The middle and the quickest tenth of either sort, and whether that tells anything."""
        parts = (f"{name} {statistics.median(some) * 1e3:.3f} ms, a tenth below {_tenth(some) * 1e3:.3f} ms"
                 for name, some in (("there", self.there), ("not there", self.not_there)))
        return f"{what}: {'; '.join(parts)}; {self.deviations:+.1f} standard deviations"


def _tenth(some: Sequence[float]) -> float:
    return statistics.quantiles(some, n=10)[0]


def page_of(records: Engine, names: Sequence[str]) -> tuple[FlaskClient, Accounts]:
    """Somebody in front of the page to sign in on, where these names are somebody's."""
    upgrade(records)
    kept = hashed(standard_hasher(), one_time_password())  # the same of all: it is compared all the same
    with writing(records) as connection:
        for one in names:
            add_account(connection, sign_in=one, name=one, password=kept, must_change=False, made_at=NOW,
                        cadre="")
    shell = Shell(records=records, plugins=load(), now=lambda: NOW, secret=b"s" * 32, keys=None)
    return create_app(shell).test_client(), shell.accounts


def refused(client: FlaskClient, there: Sequence[str], not_there: Sequence[str]) -> tuple[Found, Found]:
    """Try all of these names in turns: how long each took as one waits for it, and in processor time."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    turns = [*((one, True) for one in there), *((one, False) for one in not_there)]
    random.Random(len(turns)).shuffle(turns)  # noqa: S311 - whose turn it is, is no secret
    waited: dict[bool, list[float]] = {True: [], False: []}
    worked: dict[bool, list[float]] = {True: [], False: []}
    for number, (name, is_there) in enumerate(turns):
        form = {"name": name, "password": "不是这个密码，差得很远", "csrf_token": token[1] if token else ""}
        begun, work = time.perf_counter(), time.process_time()
        status = client.post("/sign-in", data=form).status_code
        took, worked_for = time.perf_counter() - begun, time.process_time() - work
        assert status == UNFIT
        if number >= WARM:
            waited[is_there].append(took)
            worked[is_there].append(worked_for)
    return Found(waited[True], waited[False]), Found(worked[True], worked[False])


def names_of(count: int, sort: str) -> list[str]:
    """So many names of a sort, alike in all that can be seen of them."""
    return [f"user.{random.Random(f'{sort} {number}').randrange(10 ** 8):08}" for number in range(count)]  # noqa: S311 - not secret


@frozen
class Seeded:
    """What hashes passwords, but takes longer where a name is somebody's; or compares nothing where it is not."""

    real: Hasher
    decoy: str  # what the password of nobody is compared with
    longer: float | None

    def hash(self, password: str) -> str:
        """As it should be."""
        return self.real.hash(password)

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name for it
        """With the fault."""
        if self.longer is None and hash == self.decoy:
            return False
        until = time.perf_counter() + (self.longer or 0 if hash != self.decoy else 0)
        while time.perf_counter() < until:
            pass
        return self.real.verify(hash, password)


def sees(longer: float | None) -> bool:
    """Whether a page with a fault is told from one that has none: so much longer, or without a comparison."""
    there, not_there = names_of(TRIED // 2 // EACH, "there"), names_of(TRIED // 2, "not there")
    with tempfile.TemporaryDirectory() as folder:
        records = open_database(f"sqlite:///{folder}/seeded.db")
        client, accounts = page_of(records, there)
        accounts.hasher = Seeded(accounts.hasher, accounts._decoy, longer)  # noqa: SLF001 - the fault is within
        found = refused(client, there * EACH, not_there)
        records.dispose()
    return any(one.tells for one in found)


def main(arguments: list[str] | None = None) -> int:
    """Try, and print what can be told; 1 where anything can, or where a seeded fault is not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("refusals", type=int, nargs="?", default=10_000)
    parser.add_argument("--database", default="")
    wish = parser.parse_args(arguments)
    seen = {f"{LITTLE * 1e3:g} ms longer": sees(LITTLE), "nothing compared": sees(None)}
    there = names_of(wish.refusals // 2 // EACH, "there")
    with tempfile.TemporaryDirectory() as folder:
        records = open_database(wish.database or f"sqlite:///{folder}/office.db")
        begun = time.perf_counter()
        waited, worked = refused(page_of(records, there)[0], there * EACH, names_of(wish.refusals // 2, "not there"))
        taken = time.perf_counter() - begun
        records.dispose()
    can = waited.tells or worked.tells
    sys.stdout.write(
        f"seeded faults are seen: {seen}\n{waited.in_words('waited for')}\n{worked.in_words('processor time')}\n"
        f"{wish.refusals} refusals in {taken:.0f} s: by the time they take, names that are there "
        f"{'CAN' if can else 'cannot'} be told\n")
    return int(can or not all(seen.values()))


if __name__ == "__main__":
    sys.exit(main())
