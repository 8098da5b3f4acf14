import json
import random
import subprocess

from migrate.rehearsal.rules.richtext import check_document
from tests.clients.conftest import HERE, NodeClients
from tests.clients.content import Payload
from tests.clients.documents import drawn_document, mutated

DOCUMENTS = 2000
SEED = 20260101


def drawn() -> list[Payload]:
    """Return documents of which half are valid and half have something changed."""
    chance = random.Random(SEED)
    documents = [drawn_document(chance) for _ in range(DOCUMENTS // 2)]
    return [*documents, *(mutated(document, chance) for document in documents)]


def official(clients: NodeClients, documents: list[Payload]) -> list[list[Payload]]:
    """Return what the official validator finds in each document."""
    lines = "".join(f"{json.dumps(document)}\n" for document in documents)
    command = [clients.node, str(HERE / "scripts" / "validate-rich-text.cjs")]
    done = subprocess.run(
        command, input=lines, capture_output=True, text=True, check=True, env={"NODE_PATH": str(clients.modules)}
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_verdict_is_that_of_the_official_validator(clients: NodeClients) -> None:
    """On 2,000 valid and changed documents the server accepts and refuses exactly what the validator does."""
    documents = drawn()
    theirs = official(clients, documents)
    disagreed = [
        (document, errors)
        for document, errors in zip(documents, theirs, strict=True)
        if bool(errors) != bool(check_document(document, ("fields", "body", "en-US")))
    ]
    assert disagreed[:3] == []
    assert DOCUMENTS // 5 < sum(map(bool, theirs)) < DOCUMENTS // 2
