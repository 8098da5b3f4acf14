"""The syntax of ids that clients choose."""

import re

from migrate.rehearsal.answers import unprocessable

__all__ = ["check_id"]

_ID = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


def check_id(entity_id: str) -> str:
    """Return `entity_id` when it may be the id of a new entity.

    Raises:
        Refusal: 422 when it is too long or has other characters than letters, digits, dash, dot and underscore.

    """
    if _ID.fullmatch(entity_id):
        return entity_id
    raise unprocessable(
        "InvalidEntry",
        "Validation error",
        [
            {
                "name": "regexp",
                "details": "Does not match /^[a-zA-Z0-9-_.]{1,64}$/",
                "path": ["sys", "id"],
                "value": entity_id,
            }
        ],
    )
