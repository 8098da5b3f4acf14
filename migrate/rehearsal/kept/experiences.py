"""The parts of the visual editor: components, templates, fragments, experiences, design tokens, data assemblies.

Owns what tells them from other kept things: what they are made of is linked from `sys`, they are published, and design
tokens publish themselves. Nothing is rendered from them.
"""

from dataclasses import replace

from migrate.rehearsal.answers import Answer, json_answer, not_found
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.kept.bodies import named
from migrate.rehearsal.kept.endpoints import found
from migrate.rehearsal.kept.home import home_of
from migrate.rehearsal.kept.kind import ALL_VERBS, Kind
from migrate.rehearsal.lifecycle import published_sys
from migrate.rehearsal.payload import Object, object_at
from migrate.rehearsal.query.collection import entity_page
from migrate.rehearsal.records import Record, save

__all__ = ["DATA_ASSEMBLY", "DESIGN_TOKEN", "ENDPOINTS", "PARTS"]

_ENVIRONMENT = "/spaces/{space}/environments/{environment}"
_PUBLISHED = (*ALL_VERBS, "publish", "unpublish")
# What a part is made of; it is chosen once and shown in `sys`.
_MADE_OF = ("component", "componentType", "experienceTemplate", "template")


def _body(call: Call, sent: Object, before: Object | None) -> Object:
    return {key: value for key, value in named(call, sent, before).items() if key not in _MADE_OF}


def _sys(call: Call, sent: Object) -> Object:
    parts: Object = {key: sent[key] for key in _MADE_OF if key in sent}
    data_type = object_at(sent, "sys").get("dataType")
    return parts if data_type is None else {**parts, "dataType": data_type}


def _part(kind: str, name: str) -> Kind:
    return Kind(kind, f"{_ENVIRONMENT}/{name}", _body, _PUBLISHED, cursor=True, sys=_sys)


DATA_ASSEMBLY = _part("DataAssembly", "data_assemblies")
PARTS = (
    _part("ComponentType", "component_types"),
    _part("Component", "components"),
    _part("Template", "templates"),
    _part("ExperienceTemplate", "experience_templates"),
    _part("Fragment", "fragments"),
    _part("ExperienceFragment", "experience_fragments"),
    _part("Experience", "experiences"),
    DATA_ASSEMBLY,
)


def _publish_at_once(call: Call, before: Record | None, after: Record | None) -> None:
    if after is not None:
        sys = published_sys(call.now, call.user, after.sys)
        saved = after if after.pk else found(call, DESIGN_TOKEN)
        save(call.transaction, replace(saved, sys=sys, public_sys=sys, public_body=after.body))


DESIGN_TOKEN = Kind(
    "DesignToken",
    f"{_ENVIRONMENT}/design_tokens",
    _body,
    ("list", "read", "upsert", "delete"),
    cursor=True,
    after=_publish_at_once,
)


def _public(call: Call) -> Answer:
    asked = replace(call, query=(*call.query, ("cursor", "true")))
    return entity_page(asked, home_of(call, DATA_ASSEMBLY).place, DATA_ASSEMBLY.type, public=True)


def _public_one(call: Call) -> Answer:
    record = found(call, DATA_ASSEMBLY)
    if record.public_sys is None or record.public_body is None:
        raise not_found(DATA_ASSEMBLY.type, record.id, call.path["space"], call.path["environment"])
    return json_answer({"sys": record.public_sys, **record.public_body})


ENDPOINTS = (
    Endpoint("GET", f"{_ENVIRONMENT}/public/data_assemblies", _public),
    Endpoint("GET", f"{_ENVIRONMENT}/public/data_assemblies/{{id}}", _public_one),
)
