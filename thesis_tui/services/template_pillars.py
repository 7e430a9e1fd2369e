"""The pillars of a template, and which of them a pillar with another title is: by its words, or as somebody says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from thesis_tui.errors import InputError, StorageError
from thesis_tui.services import parse

ANY = "*"
"""The title of the blank template's block for every further pillar."""
GENERIC = "blank"
"""The template whose pillar is nothing in particular: whatever is named takes it."""
CLAIM = re.compile(r'^claim = ".*"$', re.MULTILINE)
TAKES = "="
"""Between the title of a pillar and that of the template's pillar it takes: "Payout = Cover"."""
_BLOCK = re.compile(r"^#= (.+)\n", re.MULTILINE)
_TITLES = re.compile(r'^(?:title|short) = "([^"$]*)"', re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_COMMON = frozenset((
    "a", "an", "and", "by", "for", "free", "from", "in", "it", "its", "net", "of", "on", "the", "to", "yoy",
    "day", "days", "like", "month", "months", "operating", "real", "share", "ten", "time", "use", "year", "years",
))  # fmt: skip
"""Words that say nothing of what a pillar is about, and those that mean one thing in a metric's title and another in a
pillar's: a dividend a share and a share of the market, a real yield and real estate. "Shares" are those of the company.
"""


class TemplatePillar(NamedTuple):
    """A pillar of a template, with its metrics and criteria as text."""

    title: str
    text: str

    @property
    def claim(self) -> str:
        """Its sentence on what must be true."""
        match = CLAIM.search(self.text)
        return "" if match is None else match[0].partition('"')[2][:-1]

    @property
    def words(self) -> frozenset[str]:
        """The words it is known by: those of its title and of its metrics."""
        return words_of(" ".join((self.title, *_TITLES.findall(self.text))))


def template_text(name: str) -> str:
    """The text of a template, or of another file beside them. Raises StorageError when it is missing."""
    from pathlib import Path

    path = Path(__file__).with_name("templates") / f"{name}.toml"
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path}, which belongs to the program, cannot be read; install it again") from error


def template_pillars(template: str) -> tuple[str, list[TemplatePillar]]:
    """A template's words on itself, and its pillars: each begins with a line "#= " and its usual title."""
    about, *rest = _BLOCK.split(template_text(template))
    blocks = zip(rest[::2], rest[1::2], strict=True)
    return about, [TemplatePillar(title, f"{text.rstrip()}\n") for title, text in blocks]


def own_pillars(template: str) -> list[TemplatePillar]:
    """The pillars that a template has by itself."""
    return [block for block in template_pillars(template)[1] if block.title != ANY]


def titles_of(template: str) -> tuple[str, ...]:
    """The titles of a template's own pillars. Raises StorageError when its file is missing."""
    return tuple(block.title for block in own_pillars(template))


def words_of(text: str) -> frozenset[str]:
    """The words of a title without their case, accents and plurals, and without those that say nothing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
    telling = (word for word in words if word not in _COMMON)
    return frozenset(word if len(word) < 4 or word.endswith("ss") else word.removesuffix("s") for word in telling)


def taken(template: str, titles: Sequence[str], named: Sequence[str] = ()) -> tuple[str, ...]:
    """For each title the title of the template's pillar whose claim, metrics and criteria it takes, "" for none.

    `named` are those that somebody said, in the titles' order. Otherwise one of the same title is taken, then the one
    that shares the most words with it, unless another shares as many: nobody's claim is put under another's name.
    """
    own = own_pillars(template)
    free = {block.title: block for block in own}
    found = dict.fromkeys(titles, "")

    def take(title: str, block: str) -> None:
        found[title] = block
        free.pop(block, None)

    for title, block in zip(titles, named, strict=False):
        if block:
            take(title, block)
    for title in titles:
        same = next((block for block in free if block.casefold() == title.casefold()), "")
        if not found[title] and same:
            take(title, same)
    for title in titles:
        if found[title]:
            continue
        shared = {block: len(words_of(title) & pillar.words) for block, pillar in free.items()}
        most = max(shared.values(), default=0)
        likely = [block for block, count in shared.items() if count == most]
        if template == GENERIC:
            likely, most = list(free)[:1], len(free)
        if most and len(likely) == 1:
            take(title, likely[0])
    return tuple(found[title] for title in titles)


def without_figures(template: str, titles: Sequence[str], named: Sequence[str] = ()) -> tuple[str, ...]:
    """The titles that are none of a template's pillars; none of those of the blank template, which has no figures."""
    pairs = zip(titles, taken(template, titles, named), strict=True)
    return () if template == GENERIC else tuple(title for title, block in pairs if not block)


def free_pillars(template: str, titles: Sequence[str], named: Sequence[str] = ()) -> tuple[str, ...]:
    """The titles of a template's pillars that none of `titles` takes."""
    takes = taken(template, titles, named)
    return tuple(block for block in titles_of(template) if block not in takes)


def claims_of(template: str, blocks: Sequence[str]) -> tuple[str, ...]:
    """The claim of each of a template's pillars by its title, "" where it has no such pillar. Raises StorageError."""
    claims = {block.title: block.claim for block in own_pillars(template)}
    return tuple(claims.get(block, "") for block in blocks)


def read_taken(text: str, template: str) -> tuple[str, str]:
    """The title of a pillar, and the template's pillar that it says it takes, "" for none: "Payout = Cover".

    Raises InputError for one that the template does not have.
    """
    title, sign, wanted = text.rpartition(TAKES)
    if not sign:
        return parse.line(text, "pillar"), ""
    wanted = parse.line(wanted, "pillar")
    own = titles_of(template)
    block = next((own_title for own_title in own if own_title.casefold() == wanted.casefold()), None)
    if block is None:
        there = f"the {template} template has no pillar"
        raise InputError(f'{there} "{parse.quoted(wanted)}"; it has {", ".join(own)}', "pillar")
    return parse.line(title, "pillar"), block
