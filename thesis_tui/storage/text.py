"""What is taken out of text as it enters, for the readers of files; prices use it too, from the floor below."""

from __future__ import annotations

from thesis_tui.model.text import MAX_TEXT, clean

__all__ = ["MAX_TEXT", "clean"]
