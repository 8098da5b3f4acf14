import random
import sqlite3
import subprocess
import sys
from pathlib import Path

from migrate.rehearsal import open_store

ROOT = Path(__file__).resolve().parents[2]
WRITER = Path(__file__).with_name("rehearsal_writer.py")
KILLS = 200


def acknowledged_before_a_kill(path: Path, run: int, lines: int) -> dict[str, int]:
    """Start a writer, kill it after some acknowledgements, and give the last version acknowledged of each entry."""
    command = [sys.executable, str(WRITER), str(path), str(run)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    ) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        told.extend(writer.stdout.readlines())
    whole = [line.split() for line in told if line.endswith("\n")]
    return {entry: int(version) for entry, version in whole}


def test_a_kill_at_any_instant_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """The file opens and is sound, every acknowledged version is there, and no entry is half written."""
    path = tmp_path / "space.db"
    chance = random.Random(7)
    expected: dict[str, int] = {}
    for run in range(KILLS):
        expected.update(acknowledged_before_a_kill(path, run, chance.randint(1, 60)))
    open_store(path).close()
    with sqlite3.connect(path) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        rows = connection.execute(
            "SELECT id, version, json_extract(sys, '$.version'), json_extract(body, '$.fields.title.\"en-US\"'),"
            " public_body IS NOT NULL, (SELECT count(*) FROM snapshot s WHERE s.id = entity.id)"
            " FROM entity WHERE kind = 'Entry'"
        ).fetchall()
        total = connection.execute("SELECT sum(total) FROM tally WHERE kind = 'Entry'").fetchone()[0]
    connection.close()
    stored = {row[0]: row[1] for row in rows}
    half = [
        row for row in rows if row[1] != row[2] or row[3] != row[0] * 20 or (row[1] == 2) != row[4] or row[4] != row[5]
    ]
    assert ("ok", len(rows), []) == (sound, total, half)
    assert all(stored[entry] >= version for entry, version in expected.items())
