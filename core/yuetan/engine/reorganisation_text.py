"""A reorganisation written down and read again; and a mark of what it changes, to see whether that is the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from attrs import asdict

from yuetan.engine.reorganisations import Changes, Founded, Reorganisation, Sort, post_name


def written(asked: Reorganisation) -> str:
    """A reorganisation as a text that `read` gives back."""
    kept = asdict(asked) | {"sort": asked.sort.value, "since": asked.since.isoformat(), "posts": dict(asked.posts)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Reorganisation:
    """The reorganisation that was written down."""
    kept = json.loads(text)
    return Reorganisation(
        sort=Sort(kept["sort"]), units=tuple(kept["units"]), since=date.fromisoformat(kept["since"]),
        name=kept["name"], parent=kept["parent"], into=tuple(kept["into"]),
        founded=tuple(Founded(**one) for one in kept["founded"]), heir=kept["heir"], posts=kept["posts"])


def mark_of(changes: Changes) -> str:
    """The same for the same changes, and for no others: 64 hexadecimal digits."""
    return sha256("\n".join(_lines(changes)).encode()).hexdigest()


def _lines(changes: Changes) -> Iterator[str]:
    yield changes.since.isoformat()
    yield from (f"founded {one}" for one in changes.founded)
    yield from (f"placed {one}" for one in changes.placed)
    yield from (f"ended {one}" for one in changes.ended)
    yield from (f"succeeds {one.unit} {one.successor} {sorted(one.inherits)}" for one in changes.successions)
    yield from (f"post {post_name(one.post)} {one.post.until} {one.to}" for one in changes.posts)
    yield from (f"portfolio {one}" for one in (*changes.portfolios, *changes.overseen))
