"""The export: its contract, and the same bytes everywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import ROOT, Cli

EXPORT = "from migrate.__main__ import main; main()"


def test_ndjson_follows_the_contract(cli: Cli, site: Path, mapping: Path) -> None:
    """One object a line, sorted by type then id, the summary last."""
    result = cli("export", site, "-m", mapping, "--format", "ndjson")
    assert result.code == 0, result.err
    rows = [json.loads(line) for line in result.out.splitlines()]
    types = [row["type"] for row in rows]
    assert set(types) == {"asset", "contentType", "entry", "summary"}
    assert types[-1] == "summary"
    keys = [(row["type"], row[row["type"]]["sys"]["id"]) for row in rows[:-1]]
    assert keys == sorted(keys)
    for row in rows[:-1]:
        match row["type"]:
            case "asset":
                assert row["source"] == "static/img/boat.png"
                assert isinstance(row["findings"], list)
            case "entry":
                assert set(row) == {"type", "entry", "sources", "publish", "url", "findings"}
                assert row["publish"] == "published"
                assert row["entry"]["metadata"]["tags"]
    summary = rows[-1]
    assert (summary["entries"], summary["assets"]) == (5, 1)
    assert isinstance(summary["findings"], dict)
    post = next(row for row in rows if row["type"] == "entry" and "posts/first" in str(row["sources"]))
    assert post["entry"]["fields"]["publishedAt"] == {"en-US": "2016-11-01T10:00-04:00"}
    assert post["entry"]["fields"]["tags"] == {"en-US": ["boats", "trains"]}
    assert post["url"] == {"en-US": "/posts/first/"}


def test_same_bytes_in_every_locale_and_time_zone(site: Path, mapping: Path, tmp_path: Path) -> None:
    """Neither TZ nor LC_ALL nor the hash seed changes a byte."""
    outputs = []
    for zone, locale, seed in (
        ("UTC", "C", "0"),
        ("Asia/Kathmandu", "C.UTF-8", "1"),
        ("America/St_Johns", "POSIX", "2"),
    ):
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": "1790000000",
        }
        done = subprocess.run(
            [sys.executable, "-c", EXPORT, "export", str(site), "-m", str(mapping)],
            capture_output=True,
            env=environ,
            check=True,
            cwd=tmp_path,
        )
        outputs.append(done.stdout)
    assert outputs[0].count(b"\n") > 5
    assert outputs[0] == outputs[1] == outputs[2]
