"""The words a story may use: those of its regulation, of every other regulation installed, and the names it gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from attrs import field, frozen

from yuetan.engine.world import Interview
from yuetan.plugins import Plugins
from yuetan.rules.duties import Duty
from yuetan.rules.events import departed
from yuetan.rules.force import INTERVIEWEE, INTERVIEWER, ORGANISER, RECORDER, UNIT, Force
from yuetan.rules.papers import Collection as Collected
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Kind
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule, rule_name
from yuetan.rules.sense_words import known_events
from yuetan.rules.terms import Rank, Vocabulary
from yuetan.testing.tables import Table
from yuetan.wording import say

PARTS = (INTERVIEWER, INTERVIEWEE, ORGANISER, RECORDER, UNIT)
RANKS: Mapping[str, int] = {one.name.lower(): one.value for one in Rank}
FORCES: Mapping[str, Force] = {one.name.lower(): one for one in Force}


@frozen(eq=False)
class Words:
    """The codes that are declared. ``settled`` is the regulation of the story, read as its settings say."""

    settled: Regulation
    vocabulary: Vocabulary
    events: frozenset[str]
    duties: frozenset[str]
    kinds: Mapping[str, Kind]
    materials: frozenset[str]
    clauses: frozenset[str]
    rules: frozenset[str]
    parts: frozenset[str]
    others: Mapping[str, Words] = field(factory=dict)  # under the other regulations a story tells of

    def under(self, regulation: str) -> Words:
        """The words under one of the regulations a story tells of; its own for any other."""
        return self.others.get(regulation, self)

    def codes(self, of: str) -> frozenset[str]:
        """The declared codes of an open set."""
        return frozenset(term.code for term in self.vocabulary.terms if term.of == of)


def words_of(settled: Regulation, plugins: Plugins) -> Words:
    """The words of a story under a settled regulation."""
    rules = {rule_name(rule) for rule in settled.of(Rule)}
    duties = {duty.code for duty in settled.of(Duty)}
    events = {code for regulation in plugins.regulations for code in known_events(regulation)}
    events |= {departed(duty.code) for regulation in plugins.regulations for duty in regulation.of(Duty)}
    vocabulary = plugins.vocabulary
    parts = {part.code for part in PARTS} | {term.code for term in vocabulary.terms if term.of == "part"}
    return Words(settled, vocabulary, frozenset(events), frozenset(duties),
                 {kind.code: kind for kind in settled.of(Kind)},
                 frozenset(one.code for one in (*settled.of(Material), *settled.of(Collected))),
                 frozenset(clause.at for clause in settled.of(Clause)), frozenset(rules), frozenset(parts))


@frozen(eq=False)
class Names:
    """Whom and what a story has brought in so far."""

    units: set[str] = field(factory=set)
    cadres: set[str] = field(factory=set)
    interviews: dict[str, Interview] = field(factory=dict)
    groups: dict[str, tuple[str, ...]] = field(factory=dict)  # a name for several of them
    made: dict[str, date] = field(factory=dict)  # by the names of acts, and so of what they make: their days

    def taken(self) -> Collection[str]:
        """Every name: a unit, a cadre, an interview and a group may not share one."""
        return self.units | self.cadres | self.interviews.keys() | self.groups.keys() | self.made.keys()

    def new(self, table: Table) -> str:
        """The name a table gives to what it brings in; refused where it is taken."""
        name = table.text("id")
        if name in self.taken():
            raise table.error(say("id“{name}”已经用过；单位、干部和约谈的 id 都不能相同，请换一个。", name=name))
        return name

    def several(self, table: Table, key: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of such names, where that of a group stands for all of its members."""
        listed = table.words(key, {*known, *self.groups})
        found = tuple(one for name in listed for one in self.groups.get(name, (name,)))
        for one in found:
            if one not in known:
                raise table.error(say("{key} 里不能写“{found}”；请核对它是单位、干部还是约谈。", key=key, found=one))
        return found
