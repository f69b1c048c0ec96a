"""That somebody is not there, in words."""

from __future__ import annotations

from yuetan.access.views import AwayView
from yuetan.casework.people.sorts import DETENTION
from yuetan.casework.people.sorts import away_in_words as state
from yuetan.wording import say


def away_in_words(away: AwayView | None, *, why: bool = True) -> str:
    """Why, and from when to when: 离岗（2026-03-02 至 2026-06-30）; empty for somebody who is there."""
    if away is None:
        return ""
    named = state(away.sort) if why else say("不在岗")
    if away.until is None:
        return say("{state}（{since} 起）", state=named, since=away.since)
    return say("{state}（{since} 至 {until}）", state=named, since=away.since, until=away.until)


def stopped(away: AwayView) -> str:
    """The same of somebody a procedure is about: while he is detained, it waits."""
    words = away_in_words(away)
    return say("{words}，程序中止", words=words) if away.sort == DETENTION else words
