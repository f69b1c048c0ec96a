"""``yuetan old-ledger`` and ``yuetan export inspection``, as an administrator calls them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from account_samples import CheapHasher
from casework_office import CLERK, DEPUTY, NAMES, ROLES, Office, office_over
from cli_calls import WIDE, said, yuetan
from click.testing import CliRunner
from old_ledger_rows import ROWS, workbook

from yuetan.access.door import Access
from yuetan.casework import signing_in
from yuetan.casework.accounts import Accounts
from yuetan.casework.attachments import Attachments, Looked, NewScan
from yuetan.casework.seal_keys import make_key_file
from yuetan.cli import main
from yuetan.cli.acting import now
from yuetan.paperwork.inspection.verify_script import faults
from yuetan.rules.workdays import Calendar

PASSWORD = "紫砂壶 与 长江大桥 47"  # noqa: S105 - of nobody


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(signing_in, "standard_hasher", CheapHasher)
    with office_over(f"sqlite:///{tmp_path / 'yuetan.db'}") as found:
        yield found


def url(office: Office) -> str:
    return str(office.records.url)


def test_a_ledger_is_only_looked_over_until_it_is_said_to_apply(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "旧台账.xlsx")
    looked = yuetan("old-ledger", "import", path, "--unit", "C", "--database", url(office))
    assert (looked.exit_code, "还没有导入，加 --apply 导入" in looked.stdout) == (0, True)
    assert "约谈人不在名册里" in looked.stdout
    done = yuetan("old-ledger", "import", path, "--unit", "C", "--database", url(office), "--apply", "--json")
    told = json.loads(done.stdout)
    assert (told["preview"]["new"], told["preview"]["same"], told["faults"]) == (2, 0, [])
    again = json.loads(yuetan("old-ledger", "import", path, "--unit", "C", "--database", url(office), "--json").stdout)
    assert (again["imported"], again["preview"]["same"]) == (None, 2)
    undone = yuetan("old-ledger", "undo", told["imported"], "--reason", "导错了", "--database", url(office))
    assert (undone.exit_code, undone.stdout) == (0, "已撤销导入。\n")


def test_rows_that_cannot_be_read_come_back_marked_beside_the_file(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "旧台账.xlsx", (*ROWS, {"outcome": "谁"}))
    done = yuetan("old-ledger", "import", path, "--unit", "C", "--database", url(office), "--apply")
    assert (done.exit_code, (tmp_path / "旧台账（错误标注）.xlsx").exists()) == (1, True)
    assert "没有写是谁；请填工号" in done.stdout


def test_a_unit_or_an_import_that_is_none_is_said(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "旧台账.xlsx")
    assert said("old-ledger", "import", path, "--unit", "X", "--database", url(office)) == (
        2, "错误：没有编码为“X”的单位；请核对。\n")
    assert said("old-ledger", "undo", "A" * 22, "--reason", "x", "--database", url(office))[0] == 2
    (tmp_path / "b.xlsx").write_text("x")
    code, text = said("old-ledger", "import", tmp_path / "b.xlsx", "--unit", "C", "--database", url(office))
    assert (code, "这不是 .xlsx 工作簿" in text) == (2, True)


def test_the_template_is_written_once(tmp_path: Path) -> None:
    assert yuetan("old-ledger", "template", tmp_path / "a.xlsx").exit_code == 0
    assert said("old-ledger", "template", tmp_path / "a.xlsx")[0] == 2


def signing(office: Office, *people: str) -> None:
    """Let people sign in with a password of their own, and grant them what they hold."""
    accounts, at = Accounts(office.records, hasher=CheapHasher()), now()
    for number, cadre in enumerate(NAMES, start=1):
        if cadre in people:
            view = accounts.named(f"user{number}")
            assert view is not None
            role, unit = ROLES[cadre]
            accounts.grant(view.reference, role, unit, since=at.date() - timedelta(days=1),
                           until=at.date() + timedelta(days=9), by=None, paper="授权", at=at)
            once = accounts.reset(view.reference, by=None, at=at)
            accounts.change_password(accounts.sign_in(view.sign_in, once, at=at).token, once, PASSWORD, at=at)


def take(office: Office, out: Path, *more: str, typed: str = f"{PASSWORD}\n{PASSWORD}\n") -> tuple[int, str, str]:
    arguments = ["export", "inspection", "--unit", "J", "--from", "2026-03-01", "--to", "2026-03-31", "--reason",
                 "年度检查", "--as", "user2", "--second", "user6", "--out", str(out), "--database", url(office), *more]
    called = CliRunner().invoke(main, arguments, input=typed, env={"COLUMNS": WIDE, "YUETAN_LANGUAGE": None})
    return called.exit_code, called.stdout, called.stderr


def test_two_persons_take_a_sample_out(office: Office, tmp_path: Path) -> None:
    signing(office, CLERK, DEPUTY)
    for _ in range(2):
        office.propose()
    out = tmp_path / "检查.zip"
    code, shown, errors = take(office, out, "--sample", "1", "--seed", "七", "--json")
    assert (code, errors.count("的密码")) == (0, 2), errors
    told = json.loads(shown)
    assert (told["interviews"], told["seed"], told["anchored"]) == (1, "七", False)
    assert faults(str(out), told["sha256"], told["root"]) == []
    assert out.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(out) as archive:
        assert "index.xlsx" in archive.namelist()
    assert take(office, out)[0] == 2


def scanned(office: Office, seal: Path) -> None:
    """A talk with a scan on file, sealed with keys in this file."""
    done = office.propose()
    scans = Attachments(office.records, office.plugins, make_key_file(seal), lambda: office.moment)
    view = Access(office.records, office.plugins, office.actors[CLERK], on=office.today, calendar=Calendar()).interview(
        done.case)
    assert view is not None
    scans.add(office.actors[CLERK], view, NewScan(sequence=1, name="审批表", content=b"%PDF-signed"),
              lambda _: Looked(sort="pdf", pages=1), token=office.token())


def test_scans_are_taken_out_with_the_keys_of_the_seal_and_only_with_names(office: Office, tmp_path: Path) -> None:
    signing(office, CLERK, DEPUTY)
    seal, out = tmp_path / "seal.json", tmp_path / "检查.zip"
    scanned(office, seal)
    code, _, errors = take(office, out, "--seal", str(seal))
    assert (code, "须同时写 --names" in errors, out.exists()) == (2, True, False)
    code, shown, errors = take(office, out, "--names", "--seal", str(seal), "--json")
    assert code == 0, errors
    told = json.loads(shown)
    assert faults(str(out), told["sha256"], told["root"]) == []
    with zipfile.ZipFile(out) as archive:
        assert archive.read("interviews/00001/scans/01.pdf") == b"%PDF-signed"
        (tmp_path / "verify.py").write_bytes(archive.read("verify.py"))
    alone = [sys.executable, "-I", str(tmp_path / "verify.py"), str(out), "--sha256", told["sha256"], "--root",
             told["root"]]
    checked = subprocess.run(alone, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout.decode()
    other, spoilt = tmp_path / "other.json", tmp_path / "spoilt.zip"
    make_key_file(other)
    assert take(office, spoilt, "--names", "--seal", str(other))[0] == 0
    with zipfile.ZipFile(spoilt) as archive:
        found = json.loads(archive.read("interviews/00001/interview.json"))["scans"]
    assert [(one["file"], "打不开" in one["fault"]) for one in found] == [(None, True)]
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("interviews/00001/scans/02.pdf", b"forged")
    assert faults(str(out), told["sha256"], told["root"]) != []


def test_keys_that_are_none_take_nothing_out(office: Office, tmp_path: Path) -> None:
    signing(office, CLERK, DEPUTY)
    seal, out = tmp_path / "seal.json", tmp_path / "检查.zip"
    seal.write_text("{}")
    seal.chmod(0o600)
    assert (take(office, out, "--names", "--seal", str(seal))[0], out.exists()) == (2, False)


def test_without_the_right_second_person_or_password_nothing_is_written(office: Office, tmp_path: Path) -> None:
    signing(office, CLERK, DEPUTY)
    out = tmp_path / "检查.zip"
    for more, typed in (((), f"{PASSWORD}\nwrong\n"), (("--second", "user2"), f"{PASSWORD}\n{PASSWORD}\n"),
                        (("--unit", "X"), f"{PASSWORD}\n{PASSWORD}\n")):
        code, _, errors = take(office, out, *more, typed=typed)
        assert (code, "错误：" in errors, out.exists()) == (2, True, False)
