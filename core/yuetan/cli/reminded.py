"""What ``yuetan remind`` does, over the records of a deployment."""

from __future__ import annotations

from pathlib import Path

from yuetan.casework.deployment import read_deployment
from yuetan.casework.reminding.daily import Reminded, remind_today
from yuetan.casework.reminding.messages import Sent, send_messages
from yuetan.cli.acting import acting_on, now
from yuetan.cli.common import plain_errors, progress_bar
from yuetan.paperwork.outgoing import senders
from yuetan.plugins import load
from yuetan.wording import say


def reminded(config: Path) -> tuple[Reminded | None, Sent]:
    """Remind everybody and send what is to be sent; an error in words where that cannot be done."""
    with plain_errors():
        deployment = read_deployment(config)
        plugins = load(without=deployment.without)
    with acting_on(deployment.database) as records, progress_bar() as bar:
        task = bar.add_task(say("提醒"), total=None)
        made = remind_today(records, plugins, deployment.reminding, now=now,
                            progress=lambda done, total: bar.update(task, completed=done, total=total))
        return made, send_messages(records, plugins, deployment.reminding, senders(deployment.reminding), now=now)
