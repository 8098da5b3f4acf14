"""Settings of one run: flags over environment over ``migrate.toml`` over defaults, as one frozen value.

Owns where things are and how careful to be; what a site becomes is the mapping's matter. The token lives in a
`SecretStr` here and nowhere else until it meets the `Authorization` header.
"""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from migrate.errors import ConfigurationError
from migrate.model.loopback import OPENS_LOCAL, is_loopback
from migrate.model.space import Target
from migrate.plan.policy import OnConflict

__all__ = ["ENVIRONMENT", "Settings", "load_settings"]

SETTINGS_FILE = "migrate.toml"

ENVIRONMENT: Mapping[str, str] = {
    "space": "CONTENTFUL_SPACE_ID",
    "environment": "CONTENTFUL_ENVIRONMENT_ID",
    "host": "CONTENTFUL_HOST",
    "upload_host": "CONTENTFUL_UPLOAD_HOST",
    "token": "CONTENTFUL_MANAGEMENT_TOKEN",
    "token_file": "CONTENTFUL_MANAGEMENT_TOKEN_FILE",
}
"""Setting → environment variable."""

CONTENTFUL = "https://api.contentful.com"


class Settings(BaseModel):
    """Everything a verb may need to know about this run."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    space: str = ""
    environment: str = "master"
    host: str = ""
    upload_host: str = ""
    token: SecretStr | None = None
    token_file: Path | None = None
    rehearsal: Path = Path(".migrate/rehearsal.db")
    state: Path | None = None
    rate_share: float = 1.0
    """Share of the space's request rate that a run may use, 0 < share ≤ 1."""
    on_conflict: OnConflict = OnConflict.THEIRS
    max_delete: str = "10%"
    """Most entries that a run may unpublish, archive or delete: a count or a percentage of ours."""
    allow_everything: bool = False
    """Whether a run may change every single entry that it made."""
    allow_empty: bool = False
    """Whether a site without any page left may take away what came from it."""
    max_records: int | None = Field(default=None, gt=0)
    """Entries and assets that the space may hold by its contract; None = not known."""
    hugo: str = "hugo"
    """The Hugo binary, for what only real Hugo can do."""
    now: datetime
    """The moment by which future and expired posts are told apart."""

    @property
    def in_rehearsal(self) -> bool:
        """True when nothing names another target than the space that ships inside."""
        return not (self.space or self.host or self.token)

    @property
    def target(self) -> Target:
        """Where things go, without secrets."""
        if self.in_rehearsal:
            return Target(space="rehearsal", environment=self.environment, host="", rehearsal=True)
        return Target(space=self.space, environment=self.environment, host=self.host or CONTENTFUL, rehearsal=False)


def load_settings(
    flags: Mapping[str, object],
    *,
    environ: Mapping[str, str],
    folder: Path,
    needs_target: bool,
) -> Settings:
    """Return the settings of this run.

    Args:
        flags: setting → value given on the command line; None means not given.
        environ: the process environment.
        folder: where ``migrate.toml`` is looked for.
        needs_target: whether the verb talks to a space, so that half a target is an error.

    Raises:
        ConfigurationError: a value is malformed, unknown, or only half of a target is named.
    """
    file_values = _read_file(folder)
    env_values: dict[str, object] = {
        name: environ[variable] for name, variable in ENVIRONMENT.items() if environ.get(variable)
    }
    values: dict[str, object] = {
        "now": _now(environ),
        **file_values,
        **env_values,
        **{name: value for name, value in flags.items() if value is not None},
    }
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise _as_configuration_error(error, file_values) from error
    settings = _with_token(settings)
    if needs_target:
        _check_target(settings)
    return settings


def _read_file(folder: Path) -> dict[str, object]:
    path = folder / SETTINGS_FILE
    if not path.is_file():
        return {}
    try:
        values: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the file is no TOML: {error}", where=SETTINGS_FILE, hint="Correct the file or remove it"
        ) from error
    except OSError as error:
        raise ConfigurationError(
            f"the file cannot be read: {error.strerror}", where=SETTINGS_FILE, hint="Check its permissions"
        ) from error
    if "token" in values:
        raise ConfigurationError(
            "a token does not belong in a file that is shared",
            where=SETTINGS_FILE,
            hint="Put it into CONTENTFUL_MANAGEMENT_TOKEN, or name a private file with token_file",
        )
    return values


def _now(environ: Mapping[str, str]) -> datetime:
    # https://reproducible-builds.org/specs/source-date-epoch/: lets two machines agree about "future" and "expired".
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    if not epoch.isdigit():
        raise ConfigurationError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no number of seconds", hint="Unset it or correct it"
        )
    return datetime.fromtimestamp(int(epoch), UTC)


def _with_token(settings: Settings) -> Settings:
    if settings.token is None and settings.token_file is not None:
        try:
            text = settings.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
            raise ConfigurationError(
                f"the token file cannot be read: {reason}",
                where=str(settings.token_file),
                hint="Check its path and permissions",
            ) from error
        return settings.model_copy(update={"token": SecretStr(text)})
    if settings.token is None and settings.host and is_loopback(settings.host):
        # A local rehearsal server takes any token unless one is set.
        return settings.model_copy(update={"token": SecretStr(OPENS_LOCAL)})
    return settings


def _check_target(settings: Settings) -> None:
    if settings.in_rehearsal:
        return
    if not settings.space:
        raise ConfigurationError(
            "a token or host is set but no space",
            hint="Name the space with --space or CONTENTFUL_SPACE_ID, or unset both to use the rehearsal space",
        )
    if settings.token is None:
        raise ConfigurationError(
            f"no token for space {settings.space}",
            hint="Set CONTENTFUL_MANAGEMENT_TOKEN, or give a file that holds it with --token-file",
        )
    for host in filter(None, (settings.host, settings.upload_host)):
        parts = urlsplit(host)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise ConfigurationError(
                f"{host!r} is no host", hint="Write it as https://api.contentful.com or http://127.0.0.1:8000"
            )
        if parts.scheme == "http" and not is_loopback(host):
            raise ConfigurationError(
                f"plain http to {parts.hostname} would show the token to the network",
                hint="Use https; plain http is for this machine only",
            )


def _as_configuration_error(error: ValidationError, file_values: Mapping[str, object]) -> ConfigurationError:
    problem = error.errors(include_url=False, include_input=False)[0]
    name = str(problem["loc"][0]) if problem["loc"] else ""
    where = SETTINGS_FILE if name in file_values else ENVIRONMENT.get(name, "--" + name.replace("_", "-"))
    if problem["type"] == "extra_forbidden":
        # The file may set neither the token nor the clock.
        known = sorted(Settings.model_fields.keys() - {"token", "now"})
        near = get_close_matches(name, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}"
        return ConfigurationError(f"{name} is no setting", where=where, hint=hint)
    message = problem["msg"].removeprefix("Input ")
    return ConfigurationError(f"{name} {message}", where=where, hint="Correct the value")
