"""Planted texts: who may read which, by the matrix alone, and which of them stand in an answer, however written."""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote_plus

from attrs import frozen
from planted_people import ABOVE_OF, ACTING, BEGINNING, CLERK, COUNTY, GROUP, HEARING, ORGANISER, PARTS, UNTOLD
from secrets_planted import SECRETS, ways_of_writing
from werkzeug.test import TestResponse

from yuetan.access.actor import Actor, Standing
from yuetan.access.policy import Allowed, allowed, lies_of_grants
from yuetan.paperwork.papers.leaks import texts_of

READING: Mapping[str, tuple[str, frozenset[str]]] = {  # by which action, and in which groups of fields, each is given
    "topic": ("interview.read", frozenset({"topic"})), "place": ("interview.read", frozenset({"plan"})),
    "record": ("record.read", frozenset({"record", "own_record"})),
    "report": ("statement.read", frozenset({"papers", "own_papers"})),
    "objection": ("statement.read", frozenset({"papers", "own_papers"})),
    "outcome": ("statement.read", frozenset({"outcome", "own_papers"})),
    "postponement": ("postponement.read", frozenset({"postponement"})),
    "handling": ("summary.read", frozenset({"summary"})), "signed paper": ("interview.read", frozenset({"people"})),
    "summary": ("lead.read", frozenset({"summary"})), "unit report": ("report.read", frozenset({"report"})),
    "finding": ("", frozenset()), "appeal": ("appeal.read", frozenset({"appeal"})),
}
"""What the policy calls a reading of each kind. A finding stands on no page: nobody reads it here."""

OF_EACH = frozenset({"report", "objection", "postponement", "outcome"})
"""What each interviewee has of his own; a record of several is for none of them."""

PREFIX = "埋字"
_MARK = re.compile(PREFIX + r"([0-9]{3})号")
_WAYS = tuple(ways_of_writing(PREFIX))
_SEALED = tuple((f"{secret} as {how}", written.lower() if how.startswith("hex") else written)
                for secret, text in SECRETS.items() for how, written in ways_of_writing(text))
UNSIGNED = frozenset({COUNTY, *UNTOLD})


@frozen
class Plant:
    """A planted text: what it is, in which case or of which unit, and whose, where it is one cadre's own."""

    number: int
    kind: str
    of: str
    whose: str = ""

    @property
    def text(self) -> str:
        """What nobody could mistake."""
        return f"{PREFIX}{self.number:03}号凤凰台上忆吹箫"


def permitted(who: str, actor: Actor, plant: Plant) -> bool:
    """Whether somebody may read it alone, by the matrix; of one interviewee's papers another reads none."""
    if plant.kind == "appeal":
        return who == plant.whose or who in HEARING
    action, fields = READING[plant.kind]
    others = plant.kind == "record" or (plant.kind in OF_EACH and plant.whose != who)
    if plant.of == GROUP and others and PARTS[GROUP].get(who) is Standing.SUBJECT:
        return False
    if plant.kind == "unit report":  # it was sent to the discipline organ
        return any("report" in rights(who, actor, action, of).fields for of in (plant.of, "J"))
    if plant.kind == "handling" and rights(who, actor, "supervision.read", plant.of).alone & {"explanation"}:
        return True  # why procedure was departed from
    if plant.kind != "summary":
        return bool(rights(who, actor, action, plant.of).alone & fields)
    head = rights(who, actor, "summary.read", plant.of)  # of a lead the unit's head is told what it comes to
    return bool((rights(who, actor, action, plant.of, handles=True).alone | head.alone) & fields)


def rights(who: str, actor: Actor, action: str, of: str, *, handles: bool = False) -> Allowed:
    """What the matrix gives somebody in a case, or in a unit; of a lead, whose handler is stated by hand."""
    standing, unit = PARTS.get(of, {}).get(who, Standing.NONE), ACTING.get(of, of)
    assigned = who == (CLERK if handles else ORGANISER.get(of)) or standing in {Standing.TALKER, Standing.RECORDER}
    flags = {name for name, so in (("unsigned", of in UNSIGNED), ("served", of not in UNTOLD)) if so}
    return allowed(actor, action, standing=standing, lies=lies_of_grants(actor, ABOVE_OF[unit], BEGINNING),
                   assigned=assigned, flags=flags)


def planted_in(answer: TestResponse) -> tuple[set[int], list[str]]:
    """The numbers of the planted texts in an answer, and what else it gives away: secrets of a lead."""
    found, other = set[int](), list[str]()
    for one in pieces_of(answer):
        numbers, more = planted_in_text(one)
        found |= numbers
        other += more
    return found, other


def planted_in_text(one: str) -> tuple[set[int], list[str]]:
    """The same of a text."""
    data, numbers = one.encode("utf-8", "surrogatepass"), {int(number) for number in _MARK.findall(one)}
    hidden = [] if numbers else [f"a planted text as {how}" for how, written in _WAYS if written in data]
    lower = data.lower()
    return numbers, hidden + [what for what, written in _SEALED if written in (lower if " as hex" in what else data)]


def pieces_of(answer: TestResponse) -> Iterator[str]:
    """Everything an answer says: its headers, its cookie unpacked, its page, or every part of its document."""
    for name, value in answer.headers.items():
        yield f"{name}: {unquote_plus(value)}"
        if name == "Set-Cookie":
            yield unpacked(value)
    body = answer.get_data()
    yield "\n".join(texts_of(body)) if body[:2] == b"PK" else unescape(body.decode("utf-8", "replace"))


def unpacked(cookie: str) -> str:
    """What a session cookie says: it is signed, and hidden from nobody."""
    value = cookie.partition("=")[2].partition(";")[0]
    payload = value.lstrip(".").partition(".")[0]
    try:
        data = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return str(json.loads(zlib.decompress(data) if value.startswith(".") else data))
    except (ValueError, zlib.error):
        return ""
