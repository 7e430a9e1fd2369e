"""`thesis-tui` and `python -m thesis_tui`."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import ModuleType


def run() -> None:
    """Runs the command line and ends the process with its exit code.

    A command that only prints lives too briefly to collect garbage or to be taken apart at the end: both are
    left out, which is a sixth of its time. The dashboard turns collection on once it has read, and
    ends in the ordinary way.
    Whatever is created is for this user alone, whoever creates it: a library, an editor, the feeds' process.
    """
    gc.disable()
    _load_datetime()
    load_msgspec()  # before anything that imports it
    from thesis_tui.cli.main import main

    os.umask(0o077)
    code = main()
    # the dashboard has threads and a terminal to leave in order
    if "textual" in sys.modules:
        sys.exit(code)
    # `os._exit` writes nothing that is still held back
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


def _load_datetime() -> None:
    """Makes `datetime` the module in C, as it is from Python 3.12 on: 3.11 defines every class in Python first and then
    puts those of the module in C in their places, 1.5 ms of every start.
    """
    if sys.version_info >= (3, 12) or "datetime" in sys.modules:
        return
    try:
        sys.modules["datetime"] = import_module("_datetime")
    except ImportError:  # another Python than CPython
        return


_UNUSED = ("msgspec.inspect", "msgspec.msgpack", "msgspec.toml", "msgspec.yaml", "msgspec._json_schema")
"""Parts of msgspec (0.23) that come with it and are called by nothing here: schemas, and formats but JSON."""


class _StandIn(ModuleType):
    """In the place of a module while msgspec is imported: every name in it is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def load_msgspec() -> None:
    """Imports msgspec without what it imports and this program does without: a fifth of the time of a command that
    only prints. Where a version does not take that, it is imported as it is.

    Left out are `_UNUSED`; typing_extensions, which msgspec tries first and does as well without; platform, of which
    uuid wants one word; and the first use of the compiler, 1 ms, which a probe of `typing.ForwardRef` would be. Whoever
    imports any of them later gets it as ever.
    """
    if "msgspec" in sys.modules:
        return
    try:
        _import_bare()
    except Exception:  # noqa: BLE001  (whatever a version makes of it, the program starts)
        for name in [name for name in sys.modules if name.partition(".")[0] == "msgspec"]:
            del sys.modules[name]
    import msgspec  # noqa: F401


def _import_bare() -> None:
    import typing

    stand_ins: dict[str, ModuleType | None] = {name: _StandIn(name) for name in _UNUSED}
    # how Python marks what cannot be imported
    stand_ins["typing_extensions"] = None
    if sys.platform == "linux":
        platform = _StandIn("platform")
        platform.__dict__["system"] = lambda: "Linux"
        stand_ins["platform"] = platform
    stand_ins = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    reference = typing.ForwardRef
    sys.modules.update(stand_ins)  # type: ignore[arg-type]
    typing.ForwardRef = lambda *_, **__: None  # type: ignore[assignment,misc]
    try:
        import msgspec
        import msgspec.json
    finally:
        typing.ForwardRef = reference  # type: ignore[misc]
        for name in stand_ins:
            del sys.modules[name]
    # a stand-in that is left would be taken for the module by who imports that later
    for owner in (msgspec, msgspec.json):
        for name, value in [*vars(owner).items()]:
            if isinstance(value, _StandIn) or (value is None and not name.startswith("__")):
                delattr(owner, name)


if __name__ == "__main__":
    run()
