"""Finding the environment that a request means, through aliases where there are any."""

from dataclasses import dataclass

from migrate.rehearsal.answers import not_found
from migrate.rehearsal.call import Call
from migrate.rehearsal.database import Transaction

__all__ = ["Place", "create_space", "place_of", "space_exists"]


@dataclass(frozen=True, slots=True)
class Place:
    """An environment: its space, its own id (behind an alias) and its number in the file."""

    space: str
    environment: str
    env: int


def space_exists(transaction: Transaction, space: str) -> bool:
    """Tell whether there is such a space."""
    return transaction.execute("SELECT 1 FROM space WHERE id = ?", (space,)).fetchone() is not None


def create_space(transaction: Transaction, space: str, name: str, now: str) -> None:
    """Add a space that has no environment yet."""
    transaction.execute("INSERT INTO space VALUES (?, ?, ?, 1)", (space, name, now))


def place_of(call: Call) -> Place:
    """Return the environment that a management path names.

    Raises:
        Refusal: 404 when space or environment do not exist.

    """
    space, environment = call.path["space"], call.path["environment"]
    row = call.transaction.execute(
        "SELECT pk, id FROM environment WHERE space = ?1 AND id = coalesce("
        "(SELECT environment FROM environment_alias WHERE space = ?1 AND id = ?2), ?2)",
        (space, environment),
    ).fetchone()
    if row is None:
        if not space_exists(call.transaction, space):
            raise not_found("Space", space)
        raise not_found("Environment", environment, space)
    return Place(space, row[1], row[0])
