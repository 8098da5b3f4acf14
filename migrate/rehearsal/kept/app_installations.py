"""Applications that are installed in environments. Nothing of them runs here."""

from migrate.rehearsal.answers import Answer, json_answer
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.kept.kind import Kind
from migrate.rehearsal.payload import Json, Object, link, parse_object
from migrate.rehearsal.records import full_text

__all__ = ["APP_INSTALLATION", "ENDPOINTS"]


def _body(call: Call, sent: Object, before: Object | None) -> Object:
    return {"parameters": sent["parameters"]} if "parameters" in sent else {}


APP_INSTALLATION = Kind(
    "AppInstallation",
    "/spaces/{space}/environments/{environment}/app_installations",
    _body,
    ("list", "read", "upsert", "delete"),
    needs_version=False,
    sys=lambda call, sent: {"appDefinition": link("AppDefinition", call.path["id"])},
)


def _everywhere(call: Call) -> Answer:
    rows = call.transaction.execute(
        "SELECT sys, body FROM entity WHERE kind = ? AND id = ? ORDER BY env", (APP_INSTALLATION.type, call.path["id"])
    ).fetchall()
    items: list[Json] = [parse_object(full_text(*row)) for row in rows]
    return json_answer({"sys": {"type": "Array"}, "total": len(items), "skip": 0, "limit": 100, "items": items})


ENDPOINTS = (Endpoint("GET", "/app_definitions/{id}/app_installations", _everywhere),)
