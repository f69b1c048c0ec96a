"""Whether a plugin is written down as it should be: no clause bare, the text kept to, the README complete."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yuetan.rules.coverage import coverage
from yuetan.rules.readings import Reading
from yuetan.rules.regulation import Regulation
from yuetan.rules.rule import Clause
from yuetan.rules.text.check import check
from yuetan.testing.kit.faults import Fault, Problem
from yuetan.testing.kit.subject import Edition, Subject
from yuetan.wording import say

README = "README.md"


def cases_of_editions(subject: Subject) -> dict[str, Edition]:
    """Every edition by its label."""
    return {edition.label.strip() or edition.regulation.code: edition for edition in subject.editions}


def every_clause_rests_on_something(subject: Subject, case: str) -> Iterator[Fault]:
    """A clause that nothing keeps, or that a page is to keep which there is not."""
    regulation = cases_of_editions(subject)[case].settled
    for one in coverage(regulation):
        if one.hole:
            yield Fault(Problem.HOLE, one.printed, one.gist)
    for clause in regulation.of(Clause):
        if clause.view and clause.view not in subject.pages:
            yield Fault(Problem.NO_SUCH_VIEW, regulation.printed(clause.at), clause.view)


def cases_of_texts(subject: Subject) -> dict[str, tuple[Edition, Path]]:
    """The editions whose official text is given."""
    found = {name: (edition, text) for name, edition in cases_of_editions(subject).items()
             if (text := _text_of(subject, edition)) is not None}
    return found if subject.text is None or subject.text.is_dir() else dict([*found.items()][:1])


def figures_and_verbs_agree_with_the_text(subject: Subject, case: str) -> Iterator[Fault]:
    """Whatever `yuetan check` finds: places, figures and verbs that are at odds with the official text."""
    edition, text = cases_of_texts(subject)[case]
    for fault in check(edition.regulation, text.read_text(encoding="utf-8-sig")):
        yield Fault(Problem.TEXT, say("文本 {file}", file=text.name), str(fault))


def the_readme_says_what_the_regulation_says(subject: Subject, case: str) -> Iterator[Fault]:
    """What a README has to name and does not: title, number, issuers, how many clauses, and every open place."""
    path, regulation = subject.home / README, cases_of_editions(subject)[case].regulation
    if not path.is_file():
        yield Fault(Problem.NO_README, str(path))
        return
    text = path.read_text(encoding="utf-8")
    clauses = say("{count} 处", count=len(regulation.of(Clause)))
    for named in (regulation.title, regulation.number, *regulation.issuers, clauses):
        if named not in text:
            yield Fault(Problem.NOT_IN_README, README, named)
    wanted = [_line(regulation, one) for one in regulation.readings().values()]
    for line in wanted:
        if line not in text.splitlines():
            yield Fault(Problem.NOT_IN_README, README, line)
    for one in regulation.readings().values():
        if len(one.labels) != len(one.options):
            yield Fault(Problem.NO_LABELS, say("理解 {code}", code=one.code), one.question)


def _text_of(subject: Subject, edition: Edition) -> Path | None:
    """The official text of an edition: that of its day comes before that of its code."""
    given, regulation = subject.text, edition.regulation
    if given is None or not given.is_dir():
        return given
    names = (f"{regulation.code}.{regulation.edition}.txt", f"{regulation.code}.txt")
    return next((given / name for name in names if (given / name).is_file()), None)


def _line(regulation: Regulation, one: Reading) -> str:
    """The row by which a README documents an open place: its code, places, question and every option."""
    places = "、".join(map(regulation.printed, one.clause.split()))
    options = " | ".join(f"`{option}` {one.label(option)}" for option in one.options)
    return f"| `{one.code}` | {places} | {one.question} | {options} |"
