"""``yuetan export``: workbooks to fill in or to try things out with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from secrets import token_hex

import click

from yuetan.cli.common import DAY, Unusable, as_json, database, plugins, tell
from yuetan.cli.files import written_whole
from yuetan.cli.types import ReadFile, Whole, WrittenFile
from yuetan.cli.worded import Argument, Command, Group, Option
from yuetan.wording import later, say

FILE = click.argument("file", cls=Argument, type=WrittenFile(".xlsx"), metavar=later("文件"),
                      help=later("写到哪个文件，以 .xlsx 结尾。"))
OVERWRITE = click.option("--overwrite", is_flag=True, cls=Option, help=later("文件已经存在时覆盖它。"))
FEWEST, MOST = 30, 1_000_000
SEED_BYTES = 8


@click.group(cls=Group, help=later("导出名册模板、示例城市或检查材料。"))
def export() -> None:
    """Workbooks."""


@export.command("roster-template", cls=Command, help=later("导出空白的名册工作簿，带填写说明和下拉选项。"))
@FILE
@OVERWRITE
def roster_template(file: Path, *, overwrite: bool) -> None:
    """The workbook an office fills in."""
    from yuetan.paperwork.roster.words import Words, talk_kinds  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.paperwork.roster.writing import write_template  # noqa: PLC0415

    loaded = plugins()
    with written_whole(file, overwrite=overwrite) as draft:
        write_template(draft, Words(loaded.vocabulary, talk_kinds(loaded.regulations)))
    tell(say("已写出 {file}。", file=file))


@export.command("sample-city", cls=Command, help=later("导出一座虚构城市的名册，供试用；人物纯属虚构。"))
@FILE
@click.option("--cadres", type=Whole(FEWEST, MOST), default=600, show_default=True, cls=Option,
              help=later("干部人数，最少 30。"))
@click.option("--seed", type=Whole(), default=20150204, show_default=True, cls=Option,
              help=later("随机种子，同一种子同一城市。"))
@OVERWRITE
def sample_city(file: Path, cadres: int, seed: int, *, overwrite: bool) -> None:
    """An invented city of any size."""
    from yuetan.paperwork.roster.words import talk_kinds  # noqa: PLC0415 - heavy, and --help does without
    from yuetan.testing.city import make_city, write_city_workbook  # noqa: PLC0415

    loaded = plugins()
    with written_whole(file, overwrite=overwrite) as draft:
        write_city_workbook(draft, make_city(cadres, seed), loaded.vocabulary, kinds=talk_kinds(loaded.regulations))
    tell(say("已写出 {file}：{cadres} 名虚构干部。", file=file, cadres=cadres))


@export.command("inspection", cls=Command, help=later(
    "导出一段时间的约谈，或其中的随机样本，供检查；须有另一人在场同意，两人都要输入密码，全程记录在案。"))
@click.option("--unit", required=True, metavar=later("编码"), cls=Option, help=later("检查哪个单位，连同其下属。"))
@click.option("--from", "since", type=DAY, required=True, cls=Option, help=later("从哪一天起提出或进行的约谈。"))
@click.option("--to", "until", type=DAY, required=True, cls=Option, help=later("到哪一天为止，含这一天。"))
@click.option("--sample", type=Whole(1), default=None, cls=Option, help=later("只抽这么多次，按种类分层；不写则全部。"))
@click.option("--seed", default=None, metavar=later("种子"), cls=Option,
              help=later("随机种子，同一种子抽出同样的约谈；不写则随机取一个，并告诉您。"))
@click.option("--names", is_flag=True, cls=Option, help=later("含姓名；须有查看姓名的授权，否则以编号代替。"))
@click.option("--seal", type=ReadFile(), default=None, cls=Option, help=later(
    "封存的密钥文件 seal.json：附上签字材料的扫描件；扫描件遮不住姓名，须与 --names 同用。"))
@click.option("--reason", required=True, metavar=later("理由"), cls=Option, help=later("为什么检查，记录在案。"))
@click.option("--as", "asker", required=True, metavar=later("登录名"), cls=Option, help=later("谁来导出。"))
@click.option("--second", required=True, metavar=later("登录名"), cls=Option, help=later("在场同意的另一人。"))
@click.option("--out", type=WrittenFile(".zip"), required=True, cls=Option, help=later("写到哪个文件，以 .zip 结尾。"))
@database
@OVERWRITE
@as_json
def inspection(unit: str, since: date, until: date, sample: int | None, seed: str | None, seal: Path | None,  # noqa: PLR0913, PLR0917 - options
               reason: str, asker: str, second: str, out: Path, database: str, *, names: bool, overwrite: bool,
               json_: bool) -> None:
    """Talks of a period, or a sample of them, to be looked at."""
    from yuetan.cli.inspected import Asked, take_out  # noqa: PLC0415 - heavy, and --help does without

    if seal is not None and not names:
        raise Unusable(say("扫描件遮不住姓名；给出 --seal 的，须同时写 --names。"))
    chosen = seed or (token_hex(SEED_BYTES) if sample is not None else "")
    take_out(Asked(unit=unit, since=since, until=until, sample=sample, seed=chosen, names=names, reason=reason,
                   asker=asker, second=second, seal=seal), database, out, overwrite=overwrite, json_=json_)
