"""Reads a mapping file: text, shape and meaning, each with its errors told by file and line."""

from pathlib import Path

from pydantic import ValidationError

from migrate.errors import MappingError, Problem
from migrate.mapping.compile import compile_mapping
from migrate.mapping.document import MappingText, parse_mapping_text
from migrate.mapping.problems import problems_of
from migrate.mapping.rules import MappingRules
from migrate.mapping.schema import MappingFile

__all__ = ["load_mapping", "parse_mapping"]


def load_mapping(path: Path) -> MappingRules:
    """Return the compiled mapping that stands in the file `path`.

    Raises:
        MappingError: the file is missing, unreadable or wrong; it holds every problem found, with ``file:line``.

    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        problem = Problem("there is no such mapping file", str(path), "Check the path, or run `migrate init SITE`")
        raise MappingError((problem,)) from error
    except IsADirectoryError as error:
        raise MappingError((Problem("the mapping is a folder", str(path), "Name the file in it"),)) from error
    except OSError as error:
        problem = Problem(f"the mapping cannot be read: {error.strerror}", str(path), "Check the permissions")
        raise MappingError((problem,)) from error
    except UnicodeDecodeError as error:
        problem = Problem("the mapping is not UTF-8 text", str(path), "Save it as UTF-8")
        raise MappingError((problem,)) from error
    return parse_mapping(text, str(path))


def parse_mapping(text: str, source: str) -> MappingRules:
    """Return the compiled mapping of `text`; `source` is its name in messages.

    Raises:
        MappingError: with every problem found.

    """
    parsed = parse_mapping_text(text, source)
    if not isinstance(parsed, MappingText):
        raise MappingError(parsed)
    if not isinstance(parsed.value, dict):
        problem = Problem("a mapping is a table of keys and values", parsed.where(()), "See docs/mapping.md")
        raise MappingError((problem,))
    try:
        file = MappingFile.model_validate(parsed.value)
    except ValidationError as error:
        raise MappingError(problems_of(error, parsed, MappingFile)) from error
    rules = compile_mapping(file, parsed, parsed.value)
    if not isinstance(rules, MappingRules):
        raise MappingError(rules)
    return rules
