"""The official texts, where this machine was given them: nothing of them is kept here but counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import text_mutants
from text_mutants import Mutant
from text_samples import official_texts

from yuetan.rules import ARTICLES, SECTIONS, Numbering, Regulation, Rule
from yuetan.rules.text.check import check
from yuetan.rules.text.figures import figures
from yuetan.rules.text.places import read
from yuetan_lianyungang.regulation import REGULATION

PLACES = {"aba_housing": 39, "lianyungang": 29, "litong": 62, "monthly_talks": 43, "tongren": 36}
BELOW_SKIPPED: Any = ("2", "3")
NUMBERINGS = {"aba_housing": ARTICLES, "lianyungang": ARTICLES, "litong": SECTIONS, "tongren": SECTIONS,
              "monthly_talks": Numbering(SECTIONS.levels, BELOW_SKIPPED)}
FIRST_LEVEL = {"aba_housing": 12, "lianyungang": 11, "litong": 4, "monthly_talks": 4, "tongren": 6}
LISTS = {  # how many items each list has, by the place it stands under
    "aba_housing": {"4": 5, "5": 11, "6": 4, "7": 4, "8": 3},
    "lianyungang": {"4": 4, "5": 7, "7": 4, "8": 3},
    "litong": {"1": 6, "2": 3, "2.1": 3, "2.1.1": 10, "2.1.2": 8, "2.1.3": 5, "2.2": 9, "2.3": 5, "3": 6, "4": 3},
    "monthly_talks": {"2": 4, "3": 3, "4": 5, "4.1": 6, "4.2": 10, "4.3": 3, "4.4": 5, "4.5": 3},
    "tongren": {"2": 4, "3": 4, "4": 3, "4.2": 4, "5": 4, "5.1": 6, "5.2": 2, "6": 3},
}
TAILS = {"aba_housing": ("4.5",), "lianyungang": ("5.7",), "litong": ("2.1.3.5",), "monthly_talks": ("2.4", "4.5.3"),
         "tongren": ()}
FIGURES = {  # which places have figures, and how many
    "aba_housing": {"6.3": 1, "7.3": 1}, "litong": {"4.1": 1}, "tongren": {"4.3": 3},
    "lianyungang": {"6": 2, "7.2": 1, "7.4": 4, "8.3": 1},
    "monthly_talks": {"2": 1, "3.1": 1, "4.1.2": 1, "4.1.3": 1, "4.1.5": 1},
}

TEXTS = [pytest.param(path, id=path.stem) for path in official_texts() if path.stem in PLACES]
LIANYUNGANG = [pytest.param(path.read_text(encoding="utf-8"), id=path.stem) for path in official_texts()
               if path.stem == REGULATION.code]


@pytest.mark.parametrize("path", TEXTS)
def test_every_printed_place_of_an_official_text_is_found(path: Path) -> None:
    found, name = read(path.read_text(encoding="utf-8")), path.stem
    expected = [str(number) for number in range(1, FIRST_LEVEL[name] + 1)]
    expected += [f"{at}.{number}" for at, size in LISTS[name].items() for number in range(1, size + 1)]
    assert (PLACES[name], sorted(expected), ()) == (
        len(found.places), sorted(place.at for place in found.places), found.oddities)


@pytest.mark.parametrize("path", TEXTS)
def test_an_official_text_prints_its_places_as_its_numbering_does(path: Path) -> None:
    places = read(path.read_text(encoding="utf-8")).places
    assert [NUMBERINGS[path.stem].printed(place.at) for place in places] == [place.printed for place in places]


@pytest.mark.parametrize("path", TEXTS)
def test_words_behind_the_last_item_of_a_list_are_told_apart(path: Path) -> None:
    assert TAILS[path.stem] == tuple(place.at for place in read(path.read_text(encoding="utf-8")).places if place.tail)


@pytest.mark.parametrize("path", TEXTS)
def test_the_figures_of_an_official_text_are_found_and_nothing_else_is_taken_for_one(path: Path) -> None:
    places = read(path.read_text(encoding="utf-8")).places
    found = {place.at: len(figures(f"{place.text}\n{place.tail}")) for place in places}
    assert FIGURES[path.stem] == {at: count for at, count in found.items() if count}


@pytest.mark.parametrize("text", LIANYUNGANG)
def test_lianyungang_agrees_with_its_official_text(text: str) -> None:
    assert [str(fault) for fault in check(REGULATION, text)] == []


@pytest.mark.parametrize("mutate", [
    text_mutants.changed_figures, text_mutants.dropped_figures, text_mutants.dropped_places,
    text_mutants.changed_numbers, text_mutants.dropped_numbers, text_mutants.added_places,
], ids=lambda one: one.__name__)
@pytest.mark.parametrize("text", LIANYUNGANG)
def test_every_change_to_the_official_text_is_found(text: str, mutate: Callable[[str], Iterator[Mutant]]) -> None:
    mutants, settled = list(mutate(text)), REGULATION.under({})
    assert mutants
    assert [mutant.name for mutant in mutants if not check(settled, mutant.text)] == []


@pytest.mark.parametrize("mutate", [
    text_mutants.changed_values, text_mutants.changed_places, text_mutants.changed_forces,
    text_mutants.changed_quotations, text_mutants.dropped_clauses, text_mutants.invented_clauses,
], ids=lambda one: one.__name__)
@pytest.mark.parametrize("text", LIANYUNGANG)
def test_every_change_to_the_rules_of_lianyungang_is_found_or_refused(
    text: str, mutate: Callable[[Regulation], Iterator[Mutant]],
) -> None:
    mutants = list(mutate(REGULATION.under({})))
    assert mutants
    assert [mutant.name for mutant in mutants if mutant.regulation and not check(mutant.regulation, text)] == []


@pytest.mark.parametrize("text", LIANYUNGANG)
def test_every_verb_that_a_rule_of_lianyungang_quotes_is_found_when_the_text_changes_it(text: str) -> None:
    settled, rows = REGULATION.under({}), {place.at: place.row for place in read(text).places}
    quoted = {f"{rows[at]} {rule.verb}" for rule in settled.of(Rule) if rule.verb for at in rule.places}
    mutants = [mutant for mutant in text_mutants.changed_verbs(text) if mutant.name.partition("→")[0] in quoted]
    assert mutants
    assert [mutant.name for mutant in mutants if not check(settled, mutant.text)] == []
