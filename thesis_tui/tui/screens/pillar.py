"""One pillar with all that stands behind it."""

from __future__ import annotations

from thesis_tui.model.view import Target
from thesis_tui.pages import pillar_page
from thesis_tui.pages.spans import Block
from thesis_tui.tui.master_detail import MasterDetailScreen
from thesis_tui.tui.targets import address_of, source_of


class PillarScreen(MasterDetailScreen):
    """One pillar with all that stands behind it."""

    kind = "metric"
    number = 1
    title_words = "One pillar"
    place = "pillar"
    first_focus = ("metrics",)

    def __init__(self, pillar: str, metric: str | None = None) -> None:
        super().__init__(metric)
        self.pillar = pillar

    def blocks(self, width: int, height: int) -> list[Block]:
        return pillar_page.pillar_page(self.view, self.pillar, self.selected, width, height, self.session.status)

    def follow(self, target: Target) -> bool:
        """A figure of an earlier period, and a criterion, show their metric over time as the metric's own row does."""
        metric = ""
        if target.kind == "observation":
            figure = self.view.figure(target.id)
            metric = figure.observation.metric if figure is not None else ""
        elif target.kind == "criterion":
            criterion = self.view.criterion(target.id)
            metric = (criterion.criterion.metric or "") if criterion is not None else ""
        return super().follow(Target("metric", metric) if metric else target)

    def _focus_first(self) -> None:
        super()._focus_first()
        # on an empty pillar's page only the list of pillars can be focused: what is added there is for the one shown
        if self.target is not None and self.target.kind == "pillar":
            self.choose(Target("pillar", self.pillar))

    def move_sideways(self, step: int) -> None:
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
            self.session.ask_what_to_edit()
        elif target.kind in ("metric", "observation", "evidence"):
            self._open_source(target)
        else:
            super().open_target(target)

    def _open_source(self, target: Target) -> None:
        """`enter` on a figure or a statement opens where it is from."""
        source = source_of(self.view, target)
        if source:
            super().open_target(Target("source", source))
        elif address_of(self.view, target):
            self.session.open_address(target)
        else:
            self.session.notify("entered by you; 5 to see it in the journal")
