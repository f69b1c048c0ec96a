"""Long work beside the pages: begun by a page, shown as it goes, with what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, url_for

from yuetan.casework.jobs import DONE, FAILED, RUNNING, KeptJob, Outcome, Progress, Work
from yuetan.wording import later
from yuetan_web.current import actor, shell
from yuetan_web.sending import attachment
from yuetan_web.signing import SEE_OTHER

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

__all__ = ["Outcome", "Progress", "begin_job", "jobs"]

jobs = Blueprint("jobs", __name__)
PATIENCE = 0.8  # seconds a page waits for what may be done at once
STATES = {RUNNING: later("正在处理"), DONE: later("已完成"), FAILED: later("没有办成")}
LOOKS = {RUNNING: "today", DONE: "done", FAILED: "over"}
WHOLE = 100  # per cent


def begin_job(title: str, work: Work) -> Answer:
    """Begin long work and lead to its page; what is done within a moment leads on to what came of it.

    ``work`` runs outside the request: it may use what was taken from `access` and `shell` before, and nothing of Flask.
    Raises `Unfit` where too much of whoever asks has not ended.
    """
    reference = shell().jobs.begin(actor(), title, work)
    if shell().jobs.wait(reference, PATIENCE):
        found = shell().jobs.find(actor(), reference)
        if found.state == DONE and found.has_file:
            return _file(reference)
        if found.state == DONE and found.leads_to:
            return redirect(found.leads_to, SEE_OTHER)
    return redirect(url_for("jobs.job", reference=reference), SEE_OTHER)


@jobs.get("/jobs")
def listing() -> str:
    """What one began in the last thirty days."""
    return render_template("jobs.html", jobs=shell().jobs.own(actor()), states=STATES, looks=LOOKS)


@jobs.get("/jobs/<reference>")
def job(reference: str) -> str:
    """One job: how far it is, or what came of it."""
    found = shell().jobs.find(actor(), reference)
    return render_template("job.html", job=found, states=STATES, looks=LOOKS, running=found.state == RUNNING,
                           percent=_percent(found))


@jobs.get("/jobs/<reference>/file")
def file(reference: str) -> Response:
    """The file that came of it."""
    return _file(reference)


def _file(reference: str) -> Response:
    name, content = shell().jobs.file(actor(), reference)
    return attachment(name, content)


def _percent(found: KeptJob) -> int | None:
    return min(WHOLE, found.done * WHOLE // found.total) if found.total else None
