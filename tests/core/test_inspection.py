"""What is taken out for an inspection: what stands in it, what does not, and that a change of it is found."""

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
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from casework_office import (
    CLERK,
    DEPUTY,
    DIRECTOR,
    NAMES,
    OTHER,
    Office,
    office_over,
)
from inspected import MARCH, Taken, agreed, opened, routine, taken, texts
from openpyxl import load_workbook

from yuetan.casework.attachments import KeptScan, TakenScan
from yuetan.paperwork.inspection.verify_script import faults
from yuetan.records.anchoring import anchor_now


@pytest.fixture(scope="module")
def office(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_over(shared_database_url) as found:
        for number in range(5):
            routine(found, number)
        anchor_now(found.records, tmp_path_factory.mktemp("anchors") / "anchors", at=found.moment)
        routine(found, 9)  # after the anchor
        yield found


@pytest.fixture(scope="module")
def masked(office: Office) -> Taken:
    return taken(office)


@pytest.fixture(scope="module")
def named(office: Office) -> Taken:
    return taken(office, evolve(MARCH, names=True))


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


def test_scans_stand_in_it_with_names_alone_and_one_that_does_not_open_is_told(office: Office) -> None:
    kept = KeptScan(id=1, reference="r", interview_id=1, sequence=2, event_id=9, name="签收单", sort="pdf", size=4,
                    pages=1, added_by="白雪", added_at=office.moment)
    some = (TakenScan(kept, b"%PDF"), TakenScan(kept, None))
    with_names = opened(taken(office, evolve(MARCH, names=True), scans=lambda _view, _key: some)[0])
    told = json.loads(with_names["interviews/00001/interview.json"])["scans"]
    assert [one["file"] for one in told] == ["interviews/00001/scans/01.pdf", None]
    assert (with_names["interviews/00001/scans/01.pdf"], told[0]["sha256"]) == (
        b"%PDF", hashlib.sha256(b"%PDF").hexdigest())
    assert [name for name in opened(taken(office, scans=lambda _view, _key: some)[0]) if "scans" in name] == []


def test_the_same_seed_and_day_give_the_same_bytes_and_another_seed_another_sample(office: Office) -> None:
    one = agreed(office, evolve(MARCH, sample=3, seed="七"))
    first, again = taken(office, one=one), taken(office, one=one)
    assert first == again
    others = {taken(office, evolve(MARCH, sample=3, seed=str(seed)))[1].interviews for seed in range(2)}
    assert {len(one) for one in others} == {3}


def test_no_text_is_a_formula(named: Taken) -> None:
    parts = opened(named[0])
    book = load_workbook(io.BytesIO(parts["index.xlsx"]))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(json.loads(parts["index.json"])["interviews"]) == 6
