"""How a dotted place is printed: 8.3 as 第八条（三）, 2.1.1.3 as 二（一）1(3)."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from yuetan.rules.numerals import numeral


def _places(some: Iterable[str]) -> frozenset[str]:
    return frozenset(some)


@frozen
class Numbering:
    """One pattern for each level; a section named in ``skips`` leaves out so many levels below itself."""

    levels: tuple[str, ...]
    skips: frozenset[str] = field(default=frozenset(), converter=_places)

    def printed(self, at: str) -> str:
        """The place as the text prints it."""
        level, parts, path = 0, [], ""
        for number in at.split("."):
            path = f"{path}.{number}" if path else number
            parts.append(self.levels[min(level, len(self.levels) - 1)].format(
                number=number, chinese=numeral(int(number))))
            level += 2 if path in self.skips else 1
        return "".join(parts)


ARTICLES = Numbering(("第{chinese}条", "（{chinese}）", "{number}", "({number})"))
SECTIONS = Numbering(("{chinese}", "（{chinese}）", "{number}", "({number})"))
