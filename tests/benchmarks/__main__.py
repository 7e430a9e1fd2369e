"""Prints how the program compares with a bare Textual hello and with `python -c pass`, in the same run.

    .venv/bin/python -m tests.benchmarks

Every figure is the best of several alternating runs, and what counts is the ratio: seconds are the machine's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks import market
from tests.benchmarks.terminal import Seen, watch

RUNS = 7
ENTRIES = 10_000
HELLO = Path(__file__).with_name("hello.py")


def environment(home: Path) -> dict[str, str]:
    stored = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return {
        **stored, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8",
        "XDG_DATA_HOME": str(home / "data"), "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config"),
    }  # fmt: skip


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "thesis_tui", *arguments]


def timed(command: list[str], environ: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environ, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def best(*tasks: Callable[[], float]) -> list[float]:
    """The best of several runs of each task, taken in turn so that the machine's moods fall on all alike."""
    results = [[task() for task in tasks] for _ in range(RUNS)]
    return [min(column) for column in zip(*results, strict=True)]


def fill(folder: Path, count: int) -> None:
    """A journal of `count` notes over three years, in the program's own format."""
    journal = folder / "journal"
    journal.mkdir(parents=True, exist_ok=True)
    start = datetime(2023, 11, 1, tzinfo=UTC)
    step = timedelta(days=3 * 365) / count
    months: dict[str, list[str]] = {}
    for number in range(count):
        at = start + step * number
        block = (
            f'[[entry]]\nat = {at.isoformat(timespec="milliseconds")}\nkind = "note"\n'
            f'text = "Note {number}: a reseller says the glasses are in stock, two weeks for the larger model"\n'
            f'pillar = "hardware"\nid = "{at:%Y%m%dt%H%M%S}000-bnch-{number:04x}"\n'
        )
        months.setdefault(f"{at:%Y-%m}", []).append(block)
    for month, blocks in months.items():
        (journal / f"{month}.bnch.toml").write_text("\n".join(blocks), encoding="utf-8")


def show(name: str, ratio: float, wanted: str, detail: str) -> None:
    print(f"{name:<46} {ratio:5.2f}x   wanted {wanted:<8} {detail}")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        empty, full, plain = (Path(scratch) / name for name in ("empty", "full", "plain"))
        for home in (empty, full, plain):
            home.mkdir()
            timed(program("note", "first"), environment(home))
        fill(full / "data" / "thesis-tui" / "baba", ENTRIES)
        timed(program("show"), environment(full))

        memory: dict[str, list[float]] = {"hello": [], "empty": [], "full": []}

        def screen(name: str, command: list[str], text: bytes, home: Path) -> Callable[[], float]:
            def run() -> float:
                seen: Seen = watch(command, text, environ=environment(home))
                memory[name].append(seen.megabytes)
                return seen.seconds

            return run

        hello, first, long = best(
            screen("hello", [sys.executable, str(HELLO)], b"hello", plain),
            screen("empty", program(), b"Cloud growth", empty),
            screen("full", program(), b"Cloud growth", full),
        )
        nothing, json = best(
            lambda: timed([sys.executable, "-c", "pass"], environment(plain)),
            lambda: timed(program("show", "--json"), environment(empty)),
        )
        keys = watch(
            program(), b"Cloud growth", environ=environment(full),
            keys=[b"j", b"j", b"k", b"\t", b"j", b"5", b"j", b"j", b"k", b"1"],
        ).key_seconds  # fmt: skip
        peak = {name: min(values) for name, values in memory.items()}
        show("first text of the dashboard, to a bare hello", first / hello, "<= 1.5", f"{first:.3f} s to {hello:.3f} s")
        show("show --json, to python -c pass", json / nothing, "<= 6", f"{json:.3f} s to {nothing:.3f} s")
        show(f"first text with {ENTRIES} entries, to none", long / first, "<= 1.15", f"{long:.3f} s to {first:.3f} s")
        show("peak memory, to a bare hello", peak["empty"] / peak["hello"], "<= 1.4",
             f"{peak['empty']:.0f} MB to {peak['hello']:.0f} MB")  # fmt: skip
        show(f"peak memory with {ENTRIES} entries, to none", peak["full"] / peak["empty"], "", f"{peak['full']:.0f} MB")
        print(f"key press to screen with {ENTRIES} entries: {max(keys) * 1000:.0f} ms at most, "
              f"{sorted(keys)[len(keys) // 2] * 1000:.0f} ms in the middle")  # fmt: skip


if __name__ == "__main__":
    main()
    market.main()
