"""The rehearsal space: a local server that speaks Contentful's management, delivery and preview APIs over SQLite.

Owns everything about being Contentful. Shares no rule with the stages that it is there to test. Emulated is not real:
`docs/rehearsal.md` says for each behaviour what it rests on.
"""

from migrate.rehearsal.app import create_app, request_log
from migrate.rehearsal.database import Store
from migrate.rehearsal.fault_file import read_fault_script
from migrate.rehearsal.faults import Fault, FaultRule, FaultScript
from migrate.rehearsal.options import OpenPoints, RehearsalOptions, ServeSettings
from migrate.rehearsal.serve import serve, serve_in_thread
from migrate.rehearsal.server import LoggedRequest
from migrate.rehearsal.store import open_store

__all__ = [
    "Fault",
    "FaultRule",
    "FaultScript",
    "LoggedRequest",
    "OpenPoints",
    "RehearsalOptions",
    "ServeSettings",
    "Store",
    "create_app",
    "open_store",
    "read_fault_script",
    "request_log",
    "serve",
    "serve_in_thread",
]
