"""Whether a rehearsal file is whole: sound as a file, and no entity half written.

Owns what each version of an entry of `rehearsal_writer` must look like, in every table.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrate.rehearsal import open_store
from tests.faults.rehearsal_writer import BULK, title_of

__all__ = ["Found", "look_at"]

_ENTRIES = """
    SELECT id, version, json_extract(sys, '$.version'), json_extract(body, '$.fields.title."en-US"'),
      json_extract(public_body, '$.fields.title."en-US"'),
      (SELECT count(*) FROM snapshot WHERE snapshot.id = entity.id),
      (SELECT count(*) FROM unique_value WHERE entry = entity.id),
      (SELECT count(*) FROM sync_change WHERE sync_change.id = entity.id AND sync_change.published),
      (SELECT count(*) FROM link WHERE source = pk) = (json_type(body, '$.fields.previous') IS NOT NULL)
    FROM entity WHERE kind = 'Entry'
"""
_TALLIES = """
    SELECT env, kind, content_type, total, published FROM tally WHERE total EXCEPT
    SELECT env, kind, content_type, count(*), sum(published_version IS NOT NULL) FROM entity GROUP BY 1, 2, 3
"""
_STRAYS = """
    SELECT (SELECT count(*) FROM link WHERE source NOT IN (SELECT pk FROM entity)),
      (SELECT count(*) FROM snapshot WHERE kind = 'Entry' AND id NOT IN (SELECT id FROM entity)),
      (SELECT count(*) FROM unique_value WHERE entry NOT IN (SELECT id FROM entity))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with a file, and the versions of all entries in it."""

    problems: tuple[str, ...]
    versions: Mapping[str, int]


def look_at(
    path: Path, acknowledged: Mapping[str, int], writers: int, before: Mapping[str, int] | None = None
) -> Found:
    """Return what a file is like after its writers were killed.

    Args:
        path: the file.
        acknowledged: the last version of each entity that a response has told of; 0 when it is gone.
        writers: how many were killed; each may have carried out one more request than it told of.
        before: what the last look found; a bulk action that a writer had asked for then may be carried out only now, by
            the next process that looks for work.

    """
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        sound = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        rows = connection.execute(_ENTRIES).fetchall()
        tallies = connection.execute(_TALLIES).fetchall()
        strays = connection.execute(_STRAYS).fetchone()
    connection.close()
    stored = {entity: version for entity, version, *_ in rows}
    problems = [f"integrity: {line}" for line in sound if line != "ok"]
    problems += [f"tally: {row}" for row in tallies]
    problems += [f"rows without their entry: {strays}"] if any(strays) else []
    problems += [f"half written: {row[0]} at version {row[1]}" for row in rows if not _is_whole(row)]
    problems += [*_halves(stored), *_lost(stored, acknowledged), *_ahead(stored, acknowledged, writers, before or {})]
    return Found(tuple(problems), stored)


def _is_whole(row: tuple[str, int, int, str, str | None, int, int, int, int]) -> bool:
    """Tell whether an entry is in every table what its version says: draft, published, or changed since."""
    entity, version, told, title, public, snapshots, unique, synced, links = row
    published = version >= 2
    texts = title_of(entity, 2 if version == 3 else 1), title_of(entity, 1) if published else None
    return (version, *texts) == (told, title, public) and [snapshots, unique, synced, links] == [published] * 3 + [1]


def _halves(stored: Mapping[str, int]) -> Iterator[str]:
    """Yield entries that were published together, of which some are and some are not."""
    for entity, version in stored.items():
        if entity.endswith("-b0"):
            others = [stored.get(f"{entity[:-1]}{part}", 1) for part in range(BULK)]
            if {version, *others} == {1, 2}:
                yield f"half of a bulk action: {entity}"


def _is_of_bulk_action(entity: str) -> bool:
    return entity[:-1].endswith("-b")


def _lost(stored: Mapping[str, int], acknowledged: Mapping[str, int]) -> Iterator[str]:
    for entity, version in acknowledged.items():
        if version and stored.get(entity, 0) < version and not entity.endswith("-gone"):
            yield f"lost: {entity} has version {stored.get(entity)} instead of {version}"
        if not version and entity in stored:
            yield f"still there: {entity}"


def _ahead(
    stored: Mapping[str, int], acknowledged: Mapping[str, int], writers: int, before: Mapping[str, int]
) -> Iterator[str]:
    """Yield a line when more was written than the requests under way can have written."""
    ahead = [
        entity
        for entity, version in stored.items()
        if version != acknowledged.get(entity, 0)
        and not (_is_of_bulk_action(entity) and (before.get(entity), version) == (1, 2))
    ]
    if len(ahead) > BULK * writers:
        yield f"written without having been asked for: {ahead}"
