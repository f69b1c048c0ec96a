"""Keys of a search begin with their sort, and what comes next after two characters is kept with them."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

MANY, NEXT = 20_000, 4
KEY = sa.String(41).with_variant(sa.String(41, collation="C"), "postgresql")
BEFORE = sa.text("""
    SELECT k.sort, k.key, k.object_id, t.written
    FROM search_key_before AS k JOIN search_text AS t ON t.sort = k.sort AND t.object_id = k.object_id
    WHERE (k.sort, k.key, k.object_id) > (:sort, :key, :object_id)
    ORDER BY k.sort, k.key, k.object_id LIMIT :many""")


def upgrade() -> None:
    """Make the table anew out of what it held and of the texts, in its order."""
    _put_aside()
    table = op.create_table(
        "search_key",
        sa.Column("key", KEY, nullable=False),
        sa.Column("object_id", sa.Integer, nullable=False),
        sa.Column("rest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", "object_id", name="pk_search_key"),
        sqlite_with_rowid=False,
    )
    connection, last = op.get_bind(), {"sort": 0, "key": "", "object_id": 0}
    while rows := connection.execute(BEFORE, {**last, "many": MANY}).all():
        fresh = [{"key": f"{sort}{key}", "object_id": one, "rest": "".join(_rest(key, written))}
                 for sort, key, one, written in rows if _stands(key, written)]
        if fresh:
            connection.execute(sa.insert(table), fresh)
        last = dict(zip(("sort", "key", "object_id"), rows[-1][:3], strict=True))
    op.drop_table("search_key_before")
    if last["sort"] and connection.dialect.name == "sqlite":  # the next sweep would; PostgreSQL sees to it itself
        op.execute("ANALYZE search_key")


def downgrade() -> None:
    """Make it anew without."""
    _put_aside()
    op.create_table(
        "search_key",
        sa.Column("sort", sa.SmallInteger, nullable=False),
        sa.Column("key", sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql"), nullable=False),
        sa.Column("object_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("sort", "key", "object_id", name="pk_search_key"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO search_key (sort, key, object_id) "
               "SELECT CAST(substr(key, 1, 1) AS INTEGER), substr(key, 2), object_id FROM search_key_before")
    op.drop_table("search_key_before")


def _put_aside() -> None:
    op.rename_table("search_key", "search_key_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_search_key RENAME TO pk_search_key_before")


def _stands(key: str, written: str) -> bool:
    """Whether it is a word, or stands in a line, or one character at its end: how a rare name is spelled was a key."""
    return key[:1].isascii() or (key if len(key) > 1 else f"{key}\n") in f"{written}\n"


def _rest(key: str, written: str) -> Iterator[str]:
    """What comes next wherever two characters stand in a line, each once."""
    said, place = "", -1 if key[:1].isascii() or len(key) == 1 else written.find(key)
    while place >= 0:
        after = written[place + 2:place + 2 + NEXT].partition("\n")[0]
        if after and f"\n{after}" not in said:
            said += f"\n{after}"
            yield f"\n{after}"
        place = written.find(key, place + 1)
