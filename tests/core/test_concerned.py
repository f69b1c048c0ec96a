"""Whoever acts for a unit is no case of that unit: the unit above has it, and his own see nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve
from casework_office import START
from sides_office import (
    ABOVE,
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    ENDS,
    OTHER,
    RECORDER,
    SECRETARY,
    SidesOffice,
    grant_in,
    sides_office,
)

from yuetan.access.actor import Actor, Granted, Role
from yuetan.access.concerned import sides_of, sides_on
from yuetan.access.views import Asked
from yuetan.casework.acts import Done, Proposal, Taken
from yuetan.casework.decisions import Decision
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.following import following
from yuetan.casework.leads import Received, Source
from yuetan.casework.occurrences import OutsideRecord
from yuetan.casework.plans import Line, NewPlan
from yuetan.records.database import reading
from yuetan.records.leads import lead_of
from yuetan.rules.events import DECIDED

TALK = date(2026, 3, 9)
REPORTED = Received(about=DIRECTOR, unit="E", received_on=date(2026, 3, 1), channel="来信", summary="反映公务接待超标",
                    handlers=(OTHER,), source=Source(name="某甲"), material="有人反映接待超标准的全部经过。")


@pytest.fixture(scope="module")
def whole(shared_database_url: str) -> Iterator[SidesOffice]:
    with sides_office(shared_database_url) as found:
        yield found


@pytest.fixture
def city(whole: SidesOffice) -> SidesOffice:
    whole.on(date(2026, 3, 2))
    return whole


def kept(city: SidesOffice, *more: tuple[str, Role, str], since: date = date(2026, 3, 2), until: date = ENDS,
         on: date = date(2026, 3, 2)) -> dict[str, tuple[set[str], tuple[str, ...]]]:
    """Who is kept above, were some more granted something; nothing of it is kept."""
    with city.office.records.connect() as connection:
        for who, role, unit in more:
            grant_in(connection, who, role, unit, since=since, until=until)
        sides = sides_on(connection, on)
    return {one.cadre: (set(one.acts_for), one.above) for one in sides.kept.values()}


def warned(city: SidesOffice) -> Done:
    return city.office.propose(interviewees=(DIRECTOR,), interviewers=(DEPUTY,), recorder=RECORDER)


# Who is kept above


def test_whoever_is_granted_a_role_in_a_unit_is_kept_above_where_others_can_act_there(city: SidesOffice) -> None:
    of_j, of_e = ({"J"}, ("C",)), ({"E"}, ("C",))
    assert kept(city) == {CLERK: of_j, RECORDER: of_j, DEPUTY: of_j, SECRETARY: of_j, BUREAU: of_e, DIRECTOR: of_e}


def test_nobody_is_kept_above_where_only_his_own_could_act_there(city: SidesOffice) -> None:
    found = kept(city, (CLERK, Role.DISCIPLINE, "C"), (ABOVE, Role.CLERK, "E"))
    assert found[SECRETARY][1] == ("C",)  # by the one who acts for E as well
    assert CLERK not in found  # nobody acts above him any more
    assert ABOVE not in found
    assert DIRECTOR not in kept(city, (ABOVE, Role.CLERK, "E"))


def test_an_administrator_is_kept_above_the_unit_he_works_in(city: SidesOffice) -> None:
    assert kept(city, (OTHER, Role.SYSTEM, ""))[OTHER] == ({"E"}, ("C",))


def test_he_stays_so_when_the_grant_has_ended_and_is_not_before_it_began(city: SidesOffice) -> None:
    granted, ended, later = (OTHER, Role.CLERK, "E"), date(2026, 3, 5), date(2026, 3, 20)
    assert kept(city, granted, until=ended, on=later)[OTHER] == ({"E"}, ("C",))
    assert OTHER not in kept(city, granted, since=later)


def test_those_shut_to_somebody_are_found_near_him_as_among_everybody(city: SidesOffice) -> None:
    on, more = date(2026, 3, 2), ((OTHER, Role.SYSTEM, ""), (ABOVE, Role.CLERK, "E"), (DEPUTY, Role.HEAD, "C"))
    places = ((), ("E",), ("J",), ("C",), ("C", "E"), ("",))
    actors = [Actor(1, "", "", cadre, tuple(Granted(Role.CLERK if unit else Role.SYSTEM, unit) for unit in units))
              for cadre in ("", CLERK, ABOVE, OTHER, DIRECTOR) for units in places]
    with city.office.records.connect() as connection:
        for who, role, unit in more:
            grant_in(connection, who, role, unit, since=on, until=ENDS)
        whole = [sides_on(connection, on, (one.cadre,)).shut_among(one) for one in actors]
        assert whole == [sides_of(connection, on, one).shut_among(one) for one in actors]
    assert any(whole)


# His own unit


def test_his_own_unit_opens_no_case_about_him_and_is_told_the_same_with_one_and_without(city: SidesOffice) -> None:
    asked = Proposal(regulation="lianyungang", kind="routine", interviewees=(DIRECTOR,), interviewers=(SECRETARY,),
                     recorder=RECORDER, topic="日常")

    def told() -> list[str]:
        found = list[str]()
        for act in (lambda: city.office.casework.propose(city.actor(BUREAU), asked, token=city.office.token()),
                    lambda: city.office.casework.preview(city.actor(BUREAU), asked)):
            with pytest.raises(Refused) as refused:
                act()
            found.append(refused.value.text)
        return found

    before = told()
    warned(city)
    assert before == told()
    assert "上级机关" in before[0]
    assert city.office.casework.talkers(city.actor(BUREAU), "lianyungang", "routine", DIRECTOR, TALK) == ()
    assert city.office.casework.why_not(city.actor(BUREAU), "lianyungang", "routine", DIRECTOR, SECRETARY, TALK) == ()


def test_nobody_of_his_unit_takes_part_on_the_other_side(city: SidesOffice) -> None:
    with pytest.raises(Unfit) as wrong:
        city.office.propose(interviewees=(DIRECTOR,), interviewers=(DEPUTY,), recorder=BUREAU)
    assert list(wrong.value.errors) == ["recorder"]
    done = warned(city)
    with pytest.raises(Unfit) as later:
        city.office.take(CLERK, done, "assigned", fields={
            "interviewer": DEPUTY, "recorder": BUREAU, "reason": "原记录人出差"})
    assert list(later.value.errors) == ["recorder"]


def test_the_case_is_numbered_where_it_is_held_and_leaves_no_gap_in_his_unit(city: SidesOffice) -> None:
    city.office.propose(interviewees=(OTHER,))
    warned(city)
    rows, _ = city.access(CLERK).interviews(limit=2)
    assert {row.unit for row in rows} == {"市纪委监委"}
    assert int(rows[0].number[-6:]) - int(rows[1].number[-6:]) == 1


def seen(city: SidesOffice, who: str) -> list[object]:
    """What the door gives somebody."""
    door = city.access(who)
    people = door.find("E0")
    year = door.due_days(date(2026, 1, 1), date(2026, 12, 31))
    return [door.desk(Asked(limit=500)), door.desk(Asked(name="周")), year, door.interviews(),
            door.interviews(name="周"), door.units(), people, door.plans(),
            *(door.cadre(one.person.reference) for one in people if one.person.reference)]


NOTICE = {"topic": "公务接待", "date": "2026-03-16", "time": "09:30", "place": "谈话室"}
RECORD = dict.fromkeys(("topic", "reason", "account", "explanation", "measures"), "已谈")
STAGES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("consulted", CLERK, "2026-03-02", {}), ("notified", CLERK, "2026-03-09", NOTICE),
          ("held", CLERK, "2026-03-16", {}), ("recorded", RECORDER, "2026-03-16", RECORD),
          ("rectification_report", DIRECTOR, "2026-03-20", dict.fromkeys(("problem", "measures", "results"), "已改")))


def test_those_of_his_unit_see_the_same_at_every_stage_with_the_case_and_without(city: SidesOffice) -> None:
    days = sorted({date.fromisoformat(day) for _, _, day, _ in STAGES})
    without = dict[tuple[str, date], list[object]]()
    for day in days:
        city.on(day)
        without |= {(who, day): seen(city, who) for who in (BUREAU, *(CLERK,) * (day == days[0]))}
    city.on(days[0])
    done = city.office.propose(kind="warning", interviewees=(DIRECTOR,), interviewers=(DEPUTY,), grounds=("4.3",),
                               lead=finding(city))
    city.office.casework.record_decision(city.actor(ABOVE), Decision(
        cadre=DIRECTOR, sort=DECIDED[0], number="处〔2026〕1号", body="市纪委", on=date(2026, 3, 1)),
        token=city.office.token())
    assert without[BUREAU, days[0]] == seen(city, BUREAU)
    assert without[CLERK, days[0]] != seen(city, CLERK)
    for code, by, on, fields in STAGES:
        day = date.fromisoformat(on)
        city.on(day)
        addressee = "interviewee" if code == "notified" else ""
        done = city.office.take(by, done, code, fields=fields, addressee=addressee)
        assert without[BUREAU, day] == seen(city, BUREAU), code
    assert city.access(CLERK).interview(done.case) is not None


def finding(city: SidesOffice) -> str:
    """A lead about him that J keeps, with the finding it led to."""
    at = city.office.moment
    lead = city.leads.enter(city.actor(CLERK), evolve(REPORTED, unit="J", handlers=(CLERK,)), at=at)
    after = following(city.office.plugins, lambda: city.office.moment)
    evolve(city.leads, after=after).confirm(city.actor(CLERK), lead, {
        "whose": "本人", "found_in": "信访举报", "problem": "超标准接待"}, at=at)
    return lead


def test_what_is_about_him_is_as_if_it_were_not_there(city: SidesOffice) -> None:
    who = BUREAU
    done = warned(city)
    assert city.access(who).interview(done.case) is None
    for act in (lambda: city.office.casework.offers(city.actor(who), done.case),
                lambda: city.office.casework.take(city.actor(who), done.case, Taken(code="held", version=1),
                                                  token=city.office.token())):
        with pytest.raises(Hidden):
            act()
    decision = Decision(cadre=DIRECTOR, sort=DECIDED[0], number="1号", body="纪委", on=date(2026, 3, 1))
    with pytest.raises(Hidden):
        city.office.casework.record_decision(city.actor(who), decision, token=city.office.token())
    assert city.office.casework.outside_record(city.actor(who), cadre=DIRECTOR) == OutsideRecord()


def test_whoever_works_there_is_blind_though_he_is_granted_more_above(city: SidesOffice) -> None:
    done, bureau = warned(city), city.actor(BUREAU)
    city.office.propose(interviewees=(OTHER,))  # of this one he does know
    more = evolve(bureau, granted=(*bureau.granted, Granted(Role.DISCIPLINE, "J"), Granted(Role.HEAD, "C")))
    assert city.access(more).interview(done.case) is None
    assert all(row.reference != done.case for row in city.access(more).interviews()[0])
    assert city.access(more).interviews()[0]
    assert city.access(ABOVE).interview(done.case) is not None


def test_he_himself_has_the_rights_of_whom_it_is_about(city: SidesOffice) -> None:
    done = warned(city)
    assert city.access(DIRECTOR).interview(done.case) is None
    for code in ("consulted", "notified"):
        fields = {"topic": "公务接待", "date": "2026-03-16", "time": "09:30", "place": "谈话室"}
        done = city.office.take(CLERK, done, code, fields=fields if code == "notified" else {},
                                addressee="interviewee" if code == "notified" else "")
    view = city.access(DIRECTOR).interview(done.case)
    assert view is not None
    assert [one.name for one in view.people] == ["周志强"]


# Leads


def test_a_lead_about_him_goes_up_at_once_and_his_unit_is_blind_then(city: SidesOffice) -> None:
    reference = city.leads.enter(city.actor(BUREAU), REPORTED, at=START)
    assert city.leads.leads_of(city.actor(OTHER), at=START) == ()
    assert city.leads.lead_view(city.actor(BUREAU), reference, at=START) is None
    assert reference in city.leads.leads_to_assign(city.actor(ABOVE), at=START)
    with pytest.raises(Unfit):
        city.leads.assign(city.actor(ABOVE), reference, (OTHER,), at=START)
    city.leads.assign(city.actor(ABOVE), reference, (CLERK,), at=START)


def test_a_lead_about_others_stays_where_it_was_entered(city: SidesOffice) -> None:
    reference = city.leads.enter(city.actor(BUREAU), evolve(REPORTED, about=OTHER, handlers=(BUREAU,)), at=START)
    with reading(city.office.records) as connection:
        lead = lead_of(connection, reference)
    assert lead is not None
    assert lead.unit == "E"


# Plans


def test_no_plan_of_his_unit_names_him(city: SidesOffice) -> None:
    plan = city.plans.make(city.actor(BUREAU), NewPlan(
        regulation="lianyungang", unit="E", title="一季度", since=date(2026, 3, 2), until=date(2026, 12, 31)),
        token="make")  # noqa: S106 - of a request
    with pytest.raises(Unfit) as wrong:
        city.plans.add(city.actor(BUREAU), plan, Line(cadre=DIRECTOR, kind="routine"), version=1, token="add")  # noqa: S106
    assert list(wrong.value.errors) == ["cadre"]
    city.plans.fill(city.actor(BUREAU), plan, version=1, token="fill")  # noqa: S106
    view = city.access(BUREAU).plan(plan)
    assert view is not None
    assert {line.cadre.cadre for line in view.lines} == {OTHER}
