"""``yuetan backup``: keys, taking, and restoring with both halves of the key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from yuetan.cli.common import Unusable, database, plain_errors, tell
from yuetan.cli.types import ReadFile
from yuetan.cli.worded import Argument, Command, Group, Option
from yuetan.wording import later, say

if TYPE_CHECKING:  # heavy, and --help does without
    from yuetan.casework.backups import Restored

CONFIG = click.option("--config", type=ReadFile(), required=True, envvar="YUETAN_CONFIG", metavar=later("文件"),
                      cls=Option, help=later("部署文件 yuetan.toml；也可设环境变量 YUETAN_CONFIG。"))


@click.group(cls=Group, help=later("备份：加密保存，要两个人各出一半密钥才能恢复。"))
def backup() -> None:
    """Backups."""


@backup.command("keys", cls=Command, help=later("建立备份的密钥：加密用的一个，解密用的两半，由两人分别带走。"))
@click.argument("folder", cls=Argument, type=click.Path(path_type=Path, file_okay=False, exists=True),
                metavar=later("文件夹"), help=later("放在哪个文件夹，如备份文件夹。"))
def keys(folder: Path) -> None:
    """Make the keys."""
    from yuetan.casework.backups import BackupError, make_backup_keys  # noqa: PLC0415 - heavy, and --help does without

    try:
        public, system, security = make_backup_keys(folder)
    except BackupError as error:
        raise Unusable(str(error)) from error
    tell(say("已建立：{public}，留在备份文件夹里。", public=public))
    tell(say("{system} 由系统管理员带走，{security} 由安全管理员带走，不要留在服务器上；丢了任何一半，备份都打不开。",
             system=system, security=security))


@backup.command("take", cls=Command, help=later("备份一次；可以在使用中进行。"))
@CONFIG
def take(config: Path) -> None:
    """Take one."""
    from yuetan.casework.backups import Backups  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.casework.deployment import read_deployment  # noqa: PLC0415
    from yuetan.casework.desk import records_at  # noqa: PLC0415
    from yuetan.casework.errors import Unfit  # noqa: PLC0415
    from yuetan.cli.acting import now  # noqa: PLC0415

    with plain_errors():
        deployment = read_deployment(config)
        with records_at(deployment.database) as records:
            made = Backups(records, deployment.backups, now)
            try:
                made.take(None)
            except Unfit as wrong:
                raise Unusable(" ".join(wrong.errors.values())) from wrong
            row = made.listed(None)[0]
    tell(say("已备份：{name}，{size} 字节，到第 {events} 项事件为止。", name=row.name, size=row.size,
             events=row.events))


@backup.command("restore", cls=Command, help=later(
    "把备份恢复成一个新的数据库，与库外存证对照，说明少了什么；从不覆盖已有的数据库。"))
@click.argument("file", cls=Argument, type=ReadFile(), metavar=later("备份"), help=later("备份文件。"))
@click.option("--system-half", type=ReadFile(), required=True, metavar=later("文件"), cls=Option,
              help=later("系统管理员保管的一半密钥。"))
@click.option("--security-half", type=ReadFile(), required=True, metavar=later("文件"), cls=Option,
              help=later("安全管理员保管的一半密钥。"))
@click.option("--anchors", type=ReadFile(), default=None, metavar=later("文件"), cls=Option,
              help=later("库外的存证文件；不给就说不出少了什么。"))
@database
def restore(file: Path, system_half: Path, security_half: Path, anchors: Path | None, database: str) -> None:
    """Restore one."""
    from yuetan.casework.backups import BackupError  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.casework.backups import restore as restored  # noqa: PLC0415
    from yuetan.cli.acting import now  # noqa: PLC0415

    with plain_errors():
        try:
            found = restored(Path(file), (Path(system_half), Path(security_half)), database,
                             anchors=Path(anchors) if anchors else None, at=now())
        except BackupError as error:
            raise Unusable(str(error)) from error
    _tell(found)


def _tell(found: Restored) -> None:
    tell(say("已恢复：{cases} 个案卷，{events} 项事件；恢复这件事已记入案卷。", cases=found.cases, events=found.events))
    if found.lost_events is None:
        tell(say("没有给出库外存证（--anchors）：备份之后写下的有多少没有了，无从知道。"))
    elif found.lost_events:
        tell(say("备份之后至少有 {count} 项事件没有了，须按纸面材料补录；请告诉审计管理员。", count=found.lost_events))
    else:
        tell(say("与库外存证对照：没有少。"))
    for fault in found.faults:
        tell(fault)
    if found.faults or found.lost_events:
        raise SystemExit(1)
