"""From the text form of a mapping to `MappingRules`, with every contradiction told at once.

Owns the meaning of keys and the checks that need the whole file: names that must exist, links that must lead
somewhere. Does not own what needs the site (`check`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migrate.errors import Problem
from migrate.mapping.compile_body import compile_body
from migrate.mapping.compile_locales import compile_locales
from migrate.mapping.compile_types import compile_types
from migrate.mapping.document import Loc, MappingText
from migrate.mapping.problems import did_you_mean
from migrate.mapping.rules import (
    AcceptRule,
    AssetRules,
    DataRule,
    MappingRules,
    Vanished,
)
from migrate.mapping.schema import MappingFile
from migrate.mapping.told import Told
from migrate.model.canonical import JsonObject
from migrate.model.codes import CODES
from migrate.model.space import PublishState

__all__ = ["compile_mapping"]

_ENTITY_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")


def compile_mapping(file: MappingFile, text: MappingText, raw: JsonObject) -> MappingRules | tuple[Problem, ...]:
    """Return the compiled mapping, or all that is wrong with it in the order of the file."""
    told = Told(text)
    compiler = _Compiler(file, text, told)
    rules = compiler.rules(raw)
    if told.problems:
        return tuple(sorted(told.problems, key=lambda problem: _line(problem.where)))
    return rules


def _line(where: str) -> int:
    tail = where.rpartition(":")[2]
    return int(tail) if tail.isdigit() else 0


@dataclass(slots=True)
class _Compiler:
    """One compilation."""

    file: MappingFile
    text: MappingText
    told: Told

    def rules(self, raw: JsonObject) -> MappingRules:
        file = self.file
        return MappingRules(
            source=self.text.source,
            locales=tuple(compile_locales(file, self.told)),
            languages={code.lower(): held.locale for code, held in file.languages.items()},
            content_types=compile_types(file, self.told),
            data=tuple(self._data()),
            body=compile_body(file, self.told),
            assets=AssetRules(tuple(file.assets.own_spaces), self._max_bytes(), file.assets.remote),
            accept=tuple(self._accept()),
            publish={
                state: PublishState(str(getattr(file.publish, state)))
                for state in ("published", "draft", "future", "expired")
            },
            vanished=Vanished(file.vanished),
            owner_tag=self._owner_tag(),
            hugo_version=self._hugo_version(),
            redirects=file.redirects,
            unknown_keys=file.unknown_keys,
            raw=raw,
        )

    def _data(self) -> Iterator[DataRule]:
        for source, held in self.file.data.items():
            loc: Loc = ("data", source)
            target = self.file.content_types.get(held.content_type)
            if target is None:
                hint = did_you_mean(held.content_type, self.file.content_types)
                self.told.add((*loc, "contentType"), f"'{held.content_type}' is no content type of this mapping", hint)
            else:
                for field_id in held.fields:
                    if field_id not in target.fields:
                        message = f"'{field_id}' is no field of '{held.content_type}'"
                        self.told.add((*loc, "fields", field_id), message, did_you_mean(field_id, target.fields))
            yield DataRule(source, held.content_type, held.key, held.fields)

    def _accept(self) -> Iterator[AcceptRule]:
        for index, held in enumerate(self.file.accept):
            loc: Loc = ("accept", index)
            if held.code not in CODES:
                self.told.add((*loc, "code"), f"there is no finding code '{held.code}'", did_you_mean(held.code, CODES))
            if not held.reason.strip():
                self.told.add((*loc, "reason"), "an accepted finding needs a reason", "Say why it is all right")
            yield AcceptRule(held.code, held.path, held.reason)

    def _max_bytes(self) -> int:
        if self.file.assets.max_bytes < 1:
            self.told.add(
                ("assets", "maxBytes"), "maxBytes must be at least 1", "Write the limit of your plan in bytes"
            )
        return self.file.assets.max_bytes

    def _owner_tag(self) -> str:
        if not _ENTITY_ID.match(self.file.owner_tag):
            message = f"'{self.file.owner_tag}' is no tag id"
            self.told.add(("ownerTag",), message, "Use up to 64 letters, digits, '.', '_' and '-'")
        return self.file.owner_tag

    def _hugo_version(self) -> tuple[int, int] | None:
        if not self.file.hugo_version:
            return None
        match = re.match(r"v?(\d+)\.(\d+)", self.file.hugo_version)
        if match is None:
            message = f"'{self.file.hugo_version}' is no Hugo version"
            self.told.add(("hugoVersion",), message, "Write it as Hugo prints it, such as 0.18")
            return None
        return int(match[1]), int(match[2])
