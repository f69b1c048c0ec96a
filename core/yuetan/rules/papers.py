"""Papers and records: what must stand in them, who fills it in, and who may see it."""

from __future__ import annotations

import enum

from attrs import field, frozen

from yuetan.rules.force import Part
from yuetan.rules.rule import Rule
from yuetan.wording import later

QUESTION_FIELDS = ("question", "options", "answer")
"""The fields by which a collection is one of questions: what is asked, what may be answered, and what is right."""

TEST_MEDIUM, TEST_SCORE = "medium", "score"
"""What is written down of a test that was taken, where its paper has such a field: how, and how many were right."""


class FieldType(enum.Enum):
    """What a field holds."""

    TEXT = later("短文本")
    LONG_TEXT = later("长文本")
    DATE = later("日期")
    TIME = later("时间")
    NUMBER = later("数字")
    YES_NO = later("是否")
    CHOICE = later("选项")
    CADRE = later("干部")
    UNIT = later("单位")


@frozen
class FormField:
    """One field of a paper."""

    code: str
    title: str
    type: FieldType = FieldType.TEXT
    required: bool = field(default=True, kw_only=True)
    choices: tuple[str, ...] = field(default=(), kw_only=True)
    filled_by: Part | None = field(default=None, kw_only=True)  # none: whoever makes the paper
    seen_by: tuple[Part, ...] = field(default=(), kw_only=True)  # none: whoever may see the paper
    counted: tuple[str, ...] = field(default=(), kw_only=True)  # of talks of which kinds it counts those talked to
    known: str = field(default="", kw_only=True)  # what the records say in it by themselves: see `yuetan.rules.known`


@frozen(kw_only=True)
class Material(Rule):
    """A paper: its fields in order. Handing it in is an event of the same code.

    One that is ``drawn_from`` a collection is a test of questions out of it: taken, and never handed in as a form.
    One that tells of a round of talks under a plan names that plan by its title, in the field ``of_round``.
    """

    fields: tuple[FormField, ...] = ()
    drawn_from: str = ""  # the code of a `Collection`
    of_round: str = ""  # the code of a field

    @property
    def required(self) -> tuple[str, ...]:
        """The codes of the fields that may not be empty."""
        return tuple(one.code for one in self.fields if one.required)


@frozen(kw_only=True)
class Collection(Rule):
    """A plugin's own versioned records, such as a bank of questions."""

    fields: tuple[FormField, ...] = ()
