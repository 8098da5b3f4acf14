"""What is stored of the requests for kept things: defaults filled in, nonsense refused."""

from migrate.rehearsal.answers import Refusal, bad_request, validation_failed
from migrate.rehearsal.call import Call
from migrate.rehearsal.kept.kind import as_sent
from migrate.rehearsal.kept.people import meet
from migrate.rehearsal.payload import Json, Object, link, list_at, object_at, text_at

__all__ = [
    "app_signing_secret",
    "comment",
    "comment_sys",
    "extension",
    "named",
    "role",
    "space_membership",
    "task",
    "team_sys",
    "webhook",
]


def named(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep what is sent, which must have a name."""
    if not text_at(sent, "name"):
        raise validation_failed([_required(["name"], sent.get("name"))])
    return as_sent(call, sent, before)


def webhook(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep a webhook definition; its password is never shown again, so it is not kept."""
    errors: list[Object] = []
    url, topics = text_at(sent, "url"), sent.get("topics", [])
    if not text_at(sent, "name"):
        errors.append(_required("name", sent.get("name")))
    if not url.startswith(("http://", "https://")):
        errors.append({"name": "invalid", "path": "url", "value": sent.get("url")})
    if not isinstance(topics, list):
        errors.append({"name": "type", "path": "topics", "value": topics})
    if errors:
        raise validation_failed(errors)
    kept = {key: value for key, value in sent.items() if key not in ("sys", "httpBasicPassword")}
    filled: Object = {"httpBasicUsername": None, "headers": [], "topics": [], "filters": None, "transformation": None}
    return {**filled, "active": True, **kept}


def role(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep a role, with every area of permissions."""
    areas: Object = {"ContentModel": [], "Settings": [], "ContentDelivery": []}
    kept = named(call, sent, before)
    permissions = {**areas, **object_at(sent, "permissions")}
    return {"description": None, "policies": [], **kept, "permissions": permissions}


def extension(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep a UI extension, which is hosted somewhere or brought along."""
    inner = object_at(sent, "extension")
    if not text_at(inner, "name"):
        raise validation_failed([_required(["extension", "name"], inner.get("name"))])
    if not text_at(inner, "src") and not text_at(inner, "srcdoc"):
        raise validation_failed([_required(["extension", "src"], inner.get("src"))])
    return as_sent(call, sent, before)


def comment(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep a comment, whose body is plain or rich text."""
    if not sent.get("body"):
        raise validation_failed([_required(["body"], sent.get("body"))])
    return {"status": "active", **as_sent(call, sent, before), "assignedTo": None}


def comment_sys(call: Call, sent: Object) -> Object:
    """Link a comment to what it speaks of: the entity, a field of it, the comment it replies to."""
    kind, parameter = ("Entry", "entry") if "entry" in call.path else ("ContentType", "content_type")
    parent = link(kind, call.path[parameter])
    reference = call.headers.get("x-contentful-parent-entity-reference")
    if reference:
        parent = {"sys": {**object_at(parent, "sys"), "ref": reference}}
    parts: Object = {"parentEntity": parent}
    reply_to = call.headers.get("x-contentful-parent-id")
    return {**parts, "parent": link("Comment", reply_to)} if reply_to else parts


def task(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep a task, which is assigned to somebody and active or resolved."""
    errors = [_required([name], sent.get(name)) for name in ("body", "assignedTo", "status") if not sent.get(name)]
    if errors:
        raise validation_failed(errors)
    return {"dueDate": None, **as_sent(call, sent, before)}


def space_membership(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep who may work in a space; an administrator has no further roles."""
    admin = sent.get("admin") is True
    email = text_at(sent, "email")
    if before is None and not email:
        raise validation_failed([_required(["email"], None)])
    user: Json = before["user"] if before else link("User", meet(call, email))
    roles = [] if admin else [_role_link(item) for item in list_at(sent, "roles")]
    if not admin and not roles:
        raise validation_failed([_required(["roles"], sent.get("roles"))])
    return {"admin": admin, "user": user, "roles": [*roles]}


def app_signing_secret(call: Call, sent: Object, before: Object | None) -> Object:
    """Keep the end of a secret, which is all that is ever shown of it."""
    value = text_at(sent, "value")
    if not value:
        raise validation_failed([_required(["value"], sent.get("value"))])
    return {"redactedValue": value[-4:]}


def team_sys(call: Call, sent: Object) -> Object:
    """Link a membership to the team that the header names."""
    team = call.headers.get("x-contentful-team")
    if not team:
        raise bad_request('The header "X-Contentful-Team" is missing.')
    return {"team": link("Team", team)}


def _role_link(item: Json) -> Object:
    # One recorded client sends the link without its envelope.
    role_id = text_at(item, "sys", "id") or text_at(item, "id")
    if not role_id:
        raise _bad_role(item)
    return link("Role", role_id)


def _bad_role(item: Json) -> Refusal:
    return validation_failed([{"name": "type", "path": ["roles"], "value": item, "details": "A role is a link."}])


def _required(path: Json, value: Json) -> Object:
    return {"name": "required", "path": path, "value": value}
