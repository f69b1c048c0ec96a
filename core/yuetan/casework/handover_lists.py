"""The list of a hand-over as it is kept with it and covered by what both sign."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from yuetan.access.reading_handover import Item, Sort


def written(items: Iterable[Item]) -> str:
    """A list as it is kept: one order, one spelling, so that its digest stands for it."""
    lines = [[one.sort.name, one.what, one.of, one.on.isoformat() if one.on else "", one.key] for one in items]
    return json.dumps(lines, ensure_ascii=False)


def read(content: str) -> tuple[Item, ...]:
    """The list that was kept so."""
    return tuple(Item(sort=Sort[sort], what=what, of=of, on=date.fromisoformat(on) if on else None, key=key)
                 for sort, what, of, on, key in json.loads(content))


def digest_of(content: str) -> str:
    """What stands for a list on paper and on record."""
    return sha256(content.encode()).hexdigest()
