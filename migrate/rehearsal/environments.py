"""Environments and their aliases: creating as a copy, deleting.

Owns both endpoints and the copying of everything that an environment holds.
"""

from migrate.rehearsal.answers import Answer, Refusal, bad_request, json_answer, not_found, validation_failed
from migrate.rehearsal.call import Call, Endpoint, check_version, read_object, sent_version
from migrate.rehearsal.database import Transaction
from migrate.rehearsal.ids import check_id
from migrate.rehearsal.locales import create_locale
from migrate.rehearsal.payload import Json, Object, dump, link, new_id, text_at
from migrate.rehearsal.places import space_exists
from migrate.rehearsal.query.parameters import parse_parameters
from migrate.rehearsal.records import all_records

__all__ = ["ENDPOINTS", "create_environment", "delete_environment"]

MASTER = "master"
# Environments come in shorter pages than content.
_PAGE = 25


def create_environment(transaction: Transaction, space: str, environment: str, now: str, default_locale: str) -> None:
    """Add an empty environment that has only its default locale."""
    env = _insert(transaction, space, environment, environment, now)
    create_locale(transaction, env, space, environment, default_locale, now)


def _insert(transaction: Transaction, space: str, environment: str, name: str, now: str) -> int:
    cursor = transaction.execute(
        "INSERT INTO environment (space, id, name, created_at, version) VALUES (?, ?, ?, ?, 1)",
        (space, environment, name, now),
    )
    return cursor.lastrowid or 0


def _copy(transaction: Transaction, source: tuple[int, str], target: tuple[int, str]) -> None:
    """Copy all that environment `source` holds into the empty `target`; both as (number, id)."""
    links = (f'"environment":{dump(link("Environment", name))}' for _, name in (source, target))
    names = (f"/environments/{name}/" for _, name in (source, target))
    # The links to the environment, and its name in `urn`.
    changes = (*links, *names)
    transaction.execute(
        "INSERT INTO entity (env, kind, id, version, content_type, created_at, updated_at, published_at,"
        " published_version, archived_version, sys, body, kept_sys, kept_body)"
        " SELECT ?, kind, id, version, content_type, created_at, updated_at, published_at, published_version,"
        " archived_version, replace(replace(sys, ?, ?), ?, ?), body,"
        " replace(replace(kept_sys, ?, ?), ?, ?), kept_body FROM entity WHERE env = ?",
        (target[0], *changes, *changes, source[0]),
    )
    transaction.execute(
        "INSERT INTO link SELECT new.pk, link.target_kind, link.target_id FROM link"
        " JOIN entity old ON old.pk = link.source"
        " JOIN entity new ON new.env = ? AND new.kind = old.kind AND new.id = old.id WHERE old.env = ?",
        (target[0], source[0]),
    )
    transaction.execute(
        "INSERT INTO unique_value SELECT ?, content_type, field, locale, value, entry FROM unique_value WHERE env = ?",
        (target[0], source[0]),
    )
    transaction.execute(
        "INSERT INTO sync_change (env, kind, id, at, published)"
        " SELECT ?, kind, id, at, published FROM sync_change WHERE env = ? ORDER BY pk",
        (target[0], source[0]),
    )


_COLUMNS = "pk, id, name, created_at, version"


def _row(call: Call, environment: str) -> tuple[int, str, str, str, int] | None:
    row: tuple[int, str, str, str, int] | None = call.transaction.execute(
        f"SELECT {_COLUMNS} FROM environment WHERE space = ? AND id = ?", (call.path["space"], environment)
    ).fetchone()
    return row


def _alias_row(call: Call, alias: str) -> tuple[str, str, str, int] | None:
    row: tuple[str, str, str, int] | None = call.transaction.execute(
        "SELECT id, environment, created_at, version FROM environment_alias WHERE space = ? AND id = ?",
        (call.path["space"], alias),
    ).fetchone()
    return row


def _payload(call: Call, row: tuple[int, str, str, str, int]) -> Object:
    _, environment, name, created_at, version = row
    aliases = call.transaction.execute(
        "SELECT id FROM environment_alias WHERE space = ? AND environment = ? ORDER BY id",
        (call.path["space"], environment),
    ).fetchall()
    sys: Object = {
        "type": "Environment",
        "id": environment,
        "version": version,
        "space": link("Space", call.path["space"]),
        "status": link("Status", "ready"),
        "locales": [link("Locale", record.id) for record in all_records(call.transaction, row[0], "Locale")],
        "createdAt": created_at,
        "createdBy": link("User", call.user),
        "updatedAt": created_at,
        "updatedBy": link("User", call.user),
    }
    if aliases:
        sys["aliases"] = [link("EnvironmentAlias", alias) for (alias,) in aliases]
    return {"name": name, "sys": sys}


def _get_all(call: Call) -> Answer:
    _check_space(call)
    rows = call.transaction.execute(
        f"SELECT {_COLUMNS} FROM environment WHERE space = ? ORDER BY pk", (call.path["space"],)
    ).fetchall()
    return json_answer(_array(call, [_payload(call, row) for row in rows]))


def _get(call: Call) -> Answer:
    _check_space(call)
    environment = call.path["environment"]
    alias = _alias_row(call, environment)
    row = _row(call, alias[1] if alias else environment)
    if row is None:
        raise not_found("Environment", environment, call.path["space"])
    payload = _payload(call, row)
    if alias:
        sys = payload["sys"]
        assert isinstance(sys, dict)  # noqa: S101 - made just above
        payload["name"] = environment
        payload["sys"] = {**sys, "id": environment, "aliasedEnvironment": link("Environment", alias[1])}
    return json_answer(payload)


def _put(call: Call) -> Answer:
    _check_space(call)
    environment = check_id(call.path["environment"])
    row = _row(call, environment)
    name = text_at(read_object(call), "name") or environment
    if row is None:
        if _alias_row(call, environment):
            raise bad_request("An environment alias has this id.")
        return _create(call, environment, name)
    if sent_version(call) != row[4]:
        raise Refusal(409, "VersionMismatch", 'Please pass sys.version as HTTP header "X-Contentful-Version"')
    call.transaction.execute("UPDATE environment SET name = ?, version = version + 1 WHERE pk = ?", (name, row[0]))
    return json_answer(_payload(call, (row[0], row[1], name, row[3], row[4] + 1)))


def _post(call: Call) -> Answer:
    _check_space(call)
    environment = new_id()
    return _create(call, environment, text_at(read_object(call), "name") or environment)


def _create(call: Call, environment: str, name: str) -> Answer:
    source = call.headers.get("x-contentful-source-environment") or MASTER
    alias = _alias_row(call, source)
    source_row = _row(call, alias[1] if alias else source)
    if source_row is None:
        raise not_found("Environment", source, call.path["space"])
    env = _insert(call.transaction, call.path["space"], environment, name, call.now)
    _copy(call.transaction, (source_row[0], source_row[1]), (env, environment))
    payload = _payload(call, (env, environment, name, call.now, 1))
    sys = payload["sys"]
    assert isinstance(sys, dict)  # noqa: S101 - made just above
    # The copy is complete by now; clients expect to be told of a queue and to ask again.
    payload["sys"] = {**sys, "status": link("Status", "queued")}
    return json_answer(payload, 201)


def _delete(call: Call) -> Answer:
    row = _row(call, call.path["environment"])
    if row is None:
        raise not_found("Environment", call.path["environment"], call.path["space"])
    if row[1] == MASTER:
        raise bad_request("The master environment cannot be deleted.")
    if call.transaction.execute(
        "SELECT 1 FROM environment_alias WHERE space = ? AND environment = ?", (call.path["space"], row[1])
    ).fetchone():
        raise bad_request("An environment alias points to this environment.")
    delete_environment(call.transaction, row[0])
    return Answer(204)


def delete_environment(transaction: Transaction, env: int) -> None:
    """Remove an environment with everything in it."""
    execute = transaction.execute
    execute("DELETE FROM link WHERE source IN (SELECT pk FROM entity WHERE env = ?)", (env,))
    for table in ("entity", "tally", "unique_value", "snapshot", "job", "sync_change"):
        execute(f"DELETE FROM {table} WHERE env = ?", (env,))
    execute("DELETE FROM environment WHERE pk = ?", (env,))


def _alias_payload(call: Call, row: tuple[str, str, str, int]) -> Object:
    alias, environment, created_at, version = row
    return {
        "environment": link("Environment", environment),
        "sys": {
            "type": "EnvironmentAlias",
            "id": alias,
            "version": version,
            "space": link("Space", call.path["space"]),
            "createdAt": created_at,
            "updatedAt": created_at,
        },
    }


def _get_aliases(call: Call) -> Answer:
    _check_space(call)
    rows = call.transaction.execute(
        "SELECT id, environment, created_at, version FROM environment_alias WHERE space = ? ORDER BY id",
        (call.path["space"],),
    ).fetchall()
    return json_answer(_array(call, [_alias_payload(call, row) for row in rows]))


def _get_alias(call: Call) -> Answer:
    row = _alias_row(call, call.path["alias"])
    if row is None:
        raise not_found("EnvironmentAlias", call.path["alias"], call.path["space"])
    return json_answer(_alias_payload(call, row))


def _put_alias(call: Call) -> Answer:
    _check_space(call)
    space, alias = call.path["space"], check_id(call.path["alias"])
    target = text_at(read_object(call), "environment", "sys", "id")
    if _row(call, target) is None:
        raise validation_failed([{"name": "notResolvable", "path": ["environment"], "value": target}])
    row = _alias_row(call, alias)
    if row is None:
        if _row(call, alias):
            raise bad_request("An environment has this id.")
        call.transaction.execute(
            "INSERT INTO environment_alias VALUES (?, ?, ?, ?, 1)", (space, alias, target, call.now)
        )
        return json_answer(_alias_payload(call, (alias, target, call.now, 1)), 201)
    check_version(call, {"version": row[3]})
    call.transaction.execute(
        "UPDATE environment_alias SET environment = ?, version = version + 1 WHERE space = ? AND id = ?",
        (target, space, alias),
    )
    return json_answer(_alias_payload(call, (alias, target, row[2], row[3] + 1)))


def _delete_alias(call: Call) -> Answer:
    row = _alias_row(call, call.path["alias"])
    if row is None:
        raise not_found("EnvironmentAlias", call.path["alias"], call.path["space"])
    call.transaction.execute(
        "DELETE FROM environment_alias WHERE space = ? AND id = ?", (call.path["space"], call.path["alias"])
    )
    return Answer(204)


def _check_space(call: Call) -> None:
    if not space_exists(call.transaction, call.path["space"]):
        raise not_found("Space", call.path["space"])


def _array(call: Call, items: list[Json]) -> Object:
    asked = parse_parameters((("limit", str(_PAGE)), *call.query))
    page = items[asked.skip : asked.skip + asked.limit]
    return {"sys": {"type": "Array"}, "total": len(items), "skip": asked.skip, "limit": asked.limit, "items": page}


_ONE = "/spaces/{space}/environments/{environment}"
_ALIAS = "/spaces/{space}/environment_aliases/{alias}"

ENDPOINTS = (
    Endpoint("GET", "/spaces/{space}/environments", _get_all),
    Endpoint("POST", "/spaces/{space}/environments", _post, writes=True),
    Endpoint("GET", _ONE, _get),
    Endpoint("PUT", _ONE, _put, writes=True),
    Endpoint("DELETE", _ONE, _delete, writes=True),
    Endpoint("GET", "/spaces/{space}/environment_aliases", _get_aliases),
    Endpoint("GET", _ALIAS, _get_alias),
    Endpoint("PUT", _ALIAS, _put_alias, writes=True),
    Endpoint("DELETE", _ALIAS, _delete_alias, writes=True),
)
