"""What fuzzing found, each as it was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.readers import READERS
from tests.prices.bodies import ECB

FOUND: tuple[tuple[str, bytes], ...] = (
    ("ecb", ECB.replace(b"UTF-8", b"U.TF-8")),
    ("thesis", b'format = 1\n"\\u001b[31m" = 1\n'),
)


@pytest.mark.parametrize(("name", "raw"), FOUND, ids=[f"{name} {at}" for at, (name, _) in enumerate(FOUND)])
def test_found(tmp_path: Path, name: str, raw: bytes) -> None:
    next(it for it in READERS if it.name == name).read(raw, tmp_path)


@pytest.mark.parametrize("reader", READERS, ids=[it.name for it in READERS])
def test_the_samples_are_read(tmp_path: Path, reader: object) -> None:
    """So that what fuzzing starts from is not refused at its first byte."""
    for number, sample in enumerate(next(it for it in READERS if it is reader).samples):
        folder = tmp_path / str(number)
        folder.mkdir()
        next(it for it in READERS if it is reader).read(sample, folder)
