"""config.toml as it is read; settings_file writes it. `config.example.toml` documents every setting."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

import os
import re
from decimal import Decimal
from typing import Any, Literal

from msgspec import field
from msgspec.structs import replace

from thesis_tui.errors import FileError
from thesis_tui.model.book import Problem
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.model.file_format import FORMAT, newer_format, newer_words
from thesis_tui.model.file_struct import FileStruct
from thesis_tui.model.live import SOURCE_NAMES
from thesis_tui.model.position import PositionSettings
from thesis_tui.model.unfit import unknown_key
from thesis_tui.model.watch import WatchSettings
from thesis_tui.storage.checks import SLUG_WORDS, is_slug
from thesis_tui.storage.decode import convert
from thesis_tui.storage.plain_toml import plain_values
from thesis_tui.storage.toml import Lines, parse, read_bytes
from thesis_tui.system import StrPath

Theme = Literal["dark", "light", "colour-blind", "terminal"]
Glyphs = Literal["auto", "unicode", "ascii"]
Moves = Literal["plain", "green-up", "red-up"]
# A level that is near from half the price away is always near.
MAX_PERCENT = 50
# Patterns are text: `re` compiles each when it is first used, which few commands do; all at import are 1 ms of a start.
MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}\Z"
WATCHED = {
    "mail": (MAIL, "a mail address such as name@example.com"),
    "quiet": (r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\Z", "hours such as 22:00-07:00"),
    "every": (r"[1-9]\d{0,3}[mh]\Z", "minutes or hours such as 15m or 2h"),
}
"""Texts of `[watch]`, and what is accepted of each."""
CURRENCY = r"[A-Z]{3}\Z"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\Z"
_HEADER = r"[A-Za-z][A-Za-z0-9-]{0,60}\Z"
_VARIABLE = r"[A-Z][A-Z0-9_]{0,63}\Z"


class LevelSettings(FileStruct, frozen=True, kw_only=True):
    """When a level is tested, and when a broken one is reclaimed."""

    near_percent: Decimal = Decimal(2)
    """A level is "testing" while the price is within this many percent of it; 0 to 50."""
    hysteresis_percent: Decimal = Decimal(1)
    """A broken level is reclaimed by a close this many percent beyond its far edge; 0 to 50."""


class SecretSettings(FileStruct, frozen=True, kw_only=True):
    """A key of yours for an address a thesis asks: it is sent to `host` alone, over https, in the header `header`."""

    host: str
    key: str = ""
    key_env: str = ""
    """The environment variable that holds the key."""
    header: str = "Authorization"
    prefix: str = "Bearer "

    def __repr__(self) -> str:
        return f"SecretSettings({self.host!r}, key={'set' if self.key else 'unset'})"


class Settings(FileStruct, frozen=True, kw_only=True):
    """Settings of config.toml, with a default for each it does not have."""

    format: int = FORMAT
    """The version of the file's form; a newer one is read as far as it is understood."""
    theme: Theme = "dark"
    """The colours; "terminal" uses the terminal's own sixteen."""
    glyphs: Glyphs = "auto"
    """Drawing characters; "auto" asks the locale."""
    moves: Moves = "plain"
    """The colours of rising and falling prices; "plain" has none."""
    thesis: str = ""
    """The id of the thesis opened when none is named; "" is the one that was open last, else the first by name."""
    offline: bool = False
    """Never use the network."""
    ask: bool = True
    """Ask for filings, rules, downloads and news by itself."""
    contact: str = ""
    """A mail address that is told to the SEC and to nobody else; without one the SEC is not asked."""
    levels: LevelSettings = LevelSettings()
    position: PositionSettings = PositionSettings()
    watch: WatchSettings = WatchSettings()
    prices: dict[str, FeedSettings] = field(default_factory=lambda: dict(FEED_DEFAULTS))
    """How each price feed is asked, by its name: see model.feeds.FEED_DEFAULTS."""
    sources: dict[str, FeedSettings] = {}  # noqa: RUF012  (msgspec gives each its own)
    """How each source of filings, rules, downloads and news is asked: [sources.sec], [sources.github] …"""
    secrets: dict[str, SecretSettings] = {}  # noqa: RUF012
    """Keys that a live metric may name, each for one host."""
    keys: dict[str, str] = {}  # noqa: RUF012  (msgspec gives each its own)
    """Keys other than the default ones, by action: {"note": "n"}."""


def read_settings(path: StrPath) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in `path`, the defaults where it is missing, and what in it is not used and why.

    A wrong value leaves its own default in force, and no other.
    """
    shown = os.fspath(path)
    # lexists: a link to nothing is a fault to be told, not a file that is missing
    if not os.path.lexists(shown):
        return Settings(), ()
    try:
        raw = read_bytes(path, shown)
        plain = plain_values(raw)
        values: dict[str, Any] = parse(raw, shown) if plain is None else plain
    except FileError as error:
        # what cannot be read may have said that amounts are private
        hidden = Settings(position=PositionSettings(private=True))
        return hidden, (_problem(error, "the defaults are used, and amounts are hidden"),)
    reader = _Reader(shown, Lines(raw))
    # of a plain file the format is among the values: its pattern need not be compiled
    if newer := newer_format(raw) if plain is None else _newer(plain):
        reader.problem(newer_words(newer, "; update thesis-tui to use all of it"), "format")
    return reader.settings(values), tuple(reader.problems)


def _newer(values: dict[str, Any]) -> int:
    version = values.get("format")
    return version if type(version) is int and version > FORMAT else 0


class _Reader:
    """The values of one file on their way to settings; what is not used is told in `problems`."""

    def __init__(self, shown: str, lines: Lines) -> None:
        self.shown = shown
        self.lines = lines
        self.problems: list[Problem] = []

    def settings(self, values: dict[str, Any]) -> Settings:
        good: dict[str, Any] = {}
        for key, value in values.items():
            if key not in Settings.__struct_fields__:
                self.problem(unknown_key(key, list(Settings.__struct_fields__)), key)
            elif key == "levels" and isinstance(value, dict):
                good["levels"] = LevelSettings(**self._levels(value))
            elif key == "position" and isinstance(value, dict):
                good["position"] = PositionSettings(**self._position(value))
            elif key == "watch" and isinstance(value, dict):
                good["watch"] = WatchSettings(**self._watch(value))
            elif key == "prices" and isinstance(value, dict):
                good["prices"] = self._feeds(value, "prices", FEED_DEFAULTS)
            elif key == "sources" and isinstance(value, dict):
                good["sources"] = self._feeds(value, "sources", dict.fromkeys(SOURCE_NAMES, FeedSettings()))
            elif key == "secrets" and isinstance(value, dict):
                good["secrets"] = self._secrets(value)
            elif key == "keys" and isinstance(value, dict):
                good["keys"] = self._keys(value)
            elif self._is_good(key, value):
                good[key] = value
        return Settings(**good)

    def _is_good(self, key: str, value: object) -> bool:
        if not self._converts({key: value}, Settings):
            return False
        if key == "contact" and value and not re.match(MAIL, str(value)):
            self.problem("contact: expected a mail address such as name@example.com; the SEC is not asked", key)
            return False
        if key == "thesis" and value and not is_slug(str(value)):
            reason = f'thesis: "{str(value)[:70]}" is not an id; accepted are {SLUG_WORDS}; the default is used'
            self.problem(reason, key)
            return False
        return True

    def _levels(self, table: dict[str, Any]) -> dict[str, Any]:
        good: dict[str, Any] = {}
        for name, value in table.items():
            if name not in LevelSettings.__struct_fields__:
                reason = f"levels: {unknown_key(name, list(LevelSettings.__struct_fields__))}"
                self.problem(reason, "levels", name)
                continue
            try:
                good[name] = _percent(name, value, self.shown, self.lines)
            except FileError as error:
                self.problems.append(_problem(error))
        return good

    def _position(self, table: dict[str, Any]) -> dict[str, Any]:
        good: dict[str, Any] = {}
        for name, value in table.items():
            if name not in PositionSettings.__struct_fields__:
                reason = f"position: {unknown_key(name, list(PositionSettings.__struct_fields__))}"
                self.problem(reason, "position", name)
            elif name == "currency" and value and not (isinstance(value, str) and re.match(CURRENCY, value)):
                reason = "position, currency: expected three capital letters such as EUR; the default is used"
                self.problem(reason, "position", name)
            elif self._converts({name: value}, PositionSettings, ("position",)):
                good[name] = value
            elif name == "private":
                good[name] = True  # something was meant, and hiding does no harm
        return good

    def _watch(self, table: dict[str, Any]) -> dict[str, Any]:
        good: dict[str, Any] = {}
        for name, value in table.items():
            if name not in WatchSettings.__struct_fields__:
                reason = f"watch: {unknown_key(name, list(WatchSettings.__struct_fields__))}"
                self.problem(reason, "watch", name)
            elif value and name in WATCHED and not (isinstance(value, str) and re.match(WATCHED[name][0], value)):
                self.problem(f"watch, {name}: expected {WATCHED[name][1]}; the default is used", "watch", name)
            elif self._converts({name: value}, WatchSettings, ("watch",)):
                good[name] = tuple(value) if name == "notify" else value
        return good

    def _keys(self, table: dict[str, Any]) -> dict[str, str]:
        from thesis_tui.actions import REMAPPABLE  # a hundredth of a command that prints, and few set keys

        good = {name: text for name, text in table.items() if isinstance(text, str) and name in REMAPPABLE}
        for name in (name for name in table if name not in good):
            reason = f'keys, {name}: expected a key in quotes such as "n"; the default is used'
            if name not in REMAPPABLE:
                reason = f"keys: {unknown_key(name, list(REMAPPABLE))}"
            self.problem(reason, "keys", name)
        return good

    def _feeds(self, tables: dict[str, Any], of: str, defaults: dict[str, FeedSettings]) -> dict[str, FeedSettings]:
        """The tables `[prices.NAME]` or `[sources.NAME]`; a wrong value leaves its own default in force."""
        found = dict(defaults) if of == "prices" else {}
        for name, table in tables.items():
            if name not in defaults:
                self.problem(f"{of}: {unknown_key(name, list(defaults))}", of, name)
            elif not isinstance(table, dict):
                self.problem(f"{of}, {name}: expected a table [{of}.{name}]; the default is used", of, name)
            else:
                good = {key: value for key, value in table.items() if self._is_good_of_feed(of, name, key, value)}
                found[name] = replace(defaults[name], **good)
        return found

    def _secrets(self, tables: dict[str, Any]) -> dict[str, SecretSettings]:
        """The tables `[secrets.NAME]`; one with a fault is not used, and its key is not repeated in the message."""
        found = {}
        for name, table in tables.items():
            if not is_slug(name) or not isinstance(table, dict):
                self.problem(f"secrets: {SLUG_WORDS} and a table with host and key are expected", "secrets", name)
            elif self._converts(table, SecretSettings, ("secrets", name), secret=True):
                secret = SecretSettings(**table)
                if not re.match(_HOST, secret.host) or not re.match(_HEADER, secret.header):
                    reason = f"secrets, {name}: host is expected to be such as api.example.com, header a header's name"
                    self.problem(f"{reason}; it is not used", "secrets", name)
                else:
                    found[name] = secret
        return found

    def _is_good_of_feed(self, of: str, name: str, key: str, value: object) -> bool:
        trail = (of, name)
        reason = ""
        if key not in FeedSettings.__struct_fields__:
            reason = f"{of}, {name}: {unknown_key(key, list(FeedSettings.__struct_fields__))}"
        elif not self._converts({key: value}, FeedSettings, trail, secret=True):
            return False
        elif key == "base_url" and value and not str(value).startswith(("https://", "http://")):
            reason = f"{of}, {name}, base_url: expected an address that begins with https://; the default is used"
        elif key == "key_env" and value and not re.match(_VARIABLE, str(value)):
            reason = (
                f"{of}, {name}, key_env: expected the name of a variable such as FINNHUB_KEY, in capitals; "
                "the default is used (a key itself is written as key)"
            )
        if reason:
            self.problem(reason, *trail, key)
        return not reason

    def _converts(
        self, values: dict[str, Any], to: type[FileStruct], trail: tuple[str, ...] = (), *, secret: bool = False
    ) -> bool:
        try:
            convert(values, to, self.shown, self.lines, trail, secret=secret)
        except FileError as error:
            self.problems.append(_problem(error))
            return False
        return True

    def problem(self, reason: str, *trail: str) -> None:
        self.problems.append(Problem(self.shown, reason, self.lines.find(trail)))


def _percent(name: str, value: object, shown: str, lines: Lines) -> Decimal:
    trail = ("levels", name)
    percent: Decimal = getattr(convert({name: value}, LevelSettings, shown, lines, ("levels",)), name)
    if not 0 <= percent <= MAX_PERCENT:
        reason = f"levels, {name}: {percent} is not accepted; expected 0 to {MAX_PERCENT}"
        raise FileError(shown, reason, lines.find(trail))
    return percent


def _problem(error: FileError, instead: str = "the default is used") -> Problem:
    return Problem(error.path, f"{error.reason}; {instead}", error.line)
