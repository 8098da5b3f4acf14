"""Bodies become Rich Text: shortcodes to placeholders, Markdown to HTML, HTML to a tree, the tree to a document.

Nothing of this package but what stands here is for other packages.
"""

from migrate.transform.body.convert import convert_body
from migrate.transform.body.types import EMBEDDED_TYPES, type_id

__all__ = ["EMBEDDED_TYPES", "convert_body", "type_id"]
