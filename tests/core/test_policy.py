"""Who may do what: every cell of the matrix, and the denials above all."""

from __future__ import annotations

import pytest
from permitted import permitted
from policy_questions import ACTIONS, CELLS, SENTENCES, asked, breached, person

from yuetan.access import DENY, Actor, Granted, Lies, Role, Standing, allowed
from yuetan.access.matrix import COLUMNS, FLAGS, RELATIONS, matrix

ADMINISTRATORS = ("system", "security", "audit")
CONTENT = {"informant", "material", "summary", "people", "topic", "plan", "grounds", "papers", "outline", "record",
           "notice", "own_part", "own_papers", "own_record", "file", "own_file", "appeal", "own_appeal", "posts",
           "talks", "outcome", "postponement", "report", "figures", "explanation", "channel"}


# The file says what was decided


def test_there_are_10087_cells_of_131_actions_in_7_relations_for_11_columns() -> None:
    assert len(CELLS) == len(ACTIONS) * len(RELATIONS) * len(COLUMNS)
    assert (len(ACTIONS), len(RELATIONS), len(COLUMNS), len(CELLS)) == (131, 7, 11, 10087)


def test_every_cell_says_what_is_stated_by_hand_and_all_others_deny() -> None:
    stated = permitted()
    assert sorted(set(stated) - set(CELLS)) == []
    assert [(place, said, cell) for place in CELLS
                  if (said := stated.get(place, "-")) != (cell := matrix().cell(*place))] == []


def test_the_policy_answers_what_the_cell_says() -> None:
    for action, relation, column in CELLS:
        row, who = (("none", column) if column == "outsider" else
                    ("subject", "interviewee") if relation == "subject" else (relation, column))
        cell, found = matrix().cell(action, row, who), asked(action, relation, column)
        given = matrix().fields[action, cell.removesuffix("2")] if cell != "-" else frozenset[str]()
        assert (given, cell.endswith("2")) == (found.fields, found.second), (action, relation, column)


def test_an_action_that_is_not_listed_is_denied_and_its_cell_is_an_error() -> None:
    assert all(asked("lead.publish", relation, column) == DENY for relation in RELATIONS for column in COLUMNS)
    with pytest.raises(KeyError):
        matrix().cell("lead.publish", "own", "clerk")


def test_only_counts_are_given_where_the_cell_says_so() -> None:
    assert asked("ledger.read", "below", "superior").counts_only
    assert not asked("ledger.read", "own", "clerk").counts_only
    assert not asked("statistics.read", "own", "clerk").counts_only
    assert not DENY.counts_only


# The denials that matter, each as its rule says


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_rule_holds(sentence: str) -> None:
    assert breached(sentence) == []


@pytest.mark.parametrize("action", ["informant.read", "material.read", "lead.close", "grant.give", "backup.restore"])
def test_what_is_most_delicate_nobody_does_alone(action: str) -> None:
    assert all(not asked(action, relation, column).alone for relation in RELATIONS for column in COLUMNS)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_recused_person_has_nothing_whatever_he_is_granted(column: str) -> None:
    if column != "outsider":
        assert [action for action in ACTIONS if asked(action, "recused", column)] == []


@pytest.mark.parametrize("column", [one for one in COLUMNS if one != "outsider"])
def test_a_subject_sees_nothing_of_any_lead_outline_or_other_interviewee(column: str) -> None:
    seen = frozenset[str]().union(*(asked(action, "subject", column).fields for action in ACTIONS))
    assert set() == seen & {"informant", "material", "summary", "channel", "outline", "record", "papers", "people",
                            "grounds", "file", "appeal", "explanation", "steps"}


@pytest.mark.parametrize("column", ADMINISTRATORS)
def test_an_administrator_never_sees_content(column: str) -> None:
    seen = frozenset[str]().union(*(asked(action, relation, column).fields for action in ACTIONS
                                    for relation in RELATIONS if relation != "subject"))
    assert set() == seen & CONTENT


def test_the_auditor_does_nothing_but_read_and_verify() -> None:
    own = {action for action in ACTIONS if "act" in asked(action, "own", "audit").fields}
    assert {"audit.verify", "sign.in"} == own


def test_whoever_has_not_signed_in_may_sign_in_and_nothing_else() -> None:
    assert {"sign.in"} == {action for action, relation, column in CELLS
                           if column == "outsider" and asked(action, relation, column)}


def test_neither_roles_nor_a_part_help_whoever_has_not_signed_in() -> None:
    stranger = Actor(0, "", "", "00007", tuple(Granted(role, "unit") for role in Role))
    assert [action for action in ACTIONS for standing in Standing if action != "sign.in"
                  and allowed(stranger, action, standing=standing, lies=Lies.OWN, assigned=True, flags=FLAGS)] == []


def test_another_organisation_sees_nothing_of_a_case() -> None:
    for action in ACTIONS:
        for column in ("clerk", "discipline", "head", "superior"):
            everybody = asked(action, "none", "interviewee")
            assert asked(action, "other", column) == everybody, (action, column)


def test_the_organisation_above_sees_only_what_the_superior_is_given() -> None:
    for action in ACTIONS:
        for column in ("clerk", "discipline", "head"):
            assert asked(action, "below", column) == asked(action, "none", "interviewee"), (action, column)


# What is given


@pytest.mark.parametrize(("action", "relation", "column", "fields"), [
    ("interview.read", "subject", "interviewee", "case own_part plan topic notice own_papers"),
    ("interview.read", "assigned", "interviewer", "case people plan topic grounds steps papers dates"),
    ("interview.read", "assigned", "recorder", "case people plan topic grounds steps papers dates"),
    ("interview.read", "own", "clerk", "case people plan topic grounds steps papers dates"),
    ("interview.read", "below", "superior", "case steps dates"),
    ("interview.read", "other", "audit", "case steps dates"),
    ("record.read", "subject", "interviewee", "own_record"),
    ("record.read", "assigned", "recorder", "record"),
    ("statement.read", "subject", "interviewee", "own_papers"),
    ("statement.read", "own", "clerk", "case dates"),
    ("statement.read", "own", "head", "case dates outcome"),
    ("statement.read", "assigned", "discipline", "papers outcome"),
    ("lead.read", "assigned", "discipline", "case people summary channel dates steps"),
    ("lead.read", "own", "audit", "case dates steps"),
    ("informant.read", "assigned", "discipline", "informant"),
    ("ledger.read", "below", "superior", "counts"),
])
def test_what_is_given(action: str, relation: str, column: str, fields: str) -> None:
    assert set(fields.split()) == asked(action, relation, column).fields


def test_who_informed_and_what_was_handed_in_are_given_by_two_actions_alone() -> None:
    given = {(action, group) for (action, _), groups in matrix().fields.items()
             for group in groups & {"informant", "material"}}
    assert given == {("informant.read", "informant"), ("material.read", "material")}


def test_whatever_is_done_gives_nothing_to_read() -> None:
    assert [action for (action, _), groups in matrix().fields.items() if "act" in groups and groups != {"act"}] == []


# States


@pytest.mark.parametrize("action", ["interview.list", "interview.read", "notice.read", "search.use", "statement.write",
                                    "obligation.list", "obligation.read", "record.read", "export.make"])
def test_of_a_talk_to_come_the_interviewee_learns_by_the_notice(action: str) -> None:
    me = person("interviewee")
    assert not allowed(me, action, standing=Standing.SUBJECT, state="notified")
    assert allowed(me, action, standing=Standing.SUBJECT, flags=("served",))


def test_not_even_a_clerk_learns_of_a_talk_about_himself_before_the_notice() -> None:
    assert [action for action in ACTIONS if action.startswith(("interview.", "notice.", "search.", "ledger."))
                  and allowed(person("clerk"), action, standing=Standing.SUBJECT, lies=Lies.OWN, assigned=True)] == []


@pytest.mark.parametrize(("flags", "expected"), [(("unsigned",), True), ((), False), (("served", "released"), False)])
def test_a_record_is_written_until_it_is_signed(flags: tuple[str, ...], expected: bool) -> None:  # noqa: FBT001
    assert expected is bool(allowed(person("recorder"), "record.write", standing=Standing.RECORDER, flags=flags))


def test_his_integrity_file_is_read_once_it_is_released() -> None:
    me = person("interviewee")
    assert not allowed(me, "file.read", standing=Standing.SUBJECT, flags=("served",))
    assert {"own_file"} == allowed(me, "file.read", standing=Standing.SUBJECT, flags=("released",)).fields
