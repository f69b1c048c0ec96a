"""A campaign: the interface for other programs under made-up requests; nothing breaks or is given away.

    python tests/campaigns/api_fuzzing.py 2000          so many requests, over every address, as everybody in turn

Requests are made from the description of the interface, some fit and some spoilt. Before it counts, the campaign is
shown to see an address that breaks and one that gives a planted text away.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

import schemathesis
from attrs import define, field
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planted_addresses import Address, references
from planted_answers import Walk
from planted_cases import built
from planted_people import EVERYBODY, NOBODY
from planted_shell import Planted
from schemathesis.core import NotSet
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from yuetan.casework.api_tokens import SCOPES

BROKEN = 500
DESCRIPTION = "/api/v1/openapi.json"
REFERENCE = "reference"  # part of an address: half of the time one that there is
ANY = frozenset(range(200, BROKEN))
TOKENS_FOR = timedelta(days=30)


@define
class Fuzz:
    """Requests on their way."""

    planted: Planted
    tokens: dict[str, str] = field(factory=dict)
    walks: dict[str, Walk] = field(factory=dict)
    statuses: Counter[int] = field(factory=Counter)
    broken: list[str] = field(factory=list)

    def begin(self) -> None:
        """A token for everybody."""
        for who in EVERYBODY:
            if who != NOBODY:
                self.tokens[who] = self.planted.shell.api_tokens.make(
                    self.planted.actor(who), "x", tuple(SCOPES), self.planted.office.today + TOKENS_FOR)
                self.walks[who] = Walk(who)

    def sent(self, who: str, case: Any) -> None:  # noqa: ANN401 - published with types that change
        """Send one made-up request as somebody, and look at the answer."""
        path = case.formatted_path
        body: dict[str, Any] = {} if isinstance(case.body, NotSet) else {
            "content_type": "application/json",
            "data": case.body if isinstance(case.body, bytes) else json.dumps(case.body)}
        headers = dict(case.headers or {}) | {"Authorization": f"Bearer {self.tokens[who]}"}
        answer = self.planted.app.test_client().open(
            path, method=case.method, headers=headers, query_string=dict(case.query or {}), buffered=True, **body)
        self.statuses[answer.status_code] += 1
        if answer.status_code >= BROKEN:
            self.broken.append(f"{who} {case.method} {path}: {case.query} {body}"[:400])
        self.walks[who].look(self.planted, Address(f"{case.method} {path}", str(path)), answer, ANY)


def fuzzed(planted: Planted, number: int) -> Fuzz:
    """So many requests, spread over every address."""
    fuzz = Fuzz(planted)
    fuzz.begin()
    token = next(iter(fuzz.tokens.values()))
    description = planted.app.test_client().get(DESCRIPTION, headers={"Authorization": f"Bearer {token}"}).get_json()
    schema = schemathesis.openapi.from_dict(description)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    everybody = cycle(fuzz.tokens)
    there = [one for table, key in (("interview", "number"), ("cadre", "staff_number"))
             for one in references(planted, table, key).values()]
    for operation in operations:
        made = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

        @settings(max_examples=max(1, number // len(operations)), deadline=None, database=None,
                  suppress_health_check=list(HealthCheck))
        @given(case=made, named=st.one_of(st.none(), st.sampled_from(there)))
        def send(case: Any, named: str | None) -> None:  # noqa: ANN401 - as above
            if named and REFERENCE in (case.path_parameters or {}):
                case.path_parameters[REFERENCE] = named
            fuzz.sent(next(everybody), case)

        send()
    return fuzz


def sees(planted: Planted) -> tuple[bool, bool]:
    """Whether an address that breaks is noticed, and one that gives a planted text away."""
    seeded = Planted(planted.office, planted.plants, planted.cases, planted.leads)
    seeded.app.view_functions["api_reading.me"] = lambda: str(1 / 0)
    seeded.app.view_functions["api_reading.regulations"] = lambda: planted.plants[0].text
    seeded.app.config["PROPAGATE_EXCEPTIONS"] = False
    found = fuzzed(seeded, 40)
    return bool(found.broken), any(walk.faults for walk in found.walks.values())


def main(arguments: list[str] | None = None) -> int:
    """Send, and print what became of it; 1 where anything broke or was given away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requests", type=int, nargs="?", default=2000)
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, built(Path(folder)) as (planted, *_):
        breaks, leaks = sees(planted)
        begun = time.perf_counter()
        fuzz = fuzzed(planted, wish.requests)
        taken = time.perf_counter() - begun
    faults = [fault for walk in fuzz.walks.values() for fault in walk.faults]
    sys.stdout.write("\n".join((
        f"a seeded error is seen: {breaks}; a seeded leak is seen: {leaks}", *fuzz.broken[:10], *faults[:10],
        f"{sum(fuzz.statuses.values())} requests in {taken:.0f} s", f"answers: {dict(sorted(fuzz.statuses.items()))}",
        f"server errors: {len(fuzz.broken)}; texts given away, and other faults: {len(faults)}")) + "\n")
    return int(not (breaks and leaks) or bool(faults) or bool(fuzz.broken))


if __name__ == "__main__":
    sys.exit(main())
