"""What hashes are over: everything, said in one way only, and one root for all cases as RFC 6962 has it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuetan.records.chain import (
    COVERED,
    Tree,
    canonical,
    content_hash,
    filled_of,
    leaf_hash,
    link_hash,
    plain,
)
from yuetan.records.tables import event

UNCOVERED = {"id", "case_id", "content", "salt", "hash", "cadre_id"}
"""The case is covered by its reference, the content by its hash, and whose it is by whom it was written down about."""
texts = st.text(st.characters(codec="utf-8"), max_size=8)
contents = st.dictionaries(texts, texts, max_size=4)
values = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts)
rows = st.lists(values, min_size=len(COVERED), max_size=len(COVERED))
leaves = st.binary(min_size=32, max_size=32)


def root_of(known: list[bytes]) -> bytes:
    """The root, word for word as RFC 6962 defines it."""
    if len(known) < 2:
        return known[0] if known else sha256().digest()
    split = 1
    while split * 2 < len(known):
        split *= 2
    return sha256(b"\x01" + root_of(known[:split]) + root_of(known[split:])).digest()


def test_every_column_of_an_event_is_covered() -> None:
    assert {column.name for column in event.c} == {*COVERED, *UNCOVERED}


# Contents


def test_a_content_is_written_in_one_way_only() -> None:
    assert canonical({"b": "说明", "a": 'x"'}) == '{"a":"x\\"","b":"说明"}'
    assert canonical({"a": 'x"', "b": "说明"}) == '{"a":"x\\"","b":"说明"}'


@given(contents, contents)
def test_two_contents_are_written_alike_only_if_they_are_equal(one: dict[str, str], other: dict[str, str]) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


def test_fields_that_hold_nothing_are_not_filled() -> None:
    assert filled_of({"b": "x", "a": "y", "c": ""}) == "a b"


@given(texts, texts, texts, texts)
def test_a_content_and_its_salt_cannot_lend_each_other_letters(one: str, salt: str, other: str, grain: str) -> None:
    assert (content_hash(one, salt) == content_hash(other, grain)) == ((one, salt) == (other, grain))


# Links


@settings(max_examples=50)
@given(rows, rows)
def test_two_events_hash_alike_only_if_they_are_equal(one: list[object], other: list[object]) -> None:
    def said(row: list[object]) -> list[str]:
        return [repr(value) for value in row]
    alike = link_hash("", "case", "unit", one) == link_hash("", "case", "unit", other)
    assert alike == (said(one) == said(other))


@settings(max_examples=50)
@given(rows, st.integers(0, len(COVERED) - 1), values)
def test_any_single_value_of_an_event_shows_in_its_hash(row: list[object], place: int, value: object) -> None:
    other = [*row[:place], value, *row[place + 1:]]
    alike = link_hash("", "case", "unit", row) == link_hash("", "case", "unit", other)
    assert alike == (repr(row[place]) == repr(value))


@pytest.mark.parametrize(("before", "reference", "sort"), [
    ("1", "case", "unit"), ("", "cas", "unit"), ("", "case", "lead"),
])
def test_an_event_is_tied_to_the_one_before_and_to_its_case(before: str, reference: str, sort: str) -> None:
    row = [None] * len(COVERED)
    assert link_hash(before, reference, sort, row) != link_hash("", "case", "unit", row)


def test_texts_do_not_run_into_each_other() -> None:
    assert link_hash("", "ab", "c", []) != link_hash("", "a", "bc", [])


def test_a_value_that_no_column_takes_is_unlike_any_that_one_does() -> None:
    known = {link_hash("", "case", "unit", [text]) for text in ("x", "b'x'")}
    assert link_hash("", "case", "unit", [b"x"]) not in known


@pytest.mark.parametrize(("value", "hashed"), [
    (date(2026, 3, 1), "2026-03-01"),
    (datetime(2026, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=8))), "2026-03-01 00:00:00.000000"),
    (datetime(2026, 3, 1, 0, 0, 0, 120, tzinfo=UTC), "2026-03-01 00:00:00.000120"),
    (datetime(2026, 3, 1, 0, 0), "2026-03-01 00:00:00.000000"),  # noqa: DTZ001 - as PostgreSQL gives back what is stored
    ("2026-03-01", "2026-03-01"), (3, 3), (0.1, 0.1), (None, None),
])
def test_days_and_moments_are_hashed_in_one_form(value: object, hashed: object) -> None:
    assert plain(value) == hashed


def test_the_hash_of_an_event_stays_what_it_was() -> None:
    row = [1, "held", "2026-03-01", None, "2026-03-01 00:00:00.000000", 1, None, 2, None, "", 1.0, "", "summary",
           "因公", "entered", "", "", None, content_hash(canonical({"summary": "说明"}), "00")]
    known = "3bd5436466729cf68cbd89c2960c58567e59ab795e0657732dcdcad013eae00a"  # records in use rest on it
    assert link_hash("", "case", "unit", row) == known


# The tree


@given(st.lists(leaves, max_size=40))
def test_the_root_is_that_of_rfc_6962(known: list[bytes]) -> None:
    tree = Tree()
    for number, leaf in enumerate(known):
        tree.put(number, leaf)
    assert tree.root() == root_of(known).hex()


@given(st.lists(st.tuples(st.integers(0, 20), leaves, st.booleans()), max_size=60))
def test_a_tree_that_changes_has_the_root_of_one_made_anew(changes: list[tuple[int, bytes, bool]]) -> None:
    tree, known = Tree(), dict[int, bytes]()
    for number, leaf, looked_at in changes:
        tree.put(number, leaf)
        known[number] = leaf
        if looked_at:
            assert tree.root() == root_of(list(known.values())).hex()
    assert (len(tree), tree.root()) == (len(known), root_of(list(known.values())).hex())


def test_no_inner_node_passes_for_a_leaf() -> None:
    one, other = leaf_hash("a", 1, "x"), leaf_hash("b", 1, "y")
    tree = Tree()
    tree.put(1, sha256(b"\x00" + one + other).digest())
    inner = Tree()
    inner.put(1, one)
    inner.put(2, other)
    assert tree.root() != inner.root()


@pytest.mark.parametrize("other", [("b", 1, "x"), ("a", 2, "x"), ("a", 1, "y"), ("a1", 1, "x")])
def test_a_leaf_says_which_case_stands_where(other: tuple[str, int, str]) -> None:
    assert leaf_hash(*other) != leaf_hash("a", 1, "x")
