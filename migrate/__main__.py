"""The way in: ``migrate`` and ``python -m migrate``.

Owns what happens before there is a command line that could answer: loading it takes most of a second.
"""

import gc
import sys
from typing import NoReturn

__all__ = ["main"]

_COLLECT_AFTER = 50_000
"""Objects made before the garbage collector looks at the young ones."""


def main() -> NoReturn:
    """Run the command of `sys.argv` and leave with its exit code."""
    # What is loaded stays. With Python's own threshold of 700, looking for garbage in it takes a sixth of the time.
    gc.set_threshold(_COLLECT_AFTER)
    try:
        # Not at the top: Ctrl-C while this loads is answered like any other.
        from migrate.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("error: interrupted before anything was done\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
