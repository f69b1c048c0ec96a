"""What follows from how units lie is looked up once for as long as they lie so, whoever asks and in which state.

With every change of units, placements and successions the database itself puts another token beside them, so that
nobody who changes them need think of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, select

from yuetan.records.one_state import only_reads, remembered
from yuetan.records.tables import unit_state

P = ParamSpec("P")
T = TypeVar("T")

KEPT = 128
"""So many answers are kept; those that were not asked for longest make room."""

_kept = OrderedDict[object, Any]()
_alone = Lock()


def while_units_stay(look_up: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """A look-up of nothing but how units lie, done once for the same question, which must be hashable, until they do.

    What it finds is given out again and must not be changed. In a transaction that may write it is done every time.
    """
    @wraps(look_up)
    def found(connection: Connection, /, *asked: P.args, **more: P.kwargs) -> T:
        state = state_of_units(connection) if only_reads(connection) else ()
        if not state:
            return look_up(connection, *asked, **more)
        key = (look_up, state, asked, tuple(sorted(more.items())))
        with _alone:
            if key in _kept:
                _kept.move_to_end(key)
                return cast("T", _kept[key])
        answer = look_up(connection, *asked, **more)
        with _alone:
            _kept[key] = answer
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return answer
    return found


@remembered
def state_of_units(connection: Connection) -> tuple[str, ...]:
    """The tokens of how units lie; none where nothing was noted yet."""
    return tuple(connection.execute(_TOKENS).scalars())


_TOKENS = select(unit_state.c.token).order_by(unit_state.c.token)
