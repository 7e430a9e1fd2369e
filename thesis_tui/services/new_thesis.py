"""A new thesis from a commented template."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import InputError, StorageError, why
from thesis_tui.model.figures import MONTH_NAMES
from thesis_tui.services import parse
from thesis_tui.services.template_pillars import (
    ANY,
    CLAIM,
    GENERIC,
    read_taken,
    taken,
    template_pillars,
    template_text,
    titles_of,
)
from thesis_tui.venues import find_venue
from thesis_tui.venues.symbols import guess
from thesis_tui.venues.units import normalised, whole_unit

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.prices.lookup import Found
    from thesis_tui.storage.paths import Places

_APART = re.compile(r"[^a-z0-9]+")
_SYMBOL = re.compile(r"\^?[A-Za-z0-9][A-Za-z0-9.\-=^]{0,31}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_EXAMPLES = "like NASDAQ, LSE or HKEX"
_YEAR_END = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_DAY_WORDS = re.compile(r"(?:(\d{1,2})\.? )?([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})")
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# More reasons than this are a list, not a thesis: each of them is reviewed.
MOST_PILLARS = 12
STANCES = ("long", "short", "watch")
TEMPLATES = {
    "growth": "a growth stock: sales, margins, cash, new shares",
    "turnaround": "a business that must recover: sales, margin, debt, time",
    "commodity": "a commodity, or what follows one: demand, supply, stocks, cost of holding",
    "dividend": "a stock held for its dividend: cover, growth, debt, the business",
    "blank": "one pillar, to be filled",
}
"""The templates by name, and what each is for."""
_ASSUMED = "\nassumed = true              # taken from what the symbol looks like: take this line out once it is right"
_NAMED = re.compile(r"\$([a-z_]+)")


class NewThesis(NamedTuple):
    """A thesis that was made: its id and folder."""

    id: str
    folder: Path


class Pillars(NamedTuple):
    """The titles of pillars, and for each the template's pillar it is said to take, "" where nobody said."""

    titles: tuple[str, ...]
    takes: tuple[str, ...]


class Blank(NamedTuple):
    """The values a template is filled with; `pillars` are titles, none of them for the template's own."""

    symbol: str
    name: str
    currency: str
    venue: str
    fiscal_year_end: str
    pillars: tuple[str, ...] = ()
    stance: str = "watch"
    template: str = "blank"
    statement: str = ""
    aliases: tuple[str, ...] = ()
    """Names in articles for it besides its name."""
    claims: tuple[str, ...] = ()
    """Of the pillars, in their order: what must be true; "" keeps the template's."""
    takes: tuple[str, ...] = ()
    """Of the pillars, in their order: the template's pillar that each takes, where that was said; "" for one whose
    words decide.
    """
    assumed: bool = False
    """Nobody said where it trades, and no feed either: its symbol only looks American."""


def is_assumed(symbol: str, venue: str, found: Found | None) -> bool:
    """Whether a symbol's venue would only be taken from what it looks like."""
    return not venue.strip() and not (found is not None and found.venue) and guess(symbol).assumed


def thesis_id(symbol: str) -> str:
    """The id of a symbol's thesis: lower case, every other character as "-" ("BRK.B" is "brk-b")."""
    return _APART.sub("-", symbol.casefold()).strip("-")[:64]


def pillar_id(title: str, place: int) -> str:
    """The id of a pillar by its title, short enough for the ids of its metrics and criteria, which begin with it;
    "pillar-3" for the third where the title has no letter from a to z and no digit, in whatever script.
    """
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return thesis_id(plain)[:50].rstrip("-") or f"pillar-{place}"


# What is typed, one thing at a time: each raises InputError that names what is accepted


def read_symbol(text: str) -> str:
    """A symbol in capitals. Raises InputError for what is none."""
    shown = parse.line(text, "symbol").upper()
    if not _SYMBOL.fullmatch(shown) or not thesis_id(shown):
        raise InputError(f'"{shown[:40]}" is not a symbol; give one like NVDA, BRK.B or 0700.HK', "symbol")
    return shown


def read_currency(text: str) -> str:
    """A currency, or a part of one that prices are quoted in: "GBp", "GBX" and "pence" are GBX."""
    money = normalised(parse.line(text, "currency"))
    if not _CURRENCY.fullmatch(money):
        raise InputError(
            f'"{money[:40]}" is not a currency; give three letters, like USD, or GBX for pence', "currency"
        )
    return money


def read_year_end(text: str) -> str:
    """A month and day as "03-31"; "31 mar" and "march" (its last day) are taken too."""
    message = parse.line(text, "fiscal-year-end").casefold()
    words = _DAY_WORDS.fullmatch(message)
    name = (words[2] or words[3]) if words else ""
    month = next((number for number, full in enumerate(MONTH_NAMES, 1) if full.lower().startswith(name)), 0)
    if words and month:
        # 28 February is read as the last of its month, which is right in leap years, too
        last = 28 if month == 2 else _LAST_DAYS[month - 1]
        message = f"{month:02}-{int(words[1] or words[4] or last):02}"
    match = _YEAR_END.fullmatch(message)
    if match is None or int(match[2]) > _LAST_DAYS[int(match[1]) - 1]:
        raise InputError(
            f'"{message[:40]}" is not a month and day; give one like 03-31, 31 mar or march', "fiscal-year-end"
        )
    return message


def read_stance(text: str) -> str:
    """A stance in lower case. Raises InputError for another word."""
    words = parse.line(text, "stance").casefold()
    if words not in STANCES:
        raise InputError(f'"{words[:40]}" is not a stance; give long, short or watch', "stance")
    return words


def read_template(text: str) -> str:
    """A template by its name, the start of it, or its number."""
    words = parse.line(text, "template").casefold()
    names = list(TEMPLATES)
    if words.isdecimal() and 1 <= int(words[:4]) <= len(names):
        return names[int(words) - 1]
    found = [name for name in names if name.startswith(words)]
    if len(found) != 1:
        raise InputError(f'there is no template "{words[:40]}"; there is {", ".join(names)}', "template")
    return found[0]


def read_pillars(titles: Sequence[str], template: str = GENERIC) -> Pillars:
    """The titles of pillars, with the template's pillars they take where that is said: "Payout = Cover". Raises
    InputError for too many, an empty one, two that are alike, or a pillar that the template does not have.
    """
    pairs = [
        read_taken(title, template) if template != GENERIC else (parse.line(title, "pillar"), "") for title in titles
    ]
    read = tuple(title for title, _ in pairs)
    if len(read) > MOST_PILLARS:
        raise InputError(f"{len(read)} pillars are too many; give at most {MOST_PILLARS}", "pillar")
    ids = [pillar_id(title, place) for place, title in enumerate(read, 1)]
    titles = [title.casefold() for title in read]
    for i, made in enumerate(ids):
        if made in ids[:i] or titles[i] in titles[:i]:
            raise InputError(f'"{read[i]}" is there twice; give each pillar a title of its own', "pillar")
    takes = tuple(block for _, block in pairs)
    for block in takes:
        if block and takes.count(block) > 1:
            raise InputError(f'"{block}" is taken twice; a pillar of the template is one pillar', "pillar")
    return Pillars(read, takes)


def read_aliases(names: Sequence[str]) -> tuple[str, ...]:
    """Other names of a company, each once."""
    return tuple(dict.fromkeys(parse.line(name, "alias") for name in names))


def other_names(name: str, found: Found | None, filed: Sequence[str] = ()) -> tuple[str, ...]:
    """Names articles may have for a company besides `name`: by what the feed calls it, and by `filed`, its names in
    filings, those of before too.
    """
    from thesis_tui.reader.names import suggested_aliases

    texts = [*([found.name] if found and found.name else []), *filed]
    return read_aliases(suggested_aliases(name, texts))


def fill(
    symbol: str,
    *,
    name: str = "",
    currency: str = "",
    venue: str = "",
    fiscal_year_end: str = "",
    pillars: Sequence[str] = (),
    stance: str = "",
    template: str = "",
    statement: str = "",
    aliases: Sequence[str] = (),
    found: Found | None = None,
    asks: bool = False,
) -> Blank:
    """The typed values, checked; for what was left out what a feed said (`found`), else what follows from the symbol.

    With `asks`, a venue or currency that nothing tells stays "" or is a suggestion, to be asked for; without, it is
    an InputError.
    """
    shown = read_symbol(symbol)
    place, money, unsure = where_traded(shown, venue, found)
    money = read_currency(currency) if currency.strip() else money
    if not asks:
        missing = [text for text in unsure if not {"venue": venue, "currency": currency}[text].strip()]
        if missing:
            raise InputError(f"{shown} does not say {_unsaid(missing)}", missing[0])
    kind = read_template(template or GENERIC)
    named = read_pillars(pillars, kind)
    called = parse.line(name, "name", required=False) or (found.name if found else "") or shown
    return Blank(
        symbol=shown,
        name=called,
        currency=money,
        venue=place,
        fiscal_year_end=read_year_end(fiscal_year_end or "12-31"),
        pillars=named.titles,
        takes=named.takes,
        stance=read_stance(stance or "watch"),
        template=kind,
        statement=parse.line(statement, "statement", required=False),
        aliases=read_aliases(aliases) or other_names(called, found),
        assumed=is_assumed(shown, venue, found),
    )


def where_traded(symbol: str, venue: str = "", found: Found | None = None) -> tuple[str, str, tuple[str, ...]]:
    """A symbol's venue and the unit of its quotes, and which of them ("venue", "currency") are not sure: by the venue
    as typed, by what a feed said, by the symbol's form.
    """
    form = guess(symbol)
    typed_venue = parse.line(venue, "venue", required=False)
    place, money, unsure = form.venue, form.currency, set(form.ask)
    if found is not None:
        place, money = found.venue or place, found.currency or money
        unsure -= {name for name, text in (("venue", found.venue), ("currency", found.currency)) if text}
    if typed_venue:
        unsure.discard("venue")
        elsewhere = find_venue(typed_venue).currency
        fed = found is not None and found.currency and not (found.venue and elsewhere)
        if not fed and elsewhere != find_venue(place).currency:
            # another venue than the symbol's form or the feed says quotes in its own currency
            money = elsewhere
            unsure = set() if money else {"currency"}
        place = typed_venue
    return place, money, tuple(name for name in ("venue", "currency") if name in unsure)


def _unsaid(missing: Sequence[str]) -> str:
    ways = {
        "venue": f"where it trades: give --venue, {_EXAMPLES}",
        "currency": "what it is quoted in: give --currency, like USD, or GBX for pence",
    }
    return ", and ".join(ways[name] for name in missing)


def refuse_taken(places: Places, symbol: str) -> Path:
    """The folder of a new thesis on `symbol`. Raises InputError when something is there."""
    folder = places.data / thesis_id(symbol)
    if os.path.lexists(folder):
        raise InputError(f"{folder} is there already; nothing was changed", "symbol")
    return folder


def make(places: Places, blank: Blank, *, at: datetime, patience: float | None = None) -> NewThesis:
    """Writes the thesis into the data directory, whole or not at all, its criteria recorded as their own baseline.

    `patience` is for another program's lock, in seconds. Raises InputError when a thesis of that id is there,
    StorageError when it cannot be written, BusyError while another program writes.
    """
    from thesis_tui.storage.book import read_book
    from thesis_tui.storage.disk import make_folder, passing_name, write_atomically
    from thesis_tui.storage.journal import Act
    from thesis_tui.system import sync_folder

    folder = refuse_taken(places, blank.symbol)
    draft = folder.with_name(passing_name(f".{folder.name}"))
    try:
        make_folder(os.fspath(draft / "sources"), durable=True)
        make_folder(os.fspath(draft / "journal"), durable=True)
        write_atomically(os.fspath(draft / "thesis.toml"), text_of(blank, at).encode())
        with Act(places.state, patience=patience) as act:
            for criterion in read_book(draft, cache=None).thesis.criterion:
                # their own baseline: a criterion that is moved on the next day has something to be moved from
                act.append(draft, "criterion", criterion, at=at, replaces=criterion.id)
        # only what is whole gets the name, and onto a folder that is not empty a rename fails
        draft.rename(folder)
        sync_folder(os.fspath(places.data))
    except OSError as error:
        raise StorageError(f"{folder} cannot be made: {why(error)}") from error
    finally:
        if draft.exists():
            import shutil

            shutil.rmtree(draft, ignore_errors=True)
    return NewThesis(folder.name, folder)


def text_of(blank: Blank, at: datetime) -> str:
    """The text of a new thesis.toml: valid as it is, with what can be changed said beside it in comments.

    A title takes the claim, the metrics and the criteria of the template's pillar that it is (`taken`); one that is
    none of them is a pillar to be filled. Raises StorageError.
    """
    about, blocks = template_pillars(blank.template)
    own = {block.title: block for block in blocks}
    titles = blank.pillars or titles_of(blank.template)
    takes = taken(blank.template, titles, blank.takes)
    further = next(block for block in template_pillars(GENERIC)[1] if block.title == ANY)
    filled = {
        "symbol": blank.symbol, "name": blank.name, "currency": blank.currency, "venue": blank.venue,
        "money": whole_unit(blank.currency),  # a company counts in pounds what is quoted in pence
        "fiscal_year_end": blank.fiscal_year_end, "stance": blank.stance,
        "statement": blank.statement, "aliases": ", ".join(_quoted(name) for name in blank.aliases),
        "day": at.date().isoformat(), "template": blank.template, "assumed": _ASSUMED if blank.assumed else "",
    }  # fmt: skip
    claims = dict(zip(titles, blank.claims, strict=False))
    parts = [_filled(template_text("head"), filled), about]
    for place, (title, block_title) in enumerate(zip(titles, takes, strict=True), 1):
        block = own.get(block_title, further)
        text = _filled(block.text, {**filled, "pillar": pillar_id(title, place), "title": title})
        claim = claims.get(title, "")
        if claim:
            begin, end = _claim_place(text)
            text = f"{text[:begin]}claim = {_quoted(claim)}{text[end:]}"
        parts.append(text)
    return "\n".join(parts)


def _claim_place(text: str) -> tuple[int, int]:
    """Where the line of a pillar's claim begins and ends."""
    match = CLAIM.search(text)
    return match.span() if match is not None else (len(text), len(text))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _filled(text: str, values: dict[str, str]) -> str:
    """`text` with each $name as its value, as it must be written between quotes; days stand without them."""

    def value(match: re.Match[str]) -> str:
        text = values[match[1]]
        # these are TOML already, a list and a line
        return text if match[1] in ("aliases", "assumed") else _escaped(text)

    return _NAMED.sub(value, text.replace('"$day"', "$day"))
