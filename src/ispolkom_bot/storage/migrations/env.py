"""Alembic's environment: run by `upgrade`, on its connection and in its transaction."""

from __future__ import annotations

from alembic import context

from ispolkom_bot.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite's too, as we begin its transactions ourselves
    render_as_batch=True,  # SQLite can't alter most of what a column is
)
with context.begin_transaction():
    context.run_migrations()
