"""The table: one row is one kind of thing that is kept."""

from migrate.rehearsal.kept.access_tokens import ACCESS_TOKEN
from migrate.rehearsal.kept.api_keys import API_KEY, PREVIEW_API_KEY
from migrate.rehearsal.kept.app_installations import APP_INSTALLATION
from migrate.rehearsal.kept.bodies import (
    app_signing_secret,
    comment,
    comment_sys,
    extension,
    named,
    role,
    space_membership,
    task,
    team_sys,
    webhook,
)
from migrate.rehearsal.kept.experiences import DESIGN_TOKEN, PARTS
from migrate.rehearsal.kept.keys import ASSET_KEY, UPLOAD_CREDENTIAL
from migrate.rehearsal.kept.kind import Kind, Parent
from migrate.rehearsal.kept.releases import RELEASE, RELEASE_ACTION
from migrate.rehearsal.kept.taxonomy import CONCEPT, CONCEPT_SCHEME

__all__ = ["KINDS"]

_ORGANIZATION = "/organizations/{organization}"
_SPACE = "/spaces/{space}"
_ENVIRONMENT = f"{_SPACE}/environments/{{environment}}"
_ENTRY = Parent("parentEntity", "Entry", "entry")
_CONTENT_TYPE = Parent("parentEntity", "ContentType", "content_type")
_APP = Parent("appDefinition", "AppDefinition", "id")
_SINGLE = ("read", "upsert", "delete")
_LIST = ("list",)


KINDS: tuple[Kind, ...] = (
    # Of a space.
    Kind("WebhookDefinition", f"{_SPACE}/webhook_definitions", webhook, first_version=0),
    Kind("WebhookCallOverview", f"{_SPACE}/webhooks/{{webhook}}/calls", verbs=("list", "read")),
    Kind(
        "WebhookRetryPolicy", f"{_SPACE}/webhook_settings/retry_policy", verbs=_SINGLE, single=True, needs_version=False
    ),
    Kind("Role", f"{_SPACE}/roles", role, first_version=0, limit=25),
    API_KEY,
    PREVIEW_API_KEY,
    Kind("SpaceMembership", f"{_SPACE}/space_memberships", space_membership, first_version=0, limit=25),
    Kind("TeamSpaceMembership", f"{_SPACE}/team_space_memberships", first_version=0, limit=25, sys=team_sys),
    Kind("Team", f"{_SPACE}/teams", verbs=_LIST),
    Kind("SpaceAddOn", f"{_SPACE}/space_add_ons", verbs=_LIST),
    Kind("EligibleLicense", f"{_SPACE}/eligible_licenses", verbs=_LIST),
    # Of an environment.
    Kind("Extension", f"{_ENVIRONMENT}/extensions", extension, needs_version=False),
    Kind("UIConfig", f"{_ENVIRONMENT}/ui_config", verbs=("read", "upsert"), single=True, unset={"entryListViews": []}),
    Kind(
        "UserUIConfig",
        f"{_ENVIRONMENT}/ui_config/me",
        verbs=("read", "upsert"),
        single=True,
        unset={"entryListViews": [], "assetListViews": []},
    ),
    APP_INSTALLATION,
    Kind("Comment", f"{_ENVIRONMENT}/entries/{{entry}}/comments", comment, parent=_ENTRY, sys=comment_sys),
    Kind(
        "Comment",
        f"{_ENVIRONMENT}/content_types/{{content_type}}/comments",
        comment,
        parent=_CONTENT_TYPE,
        sys=comment_sys,
    ),
    Kind("Task", f"{_ENVIRONMENT}/entries/{{entry}}/tasks", task, parent=_ENTRY),
    ASSET_KEY,
    UPLOAD_CREDENTIAL,
    RELEASE,
    RELEASE_ACTION,
    DESIGN_TOKEN,
    *PARTS,
    # Of the organization and of users.
    CONCEPT,
    CONCEPT_SCHEME,
    Kind("Team", f"{_ORGANIZATION}/teams", named, first_version=0, limit=25),
    Kind("Role", f"{_ORGANIZATION}/roles", verbs=_LIST, limit=25),
    Kind("AppDefinition", f"{_ORGANIZATION}/app_definitions", named, needs_version=False),
    Kind(
        "AppDetails",
        f"{_ORGANIZATION}/app_definitions/{{id}}/details",
        verbs=_SINGLE,
        parent=_APP,
        single=True,
        needs_version=False,
    ),
    Kind(
        "AppEventSubscription",
        f"{_ORGANIZATION}/app_definitions/{{id}}/event_subscription",
        verbs=_SINGLE,
        parent=_APP,
        single=True,
        needs_version=False,
    ),
    Kind(
        "AppSigningSecret",
        f"{_ORGANIZATION}/app_definitions/{{id}}/signing_secret",
        app_signing_secret,
        _SINGLE,
        parent=_APP,
        single=True,
        needs_version=False,
    ),
    Kind("OrganizationPeriodicUsage", f"{_ORGANIZATION}/organization_periodic_usages", verbs=_LIST),
    Kind("SpacePeriodicUsage", f"{_ORGANIZATION}/space_periodic_usages", verbs=_LIST),
    ACCESS_TOKEN,
)
