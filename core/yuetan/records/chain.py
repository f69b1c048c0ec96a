"""What makes a change show: hashes over events, each over the one before, and one root over the heads of all cases."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256

COVERED = (
    "sequence", "code", "happened_on", "until", "entered_at", "entered_by", "interview_id", "named_id", "unit_id",
    "addressee", "value", "counts_for", "filled", "reason", "provenance", "paper", "late_reason", "corrects",
    "content_hash",
)
"""The columns of an event that its hash is over, in this order."""

_CONTENT, _EVENT = "yuetan content 1", "yuetan event 1"  # what is hashed, and by which edition of these rules
_LEAF, _NODE = b"\x00", b"\x01"  # as in RFC 6962: no inner node can pass for a leaf
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"),
                           default=lambda value: [repr(value)]).encode  # nonsense, and unlike anything that makes sense


def canonical(content: Mapping[str, str]) -> str:
    """A content as JSON, written in the one way in which it is hashed: keys in order, no blanks."""
    return _encode(dict(content))


def filled_of(content: Mapping[str, str]) -> str:
    """The fields that hold something, in order, with blanks between."""
    return " ".join(sorted(field for field, text in content.items() if text))


def content_hash(written: str, salt: str) -> str:
    """The hash of a content as `canonical` writes it; the salt keeps it from being guessed once it is destroyed."""
    return _hash([_CONTENT, salt, written])


def link_hash(before: str, reference: str, sort: str, values: Sequence[object]) -> str:
    """The hash of an event: over the one before (empty for the first), its case, and its values in order of `COVERED`.

    Values are plain, see `plain`.
    """
    return _hash([_EVENT, before, reference, sort, *values])


def plain(value: object) -> object:
    """A value as it is hashed: a day as ``2026-01-31``, a moment in UTC as ``2026-01-31 08:00:00.000000``.

    A moment without a zone is taken to be in UTC, as it is stored. Everything else stays as it is.
    """
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return moment.isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


def leaf_hash(reference: str, version: int, head: str) -> bytes:
    """What stands for a case in the tree of all cases."""
    return sha256(_LEAF + _encode([reference, version, head]).encode()).digest()


class Tree:
    """The tree of all cases as they change, in the order in which they first came: its root as RFC 6962 has it.

    A case that comes or changes costs as many hashes as the tree is high.
    """

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._levels: list[list[bytes]] = [[]]  # the leaves, their parents, ... the root
        self._changed: set[int] = set()

    def __len__(self) -> int:
        return len(self._places)

    def put(self, number: int, leaf: bytes) -> None:
        """Put a leaf at the end, or in place of the one that was put under the same number before."""
        place = self._places.setdefault(number, len(self._places))
        self._levels[0][place:place + 1] = [leaf]
        self._changed.add(place)

    def root(self) -> str:
        """The hash over all leaves, in hexadecimal."""
        if not self._places:
            return sha256().hexdigest()
        changed, self._changed, level = self._changed, set(), 0
        while len(self._levels[level]) > 1:
            changed = {place // 2 for place in changed}
            self._rise(level, changed)
            level += 1
        return self._levels[level][0].hex()

    def path(self, number: int) -> tuple[tuple[str, str], ...]:
        """The hashes that lead from a leaf to the root, each with the side it stands on: ``left`` or ``right``."""
        self.root()
        place, found = self._places[number], list[tuple[str, str]]()
        for level in self._levels[:-1]:
            beside = place ^ 1
            if beside < len(level):
                found.append(("left" if beside < place else "right", level[beside].hex()))
            place //= 2
        return tuple(found)

    def _rise(self, level: int, changed: set[int]) -> None:
        """Hash the children of these places anew; a last child without a sibling rises as it is."""
        below = self._levels[level]
        if level + 1 == len(self._levels):
            self._levels.append([])
        above, parents = self._levels[level + 1], (len(below) + 1) // 2
        changed.update(range(len(above), parents))
        above.extend([b""] * (parents - len(above)))
        for place in changed:
            pair = below[2 * place:2 * place + 2]
            above[place] = sha256(_NODE + pair[0] + pair[1]).digest() if len(pair) > 1 else pair[0]


def _hash(values: list[object]) -> str:
    return sha256(_encode(values).encode()).hexdigest()
