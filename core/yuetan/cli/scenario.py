"""``yuetan scenario FILE...``: stories that say what must follow from a regulation."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click
from attrs import frozen

from yuetan.cli.common import Unusable, as_json, plugins, progress_bar, tell, tell_json
from yuetan.cli.errors import CANNOT
from yuetan.cli.types import ReadFile
from yuetan.cli.worded import Argument, Command
from yuetan.plugins import Plugins
from yuetan.testing.failures import Failure, sentence, shown
from yuetan.testing.scenario import Outcome, run
from yuetan.testing.story import StoryError
from yuetan.wording import later, say

MANY = 10  # stories, from which on it is worth showing how far it is


@frozen
class Told:
    """One file, and what became of its story: an outcome, or why it could not be told."""

    path: Path
    outcome: Outcome | None = None
    refused: str = ""

    @property
    def word(self) -> str:
        """``passed``, ``failed`` or ``malformed``."""
        if self.outcome is None:
            return "malformed"
        return "passed" if self.outcome.passed else "failed"

    @property
    def title(self) -> str:
        """What the story shows; empty where it could not be told."""
        return self.outcome.story.title if self.outcome else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What did not follow, or what is wrong with the file."""
        return self.outcome.sentences if self.outcome else (self.refused,)


@click.command(cls=Command, help=later(
    "按故事文件验证制度模块：故事里写明的结果，逐项与系统得出的核对。有不符的以 1 退出，有写法不对的以 2 退出。"))
@click.argument("files", nargs=-1, required=True, cls=Argument, type=ReadFile(or_folder=True), metavar=later("文件"),
                help=later("故事（.toml），或存放故事的文件夹。"))
@as_json
def scenario(files: tuple[Path, ...], *, json_: bool) -> None:
    """Hold stories against the regulations they are about."""
    loaded, paths = plugins(), [path for given in files for path in _stories(given)]
    with progress_bar() as bar:
        task = bar.add_task(say("核对故事"), total=len(paths), visible=len(paths) >= MANY)
        told = []
        for path in paths:
            told.append(_told(path, loaded))
            bar.advance(task)
    if json_:
        tell_json([_row(one) for one in told])
    else:
        _show(told)
    words = {one.word for one in told}
    if words != {"passed"}:
        raise SystemExit(CANNOT if "malformed" in words else 1)


def _stories(given: Path) -> list[Path]:
    """The story itself, or every one in a folder and those below."""
    if not given.is_dir():
        return [given]
    found = [path for path in sorted(given.rglob("*.toml")) if _is_story(path)]
    if not found:
        raise Unusable(say("文件夹“{folder}”中没有故事（写有 title 或 expect 的 .toml 文件）；请核对位置。",
                           folder=given))
    return found


def _is_story(path: Path) -> bool:
    """Whether a file in a folder is a story, rather than a cast or a calendar that stories share."""
    try:
        return not {"title", "expect"}.isdisjoint(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return True  # it is told, and then says what is wrong with it


def _told(path: Path, loaded: Plugins) -> Told:
    try:
        return Told(path, run(path, loaded))
    except StoryError as error:
        return Told(path, refused=str(error))


def _show(told: list[Told]) -> None:
    for one in told:
        tell(_line(one))
        for text in one.sentences:
            tell(f"  {text}")
    counts = {word: sum(one.word == word for one in told) for word in ("passed", "failed", "malformed")}
    tell(say("故事 {count} 个：{passed} 个相符，{failed} 个不符，{malformed} 个写法不对。", count=len(told), **counts))


def _line(one: Told) -> str:
    match one.word:
        case "passed":
            return say("相符  {file}：{title}", file=one.path, title=one.title)
        case "failed":
            return say("不符  {file}：{title}", file=one.path, title=one.title)
        case _:
            return say("写法不对  {file}", file=one.path)


def _row(one: Told) -> dict[str, object]:
    failures = one.outcome.failures if one.outcome else ()
    return {"file": str(one.path), "title": one.title, "outcome": one.word, "refused": one.refused,
            "regulation": one.outcome.story.regulation.code if one.outcome else "",
            "failures": [_failure(failure) for failure in failures]}


def _failure(failure: Failure) -> dict[str, str]:
    return {"problem": failure.problem.name.lower(), "place": failure.place, "what": failure.what,
            "field": failure.field, "expected": shown(failure.expected), "actual": shown(failure.actual),
            "text": sentence(failure)}
