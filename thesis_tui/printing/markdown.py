"""Markdown as plain text: no colour, no signs of its own, as wide as asked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console
from rich.markdown import CodeBlock, Markdown
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, RenderResult


def plain(text: str, width: int) -> list[str]:
    """Its lines, of at most `width` cells."""
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, force_terminal=False, highlight=False)
    console.print(_Plain(text))
    return [line.rstrip() for line in out.getvalue().strip("\n").splitlines()]


class _Code(CodeBlock):
    """A block of code as it stands, indented; a longer line goes on below."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Padding(Text(str(self.text).rstrip(), overflow="fold"), (1, 0, 1, 2))


class _Plain(Markdown):
    elements: ClassVar = {**Markdown.elements, "fence": _Code, "code_block": _Code}
