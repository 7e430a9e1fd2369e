"""Files that change, break or may not be written while the screens show them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui.app_driver import app_driver


async def test_a_hand_edit_shows_within_three_seconds(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        path = user.folder / "thesis.toml"
        path.write_text(path.read_text().replace('title = "Cloud growth"', 'title = "Cloud and chips"'))
        await user.wait_for("● Cloud and chips", 3.0)


async def test_an_entry_of_another_program_shows_within_three_seconds(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("5")
        (user.folder / "journal" / "2025-12.zzzz.toml").write_text(
            '[[entry]]\nat = 2025-12-23T11:59:00+00:00\nkind = "note"\ntext = "from the other machine"\n'
            'id = "20251223t115900000-zzzz-0001"\n'
        )
        await user.wait_for("from the other machine", 3.0)


async def test_a_broken_thesis_keeps_the_last_view_and_says_what_is_wrong(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        path = user.folder / "thesis.toml"
        whole = path.read_text()
        before = user.lines()[6:12]
        path.write_text(whole.replace('stance = "long"', "stance = = long"))
        await user.wait_for("a file cannot be read", 3.0)
        text = " ".join(user.popups())
        assert "thesis.toml, line " in text
        assert [line[:70] for line in user.lines()[6:12]] == [line[:70] for line in before]
        for keys in (("2",), ("3",), ("4",), ("5",), ("6",), ("1",)):
            await user.press(*keys)
        assert path.read_text() == whole.replace('stance = "long"', "stance = = long")
        path.write_text(whole.replace('title = "Hardware"', 'title = "Glasses"'))
        await user.wait_for("● Glasses", 3.0)


async def test_recording_with_a_broken_thesis_is_refused_in_words(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        (user.folder / "thesis.toml").write_text("name = ")
        await user.press("n")
        await user.settle()
        assert user.popups()
        assert "thesis.toml" in " ".join(user.popups())
        for key in ("a", "m", "p", "e", "d", "u", "x", "r", "E"):
            await user.press(key, "escape", "escape")
        assert user.app.return_code is None


async def test_a_thesis_that_vanished_keeps_the_last_view(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.folder.rename(tmp_path / "moved")
        await user.wait_for("cannot be read", 3.0)
        assert user.shows("Qwen adoption")


async def test_a_torn_entry_is_named_and_the_rest_stays(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        path = next((user.folder / "journal").glob("*.toml"))
        with path.open("a") as file:
            file.write('\n[[entry]]\nat = 2025-12-23T11:59:00+00:00\nkind = "note"\ntext = "half')
        await user.press("6")
        await user.wait_for(path.name, 3.0)
        await user.press("1")
        assert user.shows("Cloud growth")


async def test_as_of_a_day_nothing_is_recorded_and_it_says_why(tmp_path: Path) -> None:
    async with app_driver(tmp_path, as_of=date(2025, 12, 23)) as user:
        assert user.shows("as of")
        for key in ("n", "a", "m", "p", "d", "u", "x"):
            await user.press(key)
            assert not user.shows("Save"), key
        assert any("leave out --today to record" in popup for popup in user.popups())
        assert not (tmp_path / "data").exists()


async def test_where_nothing_can_be_written_it_is_shown_and_says_so_before_one_types(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    async with app_driver(tmp_path) as user:
        assert user.shows("Cloud growth")
        await user.press("n")
        await user.wait_for("nothing can be saved now")
        assert user.shows("a file where a folder is expected")


async def test_a_thesis_of_a_newer_program_is_shown_and_not_recorded_in(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        path = user.folder / "thesis.toml"
        path.write_text(path.read_text().replace("format = 1", "format = 2", 1))
        await user.wait_for("update thesis-tui")
        for key in ("n", "a", "m", "p", "d", "u", "x"):
            await user.press(key)
            assert not user.shows("Save"), key
        assert "thesis.toml was made by a newer version" in " ".join(user.popups())
        assert user.shows("Cloud growth")


async def test_a_folder_that_went_and_came_back_is_followed_again(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        away = tmp_path / "away"
        user.folder.rename(away)
        await user.wait_for("unreadable; shown as of", 3.0)
        for keys in (("2",), ("3",), ("4",), ("5",), ("6",), ("1",)):
            await user.press(*keys)
        await user.press("n")
        await user.wait_for("is not there any more")
        await user.paste("written while it was away")
        await user.press("enter")
        assert user.shows("not saved")
        assert user.shows("written while it was away")
        away.rename(user.folder)
        await user.wait_for("can be read again", 3.0)
        await user.press("enter")
        assert "written while it was away" in "".join(path.read_text() for path in (user.folder / "journal").iterdir())
        assert not user.shows("unreadable; shown as of")


@pytest.mark.parametrize(("name", "ending", "begins"), [("memo as html", "html", "<!DOCTYPE html>"),
                                                        ("calendar", "ics", "BEGIN:VCALENDAR")])  # fmt: skip
async def test_the_palette_exports_and_says_where_to(tmp_path: Path, name: str, ending: str, begins: str) -> None:
    async with app_driver(tmp_path, size=(200, 60)) as user:
        await user.press("ctrl+p")
        await user.type(f"export: {name}")
        await user.wait_for("to send or print" if ending == "html" else "as an iCalendar file")
        await user.press("enter")
        await user.wait_for("written to")
        path = tmp_path / "data" / "exports" / f"baba-2025-12-23.{ending}"
        assert path.read_text(encoding="utf-8").startswith(begins)
        assert any(path.name in popup for popup in user.popups())


async def test_without_a_chosen_editor_it_is_said_where_the_file_is_and_one_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("E")
        assert user.shows("~/data/baba/thesis.toml")
        assert user.shows("export EDITOR=nano")
        assert not user.shows("open it in")
        await user.press("c")
        assert user.app.clipboard == str(user.folder / "thesis.toml")
        for name in ("vi", "nano"):
            (programs / name).write_text("")
            (programs / name).chmod(0o755)
            await user.press("E")
            assert user.shows("open it in nano" if name == "nano" else "open it in vi; esc, then :wq and enter")
            await user.press("escape")
