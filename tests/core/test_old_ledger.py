"""An old ledger is brought in: flagged, in effect, undone; by whom, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from threading import Thread

import pytest
from casework_office import (
    ABOVE,
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    NAMES,
    OTHER,
    RECORDER,
    SECRETARY,
    Office,
    office_over,
)
from old_ledger_rows import BEFORE, city, ledgers, row
from sqlalchemy import func, select

from yuetan.access.actor import OUTSIDER
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.governing import calendar_of
from yuetan.casework.old_ledger import LedgerRow
from yuetan.casework.sweeping import sweep_all
from yuetan.records.cases import SUBMITTED, add_paper, unit_ids
from yuetan.records.database import reading, writing
from yuetan.records.facts import read_past_talks
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_unit
from yuetan.records.roster import store
from yuetan.records.tables import event, obligation, old_ledger_row
from yuetan.records.values import PastTalk, Roster
from yuetan.records.verifying import verify
from yuetan.records.worlds import whole_world

COLD = date(2014, 5, 5)  # before the regulation was in force


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_over(database_url) as found:
        yield found


def kept(office: Office, *rows: LedgerRow, unit: str = "C") -> str:
    return ledgers(office).keep(city(office), unit, rows, source="旧台账.xlsx", digest="0" * 64)


def applied(office: Office, *rows: LedgerRow) -> str:
    reference = kept(office, *rows)
    ledgers(office).apply(city(office), reference, token=office.token())
    return reference


def talks(office: Office) -> list[tuple[str, str, date, tuple[str, ...]]]:
    with reading(office.records) as connection:
        return [(one.cadre, one.kind, one.on, one.interviewers) for _, one in read_past_talks(connection)]


def flags(office: Office, *rows: LedgerRow) -> list[set[str]]:
    view = ledgers(office).ledger(city(office), kept(office, *rows))
    return [set(one.flags) for one in view.rows]


OBJECTIONS: tuple[tuple[dict[str, object], set[str]], ...] = (
    ({}, set()),
    ({"cadre": "X999"}, {"person_unknown"}),
    ({"cadre": "", "name": "没有此人", "unit": "市教育局"}, {"person_unknown"}),
    ({"cadre": "", "name": NAMES[OTHER], "unit": "市教育局"}, set()),
    ({"cadre": "", "name": NAMES[OTHER], "unit": "E"}, set()),
    ({"cadre": "", "name": NAMES[OTHER], "unit": "市卫健委"}, {"person_unknown"}),
    ({"cadre": "", "name": NAMES[OTHER]}, {"person_unknown"}),
    ({"regulation": "某办法"}, {"regulation_unknown"}),
    ({"regulation": ""}, set()),
    ({"kind": "喝茶"}, {"kind_unknown"}),
    ({"on": COLD, "notified": "2014-04-20"}, {"not_in_force", "posts_unknown"}),
    ({"on": date(2015, 5, 5), "notified": "2015-04-20"}, {"posts_unknown"}),
    ({"talkers": ()}, {"talker_missing"}),
    ({"talkers": ("不认识的人",)}, {"talker_unknown"}),
    ({"talkers": (NAMES[DEPUTY],)}, set()),
    ({"talkers": (BUREAU,)}, {"talker_not_permitted"}),
    ({"notified": ""}, {"notice_missing"}),
    ({"on": date(2025, 7, 22), "notified": "2025-07-21"}, {"notice_late"}),
    ({"notified": "打了电话"}, {"notice_unreadable"}),
    ({"on": date(2026, 1, 1), "notified": "2025-12-20"}, {"after_start"}),
    ({"on": date(2026, 5, 1), "notified": "2026-03-02"}, {"to_come"}),
)


@pytest.fixture(scope="module")
def flagged(shared_office: Office) -> list[set[str]]:
    """The flags of each of these rows, read out of one workbook."""
    rows = [row(number, **({"on": BEFORE + timedelta(days=number), "notified": "2025-06-05"} | changes))
            for number, (changes, _) in enumerate(OBJECTIONS, start=2)]
    return flags(shared_office, *rows)


@pytest.mark.parametrize("place", range(len(OBJECTIONS)), ids=[" ".join(sorted(one)) or "-" for _, one in OBJECTIONS])
def test_what_the_rules_would_have_objected_to_is_a_flag(flagged: list[set[str]], place: int) -> None:
    assert flagged[place] == OBJECTIONS[place][1]


@pytest.fixture(scope="module")
def shared_office(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as found:
        yield found


def test_a_ledger_counts_once_it_is_in_effect_and_not_before(office: Office) -> None:
    reference = kept(office, row(), row(3, cadre="X999"))
    assert talks(office) == []
    done = ledgers(office).apply(city(office), reference, token=office.token())
    assert (done.new, done.changed, done.same, done.counted) == (2, 0, 0, 1)
    assert talks(office) == [(OTHER, "routine", BEFORE, (DEPUTY,))]


def test_the_same_rows_again_change_nothing(office: Office) -> None:
    applied(office, row(), row(3, cadre=DIRECTOR))
    before = talks(office)
    found = ledgers(office).preview(city(office), "C", [row(), row(9, cadre=DIRECTOR)])
    assert (found.new, found.changed, found.same) == (0, 0, 2)
    applied(office, row(), row(9, cadre=DIRECTOR))
    assert before == talks(office)


def test_two_equal_rows_are_kept_and_count_once(office: Office) -> None:
    reference = applied(office, row(), row(3))
    view = ledgers(office).ledger(city(office), reference)
    assert [(one.counts, one.flags) for one in view.rows] == [(True, ()), (False, ("duplicate",))]
    assert len(talks(office)) == 1


def test_a_talk_that_is_on_record_counts_no_second_time_under_another_name(office: Office) -> None:
    title = next(one.title for one in office.plugins.regulations if one.code == "lianyungang")
    applied(office, row())
    assert flags(office, row(regulation=f"《{title}》")) == [{"duplicate"}]


def test_nobody_brings_in_a_talk_with_himself(shared_office: Office) -> None:
    found = ledgers(shared_office).preview(city(shared_office), "C", [row(cadre=CLERK)])
    assert (found.counted, found.flags["own"]) == (0, 1)


def test_a_row_that_changed_is_put_in_the_place_of_the_old_and_comes_back_when_it_is_undone(office: Office) -> None:
    applied(office, row())
    second = applied(office, row(talkers=(SECRETARY,), outcome="另记"))
    assert talks(office) == [(OTHER, "routine", BEFORE, (SECRETARY,))]
    ledgers(office).undo(city(office), second, "导错了", token=office.token())
    assert talks(office) == [(OTHER, "routine", BEFORE, (DEPUTY,))]


def test_what_a_later_ledger_rests_on_cannot_be_undone(office: Office) -> None:
    first = applied(office, row())
    applied(office, row(outcome="另记"))
    with pytest.raises(Refused, match="后来导入"):
        ledgers(office).undo(city(office), first, "导错了", token=office.token())


def test_nor_can_what_a_report_may_rest_on_that_the_unit_handed_in_since(office: Office) -> None:
    reference = applied(office, row())
    with writing(office.records) as connection:
        unit_id = unit_ids(connection, ("C",))["C"]
        written = append(connection, case_of_unit(connection, unit_id), Entry(
            code="half_year_summary", happened_on=office.today, unit_id=unit_id), by=None, at=office.moment)
        add_paper(connection, {
            "case_id": written.case.id, "interview_id": None, "cadre_id": None, "unit_id": unit_id, "review_id": None,
            "material": "summary", "event_id": written.id, "state": SUBMITTED})
    with pytest.raises(Refused, match="已经报送过材料"):
        ledgers(office).undo(city(office), reference, "导错了", token=office.token())
    assert len(talks(office)) == 1


def test_an_undone_ledger_leaves_no_talk_and_its_acts_in_the_chain(office: Office) -> None:
    reference = applied(office, row(), row(3, cadre=DIRECTOR, kind="日常约谈"))
    ledgers(office).undo(city(office), reference, "导错了", token=office.token())
    assert talks(office) == []
    with reading(office.records) as connection:
        codes = connection.execute(select(event.c.code).where(event.c.code.like("old_ledger%")).order_by(
            event.c.id)).scalars().all()
        standing = connection.execute(select(func.count()).where(old_ledger_row.c.stands)).scalar_one()
        assert (codes, standing, verify(connection)) == (["old_ledger_applied", "old_ledger_undone"], 0, ())


def test_undoing_needs_a_reason(office: Office) -> None:
    reference = applied(office, row())
    with pytest.raises(Unfit):
        ledgers(office).undo(city(office), reference, " ", token=office.token())


def test_a_talk_that_the_roster_brought_stays_when_a_ledger_is_undone(office: Office) -> None:
    with writing(office.records) as connection:
        store(connection, Roster(past_talks=(PastTalk(cadre=OTHER, regulation="lianyungang", kind="routine",
                                                      on=BEFORE),)))
    reference = applied(office, row())
    ledgers(office).undo(city(office), reference, "导错了", token=office.token())
    assert talks(office) == [(OTHER, "routine", BEFORE, ())]


def test_nothing_is_judged_before_the_office_went_live(office: Office) -> None:
    def owed() -> set[tuple[object, ...]]:
        of = obligation.c
        with reading(office.records) as connection:
            return {tuple(one) for one in connection.execute(select(
                of.subject, of.duty, of.cause, of.due, of.status).where(of.due < date(2026, 1, 1)))}

    sweep_all(office.records, office.plugins, at=office.moment)
    before = owed()
    applied(office, row(notified=""), row(3, talkers=(BUREAU,), on=date(2025, 7, 1)), row(4, on=COLD))
    assert before == owed()
    assert not {one for one in owed() if one[-1] == "OVERDUE"}


def test_a_talk_of_the_ledger_meets_what_is_counted_over_the_day_of_going_live(office: Office) -> None:
    applied(office, row())
    with reading(office.records) as connection:
        world = whole_world(connection, as_of=office.today, calendar=calendar_of(connection))
    held = [one for one in world.interviews if one.imported]
    assert [(one.to, one.by, one.kind) for one in held] == [(("E002",), ("J004",), "routine")]


@pytest.mark.parametrize("who", [SECRETARY, DEPUTY, ABOVE, OTHER, DIRECTOR])
def test_who_keeps_no_ledger_brings_none_in(shared_office: Office, who: str) -> None:
    with pytest.raises(Hidden):
        ledgers(shared_office).preview(shared_office.actors[who], "E", [row()])


@pytest.mark.parametrize(("who", "unit"), [(BUREAU, "J"), (BUREAU, "C"), (RECORDER, "E"), (CLERK, "E")])
def test_nor_does_a_clerk_for_another_unit(shared_office: Office, who: str, unit: str) -> None:
    with pytest.raises(Hidden):
        ledgers(shared_office).keep(shared_office.actors[who], unit, [row()], source="a.xlsx", digest="0" * 64)


def test_nobody_finds_a_ledger_of_others_or_of_no_one(shared_office: Office) -> None:
    reference = kept(shared_office, row())
    for who in (shared_office.actors[BUREAU], OUTSIDER):
        for one in (reference, "A" * 22, "\x00"):
            with pytest.raises(Hidden):
                ledgers(shared_office).ledger(who, one)
            with pytest.raises(Hidden):
                ledgers(shared_office).apply(who, one, token=shared_office.token())


def test_a_clerk_learns_of_nobody_outside_his_unit(shared_office: Office) -> None:
    rows = [row(cadre=CLERK), row(3, cadre="X999")]
    reference = ledgers(shared_office).keep(shared_office.actors[BUREAU], "E", rows, source="a.xlsx", digest="0" * 64)
    view = ledgers(shared_office).ledger(shared_office.actors[BUREAU], reference)
    assert [{"person_unknown"}, {"person_unknown"}] == [set(one.flags) & {"person_unknown"} for one in view.rows]


def test_the_row_about_himself_is_shown_to_nobody_who_reads_it(shared_office: Office) -> None:
    reference = kept(shared_office, row(), row(3, cadre=CLERK, on=date(2025, 8, 1)))
    view = ledgers(shared_office).ledger(city(shared_office), reference)
    assert [one.row.cadre for one in view.rows] == [OTHER]


def test_a_ledger_is_brought_in_once(office: Office) -> None:
    reference, token = kept(office, row()), office.token()
    for _ in range(2):
        ledgers(office).apply(city(office), reference, token=token)
    with pytest.raises(Conflict):
        ledgers(office).apply(city(office), reference, token=office.token())
    with pytest.raises(Conflict):
        ledgers(office).discard(city(office), reference)


def test_two_at_once_bring_it_in_once(office: Office) -> None:
    reference, ends = kept(office, row(), row(3, cadre=DIRECTOR)), list[str]()

    def bring(token: str) -> None:
        try:
            ledgers(office).apply(city(office), reference, token=token)
            ends.append("done")
        except Conflict:
            ends.append("conflict")

    threads = [Thread(target=bring, args=(f"both-{one}",)) for one in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(ends) == ["conflict", "done"]


def test_a_ledger_that_is_thrown_away_leaves_nothing(office: Office) -> None:
    reference = kept(office, row())
    ledgers(office).discard(city(office), reference)
    view = ledgers(office).ledger(city(office), reference)
    assert (view.state, view.rows) == ("discarded", ())
    with pytest.raises(Conflict):
        ledgers(office).apply(city(office), reference, token=office.token())
