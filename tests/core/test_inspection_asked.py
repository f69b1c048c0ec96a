"""An inspection is asked for by one, agreed to by another, and tells each what the matrix gives him."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from attrs import evolve
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
from hypothesis import given
from hypothesis import strategies as st
from inspected import MARCH, NOTICE, agreed, discipline, inspections, opened, routine, taken, texts
from sqlalchemy import select

from yuetan.access.actor import OUTSIDER, Granted, Role
from yuetan.access.door import Access
from yuetan.access.reading_inspection import Candidate
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.governance import Governance
from yuetan.casework.governing import calendar_of
from yuetan.paperwork.inspection.export import write_inspection
from yuetan.paperwork.inspection.sampling import sampled
from yuetan.records.cases import cadre_ids
from yuetan.records.database import reading, writing
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.tables import event, read_log


@pytest.fixture(scope="module")
def office(shared_database_url: str) -> Iterator[Office]:
    with office_over(shared_database_url) as found:
        routine(found, 0)
        yield found


TALKS = tuple(Candidate(key=number, reference=f"r{number}", case_id=number, number=str(number),
                        stratum=("lianyungang", "routine" if number % 7 else "warning")) for number in range(40))


@given(st.integers(1, 60), st.text(max_size=5))
def test_a_sample_has_its_size_its_order_and_some_of_every_kind(count: int, seed: str) -> None:
    found = sampled(TALKS, count, seed)
    assert (len(found), found) == (min(count, 40), sampled(TALKS, count, seed))
    assert [one.key for one in found] == sorted(one.key for one in found)
    assert len({one.stratum for one in found}) == min(count, 2)
    warnings = sum(one.stratum[1] == "warning" for one in found)
    assert abs(warnings - len(found) * 6 / 40) <= 1


def test_another_seed_draws_another_sample() -> None:
    assert len({sampled(TALKS, 5, str(seed)) for seed in range(20)}) > 10


@pytest.mark.parametrize("who", [RECORDER, DEPUTY, SECRETARY, BUREAU, OTHER, DIRECTOR, ABOVE])
def test_the_wrong_role_asks_in_vain(office: Office, who: str) -> None:
    with pytest.raises(Hidden):
        inspections(office).ask(office.actors[who], MARCH, token=office.token())


def test_nor_does_an_outsider_or_one_for_a_unit_there_is_not(office: Office) -> None:
    for actor, new in ((OUTSIDER, MARCH), (discipline(office), evolve(MARCH, unit="X")),
                       (discipline(office), evolve(MARCH, unit="E"))):
        with pytest.raises(Hidden):
            inspections(office).ask(actor, new, token=office.token())


@pytest.mark.parametrize("changes", [{"reason": " "}, {"until": date(2026, 2, 1)}, {"sample": 0}, {"sample": 3}])
def test_what_will_not_do_is_said(office: Office, changes: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        inspections(office).ask(discipline(office), evolve(MARCH, **changes), token=office.token())  # type: ignore[arg-type]


def test_nothing_is_taken_out_without_a_second_person_and_none_agrees_to_his_own(office: Office) -> None:
    made = inspections(office)
    reference = made.ask(discipline(office), MARCH, token=office.token())
    with pytest.raises(Refused):
        made.opened(discipline(office), reference)
    with pytest.raises(Refused):
        made.agree(discipline(office), reference, "同意", token=office.token())
    for who in (RECORDER, OTHER, BUREAU):
        with pytest.raises(Hidden):
            made.agree(office.actors[who], reference, "同意", token=office.token())
    made.agree(office.actors[SECRETARY], reference, "同意", token=office.token())
    with pytest.raises(Refused):
        made.agree(office.actors[DEPUTY], reference, "同意", token=office.token())
    with pytest.raises(Hidden):
        made.opened(office.actors[SECRETARY], reference)


def test_an_agreement_is_good_for_a_week(office: Office) -> None:
    one, at = agreed(office), office.moment
    try:
        office.moment += timedelta(days=7, minutes=1)
        with pytest.raises(Refused):
            inspections(office).opened(discipline(office), one.reference)
    finally:
        office.moment = at


def test_taking_it_out_is_an_event_and_every_talk_in_it_stands_in_the_log(office: Office) -> None:
    one = agreed(office)
    _, written = taken(office, one=one)
    inspections(office).taken(discipline(office), one, digest=written.digest, interviews=written.interviews)
    with reading(office.records) as connection:
        codes = connection.execute(select(event.c.code).where(event.c.code.like("inspection%")).order_by(
            event.c.id.desc()).limit(1)).scalar_one()
        logged = connection.execute(select(read_log.c.object).where(read_log.c.action == "inspection.make")).scalars()
        assert (codes, {one.reference, *written.interviews} <= set(logged)) == ("inspection_taken", True)


def test_a_superior_of_another_organisation_sees_how_it_went_and_no_person_or_text(database_url: str) -> None:
    with office_over(database_url) as office:
        governance = Governance(office.records, office.plugins)
        reference = governance.propose("J", "lianyungang", since=date(2026, 1, 1), live_on=date(2026, 1, 1),
                                       readings={}, paper="自办", by=None, at=office.moment)
        governance.approve(reference, by=None, at=office.moment)
        routine(office, 1)
        above, second = office.actors[ABOVE], evolve(office.actors[BUREAU], granted=(Granted(Role.SUPERIOR, "C"),))
        made = inspections(office)
        with pytest.raises(Unfit):
            made.ask(above, evolve(MARCH, names=True), token=office.token())
        asked = made.ask(above, MARCH, token=office.token())
        made.agree(second, asked, "同意", token=office.token())
        file = io.BytesIO()
        access = Access(office.records, office.plugins, above, on=office.today, calendar=calendar_of(office.records))
        write_inspection(file, access, made.opened(above, asked), office.plugins.vocabulary, on=office.today)
        told = json.loads(opened(file.getvalue())["interviews/00001/interview.json"])
        assert (told["people"], told["topic"], told["papers"]) == ([], "", [])
        assert [one["title"] for one in told["timeline"]] != []
        said = texts(file.getvalue())
        assert [name for who, name in NAMES.items() if who != ABOVE and name in said] == []


def test_papers_come_along_where_they_may_be_seen_with_the_watermark_and_no_name(database_url: str) -> None:
    with office_over(database_url) as office:
        with writing(office.records) as connection:
            number = cadre_ids(connection, (OTHER,))[OTHER]
            append(connection, case_of_cadre(connection, number), Entry(
                code="finding_recorded", happened_on=office.today, cadre_id=number,
                content={"whose": "本人", "found_in": "信访举报", "problem": "苗头"}),
                by=office.actors[CLERK].account, at=office.moment)
        done = office.propose(kind="warning")
        done = office.take(CLERK, done, "consulted")
        done = office.take(CLERK, done, "notified", fields=NOTICE, addressee="interviewee")
        office.on(date(2026, 3, 9))
        done = office.take(CLERK, done, "held")
        office.take(RECORDER, done, "recorded", fields={
            "topic": "工程招标", "reason": "苗头", "account": "马文慧称未找周志强", "explanation": "无",
            "measures": "整改"})
        content, _ = taken(office)
        parts, said = opened(content), texts(content)
    papers = [name for name in parts if name.endswith(".docx")]
    assert len(papers) >= 1
    headers = [part.decode() for name in papers for inside, part in opened(parts[name]).items() if "header" in inside]
    assert any("仅供检查，不得扩散" in one for one in headers)
    assert [name for who, name in NAMES.items() if who != CLERK and name in said] == []
    told = json.loads(parts["interviews/00001/interview.json"])
    assert told["papers"] == papers
    assert {"按期办结"} & {one["status"] for one in told["obligations"]}
    assert all(one["clause"] for one in told["obligations"])
