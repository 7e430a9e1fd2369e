"""The optional parts of the program: whether each is installed, and the command that adds it to this installation.

A command is only of use where it works: the program may have come from a clone, from a built file, from an index, with
pip, pipx or uv. Imports nothing of the program.
"""

from __future__ import annotations

import sys
from typing import Final

MODULES: Final = {"web": ("trafilatura", "lxml_html_clean"), "serve": ("textual_serve",)}
"""Packages that each extra of pyproject.toml brings, by what is imported of it."""
_NAME = "thesis-tui"


def has(extra: str) -> bool:
    """Whether an extra is there. Imports nothing of it."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in MODULES[extra])


def install_command(extra: str) -> str:
    """The command line that adds an extra to the program that runs, from where that was installed."""
    from importlib.util import find_spec

    record = _direct_url()
    repeatable = not _is_zipped(sys.argv[0]) and not _is_gone(record)
    # what the program was installed from cannot be installed from again: what the extra needs is asked for by itself
    what = _quoted(requirement(extra, record)) if repeatable else " ".join(map(_quoted, packages(extra)))
    # uv and pipx keep a program in an environment that only they should change; uv adds to one by installing it anew
    parts = sys.prefix.replace("\\", "/")
    if "/uv/tools/" in parts:
        return f"uv tool install --force {_quoted(requirement(extra, record))}"
    if "/pipx/venvs/" in parts:
        return f"pipx install --force {what}" if repeatable else f"pipx inject {_NAME} {what}"
    # an environment that uv made has no pip
    if find_spec("pip") is None:
        return f"uv pip install --python {_quoted(sys.executable)} {what}"
    return f"{_quoted(sys.executable)} -m pip install {what}"


def requirement(extra: str, direct_url: str) -> str:
    """The argument for an installer: a folder or file with the extra; by name where it came from an index.

    `direct_url` is the text of the record that installers keep (PEP 610), "" where there is none.
    """
    import json

    record = json.loads(direct_url) if direct_url else {}
    url = str(record.get("url", ""))
    # a clone or a built file: an installer takes a path with the extra behind it, not a file: address
    if path := _local_path(direct_url):
        return f"{path}[{extra}]"
    if not url:
        return f"{_NAME}[{extra}]"
    vcs = record.get("vcs_info", {})
    prefix = f"{vcs['vcs']}+" if vcs else ""
    # a repository or a file of the web: by its address, since the index may have another version or none
    return f"{_NAME}[{extra}] @ {prefix}{url}"


def packages(extra: str) -> tuple[str, ...]:
    """Packages that an extra needs besides the program, as arguments for an installer."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        needed = requires(_NAME) or []
    except PackageNotFoundError:
        needed = []
    marks = (f"extra == '{extra}'", f'extra == "{extra}"')
    found = tuple(
        name.strip() for name, _, mark in (line.partition(";") for line in needed) if mark.strip().endswith(marks)
    )
    return found or MODULES[extra]


def _is_zipped(program: str) -> bool:
    """Whether the program is one file of Python's zip applications, whose parts are not an installation's."""
    import zipfile

    return zipfile.is_zipfile(program)


def _is_gone(direct_url: str) -> bool:
    """Whether the program was installed from a folder or file that is there no longer."""
    path = _local_path(direct_url)
    if not path:
        return False
    import os

    return not os.path.exists(path)  # noqa: PTH110


def _local_path(direct_url: str) -> str:
    """The folder or file that the record of an installation names, "" where it names none."""
    import json

    url = str(json.loads(direct_url).get("url", "")) if direct_url else ""
    if not url.startswith("file:"):
        return ""
    from urllib.request import url2pathname

    return url2pathname(url.removeprefix("file://"))


def _direct_url() -> str:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return distribution(_NAME).read_text("direct_url.json") or ""
    except PackageNotFoundError:  # run from a folder that was only unpacked: the name is the best there is
        return ""


def _quoted(text: str) -> str:
    if sys.platform == "win32":
        return f'"{text}"'
    import shlex

    return shlex.quote(text)
