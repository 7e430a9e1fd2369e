"""Settings, places and the bundled thesis."""

from __future__ import annotations

import stat
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from thesis_tui.errors import InputError, StorageError
from thesis_tui.model.position import PositionSettings
from thesis_tui.storage.book import read_book
from thesis_tui.storage.paths import Places, bundled, find_places
from thesis_tui.storage.seed import copy_seed
from thesis_tui.storage.settings import LevelSettings, Settings, read_settings


def places(root: Path) -> Places:
    return Places(data=root / "data", config=root / "config.toml", state=root / "state", cache=root / "cache")


def test_the_example_holds_every_setting_with_its_default() -> None:
    path = bundled("config.example.toml")
    assert read_settings(path) == (Settings(), ())
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    assert list(values) == list(Settings.__struct_fields__)
    assert list(values["levels"]) == list(LevelSettings.__struct_fields__)


def test_every_setting_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'theme = "light"\nglyphs = "ascii"\nmoves = "red-up"\nthesis = "acme"\noffline = true\n'
        '[levels]\nnear_percent = 3\nhysteresis_percent = 0.5\n[keys]\nnote = "m"\n'
    )
    levels = LevelSettings(near_percent=Decimal(3), hysteresis_percent=Decimal("0.5"))
    wanted = Settings(
        theme="light", glyphs="ascii", moves="red-up", thesis="acme", offline=True, levels=levels, keys={"note": "m"}
    )
    assert read_settings(path) == (wanted, ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("them = 1", 'unknown key "them"; did you mean "theme"?'),
        ('theme = "drak"', 'one of "dark", "light", "colour-blind", "terminal"'),
        ('moves = "up"', 'one of "plain", "green-up", "red-up"'),
        ("offline = 1", "true or false"),
        ('thesis = "../x"', "lower-case letters"),
        ("levels = 3", "a table"),
        ('[keys]\nnites = "z"', 'unknown key "nites"; did you mean "note"?'),
        ("[levels]\nnear_percent = 99", "0 to 50"),
        ("[levels]\nnear_percent = -1", "0 to 50"),
        ("[levels]\nnear_percent = nan", "finite"),
        ('[levels]\nnear_percent = "x"', "a number such as"),
        ("[levels]\nnear = 2", "accepted are near_percent"),
        ("[keys]\nnote = 3", "a key in quotes"),
    ],
)
def test_a_wrong_setting_is_named_and_only_its_default_used(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'glyphs = "ascii"\n{line}\n')
    found, (problem,) = read_settings(path)
    assert found == Settings(glyphs="ascii")
    assert words in problem.reason
    assert problem.path == str(path)
    assert problem.line == 1 + len(line.splitlines())


@pytest.mark.parametrize("raw", [b"theme = ", b"\xff", b"\0", b"theme = 1\ntheme = 2\n"])
def test_a_broken_config_is_named_and_the_defaults_used(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(raw)
    found, (problem,) = read_settings(path)
    assert found == Settings(position=PositionSettings(private=True)), "it may have said that amounts are private"
    assert problem.line
    assert read_settings(tmp_path / "none.toml") == (Settings(), ())
    assert "folder" in read_settings(tmp_path)[1][0].reason


def test_places_come_from_arguments_then_the_environment_then_the_system(tmp_path: Path) -> None:
    environ = {f"THESIS_TUI_{name}": str(tmp_path / name) for name in ("DATA_DIR", "CONFIG", "STATE_DIR", "CACHE_DIR")}
    found = find_places(None, None, environ)
    wanted = tuple(tmp_path / name for name in ("DATA_DIR", "CONFIG", "STATE_DIR", "CACHE_DIR"))
    assert (found.data, found.config, found.state, found.cache) == wanted
    found = find_places(str(tmp_path / "d"), str(tmp_path / "c.toml"), environ)
    assert (found.data, found.config) == (tmp_path / "d", tmp_path / "c.toml")
    found = find_places(str(tmp_path / "d"), None, {})
    assert found.config.name == "config.toml"
    assert "thesis-tui" in str(found.state)


def test_the_bundled_thesis_is_copied_once_and_is_clean(tmp_path: Path) -> None:
    where = places(tmp_path)
    folder = copy_seed(where, "baba")
    assert folder == where.data / "baba"
    assert read_book(folder, cache=None).problems == ()
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*")) if path.is_dir()} == {0o700}
    (folder / "thesis.toml").write_text("mine")
    with pytest.raises(StorageError, match="exists already"):
        copy_seed(where, "baba")
    assert (folder / "thesis.toml").read_text() == "mine"
    assert [path.name for path in where.data.iterdir()] == ["baba"]
    for name in ("../baba", "none"):
        with pytest.raises(InputError):
            copy_seed(where, name)


def test_a_data_directory_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StorageError, match="is a file where a folder is expected"):
        copy_seed(places(tmp_path), "baba")


def test_reading_imports_nothing_slow() -> None:
    program = (
        "import sys; from pathlib import Path; from thesis_tui.storage import book, look, paths, settings\n"
        "paths.find_places('d', 'c', {'THESIS_TUI_STATE_DIR': 's', 'THESIS_TUI_CACHE_DIR': 'c'})\n"
        "book.read_book(Path('seeds/baba'), cache=None)\n"
        "slow = {'filelock', 'tomli_w', 'asyncio', 'platformdirs', 'difflib', 'shutil', 'textual'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
