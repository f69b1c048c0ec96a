"""Wheels and fresh environments, outside the repository and without the settings of this session."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from tools.house import ROOT, Member, members

UV = ROOT / ".uv" / "bin" / "uv"
PYTHON = ROOT / ".venv" / "bin" / "python"
CORE = members()[0]
OWN_SETTINGS = ("PYTEST", "PYTHON", "YUETAN", "VIRTUAL_ENV")

Run = Callable[..., str]
Build = Callable[[Member], Path]


def runner(folder: Path) -> Run:
    """What runs a command in a folder outside the repository: it gives back what is printed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OWN_SETTINGS)}

    def run(*command: str | Path) -> str:
        done = subprocess.run(list(map(str, command)), cwd=folder, env=clean | {"UV_PYTHON_DOWNLOADS": "never"},
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


def builder(run: Run, wheels: Path) -> Build:
    """What builds the wheel of a member of the house, or of another directory like it."""
    def build(member: Member) -> Path:
        run(UV, "build", "--quiet", "--wheel", "--no-build-isolation", "--offline", "--python", PYTHON, "--out-dir",
            wheels, member.directory)
        return next(wheels.glob(f"{member.package}-*.whl"))

    return build


@frozen
class Fresh:
    """An environment with nothing in it but what is installed here, not even pip."""

    run: Run
    folder: Path

    def command(self, name: str) -> Path:
        """A command that is installed in it."""
        return self.folder / "bin" / name

    def install(self, *wanted: str | Path) -> None:
        """Install with the versions of the lock: from what uv has at hand, else from the index."""
        command = (UV, "pip", "install", "--quiet", "--python", self.command("python"),
                   "--constraints", ROOT / "requirements.lock", *wanted)
        try:
            self.run(*command, "--offline")
        except AssertionError:
            self.run(*command)

    def uninstall(self, name: str) -> None:
        """Take one of them out again."""
        self.run(UV, "pip", "uninstall", "--quiet", "--python", self.command("python"), name)

    def installed(self) -> set[str]:
        """The names of all distributions in it."""
        listed = self.run(UV, "pip", "list", "--python", self.command("python"), "--format", "json")
        return {str(one["name"]) for one in json.loads(listed)}


def making_fresh(run: Run, folder: Path) -> Fresh:
    """A new environment in a folder."""
    run(UV, "venv", "--quiet", "--offline", "--python", PYTHON, folder)
    return Fresh(run, folder)
