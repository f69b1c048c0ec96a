"""What is written about a lead: looked over before it is kept, above all for what it gives away."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yuetan.casework.errors import Unfit
from yuetan.casework.leak_check import Secrets, leaks_in
from yuetan.wording import say

__all__ = ["LONGEST", "check_texts", "unfit_text"]

LONGEST = 2000  # characters of a summary, a reason or a field
_NOT_STORED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def check_texts(texts: Mapping[str, str], secrets: Secrets, longest: int = LONGEST) -> None:
    """`Unfit` for texts that are missing, too long, cannot be kept, or give a secret away: by field, and which kind."""
    found = {field: unfit_text(text, longest) or _gives_away(text, secrets) for field, text in texts.items()}
    errors = {field: wrong for field, wrong in found.items() if wrong}
    if errors:
        raise Unfit(errors)


def unfit_text(text: str, longest: int, *, optional: bool = False) -> str:
    """What is wrong with a text of at most so many characters, in words; empty where nothing is."""
    if not text.strip() and not optional:
        return say("请填写。")
    if len(text) > longest:
        return say("最多 {most} 字，现有 {length} 字。", most=longest, length=len(text))
    return say("有无法保存的字符，请重新输入。") if _NOT_STORED.search(text) else ""


def _gives_away(text: str, secrets: Secrets) -> str:
    return " ".join(say(leak.value) for leak in leaks_in(text, secrets))
