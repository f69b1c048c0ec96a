"""Every check of the kit, in the order in which they are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from yuetan.plugins import PluginError
from yuetan.rules.duties import Duty
from yuetan.rules.papers import Material
from yuetan.rules.procedure import Guard, Kind, Pairing
from yuetan.testing.kit import changed, lasting, rendered, shown, told, walking, written
from yuetan.testing.kit.faults import Fault, Problem
from yuetan.testing.kit.subject import Subject

WHOLE = ""
"""The one case of a check that looks at the plugin as a whole."""


@frozen
class Check:
    """One thing that is asked of a plugin, and of what in it: its name is a sentence."""

    look: Callable[[Subject, str], Iterator[Fault]]
    cases: Callable[[Subject], Iterable[str]] = lambda _: (WHOLE,)

    @property
    def name(self) -> str:
        """What it asks, as the name of a test."""
        return f"test_{self.look.__name__}"


def the_plugin_can_be_used(subject: Subject, _: str) -> Iterator[Fault]:
    """It is not installed, cannot be loaded, or what it returns is wrong in shape or makes no sense."""
    try:
        subject.plugins  # noqa: B018 - loads them
    except PluginError as error:
        yield Fault(Problem.UNUSABLE, subject.name, str(error))


FIRST = Check(the_plugin_can_be_used)
"""What all other checks need to have passed."""

CHECKS: tuple[Check, ...] = (
    Check(written.every_clause_rests_on_something, written.cases_of_editions),
    Check(written.figures_and_verbs_agree_with_the_text, written.cases_of_texts),
    Check(written.the_readme_says_what_the_regulation_says, written.cases_of_editions),
    Check(rendered.every_paper_prints_what_was_filled_in, lambda one: one.rules(Material)),
    Check(told.every_story_has_a_title_of_its_own),
    Check(told.what_a_story_says_follows, lambda one: one.files),
    Check(told.no_claim_of_a_story_can_be_changed_unnoticed, lambda one: one.files),
    Check(shown.each_duty_is_met_missed_and_late, lambda one: one.rules(Duty)),
    Check(shown.each_guard_is_passed_and_refused, lambda one: one.rules(Guard)),
    Check(shown.each_pairing_admits_and_denies, lambda one: one.rules(Pairing)),
    Check(walking.each_kind_can_be_walked_from_start_to_end, lambda one: one.rules(Kind)),
    Check(lasting.a_later_edition_leaves_the_past_alone, written.cases_of_editions),
    Check(changed.every_other_reading_makes_a_difference_in_some_story, changed.cases_of_options),
    Check(changed.every_change_that_makes_no_difference_has_a_reason),
    Check(changed.every_change_of_a_rule_is_noticed, changed.cases_of_rules),
)


def cases(subject: Subject) -> Iterator[tuple[Check, tuple[str, ...]]]:
    """Every check with its cases; a plugin that cannot be used is asked nothing else, nor is what has no cases."""
    yield FIRST, (WHOLE,)
    if not any(FIRST.look(subject, WHOLE)):
        for check in CHECKS:
            if found := tuple(check.cases(subject)):
                yield check, found


def faults(subject: Subject) -> Iterator[Fault]:
    """Everything wrong with a plugin."""
    for check, found in cases(subject):
        for case in found:
            yield from check.look(subject, case)
