"""Tables that a sweep fills for itself and leaves behind none of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Boolean, Column, Connection, Date, Integer, MetaData, Table

from yuetan.records.tables import obligation
from yuetan.records.tables.base import title, word

scratch = MetaData()
TEMPORARY = "TEMPORARY"


def _duty() -> Column[str]:
    return Column("duty", word, primary_key=True)


period = Table(  # every span of a periodic duty, as the engine sees it
    "swept_period", scratch, _duty(),
    Column("cause", title, primary_key=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("looked_at", Date, nullable=False),  # the day on which is seen whom it concerns
    Column("counts_from", Date, nullable=False),
    Column("counts_until", Date, nullable=False),
    Column("due", Date),
    Column("opens", Date),
    Column("provisional", Boolean, nullable=False),
    prefixes=[TEMPORARY],
)

term = Table(  # when a duty falls due that counts from a day
    "swept_term", scratch, _duty(),
    Column("anchor", Date, primary_key=True),
    Column("due", Date, nullable=False),
    Column("provisional", Boolean, nullable=False),
    prefixes=[TEMPORARY],
)

begun = Table(  # the interviews an edition speaks for, since when, and with whom, where that is one person
    "swept_begun", scratch,
    Column("interview_id", Integer, primary_key=True, autoincrement=False),
    Column("since", Date),
    Column("alone_id", Integer),
    prefixes=[TEMPORARY],
)

governed = Table(  # the units an edition governs, in the reading that is swept, and in which stretches
    "swept_governed", scratch,
    Column("unit_id", Integer, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("anyhow", Boolean, nullable=False),  # in whichever way it is read there
    prefixes=[TEMPORARY],
)

talk = Table(  # the talks held that count towards a duty, with each of those who were talked to
    "swept_talk", scratch,
    Column("duty", word, nullable=False),
    Column("cadre_id", Integer, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("talk", Integer, nullable=False),  # the key of the interview; of an earlier talk its own, below zero
    Column("counts_for", title, nullable=False),
    prefixes=[TEMPORARY],
)
owed = Table(  # what is to stand in the table of obligations
    "swept_obligation", scratch,
    *(Column(column.name, column.type, nullable=column.nullable) for column in obligation.c if column.name != "id"),
    prefixes=[TEMPORARY],
)

differing = Table(  # of that, what does not stand there, or stands otherwise
    "swept_difference", scratch,
    Column("obligation_id", Integer),  # NULL where it does not stand there
    *(Column(column.name, column.type, nullable=column.nullable) for column in obligation.c if column.name != "id"),
    Column("was", word, nullable=False),
    Column("due_was", Date),
    Column("stands", Boolean, nullable=False),  # as before: only where it is looked for is another place
    prefixes=[TEMPORARY],
)
# Made once the tables are filled, and only where they help.
INDEX_TALKS = "CREATE INDEX IF NOT EXISTS ix_swept_talk ON swept_talk (duty, cadre_id, held_on, counts_for)"
INDEX_GOVERNED = "CREATE INDEX IF NOT EXISTS ix_swept_governed ON swept_governed (unit_id, since)"
INDEX_OWED = ("CREATE INDEX IF NOT EXISTS ix_swept_obligation"
              " ON swept_obligation (subject, duty, cause, regulation, edition)")


@contextmanager
def scratch_tables(connection: Connection) -> Iterator[None]:
    """Have these tables, empty, while it lasts; where it fails, they go with the transaction."""
    scratch.create_all(connection, checkfirst=False)
    yield
    scratch.drop_all(connection, checkfirst=False)


def analyzed(connection: Connection, table: Table) -> None:
    """Let the database see what one of these tables holds; SQLite plans well without."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {table.name}")
