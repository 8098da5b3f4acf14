"""State: what we wrote last, what the space held when we last looked, and the journal of runs, in one SQLite file."""

from migrate.load.state.store import State, open_state

__all__ = ["State", "open_state"]
