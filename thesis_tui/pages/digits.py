"""A price in digits three lines high."""

from __future__ import annotations

_SHAPES: dict[str, tuple[str, str, str]] = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": ("╺┓ ", " ┃ ", "╺┻╸"),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", "╺━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
    ".": (" ", " ", "."),
    " ": (" ", " ", " "),
}


def tall(text: str) -> tuple[str, str, str]:
    """Three lines of box drawing for a figure made of digits, points and spaces."""
    shapes = [_SHAPES[character] for character in text]
    first, second, third = ("".join(shape[row] for shape in shapes) for row in range(3))
    return first, second, third
