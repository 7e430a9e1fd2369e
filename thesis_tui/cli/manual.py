"""`help`: the README by its topics, and what a command takes."""

from __future__ import annotations

import pydoc
import shutil
import sys

from thesis_tui.cli.arguments import parser_for
from thesis_tui.cli.command import Commands
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import plain_signs, say
from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.printing.manual import contents, find_topic, page
from thesis_tui.storage.places import bundled

NARROWEST = 40


def show(opening: Opening, commands: Commands) -> int:
    """A command's own help, a topic of the README, or without a word all there is. Raises InputError."""
    typed = " ".join(opening.options.texts("topic")).lower()
    if typed and any(f"{name} ".startswith(f"{typed} ") for name in commands):
        return _print(parser_for(typed, commands).format_help())
    readme = bundled("README.md").read_text(encoding="utf-8")
    columns = max(NARROWEST, shutil.get_terminal_size((100, 24)).columns)
    if typed:
        return _print(page(find_topic(readme, typed), columns))
    return _print(f"{contents(readme, columns)}\nthesis-tui help TOPIC has the rest; thesis-tui --help, the commands\n")


def _print(text: str) -> int:
    """On stdout; through the pager where it would run off a terminal."""
    if sys.stdin.isatty() and sys.stdout.isatty() and text.count("\n") >= shutil.get_terminal_size().lines:
        if plain_signs():
            text = to_ascii(text)
        pydoc.pager(text)
    else:
        say(text)
    return 0
