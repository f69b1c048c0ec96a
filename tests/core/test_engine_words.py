"""The small regulations the engine is tried with use every word of the vocabulary."""

from __future__ import annotations

from inspect import isclass

import small_regulations

import yuetan.rules
from yuetan.rules import Regulation
from yuetan.rules.coverage import coverage

TYPES = {  # what words are made of: nobody writes them to say a rule
    "Case", "CaseColumns", "Choice", "Columns", "Condition", "Counted", "Due", "Force", "Numbering", "Part", "Period",
    "Post", "Reading", "RegulationError", "Relation", "Selector", "Term", "Tick",
}


def test_every_word_is_used() -> None:
    words = set(yuetan.rules.__all__) - TYPES
    assert sorted(words - vars(small_regulations).keys()) == []
    assert all(isclass(getattr(yuetan.rules, name)) for name in TYPES)


def test_every_regulation_is_settled_and_every_rule_rests_on_a_clause() -> None:
    values = vars(small_regulations).values()
    regulations = [one for value in values for one in (value.values() if isinstance(value, dict) else [value])
                   if isinstance(one, Regulation)]
    assert len(regulations) > 30
    for regulation in regulations:
        assert regulation.readings() == {}
        assert next(iter(coverage(regulation))).covered_by
