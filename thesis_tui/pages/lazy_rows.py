"""Rows that are made when they are asked for: a list of ten thousand draws only what is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

from thesis_tui.model.view import Target
from thesis_tui.pages.spans import Row

Slot = TypeVar("Slot")


class LazyRows(Sequence[Row]):
    """Rows over `slots`. `draw` makes a row of a slot, `target` says what it speaks of without drawing it."""

    def __init__(
        self, slots: Sequence[Slot], draw: Callable[[Slot], Row], target: Callable[[Slot], Target | None]
    ) -> None:
        self._slots: Sequence[Any] = slots
        self._draw: Callable[[Any], Row] = draw
        self._target: Callable[[Any], Target | None] = target
        # what was drawn stays: scrolling back and the pointer ask for the same rows again
        self._made: dict[int, Row] = {}
        self._choices: list[int] | None = None

    def __len__(self) -> int:
        return len(self._slots)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        row = self._made.get(at)
        if row is None:
            row = self._made[at] = self._draw(self._slots[at])
        return row

    @property
    def choices(self) -> Sequence[int]:
        """The indexes of the rows that can be chosen."""
        if self._choices is None:
            self._choices = [at for at, slot in enumerate(self._slots) if self._target(slot) is not None]
        return self._choices

    def find(self, target: Target) -> int:
        """The place of `target` among `choices`, -1 when it is not there."""
        for place, at in enumerate(self.choices):
            if self._target(self._slots[at]) == target:
                return place
        return -1


def choices(rows: Sequence[Row]) -> Sequence[int]:
    """The indexes of the rows that can be chosen, with no late row made for it."""
    if isinstance(rows, LazyRows):
        return rows.choices
    return [at for at, row in enumerate(rows) if row.target is not None]


def find(rows: Sequence[Row], target: Target) -> int:
    """The place of `target` among the `choices` of `rows`, -1 when it is not there."""
    if isinstance(rows, LazyRows):
        return rows.find(target)
    return next((place for place, at in enumerate(choices(rows)) if rows[at].target == target), -1)
