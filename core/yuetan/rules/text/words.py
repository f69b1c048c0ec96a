"""Which words of a text may be cited at a place."""

from __future__ import annotations

import re

from attrs import frozen

from yuetan.rules.text.modals import Sort, modals
from yuetan.rules.text.names import without_names
from yuetan.rules.text.places import Place, Printed

_LEAD_IN = re.compile(r"[^。；;！？!?\n]*[：:]\s*$")


@frozen
class Words:
    """The words that stand at a place, by where they stand."""

    own: str
    lead_in: str  # the last sentence, where it ends in a colon and places stand below
    tails: tuple[str, ...]  # behind the last item of a list below it, or behind itself
    above: tuple[str, ...]  # lead-ins of the places above, the nearest first

    @property
    def parts(self) -> tuple[str, ...]:
        """Every stretch that may be cited at the place."""
        return tuple(filter(None, (self.own, self.lead_in, *self.tails, *self.above)))

    @property
    def joined(self) -> str:
        """All of them, one paragraph after another."""
        return "\n".join(self.parts)


def words_at(text: Printed, at: str) -> Words | None:
    """The words that may be cited at a place, None where the text has no such place."""
    place = text.at(at)
    if place is None:
        return None
    own, lead_in = parted(text, place)
    tails = tuple(one.tail for one in text.places if one.tail and (one.at == at or is_below(one.at, at)))
    leads = (parted(text, parent)[1] for one in above(at) if (parent := text.at(one)))
    return Words(own, lead_in, tails, tuple(filter(None, leads)))


def parted(text: Printed, place: Place) -> tuple[str, str]:
    """The own words of a place and its lead-in; only a place with places below has a lead-in."""
    found = _LEAD_IN.search(place.text)
    if not found or not any(is_below(one.at, place.at) for one in text.places):
        return place.text, ""
    return place.text[:found.start()], found[0]


def is_below(at: str, above: str) -> bool:
    """Whether a place lies below another."""
    return at.startswith(above + ".")


def strict(words: str) -> tuple[str, ...]:
    """The verbs of some words that bind in so many words: 应, 不得, 严禁, 必须 and their like."""
    return tuple(one.printed for one in modals(without_names(words)) if one.sort is Sort.STRICT)


def above(at: str) -> tuple[str, ...]:
    """The places a place lies below, the nearest first."""
    parts = at.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
