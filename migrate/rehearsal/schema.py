"""The tables of the rehearsal file: numbered migrations, applied once each, in order.

Owns the SQL that defines tables and indexes. A migration that has been released is never edited; a new one follows it.
"""

import sqlite3

__all__ = ["MIGRATIONS", "migrate_schema"]

# One row of `entity` is the present state of anything with a `sys`: entry, asset, content type, locale, tag and so on.
# `sys` and `body` are JSON texts that together are the payload, so that a page is joined from texts and parses nothing.
# `tally` keeps the totals of collections, because counting 100,000 rows for each page costs more than the page.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE space (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL, version INTEGER NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE environment (
      pk INTEGER PRIMARY KEY, space TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL,
      version INTEGER NOT NULL, UNIQUE (space, id));
    CREATE TABLE environment_alias (
      space TEXT NOT NULL, id TEXT NOT NULL, environment TEXT NOT NULL, created_at TEXT NOT NULL,
      version INTEGER NOT NULL, PRIMARY KEY (space, id)) WITHOUT ROWID;
    CREATE TABLE entity (
      pk INTEGER PRIMARY KEY, env INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
      version INTEGER NOT NULL, content_type TEXT NOT NULL DEFAULT '',
      created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
      published_at TEXT, published_version INTEGER, archived_version INTEGER,
      sys TEXT NOT NULL, body TEXT NOT NULL, public_sys TEXT, public_body TEXT);
    CREATE UNIQUE INDEX entity_id ON entity (env, kind, id);
    CREATE INDEX entity_updated ON entity (env, kind, updated_at DESC, id);
    CREATE INDEX entity_created ON entity (env, kind, created_at, id);
    CREATE INDEX entity_of_type ON entity (env, kind, content_type, created_at, id);
    CREATE INDEX entity_published ON entity (env, kind, published_at, id) WHERE published_version IS NOT NULL;
    CREATE TABLE tally (env INTEGER NOT NULL, kind TEXT NOT NULL, content_type TEXT NOT NULL, total INTEGER NOT NULL,
      PRIMARY KEY (env, kind, content_type)) WITHOUT ROWID;
    CREATE TRIGGER tally_insert AFTER INSERT ON entity BEGIN
      INSERT INTO tally VALUES (new.env, new.kind, new.content_type, 1)
        ON CONFLICT DO UPDATE SET total = total + 1;
    END;
    CREATE TRIGGER tally_delete AFTER DELETE ON entity BEGIN
      UPDATE tally SET total = total - 1
        WHERE env = old.env AND kind = old.kind AND content_type = old.content_type;
    END;
    CREATE TABLE link (source INTEGER NOT NULL, target_kind TEXT NOT NULL, target_id TEXT NOT NULL,
      PRIMARY KEY (source, target_kind, target_id)) WITHOUT ROWID;
    CREATE INDEX link_target ON link (target_kind, target_id, source);
    CREATE TABLE unique_value (env INTEGER NOT NULL, content_type TEXT NOT NULL, field TEXT NOT NULL,
      locale TEXT NOT NULL, value TEXT NOT NULL, entry TEXT NOT NULL,
      PRIMARY KEY (env, content_type, field, locale, value, entry)) WITHOUT ROWID;
    CREATE INDEX unique_value_entry ON unique_value (env, entry);
    CREATE TABLE snapshot (pk INTEGER PRIMARY KEY, env INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
      snapshot TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL, payload TEXT NOT NULL);
    CREATE INDEX snapshot_entity ON snapshot (env, kind, id, pk);
    CREATE TABLE upload (space TEXT NOT NULL, id TEXT NOT NULL, environment TEXT, created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL, created_by TEXT NOT NULL, blob TEXT NOT NULL, PRIMARY KEY (space, id)) WITHOUT ROWID;
    CREATE TABLE blob (hash TEXT PRIMARY KEY, data BLOB NOT NULL);
    CREATE TABLE job (pk INTEGER PRIMARY KEY, space TEXT NOT NULL, env INTEGER NOT NULL, kind TEXT NOT NULL,
      id TEXT NOT NULL, due_at TEXT NOT NULL, state TEXT NOT NULL, payload TEXT NOT NULL);
    CREATE INDEX job_due ON job (due_at) WHERE state = 'waiting';
    CREATE UNIQUE INDEX job_id ON job (space, kind, id);
    CREATE TABLE sync_change (pk INTEGER PRIMARY KEY AUTOINCREMENT, env INTEGER NOT NULL, kind TEXT NOT NULL,
      id TEXT NOT NULL, at TEXT NOT NULL, published INTEGER NOT NULL);
    CREATE UNIQUE INDEX sync_change_entity ON sync_change (env, kind, id);
    """,
    # The published state is stored only where it differs from the present one. Readers see it under the old names.
    """
    ALTER TABLE entity RENAME COLUMN public_sys TO kept_sys;
    ALTER TABLE entity RENAME COLUMN public_body TO kept_body;
    ALTER TABLE entity ADD COLUMN public_sys TEXT GENERATED ALWAYS AS
      (CASE WHEN published_version IS NOT NULL THEN coalesce(kept_sys, sys) END) VIRTUAL;
    ALTER TABLE entity ADD COLUMN public_body TEXT GENERATED ALWAYS AS
      (CASE WHEN published_version IS NOT NULL THEN coalesce(kept_body, body) END) VIRTUAL;
    """,
    # The latest of one content type are what websites ask for most.
    """
    CREATE INDEX entity_of_type_updated ON entity (env, kind, content_type, updated_at DESC, id);
    """,
    # The tally counts what is published as well.
    """
    ALTER TABLE tally ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
    UPDATE tally SET published = (SELECT count(*) FROM entity WHERE entity.env = tally.env AND entity.kind = tally.kind
      AND entity.content_type = tally.content_type AND published_version IS NOT NULL);
    DROP TRIGGER tally_insert;
    DROP TRIGGER tally_delete;
    CREATE TRIGGER tally_insert AFTER INSERT ON entity BEGIN
      INSERT INTO tally (env, kind, content_type, total, published)
        VALUES (new.env, new.kind, new.content_type, 1, new.published_version IS NOT NULL)
        ON CONFLICT DO UPDATE SET total = total + 1, published = published + excluded.published;
    END;
    CREATE TRIGGER tally_delete AFTER DELETE ON entity BEGIN
      UPDATE tally SET total = total - 1, published = published - (old.published_version IS NOT NULL)
        WHERE env = old.env AND kind = old.kind AND content_type = old.content_type;
    END;
    CREATE TRIGGER tally_publish AFTER UPDATE OF published_version ON entity
      WHEN (old.published_version IS NULL) <> (new.published_version IS NULL) BEGIN
      UPDATE tally SET published = published + (new.published_version IS NOT NULL) - (old.published_version IS NOT NULL)
        WHERE env = new.env AND kind = new.kind AND content_type = new.content_type;
    END;
    """,
)


def migrate_schema(connection: sqlite3.Connection) -> None:
    """Bring the file up to the newest schema; does not write when it is there already."""
    if version_of(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have been first.
        for number, sql in enumerate(MIGRATIONS[version_of(connection) :], start=version_of(connection) + 1):
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself where the disk is full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration that the file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(sql: str) -> list[str]:
    """Split a migration into statements; `executescript` would commit the transaction around it."""
    found, part = [], ""
    for line in sql.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            found.append(part.strip())
            part = ""
    return found
