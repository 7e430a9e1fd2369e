"""Places, settings and the desk, each made when a command first needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from thesis_tui.cli.output import complain
from thesis_tui.errors import InputError
from thesis_tui.model.figures import cut
from thesis_tui.rules.calendar_periods import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from typing import TypedDict

    from thesis_tui.cli.options import Options
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.loaded_thesis import LoadedThesis
    from thesis_tui.storage.paths import Places
    from thesis_tui.storage.settings import Settings

    class _Given(TypedDict):
        places: Places
        settings: Settings
        thesis: str | None
        clock: Callable[[], datetime]
        as_of: date | None
        offline: bool


class Opening:
    """The things a command works with. `clock` gives local time with its zone."""

    def __init__(self, options: Options, environ: Mapping[str, str], clock: Callable[[], datetime]) -> None:
        self.options = options
        self.environ = environ
        self.clock = clock
        self._places: Places | None = None
        self._settings: tuple[Settings, tuple[str, ...]] | None = None
        self._thesis: LoadedThesis | None = None
        self._desk: Desk | None = None
        self.quiet = False
        """Set by what reports the settings' faults itself."""

    @property
    def places(self) -> Places:
        if self._places is None:
            from thesis_tui.storage.paths import find_places

            self._places = find_places(self.options.maybe("data_dir"), self.options.maybe("config"), self.environ)
        return self._places

    def read_settings(self) -> tuple[Settings, tuple[str, ...]]:
        """The settings, and what is wrong with their file, in sentences."""
        if self._settings is None:
            from thesis_tui.storage.settings import read_settings

            # a file that is named must be there; the usual one need not
            if self.options.maybe("config") and not os.path.exists(self.places.config_path):  # noqa: PTH110  (never fails)
                name = cut(self.places.config_path, 200)
                raise InputError(f"--config: {name} does not exist; give one that does", "--config")
            settings, problems = read_settings(self.places.config_path)
            self._settings = settings, tuple(problem.text for problem in problems)
        return self._settings

    def take_settings(self, settings: Settings) -> None:
        """Uses settings of which something was just kept."""
        self._settings = settings, ()

    @property
    def thesis(self) -> LoadedThesis:
        """The thesis, for a command that only reads. Faults of the settings are told on stderr, once."""
        if self._thesis is None:
            from thesis_tui.services.loaded_thesis import LoadedThesis

            self._thesis = LoadedThesis(**self._given())
        return self._thesis

    @property
    def desk(self) -> Desk:
        """The thesis, to record in."""
        if self._desk is None:
            from thesis_tui.services.desk import Desk

            self._desk = Desk(**self._given())
        return self._desk

    def desk_of(self, thesis: str) -> Desk:
        """Another thesis than the one named, to record in."""
        from thesis_tui.services.desk import Desk

        given = self._given()
        given["thesis"] = thesis
        self._desk = Desk(**given)
        return self._desk

    def another_desk(self, thesis: str) -> Desk:
        """A second thesis, to record in beside the one named."""
        from thesis_tui.services.desk import Desk

        given = self._given()
        given["thesis"] = thesis
        return Desk(**given)

    def _given(self) -> _Given:
        settings, faults = self.read_settings()
        for fault in () if self.quiet else faults:
            complain(fault)
        return {
            "places": self.places,
            "settings": settings,
            "thesis": self.options.maybe("thesis"),
            "clock": self.clock,
            "as_of": self.as_of(),
            "offline": self.options.flag("offline") or settings.offline,
        }

    def tell(self) -> None:
        """Tells on stderr what the desk did beside what it was asked for."""
        for sentence in self._desk.notices() if self._desk else ():
            complain(sentence)

    def as_of(self) -> date | None:
        """The day of --today, None without it. Raises InputError."""
        typed = self.options.maybe("today")
        if typed is None:
            return None
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            from thesis_tui.rules.windows import parse_day  # 3 ms that a day written out does without

            try:
                day = parse_day(typed, self.clock().date(), "--today")
            except InputError as error:
                raise InputError(f"--today: {error}", "--today") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InputError(f"--today: the year must be from {FIRST_YEAR} to {LAST_YEAR}", "--today")
        return day
