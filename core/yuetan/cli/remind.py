"""``yuetan remind``: what the system's timer calls every day."""

from __future__ import annotations

from pathlib import Path

import click

from yuetan.cli.common import as_json, tell, tell_json
from yuetan.cli.types import ReadFile
from yuetan.cli.worded import Command, Option
from yuetan.wording import later, say


@click.command(cls=Command, help=later(
    "推算到今天并提醒所有人；部署文件里启用了邮件或通知接口时，一并发出。供系统定时任务每天或每小时执行，重复执行不会重复提醒。"))
@click.option("--config", type=ReadFile(), required=True, envvar="YUETAN_CONFIG", metavar=later("文件"), cls=Option,
              help=later("部署文件 yuetan.toml；也可设环境变量 YUETAN_CONFIG。"))
@as_json
def remind(config: Path, *, json_: bool) -> None:
    """Remind everybody of what is his to do."""
    from yuetan.cli.reminded import reminded  # noqa: PLC0415 - heavy, and --help does without

    made, sent = reminded(config)
    if json_:
        tell_json({"accounts": made.accounts if made else 0, "reminders": made.reminders if made else 0,
                   "done_before": made is None, "sent": sent.sent, "failed": sent.failed})
        return
    tell(say("今天已经提醒过，或者正由另一个进程办理。") if made is None else
         say("已核对 {accounts} 个账号，新提醒 {count} 项。", accounts=made.accounts, count=made.reminders))
    if sent.sent or sent.failed:
        tell(say("已发出 {sent} 条，未能发出 {failed} 条。", sent=sent.sent, failed=sent.failed))
