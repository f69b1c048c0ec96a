"""``yuetan.toml``: what it says is taken, what it cannot mean is refused in words, and keys are their owner's alone."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from yuetan.casework.deployment import DeploymentError, make_deployment, make_keys, read_deployment

URL = "sqlite:////srv/yuetan/yuetan.db"


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
    assert (found.database, found.without, found.idle, found.anchor, found.seal_current) == (
        URL, frozenset(), timedelta(minutes=30), tmp_path / "anchor", "1")
    assert [len(key) for key in (found.secret, *found.seal_keys.values())] == [32, 32]
    assert found.secret != found.seal_keys["1"]


def test_what_is_not_written_has_a_default(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(one for one in lines if not one.startswith(("without", "idle", "anchor"))),
                    encoding="utf-8")
    found = read_deployment(file)
    assert (found.without, found.idle, found.anchor) == (frozenset(), timedelta(minutes=30), None)


def test_older_keys_remain_to_open_what_they_sealed(file: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    make_keys(tmp_path / "old")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('1 = "seal-1.key"', '0 = "old/seal-1.key", 1 = "seal-1.key"'), encoding="utf-8")
    assert list(read_deployment(file).seal_keys) == ["0", "1"]


def test_no_key_is_shown(file: Path) -> None:
    found = read_deployment(file)
    shown = repr(found)
    assert [key for key in (found.secret, found.seal_keys["1"]) if key.hex() in shown or repr(key) in shown] == []


def test_a_url_with_quotes_is_kept(tmp_path: Path) -> None:
    url = 'postgresql://yuetan:"\\@host/yuetan'
    assert read_deployment(make_deployment(tmp_path, database=url)).database == url


def test_keys_and_settings_are_their_owners_alone(file: Path, tmp_path: Path) -> None:
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "yuetan.toml": 0o600, "secret.key": 0o600, "seal-1.key": 0o600}
    assert file.name == "yuetan.toml"


@pytest.mark.parametrize("name", ["yuetan.toml", "secret.key", "seal-1.key"])
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
    ("without", "plugins", "plugins 没有这一项；可用的有：database、without、idle_minutes、secret、anchor、seal。"),
    ("= 30", "= 0", "idle_minutes 应是 1 到 120 的整数。"),
    ("= 30", "= 121", "idle_minutes 应是 1 到 120 的整数。"),
    ("= 30", "= true", "idle_minutes 应是 1 到 120 的整数。"),
    ('anchor = "', "anchor = 5 #", "anchor 应写明，用引号括起。"),
    ("[seal]", "[other]", "other 没有这一项；可用的有：database、without、idle_minutes、secret、anchor、seal。"),
    ('current = "1"', 'current = "2"', "seal.current “2”不在 seal.keys 里；可写的有：1。"),
    ('current = "1"', "", "seal.current 应写明，用引号括起。"),
    ('current = "1"', 'now = "1"', "seal.now 没有这一项；可用的有：current、keys。"),
    ('keys = { 1 = "seal-1.key" }', "", 'seal.keys 应写明每把密钥的文件，如 1 = "seal-1.key"。'),
    ('{ 1 = "seal-1.key" }', "{}", 'seal.keys 应写明每把密钥的文件，如 1 = "seal-1.key"。'),
    ('{ 1 = "seal-1.key" }', "{ 1 = 5 }", "seal.keys.1 应是密钥文件的名称，用引号括起。"),
    ('{ 1 = "seal-1.key" }', '{ 0 = "seal-1.key", 1 = "seal-1.key" }', "seal.keys 有两个密钥是同一把；请各用各的。"),
    ('"seal-1.key"', '"gone.key"', "seal.keys.1 密钥文件 {folder}/gone.key 打不开；请核对位置和权限。"),
    ('"secret.key"', '"."', "secret 密钥文件 {folder} 打不开；请核对位置和权限。"),
])
def test_a_file_that_makes_no_sense_is_refused_in_words(
        file: Path, tmp_path: Path, wrong: str, right: str, expected: str) -> None:
    assert changed(file, wrong, right) == f"{file}：{expected.format(folder=tmp_path)}"


def test_a_file_without_a_seal_is_refused(file: Path) -> None:
    file.write_text(f'database = "{URL}"\nsecret = "secret.key"\n', encoding="utf-8")
    assert refusal(file) == f"{file}：[seal] 应写明 current 和 keys。"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
@pytest.mark.parametrize(("name", "field"), [("secret.key", "secret"), ("seal-1.key", "seal.keys.1")])
def test_a_key_that_others_can_reach_is_refused(file: Path, tmp_path: Path, name: str, field: str, mode: int) -> None:
    (tmp_path / name).chmod(mode)
    path = tmp_path / name
    assert refusal(file) == f"{file}：{field} 密钥文件 {path} 别人也能读；请执行 chmod 600 {path}。"


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
