"""What the real service has and the rehearsal space does not: refused in words, as something that is not there.

Owns the list. A client that asks for one of these learns what is missing, rather than that the path is unknown; the
error is one that migration tools put up with where a space lacks a feature.
"""

from migrate.rehearsal.answers import Refusal, unknown_route

__all__ = ["NOT_EMULATED", "no_such_route"]

NOT_EMULATED = {
    "access_tokens": "application code",
    "actions": "application code",
    "ai": "AI actions and agents",
    "app_bundles": "application code",
    "app_uploads": "application code",
    "automation_definitions": "automations",
    "automation_executions": "automations",
    "environment_templates": "environment templates",
    "functions": "application code",
    "graphql": "GraphQL",
    "invitations": "organization administration",
    "keys": "application code",
    "oauth_applications": "organization administration",
    "resource_provider": "application code",
    "resource_types": "application code",
    "semantic": "semantic search",
    "signed_requests": "application code",
    "team_memberships": "organization administration",
    "template_installations": "environment templates",
    "workflow_definitions": "workflows",
    "workflows": "workflows",
    "workflows_changelog": "workflows",
}
"""Segment of a path to what it belongs to."""
_GRAPHQL = "/content/v1/"
"""How the paths of the GraphQL host begin; elsewhere ``content`` may be anything."""


def no_such_route(path: str) -> Refusal:
    """404: no endpoint has this path."""
    if path.startswith(_GRAPHQL):
        path = "graphql"
    for segment in path.strip("/").split("/"):
        what = NOT_EMULATED.get(segment)
        if what is not None:
            details = {"type": "NotEmulated", "id": segment}
            return Refusal(404, "NotFound", f"The rehearsal space does not emulate {what}.", {**details})
    return unknown_route()
