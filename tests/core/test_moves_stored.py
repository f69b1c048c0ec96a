"""People who die, are detained or leave: what waits about them, on both databases; two records of one person; files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office
from people_office import PERSONNEL, changes, copy_of, entered, move, owed, people, people_over, posts, roster, version
from sqlalchemy import select, update

from yuetan.access.actor import Granted, Role
from yuetan.access.door import Access
from yuetan.access.views import Asked
from yuetan.casework.acts import Proposal
from yuetan.casework.decisions import Decision
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.occurrences import Occurrence
from yuetan.casework.people.work import Release, TwoRecords
from yuetan.casework.sweeping import sweep_all
from yuetan.engine.arrangements import standard_calendar
from yuetan.engine.facts import Appointment, Cadre
from yuetan.paperwork.roster.differences import differences
from yuetan.records.cases import cadre_ids
from yuetan.records.database import reading, writing
from yuetan.records.roster import store
from yuetan.records.tables import account, event, obligation, participant, read_log
from yuetan.records.verifying import verify
from yuetan.rules.terms import Rank

FINDING = {"source": "信访举报", "situation": "2.2.9 其他应予提醒的", "problem": "会议纪律松散"}
TWIN = "E900"


@pytest.fixture(scope="module")
def made(shared_database_url: str) -> str:
    """The database of the office under litong, in which one deputy stands twice, closed: to be copied."""
    with people_over(shared_database_url, "litong") as office:
        kept = roster(office)
        his = next(one for one in kept.appointments if one.cadre == OTHER)
        with writing(office.records) as connection:
            store(connection, evolve(kept, cadres=(*kept.cadres, Cadre(id=TWIN, name="马文惠")), appointments=(
                *kept.appointments, evolve(his, cadre=TWIN),
                Appointment(cadre=TWIN, unit="E", post="staff", title="机关纪委委员", rank=Rank.SECTION,
                            since=date(2025, 5, 1)))))
        return shared_database_url


@pytest.fixture
def office(made: str, tmp_path: Path) -> Iterator[Office]:
    with copy_of(made, tmp_path) as copied:
        sweep_all(copied.records, copied.plugins, at=copied.moment)
        yield copied


def door(office: Office, by: str) -> Access:
    return Access(office.records, office.plugins, office.actors[by], on=office.today, calendar=standard_calendar())


def found(office: Office, cadre: str = OTHER) -> None:
    """A finding about somebody, after which talks are owed."""
    offered = office.casework.outside_record(office.actors[CLERK], cadre=cadre).offered
    fields = {one.code: one.choices[0] if one.choices else FINDING.get(one.code, "会议纪律松散")
              for one in offered[0].material.fields} if offered[0].material else {}
    office.casework.record_occurrence(office.actors[CLERK], Occurrence(
        regulation="litong", code="finding_recorded", cadre=cadre, fields=fields), token=office.token())


def waiting(office: Office, cadre: str = OTHER) -> set[tuple[str, str]]:
    return {key for key, status in owed(office, cadre).items() if status in {"OPEN", "WAITING", "OVERDUE"}}


# Who is gone


@pytest.mark.parametrize("sort", ["death", "retirement"])
def test_what_waits_after_a_finding_is_let_go_with_the_reason_on_record(office: Office, sort: str) -> None:
    found(office)
    assert {duty for duty, cause in waiting(office) if ":" in cause}
    move(office, sort)
    assert waiting(office) == set()
    state = {"death": "已去世", "retirement": "已退休"}[sort]
    with reading(office.records) as connection:
        departures = select(event.c.reason).where(event.c.code.startswith("departed."))
        assert set(connection.execute(departures).scalars()) == {f"{state}（连组干〔2026〕8号）。"}
        assert verify(connection) == ()
    assert {change for change, *_ in changes(office)} >= {"lapsed"}
    before = owed(office)
    sweep_all(office.records, office.plugins, at=office.moment)
    assert owed(office) == before


# Who is away


@pytest.mark.parametrize("sort", ["leave", "study", "detention", "retirement", "death"])
def test_nobody_who_is_away_has_a_desk_or_is_named_for_a_talk(office: Office, sort: str) -> None:
    found(office)
    assert door(office, DEPUTY).desk(Asked()).rows
    lasting: dict[str, Any] = {"last": date(2026, 6, 30)} if sort in {"leave", "study"} else {}
    move(office, sort, cadre=DEPUTY, **lasting)
    shown = door(office, DEPUTY).desk(Asked())
    assert (list(shown.rows), shown.away.sort if shown.away else "") == ([], sort)
    for part in ("interviewers", "company", "recorder"):
        with pytest.raises(Unfit) as unfit:
            office.casework.preview(office.actors[CLERK], _proposal(
                part, DEPUTY if part == "recorder" else (DEPUTY,)))
        assert "陈国栋自 2026-03-02 起不在岗" in unfit.value.errors[part]


def _proposal(part: str, who: Any) -> Proposal:  # noqa: ANN401 - one or several
    values: dict[str, Any] = {"interviewees": (OTHER,), "interviewers": (SECRETARY,), "topic": "履职情况"}
    return Proposal(regulation="litong", kind="routine", **(values | {part: who}))


# Two records of one person


def merged(office: Office, by: tuple[str, str] = (PERSONNEL, DEPUTY)) -> str:
    """The two records of the deputy merged by two persons: the reference of the merger."""
    one = people(office).propose_merger(office.actors[by[0]], TwoRecords(
        kept=OTHER, merged=TWIN, paper="干部档案", reason="同一人两个编号"), token=office.token())
    people(office).answer_merger(office.actors[by[1]], one.case, agree=True, token=office.token())
    return one.case


def test_two_records_read_as_one_and_come_apart_as_they_were(office: Office) -> None:
    found(office)
    found(office, TWIN)
    before, theirs = roster(office), {one: owed(office, one) for one in (OTHER, TWIN)}
    reference = merged(office)
    with reading(office.records) as connection:
        assert verify(connection) == ()
        assert cadre_ids(connection, (OTHER, TWIN)) == dict.fromkeys(
            (OTHER, TWIN), cadre_ids(connection, (OTHER,))[OTHER])
        assert connection.execute(select(obligation).where(obligation.c.subject == TWIN)).all() == []
    assert [title for _, title, _, _ in posts(office)] == ["副局长", "机关纪委委员"]
    assert posts(office, TWIN) == []
    outside = [key for key in owed(office) if ":" in key[1] and not key[1].startswith("interview")]
    assert len(outside) == len([key for one in theirs.values() for key in one if ":" in key[1]])
    for number in (OTHER, TWIN, "马文惠"):
        assert [one.person.cadre for one in door(office, CLERK).find(number)] == [OTHER]
    people(office).propose_parting(office.actors[PERSONNEL], reference, reason="查明是两人", token=office.token())
    assert posts(office, TWIN) == []  # as one, until somebody else agrees
    people(office).answer_merger(office.actors[DEPUTY], reference, agree=True, token=office.token())
    assert (roster(office), {one: owed(office, one) for one in (OTHER, TWIN)}) == (before, theirs)
    with reading(office.records) as connection:
        assert verify(connection) == ()


def test_a_merger_and_a_sweep_agree(office: Office) -> None:
    found(office, TWIN)
    merged(office)
    before = owed(office)
    sweep_all(office.records, office.plugins, at=office.moment)
    assert owed(office) == before


def test_nobody_confirms_what_he_proposed_nor_merges_himself_nor_whom_he_does_not_manage(office: Office) -> None:
    act = people(office)
    one = act.propose_merger(office.actors[PERSONNEL], TwoRecords(
        kept=OTHER, merged=TWIN, paper="干部档案", reason="同一人"), token=office.token())
    for who in (PERSONNEL, RECORDER, SECRETARY):
        with pytest.raises(Hidden):
            act.answer_merger(office.actors[who], one.case, agree=True, token=office.token())
    with pytest.raises(Refused):
        act.propose_merger(office.actors[CLERK], TwoRecords(kept=DIRECTOR, merged=TWIN, paper="档", reason="同"),
                           token=office.token())
    for kept, other in ((PERSONNEL, TWIN), (TWIN, PERSONNEL), (OTHER, OTHER), (OTHER, "X1")):
        with pytest.raises((Hidden, Unfit)):
            act.propose_merger(office.actors[PERSONNEL], TwoRecords(kept=kept, merged=other, paper="档", reason="同"),
                               token=office.token())
    act.answer_merger(office.actors[DEPUTY], one.case, agree=False, reason="不是同一人", token=office.token())
    with pytest.raises(Hidden):
        act.answer_merger(office.actors[DEPUTY], one.case, agree=True, token=office.token())
    assert posts(office, TWIN)


def test_nobody_acts_as_two_people(office: Office) -> None:
    one = people(office).propose_merger(office.actors[CLERK], TwoRecords(
        kept=OTHER, merged=DIRECTOR, paper="档", reason="同"), token=office.token())
    with pytest.raises(Refused) as no:
        people(office).answer_merger(office.actors[DEPUTY], one.case, agree=True, token=office.token())
    assert "各有一个在用的账号" in no.value.text
    with writing(office.records) as connection:
        connection.execute(update(account).where(account.c.name == "周志强").values(disabled_at=office.moment))
    people(office).answer_merger(office.actors[DEPUTY], one.case, agree=True, token=office.token())


def test_an_interview_of_either_record_is_the_one_persons(office: Office) -> None:
    found(office, TWIN)
    with reading(office.records) as connection:
        twin = cadre_ids(connection, (TWIN,))[TWIN]
    reference = merged(office)
    assert reference
    with reading(office.records) as connection:
        assert connection.execute(select(participant).where(participant.c.cadre_id == twin)).all() == []
        mine = select(event.c.named_id, event.c.cadre_id).where(event.c.code == "finding_recorded")
        assert connection.execute(mine).one() == (twin, cadre_ids(connection, (OTHER,))[OTHER])


def test_an_event_given_to_somebody_else_without_a_merger_is_found(office: Office) -> None:
    found(office)
    with writing(office.records) as connection:
        other = cadre_ids(connection, (DIRECTOR,))[DIRECTOR]
        connection.execute(update(event).where(event.c.code == "finding_recorded").values(cadre_id=other))
    with reading(office.records) as connection:
        assert [one.code for one in verify(connection)] == ["owner"]


# Other names


def test_who_is_called_otherwise_is_found_by_what_he_was_called(office: Office) -> None:
    found(office)
    move(office, "renaming", name="马文辉", number="E777")
    with reading(office.records) as connection:
        assert verify(connection) == ()
        assert cadre_ids(connection, (OTHER,)) == {OTHER: cadre_ids(connection, ("E777",))["E777"]}
    for text in ("马文慧", "马文辉", OTHER, "E777"):
        assert [one.person.cadre for one in door(office, CLERK).find(text)][:1] == ["E777"]
    sweep_all(office.records, office.plugins, at=office.moment)
    assert {duty for duty, cause in waiting(office, "E777") if ":" in cause}
    move(office, "leave", cadre=OTHER, last=date(2026, 6, 30))
    assert version(office, "E777") == 2


# Files


def decide(office: Office) -> None:
    office.casework.record_decision(office.actors[CLERK], Decision(
        cadre=OTHER, sort="sanctioned", number="连纪决〔2026〕3号", body="市纪委", on=date(2026, 2, 27)),
        token=office.token())


def test_a_file_travels_by_an_act_of_both_sides(office: Office) -> None:
    office.actors[BUREAU] = evolve(office.actors[BUREAU], granted=(Granted(Role.DISCIPLINE, "E"),))
    office.actors[RECORDER] = evolve(office.actors[RECORDER], granted=(Granted(Role.DISCIPLINE, "J"),))
    decide(office)
    act = people(office)
    move(office, "transfer", unit="J", post="deputy", title="副书记", rank=Rank.DIVISION, manner="regular",
         ends=("E~deputy~副局长~2024-01-08",))
    reference = next(one.person.reference for one in door(office, CLERK).find(OTHER))

    def decisions(by: str) -> int:
        view = door(office, by).cadre(reference)
        return len(view.decisions) if view else -1

    assert (decisions(BUREAU), decisions(RECORDER)) == (1, 0)  # it lies where it lay
    with pytest.raises(Hidden):
        act.file(office.actors[RECORDER], OTHER)
    listed = act.file(office.actors[BUREAU], OTHER).entries
    assert [one.title for one in listed] == ["党纪政务处分：市纪委 连纪决〔2026〕3号"]
    act.release_file(office.actors[BUREAU], Release(cadre=OTHER, to_unit="J", paper="连教函〔2026〕1号"),
                     token=office.token())
    with pytest.raises(Refused):
        act.release_file(office.actors[BUREAU], Release(cadre=OTHER, to_unit="J", paper="函"), token=office.token())
    way = act.files(office.actors[RECORDER])[0]
    assert (way.waiting, way.listed, decisions(RECORDER)) == (True, (), 0)
    with pytest.raises(Unfit):
        act.answer_release(office.actors[RECORDER], way.handover.reference, accept=False, token=office.token())
    with pytest.raises(Hidden):
        act.answer_release(office.actors[BUREAU], way.handover.reference, accept=True, token=office.token())
    act.answer_release(office.actors[RECORDER], way.handover.reference, accept=True, token=office.token())
    assert (decisions(BUREAU), decisions(RECORDER)) == (-1, 1)
    left = act.files(office.actors[BUREAU])[0]
    assert (left.handover.state, left.listed, left.name) == ("accepted", (), "马文慧")
    assert len(act.files(office.actors[RECORDER])[0].listed) == 1
    with pytest.raises((Conflict, Hidden)):
        act.answer_release(office.actors[RECORDER], way.handover.reference, accept=True, token=office.token())
    with reading(office.records) as connection:
        log = select(read_log.c.outcome).where(read_log.c.action == "file.read").order_by(read_log.c.id)
        assert list(connection.execute(log).scalars()) == ["refused", "given"]
        assert verify(connection) == ()


def test_a_file_that_is_refused_stays_where_it_was(office: Office) -> None:
    office.actors[BUREAU] = evolve(office.actors[BUREAU], granted=(Granted(Role.DISCIPLINE, "E"),))
    decide(office)
    act = people(office)
    act.release_file(office.actors[BUREAU], Release(cadre=OTHER, to_unit="J", paper="函"), token=office.token())
    way = act.files(office.actors[CLERK])[0].handover
    act.answer_release(office.actors[CLERK], way.reference, accept=False, reason="目录与实物不符", token=office.token())
    assert act.files(office.actors[BUREAU])[0].handover.reason == "目录与实物不符"
    assert len(act.file(office.actors[BUREAU], OTHER).entries) == 1
    with pytest.raises(Hidden):
        act.release_file(office.actors[OTHER], Release(cadre=OTHER, to_unit="J", paper="函"), token=office.token())


def test_what_is_foreseen_is_kept_by_nobody(office: Office) -> None:
    before = roster(office)
    people(office).preview(office.actors[PERSONNEL], entered(office, "death"))
    assert (roster(office), changes(office), version(office, OTHER)) == (before, [], 0)


# A workbook that comes in again


def test_a_workbook_with_an_old_number_or_that_of_a_merged_record_adds_nobody(office: Office) -> None:
    before = roster(office)
    merged(office)
    move(office, "renaming", number="E777")
    now = roster(office)
    with writing(office.records) as connection:
        counts = store(connection, before)
    assert (counts.cadres.added, roster(office)) == (0, now)


def test_what_a_workbook_would_change_is_told_in_words(office: Office) -> None:
    before = roster(office)
    hers = next(one for one in before.appointments if one.cadre == OTHER)
    coming = evolve(
        before, cadres=(*(one for one in before.cadres if one.id != DIRECTOR), Cadre(id="E555", name="新人")),
        appointments=tuple(evolve(one, until=office.today) if one is hers else one for one in before.appointments
                           if one.cadre != DIRECTOR))
    found_so = differences(before, coming)
    assert (found_so["cadres"].new, found_so["cadres"].gone) == (("新人 E555",), ("周志强 E001",))
    assert found_so["appointments"].changed == (
        "马文慧 E002：E 副局长（2024-01-08 至 今） → 马文慧 E002：E 副局长（2024-01-08 至 2026-03-02 前）",)
    assert found_so["appointments"].gone == ("周志强 E001：E 局长（2024-01-08 至 今）",)
    assert not any(getattr(one, sort) for one in differences(before, before).values()
                   for sort in ("new", "changed", "gone"))
