"""What is done on the server itself: on the records of a database that is there, and recorded as such."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from yuetan.casework.errors import Conflict, Refused, Unfit
from yuetan.cli.common import Unusable, plain_errors
from yuetan.records.database import Engine, open_database, upgrade


@contextmanager
def acting_on(url: str) -> Iterator[Engine]:
    """The records of a database that is there, brought up to date; what is refused is one message and exit code 2."""
    try:
        with plain_errors():
            engine = open_database(url, make=False)
            try:
                upgrade(engine)
                yield engine
            finally:
                engine.dispose()
    except Unfit as error:
        raise Unusable("\n".join(error.errors.values())) from error
    except Refused as error:
        raise Unusable(error.text) from error
    except Conflict as error:
        raise Unusable(str(error)) from error


def now() -> datetime:
    """This moment."""
    return datetime.now(tz=UTC)


