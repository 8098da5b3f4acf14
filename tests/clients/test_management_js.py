import base64

from tests.clients.conftest import TOKEN, NodeClients, Space
from tests.clients.content import png


def test_every_entity_can_be_touched(clients: NodeClients, space: Space) -> None:
    """A script that uses every kind of entity with contentful-management.js runs to its end."""
    image = base64.b64encode(png(4, 3)).decode()
    printed = clients.run("management.cjs", space.host, "rehearsal", environment={"TOKEN": TOKEN, "PNG": image})
    assert "done removal" in printed
