"""The texts of the code beside the catalogue that translates them. Run as a module, it updates the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from tools.house import ROOT, members

ENGLISH = ROOT / "core" / "yuetan" / "locale" / "en.po"
SAID = {"say": None, "later": None, "_": None}  # in the code, marked there to be said later, and in pages
METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}


def texts() -> dict[str, list[str]]:
    """Every text that the members say, in the order of the files that say it, with the names of those files."""
    found: dict[str, list[str]] = {}
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for text in _said_in(path):
            if name not in found.setdefault(text, []):
                found[text].append(name)
    return found


def kept() -> dict[str, str]:
    """Every text of the catalogue and its English; empty where nobody has translated it yet."""
    if not ENGLISH.is_file():
        return {}
    with ENGLISH.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def placeholders(text: str) -> set[str]:
    """The ``{names}`` a text leaves open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def update() -> Catalog:
    """The catalogue as the code has it now: translations kept, new texts without one, and none that nobody says."""
    catalogue, known = Catalog(locale="en", fuzzy=False), kept()
    for text, names in texts().items():
        catalogue.add(text, known.get(text, ""), locations=[(name, 1) for name in names])
    return catalogue


def _sources() -> Iterator[Path]:
    for member in members():
        folder = member.directory / member.package
        yield from sorted(path for path in folder.rglob("*") if path.suffix in METHODS)


def _said_in(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _, text, _, _ in extract(METHODS[path.suffix], file, SAID, options={"encoding": "utf-8"}):
            yield text if isinstance(text, str) else text[0]


def main() -> None:
    """Write the catalogue and say how many texts wait for a translation."""
    catalogue = update()
    ENGLISH.parent.mkdir(exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    waiting = sum(not message.string for message in catalogue if message.id)
    print(f"{len(catalogue)} texts, {waiting} without a translation: {ENGLISH.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
