"""A new thesis on a real terminal: asked for in plain words, and opened."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.terminal import Terminal


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in (home / ".local" / "share" / "thesis-tui").glob("*"))


def test_it_asks_again_for_what_is_wrong_and_opens_what_it_made(tmp_path: Path) -> None:
    with Terminal(tmp_path, "new") as terminal:
        terminal.wait_for("symbol:")
        terminal.press("nvda\r")
        terminal.wait_for("company name [NVDA]:")
        terminal.press("Nvidia\r")
        terminal.wait_for("other names that articles use")
        terminal.press("英伟达, CUDA\r")
        terminal.wait_for("enter to assume NYSE for now:")
        terminal.press("NASDAQ\r")
        terminal.wait_for("[USD]:")
        terminal.press("dollars\r")
        terminal.wait_for("three letters")
        terminal.press("\r")
        terminal.wait_for("[12-31]:")
        terminal.press("31 jan\r")
        terminal.wait_for("[watch]:")
        terminal.press("long\r")
        terminal.wait_for("number or name [blank]:")
        terminal.press("rocket\r")
        terminal.wait_for('there is no template "rocket"')
        terminal.press("1\r")
        terminal.wait_for("pillars [Sales growth, Margins, Cash, Dilution]:")
        terminal.press("Data centres, Margins\r")
        terminal.wait_for('"Data centres" is none of the template')
        terminal.wait_for("3  Dilution")
        terminal.press("5\r")
        terminal.wait_for("give 1 to 3, or nothing")
        terminal.press("1\r")
        terminal.wait_for("Data centres [")
        terminal.press("everybody builds them\r")
        terminal.wait_for("Margins [")
        terminal.press("\r")
        terminal.wait_for("why you own it")
        terminal.press("data centres pay\r")
        terminal.wait_for("UNPROVEN")
        terminal.wait_for("Data centres: no figure yet")
        terminal.wait_for("4 thresholds are still the template's; R")
        terminal.wait_for("data centres pay")
        assert "NVDA  Nvidia  long" in terminal.text
        terminal.quiet()
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_left_as_found()
    made = (tmp_path / ".local/share/thesis-tui/nvda/thesis.toml").read_text()
    assert 'fiscal_year_end = "01-31"' in made
    assert 'claim = "everybody builds them"' in made
    assert "assumed" not in made, "the user said where it trades"
    assert 'statement = "data centres pay"' in made


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    with Terminal(tmp_path, "new", "NVDA") as terminal:
        terminal.wait_for("company name")
        terminal.press("Nvidia\r")
        terminal.wait_for("other names that articles use")
        terminal.quiet()  # the prompt is drawn a moment before it is read
        terminal.press("\x03")
        terminal.wait_for("nothing was created")
        assert terminal.end() == 130
        assert b"Traceback" not in terminal.raw
    assert folders(tmp_path) == []


def test_what_is_there_already_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    with Terminal(tmp_path, "new", "BABA", "--today", "2025-12-23") as terminal:
        terminal.wait_for("--today only shows")
        assert terminal.end() == 2
    (tmp_path / ".local/share/thesis-tui/nvda").mkdir(parents=True)
    with Terminal(tmp_path, "new", "NVDA") as terminal:
        assert terminal.end() == 2
        assert "is there already" in terminal.text.replace("\n", ""), "the line may be broken anywhere"
        assert "number or name" not in terminal.text


def test_the_currency_and_the_suffix_follow_the_venue_that_was_typed(tmp_path: Path) -> None:
    with Terminal(tmp_path, "new", "SAP", "--offline", "--name", "SAP SE") as terminal:
        terminal.wait_for("other names that articles use")
        terminal.press("\r")
        terminal.wait_for("where it trades")
        terminal.press("Xetra\r")
        terminal.wait_for("[SAP.DE]:")
        terminal.press("\r")
        terminal.wait_for("the currency it is quoted in [EUR]:")
        terminal.press("\x03")
        terminal.wait_for("nothing was created")
        assert terminal.end() == 130
