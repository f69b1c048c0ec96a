"""Clerks change: what is open is listed, signed by two accounts, and stands under the receiver from then on."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from casework_office import BUREAU, CLERK, DEPUTY, DIRECTOR, OTHER, RECORDER, SECRETARY
from sides_office import SidesOffice, sides_office

from yuetan.access.actor import Role
from yuetan.casework.errors import Conflict, Hidden, Refused, Unfit
from yuetan.casework.handing_over import NewHandover
from yuetan.casework.handover_views import HandoverView
from yuetan.casework.leads import Received, Source
from yuetan.paperwork.papers.handed_over import handover_paper

LEAVES = date(2026, 3, 9)
NEW = NewHandover(unit="J", leaver=CLERK, receiver=RECORDER, leaves_on=LEAVES)
LEAD = Received(about=OTHER, unit="J", received_on=date(2026, 3, 1), channel="来信", summary="反映违规收礼",
                handlers=(CLERK,), source=Source(name="某甲"), material="收礼的经过")


@pytest.fixture
def city(database_url: str) -> Iterator[SidesOffice]:
    with sides_office(database_url) as found:
        found.grant(RECORDER, Role.DISCIPLINE, "J")
        found.refresh()
        found.office.propose(by=CLERK, interviewees=(OTHER,), recorder="")
        found.leads.enter(found.actor(CLERK), LEAD, at=found.office.moment)
        yield found


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SidesOffice]:
    """One office for whatever is refused, and so changes nothing."""
    with sides_office(f"sqlite:///{tmp_path_factory.mktemp('untouched') / 'yuetan.db'}") as found:
        found.leads.enter(found.actor(CLERK), LEAD, at=found.office.moment)
        yield found


def made(city: SidesOffice, by: str = CLERK, new: NewHandover = NEW) -> str:
    return city.handovers.make(city.actor(by), new, token=city.office.token())


def view(city: SidesOffice, reference: str, by: str = DEPUTY) -> HandoverView:
    found = city.handovers.view(city.actor(by), reference)
    assert found is not None
    return found


def sign(city: SidesOffice, reference: str, by: str, reason: str = "") -> None:
    city.handovers.sign(city.actor(by), reference, version=view(city, reference, by).version, reason=reason,
                        token=city.office.token())


def test_the_list_says_what_is_open_and_nothing_of_what_it_says(city: SidesOffice) -> None:
    found = view(city, made(city))
    sorts = [one.sort for one in found.lines]
    assert [sorts[0], *sorted(set(sorts) - {sorts[0]})] == ["在办约谈", "到期授权", "在办线索", "未办结事项"]
    assert found.lines[0].what == "2026-000001 日常约谈"
    assert [one.on for one in found.lines if one.sort == "到期授权"] == [date(2036, 1, 1)]
    said = " ".join(one.what for one in found.lines)
    assert not [secret for secret in ("马文慧", "收礼", "某甲") if secret in said]


def test_the_paper_is_the_list_with_room_for_both_signatures(city: SidesOffice) -> None:
    found = view(city, made(city))
    paper = handover_paper(found)
    with zipfile.ZipFile(BytesIO(paper.content)) as package:
        said = package.read("word/document.xml").decode()
    assert paper.name == "工作交接清单（白雪）.docx"
    wanted = ("移交人：", "接收人：", "监交人：", "2026-000001 日常约谈", found.digest[:16], "2026年3月9日")
    assert [one for one in wanted if one not in said] == []
    assert paper == handover_paper(found)


def test_after_both_signed_the_tasks_are_the_receivers_and_the_grants_end_on_the_day(city: SidesOffice) -> None:
    reference = made(city)
    sign(city, reference, RECORDER)
    assert view(city, reference).state == "drafted"
    sign(city, reference, CLERK)
    done = view(city, reference)
    assert (done.state, done.witness, done.may_withdraw) == ("done", "", False)
    talk = city.access(DEPUTY).interviews()[0][0].reference
    people = city.access(DEPUTY).interview(talk)
    assert people is not None
    assert [one.cadre for one in people.people if one.part == "organiser"] == [RECORDER]
    assert len(city.leads.leads_of(city.actor(RECORDER), at=city.office.moment)) == 1
    assert city.leads.leads_of(city.actor(CLERK), at=city.office.moment) == ()
    assert city.actor(CLERK).granted != ()
    city.on(LEAVES)
    assert city.actor(CLERK).granted == ()


def test_a_third_person_who_leads_the_unit_signs_for_whoever_cannot(city: SidesOffice) -> None:
    reference = made(city, by=DEPUTY)
    with pytest.raises(Unfit) as wrong:
        sign(city, reference, DEPUTY)
    assert list(wrong.value.errors) == ["reason"]
    sign(city, reference, DEPUTY, "因病住院")
    sign(city, reference, RECORDER)
    done = view(city, reference)
    assert (done.state, done.witness, done.reason) == ("done", "陈国栋", "因病住院")


def test_where_something_has_changed_since_it_is_drawn_up_and_signed_anew(city: SidesOffice) -> None:
    reference = made(city)
    sign(city, reference, RECORDER)
    city.office.propose(by=CLERK, interviewees=(DIRECTOR,), interviewers=(DEPUTY,), recorder="")
    assert view(city, reference).changed
    with pytest.raises(Refused):
        sign(city, reference, CLERK)
    city.handovers.renew(city.actor(CLERK), reference, version=view(city, reference).version, token="renew")  # noqa: S106 - of a request
    renewed = view(city, reference)
    assert (renewed.changed, renewed.received_at, [one.sort for one in renewed.lines].count("在办约谈")) == (
        False, None, 2)


def test_what_the_receiver_may_not_know_of_is_left_out(city: SidesOffice) -> None:
    city.grant(OTHER, Role.DISCIPLINE, "J")
    found = view(city, made(city, new=evolve(NEW, receiver=OTHER)))
    assert {one.sort for one in found.lines} == {"到期授权"}


@pytest.mark.parametrize("who", [BUREAU, OTHER, DIRECTOR])
def test_it_is_not_there_for_whoever_has_no_part_in_it(untouched: SidesOffice, who: str) -> None:
    with pytest.raises(Hidden):
        made(untouched, by=who)
    assert untouched.handovers.listed(untouched.actor(who)) == ()
    assert untouched.handovers.view(untouched.actor(who), "AAAAAAAAAAAAAAAAAAAAAA") is None
    with pytest.raises(Hidden):
        untouched.handovers.sign(untouched.actor(who), "AAAAAAAAAAAAAAAAAAAAAA", version=1, token=who)


def test_nobody_draws_one_up_for_his_colleague(untouched: SidesOffice) -> None:
    with pytest.raises(Hidden):
        made(untouched, by=RECORDER)


@pytest.mark.parametrize(("changes", "field"), [
    ({"receiver": CLERK}, "receiver"), ({"receiver": BUREAU}, "receiver"), ({"receiver": "none"}, "receiver"),
    ({"receiver": RECORDER}, "receiver"), ({"leaver": BUREAU, "receiver": SECRETARY}, "leaver"),
    ({"leaves_on": date(2026, 3, 1)}, "leaves_on"), ({"leaves_on": None}, "leaves_on"),
    ({"unit": ""}, "unit"), ({"leaver": ""}, "leaver")])
def test_what_makes_no_sense_is_said_by_field(untouched: SidesOffice, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Unfit) as wrong:
        made(untouched, DEPUTY, evolve(NEW, receiver=SECRETARY, **changes) if "receiver" not in changes else evolve(
            NEW, **changes))
    assert list(wrong.value.errors) == [field]


def test_each_signs_once_a_replayed_request_does_nothing_and_of_two_at_once_one_wins(city: SidesOffice) -> None:
    reference = made(city)
    before = view(city, reference).version
    for _ in range(2):
        city.handovers.sign(city.actor(RECORDER), reference, version=before, token="signed")  # noqa: S106 - of a request
    with pytest.raises(Refused):
        sign(city, reference, RECORDER)
    with pytest.raises(Conflict):
        city.handovers.sign(city.actor(CLERK), reference, version=before, token="stale")  # noqa: S106
    version, actors = view(city, reference).version, {who: city.actor(who) for who in (CLERK, DEPUTY)}

    def race(who: str) -> bool:
        try:
            city.handovers.sign(actors[who], reference, version=version, reason="因病", token=who)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(race, actors)) == [False, True]
    with pytest.raises(Conflict):
        city.handovers.withdraw(city.actor(DEPUTY), reference, version=version + 1, token="late")  # noqa: S106


def test_it_is_given_up_by_whoever_drew_it_up_and_there_is_one_at_a_time(city: SidesOffice) -> None:
    reference = made(city)
    with pytest.raises(Unfit):
        made(city, by=DEPUTY)
    with pytest.raises(Hidden):
        city.handovers.withdraw(city.actor(RECORDER), reference, version=1, token="no")  # noqa: S106 - of a request
    city.handovers.withdraw(city.actor(CLERK), reference, version=1, token="yes")  # noqa: S106
    assert view(city, reference).state == "withdrawn"
    assert made(city, by=DEPUTY) != reference
