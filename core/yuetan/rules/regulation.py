"""A regulation: one edition of one institution's rules, in the order of its articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from yuetan.rules.errors import RegulationError
from yuetan.rules.layouts import Layout
from yuetan.rules.numbering import ARTICLES, Numbering
from yuetan.rules.procedure import Kind
from yuetan.rules.readings import NOTHING, Choice, Reading, open_places, settled
from yuetan.rules.rule import Clause, Rule, rule_name
from yuetan.rules.sense import faults
from yuetan.rules.terms import Term
from yuetan.wording import say

T = TypeVar("T")


@frozen(kw_only=True)
class Regulation:
    """One edition. It is in force from ``since`` until the day before ``until``; either may be open.

    Raises `RegulationError` on construction where it makes no sense, with every fault named.
    """

    code: str
    title: str
    number: str = ""
    issuers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    repeals: str = ""
    rolls: bool = False  # a last day off moves to the next working day
    newcomers: bool = True  # whoever came within a period is marked as new for it and never overdue
    numbering: Numbering = ARTICLES
    terms: tuple[Term, ...] = ()
    layouts: tuple[Layout, ...] = ()  # of its materials; without one, a material is a plain table
    rules: tuple[Clause | Rule, ...]
    choices: tuple[Choice, ...] = field(default=(), repr=False)  # how its open places were read: see `under`
    _known: dict[Any, Any] = field(factory=dict, init=False, repr=False, eq=False)  # what was asked of it before

    def __attrs_post_init__(self) -> None:
        """Refuse what makes no sense, as it stands and under every option of every open place."""
        if found := faults(self):
            raise RegulationError(found)
        if places := self.readings():
            self._read({})
        for place in places.values():
            for option in (one for one in place.options if one != place.default):
                self._try(place, option)

    @property
    def edition(self) -> str:
        """What tells this edition from others of the same code: the day it came into force."""
        return self.since.isoformat() if self.since else "-"

    def in_force(self, day: date) -> bool:
        """Whether this edition speaks for a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def of(self, sort: type[T]) -> tuple[T, ...]:
        """All rules of one sort, in order."""
        found: tuple[T, ...] | None = self._known.get(sort)
        if found is None:
            found = self._known[sort] = tuple(rule for rule in self.rules if isinstance(rule, sort))
        return found

    def kind(self, code: str) -> Kind | None:
        """The kind of interview of this code, None where there is none."""
        return next((kind for kind in self.of(Kind) if kind.code == code), None)

    def clause(self, at: str) -> Clause | None:
        """The clause at this place, None where none is declared."""
        return next((clause for clause in self.of(Clause) if clause.at == at), None)

    def printed(self, at: str) -> str:
        """A place as the text prints it: 第八条（三）."""
        return self.numbering.printed(at)

    def title_of(self, of: str, code: str) -> str | None:
        """What this regulation itself calls a word of an open set; None where it does not declare it."""
        return next((term.title for term in self.terms if (term.of, term.code) == (of, code)), None)

    def readings(self) -> Mapping[str, Reading]:
        """Every open place by its code, in order; none once it is settled."""
        found: Mapping[str, Reading] | None = self._known.get(Reading)
        if found is None:
            found = self._known[Reading] = {
                place.code: place for part in (self.rolls, self.newcomers, *self.rules) for place in open_places(part)}
        return found

    def under(self, settings: Mapping[str, str]) -> Regulation:
        """The same regulation with every open place read one way, the default where a setting names none.

        Raises `RegulationError` for a setting that names no reading, or no option of it.
        """
        asked = "under", *sorted(settings.items())
        if asked not in self._known:  # all of it is looked at anew, which takes its time
            self._known[asked] = self._under(settings)
        found: Regulation = self._known[asked]
        return found

    def _under(self, settings: Mapping[str, str]) -> Regulation:
        known = self.readings()
        wrong = [say("制度 {regulation}：设置“{setting}”不对应任何理解；可设置的有：{known}。",
                     regulation=self.code, setting=code, known=say("、").join(known) or say("（无）"))
                 for code in settings if code not in known]
        wrong += [say("制度 {regulation}：理解“{reading}”没有选项“{option}”；请改为其中之一：{options}。",
                      regulation=self.code, reading=code, option=option, options=say("、").join(known[code].options))
                  for code, option in settings.items() if code in known and option not in known[code].options]
        if wrong:
            raise RegulationError(tuple(wrong))
        if not known:
            return self
        bearing = _bearing(self)
        return self._read(settings, tuple(
            Choice(place, settings.get(code, place.default),
                   tuple(name for name, codes in bearing.items() if code in codes)) for code, place in known.items()))

    def _read(self, settings: Mapping[str, str], choices: tuple[Choice, ...] = ()) -> Regulation:
        return evolve(self, rolls=settled(self.rolls, settings), newcomers=settled(self.newcomers, settings),
                      rules=tuple(read for one in self.rules if (
                          read := settled(one, settings) if open_places(one) else one) is not NOTHING),
                      choices=choices)

    def _try(self, place: Reading, option: str) -> None:
        try:
            self._read({place.code: option})
        except RegulationError as error:
            where = say("（理解“{reading}”取“{option}”时）", reading=place.code, option=option)
            raise RegulationError(tuple(where + fault for fault in error.faults)) from error


def _bearing(regulation: Regulation) -> dict[str, set[str]]:
    """The codes of the open places in each rule, and in the fields of the regulation itself."""
    own: dict[str, object] = {"regulation:rolls": regulation.rolls, "regulation:newcomers": regulation.newcomers}
    parts = own | {rule_name(rule): rule for rule in regulation.of(Rule)}
    return {name: {place.code for place in open_places(part)} for name, part in parts.items()}
