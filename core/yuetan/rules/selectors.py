"""Who: selectors over dated posts, the people who hold them, and the units they lie in.

A selector is read twice: in Python off one post, and in SQL off the columns of all posts. Nothing here imports
SQLAlchemy: its columns answer to the same operators, and the records say where each name lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from attrs import frozen

UNIT_LEVEL, POST_LEVEL, PERSON_LEVEL = "unit", "post", "person"


class Post(Protocol):
    """One post held by one cadre on the day asked about."""

    @property
    def unit_type(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def rank(self) -> int: ...
    @property
    def manner(self) -> str: ...
    @property
    def marks(self) -> frozenset[str]: ...
    @property
    def party(self) -> str: ...


class Columns(Protocol):
    """The same in SQL: where each name lives, none of them ever NULL."""

    everything: Any

    def column(self, name: str) -> Any: ...  # noqa: ANN401 - an expression of whatever library passes it in
    def marked(self, mark: str) -> Any: ...  # noqa: ANN401
    def nobody(self, one: Selector) -> Any: ...  # noqa: ANN401


class Selector:
    """Some of the posts. Combine with ``&``, ``|`` and ``~``, which look at one post at a time.

    A person is selected if any post of his is; what must hold for no post of a person is `nobody`.
    """

    @property
    def reads(self) -> frozenset[str]:
        """What it looks at: units, posts, persons. One that reads units alone can select a unit with a vacant chair."""
        raise NotImplementedError

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """The declared words it uses, such as ``("unit_type", "city_party")``."""
        return frozenset()

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:
        """Whether this post is one of them; ``person`` holds all posts of whoever holds it."""
        raise NotImplementedError

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        """Say the same as an SQL condition."""
        raise NotImplementedError

    def admits_person(self, person: Sequence[Post]) -> bool:
        """Whether someone who holds these posts is one of them."""
        return any(self.admits(post, person) for post in person)

    def __and__(self, other: Selector) -> Selector:
        return Both(self, other)

    def __or__(self, other: Selector) -> Selector:
        return Either(self, other)

    def __invert__(self) -> Selector:
        return Not(self)


@frozen
class Anyone(Selector):
    """Every post, every unit."""

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({UNIT_LEVEL})

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:  # noqa: ARG002
        return True

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return columns.everything


@frozen
class Is(Selector):
    """Those whose ``name`` is one of the values."""

    name: str
    values: tuple[str, ...]

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({{"unit_type": UNIT_LEVEL, "party": PERSON_LEVEL}.get(self.name, POST_LEVEL)})

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return frozenset((self.name, value) for value in self.values)

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:  # noqa: ARG002
        return getattr(post, self.name) in self.values

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return columns.column(self.name).in_(self.values)


@frozen
class Marked(Selector):
    """Those whose post carries a mark."""

    mark: str

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({POST_LEVEL})

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return frozenset({("mark", self.mark)})

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:  # noqa: ARG002
        return self.mark in post.marks

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return columns.marked(self.mark)


@frozen
class Ranked(Selector):
    """Those whose rank lies between two, both included."""

    low: int
    high: int

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({POST_LEVEL})

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:  # noqa: ARG002
        return self.low <= post.rank <= self.high

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return columns.column("rank").between(self.low, self.high)


@frozen
class Both(Selector):
    """Posts that two selectors admit."""

    one: Selector
    two: Selector

    @property
    def reads(self) -> frozenset[str]:
        return self.one.reads | self.two.reads

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return self.one.names | self.two.names

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:
        return self.one.admits(post, person) and self.two.admits(post, person)

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return self.one.where(columns) & self.two.where(columns)


@frozen
class Either(Selector):
    """Posts that at least one of two selectors admits."""

    one: Selector
    two: Selector

    @property
    def reads(self) -> frozenset[str]:
        return self.one.reads | self.two.reads

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return self.one.names | self.two.names

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:
        return self.one.admits(post, person) or self.two.admits(post, person)

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return self.one.where(columns) | self.two.where(columns)


@frozen
class Not(Selector):
    """Posts that a selector does not admit; their holder may have another that it does."""

    one: Selector

    @property
    def reads(self) -> frozenset[str]:
        return self.one.reads

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return self.one.names

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:
        return not self.one.admits(post, person)

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return ~self.one.where(columns)


@frozen
class Nobody(Selector):
    """Posts of people none of whose posts is one of these."""

    one: Selector

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({PERSON_LEVEL})

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return self.one.names

    def admits(self, post: Post, person: Sequence[Post] = ()) -> bool:
        return not self.one.admits_person(person or (post,))

    def where(self, columns: Columns) -> Any:  # noqa: ANN401
        return columns.nobody(self.one)


def post(*codes: str) -> Selector:
    """Those who hold one of these posts: 主要负责人, 班子成员 ..."""
    return Is("post", codes)


def unit(*types: str) -> Selector:
    """Those in a unit of one of these types, and the units themselves."""
    return Is("unit_type", types)


def manner(*codes: str) -> Selector:
    """Those who hold their post in one of these manners: 主持工作, 代理, 兼任 ..."""
    return Is("manner", codes)


def party(*codes: str) -> Selector:
    """People of one of these political affiliations."""
    return Is("party", codes)


def rank(low: int = 0, high: int = 99) -> Selector:
    """Those of these ranks, both ends included (正科级及以下 is ``rank(high=Rank.SECTION)``)."""
    return Ranked(low, high)


def marked(mark: str) -> Selector:
    """Those whose post carries a mark: 市管, 关键岗位 ..."""
    return Marked(mark)


def nobody(selector: Selector) -> Selector:
    """People none of whose posts is one of these: a negation over the whole person."""
    return Nobody(selector)


EVERYONE = Anyone()
