"""A small regulation that makes sense, for tests that break it or add to it."""

from __future__ import annotations

from typing import Any

import pytest

from yuetan.rules import (
    HELD,
    PROPOSED,
    Clause,
    FormField,
    Kind,
    Material,
    Pairing,
    Regulation,
    RegulationError,
    Rule,
    Step,
    post,
    terms,
)

HEAD, MEMBER = post("head"), post("member")
ROUTINE = Kind("routine", "日常约谈", clause="1")
REMINDER = Kind("reminder", "提醒谈话", family="reminder", clause="1")
TALKERS = Pairing("talkers", "主要负责人谈班子成员", by=HEAD, to=MEMBER, clause="1")
REPORT = Material("report", "整改报告", fields=(FormField("measures", "整改措施"),), clause="2")
TERMS = terms("unit_type", bureau="局", county="县") + terms("event", scheme_adopted="建立制度")

CLAUSES = (Clause("1", "谁谈谁"), Clause("2", "怎样谈"), Clause("3", "原则", aside="不设规则"))
PARTS = (ROUTINE, REMINDER, TALKERS, REPORT, Step(PROPOSED, "提出", clause="2"),
         Step(HELD, "谈话", after=(PROPOSED,), clause="2"))


def regulation(*rules: Clause | Rule, **fields: Any) -> Regulation:  # noqa: ANN401 - any field of a regulation
    """The small regulation with these rules added, or with other fields."""
    own = {"code": "office", "title": "某单位谈话办法", "terms": TERMS, "rules": (*CLAUSES, *PARTS, *rules)}
    return Regulation(**{**own, **fields})


def refusal(*rules: Clause | Rule, **fields: Any) -> str:  # noqa: ANN401
    """What is said of the small regulation with these rules added, or with other fields."""
    with pytest.raises(RegulationError) as refused:
        regulation(*rules, **fields)
    assert str(refused.value) == "\n".join(refused.value.faults)
    return str(refused.value)
