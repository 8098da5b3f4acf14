"""Front matter as Hugo finds and reads it: YAML, TOML, JSON and Org, through python-frontmatter with own handlers.

Owns: where front matter starts and ends, what its text means, and the loaders that data and configuration files
share. Does not own: what a key means (dates, drafts, taxonomies), which is `migrate.extract.coerce` and `dates`.
"""

from migrate.extract.frontmatter.error import FrontMatterError
from migrate.extract.frontmatter.reading import (
    FrontMatter,
    load_json,
    load_toml,
    load_yaml,
    lower_keys,
    lower_nested_keys,
    read_front_matter,
)

__all__ = [
    "FrontMatter",
    "FrontMatterError",
    "load_json",
    "load_toml",
    "load_yaml",
    "lower_keys",
    "lower_nested_keys",
    "read_front_matter",
]
