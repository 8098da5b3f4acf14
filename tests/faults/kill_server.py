"""A process that serves many rehearsal spaces, for tests that kill the loader for real."""

import sys
import time

from migrate.rehearsal import create_app, open_store, serve_in_thread


def main(count: int) -> None:
    """Serve spaces ``s0`` … on a free port, print the URL, and go on until the parent closes our input."""
    spaces = [f"s{number}" for number in range(count)]
    with serve_in_thread(create_app(open_store(None, spaces))) as url:
        print(url, flush=True)
        sys.stdin.read()
        time.sleep(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
