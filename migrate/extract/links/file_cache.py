"""Facts of files that pages show or link to, read once each.

Owns: size, hash, media type and pixels of a file. Does not own: finding it.
"""

import hashlib

from migrate.extract.files import SiteFiles
from migrate.extract.images import file_facts
from migrate.model.source import SourceFile

__all__ = ["FileCache"]


class FileCache:
    """Remembers the facts of every file asked for; a process that unpickles it starts with what it had then."""

    def __init__(self, files: SiteFiles) -> None:
        self._files = files
        self._known: dict[str, SourceFile] = {}

    def source_file(self, path: str) -> SourceFile:
        """Return the facts of a file of the site; raises MigrateError when it cannot be read."""
        known = self._known.get(path)
        if known is None:
            with self._files.open(path) as stream:
                facts = file_facts(path, stream)
                stream.seek(0)
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
                size = stream.tell()
            known = SourceFile(path, size, digest, facts.media_type, facts.width, facts.height)
            self._known[path] = known
        return known
