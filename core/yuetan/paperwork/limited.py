"""Work on what a sender may have spoilt, done in a process of its own: bounded in memory and processor time.

Whatever happens there, out of memory or out of time, happens to that process alone. What it gives back is read with
nothing but plain values and the few classes its caller names, so that not even a child in a sender's hands reaches out.
"""

from __future__ import annotations

import io
import multiprocessing
import pickle
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from threading import Lock
from types import ModuleType
from typing import Any

from attrs import frozen

from yuetan.wording import language, speaking

if sys.platform != "win32":  # which bounds no process: the work is done apart all the same
    import resource

MEGABYTE = 1 << 20
_beginning = Lock()
GIVEN, DONE, RAISED, BROKEN, TOO_MUCH, NOT_DONE = "given", "done", "raised", "broken", "too much", "not done"
PLAIN = frozenset({("builtins", "set"), ("builtins", "frozenset"), ("datetime", "date"), ("datetime", "datetime"),
                   ("datetime", "time")})

Give = Callable[[object], None]
Work = Callable[..., None]
"""What is done apart, a function of a module: it is given `Give` to hand values over by, then its arguments."""


class TooMuch(Exception):  # noqa: N818 - an answer about what was sent, not a failure of the program
    """The work took more memory or time than it was allowed."""


@frozen(kw_only=True)
class Allowance:
    """What the work may take: bytes of address space; seconds of processor time until it hands something over next.

    ``longest`` are the seconds it may take in all.
    """

    memory: int = 512 * MEGABYTE
    seconds: int = 20
    longest: int = 20


USUAL = Allowance()


def limited(work: Work, *arguments: object, raising: Sequence[type[Exception]] = (), knowing: Sequence[type] = (),
            allowance: Allowance = USUAL) -> Generator[Any, None, None]:
    """What the work hands over, one after another; it is ended with the iteration.

    Raises `TooMuch`, OSError as the work met it, and of ``raising`` what the work raised, with its text. ``knowing``
    are the classes of what it hands over, beside plain values.
    """
    context = _context()
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_child, daemon=True, args=(
        sending, work, arguments, tuple(raising), allowance, language()))
    with _of_no_program():
        process.start()
    sending.close()
    try:
        yield from _given(receiving, raising, knowing)
    finally:
        receiving.close()
        process.kill()
        process.join()
        process.close()


def warm(*modules: str) -> None:
    """Have these modules at hand in every process to come; heeded before the first piece of work alone."""
    if sys.platform != "win32":
        multiprocessing.get_context("forkserver").set_forkserver_preload(list(modules))


def _context() -> ForkServerContext | SpawnContext:
    """How a process begins: as a copy of one that was set aside with what it needs, where the system knows copies."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


@contextmanager
def _of_no_program() -> Iterator[None]:
    """Have a process begin without the program that this one runs: it would be run anew in each of them."""
    with _beginning:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = program


def _given(receiving: Connection, raising: Sequence[type[Exception]], knowing: Sequence[type]) -> Iterator[Any]:
    while True:
        try:
            sort, value = _Plain(receiving.recv_bytes(), knowing).load()
        except EOFError as error:  # it was ended from outside
            raise TooMuch from error
        if sort == DONE:
            return
        if sort == GIVEN:
            yield value
            continue
        if sort == RAISED:
            raise raising[value[0]](value[1])
        if sort == NOT_DONE:
            raise OSError(*value)
        if sort == TOO_MUCH:
            raise TooMuch
        raise RuntimeError(value)


class _Plain(pickle.Unpickler):
    """Reads what a child handed over: plain values and what is named, and refuses all else."""

    def __init__(self, content: bytes, knowing: Sequence[type]) -> None:
        super().__init__(io.BytesIO(content))
        self.known = {(one.__module__, one.__qualname__): one for one in knowing}

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the library has it
        if (module, name) in PLAIN:
            return super().find_class(module, name)
        if (module, name) not in self.known:
            message = f"a child handed over {module}.{name}"
            raise pickle.UnpicklingError(message)
        return self.known[module, name]


def _child(sending: Connection, work: Work, arguments: Sequence[object], raising: tuple[type[Exception], ...],  # noqa: PLR0913, PLR0917 - all that a process begins with
           allowance: Allowance, chosen: str) -> None:
    """What the process does."""
    _bound(allowance)

    def send(sort: str, value: object) -> None:
        sending.send_bytes(pickle.dumps((sort, value), protocol=pickle.HIGHEST_PROTOCOL))

    def give(value: object) -> None:
        send(GIVEN, value)
        _go_on(allowance)

    try:
        with speaking(chosen):
            work(give, *arguments)
    except MemoryError:
        send(TOO_MUCH, None)
    except raising as error:
        number = next(place for place, one in enumerate(raising) if isinstance(error, one))
        send(RAISED, (number, str(error)))
    except OSError as error:
        send(NOT_DONE, (error.errno, error.strerror))
    except Exception as error:  # noqa: BLE001 - a defect of ours, told to whoever waits
        send(BROKEN, f"{type(error).__name__}: {error}")
    else:
        send(DONE, None)


def _bound(allowance: Allowance) -> None:
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (allowance.memory, allowance.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (min(allowance.seconds, allowance.longest), allowance.longest + 1))


def _go_on(allowance: Allowance) -> None:
    """Let it take some time more, for it has come further."""
    if sys.platform == "win32" or allowance.longest <= allowance.seconds:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + allowance.seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(until, allowance.longest), allowance.longest + 1))
