"""What rests on each clause: the table that shows nothing was left out."""

from __future__ import annotations

from attrs import frozen

from yuetan.rules.guarantees import GUARANTEES
from yuetan.rules.procedure import listed
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause, Rule, rule_name


@frozen
class Covered:
    """One clause and what keeps it."""

    at: str
    printed: str
    gist: str
    covered_by: tuple[str, ...]
    set_aside: str | None
    promised: bool  # it rests on something of the system that is still to be built

    @property
    def hole(self) -> bool:
        """Whether nothing rests on it and no reason says why."""
        return not self.covered_by and self.set_aside is None


def coverage(regulation: Regulation) -> tuple[Covered, ...]:
    """Every clause in order: rules that cite it, kinds and pairings that list it, what the system keeps.

    A clause is also covered where a kind or a pairing lists it, or its parent, under grounds or topics.
    """
    return tuple(_covered(regulation, clause) for clause in regulation.of(Clause))


def _covered(regulation: Regulation, clause: Clause) -> Covered:
    names = [rule_name(rule) for rule in regulation.of(Rule) if clause.at in rule.places]
    names += [name for rule in regulation.of(Rule) for place in listed(rule)
              if (clause.at + ".").startswith(place + ".") and (name := rule_name(rule)) not in names]
    if clause.view:
        names.append(f"view:{clause.view}")
    names += [f"guarantee:{name}" for name in clause.guarantees]
    promised = any(GUARANTEES[name].promised for name in clause.guarantees)
    return Covered(clause.at, regulation.printed(clause.at), clause.gist, tuple(dict.fromkeys(names)),
                   clause.aside or None, promised)
