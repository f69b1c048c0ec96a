"""The commands the web adds. Nothing heavy is imported until one is called, so that ``--help`` stays quick."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from yuetan.cli.types import Day, OneOf, ReadFile, Whole
from yuetan.cli.worded import Command, Option
from yuetan.wording import later, speaking

FEWEST, MOST = 30, 100_000
LAST_PORT = 65_535


@click.command(cls=Command, help=later(
    "生成一座虚构的城市并正式导入，推出全部应办事项，在终端列表，开设几个账号，"
    "并在本机打开页面供登录办理；按 Ctrl-C 结束。"))
@click.option("--cadres", type=Whole(FEWEST, MOST), default=600, show_default=True, cls=Option,
              help=later("干部人数。"))
@click.option("--seed", type=Whole(), default=20150204, show_default=True, cls=Option,
              help=later("随机种子，同一种子同一城市。"))
@click.option("--as-of", type=Day(), default=None, cls=Option,
              help=later("按哪一天看，默认今天。"))
@click.option("--port", type=Whole(0, LAST_PORT), default=8000, show_default=True, cls=Option,
              help=later("页面的端口，被占用时顺延；0 为任选。"))
@click.option("--no-serve", is_flag=True, cls=Option, help=later("只在终端列表，不打开页面。"))
@click.option("--lang", type=OneOf(("zh", "en")), default=None, cls=Option, help=later("显示的语言。"))
def demo(cadres: int, seed: int, as_of: date | None, port: int, lang: str | None, *,  # noqa: PLR0913 - its options
         no_serve: bool) -> None:
    """A city that nobody lives in, from its roster to the desk."""
    from yuetan.cli.common import day_of  # noqa: PLC0415 - see above
    from yuetan_web.demo import Wish, run  # noqa: PLC0415

    with speaking(lang) if lang else nullcontext():
        run(Wish(cadres, seed, day_of(as_of), None if no_serve else port))


@click.command(cls=Command, help=later("按 yuetan.toml 打开本单位的页面，供登录办理；按 Ctrl-C 结束。"))
@click.option("--config", type=ReadFile(), required=True, envvar="YUETAN_CONFIG", metavar=later("文件"), cls=Option,
              help=later("部署文件 yuetan.toml；也可设环境变量 YUETAN_CONFIG。"))
@click.option("--port", type=Whole(1, LAST_PORT), default=8000, show_default=True, cls=Option,
              help=later("页面的端口，被占用时不启动。"))
@click.option("--name", "names", multiple=True, metavar=later("域名"), cls=Option, help=later(
    "本单位访问用的域名，可给多个；给出后只在 TLS 反向代理之后使用，Cookie 只走加密连接。"))
@click.option("--lang", type=OneOf(("zh", "en")), default=None, cls=Option, help=later("显示的语言。"))
def serve(config: Path, port: int, names: tuple[str, ...], lang: str | None) -> None:
    """The pages of one office, over its own records."""
    from yuetan_web.service import run  # noqa: PLC0415 - see above

    with speaking(lang) if lang else nullcontext():
        run(config, port, names)
