"""The JSON Schema of a mapping file, for completion in editors.

Owns what it says besides what the models say (`schema`): the words that stand below each field, and short forms.
"""

import ast
import inspect
from collections.abc import Iterator

from migrate.mapping import schema as models
from migrate.mapping.schema import MappingFile
from migrate.model.canonical import JsonObject

__all__ = ["mapping_json_schema"]

_SHORT_FORMS: tuple[tuple[str, str], ...] = (
    ("FieldText", 'Short form: TYPE [from KEY][, required][, unique][, localized][, split ","] …'),
    ("ShortcodeText", "Short form: the action alone"),
    ("LanguageText", "Short form: the locale alone"),
)


def mapping_json_schema() -> JsonObject:
    """Return the JSON Schema of a mapping file, short forms included, for completion in editors."""
    schema = MappingFile.model_json_schema(by_alias=True)
    definitions = schema["$defs"]
    for name, alias, words in _described():
        model = schema if name == MappingFile.__name__ else definitions[name]
        model["properties"][alias] = dict(sorted({**model["properties"][alias], "description": words}.items()))
    for name, description in _SHORT_FORMS:
        definitions[name] = {"anyOf": [{"type": "string", "description": description}, definitions[name]]}
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Mapping of a Hugo site to Contentful"
    held: JsonObject = schema
    return held


def _described() -> Iterator[tuple[str, str, str]]:
    """Yield model, key and the words below it.

    Pydantic reads them too, but for each model from its file anew, whenever the models are imported: 70 ms of each run.
    """
    for part in ast.parse(inspect.getsource(models)).body:
        if not isinstance(part, ast.ClassDef):
            continue
        model = getattr(models, part.name)
        for field, below in zip(part.body, part.body[1:], strict=False):
            match field, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                    yield part.name, model.model_fields[name].alias or name, inspect.cleandoc(words)
