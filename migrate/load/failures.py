"""What may go wrong with a request, in our words.

Owns the classes that `load` handles by itself (stale, refused, lost) and the wording of errors of the management API:
its own text, the entity, the request id, and what to do. Never a token.
"""

from collections.abc import Iterator, Mapping, Sequence

import httpx

from migrate.errors import ConfigurationError, MigrateError, TemporaryError
from migrate.model.canonical import Json

__all__ = [
    "NOT_GRANTED",
    "LostResponseError",
    "RefusedError",
    "StaleError",
    "configuration_failure",
    "error_id",
    "explain",
    "request_id",
]


NOT_GRANTED = "NotGranted"
"""`RefusedError.code` of something that the space's plan or the token's role does not hold."""


class StaleError(MigrateError):
    """The entity is not at the version that was expected; nothing was changed."""


class RefusedError(MigrateError):
    """Contentful refuses the content of a write; nothing was changed."""

    def __init__(self, message: str, *, code: str = "", where: str = "", hint: str = "") -> None:
        super().__init__(message, where=where, hint=hint)
        self.code = code
        """Contentful's error id, such as ``UnresolvedLinks``."""


class LostResponseError(TemporaryError):
    """A write that must not be repeated blindly got no answer; it may have happened or not."""


def configuration_failure(response: httpx.Response, space: str, environment: str) -> ConfigurationError | None:
    """Return the error for answers that no retry and no other content can change, None for all others."""
    tail = _tail(response)
    match response.status_code:
        case 401:
            return ConfigurationError(
                f"{response.url.host} does not accept the management token{tail}",
                hint="Put a valid token into CONTENTFUL_MANAGEMENT_TOKEN",
            )
        case 403 if error_id(response) == "AccessDenied" or not error_id(response):
            return ConfigurationError(
                f"the token may not work on space {space}, environment {environment}: {_words(response)}{tail}",
                hint="Use a token of a user with that right",
            )
        case 404:
            return ConfigurationError(
                f"there is no space {space} with an environment {environment} that this token may see{tail}",
                hint="Check --space and --environment",
            )
    return None


def explain(response: httpx.Response) -> str:
    """Return Contentful's reason in one sentence, with its error id, the first details and the request id."""
    code = error_id(response) or f"HTTP {response.status_code}"
    words = _words(response)
    return f"{code}{f': {words}' if words else ''}{_tail(response)}"


def error_id(response: httpx.Response) -> str:
    """Return ``sys.id`` of an error body, "" when there is none."""
    system = _body(response).get("sys")
    return str(system.get("id", "")) if isinstance(system, Mapping) else ""


def request_id(response: httpx.Response) -> str:
    """Return the id by which Contentful's support finds the request, "" when the answer has none."""
    return response.headers.get("X-Contentful-Request-Id", "") or str(_body(response).get("requestId", "") or "")


def _tail(response: httpx.Response) -> str:
    found = request_id(response)
    return f" (request {found})" if found else ""


def _words(response: httpx.Response) -> str:
    body = _body(response)
    message = body.get("message")
    parts = [str(message)] if message else []
    parts += list(_details(body.get("details")))[:3]
    return "; ".join(parts)


def _details(details: Json) -> Iterator[str]:
    if isinstance(details, str):
        yield details
    errors = details.get("errors") if isinstance(details, Mapping) else None
    for error in errors if isinstance(errors, list | tuple) else ():
        if not isinstance(error, Mapping):
            continue
        path = error.get("path")
        where = (
            ".".join(str(part) for part in path) if isinstance(path, Sequence) and not isinstance(path, str) else path
        )
        text = error.get("details") if isinstance(error.get("details"), str) else ""
        yield " ".join(str(part) for part in (where, error.get("name"), text) if part)


def _body(response: httpx.Response) -> Mapping[str, Json]:
    try:
        body = response.json()
    except ValueError:
        # A proxy's page, or nothing at all.
        return {}
    return body if isinstance(body, Mapping) else {}
