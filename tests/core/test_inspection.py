from __future__ import annotations

import hashlib
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

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
from openpyxl import load_workbook
from sqlalchemy import select

from yuetan.access.actor import OUTSIDER, Actor, Granted, Role
from yuetan.access.door import Access
from yuetan.access.reading_inspection import Candidate
from yuetan.casework.acts import Done
from yuetan.casework.errors import Hidden, Refused, Unfit
from yuetan.casework.governance import Governance
from yuetan.casework.governing import calendar_of
from yuetan.casework.inspection import Inspections, KeptInspection, NewInspection
from yuetan.paperwork.inspection.export import Written, write_inspection
from yuetan.paperwork.inspection.sampling import sampled
from yuetan.paperwork.inspection.verify_script import faults
from yuetan.records.anchoring import anchor_now
from yuetan.records.cases import cadre_ids
from yuetan.records.database import reading, writing
from yuetan.records.journal import Entry, append
from yuetan.records.own_cases import case_of_cadre
from yuetan.records.tables import event, read_log

MARCH = NewInspection(unit="J", since=date(2026, 3, 1), until=date(2026, 3, 31), reason="年度检查")
FORMULA = '=HYPERLINK("http://example.org")'
NOTICE = {"topic": "工程招标", "date": "2026-03-09", "time": "09:30", "place": "行政中心512室"}


@pytest.fixture(scope="module")
def office(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_over(shared_database_url) as found:
        for number in range(5):
            routine(found, number)
        anchor_now(found.records, tmp_path_factory.mktemp("anchors") / "anchors", at=found.moment)
        routine(found, 9)  # after the anchor
        yield found


def routine(office: Office, number: int) -> Done:
    """A talk whose texts name people, with blanks between the characters too."""
    done = office.propose(interviewees=(OTHER if number % 2 else DIRECTOR,), topic=f"听取马 文慧和周志强汇报{number}",
                          place=FORMULA, planned=date(2026, 3, 9))
    return office.take(SECRETARY, done, "withdrawn", fields={"reason": "陈国栋、何明远另有安排，另行通知"})


def inspections(office: Office) -> Inspections:
    return Inspections(office.records, lambda: office.moment)


def discipline(office: Office) -> Actor:
    return office.actors[CLERK]


def agreed(office: Office, new: NewInspection = MARCH) -> KeptInspection:
    made = inspections(office)
    reference = made.ask(discipline(office), new, token=office.token())
    made.agree(office.actors[SECRETARY], reference, "同意", token=office.token())
    return made.opened(discipline(office), reference)


def taken(office: Office, new: NewInspection = MARCH, one: KeptInspection | None = None) -> tuple[bytes, Written]:
    file, found = io.BytesIO(), one or agreed(office, new)
    access = Access(office.records, office.plugins, discipline(office), on=office.today,
                    calendar=calendar_of(office.records))
    written = write_inspection(file, access, found, office.plugins.vocabulary, on=office.today)
    return file.getvalue(), written


Taken = tuple[bytes, Written]


@pytest.fixture(scope="module")
def masked(office: Office) -> Taken:
    return taken(office)


@pytest.fixture(scope="module")
def named(office: Office) -> Taken:
    return taken(office, evolve(MARCH, names=True))


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(content: bytes) -> str:
    """Everything in a file that can be read, the parts of documents and their properties too."""
    found = list[str]()
    for name, part in opened(content).items():
        if name.endswith((".docx", ".xlsx")):
            found += [re.sub(r"<[^>]+>", "", one.decode("utf-8", "replace")) for one in opened(part).values()]
            found += [one.decode("utf-8", "replace") for one in opened(part).values()]
        else:
            found.append(part.decode())
    return "\n".join(found)


def test_no_name_of_the_roster_is_left_in_any_text_without_the_grant(masked: Taken) -> None:
    said = texts(masked[0]).replace(NAMES[CLERK], "", -1)
    bare = re.sub(r"[ \u3000]", "", said)
    left = [name for name in NAMES.values() if name != NAMES[CLERK] and (name in said or name in bare)]
    numbers = [one for one in NAMES if re.search(rf"\b{one}\b", said)]
    assert (left, numbers) == ([], [])


def test_whoever_asked_stands_in_the_watermark_alone(masked: Taken) -> None:
    found = [json.loads(part) for name, part in opened(masked[0]).items() if name.endswith("interview.json")]
    assert {one.pop("watermark")["by"] for one in found} == {NAMES[CLERK]}
    assert NAMES[CLERK] not in json.dumps(found, ensure_ascii=False)


def test_people_are_called_alike_throughout_and_by_a_mere_number(masked: Taken) -> None:
    parts = opened(masked[0])
    told = [json.loads(part) for name, part in parts.items() if name.endswith("interview.json")]
    called = {person["name"] for one in told for person in one["people"] if person["part"] == "被约谈人"}
    topics = {one["topic"][:-1] for one in told}
    assert (len(called), len(topics)) == (2, 1)
    assert all(name in next(iter(topics)) for name in called)
    assert all(re.fullmatch(r"人员\d{4}", name) for name in called)


def test_names_stand_in_it_for_whoever_holds_the_grant(named: Taken) -> None:
    said = texts(named[0])
    assert all(name in said for name in (NAMES[OTHER], NAMES[DIRECTOR], NAMES[DEPUTY]))


def test_every_talk_has_its_timeline_departures_obligations_and_proof(masked: Taken) -> None:
    parts = opened(masked[0])
    told = json.loads(parts["interviews/00001/interview.json"])
    assert [one["sequence"] for one in told["timeline"]] == [1, 2]
    assert {"departures", "breaches", "obligations", "papers"} <= told.keys()
    assert json.loads(parts["proof/00001.json"])["anchored"]["version"] == 2
    assert json.loads(parts["rules.json"])["rules"][0]["paper"] == "连委办〔2025〕31号"
    assert any(one["readings"] for one in json.loads(parts["rules.json"])["rules"])


def test_the_script_in_it_finds_all_well_and_says_what_came_after_the_anchor(masked: Taken, tmp_path: Path) -> None:
    content, written = masked
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert faults(str(path), written.digest, written.root) == []
    parts = opened(content)
    assert [json.loads(parts[f"proof/{number:05d}.json"])["anchored"] is None for number in (1, 6)] == [False, True]


def test_the_script_needs_nothing_but_python(masked: Taken, tmp_path: Path) -> None:
    content, written = masked
    (tmp_path / "a.zip").write_bytes(content)
    (tmp_path / "verify.py").write_bytes(opened(content)["verify.py"])
    done = subprocess.run((sys.executable, "-I", "-S", tmp_path / "verify.py", tmp_path / "a.zip", "--sha256",
                           written.digest, "--root", written.root), check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout[:3]) == (0, "相符：")


def test_a_change_of_any_byte_is_found(office: Office, tmp_path: Path) -> None:
    content, written = taken(office, evolve(MARCH, sample=1, seed="1"))
    path, chance, missed = tmp_path / "a.zip", random.Random(1), list[int]()  # noqa: S311 - places to change
    for place in sorted({*range(40), *chance.sample(range(len(content)), 160), len(content) - 1}):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        if not faults(str(path), written.digest):
            missed.append(place)
    assert missed == []


@pytest.mark.parametrize("spoil", ["event", "head", "root", "added", "removed", "left out"])
def test_a_file_made_anew_with_a_true_list_is_found_by_the_root(named: Taken, tmp_path: Path, spoil: str) -> None:
    content, written = named
    parts: dict[str, Any] = {name: json.loads(part) if name.endswith(".json") else part
                             for name, part in opened(content).items()}
    proof = parts["proof/00001.json"]
    if spoil == "event":
        proof["events"][0]["values"][1] = "notified"
    elif spoil == "head":
        proof["events"][-1]["hash"] = "0" * 64
        proof["events"][-1]["values"] = None
    elif spoil == "root":
        parts["proof/anchor.json"]["root"] = "0" * 64
    elif spoil == "left out":
        proof["events"].pop(0)
    _rewrite(tmp_path / "a.zip", parts, spoil)
    assert faults(str(tmp_path / "a.zip"), "", written.root)


def _rewrite(path: Path, parts: dict[str, Any], spoil: str) -> None:
    made = {name: part if isinstance(part, bytes) else json.dumps(part, ensure_ascii=False).encode()
            for name, part in parts.items() if name != "manifest.json"}
    listed = {name: hashlib.sha256(part).hexdigest() for name, part in made.items()}
    if spoil == "added":
        made["interviews/other.json"] = b"{}"
    if spoil == "removed":
        del made["interviews/00001/interview.json"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in made.items():
            archive.writestr(name, part)
        archive.writestr("manifest.json", json.dumps({"files": listed}))


def test_the_same_seed_and_day_give_the_same_bytes_and_another_seed_another_sample(office: Office) -> None:
    one = agreed(office, evolve(MARCH, sample=3, seed="七"))
    first, again = taken(office, one=one), taken(office, one=one)
    assert first == again
    others = {taken(office, evolve(MARCH, sample=3, seed=str(seed)))[1].interviews for seed in range(2)}
    assert {len(one) for one in others} == {3}


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


def test_no_text_is_a_formula(named: Taken) -> None:
    parts = opened(named[0])
    book = load_workbook(io.BytesIO(parts["index.xlsx"]))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(json.loads(parts["index.json"])["interviews"]) == 6


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
