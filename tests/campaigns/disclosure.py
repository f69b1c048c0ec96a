"""A campaign: random walks through the pages of a planted office; nobody may be given what he may not read.

    python tests/campaigns/disclosure.py 2000          so many requests at random, as everybody in turn
    python tests/campaigns/disclosure.py 2000 --seed 7 --whole      and every address and form there is, as everybody

Whoever walks follows the links of his pages, asks for what others see, spoils addresses, and sends forms that he may
not send. He leaves nothing behind but forms he began and files he asked for; whatever is not his own must stay as it
is. Before it counts, the campaign is shown to see a page that gives something away, and pages that change what is
somebody else's.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from html import unescape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))
sys.path.insert(0, str(Path(__file__).parent))

from attrs import define, field
from flask.testing import FlaskClient
from own_rows import LEAVING, Watched, sees_foreign_rows
from planted_acts import denied, proof_of, send, state
from planted_addresses import RANDOM, Address, addresses
from planted_answers import Walk, everything_logged, spilt_in_logs, walk
from planted_cases import built
from planted_people import EVERYBODY, OFFICER
from planted_sent import Sent
from planted_shell import Planted

BROKEN = 500
SPOILT = ("", "0", "-1", "%00", "%ff", "..%2f..%2fetc", "' OR 1=1 --", "𠮷" * 40, "9" * 400, "<b>", "{{7*7}}",
          "../leads", RANDOM)
PARAMETERS = ("name", "after", "unit", "state", "status", "due", "month", "lang", "next", "edition", "cadre", "kind",
              "lead")
LINK = re.compile(r'href="(/[^"#]*)')
ANY = frozenset(range(200, BROKEN))


@define
class Campaign:
    """A walk on its way."""

    planted: Planted
    draw: random.Random
    asked: tuple[Address, ...]
    statuses: Counter[int] = field(factory=Counter)
    clients: dict[str, FlaskClient] = field(factory=dict)
    proofs: dict[str, str] = field(factory=dict)
    walks: dict[str, Walk] = field(factory=dict)
    forms: dict[str, list[Sent]] = field(factory=dict)
    links: dict[str, list[str]] = field(factory=dict)

    def step(self) -> None:
        """One request of somebody."""
        who = self.draw.choice(EVERYBODY)
        if who not in self.clients:
            self.clients[who] = self.planted.client(who)
            self.proofs[who], self.walks[who] = proof_of(self.clients[who]), Walk(who)
            self.forms[who], self.links[who] = list(denied(self.planted, who)), ["/"]
        if self.draw.random() < 0.3:
            self._send(who, self.draw.choice(self.forms[who]))
        else:
            self._get(who, self._path(who))

    def _path(self, who: str) -> str:
        """Where to go: a link of his own pages, what anybody may have opened, or that with a part of it spoilt."""
        path = self.draw.choice((self.draw.choice(self.links[who]), self.draw.choice(self.asked).path))
        chance = self.draw.random()
        if chance < 0.2:
            parts = path.partition("?")[0].split("/")
            other = self.draw.choice(self.asked).path.partition("?")[0].split("/")
            parts[self.draw.randrange(1, len(parts))] = self.draw.choice((self.draw.choice(SPOILT), other[-1]))
            return "/" + "/".join(parts).lstrip("/")
        if chance < 0.4:
            told = self.draw.choice((*SPOILT, self.draw.choice(self.asked).path.rpartition("/")[2]))
            return f"{path}{'&' if '?' in path else '?'}{self.draw.choice(PARAMETERS)}={told}"
        return path

    def _get(self, who: str, path: str) -> None:
        answer = self.clients[who].get(path, buffered=True)
        self._took(who, f"GET {path}", answer)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            found = [unescape(link) for link in LINK.findall(answer.text) if not link.startswith("/static")]
            self.links[who] = [*self.links[who], *found][-200:]

    def _send(self, who: str, one: Sent) -> None:
        fields, statuses = dict(one.fields), one.statuses
        if fields and self.draw.random() < 0.3:
            fields[self.draw.choice(list(fields))], statuses = self.draw.choice(SPOILT[:-1]), ANY
            fields |= {"version": "999999"} if "version" in fields else {}
            fields["token"] = f"spoilt {self.walks[who].requests}"
        if fields.get("do") == "propose" and fields.get("lead") == "":
            fields["lead"] = RANDOM  # without a lead it would be a proposal like any other
        answer = send(self.clients[who], Sent(one.path, fields, statuses), self.proofs[who])
        self._took(who, f"POST {one.path} {fields.get('code') or fields.get('do', '')}", answer)
        if answer.status_code not in statuses:
            self.walks[who].faults.append(f"{who} {one.path} {fields}: {answer.status_code}")

    def _took(self, who: str, path: str, answer: object) -> None:
        status = int(getattr(answer, "status_code", BROKEN))
        self.statuses[status] += 1
        # each under a name of its own: that what is not there is answered alike, is looked at in whole walks
        self.walks[who].look(self.planted, Address(path, path), answer, ANY)  # type: ignore[arg-type]


def refused(planted: Planted, who: str) -> Walk:
    """Every form that somebody may not send, sent once."""
    found, client = Walk(who), planted.client(who)
    proof = proof_of(client)
    for one in denied(planted, who):
        found.look(planted, Address("an act", one.path), send(client, one, proof), one.statuses)
    return found


def sees_a_leak(planted: Planted) -> bool:
    """Whether a page that gives a planted text away is noticed."""
    seeded = Planted(planted.office, planted.plants, planted.cases, planted.leads)
    seeded.app.view_functions["regulations.listing"] = lambda: planted.plants[0].text
    return bool(walk(seeded, OFFICER, [Address("regulations.listing", "/regulations")]).faults)


def main(arguments: list[str] | None = None) -> int:
    """Walk, and print what became of it; 1 where anything was given away, broke, or was changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requests", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, built(Path(folder)) as (office, *_), everything_logged() as logs:
        seen, sees, before = sees_a_leak(office), sees_foreign_rows(office, Path(folder)), state(office)
        planted, begun = Watched(office.office, office.plants, office.cases, office.leads), time.perf_counter()
        campaign = Campaign(planted, random.Random(wish.seed), addresses(planted))  # noqa: S311 - where to go is no secret
        for _ in range(wish.requests):
            campaign.step()
        walks = list(campaign.walks.values())
        for who in EVERYBODY if wish.whole else ():
            walks += [walk(planted, who, campaign.asked), refused(planted, who)]
        taken, faults = time.perf_counter() - begun, [fault for one in walks for fault in one.faults]
        after = state(planted)
        faults += [f"changed: {table}" for table, was in before.items() if table not in LEAVING and after[table] != was]
        faults += [*planted.faults, *(f"logged: {one}" for one in spilt_in_logs(logs))]
        number = sum(one.requests for one in walks)
    broken = sum(count for status, count in campaign.statuses.items() if status >= BROKEN)
    sys.stdout.write("\n".join((
        f"a seeded leak is seen: {seen}; seeded changes of what is somebody else's are seen: {sees}", *faults[:20],
        f"{number} requests in {taken:.0f} s, {len(walks)} readers, {len(planted.plants)} planted texts",
        "left by whoever walked, his own: " + ", ".join(
            f"{count} × {table} at {where}" for (table, where), count in sorted(planted.left.items())),
        f"answers at random: {dict(sorted(campaign.statuses.items()))}", f"server errors: {broken}",
        f"texts given away, and other faults: {len(faults)}")) + "\n")
    return int(not (seen and sees) or bool(faults) or bool(broken))


if __name__ == "__main__":
    sys.exit(main())
