"""Addresses of Contentful's own image and file hosts, taken apart.

``//images.contentful.com/SPACE/ASSET/TOKEN/name.jpg?w=800`` names an asset of a space. Owns every host and form in
which such addresses were ever written. Does not own what becomes of them (`assets`). Follows
https://www.contentful.com/developers/docs/references/images-api/ and .../concepts/images/.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from migrate.transform.media import media_type_of

__all__ = ["ContentfulFile", "parse_contentful_url"]

_URL = re.compile(
    r"(?:https?:)?//(?P<kind>images|assets|downloads|videos)(?P<region>\.eu)?(?P<secure>\.secure)?"
    r"\.(?:contentful\.com|ctfassets\.net)(?::\d+)?"
    r"/(?P<space>[A-Za-z0-9_-]+)/(?P<asset>[A-Za-z0-9._-]{1,64})/(?P<token>[A-Za-z0-9_-]+)/(?P<name>[^/?#]+)"
    r"(?:\?(?P<query>[^#]*))?(?:#.*)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ContentfulFile:
    """The file of an asset in some space."""

    space: str
    asset: str
    url: str
    """Canonical: ``https``, today's host for the kind of file, no query."""
    file_name: str
    hints: Mapping[str, str]
    """Parameters of the image API, such as ``w``."""


def parse_contentful_url(destination: str) -> ContentfulFile | None:
    """Return the parts of a Contentful address, None when it is none."""
    match = _URL.match(destination.strip())
    if match is None:
        return None
    name = unquote(match["name"].replace("&amp;", "&"))
    kind = "images" if media_type_of(name).startswith("image/") else match["kind"].lower()
    host = f"{kind}{(match['region'] or '').lower()}{(match['secure'] or '').lower()}.ctfassets.net"
    path = "/".join((match["space"], match["asset"], match["token"], quote(name, safe="!$'()*+,;=:@~-._&")))
    query = (match["query"] or "").replace("&amp;", "&")
    return ContentfulFile(
        space=match["space"],
        asset=match["asset"],
        url=f"https://{host}/{path}",
        file_name=name,
        hints=dict(parse_qsl(query, keep_blank_values=True)),
    )
