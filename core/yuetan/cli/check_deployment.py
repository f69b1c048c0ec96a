"""``yuetan check-deployment``: what stands against opening a deployment for real work."""

from __future__ import annotations

import os
from pathlib import Path

import click

from yuetan.cli.common import as_json, plain_errors, tell, tell_json
from yuetan.cli.types import ReadFile
from yuetan.cli.worded import Command, Option
from yuetan.wording import later, say


@click.command(cls=Command, help=later(
    "核对部署能不能正式使用：密钥、权限、存证、备份、管理员、放假安排等。有问题时以 1 退出。"))
@click.option("--config", type=ReadFile(), required=True, envvar="YUETAN_CONFIG", metavar=later("文件"), cls=Option,
              help=later("部署文件 yuetan.toml；也可设环境变量 YUETAN_CONFIG。"))
@click.option("--name", "names", multiple=True, metavar=later("域名"), cls=Option, help=later(
    "本单位访问用的域名，与 yuetan serve 的相同。"))
@as_json
def check_deployment(config: Path, names: tuple[str, ...], *, json_: bool) -> None:
    """Every refusal, or that there is none."""
    from yuetan.casework.deployment import read_deployment  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.casework.deployment_checks import CHECKS, STATE_CHECKS, Examined, examine  # noqa: PLC0415
    from yuetan.casework.desk import records_at  # noqa: PLC0415
    from yuetan.cli.acting import now  # noqa: PLC0415
    from yuetan.plugins import load  # noqa: PLC0415

    with plain_errors():
        deployment = read_deployment(Path(config))
        with records_at(deployment.database) as records:
            found = examine(Examined(
                config=Path(config), deployment=deployment, records=records,
                plugins=load(without=deployment.without), names=names, at=now(), environment=os.environ,
                user=os.geteuid()))
    if json_:
        tell_json([{"code": one.code, "text": one.text} for one in found])
    elif found:
        tell("\n".join(f"{one.code}: {one.text}" for one in found))
    else:
        tell(say("{count} 项都已核对，可以正式使用。", count=len(CHECKS) + len(STATE_CHECKS)))
    if found:
        raise SystemExit(1)
