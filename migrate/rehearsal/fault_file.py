"""Reading a fault script from a YAML or JSON file.

Owns the file's form: ``seed``, and ``rules``, each with ``fault`` (its kind), what that fault needs (``status``,
``seconds``), and which requests it is for (``method``, ``path_contains``, ``share``, ``first``, ``burst``, ``limit``).
"""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from migrate.errors import ConfigurationError
from migrate.rehearsal.faults import Fault, FaultKind, FaultRule, FaultScript

__all__ = ["read_fault_script"]


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fault: FaultKind
    status: Annotated[int, Field(ge=500, le=599)] = 503
    seconds: Annotated[float, Field(ge=0)] = 1.0
    method: str = ""
    path_contains: str = ""
    share: Annotated[float, Field(ge=0, le=1)] = 1.0
    first: Annotated[int, Field(ge=0)] = 0
    burst: Annotated[int, Field(ge=1)] = 1
    limit: Annotated[int, Field(ge=0)] | None = None


class _Script(BaseModel):
    model_config = ConfigDict(extra="forbid")

    seed: int = 0
    rules: list[_Rule] = []


def read_fault_script(path: Path) -> FaultScript:
    """Return the script in a file.

    Raises:
        ConfigurationError: the file cannot be read, or is no fault script; says where.

    """
    try:
        script = _Script.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except OSError as error:
        raise ConfigurationError(
            f"the fault script cannot be read ({error.strerror})", where=str(path), hint="Check the path"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the fault script is no YAML ({' '.join(str(error).split())})", where=str(path), hint="Correct the file"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ConfigurationError(
            f"the fault script is wrong at {place}: {first['msg']}",
            where=str(path),
            hint="See docs/rehearsal.md for its keys",
        ) from error
    return FaultScript(tuple(_rule(rule) for rule in script.rules), script.seed)


def _rule(rule: _Rule) -> FaultRule:
    return FaultRule(
        fault=Fault(rule.fault, status=rule.status, seconds=rule.seconds),
        method=rule.method.upper(),
        path_contains=rule.path_contains,
        share=rule.share,
        first=rule.first,
        burst=rule.burst,
        limit=rule.limit,
    )
