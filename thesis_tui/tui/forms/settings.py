"""The settings on a screen: what is chosen is shown at once, and kept in config.toml when it is saved."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, get_args

from thesis_tui.errors import InputError
from thesis_tui.model.enums import CostMethod
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.model.live import READINGS
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import CURRENCY, MAIL, MAX_PERCENT, WATCHED, Glyphs, Moves, Settings, Theme
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form

_YES_NO: Final = [("yes", "yes"), ("no", "no")]
_INITIALS: Final = 3
"""Letters of a feed's name up to which it is taken for initials."""
_IN: Final = "__"
"""Stands in a field's name between a table of the file and what is in it."""
_PRIVATE: Final = f"position{_IN}private"
_SOURCES: Final = {
    "sec": ("SEC", "filings and their documents"), "sec-data": ("SEC data", "figures of filings"),
    "federal-register": ("US rules", "Federal Register: rules and notices"), "feed": ("News feeds", "RSS and Atom"),
    **{name: (kind.host_title, "figures of live metrics") for name, kind in READINGS.items()},
}  # fmt: skip
"""Every source by its name in the file, with its name on the screen and what it gives."""


def settings_form(desk: Desk, preview: Callable[[str, str], None]) -> Form:
    """The settings of config.toml as they are; `preview` gets theme and moves while they are chosen."""
    now = desk.settings
    theses = _same(tuple(sorted({desk.id, *desk.others})))
    shown: dict[str, str] = {"theme": now.theme, "moves": now.moves}

    def previewing(name: str) -> Callable[[str], str]:
        def read(text: str) -> str:
            shown[name] = text
            preview(shown["theme"], shown["moves"])
            return ""

        return read

    def save(texts: dict[str, str]) -> str:
        # only what was changed is written: the rest of config.toml stays byte for byte
        before = {field.name: field.value for field in fields}
        changed = {name: text for name, text in texts.items() if text != before[name]}
        desk.keep_settings({tuple(name.split(_IN)): _value(name, text) for name, text in changed.items()})
        if _PRIVATE in changed:
            desk.hide_amounts(hide=changed[_PRIVATE] == "yes")  # at once, and in place of what $ said before
        return f"saved in {desk.places.config}; all but the colours from the next start"

    fields = [
        Field("theme", "theme", now.theme, options=_same(get_args(Theme)), read=previewing("theme")),
        Field("moves", "moves", now.moves, options=_same(get_args(Moves)), read=previewing("moves"),
              also="colours of rising and falling prices"),
        Field("glyphs", "signs", now.glyphs, options=_same(get_args(Glyphs)), also="drawing characters"),
        Field("thesis", "opens with", now.thesis, options=[("", "the first"), *theses]),
        Field("offline", "offline", _word(now.offline), options=_YES_NO, also="yes: never use the network"),
        Field("ask", "ask", _word(now.ask), options=_YES_NO,
              also="for filings, rules, downloads and news by itself, while the dashboard is open"),
        Field("contact", "contact", now.contact, read=_contact,
              hint="optional: your mail address, sent to sec.gov only"),
        Field(f"levels{_IN}near_percent", "testing", f"{now.levels.near_percent:f}", read=_percent, required=True,
              over="Levels, in percent", also="a level is testing while the price is within this many percent of it"),
        Field(f"levels{_IN}hysteresis_percent", "reclaimed", f"{now.levels.hysteresis_percent:f}", read=_percent,
              required=True, also="a broken level is reclaimed by a close this many percent beyond its far edge"),
        *_position(now),
        *_watch(now),
        *_asked("prices", {name: (_titled(name), "") for name in FEED_DEFAULTS},
                now.prices, "Price feeds, in the order they are asked"),
        *_asked("sources", _SOURCES, now.sources, f"Filings, rules, downloads and news. {_own_keys(now)}"),
    ]  # fmt: skip
    return Form("Settings", fields, save, foot="comments in config.toml stay")


def _position(now: Settings) -> Iterator[Field]:
    position = now.position
    yield Field(
        f"position{_IN}cost",
        "cost",
        position.cost,
        options=_same(get_args(CostMethod)),
        over="Position",
        also="of what is sold: the average of all that is held, or the oldest lots first",
    )
    yield Field(
        f"position{_IN}currency",
        "currency",
        position.currency,
        read=_own_currency,
        hint="optional: your currency, like EUR",
        also="gains are shown in it, too, once a rate is known",
    )
    yield Field(
        _PRIVATE,
        "private",
        _word(position.private),
        options=_YES_NO,
        also="yes: quantities, prices paid and amounts are hidden; $ switches it too",
    )


def _watch(now: Settings) -> Iterator[Field]:
    watch = now.watch
    yield Field(
        f"watch{_IN}desktop",
        "desktop",
        _word(watch.desktop),
        options=_YES_NO,
        over="Watch: who is told while the dashboard is closed",
        also="through the desktop's notifications",
    )
    yield Field(
        f"watch{_IN}notify",
        "command",
        shlex.join(watch.notify),
        read=_command,
        hint="optional: a command, like ntfy publish mine",
        also="it gets the message on standard input",
    )
    yield Field(
        f"watch{_IN}mail",
        "mail",
        watch.mail,
        read=_watched("mail"),
        hint="optional: a mail address",
        also="through the local sendmail",
    )
    yield Field(
        f"watch{_IN}quiet",
        "quiet",
        watch.quiet,
        read=_watched("quiet"),
        hint="optional: like 22:00-07:00",
        also="hours in which nothing is sent; what came then is told after them",
    )
    yield Field(
        f"watch{_IN}every",
        "every",
        watch.every,
        read=_watched("every"),
        required=True,
        hint="like 15m or 2h",
        also="how often thesis-tui watch looks",
    )


def _own_currency(text: str) -> str:
    if text.strip() and not re.match(CURRENCY, text.strip()):
        raise InputError("give three capital letters, like EUR, or nothing", "currency")
    return ""


def _command(text: str) -> str:
    try:
        shlex.split(text)
    except ValueError as error:
        raise InputError(f"the command cannot be read: {error}; close the quotation mark", "notify") from None
    return ""


def _watched(name: str) -> Callable[[str], str]:
    pattern, accepted = WATCHED[name]

    def read(text: str) -> str:
        if text.strip() and not re.match(pattern, text.strip()):
            raise InputError(f"give {accepted}{'' if name == 'every' else ', or nothing'}", name)
        return ""

    return read


def _asked(
    table: str, names: Mapping[str, tuple[str, str]], set_up: Mapping[str, FeedSettings], over: str
) -> Iterator[Field]:
    """Whether each feed or source of a table is asked; of its key no more than that there is one."""
    for at, (name, (label, gives)) in enumerate(names.items()):
        feed = set_up.get(name, FeedSettings())
        by_name = f"its key is in the environment as {feed.key_env}" if feed.key_env else "no key is set"
        key = "a key is set in config.toml" if feed.key else by_name
        yield Field(_IN.join((table, name, "enabled")), label, _word(feed.enabled), options=_YES_NO,
                    also=f"{gives}; {key}" if gives else key, over="" if at else over)  # fmt: skip


def _titled(name: str) -> str:
    return name.capitalize() if len(name) > _INITIALS else name.upper()


def _own_keys(settings: Settings) -> str:
    """Names of the keys that live metrics may use; their values are shown nowhere."""
    names = ", ".join(sorted(settings.secrets))
    return f"Your own keys: {names}" if names else "No keys of your own"


def _percent(text: str) -> str:
    try:
        percent = Decimal(text.strip().removesuffix("%").strip())
    except ArithmeticError:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent <= MAX_PERCENT:
        raise InputError(f"give a number from 0 to {MAX_PERCENT}", "percent")
    return ""


def _same(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def _word(on: bool) -> str:
    return "yes" if on else "no"


def _value(name: str, text: str) -> object:
    """The value as the file has it: a whole number without its point, a command as its words."""
    if name.endswith(f"{_IN}notify"):
        return shlex.split(text)
    if name.endswith("_percent"):
        percent = Decimal(text.strip().removesuffix("%").strip())
        return int(percent) if percent == percent.to_integral_value() else float(percent)
    return {"yes": True, "no": False}.get(text, text.strip())


def _contact(text: str) -> str:
    if text.strip() and not re.match(MAIL, text.strip()):
        raise InputError("give a mail address such as name@example.com, or nothing", "contact")
    return ""
