"""What the results of pages depend on besides the site: this very code, and the libraries that it is built on."""

import sys
import sysconfig
from functools import lru_cache
from pathlib import Path

import migrate
from migrate.model.canonical import fingerprint_bytes

__all__ = ["code_print"]

_ROOMS = ("model", "mapping", "extract", "transform", "plan", "pipeline")


@lru_cache(maxsize=1)
def code_print() -> str:
    """Return what changes whenever the code of the stages, a library or Python itself does."""
    root = Path(migrate.__file__).parent
    files = sorted(file for room in _ROOMS for file in (root / room).rglob("*.py"))
    parts = [sys.version, migrate.__version__, *_libraries()]
    parts += (f"{file.relative_to(root)} {fingerprint_bytes(file.read_bytes())}" for file in files)
    return fingerprint_bytes("\n".join(parts).encode())


def _libraries() -> list[str]:
    """Return name and version of everything that is installed, as the folders of their metadata are called."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return sorted(found.name for folder in folders for found in Path(folder).glob("*.dist-info"))
