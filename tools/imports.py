"""Hold the layers: the contracts of ``pyproject.toml``, and for every plugin those that need no list of names."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from configparser import ConfigParser
from pathlib import Path

from tools.house import ROOT, members, plugins

OPEN_TO_PLUGINS = ("rules", "hookspecs", "plugins")  # of the core, to a regulation
OPEN_TO_VIEWS = ("public",)  # of the web, to its pages
TOO_HEAVY = ("alembic", "click", "openpyxl", "rich", "sqlalchemy", "xlsxwriter")


def contracts() -> ConfigParser:
    """The contracts of whatever plugins stand in ``plugins/`` today."""
    packages = [plugin.package for plugin in plugins()]
    core, web = (member.directory / member.package for member in members()[:2])
    closed = _children(core, OPEN_TO_PLUGINS) + _children(web, OPEN_TO_VIEWS)
    config = ConfigParser()
    config["importlinter"] = {
        "root_packages": _lines(["yuetan", "yuetan_web", *packages]),
        "include_external_packages": "True",
    }
    config["importlinter:contract:rules"] = {
        "name": "A plugin imports the rules, its pages the public side of the web, and nothing else of the project",
        "type": "forbidden",
        "source_modules": _lines(packages),
        "forbidden_modules": _lines([*closed, *TOO_HEAVY]),
        "allow_indirect_imports": "True",
    }
    config["importlinter:contract:names"] = {
        "name": "Neither core nor web knows a plugin by name",
        "type": "forbidden",
        "source_modules": _lines(["yuetan", "yuetan_web"]),
        "forbidden_modules": _lines(packages),
    }
    config["importlinter:contract:apart"] = {
        "name": "No plugin knows another",
        "type": "independence",
        "modules": _lines(packages),
    }
    config["importlinter:contract:circles"] = {
        "name": "No circle among the modules of a plugin",
        "type": "acyclic_siblings",
        "ancestors": _lines(packages),
    }
    return config


def _children(package: Path, but: tuple[str, ...]) -> list[str]:
    """The modules of a package but for those that are open."""
    names = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    return [f"{package.name}.{name}" for name in sorted(names - {"__init__", *but})]


def _lines(names: list[str]) -> str:
    return "\n" + "\n".join(names)


def main() -> int:
    """Check both sets of contracts; 0 where all are kept."""
    broken = _lint(ROOT / "pyproject.toml")
    if plugins():
        with tempfile.NamedTemporaryFile("w", suffix=".ini", encoding="utf-8") as file:
            contracts().write(file)
            file.flush()
            broken |= _lint(Path(file.name))
    return int(broken)


def _lint(config: Path) -> bool:
    command = (Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", "--config", config)
    return bool(subprocess.run(command, cwd=ROOT, check=False).returncode)


if __name__ == "__main__":
    sys.exit(main())
