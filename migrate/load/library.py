"""The contentful-management library, which sends the calls of the control plane.

Owns everything about that library. It is used in raw mode only, because its objects merge field ids such as ``fooBar``
and ``foo_bar`` and drop metadata on the way; its own retries are off, because they never see the shared pace.
"""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import contentful_management
import httpx
import requests
from contentful_management.errors import RateLimitExceededError

from migrate.load.retry import TransientError
from migrate.load.setup_call import SetupCall
from migrate.model.space import Target

__all__ = ["send_call"]


def send_call(call: SetupCall, target: Target, token: str) -> httpx.Response:
    """Make one call and return its answer in httpx's form; it blocks until the answer is there.

    Raises:
        TransientError: there was none.
    """
    host = urlsplit(target.host)
    headers = {} if call.version is None else {"X-Contentful-Version": str(call.version)}
    if call.proxy == "tags" and not call.read:
        headers["X-Contentful-Tag-Visibility"] = "private"
    client = contentful_management.Client(
        token,
        api_url=host.netloc,
        https=host.scheme == "https",
        raw_mode=True,
        max_rate_limit_retries=0,
        max_rate_limit_wait=-1,
        additional_headers=headers,
        application_name="migrate",
    )
    try:
        return _as_httpx(_PROXIES[call.proxy](client, target.space, target.environment, call))
    except RateLimitExceededError as error:
        return _as_httpx(error.response)
    except requests.ConnectionError as error:
        raise TransientError(f"no connection ({type(error).__name__})", sent=True) from error
    except requests.RequestException as error:
        raise TransientError(f"the connection broke ({type(error).__name__})", sent=True) from error


def _content_types(client: object, space: str, environment: str, call: SetupCall) -> requests.Response:
    return _resource(client.content_types(space, environment), call)  # type: ignore[attr-defined]  # untyped library


def _locales(client: object, space: str, environment: str, call: SetupCall) -> requests.Response:
    return _resource(client.locales(space, environment), call)  # type: ignore[attr-defined]  # untyped library


def _tags(client: object, space: str, environment: str, call: SetupCall) -> requests.Response:
    return _resource(client.tags(space, environment), call)  # type: ignore[attr-defined]  # untyped library


def _editor_interfaces(client: object, space: str, environment: str, call: SetupCall) -> requests.Response:
    proxy = client.editor_interfaces(space, environment, call.id)  # type: ignore[attr-defined]  # untyped library
    if call.read:
        response: requests.Response = proxy.find()
        return response
    # The library can change an editor interface only through its objects, which raw mode does without.
    url = f"spaces/{space}/environments/{environment}/content_types/{call.id}/editor_interface"
    changed: requests.Response = client._put(url, dict(call.attributes))  # type: ignore[attr-defined]  # untyped library
    return changed


def _resource(proxy: object, call: SetupCall) -> requests.Response:
    response: requests.Response
    if call.read and call.id:
        response = proxy.find(call.id)  # type: ignore[attr-defined]  # untyped library
    elif call.read:
        response = proxy.all()  # type: ignore[attr-defined]  # untyped library
    elif call.post:
        response = proxy.create(dict(call.attributes))  # type: ignore[attr-defined]  # untyped library
    else:
        response = proxy.create(call.id, dict(call.attributes))  # type: ignore[attr-defined]  # untyped library
    return response


_PROXIES: Mapping[str, Callable[[object, str, str, SetupCall], requests.Response]] = {
    "content_types": _content_types,
    "editor_interfaces": _editor_interfaces,
    "locales": _locales,
    "tags": _tags,
}


def _as_httpx(response: requests.Response) -> httpx.Response:
    return httpx.Response(
        response.status_code,
        headers={name: value for name, value in response.headers.items() if name.lower() != "content-encoding"},
        content=response.content,
        request=httpx.Request(response.request.method or "GET", response.request.url or ""),
    )
