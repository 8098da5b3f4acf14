"""`export`: the desired space as a file. No space is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from migrate.errors import ConfigurationError
from migrate.pipeline.wanting import Wanted, check_losses, want
from migrate.report.export import ExportFormat, export_contentful, export_files, export_ndjson
from migrate.report.progress import ProgressSink
from migrate.report.redirects import render_redirects
from migrate.settings import Settings

__all__ = ["Exported", "export", "write_files"]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export, ready to be written."""

    chunks: Iterable[bytes]
    wanted: Wanted


def export(
    site: Path,
    mapping: Path | None,
    settings: Settings,
    progress: ProgressSink,
    *,
    form: ExportFormat,
    strict: bool,
) -> Exported:
    """Return the desired space as the bytes of a file.

    Raises:
        SafetyError: `strict` and a loss is not accepted.
    """
    wanted = want(site, mapping, settings, settings.target, progress)
    check_losses(wanted, strict=strict)
    match form:
        case ExportFormat.NDJSON:
            return Exported(export_ndjson(wanted.space), wanted)
        case ExportFormat.CONTENTFUL:
            return Exported(export_contentful(wanted.space), wanted)
        case ExportFormat.NETLIFY | ExportFormat.CLOUDFLARE | ExportFormat.VERCEL | ExportFormat.NGINX:
            return Exported(render_redirects(wanted.space.redirects, form.value), wanted)


def write_files(exported: Exported, folder: Path) -> None:
    """Write what contentful-import needs to upload the files of the site, ``assets.json`` and the files beside it.

    Raises:
        ConfigurationError: the folder cannot be written to.
    """
    space = exported.wanted.space
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "assets.json").open("wb") as content:
            content.writelines(export_contentful(space, only_local_files=True))
        for file in export_files(space, exported.wanted.site.reader.read):
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
    except OSError as error:
        raise ConfigurationError("cannot be written to", where=str(folder), hint="Name another folder") from error
