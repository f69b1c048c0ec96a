"""``yuetan new-plugin NAME``: a plugin that is almost empty and passes the kit, to be filled in clause by clause."""

from __future__ import annotations

import keyword
import os
import re
import shutil
from collections.abc import Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import click

from yuetan.cli.common import Unusable, tell
from yuetan.cli.worded import Argument, Command, Option
from yuetan.wording import later, say

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
FILES: Mapping[str, str] = {
    "pyproject.toml": "pyproject.toml.txt", "README.md": "README.md.txt", "test_@name@.py": "test.py.txt",
    "@package@/__init__.py": "init.py.txt", "@package@/regulation.py": "regulation.py.txt", "@package@/py.typed": "",
    "stories/cast.toml": "cast.toml.txt", "stories/who_talks.toml": "who_talks.toml.txt",
    "stories/every_year.toml": "every_year.toml.txt"}
"""What stands in a new plugin, and which of our files it is made from."""


@click.command(cls=Command, help=later(
    "新建一个制度插件的目录：两条条款、几个故事，检验全部通过，照着原文往下写即可。"))
@click.argument("name", cls=Argument, metavar=later("名字"), help=later(
    "制度的代码，也是插件的名字：小写英文字母、数字和下划线，字母开头，如 water。"))
@click.option("--into", type=click.Path(path_type=Path), default=Path(), metavar=later("文件夹"), cls=Option,
              help=later("建在哪个文件夹里，默认当前文件夹。"))
def new_plugin(name: str, into: Path) -> None:
    """A directory that is written whole or not at all; nothing that is there is overwritten."""
    _usable(name, into)
    target = into / name
    draft = into / f".{name}.{os.getpid()}"
    try:
        for path, text in _written(name).items():
            file = draft / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        draft.rename(target)
    except OSError as error:
        raise Unusable(say("没有写成 {folder}：{error}；请换个位置。", folder=target, error=error.strerror)) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    tell(say("已建立 {folder}。接下来：", folder=target))
    tell(say("  安装：pip install -e {folder}", folder=f'"{target}[test]"'))
    tell(say("  检验：pytest {folder}", folder=target))
    tell(say("  照着原文改写：{file}", file=target / f"yuetan_{name}" / "regulation.py"))


def _usable(name: str, into: Path) -> None:
    """Refuse a name or a place that will not do."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise Unusable(say("名字“{name}”不合要求；请用小写英文字母、数字和下划线，字母开头，不超过40个字符，如 water。",
                           name=name))
    if find_spec(f"yuetan_{name}") is not None:
        raise Unusable(say("已经装有 yuetan_{name}；同名的插件不能同时使用，请换个名字。", name=name))
    if not into.is_dir():
        raise Unusable(say("文件夹“{folder}”不存在；请先建立。", folder=into))
    if (into / name).exists():
        raise Unusable(say("{folder} 已经存在，没有改动它；请换个名字或位置。", folder=into / name))


def _written(name: str) -> dict[str, str]:
    """The text of every file, by its path in the new directory."""
    own = {"@name@": name, "@package@": f"yuetan_{name}", "@distribution@": "yuetan-" + name.replace("_", "-"),
           "@title@": "".join(part.capitalize() for part in name.split("_"))}
    folder = files("yuetan.cli") / "new_plugin_files"
    return {_named(path, own): _named((folder / source).read_text(encoding="utf-8"), own) if source else ""
            for path, source in FILES.items()}


def _named(text: str, own: Mapping[str, str]) -> str:
    for mark, value in own.items():
        text = text.replace(mark, value)
    return text
