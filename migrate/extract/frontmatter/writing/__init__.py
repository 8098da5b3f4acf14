"""Values written into the front matter of a file; every other byte of it stays.

Owns where a value stands in YAML, TOML and JSON, and the text that takes its place. Libraries that read and write whole
documents would put quotes, comments or line ends in order; here only the text of the value itself is replaced, and
the result counts only if reading it gives exactly what was meant. Does not own which value is written.
"""

from migrate.extract.frontmatter.writing.values import FrontMatterEdit, NotWritableError, write_values

__all__ = ["FrontMatterEdit", "NotWritableError", "write_values"]
