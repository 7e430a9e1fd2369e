"""The price against its levels, and the chart of it."""

from __future__ import annotations

from textual import events

from thesis_tui.model.view import Target
from thesis_tui.pages import levels_page
from thesis_tui.pages.chart import RANGES
from thesis_tui.pages.events import event_words
from thesis_tui.pages.levels_page import ChartState
from thesis_tui.pages.spans import Block
from thesis_tui.tui.block import BlockView
from thesis_tui.tui.master_detail import MasterDetailScreen


class LevelsScreen(MasterDetailScreen):
    """The price against its levels."""

    kind = "level"
    number = 2
    title_words = "Levels and chart"
    place = "levels"
    first_focus = ("levels",)

    def __init__(self, listing: str | None = None, selected: str | None = None) -> None:
        super().__init__(selected)
        self.listing = listing
        self.looking = ChartState()

    @property
    def symbol(self) -> str:
        """The symbol of the listing shown."""
        return self.listing or self.view.listings[0].symbol

    def blocks(self, width: int, height: int) -> list[Block]:
        return levels_page.levels_page(
            self.view, self.listing, self.selected, width, height, self.session.status, self.looking
        )

    def _look(self, looking: ChartState) -> None:
        self.looking = looking
        self.redraw()

    def _under(self, event: events.MouseEvent) -> levels_page.Pointed:
        """Part of the chart under the pointer."""
        chart = self.shown("chart")
        if chart is None or not chart.region.contains(event.screen_x, event.screen_y):
            return levels_page.Pointed()
        # the first cell of a block is its gutter
        row, cell = event.screen_y - chart.region.y, event.screen_x - chart.region.x - 1
        return levels_page.under_pointer(self.view, self.symbol, self.looking, chart.block, row, cell)

    def on_click(self, event: events.Click) -> None:
        """On the chart a click chooses a range, an event or a level."""
        here = self._under(event)
        if here.range is not None:
            # without event and crosshair: they are counted within the range that was left
            self._look(self.looking._replace(range=here.range, event=-1, cross=None))
        elif here.event >= 0:
            self._look(self.looking._replace(event=here.event))
        elif here.level:
            self.choose(Target("level", here.level))

    def _say_under(self, event: events.MouseEvent) -> None:
        here = self._under(event)
        self._under_words = ""
        if here.event >= 0:
            shown = levels_page.shown_events(self.view, self.symbol, self.looking.range)
            self._under_words = f"click: {event_words(shown[here.event], self.view.today)}"
        elif here.range is not None or here.level:
            self._under_words = "click to choose"
        if self._under_words or self._pointed:
            self.say_pointed(self._under_words)

    _under_words = ""
    """A click's effect where the pointer is on the chart."""

    def _pointed_words(self, block: BlockView) -> str:
        # the chart's own message comes after the pointer's, and knows of nothing on it
        on_chart = block is self.shown("chart") and block.mouse_hover
        return self._under_words if on_chart else super()._pointed_words(block)

    def change_range(self, step: int) -> None:
        names = list(RANGES)
        at = names.index(self.looking.range) + step
        if self.shown("chart") is None:
            self.session.notify("there is no room for the chart here; 80×24 has it")
        elif len(levels_page.shown_bars(self.view, self.symbol, self.looking.range)) < 2:
            self.session.notify(f"no daily closes of {self.symbol} to draw yet; r to fetch them")
        elif not 0 <= at < len(names):
            self.session.notify(f"{self.looking.range} is the {'shortest' if step < 0 else 'longest'} range")
        else:
            self._look(self.looking._replace(range=names[at], event=-1, cross=None))

    def toggle_candles(self) -> None:
        self._look(self.looking._replace(candles=not self.looking.candles))

    def step_event(self, step: int) -> None:
        """Steps through what happened; beyond the first and the last none is chosen."""
        count = len(levels_page.shown_events(self.view, self.symbol, self.looking.range))
        at = self.looking.event + step
        if self.looking.event < 0:
            at = count - 1 if step < 0 else 0
        self._look(self.looking._replace(event=at if 0 <= at < count else -1))

    def move_crosshair(self, step: int) -> None:
        """Moves the crosshair by a session; the first time it stands on the newest."""
        bars = levels_page.shown_bars(self.view, self.symbol, self.looking.range)
        if len(bars) < 2:
            return
        days = [bar.day for bar in bars]
        at = days.index(self.looking.cross) + step if self.looking.cross in days else len(days) - 1
        self._look(self.looking._replace(cross=days[max(0, min(len(days) - 1, at))]))

    def leave(self) -> None:
        """`esc` takes the crosshair and the event away before it leaves."""
        if self.looking.cross is not None or self.looking.event >= 0:
            self._look(self.looking._replace(cross=None, event=-1))
        else:
            self.session.leave()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The crosshair follows the pointer over the chart."""
        chart = self.shown("chart")
        if chart is None:
            return
        inside = chart.region.contains(event.screen_x, event.screen_y)
        cell, width = event.screen_x - chart.region.x - 1, chart.block.width - 1
        day = levels_page.day_under(self.view, self.symbol, self.looking, cell, width) if inside else None
        if inside or self._pointed:
            self._say_under(event)
        # once more when it leaves the chart; elsewhere it must not take away the crosshair that the keys set
        if day != self.looking.cross and (inside or self._pointed):
            self._look(self.looking._replace(cross=day))
        self._pointed = inside

    _pointed = False

    def follow(self, target: Target) -> bool:
        if target.kind == "listing" and target.id != self.listing:
            self.listing, self.selected = target.id, None
            self.looking = self.looking._replace(event=-1, cross=None)
            return True
        return super().follow(target)

    def on_mount(self) -> None:
        """The level nearest to the price is under the cursor."""
        super().on_mount()
        price = self.view.current.get(self.symbol)
        if self.selected is not None:
            self.choose(Target("level", self.selected))
        elif price is not None:
            near = [
                level for level in self.view.levels if level.level.listing == price.price.listing and not level.retired
            ]
            near.sort(key=lambda level: abs(level.level.low - price.price.value))
            if near:
                self.choose(Target("level", near[0].level.id))

    def open_target(self, target: Target) -> None:
        if self.follow(target):
            self.redraw()
