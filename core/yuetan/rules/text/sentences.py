"""Sentences cut into the clauses that each have a force: at commas, colons, and around brackets that hold a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from yuetan.rules.text.lines import is_heading
from yuetan.rules.text.modals import Modal, modals
from yuetan.rules.text.names import without_names

_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?")
_TITLE_AT_MOST = 12  # characters: 通知约谈对象。 before the sentence that says it
_BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)")
_COMMA = re.compile(r"[^，,：:]+[，,：:]?")
_LEADS_UP = re.compile(
    r" *(?:根据|按照|依据|依照|遵照|本着|为了?|结合|围绕|针对|对于?|关于|如果|如(?![实期])|若|凡|经|自(?![觉行我查])).*"
    r"|.*[的时后前中下起内间][，,]?|.*[：:]| *(?:其中|同时|此外)[，,]?")


@frozen
class Phrase:
    """A stretch of a sentence between commas, with its modal words."""

    start: int
    words: str
    modals: tuple[Modal, ...]
    leads_up: bool  # it only introduces what another one says

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.words)


def sentences(text: str) -> Iterator[tuple[Phrase, ...]]:
    """The phrases of each sentence, places in the text kept; headings are left out."""
    plain, offset = without_names(text), 0
    for paragraph in plain.split("\n"):
        found = list(_SENTENCE.finditer(paragraph))
        if not is_heading(paragraph):
            for index, sentence in enumerate(found):
                phrases = tuple(_phrases(sentence[0], offset + sentence.start()))
                title = index == 0 and len(found) > 1 and len(sentence[0]) <= _TITLE_AT_MOST
                if not title or any(phrase.modals for phrase in phrases):
                    yield phrases
        offset += len(paragraph) + 1


def _phrases(sentence: str, offset: int) -> Iterator[Phrase]:
    aside = [bracket for bracket in _BRACKET.finditer(sentence) if modals(bracket[0])]
    whole = sentence
    for bracket in aside:
        whole = whole[:bracket.start()] + " " * len(bracket[0]) + whole[bracket.end():]
    cuts = [(part[0], part.start()) for part in _COMMA.finditer(whole)] + [(part[0], part.start()) for part in aside]
    for words, start in sorted(cuts, key=lambda cut: cut[1]):
        found = tuple(Modal(one.sort, one.printed, offset + start + one.start) for one in modals(words))
        yield Phrase(offset + start, words, found, bool(_LEADS_UP.fullmatch(words)))
