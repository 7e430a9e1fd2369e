"""Words of an overlay that can be clicked: each carries the id of the action that a click on it runs."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.style import Style

_META = "does"
"""The name under which a style carries the id; Textual's own "@click" would give the words the colours of a link."""


def words_doing(text: str, style: str, action: str) -> Content:
    """Words in a style, a click on which runs `action`, an id of thesis_tui/actions.py."""
    return Content.styled(text, style).stylize(Style.from_meta({_META: action}))


def action_under(event: events.MouseEvent) -> str:
    """The id of the action under the pointer, "" for none."""
    return str(event.style.meta.get(_META, ""))
