"""The figures a rule states, gathered from every value inside it that says how a text may print it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from yuetan.rules.duties import Duty
from yuetan.rules.parts import parts_of
from yuetan.rules.rule import Rule
from yuetan.rules.text.figures import AGAIN_MONTHS, ONE_TIME, YEAR_OF_MONTHS, Figure, figures, is_date


@frozen
class Stated:
    """One value of a rule: the forms in which a text may print it, any one of which will do."""

    forms: tuple[str, ...]

    @property
    def alternatives(self) -> tuple[frozenset[Figure], ...]:
        """What each form says. One that holds several figures (每年6月底、12月底) stands where all of them stand.

        So many times in a year say the same as a period (每年两次 is 每半年), and named dates come every year.
        """
        read = [frozenset(figures(form)) for form in self.forms]
        often = [frozenset({Figure(AGAIN_MONTHS, YEAR_OF_MONTHS), Figure(ONE_TIME.unit, YEAR_OF_MONTHS / one.count)})
                 for form in read for one in form if one.unit == AGAIN_MONTHS and one.count < YEAR_OF_MONTHS]
        dates = frozenset(one for form in read for one in form if is_date(one))
        yearly = dates | {Figure(AGAIN_MONTHS, YEAR_OF_MONTHS)} if dates else frozenset()
        return tuple(filter(None, (*read, *often, yearly)))

    @property
    def every(self) -> frozenset[Figure]:
        """All the figures by which a text may print it."""
        return frozenset(one for form in self.alternatives for one in form)

    @property
    def printed(self) -> str:
        """How a message names it: its first form, or its named dates together."""
        dates = [form for form in self.forms if any(is_date(one) for one in figures(form))]
        return "、".join(dates) if len(dates) > 1 else self.forms[0]

    @property
    def goes_without_saying(self) -> bool:
        """Whether a text need not print it: a talk that is owed is owed once."""
        return self.every == {ONE_TIME}

    def stands_in(self, words: str) -> bool:
        """Whether a text prints it: one of its forms, and of its named dates all or none.

        A value none of whose forms is a figure (学期, 节前) stands where one of its words stands.
        """
        found = frozenset(figures(words))
        if not self.alternatives:
            return any(form in words for form in self.forms)
        dates = {one for one in self.every if is_date(one)}
        return any(form <= found for form in self.alternatives) and (not dates & found or dates <= found)


def stated(rule: Rule) -> tuple[Stated, ...]:
    """Every value of a rule that has figures; other rules it names (its kinds, its paper) state theirs themselves."""
    own = (Stated(rule.figures),) if isinstance(rule, Duty) and rule.times > 1 else ()
    return tuple(dict.fromkeys((*own, *(value for part in parts_of(rule) for value in _inside(part)))))


def _inside(value: object) -> Iterator[Stated]:
    if isinstance(value, Rule | str):
        return
    if forms := getattr(value, "figures", ()):
        yield Stated(tuple(forms))
    for part in parts_of(value):
        yield from _inside(part)
