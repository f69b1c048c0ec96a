"""The pages of one office: its deployment read, its records opened, and served behind its own names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yuetan.access.actor import ADMINISTRATORS
from yuetan.casework.deployment import Deployment, DeploymentError, read_deployment
from yuetan.casework.desk import records_at
from yuetan.casework.governing import GoverningError
from yuetan.casework.sweeping import sweep_all
from yuetan.cli.common import Unusable, plain_errors
from yuetan.plugins import load
from yuetan_web.app import create_app
from yuetan_web.beside import working_beside
from yuetan_web.serving import serve
from yuetan_web.shell import LOOPBACK, Shell


def run(config: Path, port: int, names: tuple[str, ...]) -> None:
    """Bring what is owed up to today, and serve until Ctrl-C; what a user can mend is one message.

    With names it is reached through TLS under them alone, from a proxy on this machine.
    """
    try:
        deployment = read_deployment(config)
    except DeploymentError as error:
        raise Unusable(str(error)) from error
    with plain_errors(), records_at(deployment.database) as records:
        shell = shell_of(deployment, records, names, config)
        try:
            sweep_all(records, shell.plugins, at=shell.now())
        except GoverningError as error:
            raise Unusable(str(error)) from error
        with working_beside(shell, deployment.anchor):
            serve(create_app(shell), port, exactly=True)


def shell_of(deployment: Deployment, records: Any,  # noqa: ANN401 - opened by the casework
             names: tuple[str, ...] = (), config: Path | None = None) -> Shell:
    """What a deployment hands to its pages."""
    return Shell(
        records=records, plugins=load(without=deployment.without), now=lambda: datetime.now(tz=UTC),
        secret=deployment.secret, keys=deployment.seal, idle=deployment.idle,
        second_factor=ADMINISTRATORS | deployment.second_factor, backups=deployment.backups,
        anchor=deployment.anchor, config=config, fonts=deployment.fonts, hosts=names or LOOPBACK,
        reminding=deployment.reminding,
        secure=bool(names))
