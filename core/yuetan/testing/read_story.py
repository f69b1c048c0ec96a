"""A story read from its file, with the cast it includes. Nothing is guessed: whatever makes no sense is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve

from yuetan.engine.arrangements import read_arrangement, standard_calendar
from yuetan.engine.world import World
from yuetan.plugins import Plugins
from yuetan.records.governances import GovernanceRow
from yuetan.rules.errors import RegulationError
from yuetan.rules.regulation import Regulation
from yuetan.rules.workdays import Calendar
from yuetan.testing.read_editions import with_editions
from yuetan.testing.read_expectations import Reader, read_expectations
from yuetan.testing.read_facts import Facts, read_facts
from yuetan.testing.read_governance import jurisdictions_by, read_governance
from yuetan.testing.stated import Stated
from yuetan.testing.story import Story, StoryError
from yuetan.testing.tables import Table
from yuetan.testing.told import Told
from yuetan.testing.words import Names, Words, words_of
from yuetan.wording import say


def read_story(path: Path, plugins: Plugins) -> Story:
    """The story in a file, under the edition in force on its day. Raises `StoryError` for one that cannot be told."""
    top = Table(path.name, "", _toml(path, path.name))
    title, why, as_of = top.text("title"), top.text("why", ""), top.day("as_of")
    included = [Table(name, "", _toml(path.parent / name, path.name)) for name in top.texts("include")]
    plugins = with_editions((*included, top), plugins)
    regulation = _regulation(top, plugins, as_of)
    settings = _settings(top)
    try:
        settled = regulation.under(settings)
    except RegulationError as error:
        raise top.error(say("settings 有误：{error}", error=error)) from None
    calendar = _calendar(top, path.parent)
    words = _words(settled, (*included, top), plugins, as_of)
    facts = read_facts((*included, top), words)
    judged_from, exact = top.day("judged_from", date.min), _exact(top, facts.names)
    files, rows = (*included, top), read_governance((*included, top), plugins, facts.names.units)
    governance = jurisdictions_by(rows, files, plugins, as_of)
    told, more = _told(files, facts, rows, settled.code)
    expected = tuple(read_expectations(top, Stated(words, facts.names, as_of), more))
    for table in files:
        table.close()
    if not expected:
        raise top.error(say("没有写任何 expect；请写明由此应当得出什么。"))
    world = _world(facts, calendar, as_of, judged_from)
    parts = [Story(source=path.name, title=title, why=why, regulation=one.settled, exact=exact, world=world,
                   settings=settings if one is words else {}, jurisdictions=governance.get(one.settled.code, ()),
                   expectations=tuple(told for code, told in expected if code == one.settled.code))
             for one in (words, *words.others.values())]
    return evolve(parts[0], regulation=regulation, others=tuple(parts[1:]), told=told)


def _told(files: Sequence[Table], facts: Facts, rows: tuple[GovernanceRow, ...], regulation: str,
          ) -> tuple[Told | None, Mapping[str, Reader]]:
    """The acts of a story that tells of any, and how to read what is expected of them."""
    if not any("act" in one or "account" in one for one in files):
        return None, {}
    from yuetan.testing.read_sights import READERS  # noqa: PLC0415 - stories without acts need no database
    from yuetan.testing.read_told import read_told  # noqa: PLC0415 - see above
    return read_told(files, facts, rows, regulation), READERS


def _words(settled: Regulation, files: Sequence[Table], plugins: Plugins, as_of: date) -> Words:
    """The words of the story's regulation, and of each of the others that govern in it, in the edition of its day."""
    words, codes = words_of(settled, plugins), {one.code for one in plugins.regulations}
    told = dict.fromkeys(table.word("regulation", codes) for file in files for table in file.tables("governance"))
    others = (plugins.edition(code, as_of) for code in told if code != settled.code)
    return evolve(words, others={one.code: words_of(one.under({}), plugins) for one in others if one is not None})


def _toml(path: Path, asked_by: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        problem = say("打不开文件 {file}；请核对文件名和位置。", file=path.name)
    except UnicodeDecodeError:
        problem = say("{file} 不是 UTF-8 编码；请另存为 UTF-8。", file=path.name)
    except tomllib.TOMLDecodeError as error:
        problem = say("{file} 不合 TOML 写法（{error}）；日期写作 2026-03-01 且不加引号，文字和中文的键加引号。",
                      file=path.name, error=error)
    raise StoryError(say("{source}：{problem}", source=asked_by, problem=problem))


def _regulation(top: Table, plugins: Plugins, as_of: date) -> Regulation:
    code = top.word("regulation", {one.code for one in plugins.regulations})
    regulation = plugins.edition(code, as_of)
    if regulation is None:
        raise top.error(say("制度 {code} 在 {as_of} 没有施行中的版本；请改 as_of，较早的日子可以写在各项 expect 里。",
                            code=code, as_of=as_of))
    return regulation


def _settings(top: Table) -> dict[str, str]:
    chosen = top.table("settings")
    return {name: chosen.text(name) for name in chosen.every_key()}


def _exact(top: Table, names: Names) -> bool | tuple[str, ...]:
    """Whether every obligation is named; a list of subjects says of whom."""
    return top.words("exact", names.taken()) if top.holds_texts("exact") else top.flag("exact")


def _calendar(top: Table, folder: Path) -> Calendar:
    """The published calendar, with the arrangements a story imports and the spans it names."""
    spans: dict[str, list[tuple[date, date]]] = {}
    for one in top.tables("span"):
        spans.setdefault(one.text("code"), []).append((one.day("first"), one.day("last")))
        one.close()
    texts = [(_text(folder / name, top), name) for name in top.texts("arrangement")]
    try:
        imported = [read_arrangement(text, name) for text, name in texts]
        return standard_calendar(imported, {code: tuple(some) for code, some in spans.items()})
    except ValueError as error:
        raise top.error(say("日历有误：{error}", error=error)) from None


def _text(path: Path, top: Table) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise top.error(say("打不开文件 {file}；请核对文件名和位置。", file=path.name)) from None


def _world(facts: Facts, calendar: Calendar, as_of: date, judged_from: date) -> World:
    return World(units=tuple(facts.units), placements=tuple(facts.placements), cadres=tuple(facts.cadres),
                 appointments=tuple(facts.appointments), portfolios=tuple(facts.portfolios),
                 interviews=tuple(facts.interviews), events=tuple(facts.events), calendar=calendar, as_of=as_of,
                 judged_from=judged_from)


def story_files(folder: Path) -> Iterator[Path]:
    """The stories in a folder, in order of their names: every .toml file that has a title."""
    for path in sorted(folder.glob("*.toml")):
        if "title" in _toml(path, path.name):
            yield path
