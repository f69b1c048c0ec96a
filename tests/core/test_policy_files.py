"""The files of the policy: what is wrong in them is refused, and a denial that is turned is noticed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from importlib.resources import files
from io import StringIO

import pytest
from policy_questions import SECRETS, SENTENCES, breached, person

from yuetan.access import Lies, Standing, allowed
from yuetan.access.matrix import COLUMNS, RELATIONS, PolicyError, matrix, read_matrix
from yuetan.wording import speaking

FOLDER = files("yuetan.access")
ROWS = (FOLDER / "matrix.csv").read_text(encoding="utf-8")
FIELDS = (FOLDER / "fields.csv").read_text(encoding="utf-8")


def mutated(change: Callable[[dict[str, str]], dict[str, str]], action: str, more: str = "") -> tuple[str, str]:
    """The rows of one action, each changed by a function of the row, and its fields with some more lines."""
    rows = list(csv.DictReader(StringIO(ROWS)))
    out = StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(change(row) for row in rows if row["action"] == action)
    fields = FIELDS.splitlines(keepends=True)
    return out.getvalue(), "".join((fields[0], *(one for one in fields if one.startswith(f"{action},")), more))


def test_a_row_may_name_steps_of_which_one_must_be_the_last() -> None:
    table = read_matrix(*mutated(lambda row: {**row, "states": "held recorded"} if row["relation"] == "own" else row,
                                 "notice.write"))
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
    missed, tried = [], 0
    for sentence, action, relation, column in turned():
        tried += 1
        more = "" if (action, "Y") in matrix().fields else f"{action},Y,summary\n"
        try:
            table = read_matrix(*mutated(
                lambda row, at=relation, who=column: {**row, who: "Y"} if row["relation"] == at else row, action, more))
        except PolicyError:
            continue
        if not breached(sentence, table):
            missed.append((action, relation, column))
    assert missed == []
    assert tried > 500


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
