"""Two records of one person read as one and come apart; names of before; a file that is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office
from people_office import (
    KEEPER,
    TWIN,
    changes,
    copy_of,
    door,
    entered,
    found,
    merged,
    move,
    owed,
    people,
    posts,
    roster,
    version,
    waiting,
    with_twin,
)
from sqlalchemy import select, update

from yuetan.access.actor import Granted, Role
from yuetan.casework.decisions import Decision
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.people.work import Release, TwoRecords
from yuetan.casework.sweeping import sweep_all
from yuetan.records.cases import cadre_ids
from yuetan.records.database import reading, writing
from yuetan.records.tables import account, event, obligation, participant, read_log
from yuetan.records.verifying import verify
from yuetan.rules.terms import Rank


@pytest.fixture(scope="module")
def made(shared_database_url: str) -> str:
    """The database of the office under litong, closed: to be copied."""
    with with_twin(shared_database_url):
        return shared_database_url


@pytest.fixture
def office(made: str, tmp_path: Path) -> Iterator[Office]:
    with copy_of(made, tmp_path) as copied:
        sweep_all(copied.records, copied.plugins, at=copied.moment)
        yield copied


# Two records of one person


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
    people(office).propose_parting(office.actors[KEEPER], reference, reason="查明是两人", token=office.token())
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
    one = act.propose_merger(office.actors[KEEPER], TwoRecords(
        kept=OTHER, merged=TWIN, paper="干部档案", reason="同一人"), token=office.token())
    for who in (KEEPER, RECORDER, SECRETARY):
        with pytest.raises(Hidden):
            act.answer_merger(office.actors[who], one.case, agree=True, token=office.token())
    with pytest.raises(Refused):
        act.propose_merger(office.actors[CLERK], TwoRecords(kept=DIRECTOR, merged=TWIN, paper="档", reason="同"),
                           token=office.token())
    for kept, other in ((KEEPER, TWIN), (TWIN, KEEPER), (OTHER, OTHER), (OTHER, "X1")):
        with pytest.raises((Hidden, Unfit)):
            act.propose_merger(office.actors[KEEPER], TwoRecords(kept=kept, merged=other, paper="档", reason="同"),
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
    people(office).preview(office.actors[KEEPER], entered(office, "death"))
    assert (roster(office), changes(office), version(office, OTHER)) == (before, [], 0)
