"""What the tables of expectations have in common: names, clauses and forces, read against the words of the story."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from yuetan.rules.force import Force
from yuetan.testing.tables import Table
from yuetan.testing.words import FORCES, Names, Words
from yuetan.wording import say


@frozen(eq=False)
class Stated:
    """What an expectation is read against: the words and names of the story, and its day."""

    words: Words
    names: Names
    as_of: date

    def subjects(self, table: Table) -> tuple[str, ...]:
        """The subjects named, each a cadre, a unit or an interview, or two cadres joined by +."""
        known = {*self.names.taken()} - self.names.groups.keys()
        pairs = {one for one in table.texts("subject") if "+" in one and known.issuperset(one.split("+"))}
        return self.names.several(table, "subject", known | pairs)

    def cadres(self, table: Table, key: str) -> tuple[str, ...]:
        """One or more cadres."""
        if not (found := self.names.several(table, key, self.names.cadres)):
            raise table.error(say("缺少 {key}；请写上一名或几名干部。", key=key))
        return found

    def people(self, table: Table, key: str, *, parts: bool = False) -> frozenset[str] | None:
        """Cadres or units, or a part too; None where the key is missing."""
        known = self.names.cadres | self.names.units | (self.words.parts if parts else frozenset())
        return frozenset(self.names.several(table, key, known)) if key in table else None

    def clauses(self, table: Table) -> frozenset[str]:
        """One or more places of clauses."""
        if not (found := self.places(table)):
            raise table.error(say("缺少 clause；请写上依据的条款，如“8.3”，几处用空格隔开。"))
        return found

    def places(self, table: Table) -> frozenset[str]:
        """Places of clauses, or none."""
        found = frozenset(table.text("clause", "").split())
        for at in sorted(found - self.words.clauses):
            raise table.error(say("clause 写了“{at}”，制度没有这一条；第八条（三）写作“8.3”，几处用空格隔开。", at=at))
        return found


def force_of(table: Table, default: Force) -> Force:
    """The force a table states, or the default."""
    return FORCES[table.word("force", FORCES, default.name.lower())]
