"""config.toml as the settings screen writes it: what was changed is there, and everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thesis_tui.errors import FileError, StorageError
from thesis_tui.storage.settings import read_settings
from thesis_tui.storage.settings_file import keep_settings

EXAMPLE = (Path(__file__).resolve().parents[2] / "config.example.toml").read_text(encoding="utf-8")
OWN = """# mine
format = 1
theme = "light"  # for the terrace

[prices.finnhub]
key = "abc"  # of the free plan

[keys]
# note = "n"
"""


def test_comments_and_order_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN, encoding="utf-8")
    stored = keep_settings(path, {("theme",): "dark", ("offline",): True, ("prices", "finnhub", "enabled"): False})
    assert (stored.theme, stored.offline, stored.prices["finnhub"].enabled) == ("dark", True, False)
    assert stored.prices["finnhub"].key == "abc"
    text = path.read_text(encoding="utf-8")
    assert 'theme = "dark"  # for the terrace' in text
    for line in ("# mine", 'key = "abc"  # of the free plan', '# note = "n"'):
        assert line in text.splitlines()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_first_file_has_only_what_was_changed(tmp_path: Path) -> None:
    stored = keep_settings(tmp_path / "new" / "config.toml", {("contact",): "me@example.com"})
    assert stored.contact == "me@example.com"
    assert (tmp_path / "new" / "config.toml").read_text() == 'format = 1\ncontact = "me@example.com"\n'


def test_a_file_that_cannot_be_read_or_is_newer_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for text, error in (("theme = ", FileError), ("format = 99\n", StorageError)):
        path.write_text(text)
        with pytest.raises(error):
            keep_settings(path, {("theme",): "dark"})
        assert path.read_text() == text


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text(OWN)
    (tmp_path / "config.toml").symlink_to(tmp_path / "dotfiles.toml")
    keep_settings(tmp_path / "config.toml", {("theme",): "terminal"})
    assert (tmp_path / "config.toml").is_symlink()
    assert 'theme = "terminal"  # for the terrace' in (tmp_path / "dotfiles.toml").read_text()


_CHANGES = st.fixed_dictionaries(
    {},
    optional={
        ("theme",): st.sampled_from(["dark", "light", "colour-blind", "terminal"]),
        ("moves",): st.sampled_from(["plain", "green-up", "red-up"]),
        ("offline",): st.booleans(),
        ("contact",): st.sampled_from(["", "me@example.com"]),
        ("prices", "yahoo", "enabled"): st.booleans(),
        ("prices", "tencent", "enabled"): st.booleans(),
    },
)


@settings(max_examples=40, deadline=None)
@given(_CHANGES, st.sampled_from(["", OWN, EXAMPLE]))
def test_what_is_written_is_read_again_and_no_other_line_changes(
    changes: dict[tuple[str, ...], object], text: str
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "config.toml")
        path.write_text(text, encoding="utf-8")
        stored = keep_settings(path, changes)
        assert read_settings(path) == (stored, ())
        for place, value in changes.items():
            found: object = stored
            for name in place:
                found = found[name] if isinstance(found, dict) else getattr(found, name)
            assert found == value
        now = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in text.splitlines() if line.startswith("#")] == [
            words for words in now if words.startswith("#")
        ]
        if not changes:
            assert now == text.splitlines()
