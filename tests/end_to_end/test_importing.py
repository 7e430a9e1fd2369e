"""A price file on a real terminal: what can be read two ways is asked before anything is imported."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.terminal import Terminal

KEPT = ".local/share/thesis-tui/baba/prices/baba.csv"


def price_file(folder: Path, *rows: str) -> str:
    path = folder / "prices.csv"
    path.write_text("\n".join(("Date,Close", *rows)) + "\n")
    return str(path)


def test_the_order_of_days_and_the_unit_are_asked_one_after_the_other(tmp_path: Path) -> None:
    path = price_file(tmp_path, "3/12/2025,15120", "4/12/2025,15340")
    # wide, because the sentence stands behind the path of a temporary folder
    with Terminal(tmp_path, "--offline", "price", "import", path, size=(200, 24)) as terminal:
        terminal.wait_for("3/12/2025 can be 3 Dec 2025")
        terminal.wait_for("day-first or month-first; enter to stop:")
        terminal.press("day-first\r")
        terminal.wait_for("the unit of its prices")
        terminal.press("cents\r")
        terminal.wait_for("imported 2 days of BABA in USD, 3 Dec 2025 to 4 Dec 2025")
        assert terminal.end() == 0
    assert (tmp_path / KEPT).read_text().endswith("2025-12-03,,,,151.2\n2025-12-04,,,,153.4\n")


def test_enter_leaves_the_file_alone(tmp_path: Path) -> None:
    path = price_file(tmp_path, "2025-12-03,15120", "2025-12-04,15340")
    with Terminal(tmp_path, "--offline", "price", "import", path) as terminal:
        terminal.wait_for("the unit of its prices")
        terminal.press("\r")
        terminal.wait_for("nothing was imported")
        assert terminal.end() == 2
    assert not (tmp_path / KEPT).exists()
