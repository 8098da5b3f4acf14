"""Source distributions from PyPI whose files tests read: fetched once per version, then cached."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest

__all__ = ["unpack_source"]

_OFFLINE = ("NewConnectionError", "NameResolutionError", "Could not find a version", "ConnectTimeoutError")


def unpack_source(name: str, version: str, sha256: str) -> Path:
    """Return the folder of an unpacked source distribution; nothing of it is installed or run.

    The archive has to have the hash `sha256`. The test is skipped when the index cannot be reached.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "migrate-pypi" / sha256[:16]
    folder = cache / f"{name}-{version}"
    if folder.is_dir():
        return folder
    cache.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=cache.parent))
    try:
        wanted = fresh / "requirements.txt"
        wanted.write_text(f"{name}=={version} --hash=sha256:{sha256}\n", encoding="utf-8")
        options = ("--quiet", "--no-deps", "--require-hashes", "--no-binary", name)
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", *options, "--dest", str(fresh), "--requirement", str(wanted)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            if any(word in done.stderr for word in _OFFLINE):
                pytest.skip("the package index cannot be reached, and the package is not in the cache")
            pytest.fail(f"pip download failed: {done.stderr[-2000:]}")
        (archive,) = (path for path in fresh.iterdir() if re.search(r"\.tar\.gz$", path.name))
        with tarfile.open(archive) as packed:
            packed.extractall(fresh, filter="data")
        # A folder that is whole appears at once; of two test runs that fetch, the second finds it there.
        if not cache.is_dir():
            fresh.rename(cache)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder
