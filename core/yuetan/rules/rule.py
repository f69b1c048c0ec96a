"""What all rules have in common, and the clauses they rest on."""

from __future__ import annotations

from attrs import field, frozen


@frozen
class Clause:
    """A printed place and what it says, in our words. Listed grounds and topics are clauses too.

    ``at`` is the dotted path of the printed numbering: 第八条（三） is ``8.3``, 二（一）1(3) is ``2.1.1.3``.
    """

    at: str
    gist: str
    aside: str = field(default="", kw_only=True)  # why no rule rests on it
    kept_by: str = field(default="", kw_only=True)  # the guarantees of the system that keep it, separated by a space
    view: str = field(default="", kw_only=True)  # the page that keeps it

    @property
    def guarantees(self) -> tuple[str, ...]:
        """The guarantees that keep it."""
        return tuple(self.kept_by.split())


@frozen(kw_only=True)
class Rule:
    """Something a regulation lays down, and where."""

    code: str = field(kw_only=False)
    title: str = field(kw_only=False)
    clause: str  # one or more places of clauses, separated by a space
    verb: str = ""  # the verb it rests on, where the place has several

    @property
    def places(self) -> tuple[str, ...]:
        """The clauses it rests on."""
        return tuple(self.clause.split())


def rule_name(rule: Rule) -> str:
    """How a rule is named in tables and messages: ``duty:notice``."""
    return f"{type(rule).__name__.lower()}:{rule.code}"
