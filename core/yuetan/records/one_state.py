"""One state of the records for what one thread reads together: one transaction, in which nothing is looked up twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import wraps
from threading import local
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from attrs import define
from sqlalchemy import Connection, Engine

P = ParamSpec("P")
T = TypeVar("T")

KNOWN = "known"
"""The option of a transaction that only reads under which it keeps what was looked up."""


@define(eq=False)
class _State:
    """A transaction that was begun, and how many read in it at this moment."""

    connection: Connection
    closing: ExitStack
    readers: int = 0
    ended: bool = False

    def close_if_left(self) -> None:
        """Close it once it has ended and nobody reads in it any more."""
        if self.ended and not self.readers:
            self.closing.close()


class _Here(local):
    """What holds in this thread."""

    engine: Engine | None = None
    state: _State | None = None


_here = _Here()


@contextmanager
def one_state(engine: Engine) -> Iterator[None]:
    """Whatever this thread reads of a database meanwhile is one state of it; after it wrote, it is the newest one."""
    if _here.engine is not None:
        yield
        return
    _here.engine = engine
    try:
        yield
    finally:
        end_state(engine)
        _here.engine = None


@contextmanager
def in_one_state(engine: Engine, begin: Callable[[], AbstractContextManager[Connection]]) -> Iterator[Connection]:
    """A transaction that only reads: the one of this thread's state, else one of its own, which ``begin`` begins."""
    if _here.engine is not engine:
        with begin() as connection:
            yield connection
        return
    if _here.state is None:
        closing = ExitStack()
        _here.state = _State(closing.enter_context(begin()), closing)
    state = _here.state
    state.readers += 1
    try:
        yield state.connection
    except BaseException:
        end_state(engine)  # what failed in it may have spoilt it
        raise
    finally:
        state.readers -= 1
        state.close_if_left()


def end_state(engine: Engine) -> None:
    """Whoever reads next in this thread begins another state."""
    if _here.engine is engine and (state := _here.state) is not None:
        _here.state, state.ended = None, True
        state.close_if_left()


def only_reads(connection: Connection) -> bool:
    """Whether what is looked up in this transaction stays as it is: it is one state of the records."""
    return KNOWN in connection.get_execution_options()


def known_in(connection: Connection, what: Hashable) -> dict[Any, Any]:
    """What was found so far of something in this state of the records, to be added to; else nothing."""
    known: dict[object, Any] | None = connection.get_execution_options().get(KNOWN)
    return {} if known is None else cast("dict[Any, Any]", known.setdefault(what, {}))


def remembered(look_up: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """A look-up that is done once in one state of the records for the same question, which must be hashable.

    What it finds is given out again and must not be changed. In a transaction that may write it is done every time.
    """
    @wraps(look_up)
    def found(connection: Connection, /, *asked: P.args, **more: P.kwargs) -> T:
        known: dict[object, Any] | None = connection.get_execution_options().get(KNOWN)
        if known is None:
            return look_up(connection, *asked, **more)
        key = (look_up, asked, tuple(sorted(more.items())))
        if key not in known:
            known[key] = look_up(connection, *asked, **more)
        return cast("T", known[key])
    return found
