"""The leak check: whether a text gives away who informed, or how it was worded. It says which kind, never what."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from attrs import field, frozen

from yuetan.wording import later

__all__ = ["Leak", "Secrets", "leaks_in"]

RUN = 12  # so many characters in a row are no coincidence
DETAIL = 4  # nor is a whole line about whoever informed, from so many on: where he lives, say
NUMBER = 7  # so many digits in a row may be a telephone number
SHORTEST_NAME = 2  # a single character stands in every text

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-‐‑–—―_()+.·]+(?=\d)")
_DIGITS = re.compile(rf"\d{{{NUMBER},}}")
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)")


class Leak(Enum):
    """What kind of secret a text gives away."""

    NAME = later("写有反映人的姓名，请删去。")
    DETAIL = later("写有反映人的其他信息，请删去。")
    NUMBER = later("写有封存内容中的电话或其他号码，请删去。")
    WORDING = later("有一段与反映材料的原文相同，请用自己的话概括。")


@frozen
class Secrets:
    """What must not be given away: the name of whoever informed, what else is known of him, and what he handed over."""

    name: str = field(default="", repr=False)
    other: str = field(default="", repr=False)
    material: str = field(default="", repr=False)


def leaks_in(text: str, secrets: Secrets) -> tuple[Leak, ...]:
    """The kinds of secrets that a text gives away, in whatever width, with whatever blanks and marks in between."""
    plain, name = _letters(text), _letters(secrets.name)
    found = {
        Leak.NAME: len(name) >= SHORTEST_NAME and name in plain,
        Leak.DETAIL: any(len(line) >= DETAIL and line in plain for line in map(_letters, secrets.other.splitlines())),
        Leak.NUMBER: not _numbers(text).isdisjoint(_numbers(f"{secrets.other}\n{secrets.material}")),
        Leak.WORDING: any(_share_a_run(plain, _letters(one)) for one in (secrets.other, secrets.material)),
    }
    return tuple(leak for leak, given_away in found.items() if given_away)


def _letters(text: str) -> str:
    """A text without what can be put between its letters and digits, in one width and one case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _numbers(text: str) -> set[str]:
    """Every seven digits in a row, also those written in Chinese or with blanks and hyphens; written dates are none."""
    digits = "".join(map(_as_digit, _DATE.sub("年", unicodedata.normalize("NFKC", text))))
    runs = _DIGITS.findall(_BETWEEN_DIGITS.sub("", digits))
    return {run[start:start + NUMBER] for run in runs for start in range(len(run) - NUMBER + 1)}


def _as_digit(character: str) -> str:
    value = unicodedata.numeric(character, -1)
    return str(int(value)) if value in range(10) else character


def _share_a_run(text: str, wording: str) -> bool:
    return any(text[start:start + RUN] in wording for start in range(len(text) - RUN + 1))
