"""Backups: taken, checked and taken away as ciphertext; and what stands against the deployment.

Restoring takes two people with a half of the key each, on the server.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, url_for

from yuetan.casework.deployment import DeploymentError, read_deployment
from yuetan.casework.deployment_checks import CHECKS, STATE_CHECKS, Examined, examine
from yuetan.casework.errors import Unfit
from yuetan.wording import say
from yuetan_web.current import actor, may_anywhere, shell
from yuetan_web.jobs import Outcome, begin_job
from yuetan_web.proving import demand_proof
from yuetan_web.sending import attachment
from yuetan_web.sent import Sent
from yuetan_web.shell import Shell
from yuetan_web.signing import UNFIT

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

backups = Blueprint("backups", __name__)
CHUNK = 1 << 16


@backups.get("/backup")
def listing() -> str:
    """The backups there are, the latest first."""
    return _listing(Sent())


@backups.post("/backup")
def take() -> tuple[str, int] | Answer:
    """Take another, beside the pages."""
    typed = request.form.to_dict()
    try:
        demand_proof(typed)
        me, made, leads_to = actor(), shell().backup_files, url_for("backups.listing")
        made.demand_ready()
    except Unfit as wrong:
        return _listing(Sent(typed, wrong.errors)), UNFIT

    def work(progress: object) -> Outcome:  # noqa: ARG001 - one step
        made.take(me)
        return Outcome(said=say("备份已经完成。"), leads_to=leads_to)
    return begin_job(say("备份"), work)


@backups.post("/backup/<reference>/check")
def check(reference: str) -> Answer:
    """Whether one is still the file that was written."""
    me, made = actor(), shell().backup_files
    found = made.found(me, reference)
    return begin_job(say("核对备份"), lambda _: Outcome(
        said=say("{name} 完好，与登记的校验码一致。", name=made.check(me, found.reference).name)))


@backups.post("/backup/<reference>/file")
def file(reference: str) -> tuple[str, int] | Response:
    """The file of one, to be kept elsewhere; nobody can open it alone."""
    typed, made = request.form.to_dict(), shell().backup_files
    try:
        found = made.found(actor(), reference)
        demand_proof(typed)
        path = made.path(actor(), found.reference)
    except Unfit as wrong:
        return _listing(Sent(typed, wrong.errors)), UNFIT
    answer = attachment(found.name, b"")
    answer.response = _sent(path)
    answer.headers["Content-Length"] = str(found.size)
    return answer


@backups.post("/backup/deployment")
def deployment() -> Answer:
    """What stands against the deployment."""
    at_work = shell()
    return begin_job(say("核对部署"), lambda _: Outcome(said="\n".join(_refusals(at_work))))


def _refusals(at_work: Shell) -> Iterator[str]:
    """Every refusal in words, or that there is none."""
    if at_work.config is None:
        yield say("这里不是按 {file} 打开的，没有部署可以核对。", file="yuetan.toml")
        return
    try:
        read = read_deployment(at_work.config)
    except DeploymentError as error:
        yield str(error)
        return
    found = examine(Examined(
        config=at_work.config, deployment=read, records=at_work.records, plugins=at_work.plugins,
        names=tuple(at_work.hosts) if at_work.secure else (), at=at_work.now(), environment=os.environ,
        user=os.geteuid()))
    yield from (one.text for one in found)
    if not found:
        yield say("{count} 项都已核对，可以正式使用。", count=len(CHECKS) + len(STATE_CHECKS))


def _sent(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _listing(sent: Sent) -> str:
    made = shell().backup_files
    return render_template("backups.html", rows=made.listed(actor()), sent=sent, ready=made.folder is not None,
                           may_take=may_anywhere("backup.take"))
