"""config.toml: read, never written. `config.example.toml` documents every setting."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from msgspec import field
from msgspec.structs import replace

from thesis_tui.errors import FileError
from thesis_tui.model.book import Problem
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.model.formats import FORMAT, newer_format, newer_words
from thesis_tui.model.objects import FileStruct
from thesis_tui.storage.checks import SLUG_WORDS, is_slug
from thesis_tui.storage.decode import convert, unknown_key
from thesis_tui.storage.toml import Lines, parse, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

Theme = Literal["dark", "light", "colour-blind", "terminal"]
Glyphs = Literal["auto", "unicode", "ascii"]
Moves = Literal["plain", "green-up", "red-up"]
MAX_PERCENT = 50
KEY_NAMES = (
    "dashboard", "levels", "milestones", "sources", "journal", "review", "open", "back", "note", "milestone_note",
    "add", "edit", "edit_file", "retire", "undo", "redo", "odds", "refresh", "seen", "source", "search", "help",
    "today", "quit", "shorter", "longer", "candles", "cross_back", "cross_on", "kind", "pillar", "day_before",
    "day_after", "article", "theses", "keep", "drop", "keep_kind", "drop_kind", "file_away",
    "text_up", "text_down",
)  # fmt: skip
"""What another key can be given to in `[keys]`; the screens have a key for each."""
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,63}\Z")


class LevelSettings(FileStruct, frozen=True, kw_only=True):
    """When a level is tested, and when a broken one is reclaimed."""

    near_percent: Decimal = Decimal(2)
    """A level is "testing" while the price is within this many percent of it; 0 to 50."""
    hysteresis_percent: Decimal = Decimal(1)
    """A broken level is reclaimed by a close this many percent beyond its far edge; 0 to 50."""


class Settings(FileStruct, frozen=True, kw_only=True):
    """What config.toml says, with a default for each thing it does not."""

    format: int = FORMAT
    """The version of the file's form; a newer one is read as far as it is understood."""
    theme: Theme = "dark"
    """The colours; "terminal" uses the terminal's own sixteen."""
    glyphs: Glyphs = "auto"
    """Drawing characters; "auto" asks the locale."""
    moves: Moves = "plain"
    """The colours of rising and falling prices; "plain" has none."""
    thesis: str = ""
    """The id of the thesis opened when none is named; "" is the first by name."""
    offline: bool = False
    """Never use the network."""
    levels: LevelSettings = LevelSettings()
    prices: dict[str, FeedSettings] = field(default_factory=lambda: dict(FEED_DEFAULTS))
    """How each price feed is asked, by its name: see model.feeds.FEED_DEFAULTS."""
    keys: dict[str, str] = {}  # noqa: RUF012  (msgspec gives each its own)
    """Keys other than the default ones, by action: {"note": "n"}."""


def read_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in `path`, the defaults where it is missing, and what in it is not used and why.

    A wrong value leaves its own default in force, and no other.
    """
    shown = os.fspath(path)
    if not os.path.lexists(shown):
        return Settings(), ()
    try:
        raw = read_bytes(path, shown)
        values: dict[str, Any] = parse(raw, shown)
    except FileError as error:
        return Settings(), (_problem(error, "the defaults are used"),)
    problems: list[Problem] = []
    lines = Lines(raw)
    newer = newer_format(raw)
    if newer:
        problems.append(
            Problem(shown, newer_words(newer, "; update thesis-tui to use all of it"), lines.find(("format",)))
        )
    known = list(Settings.__struct_fields__)
    good: dict[str, Any] = {}
    levels: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            problems.append(Problem(shown, unknown_key(key, known), lines.find((key,))))
        elif key == "levels" and isinstance(value, dict):
            for name, percent in value.items():
                if name not in LevelSettings.__struct_fields__:
                    reason = f"levels: {unknown_key(name, list(LevelSettings.__struct_fields__))}"
                    problems.append(Problem(shown, reason, lines.find(("levels", name))))
                    continue
                try:
                    levels[name] = _percent(name, percent, shown, lines)
                except FileError as error:
                    problems.append(_problem(error))
        elif key == "prices" and isinstance(value, dict):
            good["prices"] = _feeds(value, shown, lines, problems)
        elif key == "keys" and isinstance(value, dict):
            good["keys"] = {name: text for name, text in value.items() if isinstance(text, str) and name in KEY_NAMES}
            for name in (name for name in value if name not in good["keys"]):
                reason = f'keys, {name}: expected is a key in quotes such as "n"; the default is used'
                if name not in KEY_NAMES:
                    reason = f"keys: {unknown_key(name, list(KEY_NAMES))}"
                problems.append(Problem(shown, reason, lines.find(("keys", name))))
        else:
            try:
                convert({key: value}, Settings, shown, lines)
            except FileError as error:
                problems.append(_problem(error))
                continue
            if key == "thesis" and value and not is_slug(value):
                reason = f'thesis: "{value[:70]}" is not an id; accepted are {SLUG_WORDS}; the default is used'
                problems.append(Problem(shown, reason, lines.find((key,))))
            else:
                good[key] = value
    return Settings(**good, levels=LevelSettings(**levels)), tuple(problems)


def _feeds(tables: dict[str, Any], shown: str, lines: Lines, problems: list[Problem]) -> dict[str, FeedSettings]:
    """The `[prices.NAME]` tables; a wrong value leaves its own default in force."""
    found = dict(FEED_DEFAULTS)
    for name, table in tables.items():
        trail = ("prices", name)
        if name not in FEED_DEFAULTS:
            problems.append(Problem(shown, f"prices: {unknown_key(name, list(FEED_DEFAULTS))}", lines.find(trail)))
            continue
        if not isinstance(table, dict):
            reason = f"prices, {name}: expected is a table [prices.{name}]; the default is used"
            problems.append(Problem(shown, reason, lines.find(trail)))
            continue
        good: dict[str, Any] = {}
        for key, value in table.items():
            if key not in FeedSettings.__struct_fields__:
                reason = f"prices, {name}: {unknown_key(key, list(FeedSettings.__struct_fields__))}"
                problems.append(Problem(shown, reason, lines.find((*trail, key))))
                continue
            try:
                convert({key: value}, FeedSettings, shown, lines, trail, secret=True)
            except FileError as error:
                problems.append(_problem(error))
                continue
            if key == "base_url" and value and not str(value).startswith(("https://", "http://")):
                reason = (
                    f"prices, {name}, base_url: expected is an address that begins with https://; the default is used"
                )
                problems.append(Problem(shown, reason, lines.find((*trail, key))))
                continue
            if key == "key_env" and value and not _VARIABLE.match(str(value)):
                reason = (
                    f"prices, {name}, key_env: expected is the name of a variable such as FINNHUB_KEY, in capitals; "
                    "the default is used (a key itself is written as key)"
                )
                problems.append(Problem(shown, reason, lines.find((*trail, key))))
                continue
            good[key] = value
        found[name] = replace(FEED_DEFAULTS[name], **good)
    return found


def _percent(name: str, value: object, shown: str, lines: Lines) -> Decimal:
    trail = ("levels", name)
    percent: Decimal = getattr(convert({name: value}, LevelSettings, shown, lines, ("levels",)), name)
    if not 0 <= percent <= MAX_PERCENT:
        reason = f"levels, {name}: {percent} is not accepted; expected is 0 to {MAX_PERCENT}"
        raise FileError(shown, reason, lines.find(trail))
    return percent


def _problem(error: FileError, instead: str = "the default is used") -> Problem:
    return Problem(error.path, f"{error.reason}; {instead}", error.line)
