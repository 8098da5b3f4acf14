"""The port through which `transform` reads bodies and files: bodies decoded, rendered where needed, and lexed."""

from collections.abc import Mapping, Sequence

from migrate.extract.files import SiteFiles
from migrate.model.source import LinkTarget, ShortcodeTemplate, SiteConfig, SourceBody, SourcePage

__all__ = ["Reader"]


class Reader:
    """A `migrate.model.source.SiteReader` over the files of one site; picklable, safe in worker processes."""

    def __init__(
        self,
        files: SiteFiles,
        config: SiteConfig,
        pages: Sequence[SourcePage],
        templates: Mapping[str, ShortcodeTemplate],
    ) -> None:
        raise NotImplementedError

    def body(self, page: SourcePage) -> SourceBody:
        """See `migrate.model.source.SiteReader.body`."""
        raise NotImplementedError

    def ref(self, page: SourcePage, reference: str, lang: str = "") -> LinkTarget:
        """See `migrate.model.source.SiteReader.ref`."""
        raise NotImplementedError

    def link(self, page: SourcePage, destination: str) -> LinkTarget:
        """See `migrate.model.source.SiteReader.link`."""
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        """See `migrate.model.source.SiteReader.read`."""
        raise NotImplementedError
