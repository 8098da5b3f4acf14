"""Entities as websites read them: one locale with its fallbacks, or all locales.

Owns the shape of delivered entities. Does not own which of them are found.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from migrate.rehearsal.locales import Locale
from migrate.rehearsal.payload import Json, Object, list_at, object_at, text_at

__all__ = ["ALL_LOCALES", "Reader", "fallback_chain"]

ALL_LOCALES = "*"


def fallback_chain(locales: Sequence[Locale], code: str) -> tuple[str, ...]:
    """Return the locales in which a value is looked for, in order."""
    by_code = {locale.code: locale for locale in locales}
    chain: list[str] = []
    while code in by_code and code not in chain:
        chain.append(code)
        code = by_code[code].fallback
    return tuple(chain)


@dataclass(frozen=True, slots=True)
class Reader:
    """How one request sees entities.

    Attributes:
        locale: the code asked for, or ``*``.
        chain: the locales in which values are looked for.
        default: the default locale, where fields that are not localized have their value.
        localized: fields that are localized, by content type.
        hidden: fields that the content type omits from the API, by content type.
        public_tags: tags that readers may see.

    """

    locale: str
    chain: tuple[str, ...]
    default: str
    localized: Mapping[str, Collection[str]]
    hidden: Mapping[str, Collection[str]]
    public_tags: Collection[str]

    def entity(self, sys: Object, body: Object) -> Object:
        """Return an entry or asset."""
        shown = {"metadata": self._metadata(body), "sys": self._sys(sys)}
        return {**shown, "fields": self._fields(sys, object_at(body, "fields"))}

    def _sys(self, sys: Object) -> Object:
        shown: Object = {
            "space": sys["space"],
            "id": sys["id"],
            "type": sys["type"],
            "createdAt": sys.get("firstPublishedAt", sys["createdAt"]),
            "updatedAt": sys.get("publishedAt", sys["updatedAt"]),
            "environment": sys["environment"],
            "publishedVersion": sys.get("publishedVersion", sys["version"]),
            "revision": sys.get("publishedCounter", 0),
        }
        if "contentType" in sys:
            shown["contentType"] = sys["contentType"]
        if self.locale != ALL_LOCALES:
            shown["locale"] = self.locale
        return shown

    def _metadata(self, body: Object) -> Object:
        metadata = object_at(body, "metadata")
        tags = [tag for tag in list_at(metadata, "tags") if text_at(tag, "sys", "id") in self.public_tags]
        return {"tags": tags, "concepts": metadata.get("concepts", [])}

    def _fields(self, sys: Object, fields: Object) -> Object:
        content_type = text_at(sys, "contentType", "sys", "id")
        hidden = self.hidden.get(content_type, ())
        if self.locale == ALL_LOCALES:
            return {field: values for field, values in fields.items() if field not in hidden and values}
        localized = self.localized.get(content_type)
        shown: Object = {}
        for field, values in fields.items():
            if field in hidden or not isinstance(values, dict):
                continue
            chain = self.chain if localized is None or field in localized else (self.default,)
            value: Json = next((values[code] for code in chain if values.get(code) is not None), None)
            if value is not None:
                shown[field] = value
        return shown
