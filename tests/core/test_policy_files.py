"""The files of the policy: what is wrong in them is refused, and a denial that is turned is noticed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files
from io import StringIO

import pytest
from policy_questions import ACTIONS, SECRETS, SENTENCES, breached, person

from tools.house import ROOT
from yuetan.access import Lies, Standing, allowed
from yuetan.access.matrix import COLUMNS, RELATIONS, Matrix, PolicyError, matrix, read_matrix
from yuetan.wording import speaking

FOLDER = files("yuetan.access")
ROWS = (FOLDER / "matrix.csv").read_text(encoding="utf-8")
FIELDS = (FOLDER / "fields.csv").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
SHORT = dict(zip(COLUMNS, ("EE", "IV", "RC", "OC", "DO", "UH", "SUP", "SYS", "SEC", "AUD", "OUT"), strict=True))


def changed(action: str, relation: str, values: dict[str, str], more: str = "") -> Matrix:
    """The matrix of one action, with some values of one of its rows changed and some more lines of fields."""
    out = StringIO()
    writer = csv.DictWriter(out, ("action", "relation", "states", *COLUMNS))
    writer.writeheader()
    for row in csv.DictReader(StringIO(ROWS)):
        if row["action"] == action:
            writer.writerow(row | values if row["relation"] == relation else row)
    head, *fields = FIELDS.splitlines(keepends=True)
    return read_matrix(out.getvalue(), "".join((head, *(one for one in fields if one.startswith(f"{action},")), more)))


def test_a_row_may_name_steps_of_which_one_must_be_the_last() -> None:
    table = changed("notice.write", "own", {"states": "held recorded"})
    steps = {state: bool(allowed(person("clerk"), "notice.write", standing=Standing.NONE, lies=Lies.OWN, state=state,
                                 by=table)) for state in ("", "proposed", "held", "recorded")}
    assert steps == {"": False, "proposed": False, "held": True, "recorded": True}


def turned() -> Iterator[tuple[str, str, str, str]]:
    """Every denial of what is secret, turned into a yes: the sentence it breaks, and where."""
    for sentence, (action, _) in SENTENCES.items():
        if action in SECRETS:
            for relation in RELATIONS:
                for column in COLUMNS:
                    if matrix().cell(action, relation, column) == "-":
                        yield sentence, action, relation, column


def test_every_denial_of_a_secret_that_is_turned_is_noticed() -> None:
    refused, noticed, missed = 0, 0, []
    for sentence, action, relation, column in turned():
        try:
            table = changed(action, relation, {column: "Y"}, f"{action},Y,summary\n")
        except PolicyError:
            refused += 1
            continue
        if breached(sentence, table):
            noticed += 1
        else:
            missed.append((action, relation, column))
    assert missed == []
    assert refused > 200
    assert noticed > 100


def test_a_file_without_its_head_is_refused() -> None:
    for files_given in (("", FIELDS), (ROWS, ""), ("action\n", FIELDS), (ROWS, "action,cell\n")):
        with pytest.raises(PolicyError, match="第 1 行：表头应为"):
            read_matrix(*files_given)


@pytest.mark.parametrize(("old", "new", "message"), [
    ("informant.read,none,,-,-,-", "informant.read,none,,-,-", "matrix.csv 第 2 行：应有 14 列，实有 13 列。"),
    ("informant.read,none,", "informant.read,nothing,", "matrix.csv 第 2 行“relation”列：没有“nothing”这种关系。"),
    ("informant.read,none,,-", "informant.read,none,,maybe",
     "matrix.csv 第 2 行“interviewee”列：这一行不能写“maybe”。"),
    ("informant.read,none,,-", "informant.read,none,,", "matrix.csv 第 2 行“interviewee”列：这一行不能写“”。"),
    ("informant.read,none,,-,-,-,-,-", "informant.read,none,,-,-,-,-,a",
     "matrix.csv 第 2 行“discipline”列：这一行不能写“a”。"),
    ("informant.read,subject,,-,-,-,-", "informant.read,subject,,-,-,-,o",
     "matrix.csv 第 3 行“clerk”列：这一格只能是“-”。"),
    ("informant.read,recused,,-,-,-,-", "informant.read,recused,,-,-,-,Y",
     "matrix.csv 第 8 行“clerk”列：这一行不能写“Y”。"),
    ("informant.read,own,,-,-,-,-,-,-,-,-,-,-,-", "informant.read,own,,-,-,-,-,-,-,-,-,-,-,Y",
     "matrix.csv 第 5 行“outsider”列：这一格只能是“-”。"),
    ("informant.read,own,,-,-,-,-,-,-,-,-", "informant.read,own,,-,-,-,-,-,-,-,Y",
     "matrix.csv 第 5 行“system”列：应与“none”一行的“system”列相同，即“-”。"),
    ("informant.read,own,,-", "informant.read,own,,Y",
     "matrix.csv 第 5 行“interviewee”列：应与“none”一行的“interviewee”列相同，即“-”。"),
    ("informant.read,own,", "informant.read,assigned,",
     "matrix.csv 第 5 行“action”列：“informant.read”的“assigned”写了两次。"),
    ("informant.read,own,", "informant.read,assigned,", "matrix.csv：缺少“informant.read”的“own”一行。"),
    ("informant.read,none,", "informants.read,none,", "matrix.csv：缺少“informant.read”的“none”一行。"),
    ("informant.read,own,", "informant.read,own,servd", "matrix.csv 第 5 行“states”列：没有“servd”这样的状态。"),
    ("informant.read,a,informant\n", "", "fields.csv：缺少“informant.read”的“a”一行。"),
    ("informant.read,a,informant\n", "informant.read,a,informer\n",
     "fields.csv 第 2 行“fields”列：没有“informer”这样的栏目组。"),
    ("informant.read,a,informant\n", "informant.read,a,\n", "fields.csv 第 2 行“fields”列：没有“”这样的栏目组。"),
    ("informant.read,a,informant\n", "informant.read,a,informant\ninformant.read,a,informant\n",
     "fields.csv 第 3 行“cell”列：“informant.read”的“a”写了两次。"),
    ("informant.read,a,informant\n", "informant.read,a,informant\ninformant.read,u,informant\n",
     "fields.csv 第 3 行“cell”列：权限表中没有“informant.read”的“u”。"),
])
def test_a_fault_is_named_with_file_row_and_column(old: str, new: str, message: str) -> None:
    assert (old in ROWS) != (old in FIELDS)
    with speaking("zh"), pytest.raises(PolicyError) as refused:
        read_matrix(ROWS.replace(old, new, 1), FIELDS.replace(old, new, 1))
    assert message in refused.value.faults


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(PolicyError) as refused:
        read_matrix(ROWS.replace("informant.read,own", "informant.read,mine").replace("own.account,a", "own.account,x"),
                    FIELDS.replace("informant.read,a", "informant.read,b"))
    assert len(refused.value.faults) > 2
    assert "\n".join(refused.value.faults) == str(refused.value)


# The page for administrators


def test_the_page_shows_the_matrix() -> None:
    assert table(("action", "only", *SHORT.values()), map(shown, ACTIONS)) in PAGE


def test_the_page_shows_what_each_reading_gives() -> None:
    readings = [(f"`{action}`", f"`{cell}`", " ".join(sorted(groups)).replace("_", " "))
                for (action, cell), groups in matrix().fields.items() if groups != {"act"}]
    assert table(("action", "cell", "fields"), readings) in PAGE


def test_the_page_gives_the_size_of_the_matrix() -> None:
    cells = len(ACTIONS) * len(RELATIONS) * len(COLUMNS)
    assert f"{len(ACTIONS)} actions, {len(RELATIONS)} relations, {len(COLUMNS)} columns, {cells:,} cells" in PAGE


def shown(action: str) -> tuple[str, ...]:
    """An action as the page shows it: what else must be so, and for each column the cells of all relations together."""
    rows = [matrix().rows[action, relation] for relation in RELATIONS]
    states = dict.fromkeys(state for row in rows for state in sorted(row.states))
    cells = (dict.fromkeys(row.cells[column] for row in rows if row.cells[column] != "-") for column in COLUMNS)
    return f"`{action}`", " ".join(states), *(" ".join(each) or "-" for each in cells)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table as it is written in a page."""
    lines = [tuple(head), *map(tuple, rows)]
    lines.insert(1, ("---",) * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
