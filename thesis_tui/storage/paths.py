"""Where data, config, state and cache are, and what is bundled with the program."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from thesis_tui.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.system import StrPath

APP = "thesis-tui"

_XDG: Final[Mapping[str, tuple[str, str]]] = {
    "user_data_dir": ("XDG_DATA_HOME", ".local/share"),
    "user_config_dir": ("XDG_CONFIG_HOME", ".config"),
    "user_state_dir": ("XDG_STATE_HOME", ".local/state"),
    "user_cache_dir": ("XDG_CACHE_HOME", ".cache"),
}
"""Where the XDG base directory specification has each folder: the variable that names it, else its place below HOME."""


class Places:
    """`data` holds a folder for each thesis; `config` is the file config.toml; `state` and `cache` are folders.

    Each is there as text, too, for what every start reads: importing pathlib takes 3 ms, a twentieth of a command that
    only prints.
    """

    def __init__(self, data: StrPath, config: StrPath, state: StrPath, cache: StrPath) -> None:
        self.data_path = os.fspath(data)
        self.config_path = os.fspath(config)
        self.state_path = os.fspath(state)
        self.cache_path = os.fspath(cache)

    @property
    def data(self) -> Path:
        return _path(self.data_path)

    @property
    def config(self) -> Path:
        return _path(self.config_path)

    @property
    def state(self) -> Path:
        return _path(self.state_path)

    @property
    def cache(self) -> Path:
        return _path(self.cache_path)


def find_places(data_dir: str | None, config: str | None, environ: Mapping[str, str]) -> Places:
    """The places, each from the argument, else from THESIS_TUI_DATA_DIR, _CONFIG, _STATE_DIR or _CACHE_DIR in
    `environ`, else where the system keeps such files for its users.
    """
    return Places(
        data=_place(data_dir or environ.get("THESIS_TUI_DATA_DIR"), "user_data_dir", environ),
        config=_place(config or environ.get("THESIS_TUI_CONFIG"), "user_config_dir", environ, "config.toml"),
        state=_place(environ.get("THESIS_TUI_STATE_DIR"), "user_state_dir", environ),
        cache=_place(environ.get("THESIS_TUI_CACHE_DIR"), "user_cache_dir", environ),
    )


def bundled(name: str) -> Path:
    """The bundled "seeds" or "config.example.toml", as `bundled_path` finds it."""
    return _path(bundled_path(name))


def bundled_path(name: str) -> str:
    """The bundled "seeds" or "config.example.toml": inside an installed package, else beside it in a checkout.

    Raises StorageError when it is in neither place.
    """
    package = _package()
    for place in (os.path.join(package, "_bundled", name), os.path.join(os.path.dirname(package), name)):
        if os.path.exists(place):
            return place
    raise StorageError(f"{name}, which belongs to the program, is missing from {package}; install it again")


def _package() -> str:
    return os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def help_texts() -> tuple[str, ...]:
    """The topics of the help as Markdown, in the order of their files' names: each begins with its heading."""
    folder = _path(os.path.join(_package(), "help"))
    texts = tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    if not texts:
        raise StorageError(f"the help, which belongs to the program, is missing from {folder}; install it again")
    return texts


def _place(given: str | None, kind: str, environ: Mapping[str, str], file: str = "") -> str:
    if given:
        # a variable set in a service or a cron table is not expanded by a shell
        return os.path.abspath(os.path.expanduser(given))
    folder = _by_xdg(kind, environ)
    if folder is None:
        import platformdirs

        folder = getattr(platformdirs, kind)(APP, appauthor=False)
    return os.path.join(folder, file) if file else folder


def _path(text: str) -> Path:
    from pathlib import Path

    return Path(text)


def _by_xdg(kind: str, environ: Mapping[str, str]) -> str | None:
    """The folder platformdirs would give on Linux, whose import is a twelfth of a command that only prints (4.14
    loads tempfile, shutil, bz2 and lzma); None on other systems and where HOME does not say.
    """
    variable, below = _XDG[kind]
    home = environ.get("HOME", "")
    if sys.platform != "linux" or not os.path.isabs(home):
        return None
    named = environ.get(variable, "")
    return os.path.join(named if os.path.isabs(named) else os.path.join(home, below), APP)
