"""`help`: the topics there are, and what a command takes."""

from __future__ import annotations

import pydoc
import shutil
import sys

from thesis_tui.cli.arguments import parser_for
from thesis_tui.cli.command import Commands
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import plain_signs, say
from thesis_tui.errors import InputError
from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.printing.manual import contents, find_topic, page
from thesis_tui.storage.paths import bundled, help_texts

# Narrower, tables of keys break within words.
NARROWEST = 40


def show(opening: Opening, commands: Commands) -> int:
    """A command's own help, a topic, all topics as HTML, or without a word their list. Raises InputError."""
    if opening.options.flag("html"):
        return _html(opening)
    typed = " ".join(opening.options.texts("topic"))
    name = typed.lower()
    if name and any(f"{command} ".startswith(f"{name} ") for command in commands):
        return _print(parser_for(name, commands).format_help())
    text = "\n".join(help_texts())
    columns = max(NARROWEST, shutil.get_terminal_size((100, 24)).columns)
    if typed:
        return _print(page(find_topic(text, typed), columns))
    return _print(f"{contents(text, columns)}\nto read one: thesis-tui help TOPIC; all commands: thesis-tui --help\n")


def _html(opening: Opening) -> int:
    from thesis_tui.printing.manual_html import html_page

    if opening.options.texts("topic"):
        raise InputError("--html is all topics on one page; leave the topic out", "topic")
    say(html_page(help_texts(), lambda name: bundled(name).read_text(encoding="utf-8")))
    return 0


def _print(text: str) -> int:
    """On stdout; through the pager where it would run off a terminal."""
    if sys.stdin.isatty() and sys.stdout.isatty() and text.count("\n") >= shutil.get_terminal_size().lines:
        if plain_signs():
            text = to_ascii(text)
        pydoc.pager(text)
    else:
        say(text)
    return 0
