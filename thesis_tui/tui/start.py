"""The dashboard run on a thesis, from making it ready until the user quits."""

from __future__ import annotations

import asyncio
import contextlib
import sys

from textual import constants
from textual.driver import Driver

from thesis_tui.errors import FileError, ThesisError
from thesis_tui.model.view import View
from thesis_tui.pages.dashboard import same_page
from thesis_tui.services.desk import Desk
from thesis_tui.tui import editor
from thesis_tui.tui.app import ThesisApp
from thesis_tui.tui.shutdown import watched
from thesis_tui.tui.terminal import terminal_driver


def run(desk: Desk) -> int:
    """The dashboard until the user quits. Returns the exit code. The terminal is restored on every way out."""
    app, did = open_app(desk, ascii_only=_ascii_only(desk), driver_class=terminal_driver())
    for text in did:
        app.call_later(_tell, app, text)
    code = _run(app)
    with contextlib.suppress(ThesisError):  # said when it is next opened
        app.session.desk.keep_first(same_page)
    return code


def _tell(app: ThesisApp, text: str) -> None:
    """Says what was done on the way in: where a copy was made in the footer, where it covers nothing."""
    folder = app.session.desk.folder
    if str(folder) in text:
        app.session.say(f"kept in {editor.shown_path(folder)}")
    else:
        app.session.notify(text, timeout=6)


def open_app(
    desk: Desk, *, ascii_only: bool = False, driver_class: type[Driver] | None = None
) -> tuple[ThesisApp, tuple[str, ...]]:
    """The app on a thesis made ready, and what was done to make it so, in sentences. Raises ThesisError when it
    cannot be read and nobody mends it.
    """
    desk.remember_open()
    first_view = desk.first_view()
    # it is kept of a thesis that was opened, and given only while nothing of it changed: nothing is left to make ready
    if first_view is not None:
        return ThesisApp(desk, ascii_only=ascii_only, first_view=first_view, driver_class=driver_class), ()
    first_look = _mended(desk).looked is None
    did = desk.start()
    return ThesisApp(desk, ascii_only=ascii_only, first_look=first_look, driver_class=driver_class), did


def _mended(desk: Desk) -> View:
    """The thesis as judged now; a fault that keeps it from being read at all can be mended in the editor first."""
    while True:
        try:
            return desk.view()
        except FileError as error:
            path = str(desk.folder / error.path)
            other = next((other for other in desk.others if other != desk.id), None)
            if other is not None:
                reason = f"{error.reason}; to open another: thesis-tui --thesis {other}"
                error = FileError(f"{desk.id}/{error.path}", reason, error.line)
            if not editor.offer_to_mend(error, path):
                raise error from None


def _run(app: ThesisApp) -> int:
    async def main() -> None:
        async with watched(app, in_browser=(constants.DRIVER or "").endswith(":WebDriver")):
            await app.run_async()

    asyncio.run(main())
    # Textual 8.2 keeps a fault of a screen to itself and ends in order; raised here it is reported like any other
    if app._exception is not None:
        raise app._exception
    return app.return_value if app.return_value is not None else app.return_code or 0


def _ascii_only(desk: Desk) -> bool:
    glyphs = desk.settings.glyphs
    if glyphs != "auto":
        return glyphs == "ascii"
    return "utf" not in (sys.stdout.encoding or "").lower()
