"""What ``yuetan export inspection`` does: both persons sign in on the spot, and the file is written whole or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from secrets import token_urlsafe

import click
from attrs import frozen

from yuetan.access.actor import Actor
from yuetan.access.door import Access
from yuetan.casework.accounts import Accounts, SignInError
from yuetan.casework.attachments import Attachments
from yuetan.casework.civil import civil_date
from yuetan.casework.errors import Hidden
from yuetan.casework.governing import calendar_of
from yuetan.casework.inspection import Inspections, NewInspection
from yuetan.casework.seal_keys import Keys, SealError, read_keys
from yuetan.cli.acting import acting_on, now
from yuetan.cli.common import Unusable, plugins, progress_bar, tell, tell_json
from yuetan.cli.files import written_whole
from yuetan.paperwork.inspection.export import Written, write_inspection
from yuetan.records.database import Engine
from yuetan.wording import say


@frozen(kw_only=True)
class Asked:
    """What is to be taken out, by whom, with whose agreement."""

    unit: str
    since: date
    until: date
    sample: int | None
    seed: str
    names: bool
    reason: str
    asker: str  # his sign-in name
    second: str
    seal: Path | None = None  # the keys of the seal, for the scans; None: without them


def take_out(asked: Asked, database: str, out: Path, *, overwrite: bool, json_: bool) -> None:
    """Ask, agree and write; says under which number, and what the file is checked by."""
    with acting_on(database) as engine:
        try:
            number, written = _taken(engine, asked, out, overwrite=overwrite)
        except Hidden as error:
            raise Unusable(say("没有编码为“{unit}”的单位，或两人中有一人没有检查它的授权；请核对。",
                               unit=asked.unit)) from error
    if json_:
        tell_json(_as_row(number, written, out, asked))
        return
    tell(say("已写出 {file}：检查材料 {number}，{count} 次约谈。", file=out, number=number,
             count=len(written.interviews)))
    if asked.sample is not None:
        tell(say("随机种子：{seed}。", seed=asked.seed))
    tell(say("摘要 SHA-256：{digest}。", digest=written.digest))
    tell(say("存证的根：{root}。", root=written.root) if written.anchored else
         say("还没有存证，只能核对文件内部是否自洽；根：{root}。", root=written.root))


def _taken(engine: Engine, asked: Asked, out: Path, *, overwrite: bool) -> tuple[str, Written]:
    keys, loaded, made = _keys(asked.seal), plugins(), Inspections(engine, now)
    asker, second = (_signed_in(engine, one) for one in (asked.asker, asked.second))
    reference = made.ask(asker, NewInspection(
        unit=asked.unit, since=asked.since, until=asked.until, sample=asked.sample, seed=asked.seed, names=asked.names,
        reason=asked.reason), token=token_urlsafe())
    made.agree(second, reference, say("当场同意"), token=token_urlsafe())
    one, today = made.opened(asker, reference), civil_date(now())
    access = Access(engine, loaded, asker, on=today, calendar=calendar_of(engine))
    with written_whole(out, overwrite=overwrite) as draft, draft.open("wb") as file, progress_bar() as bar:
        draft.chmod(0o600)
        task = bar.add_task(say("导出约谈"), total=None)
        written = write_inspection(
            file, access, one, loaded.vocabulary, on=today, scans=partial(
                Attachments(engine, loaded, keys, now).taken_along, asker) if keys else None,
            progress=lambda done, total: bar.update(task, completed=done, total=total))
        made.taken(asker, one, digest=written.digest, interviews=written.interviews)
    return one.number, written


def _keys(file: Path | None) -> Keys | None:
    try:
        return read_keys(file) if file else None
    except SealError as error:
        raise Unusable(str(error)) from error


def _signed_in(engine: Engine, name: str) -> Actor:
    """Whoever types the password of an account, with what he is granted today."""
    accounts = Accounts(engine)
    password = click.prompt(say("“{name}”的密码", name=name), hide_input=True, err=True)
    try:
        found = accounts.sign_in(name, password, at=now())
    except SignInError as error:
        raise Unusable(str(error)) from error
    accounts.sign_out(found.token)
    if found.must_change:
        raise Unusable(say("账号“{name}”的一次性密码还没有更换；请先登录更换。", name=name))
    return found.actor


def _as_row(number: str, written: Written, out: Path, asked: Asked) -> Mapping[str, object]:
    return {"file": str(out), "number": number, "interviews": len(written.interviews), "sha256": written.digest,
            "root": written.root, "anchored": written.anchored, "seed": asked.seed or None, "names": asked.names}
