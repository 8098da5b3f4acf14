"""``python -m migrate`` is the same as ``migrate``."""

from migrate.cli import main

if __name__ == "__main__":
    main()
