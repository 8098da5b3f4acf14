"""Every finding code with its documentation, from one file per stage.

A code is added as a row of the file of the stage that reports it; ``migrate explain`` and the tests read `CODES`.
"""

from collections.abc import Mapping

from migrate.model.codes import assets, body, extract, fields
from migrate.model.findings import Code

__all__ = ["CODES"]

CODES: Mapping[str, Code] = {row.code: row for module in (extract, body, fields, assets) for row in module.ROWS}
