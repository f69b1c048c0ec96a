"""The matrix of who may do what: two data files, read once and refused as a whole where anything in them is wrong.

``matrix.csv`` has a row for each action and relation and a column for each role or standing, the denials too;
``fields.csv`` says which groups of fields a cell gives. See docs/policy.md.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

from attrs import frozen

from yuetan.rules.events import COMMON_EVENTS
from yuetan.wording import say

COLUMNS = ("interviewee", "interviewer", "recorder", "clerk", "discipline", "head", "superior",
           "system", "security", "audit", "outsider")
"""Three standings, seven roles, and whoever has not signed in."""

RELATIONS = ("none", "subject", "assigned", "own", "below", "other", "recused")
"""How somebody lies to what is asked about."""

FLAGS = ("served", "unsigned", "released")
"""Words of the column ``states`` that are facts about the object; other words are steps that every procedure knows."""

GROUPS = frozenset({
    "account", "act", "appeal", "audit", "case", "channel", "collection", "counts", "dates", "decision", "duty",
    "explanation", "figures", "file", "governance", "granted", "grounds", "informant", "material", "notice",
    "outcome", "outline", "own_account", "own_appeal", "own_file", "own_papers", "own_part", "own_record",
    "own_test", "papers", "people", "plan", "postponement", "posts", "record", "regulation", "report", "steps",
    "summary", "talks", "topic"})
"""Every group of fields there is; ``act`` is the doing of what is not a reading."""

DENIED = "-"
SECOND = "2"
_UNITS = ("none", "own", "below", "other")
_CONSTANT = {  # columns that say in these relations what a column says where there is no relation at all
    "interviewee": ("interviewee", (*_UNITS, "assigned")), "interviewer": ("interviewee", _UNITS),
    "recorder": ("interviewee", _UNITS), "system": ("system", (*_UNITS, "assigned")),
    "security": ("security", (*_UNITS, "assigned")), "audit": ("audit", (*_UNITS, "assigned")),
}
_STATES = {*FLAGS, *(event.code for event in COMMON_EVENTS)}
_LETTERS = {"subject": "oY", "assigned": "aYmc", "own": "uYmc", "below": "dYmc", "other": "Ymc", "none": "Ymc"}
_HEADS = {"matrix.csv": ("action", "relation", "states", *COLUMNS), "fields.csv": ("action", "cell", "fields")}

Line = tuple[int, Mapping[str, str]]
Fault = Callable[[int, str, str], str]


class PolicyError(ValueError):
    """A data file of the policy that cannot be used: every fault, with file, row and column."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@frozen
class Row:
    """What every column may do in one relation, and in which states of the object."""

    states: frozenset[str]
    cells: Mapping[str, str]


@frozen(eq=False)
class Matrix:
    """The two files: rows by action and relation, groups of fields by action and letter."""

    rows: Mapping[tuple[str, str], Row]
    fields: Mapping[tuple[str, str], frozenset[str]]

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action, in the order of the file."""
        return tuple(dict.fromkeys(action for action, _ in self.rows))

    def cell(self, action: str, relation: str, column: str) -> str:
        """What stands in one cell; `KeyError` for an action, relation or column that is not listed."""
        return self.rows[action, relation].cells[column]


@cache
def matrix() -> Matrix:
    """The matrix that comes with the program."""
    folder = files("yuetan.access")
    return read_matrix(*((folder / name).read_text(encoding="utf-8") for name in _HEADS))


def read_matrix(rows: str, fields: str) -> Matrix:
    """The matrix that two files hold, given as text; raises `PolicyError` with all that is wrong in them."""
    faults: list[str] = []
    lines = _lines("matrix.csv", rows, faults)
    groups = _lines("fields.csv", fields, faults)
    if not faults:
        faults += _faults_of_cells(lines)
        faults += _faults_of_rows(lines)
        faults += _faults_of_fields(lines, groups)
    if faults:
        raise PolicyError(tuple(faults))
    return Matrix(
        {(one["action"], one["relation"]): Row(frozenset(one["states"].split()), {name: one[name] for name in COLUMNS})
         for _, one in lines},
        {(one["action"], one["cell"]): frozenset(one["fields"].split()) for _, one in groups})


def _lines(file: str, text: str, faults: list[str]) -> list[Line]:
    """The lines of a file as mappings, each with its number; what has no such shape is a fault."""
    head, *rest = list(csv.reader(StringIO(text))) or [[]]
    if tuple(head) != _HEADS[file]:
        faults.append(say("{file} 第 1 行：表头应为 {head}。", file=file, head=",".join(_HEADS[file])))
        return []
    for number, line in enumerate(rest, start=2):
        if len(line) != len(head):
            faults.append(say("{file} 第 {row} 行：应有 {wanted} 列，实有 {found} 列。",
                              file=file, row=number, wanted=len(head), found=len(line)))
    return [(number, dict(zip(head, line, strict=False))) for number, line in enumerate(rest, start=2)]


def _faults_of_cells(lines: list[Line]) -> Iterator[str]:
    """Every cell that says what no cell says, or what its row or column cannot."""
    fault = _in("matrix.csv")
    for row, one in lines:
        relation = one["relation"]
        if relation not in RELATIONS:
            yield fault(row, "relation", say("没有“{word}”这种关系。", word=relation))
            continue
        for column in COLUMNS:
            cell = one[column]
            if cell != DENIED and cell.removesuffix(SECOND) not in tuple(_LETTERS.get(relation, "")):
                yield fault(row, column, say("这一行不能写“{cell}”。", cell=cell))
            elif cell != DENIED and not _may_say(relation, column):
                yield fault(row, column, say("这一格只能是“-”。"))


def _may_say(relation: str, column: str) -> bool:
    """Whether a column may say anything but no in a relation: a subject has the rights of a subject and no others."""
    if relation in {"subject", "recused"}:
        return relation == "subject" and column == "interviewee"
    return column != "outsider" or relation == "none"


def _faults_of_rows(lines: list[Line]) -> Iterator[str]:
    """Every row that stands twice, is missing, or asks for a state that nobody knows."""
    fault, seen = _in("matrix.csv"), dict[tuple[str, str], Line]()
    for row, one in lines:
        key = one["action"], one["relation"]
        if key in seen:
            yield fault(row, "action", say("“{action}”的“{relation}”写了两次。", action=key[0], relation=key[1]))
        seen[key] = row, one
        unknown = sorted(set(one["states"].split()) - _STATES)
        if unknown:
            yield fault(row, "states", say("没有“{words}”这样的状态。", words=" ".join(unknown)))
    for action in dict.fromkeys(action for action, _ in seen):
        yield from (say("{file}：缺少“{action}”的“{relation}”一行。", file="matrix.csv", action=action, relation=one)
                    for one in RELATIONS if (action, one) not in seen)
        if (action, "none") in seen:
            yield from _faults_of_constants({one: seen[action, one] for one in RELATIONS if (action, one) in seen})


def _faults_of_constants(lines: Mapping[str, Line]) -> Iterator[str]:
    """Rights that would depend on a unit, or on a part in a case, where nothing depends on it: see `_CONSTANT`."""
    fault, (_, first) = _in("matrix.csv"), lines["none"]
    for column, (model, relations) in _CONSTANT.items():
        for row, one in (lines[relation] for relation in relations if relation in lines):
            if one[column] != first[model]:
                yield fault(row, column, say("应与“none”一行的“{model}”列相同，即“{cell}”。",
                                             model=model, cell=first[model]))


def _faults_of_fields(lines: list[Line], groups: list[Line]) -> Iterator[str]:
    """Every unknown or doubled line of the fields, every letter that has none, and every line that no cell uses."""
    fault, seen = _in("fields.csv"), set[tuple[str, str]]()
    used = {(one["action"], one[column].removesuffix(SECOND)) for _, one in lines for column in COLUMNS
            if one[column] != DENIED}
    for row, one in groups:
        key = one["action"], one["cell"]
        if key in seen or key not in used:
            what = say("“{action}”的“{cell}”写了两次。", action=key[0], cell=key[1]) if key in seen else say(
                "权限表中没有“{action}”的“{cell}”。", action=key[0], cell=key[1])
            yield fault(row, "cell", what)
        seen.add(key)
        unknown = sorted(set(one["fields"].split()) - GROUPS)
        if unknown or not one["fields"].split():
            yield fault(row, "fields", say("没有“{words}”这样的栏目组。", words=" ".join(unknown)))
    yield from (say("{file}：缺少“{action}”的“{cell}”一行。", file="fields.csv", action=action, cell=cell)
                for action, cell in sorted(used - seen))


def _in(file: str) -> Fault:
    """Says what is wrong at a row and column of a file."""
    return lambda row, column, what: say("{file} 第 {row} 行“{column}”列：{what}", file=file, row=row, column=column,
                                         what=what)
