"""Which screen has a number, and which shows a target whole."""

from __future__ import annotations

from thesis_tui.model.view import Target, View
from thesis_tui.services.desk import Desk
from thesis_tui.tui.page_screen import PageScreen
from thesis_tui.tui.screens.article import ArticleScreen
from thesis_tui.tui.screens.document import DocumentScreen
from thesis_tui.tui.screens.journal import JournalScreen
from thesis_tui.tui.screens.levels import LevelsScreen
from thesis_tui.tui.screens.milestones import MilestonesScreen
from thesis_tui.tui.screens.pillar import PillarScreen
from thesis_tui.tui.screens.position import PositionScreen
from thesis_tui.tui.screens.review import ReviewScreen
from thesis_tui.tui.screens.sources import SourcesScreen
from thesis_tui.tui.screens.theses import ThesesScreen
from thesis_tui.tui.targets import pillar_of


def screen_for(number: int, target: Target | None = None) -> PageScreen:
    """One of the screens 2 to 7, or 0 for the list of theses, on `target` when it is of that screen's kind."""
    selected = target.id if target else None
    match number:
        case 0:
            return ThesesScreen(selected)
        case 2:
            return LevelsScreen(selected=selected)
        case 3:
            return MilestonesScreen(selected)
        case 4:
            return SourcesScreen(selected)
        case 5:
            return JournalScreen(selected)
        case 7:
            return PositionScreen(selected)
        case _:
            return ReviewScreen()


def screen_of(view: View, target: Target) -> PageScreen | None:
    """The screen that shows a target whole, None when there is none beyond the one it is on."""
    match target.kind:
        case "pillar":
            return PillarScreen(target.id)
        case "metric" | "criterion" | "evidence" | "observation":
            home = pillar_of(view, target)
            return PillarScreen(home, target.id if target.kind == "metric" else None) if home else SourcesScreen()
        case "milestone":
            return MilestonesScreen(target.id)
        case "level":
            level = view.level(target.id)
            return LevelsScreen(level.level.listing if level else None, target.id)
        case "listing" | "price":
            return LevelsScreen(target.id if target.kind == "listing" else None)
        case "decision" | "position" | "scenario":
            return PositionScreen(target.id if target.kind == "decision" else None)
        case "inbox":
            return ArticleScreen(target.id)
        case "document":
            return DocumentScreen(target.id.partition("/")[0])
        case "monitor":
            return SourcesScreen()
        case "source" | "conflict":
            return SourcesScreen(target.id if target.kind == "source" else None)
        case "entry":
            return JournalScreen(target.id)
        case _:
            return None


def begin_search(page: PageScreen | None) -> bool:
    """Begins a search where the page is the journal; False where it is not."""
    if isinstance(page, JournalScreen):
        page.begin_search()
        return True
    return False


def another_thesis(gone: Desk) -> str:
    """The id of a thesis to open in place of one that is gone: the bundled one where there is no other."""
    from thesis_tui.services.loaded_thesis import BUNDLED
    from thesis_tui.storage.book import thesis_ids

    left = [identity for identity in thesis_ids(gone.places.data) if identity != gone.id]
    return left[0] if left else BUNDLED


def other_desk(here: Desk, identity: str) -> tuple[Desk, bool, tuple[str, ...]]:
    """Another thesis of the same data, made ready: whether it was never looked at, and what was done, in sentences.
    Raises ThesisError when it cannot be read.
    """
    desk = Desk(
        places=here.places, settings=here.settings, thesis=identity, clock=here.now, as_of=here.as_of,
        offline=here.offline,
    )  # fmt: skip
    # asked before `start`, which looks for whoever never did
    first_look = desk.view().looked is None
    return desk, first_look, desk.start()
