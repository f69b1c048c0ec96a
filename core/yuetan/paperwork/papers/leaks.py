"""Whether a document lets out what it must not: looked for in every part, metadata and names of parts too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from xml.parsers.expat import ExpatError

from yuetan.paperwork.papers.package import parts_of
from yuetan.paperwork.papers.reading import read

RUN = 12  # characters of a longer secret that are found by themselves


def names_none_of(document: bytes, secrets: Iterable[str]) -> tuple[str, ...]:
    """The secrets that are found in a .docx file, in the order given; none: it names none of them.

    Blanks, full-width forms, letter case, and how a text is cut into runs and lines make no difference. Of a secret of
    twelve characters or more any twelve in a row are found. Raises `DocumentDamaged` for what cannot be read.
    """
    texts = [_plain(text) for text in texts_of(document)]
    runs = {text[place:place + RUN] for text in texts for place in range(len(text) - RUN + 1)}
    return tuple(secret for secret in secrets if _is_named(_plain(secret), texts, runs))


def texts_of(document: bytes) -> Iterator[str]:
    """Every text of a .docx file: names of parts, each as it is, its text in one piece, its attributes one by one."""
    for name, content in parts_of(document).items():
        yield name
        yield content.decode("utf-8", "ignore")  # remarks too, that no reader of XML gives
        try:
            yield from read(content).everything()
        except (ExpatError, LookupError, ValueError):  # no XML, or bad: looked at in other codings
            for coding in ("utf-16-le", "gb18030"):
                yield content.decode(coding, "ignore")


def _is_named(secret: str, texts: list[str], runs: set[str]) -> bool:
    if len(secret) >= RUN:
        return any(secret[place:place + RUN] in runs for place in range(len(secret) - RUN + 1))
    return bool(secret) and any(secret in text for text in texts)


def _plain(text: str) -> str:
    """A text as it is compared: letters and digits alone, in one form and case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())
