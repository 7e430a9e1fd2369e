"""The settings on a screen: what is chosen is shown at once, and kept in config.toml when it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, get_args

from thesis_tui.errors import InputError
from thesis_tui.model.feeds import FEED_DEFAULTS
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import MAIL, Glyphs, Moves, Theme
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form

_YES_NO: Final = [("yes", "yes"), ("no", "no")]
_FEED = "feed-"
"""Begins the name of a feed's field."""


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
        desk.keep_settings({_place(name): _value(text) for name, text in texts.items() if text != before[name]})
        return f"saved in {desk.places.config}; all but the colours from the next start"

    fields = [
        Field("theme", "theme", now.theme, options=_same(get_args(Theme)), read=previewing("theme")),
        Field("moves", "moves", now.moves, options=_same(get_args(Moves)), read=previewing("moves"),
              also="colours of rising and falling prices"),
        Field("glyphs", "signs", now.glyphs, options=_same(get_args(Glyphs)), also="drawing characters"),
        Field("thesis", "opens with", now.thesis, options=[("", "the first"), *theses]),
        Field("offline", "offline", _word(now.offline), options=_YES_NO, also="yes: never use the network"),
        Field("ask", "ask", _word(now.ask), options=_YES_NO, also="for filings, rules, downloads and news by itself"),
        Field("contact", "contact", now.contact, read=_contact,
              hint="optional: your mail address, sent to sec.gov only"),
        *(
            Field(f"{_FEED}{name}", name, _word(now.prices[name].enabled), options=_YES_NO,
                  also=f"ask it for prices; {'a key is set' if now.prices[name].key else 'no key is set here'}")
            for name in FEED_DEFAULTS
        ),
    ]  # fmt: skip
    return Form("Settings", fields, save, foot="comments in config.toml stay")


def _same(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def _word(on: bool) -> str:
    return "yes" if on else "no"


def _value(text: str) -> object:
    return {"yes": True, "no": False}.get(text, text.strip())


def _place(name: str) -> tuple[str, ...]:
    return ("prices", name.removeprefix(_FEED), "enabled") if name.startswith(_FEED) else (name,)


def _contact(text: str) -> str:
    if text.strip() and not MAIL.match(text.strip()):
        raise InputError("give a mail address such as name@example.com, or nothing", "contact")
    return ""
