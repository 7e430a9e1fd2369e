"""Text being typed is never lost: it stays in the form, and in a draft offered when the form is opened again."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.faults.disks import small_disk
from tests.tui.app_driver import NOON, AppDriver, app_driver, home
from thesis_tui.errors import StorageError
from thesis_tui.model.text_cleaning import clean
from thesis_tui.storage.drafts import DraftBox, all_drafts

WORDS = "the call said capacity doubles"


def drafts(user: AppDriver) -> list[str]:
    return [Path(path).read_text() for path in all_drafts(user.desk.places, user.desk.id)]


def stored(user: AppDriver) -> str:
    return "\n".join(path.read_text() for path in sorted((user.folder / "journal").glob("*.toml")))


async def until_kept(user: AppDriver) -> None:
    for _ in range(200):
        if drafts(user):
            return
        await user.settle()
    raise AssertionError("no draft was kept")


async def test_what_is_typed_is_a_draft_until_it_is_saved(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("n")
        await user.paste(WORDS)
        await until_kept(user)
        (path,) = all_drafts(user.desk.places, "baba")
        assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
        assert stat.S_IMODE(Path(path).parent.stat().st_mode) == 0o700
        assert WORDS in drafts(user)[0]
        await user.press("enter")
        assert WORDS in stored(user)
        assert drafts(user) == []


async def test_what_is_thrown_away_on_purpose_is_gone(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("n")
        await user.paste(WORDS)
        await until_kept(user)
        await user.press("escape")
        assert user.shows("to discard what you typed")
        await user.press("escape")
        assert drafts(user) == []


async def test_a_draft_is_offered_where_the_same_form_is_opened(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("2", "a", "l")
        await user.press("tab", "tab")
        await user.press("shift+tab", "shift+tab")
        await user.paste("145-148")
        await user.press("tab")
        await user.paste(WORDS)
        user.app.exit(0)
    async with app_driver(tmp_path, now=NOON + timedelta(days=2)) as user:
        await user.press("n")
        assert not user.shows("a draft of")
        await user.press("escape", "2", "a", "l")
        assert user.shows("a draft of 23 Dec is here")
        assert user.shows(WORDS)
        await user.press("ctrl+r")
        assert WORDS in user.line_of("why")
        assert user.shows("145-148")
        await user.press("ctrl+s")
        assert WORDS in stored(user)
        await user.press("a", "l")
        assert not user.shows("a draft of")


async def test_two_drafts_of_one_form_are_both_kept_and_thrown_away_one_by_one(tmp_path: Path) -> None:
    for text in ("the older one", "the newer one"):
        async with app_driver(tmp_path, now=NOON if "older" in text else NOON + timedelta(hours=1)) as user:
            await user.press("n")
            await user.paste(text)
            user.app.exit(0)
    async with app_driver(tmp_path, now=NOON + timedelta(hours=2)) as user:
        await user.press("n")
        assert user.shows("(1 more)")
        assert user.shows("the newer one")
        await user.press("ctrl+l")
        assert user.shows("the older one")
        await user.click("the older one")
        assert "the older one" in user.line_of("note ")
        await user.press("enter")
        assert "the older one" in stored(user)
        assert drafts(user) == []


async def test_an_edit_is_offered_only_for_the_thing_it_was_of(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("3", "e", "e")
        await user.erase()
        await user.paste("a better title")
        user.app.exit(0)
    async with app_driver(tmp_path) as user:
        await user.press("3", "down", "e", "e")
        assert not user.shows("a draft of")
        await user.press("escape", "up", "e", "e")
        assert user.shows("a better title"), user.text() + str(all_drafts(user.desk.places, "baba"))


async def test_what_cannot_be_saved_is_said_before_it_is_typed_and_stays(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        places = user.desk.places
    with small_disk(tmp_path / "disk") as disk:
        shutil.move(places.data, disk.path / "data")
        places.data.symlink_to(disk.path / "data")
        async with app_driver(tmp_path) as user:
            before = stored(user)
            ballast = disk.fill()
            await user.press("n")
            await user.wait_for("nothing can be saved now", 5)
            assert user.shows("the disk is full")
            await user.paste(WORDS)
            await user.press("enter")
            assert user.shows("not saved")
            assert user.shows(WORDS)
            assert WORDS in drafts(user)[0]
            assert stored(user) == before
            await user.press("escape")
            assert user.shows("is kept as a draft")
            await user.press("escape")
            ballast.unlink()
            await user.press("n")
            await user.settle()
            assert not user.shows("nothing can be saved now")
            await user.press("ctrl+r", "enter")
            assert WORDS in stored(user)
            assert drafts(user) == []


async def test_a_disk_that_fills_while_one_types_costs_no_word(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        for name in ("data", "state", "cache"):
            (disk.path / name).mkdir(mode=0o700)
            (tmp_path / name).symlink_to(disk.path / name)
        async with app_driver(tmp_path) as user:
            await user.press("n")
            await user.settle()
            assert not user.shows("nothing can be saved now")
            ballast = disk.fill()
            await user.paste(WORDS * 40)
            await user.press("ctrl+s")
            assert user.shows("not saved")
            assert user.shows("is kept in")
            (text,) = [path for path in all_drafts(user.desk.places, "baba") if not path.startswith(str(tmp_path))]
            assert WORDS in Path(text).read_text()
            ballast.unlink()
            await user.press("ctrl+s")
            assert WORDS in stored(user)
            assert not Path(text).exists()


def test_a_folder_for_passing_files_that_others_made_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / f"thesis-tui-{os.getuid()}"
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shared.mkdir(mode=0o777)
    shared.chmod(0o777)
    places = home(tmp_path / "home")
    (tmp_path / "home").mkdir()
    for folder in (places.state, places.cache):
        folder.write_text("in the way")
    with pytest.raises(StorageError):
        DraftBox(places, "baba", "note").keep("Note", {"text": WORDS}, NOON)
    assert list(shared.iterdir()) == []


@pytest.mark.parametrize("text", ["a\r\nb", '"""', "'''\\", "\x1b[31m", "\ud800", "x" * 50_000, "ü 😀\n\n[texts]\n"])
def test_a_draft_comes_back_as_it_was_typed(tmp_path: Path, text: str) -> None:
    box = DraftBox(home(tmp_path), "baba", "note")
    box.keep("Note", {"text": text}, NOON)
    (found,) = DraftBox(home(tmp_path), "baba", "note").found()
    assert (found.texts, found.at) == ({"text": clean(text)}, NOON)
    assert DraftBox(home(tmp_path), "baba", "level").found() == ()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_program_that_is_ended_leaves_the_draft_and_the_terminal_as_it_was(tmp_path: Path, number: int) -> None:
    with Terminal(tmp_path) as terminal:
        modes = terminal.modes()
        terminal.wait_for("Cloud growth")
        terminal.press("n")
        terminal.wait_for("Save")
        terminal.press(WORDS)
        terminal.wait_for(WORDS[-10:])
        other = tmp_path / ".local/state/thesis-tui/drafts"
        if number == signal.SIGKILL:  # nothing can be done then: what was typed a moment before is there
            for _ in range(100):
                if other.is_dir() and any(WORDS in path.read_text() for path in other.glob("*.toml")):
                    break
                terminal.quiet(0.05)
        terminal.signal(number)
        assert terminal.end() == (-number if number == signal.SIGKILL else 128 + number)
        if number != signal.SIGKILL:
            terminal.assert_left_as_found()
            assert terminal.modes() == modes
    assert [WORDS in path.read_text() for path in other.iterdir()] == [True]
