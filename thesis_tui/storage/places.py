"""Where data, config, state and cache are, and what is bundled with the program."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from thesis_tui.errors import StorageError

APP = "thesis-tui"


class Places(Struct, frozen=True):
    """`data` holds a folder for each thesis; `config` is the file config.toml; `state` and `cache` are folders."""

    data: Path
    config: Path
    state: Path
    cache: Path


def find_places(data_dir: str | None, config: str | None, environ: Mapping[str, str]) -> Places:
    """The places, each from the argument, else from THESIS_TUI_DATA_DIR, _CONFIG, _STATE_DIR or _CACHE_DIR in
    `environ`, else where the system keeps such files for its users.
    """
    return Places(
        data=_place(data_dir or environ.get("THESIS_TUI_DATA_DIR"), "user_data_dir"),
        config=_place(config or environ.get("THESIS_TUI_CONFIG"), "user_config_dir", "config.toml"),
        state=_place(environ.get("THESIS_TUI_STATE_DIR"), "user_state_dir"),
        cache=_place(environ.get("THESIS_TUI_CACHE_DIR"), "user_cache_dir"),
    )


def bundled(name: str) -> Path:
    """The bundled "seeds" or "config.example.toml": inside an installed package, else beside it in a checkout.

    Raises StorageError when it is in neither place.
    """
    package = Path(__file__).resolve().parent.parent
    for place in (package / "_bundled" / name, package.parent / name):
        if place.exists():
            return place
    raise StorageError(f"{name}, which belongs to the program, is missing from {package}; install it again")


def _place(given: str | None, kind: str, file: str = "") -> Path:
    if given:
        return Path(os.path.abspath(os.path.expanduser(given)))
    import platformdirs

    folder = getattr(platformdirs, kind)(APP, appauthor=False)
    return Path(folder, file) if file else Path(folder)
