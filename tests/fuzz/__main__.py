"""Feeds every reader mutated samples, the screens bursts of events and the command line random words for a while, and
prints the smallest input of each fault found.

    .venv/bin/python -m tests.fuzz --seconds 60 [--only NAME]

Ends with 1 when something was found. What was is kept as a test in tests/fuzz/test_found.py.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz import commands, screens
from tests.fuzz.readers import READERS, Reader

DRIVERS = {"screens": screens.one_round, "commands": commands.one_round}
"""What is not a reader: 400 events or 100 command lines a round, by a seed."""

ROUND = 200
"""Examples of one reader before the next has its turn."""
SLOW_SECONDS = 2.0
SPLICES = (
    b"\x1b[31m", b"\x1b]52;c;eA==\x07", b"\x9b", "\u202e".encode(), "\u200b".encode(), b"\xff", b"\0", b"\r\n", b"\n",
    b'"',
    b'"""', b"'", b"[", b"]", b"{", b"}", b"=", b",", b".", b"-", b"#", b"\\", b"\\u001b", b"\\ud800", b"[[entry]]\n",
    b"[/]", b"nan", b"inf", b"1e999", b"-1", b"0", b"9" * 40, b"9999-12-31", b"0001-01-01", b"24:61", b"null",
    b"true",
    "\u0661\u0662".encode(), "\u00bd".encode(), "\u00b2".encode(), "\ufe0f".encode(), "\U0001f680".encode(),
    b"\xef\xbb\xbf",
    b" " * 300, b"a." * 50, b"429\n", b"500\n", b"302\n", b"<html>", b"%", b"$", "€".encode(), b"\t",
)  # fmt: skip


class SlowError(Exception):
    """It took longer than any file of this size may."""


@st.composite
def mutated(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """A sample with up to eight pieces cut, doubled, moved, or put in; now and then nothing but noise."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.binary(max_size=200))
    raw = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(raw)))
        end = min(len(raw), at + draw(st.sampled_from((0, 1, 2, 5, 20, 200))))
        match draw(st.integers(0, 4)):
            case 0:
                raw = raw[:at] + raw[end:]
            case 1:
                raw = raw[:end] + raw[at:end] * draw(st.integers(1, 4)) + raw[end:]
            case 2:
                to = draw(st.integers(0, len(raw)))
                raw = raw[:to] + raw[at:end] + raw[to:]
            case 3:
                raw = raw[:at] + draw(st.binary(max_size=8)) + raw[end:]
            case _:
                raw = raw[:at] + draw(st.sampled_from(SPLICES)) + raw[end:]
    return raw[:200_000]


def one_round(reader: Reader, count: int) -> str:
    """Runs `count` examples; what was found, smallest first, or ""."""
    raws: list[bytes] = []

    @seed(random.getrandbits(64))
    @settings(
        max_examples=count, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck), print_blob=False, report_multiple_bugs=False,
    )  # fmt: skip
    @given(mutated(reader.samples))
    def run(raw: bytes) -> None:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        begun = time.process_time()
        try:
            reader.read(raw, folder)
        except Exception:
            raws.append(raw)
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        if time.process_time() - begun > SLOW_SECONDS:
            raws.append(raw)
            raise SlowError(reader.name)

    try:
        run()
    except Exception:  # noqa: BLE001  (whatever it is, it is the find)
        return f"{reader.name}: {raws[-1] if raws else b''!r}\n{traceback.format_exc()}"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    readers = [reader for reader in READERS if options.only in reader.name]
    drivers = {name: drive for name, drive in DRIVERS.items() if options.only in name}
    ends = time.monotonic() + options.seconds
    runs: dict[str, int] = dict.fromkeys([*(reader.name for reader in readers), *drivers], 0)
    finds: dict[str, str] = {}
    while time.monotonic() < ends and (readers or drivers):
        for name, drive in list(drivers.items()):
            found = drive(random.getrandbits(32))
            runs[name] += 1
            if found:
                finds[name] = found
                del drivers[name]
                sys.stdout.write(f"{name}: {found}\n")
                sys.stdout.flush()
        for reader in list(readers):
            slow = "sources/" in reader.name or reader.name in ("thesis", "source", "journal", "article")
            count = ROUND // 4 if slow else ROUND
            found = one_round(reader, count)
            runs[reader.name] += count
            if found:
                finds[reader.name] = found
                readers.remove(reader)
                sys.stdout.write(found + "\n")
                sys.stdout.flush()
            if time.monotonic() > ends:
                break
    sys.stdout.write(", ".join(f"{name} {count}" for name, count in runs.items()) + f"; {len(finds)} found\n")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
