"""Folders without a word from the user are where platformdirs has them, which is not asked on Linux."""

from __future__ import annotations

import os
import sys

import platformdirs
import pytest

from thesis_tui.storage.paths import APP, find_places

VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.mark.skipif(
    sys.platform != "linux" or "THESIS_TUI_TESTS_WITHOUT_UNIX" in os.environ,
    reason="elsewhere platformdirs itself is asked, and without pwd it knows no home",
)
@pytest.mark.parametrize("named", ["", "/elsewhere", "relative", "/with/end/", "~/x"])
@pytest.mark.parametrize("home", ["/home/user", "/home/user/", "", "not/absolute"])
def test_places_agree_with_platformdirs(monkeypatch: pytest.MonkeyPatch, home: str, named: str) -> None:
    monkeypatch.setenv("HOME", home)
    for variable in VARIABLES:
        monkeypatch.setenv(variable, named and named + "/" + variable.lower())
    places = find_places(
        None, None, {"HOME": home, **{text: named and named + "/" + text.lower() for text in VARIABLES}}
    )
    assert str(places.data) == platformdirs.user_data_path(APP, appauthor=False).as_posix()
    assert str(places.config) == (platformdirs.user_config_path(APP, appauthor=False) / "config.toml").as_posix()
    assert str(places.state) == platformdirs.user_state_path(APP, appauthor=False).as_posix()
    assert str(places.cache) == platformdirs.user_cache_path(APP, appauthor=False).as_posix()
