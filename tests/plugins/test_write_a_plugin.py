"""The guide for authors of plugins, followed word for word outside the repository: it ends with a kit that passes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from fresh_environment import CORE, PYTHON, UV, Fresh, builder, making_fresh, runner

from tools.house import ROOT

GUIDE = ROOT / "docs" / "write-a-plugin.md"
BLOCK = re.compile(r"(?:^`(?P<path>[^`\n]+)`:\n\n)?^```(?P<sort>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def follow(fresh: Fresh, folder: Path, line: str) -> str:
    """Do what a line of the guide says: what is printed. Wheels of this repository stand for the package index."""
    match shlex.split(line):
        case ["pip", "install", "yuetan[testing]"]:
            wheel = builder(fresh.run, folder / "house")(CORE)
            fresh.install(f"yuetan[testing] @ {wheel.as_uri()}")
            return ""
        case ["pip", "install", "-e", directory]:
            fresh.install("-e", folder / directory)
            return ""
        case ["pip", "wheel", "--no-deps", "--wheel-dir", wheels, directory]:
            return fresh.run(UV, "build", "--quiet", "--wheel", "--no-build-isolation", "--offline", "--python", PYTHON,
                             "--out-dir", wheels, directory)
        case ["rm", file]:
            return fresh.run("rm", file)
        case [command, *arguments]:
            return fresh.run(fresh.command(command), *arguments)
    pytest.fail(f"the guide says {line!r}, and nobody knows how to do it")


def test_whoever_follows_the_guide_ends_with_a_kit_that_passes(tmp_path: Path) -> None:
    fresh, printed = making_fresh(runner(tmp_path), tmp_path / "fresh"), dict[str, str]()
    for block in BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        if block["path"]:
            file = tmp_path / block["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], encoding="utf-8")
            continue
        assert block["sort"] == "sh", "a block is a file, with its path before it, or commands"
        printed |= {line: follow(fresh, tmp_path, line) for line in block["text"].splitlines()}
    assert re.findall(r"[0-9]+ (?!passed)[a-z]+ ", printed["pytest water"].splitlines()[-1]) == []
    assert "water" in printed["yuetan regulations"]
    assert [one.name for one in (tmp_path / "wheels").iterdir() if one.suffix == ".whl"] == [
        "yuetan_water-0.1.0-py3-none-any.whl"]


def test_every_block_of_the_guide_is_found() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert len(re.findall("^```", text, re.MULTILINE)) == 2 * len([*BLOCK.finditer(text)])
