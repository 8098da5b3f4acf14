"""How transform writes a line of the ledger: the severity comes from the documentation of the code."""

from migrate.model.codes import CODES
from migrate.model.findings import Finding

__all__ = ["found"]


def found(code: str, source: str, line: int, text: str, action: str) -> Finding:
    """Return the finding `code` at `source`:`line`; `text` is what it concerns, `action` what was done."""
    return Finding(source, line, 0, code, CODES[code].severity, text, action)
