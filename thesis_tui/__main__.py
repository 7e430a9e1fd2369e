"""`thesis-tui` and `python -m thesis_tui`."""

from __future__ import annotations

import sys


def run() -> None:
    """Runs the command line and ends the process with its exit code."""
    from thesis_tui.cli.main import main

    sys.exit(main())


if __name__ == "__main__":
    run()
