"""A promise without a test is not made."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_each_promise_names_tests_there_are() -> None:
    text = (ROOT / "thesis_tui" / "help" / "8-promises.md").read_text(encoding="utf-8")
    promises = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert promises
    for promise in promises:
        named = re.findall(r"`(tests/[a-z_/.]+)`", promise)
        assert named or "python -m tests.fuzz" in promise, promise
        for path in named:
            assert (ROOT / path).exists(), path
