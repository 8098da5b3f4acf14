"""How webhooks have fared: no webhook is ever called, so there is nothing to tell."""

from migrate.rehearsal.answers import Answer, json_answer
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.kept.home import space_place
from migrate.rehearsal.payload import Object, link

__all__ = ["ENDPOINTS"]


def _health(call: Call) -> Answer:
    webhook = call.path["webhook"]
    sys: Object = {
        "type": "Webhook",
        "id": webhook,
        "space": link("Space", space_place(call).space),
        "createdBy": link("WebhookDefinition", webhook),
    }
    return json_answer({"sys": sys, "calls": {"total": 0, "healthy": 0}})


ENDPOINTS = (Endpoint("GET", "/spaces/{space}/webhooks/{webhook}/health", _health),)
