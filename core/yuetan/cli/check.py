"""``yuetan check NAME --text FILE``: a regulation held against its official text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from yuetan.cli.common import Unusable, as_json, read_text, regulation
from yuetan.cli.worded import Command
from yuetan.rules.coverage import coverage
from yuetan.rules.rule import Clause
from yuetan.rules.text.check import check as compare
from yuetan.rules.text.places import read
from yuetan.wording import later, say

TEXTS = "YUETAN_TEXTS"
"""The folder of official texts, each as NAME.txt."""


@click.command(cls=Command, help=later(
    "把制度模块与官方文本逐条核对：条款不缺不多，数字和约束力一致；有出入时以 1 退出。"))
@click.argument("name")
@click.option("--text", "file", type=click.Path(exists=True, dir_okay=False),
              help=later("官方文本（UTF-8 纯文本）；不写时在 YUETAN_TEXTS 文件夹中找 NAME.txt。"))
@as_json
def check(name: str, file: str | None, *, json_: bool) -> None:
    """Every difference between the rules and the text."""
    found, text = regulation(name), read_text(file or _known_text(name))
    faults = compare(found, text)
    holes = [one.printed for one in coverage(found.under({})) if one.hole]
    sentences = [*map(str, faults), *(say("{place}：没有规则、页面或系统保证落实。", place=place) for place in holes)]
    if json_:
        rows = [{"code": one.code.value, "at": one.at, "rule": one.rule, "text": str(one)} for one in faults]
        rows += [{"code": "hole", "at": place, "rule": "", "text": ""} for place in holes]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for sentence in sentences:
            click.echo(sentence)
        click.echo(say("核对 {title}：文本 {printed} 处，制度 {declared} 处，出入 {count} 项。", title=found.title,
                       printed=len(read(text).places), declared=len(found.of(Clause)), count=len(sentences)))
    if sentences:
        raise SystemExit(1)


def _known_text(name: str) -> str:
    folder = os.environ.get(TEXTS)
    if folder and (path := Path(folder) / f"{name}.txt").is_file():
        return str(path)
    raise Unusable(say("请用 --text 给出 {name} 的官方文本，或把 {setting} 设为存放 {name}.txt 的文件夹。", name=name,
                       setting=TEXTS))
