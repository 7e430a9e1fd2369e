"""The contact address that the SEC asks every program for: checked, and kept in config.toml with everything else left
as it was written.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.storage.settings import MAIL

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = (
    "Figures come from filings at the SEC, which asks every program for a mail address.\n"
    "It is told to sec.gov alone, and to nobody else; the SEC then sees which companies you watch.\n"
    "Without one there are no filings."
)
"""Said where the address is asked for."""
_LINE = re.compile(r"^\s*contact\s*=.*$")
_TABLE = re.compile(r"^\s*\[")


def read_contact(text: str) -> str:
    """A mail address as typed; "" for none. Raises InputError."""
    address = text.strip()
    if address and not re.match(MAIL, address):
        raise InputError(f'"{address[:60]}" is no mail address; give one such as name@example.com, or none', "contact")
    return address


def write_contact(config: Path, text: str) -> str:
    """Keeps the address in config.toml, which is made where there is none, and gives it. Raises InputError,
    StorageError.
    """
    from thesis_tui.model.file_format import FORMAT
    from thesis_tui.storage.disk import write_atomically

    address = read_contact(text)
    try:
        with open(config, "rb") as file:  # noqa: PTH123  (as in storage)
            # what is no UTF-8 goes back as the bytes it was
            lines = file.read().decode("utf-8-sig", "surrogateescape").splitlines(keepends=True)
    except FileNotFoundError:
        lines = [f"format = {FORMAT}\n"]
    except OSError as error:
        raise InputError(f"{config} cannot be read: {error.strerror}", "contact") from None
    line = f'contact = "{address}"\n'
    first = next((at for at, words in enumerate(lines) if _TABLE.match(words)), len(lines))
    older = next((at for at in range(first) if _LINE.match(lines[at])), None)
    if older is not None:
        lines[older] = line
    else:
        # above the first table, and what is said above that
        while first and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        if first and not lines[first - 1].endswith("\n"):
            lines[first - 1] += "\n"
        lines.insert(first, line)
    write_atomically(os.fspath(config), "".join(lines).encode("utf-8", "surrogateescape"))
    return address
