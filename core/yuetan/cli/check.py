"""``yuetan check NAME --text FILE``: a regulation held against its official text."""

from __future__ import annotations

import os
from pathlib import Path

import click

from yuetan.cli.common import Unusable, as_json, name_of_regulation, read_text, regulation, tell, tell_json
from yuetan.cli.types import ReadFile
from yuetan.cli.worded import Command, Option
from yuetan.rules.coverage import coverage
from yuetan.rules.rule import Clause
from yuetan.rules.text.check import check as compare
from yuetan.rules.text.places import read
from yuetan.wording import later, say

TEXTS = "YUETAN_TEXTS"
"""The folder of official texts, each as NAME.txt."""


@click.command(cls=Command, help=later(
    "把制度模块与官方文本逐条核对：条款不缺不多，数字和约束力一致；有出入时以 1 退出。"))
@name_of_regulation
@click.option("--text", "file", type=ReadFile(), cls=Option, help=later(
    "官方文本（纯文本，UTF-8 或 GB18030）；不写时在环境变量 YUETAN_TEXTS 所指的文件夹中找 制度代码.txt。"))
@as_json
def check(name: str, file: Path | None, *, json_: bool) -> None:
    """Every difference between the rules and the text."""
    found = regulation(name)
    text = read_text(file or _known_text(name))
    faults = compare(found, text)
    holes = [one for one in coverage(found.under({})) if one.hole]
    rows = [{"code": one.code.value, "at": one.at, "rule": one.rule, "text": str(one)} for one in faults]
    rows += [{"code": "hole", "at": one.at, "rule": "",
              "text": say("{place}：没有规则、页面或系统保证落实。", place=one.printed)} for one in holes]
    if json_:
        tell_json(rows)
    else:
        for row in rows:
            tell(row["text"])
        tell(say("核对 {title}：文本 {printed} 处，制度 {declared} 处，出入 {count} 项。", title=found.title,
                 printed=len(read(text).places), declared=len(found.of(Clause)), count=len(rows)))
    if rows:
        raise SystemExit(1)


def _known_text(name: str) -> Path:
    folder = os.environ.get(TEXTS)
    if not folder:
        raise Unusable(say("请用 --text 给出 {name} 的官方文本，或把环境变量 {setting} 设为存放 {name}.txt 的文件夹。",
                           name=name, setting=TEXTS))
    path = Path(folder) / f"{name}.txt"
    if not path.is_file():
        raise Unusable(say("{setting} 所指的文件夹 {folder} 中没有 {name}.txt；请放进去，或用 --text 给出文件。",
                           name=name, setting=TEXTS, folder=folder))
    return path
