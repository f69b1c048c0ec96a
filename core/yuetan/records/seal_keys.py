"""The keys of the seal: kept in a file outside the database, so that neither tells anything without the other."""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from yuetan.wording import say

__all__ = ["KEY_BYTES", "Keys", "SealError", "add_key", "make_key_file", "read_keys"]

KEY_BYTES = 32  # AES-256
KEY_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
OWNER_ALONE = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SealError(Exception):
    """A key file that will not do, or a seal that does not open: says which and what to do, never what is sealed."""


@frozen
class Keys:
    """The keys by their ids, and the id of the one that seals from now on; the others only open what they sealed."""

    current: str
    by_id: Mapping[str, bytes] = field(repr=False)


def read_keys(path: Path) -> Keys:
    """The keys in a file made by `make_key_file`.

    Raises `SealError` where it is missing, may be read by anybody but its owner, or does not hold what it should.
    """
    keys = _keys_in(path, _content(path))
    if keys.current not in keys.by_id:
        raise SealError(say("密钥文件 {path} 指定现用密钥“{key}”，文件中却没有它；请从备份恢复此文件。", path=path,
                            key=keys.current))
    return keys


def make_key_file(path: Path) -> Keys:
    """A new file with one new key, readable by its owner alone. Raises `SealError` where there is a file already."""
    keys = _with_new_key({})
    try:
        _write(path, keys)
    except FileExistsError:
        raise SealError(say("密钥文件 {path} 已经存在，没有改动它：覆盖后，已封存的内容再也打不开。",
                            path=path)) from None
    except OSError as error:
        raise SealError(say("密钥文件 {path} 无法建立；请核对文件夹的权限。", path=path)) from error
    return keys


def add_key(path: Path) -> Keys:
    """Add a new key to a file and make it the current one; those before stay, to open what they sealed.

    The file is replaced as a whole. Raises `SealError` as `read_keys` does, or where it cannot be written.
    """
    keys, fresh = _with_new_key(read_keys(path).by_id), path.with_name(f"{path.name}.new")
    try:
        _write(fresh, keys)
        fresh.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise SealError(say("密钥文件 {path} 无法更新，原文件没有改动；请核对文件夹的权限，并删去残留的 {fresh}。",
                            path=path, fresh=fresh)) from error
    return keys


def _with_new_key(known: Mapping[str, bytes]) -> Keys:
    key_id = secrets.token_hex(4)
    return Keys(key_id, {**known, key_id: secrets.token_bytes(KEY_BYTES)})


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = b"" if mode & _OTHERS else file.read()
    except FileNotFoundError:
        raise SealError(say("密钥文件 {path} 不存在；请核对路径，或从备份恢复。", path=path)) from None
    except OSError as error:
        raise SealError(say("密钥文件 {path} 读不出来；请核对它的所有者和权限。", path=path)) from error
    if mode & _OTHERS:
        raise SealError(say("密钥文件 {path} 的权限是 {mode}，所有者以外的人也能读写；请执行 chmod 600 {path}，"
                            "并考虑更换密钥。", path=path, mode=f"{stat.S_IMODE(mode):o}"))
    return content


def _keys_in(path: Path, content: bytes) -> Keys:
    """The keys that a content holds. What could not be read is never part of an error: it may be a key."""
    try:
        written = json.loads(content)
        current, encoded = str(written["current"]), dict(written["keys"])
        keys = {key_id: base64.b64decode(text, validate=True) for key_id, text in encoded.items()}
    except (ValueError, TypeError, KeyError, binascii.Error):
        keys, current = {}, ""
    if not keys or not all(KEY_ID.fullmatch(key_id) for key_id in (*keys, current)):
        raise SealError(say("密钥文件 {path} 的内容不完整或已损坏；请从备份恢复此文件。", path=path))
    for key_id, key in keys.items():
        if len(key) != KEY_BYTES:
            raise SealError(say("密钥文件 {path} 中密钥“{key}”的长度是 {length} 字节，应为 {expected} 字节；"
                                "请从备份恢复此文件。", path=path, key=key_id, length=len(key), expected=KEY_BYTES))
    return Keys(current, keys)


def _write(path: Path, keys: Keys) -> None:
    encoded = {key_id: base64.b64encode(key).decode() for key_id, key in keys.by_id.items()}
    content = json.dumps({"current": keys.current, "keys": encoded}, indent=2) + "\n"
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE), "w", encoding="ascii") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A file is only there for good once its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
