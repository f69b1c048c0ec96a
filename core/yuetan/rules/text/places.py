"""The clause reader: the printed numbering of an official text as dotted places.

A number opens a place where it begins a line and is the next one of a list that is open, or the first one of a new
list. Which list it belongs to is told by its style (第一条, 一、, （一）, 1., (1)): of each only one is open at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile, zip_longest

from attrs import define, field, frozen

from yuetan.rules.text.lines import Line, is_heading, is_labelled, numbered_part
from yuetan.rules.text.markers import Marker, Style


@frozen
class Place:
    """A printed place and what stands there; paragraphs are separated by a line break.

    ``tail`` is what follows the last item of a list without a number of its own: it speaks for that item or for the
    whole list, so it may be cited there or at any place above.
    """

    at: str
    printed: str
    text: str  # its own words, up to the first place below it
    tail: str = ""
    row: int = 0  # the line of the file that prints its number

    @property
    def parent(self) -> str:
        """The place it is an item of; empty for one of the first level."""
        return self.at.rpartition(".")[0]


@frozen
class Oddity:
    """A printed number that is not the next one of its list, and the one that would have been.

    One that skips is a place all the same. One that goes back, or that runs ahead of numbers still to come in its list,
    is read as words of the place above it.
    """

    row: int
    printed: str
    expected: str


@frozen
class Printed:
    """What stands in an official text: its places in order, and what is odd about their numbers."""

    places: tuple[Place, ...]
    oddities: tuple[Oddity, ...] = ()

    def at(self, at: str) -> Place | None:
        """The place of this path, None where the text has none."""
        return next((place for place in self.places if place.at == at), None)


def read_places(text: str) -> tuple[Place, ...]:
    """Every printed place of an official text, in its order."""
    return read(text).places


def read(text: str) -> Printed:
    """Every printed place of an official text, in its order, and every number that is out of order."""
    reader = _Reader(numbered_part(text))
    for index, line in enumerate(reader.lines):
        reader.take(index, line)
    pairs = zip_longest(reader.parts, reader.parts[1:])
    return Printed(tuple(part.place(after) for part, after in pairs), tuple(reader.oddities))


@frozen
class _Part:
    """A place being read."""

    open: tuple[Marker, ...]
    row: int
    paragraphs: list[str]

    def place(self, after: _Part | None) -> Place:
        """The place, once it is known what comes after: its list goes on with an item of it or a place below."""
        depth, depth_after = len(self.open), len(after.open) if after else 1
        own = len(self.paragraphs)
        if depth_after < depth:
            own = 2 if is_heading(self.paragraphs[0]) else 1
            own += sum(1 for _ in takewhile(is_labelled, self.paragraphs[own:]))
        return Place(".".join(str(one.number) for one in self.open), "".join(one.printed for one in self.open),
                     "\n".join(filter(None, self.paragraphs[:own])), "\n".join(self.paragraphs[own:]), self.row)


@define
class _Reader:
    """Reads line by line; ``open`` holds the marker read last in each list that is open."""

    lines: tuple[Line, ...]
    open: tuple[Marker, ...] = ()
    parts: list[_Part] = field(factory=list)
    oddities: list[Oddity] = field(factory=list)

    def take(self, index: int, line: Line) -> None:
        """A line opens a place where its number goes on with a list or begins one; else it is words."""
        if line.marker and self._opens(index, line, line.marker):
            self.parts.append(_Part(self.open, line.row, [line.words]))
        elif line.continues:
            self.parts[-1].paragraphs[-1] += line.text
        else:
            self.parts[-1].paragraphs.append(line.text)

    def _opens(self, index: int, line: Line, found: Marker) -> bool:
        level = next((level for level, one in enumerate(self.open) if one.style is found.style), len(self.open))
        last = self.open[level].number if level < len(self.open) else 0
        follows = self._following(index, found, {one.style: one.number for one in self.open[:level]})
        if found.number != last + 1:
            if line.continues or not found.firm:
                return False
            self.oddities.append(Oddity(line.row, found.printed, found.style.printed(last + 1)))
            runs_ahead = follows is not None and last < follows <= found.number
            if found.number <= last or runs_ahead:
                return False
        elif not (found.firm or last or follows or not self.parts):
            return False
        self.open = (*self.open[:level], found)
        return True

    def _following(self, index: int, found: Marker, outer: Mapping[Style, int]) -> int | None:
        """The next number in the style of this one; None where a list above goes on before, or nothing follows.

        In the middle of a sentence that one goes on with its next number alone: any other is a word of it.
        """
        for line in self.lines[index + 1:]:
            if (one := line.marker) is None:
                continue
            if one.style is found.style:
                return one.number
            if one.style in outer and (not line.continues or one.number == outer[one.style] + 1):
                return None
        return None
