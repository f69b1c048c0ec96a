"""``yuetan.toml``: what it says is taken, what it cannot mean is refused in words, and keys are their owner's alone."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from yuetan.casework.deployment import DeploymentError, make_deployment, read_deployment
from yuetan.records.seal_keys import read_keys

URL = "sqlite:////srv/yuetan/yuetan.db"
KNOWN = "database、without、idle_minutes、secret、seal、anchor、fonts、reminders、second_factor、backups、mail、webhook"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_deployment(tmp_path, database=URL, anchor=tmp_path / "anchor")


def changed(file: Path, wrong: str, right: str) -> str:
    """What is said of the file once a part of it is another."""
    text = file.read_text(encoding="utf-8")
    assert wrong in text
    file.write_text(text.replace(wrong, right, 1), encoding="utf-8")
    return refusal(file)


def refusal(file: Path) -> str:
    with pytest.raises(DeploymentError) as refused:
        read_deployment(file)
    return str(refused.value)


def test_a_new_deployment_is_read_as_it_was_made(file: Path, tmp_path: Path) -> None:
    found = read_deployment(file)
    assert (found.database, found.without, found.idle, found.anchor) == (
        URL, frozenset(), timedelta(minutes=30), tmp_path / "anchor")
    assert found.seal == read_keys(tmp_path / "seal.json")
    assert [len(key) for key in (found.secret, *found.seal.by_id.values())] == [32, 32]


def test_what_is_not_written_has_a_default(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(one for one in lines if not one.startswith(("without", "idle", "anchor"))),
                    encoding="utf-8")
    found = read_deployment(file)
    assert (found.without, found.idle, found.anchor) == (frozenset(), timedelta(minutes=30), None)


def test_no_key_is_shown(file: Path) -> None:
    found = read_deployment(file)
    shown = repr(found)
    keys = (found.secret, *found.seal.by_id.values())
    assert [key for key in keys if key.hex() in shown or repr(key) in shown] == []


def test_a_url_with_quotes_is_kept(tmp_path: Path) -> None:
    url = 'postgresql://yuetan:"\\@host/yuetan'
    assert read_deployment(make_deployment(tmp_path, database=url)).database == url


def test_keys_and_settings_are_their_owners_alone(file: Path, tmp_path: Path) -> None:
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "yuetan.toml": 0o600, "secret.key": 0o600, "seal.json": 0o600}
    assert file.name == "yuetan.toml"


@pytest.mark.parametrize("name", ["yuetan.toml", "secret.key", "seal.json"])
def test_nothing_that_is_there_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(DeploymentError) as refused:
        make_deployment(tmp_path, database=URL)
    assert str(refused.value) == f"{tmp_path / name} 已经存在，没有改动它；请换一个文件夹。"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("wrong", "right", "expected"), [
    (f'database = "{URL}"', "", "database 应写明，用引号括起。"),
    (f'"{URL}"', "5", "database 应写明，用引号括起。"),
    (f'"{URL}"', '" "', "database 应写明，用引号括起。"),
    ("without = []", 'without = "litong"', 'without 应是插件名的列表，如 ["litong"]。'),
    ("without = []", "without = [1]", 'without 应是插件名的列表，如 ["litong"]。'),
    ("without", "plugins", f"plugins 没有这一项；可用的有：{KNOWN}。"),
    ("= 30", "= 0", "idle_minutes 应是 1 到 120 的整数。"),
    ("= 30", "= 121", "idle_minutes 应是 1 到 120 的整数。"),
    ("= 30", "= true", "idle_minutes 应是 1 到 120 的整数。"),
    ('anchor = "', "anchor = 5 #", "anchor 应写明，用引号括起。"),
    ('anchor = "', 'fonts = "none" #', "fonts 文件夹 {folder}/none 不存在或打不开；请核对位置和权限。"),
    ('seal = "seal.json"', "", "seal 应写明，用引号括起。"),
    ('"secret.key"', '"."', "secret 密钥文件 {folder} 打不开；请核对位置和权限。"),
])
def test_a_file_that_makes_no_sense_is_refused_in_words(
        file: Path, tmp_path: Path, wrong: str, right: str, expected: str) -> None:
    assert changed(file, wrong, right) == f"{file}：{expected.format(folder=tmp_path)}"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_secret_that_others_can_reach_is_refused(file: Path, tmp_path: Path, mode: int) -> None:
    path = tmp_path / "secret.key"
    path.chmod(mode)
    assert refusal(file) == f"{file}：secret 密钥文件 {path} 别人也能读；请执行 chmod 600 {path}。"


def test_keys_of_the_seal_that_are_gone_or_others_can_reach_are_refused(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "seal.json"
    path.chmod(0o640)
    assert str(path) in refusal(file)
    path.unlink()
    assert str(path) in refusal(file)


@pytest.mark.parametrize(("content", "expected"), [
    ("", "里应是 64 个十六进制字符；请从备份恢复"),
    ("ab" * 31, "里应是 64 个十六进制字符；请从备份恢复"),
    ("ab" * 33, "里应是 64 个十六进制字符；请从备份恢复"),
    ("xy" * 32, "里应是 64 个十六进制字符；请从备份恢复"),
    ("密" * 64, "里应是 64 个十六进制字符；请从备份恢复"),
    ("00" * 32, "里的密钥太简单，不是随机生成的；请重新生成"),
    ("0123456789abcdef" * 4, "里的密钥太简单，不是随机生成的；请重新生成"),
])
def test_a_key_that_is_none_is_refused(file: Path, tmp_path: Path, content: str, expected: str) -> None:
    (tmp_path / "secret.key").write_text(content, encoding="utf-8")
    assert refusal(file) == f"{file}：secret 密钥文件 {tmp_path / 'secret.key'} {expected}。"


def test_a_file_that_is_not_there_or_no_toml_is_refused(tmp_path: Path, file: Path) -> None:
    gone = tmp_path / "gone.toml"
    assert refusal(gone) == f"{gone} 打不开；请核对位置和权限。"
    assert changed(file, f'"{URL}"', "none") == f"{file} 第 1 行不合 TOML 写法；请对照说明改正，文字要加引号。"
    file.write_bytes(os.urandom(64) + b"\xff")
    assert "不合 TOML 写法" in refusal(file)
