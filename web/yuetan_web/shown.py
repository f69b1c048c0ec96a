"""Entries as a page shows them: in words, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from yuetan.engine.facts import FOREVER
from yuetan.engine.obligations import Status
from yuetan.engine.world import Holding, World
from yuetan.paperwork.explanation import Line, Wording, account, status_words
from yuetan.wording import say
from yuetan_web.dates import ONE_DAY, WEEK, Day, counting
from yuetan_web.index import Entry

_LOOKS = {Status.OVERDUE: "over", Status.WAITING: "waiting", Status.DONE: "done", Status.LATE: "late",
          Status.LAPSED: "lapsed"}


@frozen
class Shown:
    """One entry in words. ``look`` is how its status is coloured; the colour never says what the word does not."""

    entry: Entry
    look: str
    status: str
    due: str
    posts: str
    citation: str
    lines: tuple[Line, ...]
    weeks: Sequence[Sequence[Day]]

    @property
    def bases(self) -> str:
        """On what it rests that the days counted over are worked or off."""
        counted = self.entry.explanation.counted
        return say("、").join(dict.fromkeys(say(basis.value) for basis in counted.basis.values())) if counted else ""

    @property
    def title(self) -> str:
        """What is to be done."""
        return self.entry.obligation.duty.title


@frozen
class Post:
    """One post a cadre holds or held: from its first to its last day, both as shown."""

    unit: str
    title: str
    details: str
    since: str
    until: str
    held: bool  # on the day asked about


def shown(entry: Entry, as_of: date) -> Shown:
    """An entry in words."""
    one, words = entry.obligation, entry.words
    posts = say("、").join(dict.fromkeys(words.post(post) for post in entry.explanation.posts))
    return Shown(entry, _look(entry, as_of), say("可办") if entry.offered else status_words(one, as_of),
                 one.due.isoformat() if one.due else "", posts, words.citation(one.duty.places),
                 account(entry.explanation, words), counting(words.world, entry.explanation))


def all_shown(entries: Iterable[Entry], as_of: date) -> list[Shown]:
    """Some entries in words, in their order."""
    return [shown(entry, as_of) for entry in entries]


def posts_over_time(world: World, words: Wording, cadre: str) -> list[Post]:
    """Every post of a cadre, the latest first."""
    own = sorted((one for one in world.appointments if one.cadre == cadre and one.since < one.until),
                 key=lambda one: one.since, reverse=True)
    holdings = (next(post for post in world.posts_of(cadre, one.since) if post.appointment == one) for one in own)
    return [_post(world, words, holding) for holding in holdings]


def _post(world: World, words: Wording, post: Holding) -> Post:
    one = post.appointment
    last = one.until if one.until == FOREVER else one.until - ONE_DAY
    return Post(
        world.name_of(one.unit, min(world.as_of, last)), one.title or words.vocabulary.title("post", one.post),
        say("，").join(words.details(post)), one.since.isoformat() if one.since > date.min else "",
        last.isoformat() if last != FOREVER else "", one.since <= world.as_of < one.until)


def _look(entry: Entry, as_of: date) -> str:
    one = entry.obligation
    if entry.offered:
        return "offered"
    if one.status is Status.OPEN:
        left = None if one.due is None else one.due - as_of
        return "open" if left is None else "today" if not left else "soon" if left <= WEEK else "open"
    return _LOOKS[one.status]
