"""The screens beside the dashboard: each says what it shows, and follows its cursor."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from thesis_tui.errors import ThesisError
from thesis_tui.model.view import Target, View
from thesis_tui.pages import journal_page, levels_page, milestones_page, pillar_page
from thesis_tui.pages.chart import RANGES
from thesis_tui.pages.levels_page import Looking
from thesis_tui.pages.spans import Block
from thesis_tui.tui.beside import beside
from thesis_tui.tui.following import Following
from thesis_tui.tui.page import PageScreen
from thesis_tui.tui.review import ReviewScreen
from thesis_tui.tui.sources import SourcesScreen

if TYPE_CHECKING:
    from thesis_tui.rules.verdicts import VerdictChange
    from thesis_tui.services.reading import VerdictWork


class PillarScreen(Following):
    """One pillar with all that stands behind it."""

    kind = "metric"
    number = 1
    title_words = "One pillar"
    keys: ClassVar = pillar_page.KEYS
    first_focus = ("metrics",)

    def __init__(self, pillar: str, metric: str | None = None) -> None:
        super().__init__(metric)
        self.pillar = pillar

    def blocks(self, width: int, height: int) -> list[Block]:
        return pillar_page.pillar_page(self.view, self.pillar, self.selected, width, height, self.thesis.foot)

    def action_sideways(self, step: int) -> None:
        """← → walk the pillars."""
        ids = [pillar.pillar.id for pillar in self.view.pillars]
        if self.pillar in ids:
            self.pillar = ids[(ids.index(self.pillar) + step) % len(ids)]
            self.selected = None
            self.redraw()

    def open_target(self, target: Target) -> None:
        if target.kind == "pillar":
            self.pillar, self.selected = target.id, None
            self.redraw()
        elif target.kind == "criterion":
            self.thesis.action_edit()
        elif target.kind in ("metric", "observation", "evidence"):
            self._open_source(target)
        else:
            super().open_target(target)

    def _open_source(self, target: Target) -> None:
        """`enter` on a figure or a statement opens where it is from."""
        from thesis_tui.tui.targets import source_of

        source = source_of(self.view, target)
        if source:
            super().open_target(Target("source", source))
        else:
            self.notify("entered by you; the journal (5) has it", timeout=5, markup=False)


class LevelsScreen(Following):
    """The price against its levels."""

    kind = "level"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "event(-1)", "event before", show=False),
        Binding("right,l", "event(1)", "event after", show=False),
        Binding("left_square_bracket", "span(-1)", "shorter range", show=False, id="shorter"),
        Binding("right_square_bracket", "span(1)", "longer range", show=False, id="longer"),
        Binding("c", "candles", "candles", show=False, id="candles"),
        Binding("comma", "cross(-1)", "crosshair back", show=False, id="cross_back"),
        Binding("full_stop", "cross(1)", "crosshair on", show=False, id="cross_on"),
    ]
    number = 2
    title_words = "Levels and chart"
    keys: ClassVar = levels_page.KEYS
    first_focus = ("levels",)

    def __init__(self, listing: str | None = None, selected: str | None = None) -> None:
        super().__init__(selected)
        self.listing = listing
        self.looking = Looking()

    @property
    def symbol(self) -> str:
        return self.listing or self.view.listings[0].symbol

    def blocks(self, width: int, height: int) -> list[Block]:
        return levels_page.levels_page(
            self.view, self.listing, self.selected, width, height, self.thesis.foot, self.looking
        )

    def _look(self, looking: Looking) -> None:
        self.looking = looking
        self.redraw()

    def action_span(self, step: int) -> None:
        names = list(RANGES)
        at = max(0, min(len(names) - 1, names.index(self.looking.range) + step))
        self._look(Looking(names[at], self.looking.candles))

    def action_candles(self) -> None:
        self._look(self.looking._replace(candles=not self.looking.candles))

    def action_event(self, step: int) -> None:
        """Steps through what happened; beyond the first and the last none is chosen."""
        count = len(levels_page.shown_events(self.view, self.symbol, self.looking.range))
        at = self.looking.event + step
        if self.looking.event < 0:
            at = count - 1 if step < 0 else 0
        self._look(self.looking._replace(event=at if 0 <= at < count else -1))

    def action_cross(self, step: int) -> None:
        """Moves the crosshair by a session; the first time it stands on the newest."""
        bars = levels_page.shown_bars(self.view, self.symbol, self.looking.range)
        if len(bars) < 2:
            return
        days = [bar.day for bar in bars]
        at = days.index(self.looking.cross) + step if self.looking.cross in days else len(days) - 1
        self._look(self.looking._replace(cross=days[max(0, min(len(days) - 1, at))]))

    def action_leave(self) -> None:
        """`esc` takes the crosshair and the event away before it leaves."""
        if self.looking.cross is not None or self.looking.event >= 0:
            self._look(self.looking._replace(cross=None, event=-1))
        else:
            self.thesis.action_leave()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The crosshair follows the pointer over the chart."""
        chart = self.shown("chart")
        if chart is None:
            return
        inside = chart.region.contains(event.screen_x, event.screen_y)
        cell, width = event.screen_x - chart.region.x - 1, chart.block.width - 1
        day = levels_page.day_under(self.view, self.symbol, self.looking, cell, width) if inside else None
        if day != self.looking.cross and (inside or self._pointed):
            self._pointed = inside
            self._look(self.looking._replace(cross=day))

    _pointed = False

    def follow(self, target: Target) -> bool:
        if target.kind == "listing" and target.id != self.listing:
            self.listing, self.selected = target.id, None
            self.looking = Looking(self.looking.range, self.looking.candles)
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


class MilestonesScreen(Following):
    """What is expected, and whether your odds were any good."""

    kind = "milestone"
    number = 3
    title_words = "Milestones"
    keys: ClassVar = milestones_page.KEYS
    first_focus = ("open",)

    def blocks(self, width: int, height: int) -> list[Block]:
        return milestones_page.milestones_page(self.view, self.selected, width, height, self.thesis.foot)

    def open_target(self, target: Target) -> None:
        """`enter` on a milestone shows what can be done with it: all there is of it is on this page."""
        if target.kind == "milestone":
            self.thesis.action_edit()
        else:
            super().open_target(target)


class JournalScreen(Following):
    """Everything that was entered, newest first, searched as you type."""

    kind = "entry"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "kind", "kind", show=False, id="kind"),
        Binding("F", "pillar", "pillar", show=False, id="pillar"),
        Binding("left_square_bracket", "day(-1)", "day before", show=False, id="day_before"),
        Binding("right_square_bracket", "day(1)", "day after", show=False, id="day_after"),
    ]
    number = 5
    title_words = "Journal"
    keys: ClassVar = journal_page.KEYS
    first_focus = ("entries",)

    def __init__(self, selected: str | None = None) -> None:
        super().__init__(selected)
        self.query_text = ""
        self.searching = False
        self.wanted_kind = ""
        self.wanted_pillar = ""
        self._changes: Sequence[VerdictChange] = ()
        self._changes_of: View | None = None
        self._answers = journal_page.Answers()

    def blocks(self, width: int, height: int) -> list[Block]:
        return journal_page.journal_page(
            self.view,
            self.query_text,
            self.wanted_kind,
            self.wanted_pillar,
            self.selected,
            width,
            height,
            self.thesis.foot,
            typing=self.searching,
            changes=self._verdict_changes(),
            answers=self._answers,
        )

    def _verdict_changes(self) -> Sequence[VerdictChange]:
        """Those of the view shown; while the files cannot be read, or the changes of many years are being worked
        out beside the screen, the ones last known.
        """
        if self._changes_of is not self.view:
            self._changes_of = self.view
            with suppress(ThesisError):
                work = self.thesis.verdict_work()
                if work.long:
                    self.call_later(self._begin, work)
                else:
                    self._changes = work()
        return self._changes

    def _begin(self, work: VerdictWork) -> None:
        self.thesis.say("working out the changes of verdict …")
        self.run_worker(self._work_out(work), group="verdicts", exclusive=True, exit_on_error=False)

    async def _work_out(self, work: VerdictWork) -> None:
        self._changes = await beside(work)
        self.redraw()

    def follow(self, target: Target) -> bool:
        line = journal_page.line_of(target)
        if not line or line == self.selected:
            return False
        self.selected = line
        return True

    def action_kind(self) -> None:
        """The next kind that there is anything of."""
        kinds = journal_page.kinds_of(self.view, self._verdict_changes())
        self.wanted_kind = kinds[(kinds.index(self.wanted_kind) + 1) % len(kinds)] if self.wanted_kind in kinds else ""
        self.redraw()

    def action_pillar(self) -> None:
        pillars = ["", *(pillar.pillar.id for pillar in self.view.pillars)]
        self.wanted_pillar = (
            pillars[(pillars.index(self.wanted_pillar) + 1) % len(pillars)] if self.wanted_pillar in pillars else ""
        )
        self.redraw()

    def action_day(self, step: int) -> None:
        """The whole program shows the thesis as of the day before or after on which anything was known anew."""
        self.thesis.step_day(step)

    def action_leave(self) -> None:
        """`esc` takes filters and a search away before it leaves."""
        if self.query_text or self.wanted_kind or self.wanted_pillar:
            self.query_text = self.wanted_kind = self.wanted_pillar = ""
            self.redraw()
        else:
            super().action_leave()

    def begin_search(self) -> None:
        self.searching = True
        self.redraw()

    async def on_key(self, event: events.Key) -> None:
        """While searching, keys are text; `enter` keeps what is found, `esc` shows everything again."""
        if not self.searching:
            return
        if event.key == "escape":
            self.searching, self.query_text = False, ""
        elif event.key == "enter":
            self.searching = False
        elif event.key == "backspace":
            self.query_text = self.query_text[:-1]
        elif event.is_printable and event.character:
            self.query_text += event.character
        else:
            return
        event.stop()
        event.prevent_default()
        self.redraw()

    def open_target(self, target: Target) -> None:
        if target.kind == "entry":
            entry = next((item for item in self.view.journal if item.entry.id == target.id), None)
            if entry is not None and entry.target.kind != "entry":
                super().open_target(entry.target)
        elif target.kind == "thesis":
            self.thesis.open_screen(1)
        else:
            super().open_target(target)


def screen_for(number: int, target: Target | None = None) -> PageScreen:
    """One of the screens 2 to 6, or 0 for the list of theses, on `target` when it is of that screen's kind."""
    selected = target.id if target else None
    match number:
        case 0:
            from thesis_tui.tui.theses import ThesesScreen

            return ThesesScreen(selected)
        case 2:
            return LevelsScreen(selected=selected)
        case 3:
            return MilestonesScreen(selected)
        case 4:
            return SourcesScreen(selected)
        case 5:
            return JournalScreen(selected)
        case _:
            return ReviewScreen()


def screen_of(view: View, target: Target) -> PageScreen | None:
    """The screen that shows a target whole, None when there is none beyond the one it is on."""
    from thesis_tui.tui.targets import pillar_of

    match target.kind:
        case "pillar":
            return PillarScreen(target.id)
        case "metric" | "criterion" | "evidence" | "observation":
            home = pillar_of(view, target)
            return PillarScreen(home, target.id if target.kind == "metric" else None) if home else SourcesScreen()
        case "milestone":
            return MilestonesScreen(target.id)
        case "level":
            level = next((item for item in view.levels if item.level.id == target.id), None)
            return LevelsScreen(level.level.listing if level else None, target.id)
        case "listing" | "price":
            return LevelsScreen(target.id if target.kind == "listing" else None)
        case "inbox":
            from thesis_tui.tui.article import ArticleScreen

            return ArticleScreen(target.id)
        case "source" | "conflict":
            return SourcesScreen(target.id if target.kind == "source" else None)
        case "entry":
            return JournalScreen(target.id)
        case _:
            return None
