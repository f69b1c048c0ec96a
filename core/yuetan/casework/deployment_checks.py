"""What stands against opening a deployment for real work: every refusal, with what to do.

Whatever `yuetan.casework.deployment.read_deployment` refuses, such as weak keys or keys that others may read, does not
come as far as this.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from attrs import frozen

from yuetan.casework.backups import PUBLIC, SECURITY_HALF, SYSTEM_HALF, Backups
from yuetan.casework.deployment import Deployment
from yuetan.casework.deployment_state import STATE_CHECKS
from yuetan.casework.errors import Unfit
from yuetan.plugins import Plugins
from yuetan.records.anchoring import AnchorError, anything_since, read_anchors
from yuetan.records.database import Engine, reading
from yuetan.wording import say

__all__ = ["CHECKS", "STATE_CHECKS", "Examined", "Refusal", "examine"]

ONE_DAY = timedelta(days=1)
LEAST_ROOM = 1 << 30  # bytes
LOOPBACK = ("", "localhost", "127.0.0.1", "::1")
DEBUGGING = ("FLASK_DEBUG", "PYTHONDEVMODE", "PYTHONINSPECT")


@frozen(kw_only=True)
class Examined:
    """A deployment with all that is looked at: its file, its records, the names it is served under, who runs it."""

    config: Path
    deployment: Deployment
    records: Engine
    plugins: Plugins
    names: tuple[str, ...]
    at: datetime
    environment: Mapping[str, str]
    user: int


@frozen(kw_only=True)
class Refusal:
    """Something that stands against it: which check said so, what is wrong and what to do."""

    code: str
    text: str


def examine(of: Examined) -> tuple[Refusal, ...]:
    """Everything that stands against it; nothing where it may be opened."""
    found = [Refusal(code=code, text=text) for code, check in CHECKS.items() if (text := check(of))]
    with reading(of.records) as connection:
        found += [Refusal(code=code, text=text) for code, check in STATE_CHECKS.items()
                  if (text := check(connection, of.deployment, of.plugins, of.at))]
    return tuple(found)


def _root(of: Examined) -> str:
    return say("以超级用户运行：程序一旦出错，整台机器都暴露；请用专门的普通用户。") if of.user == 0 else ""


def _debug(of: Examined) -> str:
    on = [name for name in DEBUGGING if of.environment.get(name, "") not in {"", "0"}]
    return say("调试开关 {names} 开着；请关掉。", names=say("、").join(on)) if on else ""


def _plain(of: Examined) -> str:
    return "" if of.names else say("没有给出域名（--name）：Cookie 不限于加密连接；请在 TLS 反向代理之后用域名打开。")


def _config_open(of: Examined) -> str:
    mode = of.config.stat().st_mode
    return say("{file} 别人能改；请执行 chmod 640 {file}。", file=of.config) if mode & (
        stat.S_IWGRP | stat.S_IWOTH) else ""


def _password_open(of: Examined) -> str:
    shown = of.config.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    return say("{file} 里有数据库密码，别人也能读；请执行 chmod 600 {file}。", file=of.config) if (
        of.records.url.password and shown) else ""


def _folder_open(of: Examined) -> str:
    folder = of.config.absolute().parent
    return say("文件夹 {folder} 别人能改，密钥文件可能被换掉；请执行 chmod o-w {folder}。", folder=folder) if (
        folder.stat().st_mode & stat.S_IWOTH) else ""


def _unencrypted(of: Examined) -> str:
    url = of.records.url
    away = url.get_backend_name() == "postgresql" and (url.host or "") not in LOOPBACK
    safe = url.query.get("sslmode") in {"verify-ca", "verify-full"}
    return say("到数据库服务器 {host} 的连接没有验证对方；请在地址后面写 ?sslmode=verify-full。", host=url.host) if (
        away and not safe) else ""


def _database_open(of: Examined) -> str:
    file = _file_of(of)
    return say("数据库文件 {file} 别人也能读写；请执行 chmod 600 {file}。", file=file) if (
        file and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)) else ""


def _no_room(of: Examined) -> str:
    free = shutil.disk_usage((_file_of(of) or of.config).absolute().parent).free
    return say("磁盘只剩 {free} MB；请腾出至少 1 GB。", free=free >> 20) if free < LEAST_ROOM else ""


def _no_anchor(of: Examined) -> str:
    return "" if of.deployment.anchor else say(
        "没有库外存证（anchor）：整卷重写、截去末尾查不出来；请写明一个数据库管理员改不了的位置。")


def _anchor_inside(of: Examined) -> str:
    anchor, file = of.deployment.anchor, _file_of(of)
    return say("库外存证 {file} 与数据库在同一个文件夹，会一起被改；请放到别的机器或磁盘上。", file=anchor) if (
        anchor and file and anchor.resolve().parent == file.resolve().parent) else ""


def _anchor_damaged(of: Examined) -> str:
    try:
        if of.deployment.anchor and of.deployment.anchor.exists():
            read_anchors(of.deployment.anchor)
    except (AnchorError, OSError) as error:
        return str(error)
    return ""


def _anchor_old(of: Examined) -> str:
    anchor = of.deployment.anchor
    if anchor is None:
        return ""
    try:
        last = read_anchors(anchor)[-1].at if anchor.exists() else None
    except (AnchorError, OSError, IndexError):
        last = None
    with reading(of.records) as connection:
        new = anything_since(connection)
    return say("超过一天没有存证，其间又有新的事件；请查看服务日志，核对 {file} 能不能写。", file=anchor) if (
        new and (last is None or of.at - last > ONE_DAY)) else ""


def _no_backups(of: Examined) -> str:
    return "" if of.deployment.backups else say("没有备份文件夹（backups）；请写明，最好在另一块磁盘上。")


def _no_backup_key(of: Examined) -> str:
    folder = of.deployment.backups
    return say("备份文件夹里没有 {file}；请用 yuetan backup keys 建立密钥。", file=PUBLIC) if (
        folder and not (folder / PUBLIC).exists()) else ""


def _half_left(of: Examined) -> str:
    folders = {of.config.absolute().parent, *([of.deployment.backups] if of.deployment.backups else [])}
    left = [folder / name for folder in sorted(folders) for name in (SYSTEM_HALF, SECURITY_HALF)
            if (folder / name).exists()]
    return say("备份密钥的一半还留在服务器上：{files}；请由系统管理员、安全管理员各自带走保管。",
               files=say("、").join(map(str, left))) if left else ""


def _no_fresh_backup(of: Examined) -> str:
    taken = Backups(of.records, of.deployment.backups, lambda: of.at).listed(None)
    return "" if taken and of.at - taken[0].taken_at <= ONE_DAY else say(
        "24 小时之内没有备份；请定时执行 yuetan backup take。")


def _backup_lost(of: Examined) -> str:
    made = Backups(of.records, of.deployment.backups, lambda: of.at)
    taken = made.listed(None)
    try:
        if taken and of.deployment.backups:
            made.check(None, taken[0].reference)
    except Unfit as wrong:
        return " ".join(wrong.errors.values())
    return ""


def _file_of(of: Examined) -> Path | None:
    return Path(str(of.records.url.database)) if of.records.dialect.name == "sqlite" else None


CHECKS: Mapping[str, Callable[[Examined], str]] = {
    "root": _root, "debug": _debug, "cookies": _plain, "config_mode": _config_open, "password_shown": _password_open,
    "folder_mode": _folder_open, "database_link": _unencrypted, "database_mode": _database_open, "room": _no_room,
    "anchor": _no_anchor, "anchor_place": _anchor_inside, "anchor_damaged": _anchor_damaged, "anchor_old": _anchor_old,
    "backups": _no_backups, "backup_key": _no_backup_key, "backup_half": _half_left, "backup_old": _no_fresh_backup,
    "backup_lost": _backup_lost,
}
"""What is looked at around the records, by code; see `yuetan.casework.deployment_state` for the records."""
