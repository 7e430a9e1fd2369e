"""Questions on a terminal: each answer is checked at once, and asked for again when it is wrong."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from thesis_tui.cli.output import say
from thesis_tui.errors import InputError
from thesis_tui.printing.manual import WIDEST
from thesis_tui.services import new_thesis, parse
from thesis_tui.services.template_pillars import claims_of, taken, titles_of
from thesis_tui.venues import find_venue
from thesis_tui.venues.symbols import symbol_at
from thesis_tui.venues.units import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.cli.options import Options


Read = TypeVar("Read")
_DO = {"long": "own it", "short": "bet against it", "watch": "watch it"}


def ask_for(blank: new_thesis.Blank, options: Options, read_symbol: Callable[[str], str]) -> new_thesis.Blank:
    """`blank` with the answers for what `options` leave out; `read_symbol` takes a symbol that has no thesis yet.
    Raises InputError when the input ends before.
    """
    try:
        return _asked(blank, options, read_symbol)
    except KeyboardInterrupt:
        say("\nnothing was created")
        raise


def ask_symbol() -> str:
    """The symbol of a new thesis. Raises InputError when the input ends before."""
    _tell("A new thesis takes a minute: its symbol first, like NVDA, BRK.B or 0700.HK.")
    return ask("symbol", "", new_thesis.read_symbol)


def _asked(blank: new_thesis.Blank, options: Options, read_symbol: Callable[[str], str]) -> new_thesis.Blank:
    _tell(f"A new thesis on {blank.symbol}. Enter accepts what is in brackets; everything can be changed later.")
    blank = _asked_company(blank, options, read_symbol)
    if not options.text("stance"):
        blank = blank._replace(
            stance=ask("do you own it (long), bet against it (short) or watch it", blank.stance, new_thesis.read_stance)
        )
    if not options.text("template"):
        _tell("\nWhat kind of stock is it? This gives you pillars with figures and thresholds to start from.")
        for number, (name, means) in enumerate(new_thesis.TEMPLATES.items(), start=1):
            _tell(f"  {number}  {name:<12}{means}", indent=17)
        blank = blank._replace(template=ask("number or name", blank.template, new_thesis.read_template))
    if not blank.pillars:
        _tell("\nThe pillars: what must be true for you to be right, separated by commas.")
        usual = ", ".join(titles_of(blank.template))
        named = ask("pillars", usual, lambda text: _titles(text, blank.template))
        takes = _asked_which(blank.template, named)
        blank = blank._replace(pillars=named.titles, takes=takes)
        _tell("\nWhy each, in a line; enter keeps the words in brackets.")
        usual_claims = claims_of(blank.template, takes)
        claims = [ask(title, claim, _claim) for title, claim in zip(blank.pillars, usual_claims, strict=True)]
        blank = blank._replace(claims=tuple("" if words == usual else words
                                            for words, usual in zip(claims, usual_claims, strict=True)))  # fmt: skip
    else:
        blank = blank._replace(takes=_asked_which(blank.template, new_thesis.Pillars(blank.pillars, blank.takes)))
    if not options.text("statement"):
        why = f"\nin a sentence, why you {_DO[blank.stance]}; enter leaves it for later"
        blank = blank._replace(statement=ask(why, "", lambda text: parse.line(text, "statement", required=False)))
    return blank


def _asked_which(template: str, named: new_thesis.Pillars) -> tuple[str, ...]:
    """For each pillar that of the template whose figures it takes: asked for where its title shares no word with one,
    "" for none.
    """
    takes = list(taken(template, named.titles, named.takes))
    for at, title in enumerate(named.titles):
        free = [block for block in titles_of(template) if block not in takes]
        if takes[at] or not free:
            continue
        _tell(f'\n"{title}" is none of the template\'s pillars. Figures and thresholds it can take:')
        for number, block in enumerate(free, start=1):
            _tell(f"  {number}  {block}", indent=5)
        takes[at] = ask("number or name; enter for none of them", "", partial(_which, free))
    return tuple(takes)


def _which(free: list[str], text: str) -> str:
    """One of the template's pillars by its number or its title, "" for none. Raises InputError."""
    if not text:
        return ""
    if text.isdecimal() and 1 <= int(text[:4]) <= len(free):
        return free[int(text[:4]) - 1]
    found = next((block for block in free if block.casefold() == text.casefold()), None)
    if found is None:
        raise InputError(f'"{parse.quoted(text)}" is none of them; give 1 to {len(free)}, or nothing', "pillar")
    return found


def _asked_company(blank: new_thesis.Blank, options: Options, read_symbol: Callable[[str], str]) -> new_thesis.Blank:
    """Name, venue, currency and year end in one question where all of them are known, else one by one."""
    asked = [name for name in ("name", "venue", "currency", "fiscal_year_end") if not options.text(name)]
    known = blank.name and blank.name != blank.symbol and blank.venue and blank.currency and not blank.assumed
    known = known and symbol_at(blank.symbol, blank.venue) == blank.symbol
    # all of it in one question: whoever sees that it is right presses enter once
    if asked and known:
        quoted = f"quoted in {name_of(blank.currency)}"
        if offer(f"{blank.name}, {blank.venue}, {quoted}, fiscal year to {blank.fiscal_year_end}: right"):
            return blank
    if "name" in asked:
        blank = blank._replace(name=ask("company name", blank.name, lambda text: parse.line(text, "name")))
    if not options.texts("alias"):
        none = "- for none" if blank.aliases else "enter for none"
        also = f"other names that articles use, separated by commas; {none}"
        blank = blank._replace(aliases=ask(also, ", ".join(blank.aliases), _names))
    before = find_venue(blank.venue)
    if "venue" in asked and blank.assumed:
        usual = f"where it trades, such as NASDAQ; enter to assume {blank.venue} for now"
        venue = ask(usual, "", lambda text: parse.line(text, "venue", required=False))
        blank = blank._replace(venue=venue or blank.venue, assumed=not venue)
    elif "venue" in asked:
        # what is answered is said by the user, the suggestion of the symbol included
        blank = blank._replace(
            venue=ask("where it trades", blank.venue, lambda text: parse.line(text, "venue")), assumed=False
        )
    place = find_venue(blank.venue)
    if place.name != before.name and place.currency and "currency" in asked:
        blank = blank._replace(currency=place.currency)
    there = symbol_at(blank.symbol, blank.venue)
    if there != blank.symbol:
        blank = blank._replace(
            symbol=ask(f"price feeds know it on {place.name} as {there}; symbol", there, read_symbol)
        )
    if "currency" in asked:
        blank = blank._replace(currency=ask("the currency it is quoted in", blank.currency, new_thesis.read_currency))
    if "fiscal_year_end" in asked:
        end = ask("the last day of its fiscal year (month-day)", blank.fiscal_year_end, new_thesis.read_year_end)
        blank = blank._replace(fiscal_year_end=end)
    return blank


def _claim(text: str) -> str:
    return parse.line(text, "claim", required=False)


def ask_contact(config: Path) -> str:
    """Asks once for the contact address that the SEC wants, keeps what was typed, and gives it; "" for none."""
    from thesis_tui.services.contact import QUESTION, read_contact, write_contact

    _tell(f"\n{QUESTION}")
    address = ask("your mail address for the SEC; enter for none", "", read_contact)
    write_contact(config, address)
    if not address:
        say("  the SEC is not asked; contact in the settings changes that")
    return address


def offer(what: str, usual: str = "yes", ended: str = "nothing was created") -> bool:
    """Asks yes or no; enter is `usual`. Raises InputError that says `ended` when the input ends before."""
    return ask(f"{what}? yes or no", usual, _yes, ended)


def _yes(text: str) -> bool:
    word = text.casefold()
    if not word or not ("yes".startswith(word) or "no".startswith(word)):
        raise InputError(f'"{parse.quoted(text)}" is neither; answer yes or no')
    return "yes".startswith(word)


def _titles(text: str, template: str) -> new_thesis.Pillars:
    return new_thesis.read_pillars([title for title in text.split(",") if title.strip()] or [text], template)


def _names(text: str) -> tuple[str, ...]:
    return new_thesis.read_aliases([name for name in text.split(",") if name.strip(" -")])


def ask(what: str, usual: str, read: Callable[[str], Read], ended: str = "nothing was created") -> Read:
    """Asks until `read` takes the answer, `usual` where none was typed, and gives what it made of it. Raises InputError
    that says `ended` when the input ends before.
    """
    while True:
        try:
            *above, last = _set(f"{what}{f' [{usual}]' if usual else ''}: ")
            for line in above:
                say(line)
            text = input(f"{last} ").strip() or usual
        except EOFError:
            raise InputError(f"no answer; {ended}") from None
        try:
            return read(text)
        except InputError as error:
            _tell(f"  {error}", indent=2)


def _tell(text: str, indent: int = 0) -> None:
    """Says a text in lines of whole words; all but the first of a paragraph begin with `indent` blanks."""
    for line in _set(text, indent):
        say(line)


def _set(text: str, indent: int = 0) -> list[str]:
    """The lines of a text that fit the terminal: it would break them in the middle of a word."""
    # one less: a full line makes some terminals begin another one of their own
    width = min(WIDEST, shutil.get_terminal_size().columns) - 1
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(
            paragraph, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines
