"""Many papers in one zip file, made one after another while it is sent: it is never held as a whole."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase

from yuetan.paperwork.papers.delivery import Delivered
from yuetan.paperwork.papers.package import NO_TIME

Make = Callable[[], Delivered]


def zipped(papers: Iterable[Make]) -> Iterator[bytes]:
    """A zip file of papers, piece by piece; two of one name are told apart by numbers. Equal papers, equal bytes."""
    passing, names = _Passing(), set[str]()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_STORED) as archive:  # they are packed already
        for make in papers:
            made = make()
            member = zipfile.ZipInfo(_unused(_plain(made.name), names), NO_TIME)
            member.create_system = 0
            archive.writestr(member, made.content)
            yield passing.taken()
    yield passing.taken()


def _plain(name: str) -> str:
    """A name that leads into no other folder."""
    return "".join("_" if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name).lstrip(".")


def _unused(name: str, names: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    found, number = name, 1
    while found in names:
        number += 1
        found = f"{stem}（{number}）{dot}{ending}"
    names.add(found)
    return found


class _Passing(RawIOBase):
    """A file that can only be written, whose content is taken away as it comes."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(piece)  # type: ignore[call-overload] # whatever the library hands over is bytes
        self._pieces += content
        return len(content)

    def taken(self) -> bytes:
        """What was written since it was last asked for."""
        found, self._pieces = bytes(self._pieces), bytearray()
        return found
