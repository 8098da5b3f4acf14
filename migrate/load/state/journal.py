"""The journal: runs, the intent before and the result after each write, and how entities were before a run.

Owns the tables ``run``, ``step`` and ``image``. An intent without a result is a write whose fate is unknown; the next
observation of the space settles it.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from migrate.load.state.rows import (
    key_of,
    pack_json,
    pack_memory,
    pack_payload,
    pack_strings,
    unpack_json,
    unpack_memory,
    unpack_strings,
)
from migrate.model.plan import Memory, Payload
from migrate.model.space import EntityKey, PublishState, RemoteEntity
from migrate.plan.payload import pack
from migrate.plan.rollback import BeforeImage

__all__ = ["Journal", "OpenStep", "RunRecord", "RunStatus", "Write"]


class Write(StrEnum):
    """The kinds of writes."""

    PUT = "put"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    DELETE = "delete"
    UPLOAD = "upload"
    PROCESS = "process"
    SCHEDULE = "schedule"
    SETUP = "setup"


class RunStatus(StrEnum):
    """How a run ended, if it did."""

    RUNNING = "running"
    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run."""

    id: str
    started: str
    ended: str
    """"" while it runs, or when it was killed."""
    status: RunStatus
    summary: Mapping[str, int]
    """Action → count of items done; ``requests``, ``writes``."""


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A write whose fate is unknown."""

    seq: int
    run: str
    key: EntityKey | None
    write: Write
    version: int | None
    digest: str
    note: str
    memory: Memory | None
    """What is to be remembered if it arrived."""
    payload: Payload | None
    """What was sent, for a create."""


class Journal:
    """The journal of all runs on one state file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.run = ""
        """Id of the run under way."""

    def begin(self, run: str, started: str) -> None:
        """Begin a run."""
        self._connection.execute(
            "INSERT INTO run VALUES (?, ?, NULL, ?, '{}')", (run, started, RunStatus.RUNNING.value)
        )
        self.run = run

    def close_dead_runs(self) -> None:
        """Mark runs that never ended as interrupted; called by whoever holds the lock."""
        self._connection.execute(
            "UPDATE run SET status = ? WHERE status = ?", (RunStatus.INTERRUPTED.value, RunStatus.RUNNING.value)
        )

    def end(self, ended: str, status: RunStatus, summary: Mapping[str, int]) -> None:
        """End the run under way."""
        self._connection.execute(
            "UPDATE run SET ended = ?, status = ?, summary = ? WHERE id = ?",
            (ended, status.value, json.dumps(dict(sorted(summary.items()))), self.run),
        )

    def intend(
        self,
        write: Write,
        key: EntityKey | None,
        *,
        version: int | None = None,
        digest: str = "",
        note: str = "",
        memory: Memory | None = None,
        payload: Payload | None = None,
    ) -> int:
        """Note a write before it is sent; return its number.

        Args:
            write: what is done.
            key: to which entity; None for many at once, or for none.
            version: the version that it has before.
            digest: of the content that is sent.
            note: anything else that a later run may need.
            memory: what is to be remembered once it arrived, even if we never hear of it.
            payload: what is sent, for a create.
        """
        cursor = self._connection.execute(
            "INSERT INTO step (run, type, id, write, version, digest, note, status, error, memory, payload) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 'intended', '', ?, ?)",
            (
                self.run,
                key.type.value if key else "",
                key.id if key else "",
                write.value,
                version,
                digest,
                note,
                pack_memory(memory) if memory is not None else None,
                pack_payload(payload) if payload is not None and version is None else None,
            ),
        )
        return int(cursor.lastrowid or 0)

    def annotate(self, seq: int, note: str) -> None:
        """Add what became known of a write under way, such as the id of an upload."""
        self._connection.execute("UPDATE step SET note = ? WHERE seq = ?", (note, seq))

    def done(self, seq: int, version: int | None = None) -> None:
        """Note that a write succeeded."""
        self._connection.execute(
            "UPDATE step SET status = 'done', result = ?, memory = NULL, payload = NULL WHERE seq = ?", (version, seq)
        )

    def failed(self, seq: int, error: str, *, stale: bool = False) -> None:
        """Note that a write was refused and changed nothing."""
        self._connection.execute(
            "UPDATE step SET status = ?, error = ?, memory = NULL, payload = NULL WHERE seq = ?",
            ("stale" if stale else "failed", error, seq),
        )

    def open_steps(self) -> list[OpenStep]:
        """Return the writes whose fate is unknown, in the order in which they were intended."""
        rows = self._connection.execute(
            "SELECT seq, run, type, id, write, version, digest, note, memory, payload FROM step "
            "WHERE status = 'intended' "
            "ORDER BY seq"
        )
        return [
            OpenStep(
                seq=row[0],
                run=row[1],
                key=key_of(row[2], row[3]) if row[3] else None,
                write=Write(row[4]),
                version=row[5],
                digest=row[6],
                note=row[7],
                memory=unpack_memory(row[8]) if row[8] is not None else None,
                payload=pack(unpack_json(row[9])) if row[9] is not None else None,
            )
            for row in rows
        ]

    def unused_uploads(self) -> list[tuple[int, str]]:
        """Return uploads (step, id) of which no asset was ever made; the id is "" where its answer was lost."""
        rows = self._connection.execute(
            "SELECT seq, note FROM step WHERE write = 'upload' AND status IN ('intended', 'done') ORDER BY seq"
        )
        return [(int(seq), str(note)) for seq, note in rows]

    def use_upload(self, seq: int) -> None:
        """Note that an upload has become a file, or that nothing is left to do about it."""
        self._connection.execute("UPDATE step SET status = 'used' WHERE seq = ?", (seq,))

    def keep_image(self, key: EntityKey, before: RemoteEntity | None) -> None:
        """Keep how an entity was, and what was remembered of it; only the first image of a run counts."""
        kept = self._connection.execute(
            "INSERT OR IGNORE INTO image VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                self.run,
                key.type.value,
                key.id,
                int(before is not None),
                before.content_type if before else "",
                before.published_version if before else None,
                before.archived_version if before else None,
                before.version if before else None,
                pack_strings(before.tags if before else ()),
                pack_json(before.fields) if before else None,
            ),
        )
        if kept.rowcount:
            self._connection.execute(
                "INSERT OR IGNORE INTO image_base SELECT ?, type, id, state, page, urls, file, certain, ours, theirs "
                "FROM base WHERE type = ? AND id = ?",
                (self.run, key.type.value, key.id),
            )

    def close_image(self, key: EntityKey, after: int | None, *, run: str = "") -> None:
        """Note the version at which a run left an entity; "" is the run under way."""
        self._connection.execute(
            "UPDATE image SET after = ? WHERE run = ? AND type = ? AND id = ?",
            (after, run or self.run, key.type.value, key.id),
        )

    def images(self, run: str) -> Iterator[BeforeImage]:
        """Yield the images of a run, sorted by type and id."""
        rows = self._connection.execute(
            "SELECT type, id, existed, content_type, published, archived, version, tags, body, after, "
            "state, page, urls, file, certain, ours, theirs "
            "FROM image LEFT JOIN image_base USING (run, type, id) WHERE run = ? ORDER BY type, id",
            (run,),
        )
        for row in rows:
            key = key_of(row[0], row[1])
            before = None
            if row[2]:
                before = RemoteEntity(
                    key=key,
                    content_type=row[3],
                    version=row[6],
                    published_version=row[4],
                    archived_version=row[5],
                    updated_at="",
                    updated_by="",
                    fields=unpack_json(row[8]),
                    tags=unpack_strings(row[7]),
                )
            yield BeforeImage(key, before, row[9], _remembered(*row[10:]) if row[15] is not None else None)

    def runs(self) -> tuple[RunRecord, ...]:
        """Return all runs, the latest first."""
        rows = self._connection.execute("SELECT id, started, ended, status, summary FROM run ORDER BY started DESC, id")
        return tuple(
            RunRecord(id_, started, ended or "", RunStatus(status), json.loads(summary))
            for id_, started, ended, status, summary in rows
        )


def _remembered(
    state: str | None, page: str, urls: str, file: str, certain: int, ours: bytes, theirs: bytes | None
) -> Memory:
    """Return what was remembered before a run. Scheduled actions are not undone, so that the next run looks at them."""
    sides = {"ours": unpack_json(ours), "theirs": unpack_json(theirs if theirs is not None else ours)}
    return Memory(
        ours="",
        base=pack(sides),
        state=PublishState(state) if state is not None else None,
        page=page,
        urls=unpack_strings(urls),
        file=file,
        certain=bool(certain),
    )
