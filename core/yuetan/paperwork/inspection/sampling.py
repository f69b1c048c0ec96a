"""A random sample that anybody can draw again: the same of the same talks for the same seed, some of every kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256

from yuetan.access.reading_inspection import Candidate


def sampled(candidates: Sequence[Candidate], count: int, seed: str) -> tuple[Candidate, ...]:
    """So many of them in their order: of each kind its share, rounded, and one at least while there are enough."""
    strata = defaultdict[tuple[str, str], list[Candidate]](list)
    for one in candidates:
        strata[one.stratum].append(one)
    shares = _shares({stratum: len(some) for stratum, some in strata.items()}, min(count, len(candidates)))
    chosen = {one.key for stratum, some in strata.items()
              for one in sorted(some, key=lambda one: _rank(seed, one))[:shares[stratum]]}
    return tuple(one for one in candidates if one.key in chosen)


def _shares(sizes: dict[tuple[str, str], int], count: int) -> dict[tuple[str, str], int]:
    """How many of each stratum: one each, the largest first, then by the largest remainder of its share."""
    total, order = sum(sizes.values()), sorted(sizes, key=lambda one: (-sizes[one], one))
    found = {stratum: 1 if place < count else 0 for place, stratum in enumerate(order)}
    while sum(found.values()) < count:
        wanting = {one: Fraction(sizes[one] * count, total) - found[one] for one in order if found[one] < sizes[one]}
        found[max(wanting, key=lambda one: (wanting[one], -order.index(one)))] += 1
    return found


def _rank(seed: str, one: Candidate) -> bytes:
    return sha256(f"{seed}:{one.reference}".encode("utf-8", "surrogatepass")).digest()
