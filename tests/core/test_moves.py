"""Posts begin and end by acts on record; all that is open about whoever moves is carried on, handed over or let go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY, Office
from people_office import KEEPER, changes, copy_of, entered, move, owed, people, people_over, posts, roster, version
from sqlalchemy import select

from yuetan.casework.acts import Late
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.people.work import Move
from yuetan.casework.sweeping import sweep_all
from yuetan.engine.facts import Appointment
from yuetan.engine.obligations import Key
from yuetan.records.database import reading, writing
from yuetan.records.owed.handing import handed_over
from yuetan.records.roster import store
from yuetan.records.tables import event, interview
from yuetan.records.verifying import verify
from yuetan.rules.terms import Rank

HERS = "E~deputy~副局长~2024-01-08"
POST: dict[str, Any] = {"unit": "E", "post": "deputy", "title": "副局长", "rank": Rank.DIVISION_DEPUTY,
                        "manner": "regular", "marks": ("市管",)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database of the office, closed: to be copied."""
    url = f"sqlite:///{tmp_path_factory.mktemp('made') / 'made.db'}"
    with people_over(url):
        return url


@pytest.fixture(scope="module")
def untouched(made: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office for all that is refused."""
    with copy_of(made, tmp_path_factory.mktemp("untouched")) as copied:
        yield copied


@pytest.fixture
def office(made: str, tmp_path: Path) -> Iterator[Office]:
    with copy_of(made, tmp_path) as copied:
        yield copied


def refused(office: Office, sort: str, **values: Any) -> dict[str, str]:  # noqa: ANN401 - any field
    """What is wrong with an act, by field."""
    with pytest.raises(Unfit) as unfit:
        move(office, sort, **values)
    return unfit.value.errors


# What each does to the roster


@pytest.mark.parametrize(("sort", "values", "held"), [
    ("appointment", POST | {"unit": "J", "title": "副书记"}, [("E", "副局长", ""), ("J", "副书记", "")]),
    ("promotion", POST | {"post": "head", "title": "局长", "ends": (HERS,)}, [("E", "局长", "")]),
    ("transfer", POST | {"unit": "J", "title": "副书记", "ends": (HERS,)}, [("J", "副书记", "")]),
    ("additional", POST | {"unit": "J", "manner": "concurrent"}, [("E", "副局长", ""), ("J", "副局长", "")]),
    ("acting", POST | {"manner": "presiding", "post": "head", "title": "主持工作", "last": date(2026, 6, 30)},
     [("E", "副局长", ""), ("E", "主持工作", "2026-07-01")]),
    ("secondment", POST | {"unit": "J", "manner": "attached", "last": date(2027, 3, 1)},
     [("E", "副局长", ""), ("J", "副局长", "2027-03-02")]),
    ("end", {"ends": (HERS,)}, []), ("retirement", {}, []), ("death", {}, []),
    ("leave", {"last": date(2026, 6, 30)}, [("E", "副局长", "")]),
    ("study", {"last": date(2026, 6, 30)}, [("E", "副局长", "")]), ("detention", {}, [("E", "副局长", "")]),
])
def test_an_act_begins_and_ends_posts_from_its_day(
        office: Office, sort: str, values: dict[str, Any], held: list[tuple[str, str, str]]) -> None:
    before = roster(office)
    move(office, sort, **values)
    today = office.today.isoformat()
    found = [(unit, title, until) for unit, title, _, until in posts(office) if until == "" or until > today]
    assert found == held
    last = people(office).moves(office.actors[KEEPER], OTHER).last
    assert last is not None
    people(office).revoke(office.actors[KEEPER], OTHER, last.reference, version=1, reason="登记有误",
                          token=office.token())
    assert roster(office) == before
    assert version(office, OTHER) == 2


def test_a_move_by_act_and_by_import_leave_the_same_roster(office: Office, made: str, tmp_path: Path) -> None:
    imported = roster(office)
    ended = next(one for one in imported.appointments if one.cadre == OTHER)
    begun = Appointment(cadre=OTHER, unit="J", post="deputy", title="副书记", rank=Rank.DIVISION, marks=("市管",),
                        decided=office.today, since=office.today)
    move(office, "transfer", **(POST | {"unit": "J", "title": "副书记", "rank": Rank.DIVISION, "ends": (HERS,)}))
    changed = evolve(imported, appointments=(*(one for one in imported.appointments if one is not ended),
                                             evolve(ended, until=office.today), begun))
    (tmp_path / "other").mkdir()
    with copy_of(made, tmp_path / "other") as other:
        with writing(other.records) as connection:
            store(connection, changed)
        assert roster(other) == roster(office)


# On record


def test_an_act_is_an_event_in_the_cadres_own_case_and_the_chain_holds(office: Office) -> None:
    move(office, "leave", last=date(2026, 6, 30))
    with reading(office.records) as connection:
        row = connection.execute(select(event).where(event.c.code == "move_leave")).one()
        assert verify(connection) == ()
    assert (row.paper, row.reason, row.provenance, row.entered_by) == (
        "连组干〔2026〕8号", "组织决定", "entered", office.actors[KEEPER].account)


def test_an_earlier_day_is_entered_late_with_the_reason_and_shows_so(office: Office) -> None:
    day = date(2026, 2, 2)
    assert refused(office, "end", ends=(HERS,), on=day) == {
        "late_reason": "补录 2026-02-02 的事项，请写明为什么现在才录入。"}
    move(office, "end", ends=(HERS,), on=day, late=Late(paper="", reason="文件次月送达"))
    found = people(office).moves(office.actors[KEEPER], OTHER).moves[0]
    assert (found.since, found.late, posts(office)[0][3]) == (day, "文件次月送达", "2026-02-02")


def test_a_day_to_come_is_decided_today_and_holds_from_that_day(office: Office) -> None:
    day = date(2026, 4, 1)
    move(office, "transfer", **(POST | {"unit": "J", "title": "副书记", "ends": (HERS,), "on": day, "marks": ()}))
    found = [one for one in roster(office).appointments if one.cadre == OTHER]
    assert [(one.unit, one.decided, one.since) for one in found if one.unit == "J"] == [("J", office.today, day)]
    assert ("annual_talk", "2026") in owed(office)  # she is in her bureau still
    office.on(day)
    sweep_all(office.records, office.plugins, at=office.moment)
    assert ("annual_talk", "2026") not in owed(office)


def test_the_same_request_does_it_once_and_who_comes_second_is_told(office: Office) -> None:
    act, token = entered(office, "leave", last=date(2026, 6, 30)), office.token()
    first = people(office).move(office.actors[KEEPER], act, token=token)
    again = people(office).move(office.actors[KEEPER], act, token=token)
    assert (first.repeated, again.repeated, version(office, OTHER)) == (False, True, 1)
    with pytest.raises(Conflict):
        people(office).move(office.actors[KEEPER], act, token=office.token())
    with pytest.raises(Conflict):
        people(office).move(office.actors[KEEPER], entered(office, "end", ends=(HERS,)), token=token)


def test_only_the_last_act_that_stands_can_be_put_right(office: Office) -> None:
    move(office, "appointment", **(POST | {"unit": "J"}))
    first = people(office).moves(office.actors[KEEPER], OTHER).moves[0].reference
    move(office, "leave", last=date(2026, 6, 30))
    with pytest.raises(Refused) as no:
        people(office).revoke(office.actors[KEEPER], OTHER, first, version=2, reason="错", token=office.token())
    assert "只能更正最近一次变动" in no.value.text
    with pytest.raises(Unfit):
        people(office).revoke(office.actors[KEEPER], OTHER, first, version=2, reason=" ", token=office.token())


# Who may, and what will not do


@pytest.mark.parametrize(("by", "cadre"), [
    (KEEPER, KEEPER), (BUREAU, RECORDER), (BUREAU, BUREAU), (CLERK, OTHER), (DEPUTY, OTHER), (RECORDER, OTHER),
    (DIRECTOR, OTHER), (KEEPER, "X999"), (KEEPER, "\ud800")])
def test_nobody_else_may_and_learns_nothing(untouched: Office, by: str, cadre: str) -> None:
    office = untouched
    act = people(office)
    for call in (lambda: act.move(office.actors[by], _leave(cadre), token=office.token()),
                 lambda: act.preview(office.actors[by], _leave(cadre)), lambda: act.moves(office.actors[by], cadre),
                 lambda: act.revoke(office.actors[by], cadre, "x", version=0, reason="错", token=office.token())):
        with pytest.raises(Hidden):
            call()
    assert not act.may_move(office.actors[by], cadre)


def _leave(cadre: str) -> Move:
    return Move(cadre=cadre, sort="leave", version=0, paper="文", reason="由", last=date(2026, 6, 30))


def test_a_clerk_of_one_bureau_places_nobody_in_another_unit(office: Office) -> None:
    with pytest.raises(Hidden):
        move(office, "appointment", by=BUREAU, **(POST | {"unit": "J"}))
    move(office, "appointment", by=BUREAU, **(POST | {"title": "工会主席"}))


@pytest.mark.parametrize(("sort", "values", "fields"), [
    ("nothing", {}, {"sort"}), ("leave", {}, {"last"}), ("leave", {"last": date(2026, 3, 1)}, {"last"}),
    ("leave", {"paper": " ", "reason": "", "last": date(2026, 6, 1)}, {"paper", "reason"}),
    ("leave", {"paper": "文" * 201, "last": date(2026, 6, 1)}, {"paper"}), ("return", {}, {"on"}),
    ("end", {}, {"ends"}), ("end", {"ends": ("X~y~z~2024-01-01",)}, {"ends"}),
    ("end", {"ends": (HERS,), "on": date(2024, 1, 8)}, {"ends"}), ("transfer", POST, {"ends"}),
    ("appointment", {}, {"unit", "post", "title", "rank", "manner"}),
    ("appointment", POST | {"manner": "acting"}, {"manner"}), ("appointment", POST | {"marks": ("秘密",)}, {"marks"}),
    ("renaming", {}, {"name"}), ("renaming", {"number": CLERK}, {"number"}),
    ("renaming", {"number": "E 2"}, {"number"}),
])
def test_what_will_not_do_is_said_field_by_field(
        untouched: Office, sort: str, values: dict[str, Any], fields: set[str]) -> None:
    assert set(refused(untouched, sort, **values)) == fields
    assert changes(untouched) == []


def test_after_a_death_nothing_more_is_entered_and_after_retirement_a_death_alone(office: Office) -> None:
    move(office, "retirement")
    assert set(refused(office, "appointment", **POST)) == {"on"}
    move(office, "death")
    assert set(refused(office, "leave", last=date(2026, 6, 30))) == {"on"}


def test_a_leave_ends_by_returning_and_no_other_begins_meanwhile(office: Office) -> None:
    move(office, "leave", last=date(2026, 6, 30))
    assert set(refused(office, "study", last=date(2026, 5, 1))) == {"on"}
    office.on(date(2026, 4, 1))
    move(office, "return")
    assert people(office).moves(office.actors[KEEPER], OTHER).away is None
    move(office, "study", last=date(2026, 5, 1))


# What follows


def test_what_is_owed_about_her_is_withdrawn_for_the_move_and_the_same_is_foreseen(office: Office) -> None:
    act = entered(office, "retirement")
    foreseen = people(office).preview(office.actors[KEEPER], act)
    assert (owed(office), changes(office)) == ({("annual_talk", "2026"): "OPEN"}, [])
    done = people(office).move(office.actors[KEEPER], act, token=office.token())
    assert (foreseen.withdrawn, owed(office)) == (done.changes, {})
    assert changes(office) == [("withdrawn", "annual_talk", OTHER, "", "")]


def test_a_talk_with_one_who_died_is_withdrawn_by_the_system(office: Office) -> None:
    done = office.propose()
    foreseen = people(office).preview(office.actors[KEEPER], entered(office, "death"))
    assert [(one.number, one.part, one.closes) for one in foreseen.touched] == [("2026-000001", "interviewee", True)]
    move(office, "death")
    with reading(office.records) as connection:
        row = connection.execute(select(interview).where(interview.c.reference == done.case)).one()
        last = connection.execute(select(event).where(event.c.case_id == row.case_id).order_by(
            event.c.sequence.desc()).limit(1)).one()
    assert (row.ended, row.state, last.code, last.entered_by, last.reason) == (
        True, "withdrawn", "withdrawn", None, "约谈对象于 2026-03-02 去世。")
    assert "OPEN" not in owed(office).values()


def test_a_talker_who_leaves_is_shown_as_one_to_be_replaced(office: Office) -> None:
    office.propose()
    found = people(office).preview(office.actors[KEEPER], entered(office, "retirement", DEPUTY))
    assert [(one.part, one.reassign) for one in found.touched if one.part == "interviewer"] == [("interviewer", True)]


def test_who_may_not_know_of_a_talk_learns_nothing_from_a_preview_or_an_act(office: Office) -> None:
    office.propose()
    found = people(office).preview(office.actors[BUREAU], entered(office, "death"))
    assert found.touched == ()
    done = move(office, "death", by=BUREAU)
    assert {one.key.duty for one in done.changes} <= {"annual_talk"}


def test_the_task_of_a_chair_goes_to_whoever_holds_it_now(office: Office) -> None:
    move(office, "promotion", cadre=RECORDER, unit="J", post="head", title="代书记", rank=Rank.BUREAU_DEPUTY,
         manner="regular", marks=("市管",), ends=("J~staff~干部~2024-01-08",))
    move(office, "retirement", cadre=SECRETARY)
    assert [one for one in changes(office) if one[2] == DEPUTY] == [
        ("handed_over", "annual_talk", DEPUTY, SECRETARY, f"{SECRETARY} {RECORDER}"),
        ("handed_over", "annual_talk", DEPUTY, f"{SECRETARY} {RECORDER}", RECORDER)]
    with reading(office.records) as connection:
        key = Key("lianyungang", "2015-02-04", "annual_talk", DEPUTY, "2026")
        assert [(one.on, one.had, one.has, one.why) for one in handed_over(connection, key)][1:] == [
            (office.today, (SECRETARY, RECORDER), (RECORDER,), "move")]
