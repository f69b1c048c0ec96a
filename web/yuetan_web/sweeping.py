"""Working out again what everybody owes, beside the pages, after what it rests on has changed."""

from __future__ import annotations

from yuetan.casework.jobs import Work
from yuetan.casework.sweeping import sweep_all
from yuetan.wording import say
from yuetan_web.current import shell
from yuetan_web.jobs import Outcome, Progress


def swept_again(leads_to: str) -> Work:
    """Work that brings what is owed up to today, and says how much of it changed."""
    deployment = shell()

    def work(progress: Progress) -> Outcome:
        progress(0, 1)
        found = sweep_all(deployment.records, deployment.plugins, at=deployment.now())
        progress(1, 1)
        said = say("重新推算完毕：{count} 项应办事项，其中 {changes} 处变动。", count=found.obligations,
                   changes=found.changes) if found else say("还没有适用的制度，不用推算。")
        return Outcome(said=said, leads_to=leads_to)
    return work
