"""``yuetan account``: accounts and what is granted to them, set up on the server."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from yuetan.access.actor import Role
from yuetan.cli.common import (
    DAY,
    Unusable,
    as_json,
    database,
    day_of,
    tell,
    tell_json,
    tell_table,
    today,
)
from yuetan.cli.errors import near
from yuetan.cli.types import Type
from yuetan.cli.worded import Argument, Command, Group, Option
from yuetan.wording import later, say

if TYPE_CHECKING:  # heavy, and --help does without
    from yuetan.casework.accounts import Accounts, AccountView, GrantView
    from yuetan.records.database import Engine


class RoleWord(Type):
    """A role: its code, or what people call it."""

    name = "role"
    title = later("角色")

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Role:
        """The role that is meant."""
        words = {word: role for role in Role for word in (role.value, say(role.title))}
        if value not in words:
            known = say("、").join(f"{say(role.title)}（{role.value}）" for role in Role)
            self.wrong(say("没有角色“{value}”；可用的有：{known}。", value=value, known=known), param, ctx)
        return words[str(value)]


SIGN_IN = click.argument("sign_in", cls=Argument, metavar=later("登录名"), help=later("登录时用的名字。"))
ROLE = click.argument("role", cls=Argument, type=RoleWord(), metavar=later("角色"), help=later(
    "经办、纪检、负责人、上级纪检，或系统、安全、审计管理员；也可写代码，如 clerk。"))
UNIT = click.option("--unit", default="", metavar=later("编码"), cls=Option, help=later(
    "在哪个单位，连同其下属单位；三种管理员不写。"))


@click.group(cls=Group, help=later("在服务器上建立账号、授权、重置密码；都会记录在案。"))
def account() -> None:
    """Accounts."""


@account.command("add", cls=Command, help=later("建立账号，给出一次性密码；账号起初没有任何权限。"))
@SIGN_IN
@click.argument("name", cls=Argument, metavar=later("姓名"), help=later("姓名，显示在页面和记录里。"))
@click.option("--cadre", default="", metavar=later("工号"), cls=Option, help=later(
    "他在名册中的工号，不在名册的不写。"))
@database
def add(sign_in: str, name: str, cadre: str, database: str) -> None:
    """Make an account."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        password = _accounts(engine).make(sign_in, name, cadre=cadre, by=None, at=now())
    tell(say("已建立账号“{sign_in}”。", sign_in=sign_in))
    _tell_password(password)


@account.command("reset", cls=Command, help=later("给出新的一次性密码，解除锁定，并让他在各处退出登录。"))
@SIGN_IN
@database
def reset(sign_in: str, database: str) -> None:
    """Give an account a new one-time password."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        accounts = _accounts(engine)
        password = accounts.reset(_named(accounts, sign_in).reference, by=None, at=now())
    tell(say("已重置账号“{sign_in}”的密码。", sign_in=sign_in))
    _tell_password(password)


@account.command("forget-second-factor", cls=Command, help=later(
    "去掉账号的验证器，并让它在各处退出登录；只在没有别的管理员可以在页面上办理时用。"))
@SIGN_IN
@database
def forget_second_factor(sign_in: str, database: str) -> None:
    """Take the second factor of an account away."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        accounts = _accounts(engine)
        accounts.forget_factor(_named(accounts, sign_in).reference, at=now())
    tell(say("已去掉账号“{sign_in}”的验证器。", sign_in=sign_in))


@account.command("disable", cls=Command, help=later("停用账号，并让它在各处退出登录；所做过的仍在其名下。"))
@SIGN_IN
@database
def disable(sign_in: str, database: str) -> None:
    """Let nobody sign in with it."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        accounts = _accounts(engine)
        accounts.disable(_named(accounts, sign_in).reference, by=None, at=now())
    tell(say("已停用账号“{sign_in}”。", sign_in=sign_in))


@account.command("enable", cls=Command, help=later("恢复停用的账号。"))
@SIGN_IN
@database
def enable(sign_in: str, database: str) -> None:
    """Let it be signed in with again."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        accounts = _accounts(engine)
        accounts.enable(_named(accounts, sign_in).reference, by=None, at=now())
    tell(say("已恢复账号“{sign_in}”。", sign_in=sign_in))


@account.command("grant", cls=Command, help=later("授予角色，有起止日期和依据。"))
@SIGN_IN
@ROLE
@UNIT
@click.option("--since", type=DAY, default=None, cls=Option, help=later("从哪一天起，默认今天。"))
@click.option("--until", type=DAY, required=True, cls=Option, help=later("到哪一天止，当天已不再有效。"))
@click.option("--paper", required=True, metavar=later("文号"), cls=Option, help=later("依据的决定，如文号。"))
@database
def grant(sign_in: str, role: Role, unit: str, since: date | None, until: date,  # noqa: PLR0913, PLR0917 - its options
          paper: str, database: str) -> None:
    """Grant a role."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        accounts = _accounts(engine)
        accounts.grant(_named(accounts, sign_in).reference, role, unit, since=day_of(since), until=until, by=None,
                       paper=paper, at=now())
    tell(say("已授予“{sign_in}”{role}，自 {since} 起，{until} 止。", sign_in=sign_in, role=say(role.title),
             since=day_of(since), until=until))


@account.command("revoke", cls=Command, help=later("收回角色；收回之前的仍有记录。"))
@SIGN_IN
@ROLE
@UNIT
@click.option("--on", type=DAY, default=None, cls=Option, help=later("从哪一天起收回，默认今天。"))
@database
def revoke(sign_in: str, role: Role, unit: str, on: date | None, database: str) -> None:
    """Take a role back, now and to come."""
    from yuetan.cli.acting import acting_on, now  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        accounts = _accounts(engine)
        held = [one for one in _named(accounts, sign_in).grants
                if (one.role, one.unit) == (role, unit) and max(one.since, day_of(on)) < one.until]
        if not held:
            raise Unusable(say("“{sign_in}”没有这项授权；请用 yuetan account list 核对。", sign_in=sign_in))
        for one in held:
            accounts.revoke(one.reference, by=None, at=now(), on=on)
    tell(say("已收回“{sign_in}”的{role}，自 {on} 起。", sign_in=sign_in, role=say(role.title), on=day_of(on)))


@account.command("list", cls=Command, help=later("列出所有账号和现行授权。"))
@as_json
@database
def list_(database: str, *, json_: bool) -> None:
    """Every account, with what it is granted today or later."""
    from yuetan.cli.acting import acting_on  # noqa: PLC0415 - heavy, and --help does without

    with acting_on(database) as engine:
        everyone = _accounts(engine).everyone()
    if json_:
        tell_json([_row(one) for one in everyone])
    elif everyone:
        titles = (later("登录名"), later("姓名"), later("工号"), later("状态"), later("授权"))
        tell_table(titles, [(one.sign_in, one.name, one.cadre, _state(one),
                             "\n".join(_granted(grant) for grant in _current(one))) for one in everyone])
    else:
        tell(say("还没有账号；请用 yuetan account add 建立。"))


def _accounts(engine: Engine) -> Accounts:
    from yuetan.casework.accounts import Accounts  # noqa: PLC0415 - heavy, and --help does without

    return Accounts(engine)


def _named(accounts: Accounts, sign_in: str) -> AccountView:
    """The account that is meant; an error in words where there is none."""
    found = accounts.named(sign_in)
    if found is None:
        known = [one.sign_in for one in accounts.everyone()]
        raise Unusable(say("没有账号“{sign_in}”{hint}；请用 yuetan account list 核对。", sign_in=sign_in,
                           hint=near(sign_in, known)))
    return found


def _tell_password(password: str) -> None:
    tell(say("一次性密码：{password}", password=password))
    tell(say("它只显示这一次，72 小时内有效；请当面交给本人，登录后须立即改成自己的密码。"))


def _state(one: AccountView) -> str:
    if one.disabled:
        return say("已停用")
    return say("待改密码") if one.must_change else say("正常")


def _current(one: AccountView) -> list[GrantView]:
    return [grant for grant in one.grants if grant.until > max(grant.since, today())]


def _granted(one: GrantView) -> str:
    where = say("（{unit}）", unit=one.unit) if one.unit else ""
    waiting = "" if one.agreed else say("，待另一人同意")
    return say("{role}{where}{since} 起，{until} 止{waiting}", role=say(one.role.title), where=where, since=one.since,
               until=one.until, waiting=waiting)


def _row(one: AccountView) -> Mapping[str, object]:
    return {"sign_in": one.sign_in, "name": one.name, "cadre": one.cadre, "disabled": one.disabled,
            "must_change": one.must_change, "grants": [
                {"role": grant.role.value, "unit": grant.unit, "since": grant.since.isoformat(),
                 "until": grant.until.isoformat(), "agreed": grant.agreed, "paper": grant.paper}
                for grant in _current(one)]}
