"""The force of a sentence, from its verbs.

- 应 应当 不得 严禁 禁止 必须 须 务必 不准 不可 方可, and 要 before a verb: MUST.
- 一般 原则上: SHOULD for the rest of the sentence; what binds in the same phrase is softened (一般应).
- 可 可以 有权: MAY, for their own phrase. So 根据…需要, 视情, 必要时, also for a phrase they lead up to, unless a verb
  there says otherwise (应根据需要).
- Any other phrase is a plain indicative: MUST, but SHOULD after 一般 or 原则上 in the same sentence.
- What only leads up to a verb (根据情况，…; …的，…; 约谈时，…) and headings have no force of their own.

Names in quotation marks and 《》 say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from yuetan.rules.force import MAY, MUST, SHOULD, Force
from yuetan.rules.text.modals import Modal, Sort, is_modal, modals
from yuetan.rules.text.names import without_names
from yuetan.rules.text.sentences import Phrase, sentences

_STOPS = " ，,：:；;。"
_ENDS = frozenset("。；;！？!?\n")


@frozen
class Binding:
    """A stretch of a text that binds in one way; ``verb`` is the modal verb that says so, empty for an indicative."""

    start: int
    end: int
    force: Force
    verb: str = ""


@lru_cache(maxsize=2048)
def bindings(text: str) -> tuple[Binding, ...]:
    """Every stretch of a text with a force, in its order."""
    return tuple(binding for phrases in sentences(text) for binding in _sentence(phrases))


def verbs(text: str) -> tuple[Binding, ...]:
    """The stretches of a text that bind by a modal verb of their own."""
    return tuple(binding for binding in bindings(text) if binding.verb)


def forces(text: str) -> frozenset[Force]:
    """How a text binds: one force, or several where a rule must say which verb it rests on; none for a heading."""
    return frozenset(binding.force for binding in bindings(text))


def force_of(verb: str, text: str) -> frozenset[Force]:
    """How a verb quoted from a text binds there, wherever it stands; empty where it stands nowhere.

    Any word may be quoted: one that is no modal verb has the force of the stretch it stands in, and where it only leads
    up to a verb, of the verb it leads up to. A modal verb stands where it is one: 要 not in 主要, 可 not in 可以.
    """
    known = tuple((one.start, one.start + len(one.printed)) for one in modals(without_names(text)))
    found = frozenset[Force]()
    for match in re.finditer(f"(?={re.escape(verb)})", text):
        start, end = match.start(), match.start() + len(verb)
        if (start, end) in known or not (is_modal(verb) or any(a <= start and end <= b for a, b in known)):
            found |= force_between(start, end, text)
    return found


def force_between(start: int, end: int, text: str) -> frozenset[Force]:
    """How a text binds between two of its characters."""
    found = bindings(text)
    here = frozenset(one.force for one in found if one.start < end and start < one.end)
    after = next((one for one in found if one.start >= end and not _ENDS & set(text[end:one.start])), None)
    return here or frozenset({after.force if after else MUST})


def _sentence(phrases: tuple[Phrase, ...]) -> Iterator[Binding]:
    """The stretches of one sentence: what 一般 softens goes on to its end, what a need offers to the next phrase."""
    softened = offered = bound = False
    for phrase in phrases:
        found = tuple(_phrase(phrase, soft=softened, offered=offered))
        softened = softened or any(one.force is SHOULD and one.verb for one in found)
        offered = not found and (offered or any(one.sort is Sort.NEED for one in phrase.modals))
        bound = bound or bool(found)
        yield from found
    if phrases and not bound:
        yield Binding(phrases[0].start, phrases[-1].end, MAY if offered else MUST)


def _phrase(phrase: Phrase, *, soft: bool, offered: bool) -> Iterator[Binding]:
    own = [one for one in phrase.modals if one.sort is not Sort.NEED]
    if own:
        yield from _explicit(phrase, own)
    elif phrase.modals:
        last = phrase.modals[-1]
        if phrase.words.rstrip(_STOPS).endswith(last.printed):
            return
        yield Binding(phrase.start, phrase.end, MAY, last.printed)
    elif not phrase.leads_up:
        yield Binding(phrase.start, phrase.end, MAY if offered else SHOULD if soft else MUST)


def _explicit(phrase: Phrase, own: list[Modal]) -> Iterator[Binding]:
    """One stretch from each modal verb to the next; 一般 before 可以 leaves the word to it."""
    speaking = [one for one, after in zip(own, (*own[1:], None), strict=True)
                if one.sort is not Sort.SOFT or after is None or after.sort is not Sort.OFFERED]
    starts = (phrase.start, *(one.start for one in speaking[1:]), phrase.end)
    soft = False
    for one, (start, end) in zip(speaking, pairwise(starts), strict=True):
        soft = soft or one.sort is Sort.SOFT
        yield Binding(start, end, MAY if one.sort is Sort.OFFERED else SHOULD if soft else MUST, one.printed)
