"""The taxonomies of a site and the page kinds that it switches off.

Follows https://gohugo.io/configuration/taxonomies/ and ``disableKinds``.
"""

from collections.abc import Mapping

from migrate.extract.coerce import to_string
from migrate.extract.config.values import mapping, strings
from migrate.model.source import Kind, ParamMap

__all__ = ["read_disabled_kinds", "read_taxonomies"]


def read_taxonomies(config: ParamMap) -> Mapping[str, str]:
    """Return plural → singular in the order of the singulars; Hugo's two defaults when nothing is set."""
    if config.get("taxonomies") is None:
        return {"categories": "category", "tags": "tag"}
    found = mapping(config, "taxonomies")
    pairs = ((to_string(plural), singular) for singular, plural in sorted(found.items()))
    return {plural: singular for plural, singular in pairs if plural}


def read_disabled_kinds(config: ParamMap) -> frozenset[Kind]:
    """Return the kinds in ``disableKinds`` that are kinds of pages; ``taxonomyTerm`` is the old name of taxonomy."""
    names = {name.lower() for name in strings(config, "disablekinds")}
    if "taxonomyterm" in names:
        names.add(Kind.TAXONOMY.value)
    return frozenset(kind for kind in Kind if kind.value in names)
