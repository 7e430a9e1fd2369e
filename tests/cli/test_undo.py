"""undo and redo: what was done last, also when that changed a file as a whole; never something older in its place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Home

ARTICLE = "Alibaba rises\n\nSupport for BABA is at $140, published December 22, 2025.\n"


def rows(home: Home, *closes: str) -> str:
    path = home.root / "history.csv"
    path.write_text("date,close\n" + "".join(f"2025-12-{18 + at},{close}\n" for at, close in enumerate(closes)))
    return str(path)


def imported(home: Home) -> Path:
    return home.data / "baba" / "prices" / "baba.csv"


def test_an_import_of_prices_is_taken_back_and_brought_back(home: Home) -> None:
    home.done("note", "before")
    home.done("price", "import", rows(home, "148.1"))
    first = imported(home).read_bytes()
    home.done("price", "import", rows(home, "148.2", "149.8"))
    second = imported(home).read_bytes()
    assert "undone: imported 2 days of BABA, 18 Dec 2025 to 19 Dec 2025" in home.done("undo")
    assert imported(home).read_bytes() == first
    assert "undone: imported 1 day of BABA, 18 Dec 2025;" in home.done("undo")
    assert not imported(home).exists()
    assert "redone: imported 1 day of BABA" in home.done("redo")
    assert imported(home).read_bytes() == first
    home.done("redo")
    assert imported(home).read_bytes() == second
    assert "there is nothing to redo" in home.refused("redo")
    home.done("undo")
    home.done("undo")
    assert "undone: before" in home.done("undo")


def test_a_file_that_was_edited_since_is_left_as_it_is(home: Home) -> None:
    home.done("price", "import", rows(home, "148.1"))
    with imported(home).open("a") as file:
        file.write("2025-12-22,,,,149\n")
    edited = imported(home).read_bytes()
    assert "was changed since" in home.refused("undo")
    assert imported(home).read_bytes() == edited


def test_an_edited_file_is_passed_over_and_what_was_done_before_it_is_undone(home: Home) -> None:
    home.done("note", "before")
    home.done("price", "import", rows(home, "148.1"))
    with imported(home).open("a") as file:
        file.write("2025-12-22,,,,149\n")
    edited = imported(home).read_bytes()
    assert "thesis-tui undo --past-edited" in home.refused("undo")
    assert "undone: before" in home.done("undo", "--past-edited")
    assert imported(home).read_bytes() == edited


def test_an_import_of_what_is_there_already_promises_no_undo(home: Home) -> None:
    home.done("note", "before")
    home.done("price", "import", rows(home, "148.1"))
    assert "nothing new: all of it was there" in home.done("price", "import", rows(home, "148.1"))
    assert "undone: imported 1 day" in home.done("undo")
    assert "undone: before" in home.done("undo")


KILLED = """
import os, sys
from thesis_tui.cli.main import main
from thesis_tui.services.recording import Recording
Recording.changed_file = lambda *_, **__: os._exit(9)  # the file is there, the entry is not
main(sys.argv[1:])
"""


@pytest.mark.parametrize("command", ["import", "read"])
def test_a_file_changed_by_a_program_that_was_killed_is_recorded_by_the_next(home: Home, command: str) -> None:
    home.done("note", "before")
    article = home.root / "article.txt"
    article.write_text(ARTICLE)
    argv = {"import": ["price", "import", rows(home, "148.1")], "read": ["read", str(article), "--keep"]}[command]
    killed = subprocess.run([sys.executable, "-c", KILLED, *argv], env={**os.environ, **home.environ}, check=False)
    assert killed.returncode == 9
    home.done("note", "after")
    assert "it was cut short" in home.done("log")
    assert "undone: after" in home.done("undo")
    assert "it was cut short" in home.done("undo")
    assert not imported(home).exists()
    assert "140.00" not in home.done("level", "list")
    assert "undone: before" in home.done("undo")


def test_an_import_follows_no_link_out_of_the_thesis(home: Home) -> None:
    home.done("note", "before")
    outside = home.root / "outside.csv"
    outside.write_text("date,close\n2025-12-01,140\n")
    imported(home).parent.mkdir()
    imported(home).symlink_to(outside)
    assert "is a link out of the thesis folder" in home.refused("price", "import", rows(home, "148.1"))
    assert imported(home).is_symlink()


def test_a_copy_that_is_gone_is_said(home: Home) -> None:
    home.done("price", "import", rows(home, "148.1"))
    home.done("price", "import", rows(home, "148.3"))
    for copy in (home.root / "state" / "file-copies").iterdir():
        copy.write_bytes(b"damaged")
    assert "as it was is not kept on this machine" in home.refused("undo")


def test_a_monitor_added_or_retired_is_taken_back(home: Home) -> None:
    home.done("note", "before")
    file = home.data / "baba" / "thesis.toml"
    was = file.read_bytes()
    home.done("monitor", "add", "federal-register", "--agency", "industry-and-security-bureau", "--id", "more-rules")
    assert b"more-rules" in file.read_bytes()
    home.done("monitor", "retire", "more-rules")
    assert "undone: retired the monitor more-rules" in home.done("undo")
    assert b"more-rules" in file.read_bytes()
    assert "undone: added the monitor more-rules" in home.done("undo")
    assert file.read_bytes() == was


def test_an_article_kept_whole_is_taken_back(home: Home) -> None:
    article = home.root / "article.txt"
    article.write_text(ARTICLE)
    home.done("read", str(article), "--keep")
    assert "140.00" in home.done("level", "list")
    assert 'undone: kept "' in home.done("undo")
    assert "140.00" not in home.done("level", "list")
    home.done("redo")
    assert "140.00" in home.done("level", "list")


@pytest.mark.parametrize("path", ["../outside.csv", "prices/../../x.csv", "journal/2025-12.x.toml", "/etc/passwd"])
def test_an_entry_that_names_another_file_is_reported_and_nothing_is_written(home: Home, path: str) -> None:
    home.done("note", "before")
    (journal,) = (other for other in (home.data / "baba" / "journal").glob("*.toml") if "seed" not in other.name)
    with journal.open("a") as file:
        file.write(
            f'[[entry]]\nat = 2025-12-23T10:00:00Z\nkind = "file"\npath = "{path}"\ntext = "x"\n'
            f'new = "{"0" * 64}"\nact = "20251223t100000000-aaaa-aaaa"\nid = "20251223t100000000-aaaa-aaaa"\n'
        )
    assert "is not changed as a whole" in home.run("show").err


def test_what_is_refused_changes_no_file(home: Home) -> None:
    """A closed thesis takes notes alone: the file that was written before it was refused is as it was."""
    home.done("note", "before")
    file = home.data / "baba" / "thesis.toml"
    was = file.read_bytes()
    home.done("close", "right", "--surprise", "a", "--unheeded", "b", "--lesson", "c")
    assert "only notes" in home.refused("price", "import", rows(home, "148.1"))
    assert not imported(home).exists()
    assert "only notes" in home.refused("monitor", "add", "federal-register", "--agency", "x", "--id", "more-rules")
    assert file.read_bytes() == was


def test_a_pipe_in_the_place_of_imported_prices_hangs_nothing(home: Home) -> None:
    home.done("note", "before")
    imported(home).parent.mkdir()
    os.mkfifo(imported(home))
    assert "is not a regular file" in home.run("show").err
    assert "is not a regular file" in home.refused("price", "import", rows(home, "148.1"))
