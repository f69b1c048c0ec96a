"""The words a regulation needs from the world: types of units, posts, events. Open sets, each word declared once."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from attrs import frozen


class Rank(enum.IntEnum):
    """职级 of a post, in order: a selector may ask for a stretch of them."""

    STAFF = 1
    SECTION_DEPUTY = 2
    SECTION = 3
    DIVISION_DEPUTY = 4
    DIVISION = 5
    BUREAU_DEPUTY = 6
    BUREAU = 7


RANK_TITLES = {
    Rank.STAFF: "科员及以下", Rank.SECTION_DEPUTY: "副科级", Rank.SECTION: "正科级", Rank.DIVISION_DEPUTY: "副处级",
    Rank.DIVISION: "正处级", Rank.BUREAU_DEPUTY: "副厅级", Rank.BUREAU: "正厅级",
}


@frozen
class Term:
    """One word of an open set: the code rules use and the title users see and write in a roster."""

    of: str  # unit_type, post, mark, manner, party, event, part
    code: str
    title: str


def terms(of: str, /, **titles: str) -> tuple[Term, ...]:
    """Declare several words of one set: ``terms("unit_type", city_party="市委")``."""
    return tuple(Term(of, code, title) for code, title in titles.items())


COMMON_TERMS = (
    *terms("post", head="主要负责人", deputy="副职", member="班子成员", middle="中层干部", staff="工作人员"),
    *terms("manner", regular="正式任职", presiding="主持工作", acting="代理", concurrent="兼任", attached="挂职",
           seconded="借调"),
    *terms("party", member="中共党员", other_party="民主党派", none="无党派和群众"),
)


class Vocabulary:
    """All the words known in one deployment: the common ones and those its regulations declare."""

    def __init__(self, declared: Iterable[Term] = ()) -> None:
        self.terms = tuple(dict.fromkeys((*COMMON_TERMS, *declared)))
        self._titles = {(term.of, term.code): term.title for term in self.terms}
        self._codes = {(term.of, term.title): term.code for term in self.terms}

    def title(self, of: str, code: str) -> str:
        """What users call it; the code itself where nobody declared it."""
        return self._titles.get((of, code), code)

    def code(self, of: str, title: str) -> str | None:
        """The code of what users wrote; None where no such word is declared."""
        return self._codes.get((of, title))

    def titles(self, of: str) -> tuple[str, ...]:
        """Every title of a set, in the order of declaration: what a roster's column may hold."""
        return tuple(term.title for term in self.terms if term.of == of)
