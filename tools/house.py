"""Where things stand in the house, for the tools and for the tests that look after it."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import Any

from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent


@frozen
class Member:
    """One distribution of the workspace: its directory and what its ``pyproject.toml`` declares."""

    directory: Path

    @property
    def declared(self) -> dict[str, Any]:
        """The whole of ``pyproject.toml``."""
        return tomllib.loads((self.directory / "pyproject.toml").read_text(encoding="utf-8"))

    @property
    def distribution(self) -> str:
        """The name it is installed by, such as ``yuetan-litong``."""
        return str(self.declared["project"]["name"])

    @property
    def package(self) -> str:
        """The name it is imported by, such as ``yuetan_litong``."""
        return self.distribution.replace("-", "_")


def plugins() -> tuple[Member, ...]:
    """Every regulation in this repository: the directories of ``plugins/`` that have a ``pyproject.toml``."""
    return tuple(Member(found.parent) for found in sorted(ROOT.glob("plugins/*/pyproject.toml")))


def members() -> tuple[Member, ...]:
    """Every distribution of the workspace."""
    return (Member(ROOT / "core"), Member(ROOT / "web"), *plugins())


def kept_files() -> tuple[Path, ...]:
    """Every file that is in version control or would be added to it."""
    listed = subprocess.run(
        ("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        cwd=ROOT, capture_output=True, check=True, text=True,
    )
    return tuple(path for name in sorted(set(listed.stdout.split("\0")) - {""}) if (path := ROOT / name).is_file())
