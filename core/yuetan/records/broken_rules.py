"""Which rules an act was done against, kept with its event: in its content, which the chain of the case covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

BROKEN, DEPARTED = "rules.broken", "rules.departed"
"""Fields of a content that no form has: rules that an accomplished fact broke, and those departed from for a reason."""

SIGNER = "signed.by"
"""The field of a content that no form has: the staff number of who signed the paper that an act was entered from."""

ACTED_FOR = "acted.for"
"""The field of a content that no form has: the staff number of the one in whose place, by proxy, an act was done."""

PEOPLE = "people.then"
"""The field of a content that no form has: the staff numbers of all who talked and were talked to by then."""


@frozen
class RuleKept:
    """A rule as it stood: ``duty:notice``, and the clauses it rested on."""

    rule: str
    places: tuple[str, ...]


def written(rules: Iterable[RuleKept]) -> str:
    """Some rules as they are kept, one on each line, none twice."""
    return "\n".join(dict.fromkeys(" ".join((one.rule, *one.places)) for one in rules))


def read(content: Mapping[str, str], field: str) -> tuple[RuleKept, ...]:
    """The rules that a content keeps in one of the two fields."""
    lines = (line.split() for line in content.get(field, "").splitlines())
    return tuple(RuleKept(line[0], tuple(line[1:])) for line in lines if line)


def without(content: Mapping[str, str]) -> dict[str, str]:
    """What a paper says, without what is kept beside it."""
    return {code: text for code, text in content.items() if code not in {BROKEN, DEPARTED, SIGNER, ACTED_FOR, PEOPLE}}
