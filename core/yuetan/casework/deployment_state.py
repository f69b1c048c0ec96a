"""What in the records stands against opening a deployment for real work; see `yuetan.casework.deployment_checks`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from yuetan.access.actor import ADMINISTRATORS, Role
from yuetan.casework.civil import civil_date
from yuetan.casework.days_off import awaited_year
from yuetan.casework.deployment import Deployment
from yuetan.casework.governing import calendar_of
from yuetan.plugins import Plugins
from yuetan.records import accounts as stored
from yuetan.records.accounts import AccountRow
from yuetan.records.database import Connection
from yuetan.records.examined import head, is_sound, keys_used, last_entered, revision, synchronous
from yuetan.records.governing import standing_governances
from yuetan.records.owed.swept import swept_up_to
from yuetan.records.second_factors import factor_of
from yuetan.wording import say

__all__ = ["STATE_CHECKS"]

SLACK = timedelta(minutes=5)  # by which clocks may differ
FULL = 2

Check = Callable[[Connection, Deployment, Plugins, datetime], str]


def _unsound(connection: Connection, _of: Deployment, _plugins: Plugins, _at: datetime) -> str:
    return "" if is_sound(connection) else say("数据库文件已损坏；请停止服务，从备份恢复。")


def _not_durable(connection: Connection, _of: Deployment, _plugins: Plugins, _at: datetime) -> str:
    return "" if synchronous(connection) in {None, FULL} else say("数据库没有按最安全的方式写盘；请换到本地磁盘。")


def _old_tables(connection: Connection, _of: Deployment, _plugins: Plugins, _at: datetime) -> str:
    return "" if revision(connection) == head() else say("数据库的表结构不是本程序的版本；请先升级，再打开。")


def _clock_back(connection: Connection, _of: Deployment, _plugins: Plugins, at: datetime) -> str:
    last = last_entered(connection)
    return say("服务器的时钟比最后一项事件（{at}）还早；请校准时钟。", at=last) if last and at + SLACK < last else ""


def _key_missing(connection: Connection, of: Deployment, _plugins: Plugins, _at: datetime) -> str:
    missing = sorted(keys_used(connection) - set(of.seal.by_id))
    return say("封存用过的密钥 {keys} 不在密钥文件里，那些内容打不开；请从备份恢复密钥文件。",
               keys=say("、").join(missing)) if missing else ""


def _not_swept(connection: Connection, _of: Deployment, _plugins: Plugins, at: datetime) -> str:
    swept = swept_up_to(connection)
    return "" if swept and swept >= civil_date(at) else say("今天还没有推算应办事项；请执行 yuetan sweep。")


def _no_days_off(connection: Connection, _of: Deployment, _plugins: Plugins, at: datetime) -> str:
    on = civil_date(at)
    known = {one.year for one in calendar_of(connection).arrangements}
    return "" if on.year in known else say("没有 {year} 年的放假安排，期限都是暂定的；请导入。", year=on.year)


def _next_days_off(connection: Connection, _of: Deployment, _plugins: Plugins, at: datetime) -> str:
    year = awaited_year(connection, civil_date(at))
    return say("没有 {year} 年的放假安排，跨年的期限都是暂定的；请在公布后导入。", year=year) if year else ""


def _nothing_governs(connection: Connection, _of: Deployment, _plugins: Plugins, _at: datetime) -> str:
    return "" if standing_governances(connection) else say("还没有单位适用任何制度；请提出并批准。")


def _not_installed(connection: Connection, _of: Deployment, plugins: Plugins, _at: datetime) -> str:
    installed = {one.code for one in plugins.regulations}
    missing = sorted({one.regulation for one in standing_governances(connection)} - installed)
    return say("适用的制度 {codes} 没有安装；请安装插件，否则按它应办的都看不到。",
               codes=say("、").join(missing)) if missing else ""


def _without(role: Role) -> Check:
    def check(connection: Connection, _of: Deployment, _plugins: Plugins, at: datetime) -> str:
        there = any(role in roles for _, roles in _administrators(connection, at))
        return "" if there else say("没有{role}；请用 yuetan account grant 授予。", role=say(role.title))
    return check


def _two_in_one(connection: Connection, _of: Deployment, _plugins: Plugins, at: datetime) -> str:
    held = dict[int, set[Role]]()
    names = dict[int, str]()
    for account, roles in _administrators(connection, at):
        person = min({account.id, *stored.accounts_of_person(connection, account.cadre)})
        held.setdefault(person, set()).update(roles)
        names[person] = account.name
    both = [names[person] for person, roles in held.items() if len(roles) > 1]
    return say("{names}一人兼任两种管理员；请收回其中一种。", names=say("、").join(both)) if both else ""


def _one_factor(connection: Connection, _of: Deployment, _plugins: Plugins, at: datetime) -> str:
    bare = [account.name for account, _ in _administrators(connection, at)
            if (found := factor_of(connection, account.id)) is None or found.confirmed_at is None]
    return say("管理员{names}还没有设验证器；请登录后在“我的账号”里设置。", names=say("、").join(bare)) if bare else ""


def _administrators(connection: Connection, at: datetime) -> Iterator[tuple[AccountRow, set[Role]]]:
    """The accounts in use that hold a role of an administrator on the day, each with these roles."""
    for account in stored.every_account(connection):
        roles = {Role(one.role) for one in stored.grants_of(connection, account.id, civil_date(at))} & ADMINISTRATORS
        if roles and account.disabled_at is None:
            yield account, roles


STATE_CHECKS: Mapping[str, Check] = {
    "database_damaged": _unsound, "synchronous": _not_durable, "tables": _old_tables, "clock": _clock_back,
    "seal_key": _key_missing, "sweep": _not_swept, "days_off": _no_days_off, "next_days_off": _next_days_off,
    "governance": _nothing_governs, "plugin": _not_installed, "no_system": _without(Role.SYSTEM),
    "no_security": _without(Role.SECURITY), "no_audit": _without(Role.AUDIT), "two_in_one": _two_in_one,
    "second_factor": _one_factor,
}
"""What is looked at in the records, by code."""
