"""Whether the stories say enough: every changed value of a rule, and every other reading, must make a difference."""

from __future__ import annotations

from collections.abc import Iterator

from yuetan.rules.rule import Rule, rule_name
from yuetan.testing.campaign import campaign
from yuetan.testing.kit.faults import Fault, Problem, place_of
from yuetan.testing.kit.subject import Edition, Subject
from yuetan.testing.mutations import changed_rules, mutants
from yuetan.testing.scenario import failures
from yuetan.testing.stage import Settled, Stage
from yuetan.wording import say


def cases_of_rules(subject: Subject) -> dict[str, tuple[Edition, str]]:
    """What `mutants` changes: every rule of every edition, and what an edition says of itself."""
    return {edition.label + rule: (edition, rule) for edition in subject.editions
            for rule in changed_rules(edition.settled)}


def every_change_of_a_rule_is_noticed(subject: Subject, case: str) -> Iterator[Fault]:
    """A change that no story notices and for which no reason is given; or one that has a reason and is noticed."""
    edition, rule = cases_of_rules(subject)[case]
    where = _where(edition, rule)
    for noticed in campaign(edition.settled, subject.stories_of(edition), rule):
        what = noticed.mutant.description
        if not noticed.by and what not in subject.equivalent:
            yield Fault(Problem.SURVIVED, where, what)
        elif noticed.by and what in subject.equivalent:
            yield Fault(Problem.NOTICED, where, what)


def every_change_that_makes_no_difference_has_a_reason(subject: Subject, _: str) -> Iterator[Fault]:
    """A listed change that can no longer be made, or that is listed without a reason."""
    known = {one.description for edition in subject.editions for one in mutants(edition.settled)}
    for what, reason in subject.equivalent.items():
        if what not in known:
            yield Fault(Problem.NO_SUCH_CHANGE, "", what)
        if not reason.strip():
            yield Fault(Problem.NO_REASON, "", what)


def cases_of_options(subject: Subject) -> dict[str, tuple[Edition, str, str]]:
    """Every option of an open place but the default."""
    return {f"{edition.label}{code}-{option}": (edition, code, option) for edition in subject.editions
            for code, place in edition.regulation.readings().items() for option in [*place.options][1:]}


def every_other_reading_makes_a_difference_in_some_story(subject: Subject, case: str) -> Iterator[Fault]:
    """An option under which every story would end as it does under the default."""
    edition, code, option = cases_of_options(subject)[case]
    place = edition.regulation.readings()[code]
    chosen = [one for one in subject.stories_of(edition) if one.settings.get(code) == option]
    if not any(any(failures(Stage(one), Settled(edition.regulation.under({**one.settings, code: place.default}))))
               for one in chosen):
        where = say("理解 {code}（{clauses}）", code=code,
                    clauses=say("、").join(map(edition.regulation.printed, place.clause.split())))
        yield Fault(Problem.SAME_EITHER_WAY, where, f"{option} {place.label(option)}")


def _where(edition: Edition, name: str) -> str:
    rule = next((one for one in edition.settled.of(Rule) if rule_name(one) == name), None)
    return place_of(edition.regulation, rule) if rule else say("制度 {title}", title=edition.regulation.title)
