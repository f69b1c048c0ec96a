"""The words a workbook may hold, and the codes they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from attrs import frozen

from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation
from yuetan.rules.terms import RANK_TITLES, Rank, Vocabulary

NEAR = 3
ALIKE = 0.4
MANY = 8


@frozen
class TalkKind:
    """A kind of talk that a past talk may be of, and the regulation that has it."""

    regulation: str
    regulation_title: str
    code: str
    title: str
    family: str = "routine"


class Words:
    """Titles and codes of every set that a column draws from: those declared, ranks, regulations and kinds of talk."""

    def __init__(self, vocabulary: Vocabulary, kinds: Iterable[TalkKind] = ()) -> None:
        self.vocabulary = vocabulary
        self.kinds = tuple(kinds)
        self._kinds = {(kind.regulation, kind.title): kind for kind in self.kinds}
        self._kind_titles = {(kind.regulation, kind.code): kind.title for kind in self.kinds}
        self._regulations = {kind.regulation: kind.regulation_title for kind in self.kinds}
        self._ranks = {title: rank for rank, title in RANK_TITLES.items()}

    def titles(self, of: str) -> tuple[str, ...]:
        """What a column of this set may hold, in the order of declaration."""
        match of:
            case "rank":
                return tuple(RANK_TITLES.values())
            case "regulation":
                return tuple(self._regulations.values())
            case "kind":
                return tuple(dict.fromkeys(kind.title for kind in self.kinds))
        return self.vocabulary.titles(of)

    def code(self, of: str, title: str) -> str | int | None:
        """What a title stands for, None where it is no word of the set. Of a kind, which `kind` finds, the title."""
        match of:
            case "rank":
                rank = self._ranks.get(title)
                return None if rank is None else int(rank)
            case "regulation":
                bare = title.removeprefix("《").removesuffix("》")
                return next((code for code, name in self._regulations.items() if bare in {name, code}), None)
            case "kind":
                return title if title in self.titles(of) else None
        return self.vocabulary.code(of, title)

    def kind(self, regulation: str, title: str) -> TalkKind | None:
        """The kind of that title under a regulation."""
        return self._kinds.get((regulation, title))

    def kinds_of(self, regulation: str) -> tuple[str, ...]:
        """The titles of the kinds a regulation has."""
        return tuple(kind.title for kind in self.kinds if kind.regulation == regulation)

    def title(self, of: str, code: str | int) -> str:
        """What users call it; the code itself where nobody declared it."""
        if of == "rank":
            return RANK_TITLES[Rank(code)] if code in RANK_TITLES else ""
        if of == "regulation":
            return self._regulations.get(str(code), str(code))
        return self.vocabulary.title(of, str(code))

    def kind_title(self, regulation: str, code: str) -> str:
        """What users call a kind of talk."""
        return self._kind_titles.get((regulation, code), code)

    def near(self, of: str, title: str) -> tuple[str, ...]:
        """The words of a set, those first that come nearest to what was written; of a large set only the nearest."""
        titles = self.titles(of)
        nearest = get_close_matches(title, titles, NEAR, ALIKE)
        if nearest and len(titles) > MANY:
            return tuple(nearest)
        return tuple(dict.fromkeys((*nearest, *titles)))[:MANY]


def talk_kinds(regulations: Iterable[Regulation]) -> tuple[TalkKind, ...]:
    """The kinds of talk that these regulations have; of a regulation's editions the first one's words are taken."""
    found: dict[tuple[str, str], TalkKind] = {}
    for one in regulations:
        for kind in one.of(Kind):
            found.setdefault((one.code, kind.code), TalkKind(one.code, one.title, kind.code, kind.title, kind.family))
    return tuple(found.values())
