"""What the form of an act about somebody offers to choose from: codes, each with what it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yuetan.casework.people.sorts import Sort
from yuetan.rules.terms import RANK_TITLES, Rank, Vocabulary

Choices = Sequence[tuple[str, str]]


def choices(vocabulary: Vocabulary, sort: Sort) -> Mapping[str, Choices]:
    """The sorts of posts, ranks, marks, and the manners in which a post may begin by this act."""
    def of(name: str) -> Choices:
        return [(term.code, term.title) for term in vocabulary.terms if term.of == name]
    return {"post": of("post"), "mark": of("mark"), "rank": [(str(one.value), RANK_TITLES[one]) for one in Rank],
            "manner": [(code, vocabulary.title("manner", code)) for code in sort.manners]}
