"""The command line as the tests call it: in this process, or as a user does, in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from pluggy import PluginManager

from yuetan.cli import main
from yuetan.plugins import Loaded, Plugins
from yuetan.rules.regulation import Regulation

COMMAND = Path(sys.executable).with_name("yuetan")
SETTINGS = ("YUETAN_DATABASE", "YUETAN_JUDGED_FROM", "YUETAN_LANGUAGE", "YUETAN_TEXTS", "YUETAN_WITHOUT")
WIDE = "120"  # columns


def yuetan(*arguments: object, **environment: str) -> Result:
    """Call it with these arguments and settings, and with no others."""
    settings = {**dict.fromkeys(SETTINGS), "COLUMNS": WIDE, **environment}
    return CliRunner().invoke(main, [str(one) for one in arguments], env=settings)


def said(*arguments: object, **environment: str) -> tuple[int, str]:
    """The exit code, and what was printed where errors go; nothing may have been printed as a result."""
    called = yuetan(*arguments, **environment)
    assert called.stdout == ""
    return called.exit_code, called.stderr


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call it in a process of its own."""
    return subprocess.run((COMMAND, *map(str, arguments)), env=settings_of(**environment), check=False,
                          capture_output=True, encoding="utf-8")


def settings_of(**environment: str) -> dict[str, str]:
    """The environment of such a process."""
    inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**inherited, "COLUMNS": WIDE, **environment}


def plugins_of(*regulations: Regulation) -> Plugins:
    """Plugins as if a distribution had brought these."""
    loaded = (Loaded("sample", "yuetan-sample", object(), regulations),) if regulations else ()
    return Plugins(PluginManager("yuetan"), loaded)


def distribution(folder: Path, name: str, group: str, points: str, source: str) -> Path:
    """Install a distribution into a folder for the path: one module of its own name, and these entry points."""
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    information = folder / f"{name}-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (information / "entry_points.txt").write_text(f"[{group}]\n{points}\n", encoding="utf-8")
    return folder
