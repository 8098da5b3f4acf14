"""Filling a space over plain HTTP, for tests whose subject is a client that reads."""

from typing import Any

import httpx

from tests.clients.content import Payload

__all__ = ["MASTER", "activate", "publish", "put_entry", "send"]

MASTER = "/spaces/rehearsal/environments/master"


def send(api: httpx.Client, method: str, path: str, *, version: int | None = None, **more: Any) -> Payload:
    """Send a request that must succeed; gives its JSON, empty when there is none."""
    headers = {**more.pop("headers", {}), **({} if version is None else {"X-Contentful-Version": str(version)})}
    response = api.request(method, f"{MASTER}/{path}", headers=headers, **more)
    assert response.is_success, response.text
    answer: Payload = response.json() if response.content else {}
    return answer


def activate(api: httpx.Client, content_type: str, payload: Payload) -> None:
    """Create and activate a content type."""
    send(api, "PUT", f"content_types/{content_type}", json=payload)
    send(api, "PUT", f"content_types/{content_type}/published", version=1)


def put_entry(api: httpx.Client, entry: str, content_type: str, fields: Payload, **more: object) -> None:
    """Create an entry."""
    headers = {"X-Contentful-Content-Type": content_type}
    send(api, "PUT", f"entries/{entry}", headers=headers, json={"fields": fields, **more})


def publish(api: httpx.Client, path: str, version: int) -> None:
    """Publish an entry or asset."""
    send(api, "PUT", f"{path}/published", version=version)
