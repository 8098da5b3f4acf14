"""Somebody who works in Contentful's web app: a second user of the served space, with a token of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

__all__ = ["Editor", "Space"]

Space = Mapping[str, Mapping[str, Any]]
"""Entity id → its fields, tags and publish state, without what counts writes or tells the time."""


@dataclass(frozen=True)
class Editor:
    """Does to an entry what people do in the web app; each edit is published unless it says otherwise."""

    http: httpx.Client

    @classmethod
    def at(cls, url: str, space: str = "blog") -> "Editor":
        """Return an editor of a served space."""
        base = f"{url}/spaces/{space}/environments/master"
        return cls(httpx.Client(base_url=base, headers={"Authorization": "Bearer editor-token"}))

    def entry(self, entry_id: str) -> Any:
        """Return an entry as the API gives it."""
        return self._done(self.http.get(f"/entries/{entry_id}"))

    def edit(self, entry_id: str, field: str, value: object, *, locale: str = "en-US", publish: bool = True) -> None:
        """Change a field; None takes the value away."""
        entry = self.entry(entry_id)
        values = entry["fields"].setdefault(field, {})
        if value is None:
            values.pop(locale, None)
        else:
            values[locale] = value
        body = {"fields": entry["fields"], "metadata": entry["metadata"]}
        self._done(self.http.put(f"/entries/{entry_id}", json=body, headers=_version(entry)))
        if publish:
            self.publish(entry_id)

    def publish(self, entry_id: str) -> None:
        """Publish an entry."""
        self._done(self.http.put(f"/entries/{entry_id}/published", headers=_version(self.entry(entry_id))))

    def unpublish(self, entry_id: str) -> None:
        """Take an entry off the site."""
        self._done(self.http.delete(f"/entries/{entry_id}/published"))

    def delete(self, entry_id: str) -> None:
        """Unpublish and delete an entry."""
        self.unpublish(entry_id)
        self._done(self.http.delete(f"/entries/{entry_id}"))

    def value(self, entry_id: str, field: str, locale: str = "en-US") -> Any:
        """Return the value of a field, None when there is none."""
        return self.entry(entry_id)["fields"].get(field, {}).get(locale)

    def state(self, entry_id: str) -> str:
        """Return ``published``, ``changed``, ``draft``, ``archived`` or ``gone``."""
        answer = self.http.get(f"/entries/{entry_id}")
        return "gone" if answer.status_code == 404 else _state(self._done(answer))

    def space(self) -> Space:
        """Return everything that the space holds."""
        return {
            item["sys"]["id"]: {
                "fields": item["fields"],
                "tags": sorted(tag["sys"]["id"] for tag in item["metadata"]["tags"]),
                "state": _state(item),
            }
            for kind in ("assets", "entries")
            for item in self._done(self.http.get(f"/{kind}", params={"limit": 1000}))["items"]
        }

    @staticmethod
    def _done(answer: httpx.Response) -> Any:
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None


def _version(entry: Any) -> dict[str, str]:
    return {"X-Contentful-Version": str(entry["sys"]["version"])}


def _state(entity: Any) -> str:
    system = entity["sys"]
    if "archivedVersion" in system:
        return "archived"
    published = system.get("publishedVersion")
    if published is None:
        return "draft"
    return "changed" if system["version"] > published + 1 else "published"
