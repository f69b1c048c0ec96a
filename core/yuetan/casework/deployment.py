"""How one office runs the system: ``yuetan.toml``, and the key files beside it that nobody else may read.

::

    database = "sqlite:////srv/yuetan/yuetan.db"
    without = []                    # plugins to be left out
    idle_minutes = 30               # a session ends after so long without a sign of life
    secret = "secret.key"           # signs cookies
    seal = "seal.json"              # the keys of the seal, see `yuetan.records.seal_keys`
    anchor = "/mnt/anchor/yuetan"   # where the state of the event chains is put, outside this machine
second_factor = ["discipline"]  # roles that must have a second factor, beside the three administrators
backups = "/mnt/backup"         # where backups are put, with their key; see `yuetan.casework.backups`
    fonts = "fonts"                 # a folder of fonts that papers as PDF are set in, before those of the machine

How people are reminded stands in tables of their own, see `yuetan.casework.reminding.settings`.

Files are found from the folder of ``yuetan.toml``. The secret is 64 hexadecimal digits.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from attrs import field, frozen

from yuetan.access.actor import Role
from yuetan.casework.reminding.settings import Reminding, SettingError, read_reminding
from yuetan.records.seal_keys import Keys, SealError, make_key_file, read_keys
from yuetan.wording import say

NAME = "yuetan.toml"
KEY_BYTES = 32
FEWEST_BYTES = 12  # that differ: fewer in a key of 32 come by chance once in 10^24 keys
IDLE_MINUTES, LONGEST_IDLE = 30, 120
_KEY = re.compile(rf"[0-9a-fA-F]{{{2 * KEY_BYTES}}}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class DeploymentError(Exception):
    """A deployment that cannot be used: names the file, what is wrong in it and what to do."""


@frozen(kw_only=True)
class Deployment:
    """What ``yuetan.toml`` says, with the keys themselves."""

    database: str
    without: frozenset[str]
    idle: timedelta
    secret: bytes = field(repr=False)
    seal: Keys
    anchor: Path | None  # None: nowhere outside
    fonts: Path | None = None  # None: those of the machine alone
    reminding: Reminding = field(factory=Reminding)
    second_factor: frozenset[Role] = frozenset()  # the roles that must have one, beside the administrators
    backups: Path | None = None  # None: none are taken


def read_deployment(path: Path) -> Deployment:
    """The deployment described in a file; raises `DeploymentError` for a file or key that cannot be used."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DeploymentError(say("{file} 打不开；请核对位置和权限。", file=path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"line (\d+)", str(error))
        raise DeploymentError(say("{file} 第 {line} 行不合 TOML 写法；请对照说明改正，文字要加引号。", file=path,
                                  line=place[1] if place else "?")) from error
    return _Reader(path).deployment(table)


def make_deployment(folder: Path, *, database: str, anchor: Path | None = None) -> Path:
    """New keys, and a ``yuetan.toml`` that names them: the file. What is there already is never overwritten.

    Raises `DeploymentError` where there is a deployment already.
    """
    written = [f"database = {_quoted(database)}", "without = []", f"idle_minutes = {IDLE_MINUTES}",
               'secret = "secret.key"', 'seal = "seal.json"',
               *([f"anchor = {_quoted(str(anchor))}"] if anchor else []), ""]
    for name in (NAME, "secret.key", "seal.json"):
        if (folder / name).exists():
            raise DeploymentError(say("{file} 已经存在，没有改动它；请换一个文件夹。", file=folder / name))
    make_keys(folder)
    _write(folder / NAME, "\n".join(written))
    return folder / NAME


def make_keys(folder: Path) -> tuple[Path, Path]:
    """A new secret and new keys of the seal in a folder, their owner's alone: ``secret.key``, ``seal.json``."""
    secret, seal = folder / "secret.key", folder / "seal.json"
    _write(secret, secrets.token_hex(KEY_BYTES) + "\n")
    make_key_file(seal)
    return secret, seal


class _Reader:
    """Reads the fields of one file, and says of each what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def deployment(self, table: Mapping[str, Any]) -> Deployment:
        self.only(table, ("database", "without", "idle_minutes", "secret", "seal", "anchor", "fonts", "reminders",
                          "second_factor", "backups", "mail", "webhook"))
        return Deployment(database=self.text(table, "database"), without=self.without(table.get("without", [])),
                          idle=self.idle(table.get("idle_minutes", IDLE_MINUTES)),
                          secret=self.key("secret", self.text(table, "secret")),
                          seal=self.seal(self.text(table, "seal")),
                          anchor=self.path.parent / self.text(table, "anchor") if "anchor" in table else None,
                          fonts=self.folder(table, "fonts") if "fonts" in table else None,
                          reminding=self.reminding(table),
                          second_factor=self.roles(table.get("second_factor", [])),
                          backups=self.folder(table, "backups") if "backups" in table else None)

    def roles(self, value: object) -> frozenset[Role]:
        """The roles beside the administrators' that must have a second factor."""
        known = {one.value: one for one in Role}
        if not isinstance(value, list) or not all(one in known for one in value):
            self.refuse("second_factor", say('应是角色代码的列表，如 ["discipline"]；可用的有：{known}',
                                             known=say("、").join(known)))
        return frozenset(known[one] for one in value)

    def only(self, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for name in table:
            if name not in known:
                self.refuse(name, say("没有这一项；可用的有：{known}", known=say("、").join(known)))

    def text(self, table: Mapping[str, Any], name: str) -> str:
        value = table.get(name)
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, say("应写明，用引号括起"))
        return value.strip()

    def without(self, value: object) -> frozenset[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.refuse("without", say('应是插件名的列表，如 ["litong"]'))
        return frozenset(value)

    def idle(self, value: object) -> timedelta:
        if type(value) is not int or not 1 <= value <= LONGEST_IDLE:
            self.refuse("idle_minutes", say("应是 1 到 {most} 的整数", most=LONGEST_IDLE))
        return timedelta(minutes=value)

    def folder(self, table: Mapping[str, Any], name: str) -> Path:
        """A folder that is there and can be read."""
        found = self.path.parent / self.text(table, name)
        if not found.is_dir() or not os.access(found, os.R_OK | os.X_OK):
            self.refuse(name, say("文件夹 {folder} 不存在或打不开；请核对位置和权限", folder=found))
        return found

    def reminding(self, table: Mapping[str, Any]) -> Reminding:
        """How people are reminded."""
        try:
            return read_reminding(table, self.path.parent)
        except SettingError as error:
            self.refuse(error.name, error.problem, error)

    def seal(self, file: str) -> Keys:
        """The keys of the seal."""
        try:
            return read_keys(self.path.parent / file)
        except SealError as error:
            raise DeploymentError(str(error)) from error

    def key(self, name: str, file: str) -> bytes:
        """The key in a file that its owner alone may read."""
        path = self.path.parent / file
        try:
            with path.open("rb") as opened:
                mode, content = os.fstat(opened.fileno()).st_mode, opened.read(4 * KEY_BYTES)
        except OSError as error:
            self.refuse(name, say("密钥文件 {file} 打不开；请核对位置和权限", file=path), error)
        if mode & _OTHERS:
            self.refuse(name, say("密钥文件 {file} 别人也能读；请执行 chmod 600 {file}", file=path))
        written = content.decode("ascii", "replace").strip()
        if not _KEY.fullmatch(written):
            self.refuse(name, say("密钥文件 {file} 里应是 {count} 个十六进制字符；请从备份恢复", file=path,
                                  count=2 * KEY_BYTES))
        found = bytes.fromhex(written)
        if len(set(found)) < FEWEST_BYTES:
            self.refuse(name, say("密钥文件 {file} 里的密钥太简单，不是随机生成的；请重新生成", file=path))
        return found

    def refuse(self, name: str, problem: str, cause: Exception | None = None) -> NoReturn:
        raise DeploymentError(say("{file}：{name} {problem}。", file=self.path, name=name, problem=problem)) from cause


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(path: Path, text: str) -> None:
    """Write a new file that its owner alone may read."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
