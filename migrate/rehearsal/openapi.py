"""An OpenAPI description of the server, made from the table of endpoints itself."""

import re
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from migrate.rehearsal.answers import MANAGEMENT_TYPE, Answer
from migrate.rehearsal.call import Call, Endpoint
from migrate.rehearsal.payload import Json, Object, dump

__all__ = ["openapi_endpoint"]

_ERROR: Object = {"$ref": "#/components/schemas/Error"}
_PARAMETER = re.compile(r"\{(\w+)\}")
_QUERY = ("skip", "limit", "order", "select", "query", "content_type", "locale", "include", "cursor", "pageNext")


def openapi_endpoint(endpoints: Sequence[Endpoint]) -> Endpoint:
    """Return the endpoint that describes `endpoints`."""
    text = dump(_description(endpoints)).encode()

    def handler(call: Call) -> Answer:
        return Answer(200, text, "application/json")

    return Endpoint("GET", "/openapi.json", handler, open=True)


def _description(endpoints: Sequence[Endpoint]) -> Object:
    paths: Object = {}
    for endpoint in endpoints:
        operations = paths.setdefault(endpoint.template, {})
        if isinstance(operations, dict):
            operations[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rehearsal space",
            "version": _version(),
            "description": "A local stand-in for Contentful. Emulated is not real.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": _error_schema()},
        },
    }


def _version() -> str:
    try:
        return version("migrate")
    except PackageNotFoundError:
        # Run from a checkout that was never installed.
        return "0"


def _operation(endpoint: Endpoint) -> Object:
    parameters: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(endpoint.template)
    ]
    if endpoint.method == "GET":
        parameters.extend({"name": name, "in": "query", "schema": {"type": "string"}} for name in _QUERY)
    else:
        parameters.extend(
            {"name": name, "in": "header", "schema": {"type": "string"}}
            for name in ("X-Contentful-Version", "X-Contentful-Content-Type")
        )
    responses: Object = {
        "2XX": {"description": "Done", "content": {MANAGEMENT_TYPE: {"schema": {}}}},
        "4XX": {"description": "Refused", "content": {MANAGEMENT_TYPE: {"schema": _ERROR}}},
    }
    operation: Object = {
        "operationId": _operation_id(endpoint),
        "summary": endpoint.handler.__doc__ or _operation_id(endpoint).replace("_", " "),
        "parameters": parameters,
        "responses": responses,
        "security": [] if endpoint.open else [{"token": []}],
    }
    if endpoint.method in ("PUT", "POST", "PATCH"):
        media_type = "application/octet-stream" if endpoint.upload else MANAGEMENT_TYPE
        operation["requestBody"] = {"content": {media_type: {"schema": {}}}}
    return operation


def _operation_id(endpoint: Endpoint) -> str:
    words = re.sub(r"\W+", "_", endpoint.template).strip("_") or "root"
    return f"{endpoint.method.lower()}_{words}"


def _error_schema() -> Object:
    sys: Object = {
        "type": "object",
        "required": ["type", "id"],
        "properties": {"type": {"const": "Error"}, "id": {"type": "string"}},
    }
    return {
        "type": "object",
        "required": ["sys", "requestId"],
        "properties": {"sys": sys, "message": {"type": "string"}, "details": {}, "requestId": {"type": "string"}},
    }
