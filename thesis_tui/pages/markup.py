"""HTML made of elements: a text that is no element is escaped, so that nothing from outside becomes one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from thesis_tui.model.text_cleaning import clean

_VOID: Final = frozenset(("meta", "br"))


class Html(str):
    """Text that is HTML already. Only `el` and `together` make it of what is not."""

    __slots__ = ()


def el(name: str, attributes: Mapping[str, object] | str = "", *inside: str) -> Html:
    """An element; `attributes` as text are its class. What is inside is escaped unless it is HTML already."""
    given = {"class": attributes} if isinstance(attributes, str) else attributes
    written = "".join(
        f' {key}="{escape(clean(str(value)), quote=True)}"' for key, value in given.items() if value != ""
    )
    body = together(inside)
    return Html(f"<{name}{written}>" if name in _VOID else f"<{name}{written}>{body}</{name}>")


def together(parts: Iterable[str]) -> Html:
    """Parts one after another as HTML; what is no HTML yet is cleaned and escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(clean(part), quote=True) for part in parts))
