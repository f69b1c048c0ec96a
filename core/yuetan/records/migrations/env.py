"""Runs the migrations over the connection that `yuetan.records.database` hands in, within its transaction."""

from __future__ import annotations

from alembic import context

from yuetan.records.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by rebuilding it
    transactional_ddl=True,  # on SQLite too, since we begin transactions ourselves
)
with context.begin_transaction():
    context.run_migrations()
