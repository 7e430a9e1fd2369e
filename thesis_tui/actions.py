"""Everything that can be done with a key or by name in the dashboard, each declared once, in `ACTIONS`.

Bindings, footers, the help page, the command palette, the names that `[keys]` of the config may give other keys to,
and the tests that hold the README's tables all read this table, so that a key on one screen is one declaration here.
Imports nothing of the program: every floor may read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple

Run = Callable[[Any], object]
"""Gets the screen that the key was pressed on (tui/page_screen.py has what all pages share); of "app", the App."""
Place = Literal[
    "everywhere", "app", "textual", "page", "dashboard", "pillar", "levels", "milestones", "sources", "journal",
    "review", "theses", "position", "article", "form", "menu", "help", "chips",
]  # fmt: skip
"""Where a key is bound: "everywhere" on the App, for whatever page is in front; "app" for the App itself, over
forms and menus, too; "textual" by Textual; "page" on every page of blocks; the others on the screen or widget named.
"""


class Action(NamedTuple):
    """One thing that can be done, and everything the program says of it."""

    id: str
    """Its name in `[keys]` of the config, where `remappable`."""
    keys: str
    """Textual's names of its keys, with commas between; "" for what only the palette offers."""
    run: Run
    words: str = ""
    """In footers and help, in a word or two."""
    place: Place = "everywhere"
    listed: int = 0
    """Its rank in the help's list of keys on every screen; 0 leaves it out."""
    help: str = ""
    """The words in that list, where they are other than `words`."""
    palette: str = ""
    """Its name in the command palette, "" where the palette does not offer it."""
    about: str = ""
    """The palette's line below the name; its key is added."""
    writes: bool = False
    """Records, fetches or takes back: not offered for a day gone by."""
    when: Literal["", "open", "ended", "closed", "archived"] = ""
    """How the thesis must stand for the palette to offer it: "ended" is closed, in the archive or not."""
    remappable: bool = True
    priority: bool = False
    """Taken before the focused widget gets the key."""

    @property
    def shown(self) -> str:
        """Its first key as it is written in footers."""
        return shown_key(self.keys)


class Hint(NamedTuple):
    """A part of a footer: actions by their ids, or `keys` of a widget's own, and the words for them."""

    ids: tuple[str, ...]
    words: str = ""
    """Where they are other than the action's own."""
    needs: Literal["", "open milestone", "milestone", "milestone or level", "change", "source"] = ""
    """Shown only once the thesis has one."""
    key: int = 0
    """Which of the action's keys is shown."""
    keys: str = ""


_NAMES: Final = {
    "slash": "/", "dollar_sign": "$", "question_mark": "?", "escape": "esc", "left": "←", "right": "→", "comma": ",",
    "ctrl+comma": "ctrl+,", "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]",
    "up": "↑", "down": "↓",
}  # fmt: skip
_TEXTUAL: Final = {shown: name for name, shown in _NAMES.items()}


def shown_key(keys: str, at: int = 0) -> str:
    """The key at place `at` among Textual's names, as it is written for people: "/" for "slash"."""
    key = keys.split(",")[at]
    return _NAMES.get(key, key)


def textual_key(shown: str) -> str:
    """Textual's name of a key that is written as `shown`: "slash" for "/"."""
    return _TEXTUAL.get(shown, shown)


def _screen(number: int) -> Run:
    return lambda page: page.session.open_screen(number)


ACTIONS: Final[tuple[Action, ...]] = (
    # screens
    Action("dashboard", "1", _screen(1), palette="Dashboard", about="open the screen"),
    Action("levels", "2", _screen(2), palette="Levels", about="open the screen"),
    Action("milestones", "3", _screen(3), palette="Milestones", about="open the screen"),
    Action("sources", "4", _screen(4), palette="Sources", about="open the screen"),
    Action("journal", "5", _screen(5), palette="Journal", about="open the screen"),
    Action("review", "6,R", _screen(6), "review", palette="Review", about="open the screen"),
    Action("position", "7", _screen(7), "position", listed=6, help="position and decisions", palette="Position",
           about="what you did, what you hold, and what came of it"),
    Action("private", "dollar_sign", lambda page: page.session.switch_private(), "hide amounts", listed=16,
           help="hide or show amounts", palette="Hide or show amounts",
           about="quantities, prices paid and amounts, on every screen and in exports"),
    Action("settings", "ctrl+comma", lambda page: page.session.change_settings(), "settings", palette="Settings",
           about="theme, colours, feeds, contact"),
    Action("theses", "0,ctrl+o", _screen(0), "theses", listed=7, help="all theses", palette="Theses",
           about="all of them, to open another or start a new one"),
    # what is recorded
    Action("note", "n", lambda page: page.session.ask("note"), "note", listed=1, writes=True),
    Action("milestone_note", "", lambda page: page.session.note_on_milestone(), palette="Note on the next milestone",
           about="of what is in focus", writes=True, remappable=False),
    Action("add", "a", lambda page: page.add(), "add", listed=3, writes=True),
    Action("article", "i", lambda page: page.session.import_article(), "read an article", listed=4),
    Action("edit", "e", lambda page: page.edit(), "edit", writes=True),
    Action("retire", "d", lambda page: page.retire(), "retire", writes=True),
    Action("odds", "p", lambda page: page.session.ask("odds"), "odds", palette="State odds",
           about="of the milestone in focus", writes=True),
    Action("settle", "", lambda page: page.session.ask("settle"), palette="Resolve",
           about="the conflict in focus, with a reason", remappable=False),
    Action("close", "", lambda page: page.dispose("close"), palette="Close the thesis",
           about="how it ended, what each pillar was, what you learned", writes=True, when="open", remappable=False),
    Action("reopen", "", lambda page: page.dispose("reopen"), palette="Open the closed thesis again",
           about="what was closed takes entries again", writes=True, when="ended", remappable=False),
    Action("archive", "", lambda page: page.dispose("archive"), palette="Archive the closed thesis",
           about="the list of theses leaves it out", writes=True, when="closed", remappable=False),
    Action("unarchive", "", lambda page: page.dispose("unarchive"), palette="Restore from the archive",
           about="the list of theses has it again", writes=True, when="archived", remappable=False),
    Action("delete", "", lambda page: page.dispose("delete"), palette="Delete the closed thesis",
           about="its folder is moved away, once its name is typed", writes=True, when="ended", remappable=False),
    Action("restore", "", lambda page: page.dispose("restore"), palette="Restore a deleted thesis",
           about="its folder is moved back", remappable=False),
    Action("undo", "u", lambda page: page.undo(), "undo", listed=5, palette="Undo",
           about="take back your last entry", writes=True),
    Action("redo", "U", lambda page: page.session.redo(), "redo", listed=11, palette="Redo",
           about="bring back what was undone", writes=True),
    Action("seen", "x", lambda page: page.session.mark_seen(page.changes_in_focus()), "seen",
           palette="Mark all as seen", about="what changed since you looked", writes=True),
    # the rest of what works everywhere
    Action("edit_file", "E", lambda page: page.edit_file(), "edit the file", palette="Edit the file",
           about="in your editor", writes=True),
    Action("source", "o", lambda page: page.session.open_address(page.target), "source"),
    Action("copy", "C", lambda page: page.copy_line(), "copy", palette="Copy the line",
           about="in focus, with its source"),
    Action("refresh", "r", lambda page: page.session.refresh(), "refresh", listed=10, writes=True),
    Action("search", "slash", lambda page: page.session.search(), "search", listed=12),
    Action("today", "t", lambda page: page.session.show_as_of(None), "today"),
    Action("palette", "ctrl+p", lambda app: app.action_command_palette(), "palette", "textual", listed=13,
           help="by name", remappable=False),
    Action("help", "question_mark", lambda page: page.session.show_help(), "help", listed=14, palette="Help",
           about="the keys of this screen"),
    Action("quit", "q", lambda page: page.session.quit(), "quit", listed=15, palette="Quit", about="leave"),
    # before the focus gets them: Textual's fields and screens have a ctrl+c of their own, and forms an esc
    Action("interrupt", "ctrl+c", lambda app: app.interrupt(), "copy, or leave", "app", remappable=False,
           priority=True),
    Action("give_up", "escape", lambda app: app.session.give_up(), "give up", "app", remappable=False,
           priority=True),
    # moving on a page
    Action("up", "up,k", lambda page: page.move(-1), "up", "page", remappable=False),
    Action("down", "down,j", lambda page: page.move(1), "down", "page", remappable=False),
    Action("left", "left,h", lambda page: page.move_sideways(-1), "left", "page", remappable=False),
    Action("right", "right,l", lambda page: page.move_sideways(1), "right", "page", remappable=False),
    Action("next_section", "tab", lambda page: page.move_section(1), "next section", "page", listed=8,
           remappable=False),
    Action("previous_section", "shift+tab", lambda page: page.move_section(-1), "previous section", "page",
           remappable=False),
    Action("page_down", "pagedown", lambda page: page.move_far(10), "page down", "page", remappable=False),
    Action("page_up", "pageup", lambda page: page.move_far(-10), "page up", "page", remappable=False),
    # further than any list is long: what moves stops at the ends
    Action("first", "home", lambda page: page.move_far(-100_000), "first", "page", remappable=False),
    Action("last", "end", lambda page: page.move_far(100_000), "last", "page", remappable=False),
    Action("open", "enter", lambda page: page.open_focused(), "open", "page"),
    Action("back", "escape", lambda page: page.leave(), "back", "page", listed=9),
    # levels and chart
    Action("event_before", "left,h", lambda page: page.step_event(-1), "event before", "levels", remappable=False),
    Action("event_after", "right,l", lambda page: page.step_event(1), "event after", "levels", remappable=False),
    Action("shorter", "left_square_bracket", lambda page: page.change_range(-1), "shorter range", "levels"),
    Action("longer", "right_square_bracket", lambda page: page.change_range(1), "longer range", "levels"),
    Action("candles", "c", lambda page: page.toggle_candles(), "candles", "levels"),
    Action("cross_back", "comma", lambda page: page.move_crosshair(-1), "crosshair back", "levels"),
    Action("cross_on", "full_stop", lambda page: page.move_crosshair(1), "crosshair on", "levels"),
    # journal
    Action("kind", "f", lambda page: page.next_kind(), "kind", "journal"),
    Action("pillar", "F", lambda page: page.next_pillar(), "pillar", "journal"),
    Action("day_before", "left_square_bracket", lambda page: page.session.step_day(-1), "day before", "journal"),
    Action("day_after", "right_square_bracket", lambda page: page.session.step_day(1), "day after", "journal"),
    # all theses
    Action("order", "s", lambda page: page.next_order(), "sort", "theses"),
    Action("filter", "f", lambda page: page.choose_filter(), "filter", "theses"),
    # an article
    Action("keep", "y", lambda page: page.keep(), "keep", "article"),
    Action("drop", "d", lambda page: page.drop(), "drop", "article"),
    Action("keep_kind", "Y", lambda page: page.keep_kind(), "keep its kind", "article"),
    Action("drop_kind", "D", lambda page: page.drop_kind(), "drop its kind", "article"),
    Action("new_metric", "N", lambda page: page.keep_as_new_metric(), "new metric", "article"),
    Action("published", "P", lambda page: page.ask_published(), "its day", "article", remappable=False),
    Action("date_figures", "T", lambda page: page.date_figures(), "its period", "article"),
    Action("file_away", "f", lambda page: page.file_away(), "file away", "article"),
    Action("text_up", "left_square_bracket", lambda page: page.scroll_text(-1), "text up", "article"),
    Action("text_down", "right_square_bracket", lambda page: page.scroll_text(1), "text down", "article"),
    # forms, menus and help
    Action("form_leave", "escape", lambda form: form.leave(), "cancel", "form", remappable=False),
    Action("form_save", "ctrl+s", lambda form: form.save(), "save", "form", remappable=False),
    # first taken here, since a text of several lines has up and down for its own cursor
    Action("form_next", "tab,down", lambda form: form.next_field(1), "next field", "form", remappable=False,
           priority=True),
    Action("form_previous", "shift+tab,up", lambda form: form.next_field(-1), "field before", "form",
           remappable=False, priority=True),
    Action("draft_take", "ctrl+r", lambda form: form.take_draft(), "restore the draft", "form", remappable=False,
           priority=True),
    Action("draft_drop", "ctrl+l", lambda form: form.drop_draft(), "discard the draft", "form", remappable=False,
           priority=True),
    Action("choice_before", "left", lambda chips: chips.step(-1), "choice before", "chips", remappable=False),
    Action("choice_after", "right", lambda chips: chips.step(1), "choice after", "chips", remappable=False),
    Action("menu_leave", "escape", lambda menu: menu.close(None), "back", "menu", remappable=False),
    Action("menu_up", "up,k", lambda menu: menu.step(-1), "up", "menu", remappable=False, priority=True),
    Action("menu_down", "down,j,tab", lambda menu: menu.step(1), "down", "menu", remappable=False, priority=True),
    Action("menu_pick", "enter", lambda menu: menu.pick(), "choose", "menu", remappable=False, priority=True),
    Action("help_close", "escape,question_mark,q,enter,space", lambda help_: help_.close(None), "close", "help",
           remappable=False),
    Action("help_down", "down,j,pagedown", lambda help_: help_.scroll_by(4), "on", "help", remappable=False),
    Action("help_up", "up,k,pageup", lambda help_: help_.scroll_by(-4), "back", "help", remappable=False),
)  # fmt: skip

BY_ID: Final[Mapping[str, Action]] = {action.id: action for action in ACTIONS}
REMAPPABLE: Final = tuple(action.id for action in ACTIONS if action.remappable)
"""The names that `[keys]` of the config may give other keys to."""

_HELP, _QUIT = Hint(("help",)), Hint(("quit",))
FOOTERS: Final[Mapping[str, tuple[Hint, ...]]] = {
    "dashboard": (
        Hint(("note",)), Hint(("add",)), Hint(("open",)), Hint(("odds",), needs="open milestone"), Hint(("edit",)),
        Hint(("edit_file",)), Hint(("undo",)), Hint(("seen",), needs="change"), Hint(("search",)),
        Hint(("palette",)), _HELP, _QUIT,
    ),
    "pillar": (
        Hint(("back",)), Hint(("note",)), Hint(("add",)), Hint(("odds",), needs="open milestone"), Hint(("edit",)),
        Hint(("edit_file",)), Hint(("source",), needs="source"), Hint(("undo",)), _HELP,
    ),
    "levels": (
        Hint(("note",)), Hint(("add",), "add level"), Hint(("edit",)),
        Hint(("retire",), needs="milestone or level"), Hint(("undo",)), Hint(("event_before", "event_after"), "events"),
        Hint(("shorter", "longer"), "range"), Hint(("candles",)), Hint(("cross_back", "cross_on"), "crosshair"),
        Hint(("next_section",), "next"), Hint(("refresh",)), _HELP,
    ),
    "milestones": (
        Hint(("note",)), Hint(("add",)), Hint(("odds",), needs="open milestone"),
        Hint(("edit",), "edit, resolve", needs="milestone"), Hint(("retire",), needs="milestone or level"),
        Hint(("undo",)), Hint(("open",)), Hint(("search",)), _HELP,
    ),
    "sources": (
        Hint(("note",)), Hint(("article",)), Hint(("open",)), Hint(("source",), "open the link", needs="source"),
        Hint(("edit_file",)), Hint(("next_section",), "next"), Hint(("undo",)), Hint(("search",)), _HELP, _QUIT,
    ),
    "journal": (
        Hint(("note",)), Hint(("search",)), Hint(("open",)), Hint(("edit",)), Hint(("kind",)), Hint(("pillar",)),
        Hint(("day_before", "day_after"), "as of a day"), Hint(("retire",), "undo this"), Hint(("edit_file",)),
        Hint(("undo",)), _HELP, _QUIT,
    ),
    "journal as of a day": (
        Hint(("day_before",), "earlier"), Hint(("day_after",), "later"), Hint(("today",)),
        Hint(("dashboard",), "dashboard then"), Hint(("search",)), Hint(("open",)), _HELP,
    ),
    "journal search": (Hint(("open",), "keep"), Hint(("back",), "show everything")),
    "theses": (
        Hint(("open",)), Hint(("add",), "new thesis"), Hint(("order",)), Hint(("filter",)),
        Hint(("retire",), "close, archive"), Hint(("edit_file",)), Hint(("back",)), Hint(("refresh",)),
        _HELP, _QUIT,
    ),
    "position": (
        Hint(("back",)), Hint(("add",)), Hint(("edit",)), Hint(("retire",), "undo this"), Hint(("private",)),
        Hint(("undo",)), Hint(("next_section",), "next"), _HELP, _QUIT,
    ),
    "article": (
        Hint(("keep",)), Hint(("drop",)), Hint(("edit",)), Hint(("file_away",)), Hint(("undo",)),
        Hint(("keep_kind",)), Hint(("new_metric",)), Hint(("drop_kind",)),
        Hint(("text_up", "text_down"), "text"), Hint(("published",)),
        Hint(("back",)), _HELP, _QUIT,
    ),
    "article without proposals": (
        Hint(("file_away",)), Hint(("text_up", "text_down"), "text"), Hint(("published",)), Hint(("back",)),
        _HELP, _QUIT,
    ),
    "article not read": (Hint(("back",)), _HELP, _QUIT),
    "review": (
        Hint(("open",)), Hint(("left", "right"), "walk"), Hint(("last",), "the paragraph"),
        Hint((), "how it ended", keys="h m v"), Hint(("add",), "figure, evidence, price"),
        Hint((), "a sentence", keys="w"), Hint((), "accept", keys="y"), Hint(("retire",), "retire"),
        Hint((), "snooze", keys="z"), Hint((), "skip", keys="s"), _HELP,
    ),
}  # fmt: skip
"""The actions each footer names, in its order: what does not fit drops from the right, help and quit last. An action
of a screen's own that is not named here stands before them. The review's keys are its items' (pages/review_item.py).
"""


def hints(footer: str) -> tuple[Hint, ...]:
    """The parts of a footer, and the screen's own actions that it does not name."""
    named = FOOTERS[footer]
    # by the beginning of the name: "article" and "article without proposals" are two footers of one screen
    known = {id_ for name, group in FOOTERS.items() if name.startswith(footer) for hint in group for id_ in hint.ids}
    more = [Hint((action.id,)) for action in ACTIONS if action.place == footer and action.id not in known]
    last = len(named) - sum(hint in (_HELP, _QUIT) for hint in named)
    return (*named[:last], *more, *named[last:])


def placed(place: Place) -> Iterable[Action]:
    """The actions whose keys are bound at a place."""
    return (action for action in ACTIONS if action.place == place and action.keys)


def everywhere() -> list[Action]:
    """The actions that help lists as the same on every screen, in its order."""
    return sorted((action for action in ACTIONS if action.listed), key=lambda action: action.listed)
