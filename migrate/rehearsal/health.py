"""Whether the server is up."""

from migrate.rehearsal.answers import Answer
from migrate.rehearsal.call import Call, Endpoint

__all__ = ["ENDPOINTS"]


def _health(call: Call) -> Answer:
    return Answer(200, b'{"status":"ok","kind":"rehearsal"}', "application/json")


ENDPOINTS = (Endpoint("GET", "/health", _health, open=True),)
