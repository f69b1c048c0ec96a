"""How a text is found: by any of its characters, by the beginnings of its numbers, and by how names are spelled.

A text has *keys*. Of every character but Latin ones it has two in a row, so that any two are one look-up and any one
is the beginning of a key; of what is written in Latin letters and digits it has the rest from each word on. With two
in a row is kept what comes next, so that up to six are one look-up too. What stands under its keys is what `matches`
says of the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from attrs import frozen

LONGEST_KEY = 40
NEXT = 4  # characters kept with a key of two, as they come after it
MOST_TERMS = 6
LONGEST_ASKED = 40
_DOTS = str.maketrans(dict.fromkeys("·•‧∙・", ""))  # in names of other tongues, where each types another one


@frozen
class LookUp:
    """What to look for among the keys: one as it is, or all that begin so; and what is to come next."""

    key: str
    whole: bool
    next: str = ""

    def says(self, term: str) -> bool:
        """Whether whatever has it goes by the term, without a look at its text."""
        return self.key + self.next == term


def folded(text: str) -> str:
    """A text as it is compared: one width, small letters, no dots in names, one blank for many."""
    return " ".join(normalize("NFKC", text).casefold().translate(_DOTS).replace("\0", " ").split())


def terms(asked: str) -> tuple[str, ...]:
    """What somebody asks for: everything parted by blanks, each of which is to be found; at most six."""
    return tuple(dict.fromkeys(folded(asked[:LONGEST_ASKED]).split()))[:MOST_TERMS]


def matches(term: str, written: Iterable[str], spelled: Iterable[str] = ()) -> bool:
    """Whether an object goes by a term: it stands in one of its texts; in Latin letters, a word of them begins so."""
    if term.isascii():
        words = (word for line in written for word in _words(line))
        return any(word.startswith(term) for word in (*words, *spelled))
    return any(term in line for line in written)


def keys(written: Iterable[str], spelled: Iterable[str] = ()) -> Mapping[str, str]:
    """Every key of an object with some folded texts, found by some spelled words too; and what comes next.

    That is, of each place where two characters stand before others, a line break and the next few.
    """
    found = dict.fromkeys((word[:LONGEST_KEY] for word in spelled if word[:1].isascii()), "")
    for line in written:
        found |= dict.fromkeys((word[:LONGEST_KEY] for word in _words(line)), "")
        for place, one in enumerate(line):
            if not one.isascii():
                key, after = line[place:place + 2], line[place + 2:place + 2 + NEXT]
                rest = found.setdefault(key, "")
                if after and f"\n{after}" not in rest:
                    found[key] = f"{rest}\n{after}"
    return found


def look_ups(term: str) -> tuple[LookUp, ...]:
    """Keys that every text has in which a term stands, and that hold each of its characters but Latin ones."""
    if term.isascii():
        return (LookUp(term[:LONGEST_KEY], whole=False),)
    last, found, covered = len(term) - 1, dict[LookUp, None](), -1
    for place, one in enumerate(term):
        if one.isascii() or place <= covered:
            continue
        if place < last:
            found[LookUp(term[place:place + 2], whole=True, next=term[place + 2:place + 2 + NEXT])] = None
            covered = place + 1
        elif place and not term[place - 1].isascii():
            found[LookUp(term[place - 1:], whole=True)] = None
        else:
            found[LookUp(one, whole=False)] = None
    return tuple(found)


def spellings(name: str) -> tuple[str, ...]:
    """How a person's name is typed: in full and by initials, also without the surname, in every way it may be read.

    Of a surname every reading counts (曾 is zeng and ceng); of another character the second, one at a time.
    """
    ways = [_readings(one) for one in _characters(name)]
    usual = [one[0] for one in ways]
    others = [(place, reading) for place, one in enumerate(ways) for reading in (one[1:] if place == 0 else one[1:2])]
    full = (usual, *([*usual[:place], reading, *usual[place + 1:]] for place, reading in others))
    return _typed((*full, *_tails(usual)))


def initials(title: str) -> tuple[str, ...]:
    """How the name of a unit or a page is typed: by the usual reading of its characters, from each one on."""
    return _typed(_tails([_readings(one)[0] for one in _characters(title)]))


def _characters(name: str) -> list[str]:
    return [one for one in folded(name) if not one.isascii() and one.isalpha()]


def _tails(syllables: Sequence[str]) -> Iterable[Sequence[str]]:
    return (syllables[start:] for start in range(len(syllables)))


def _typed(ways: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Syllables in full and by their initials, each way once."""
    found = dict[str, None]()
    for syllables in ways:
        found |= dict.fromkeys(("".join(one[:1] for one in syllables), "".join(syllables)))
    return tuple(one[:LONGEST_KEY] for one in found if one)


def _words(line: str) -> Iterator[str]:
    """Of everything written in Latin letters and digits without a blank, the rest from each word on."""
    start = 0
    while start < len(line):
        if not line[start].isascii() or line[start] == " ":
            start += 1
            continue
        end = start
        while end < len(line) and line[end].isascii() and line[end] != " ":
            end += 1
        run = line[start:end]
        yield from (run[place:] for place, one in enumerate(run)
                    if one.isalnum() and (place == 0 or not run[place - 1].isalnum()))
        start = end


@lru_cache(maxsize=20_000)
def _readings(character: str) -> tuple[str, ...]:
    """How a character is read, the most usual first; itself where nobody knows."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - it takes long to import, and most commands read no name

    found = dict[str, None]()
    for one in pinyin(character, style=Style.NORMAL, heteronym=True)[0]:
        found |= dict.fromkeys((one, one.replace("v", "u")))  # ü is typed either way
    return tuple(found)
