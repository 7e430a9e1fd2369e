"""Names of companies as articles write them: what is done with them, their short forms, and what is no name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from thesis_tui.reader.lexicon import first_words, known_words
from thesis_tui.reader.word_lists import data, expanded, grammar, word_set

WORD_IN_CAPITALS = re.compile(r"[A-ZÀ-Þ][\wÀ-ɏ]*")
CAPITAL = re.compile(r"(?<![\w$.@/])[A-ZÀ-Þ][\wÀ-ɏ]{3,}")


_INITIALS = 3
_OF_A_NUMBER = ("<<priced>>", r"\d[\d.,]*", r"[+-]\s?\d", "$€£])\\d")
"""Parts of acts that no sentence without a digit has."""
_NAME = "(?P<name><<name>>)"
_OPENINGS = (r"(?:^|(?<=[.!?]\s)|(?<=\n))", r"(?:^|(?<=\n))")


class Act(NamedTuple):
    """A use an article makes of the name of a company: `name` is the name, `symbol` one in brackets behind it."""

    pattern: re.Pattern[str]
    of_a_number: bool
    """Whether no sentence without a digit has it."""
    opens: bool
    """Whether it begins a sentence or a line, so that it need not be looked for elsewhere."""


@cache
def acts(table: str = "acts") -> tuple[Act, ...]:
    """The uses of one table; those of the table "loose" may be of a product as well."""
    tables = data("names")
    parts = {
        "<<move>>": f"(?:{'|'.join(tables['moves']['patterns'])})",
        "<<exchange>>": f"(?:{'|'.join(tables['exchanges']['words'])})",
        "<<role>>": "|".join(tables["roles"]["words"]),
    }  # fmt: skip
    made = []
    behind: dict[bool, list[str]] = {False: [], True: []}
    for act in tables[table]["patterns"]:
        body = expanded(act)
        for name, part in parts.items():
            body = body.replace(name, part)
        of_a_number = any(part in act for part in _OF_A_NUMBER)
        if act.startswith(_NAME) and "(?P<" not in act.removeprefix(_NAME):
            behind[of_a_number].append(body.removeprefix(expanded(_NAME)))
        else:
            made.append(Act(re.compile(body), of_a_number, act.startswith(_OPENINGS)))
    # names are many and slow to find: what may stand right behind one is asked for together
    for of_a_number, rests in behind.items():
        if rests:
            any_rest = "|".join(f"(?={rest})" for rest in rests)
            made.append(Act(re.compile(f"{expanded(_NAME)}(?:{any_rest})"), of_a_number, opens=False))
    return tuple(made)


@cache
def no_han_name() -> re.Pattern[str]:
    """Words that are no company's name although it stands where one may."""
    names = "|".join(data("companies")["han_not_names"]["words"])
    return re.compile(f"^(?:{names})|{grammar('names.han_acts_on').pattern}")


@cache
def ordinary_words(language: str) -> frozenset[str]:
    """Words that are no company however they are written."""
    money = {
        word.casefold()
        for table in ("signs", "cents", "scales")
        for words in data("amounts")[table].values()
        for word in words
    }
    return known_words(language) | first_words(language) | word_set("companies", "not_names", "words") | money


def bare_name(written: str, language: str) -> str:
    """A name without the ordinary words at its ends, "" when nothing is left."""
    words = re.sub(r"'s?$", "", written.strip()).rstrip(".").split()
    ordinary = ordinary_words(language)
    while words and _is_ordinary(words[0], ordinary):
        words = words[1:]
    while words and (_is_ordinary(words[-1], ordinary) or grammar("names.joint").fullmatch(words[-1])):
        words = words[:-1]
    name = " ".join(words)
    if name.casefold() in word_set("companies", "not_names", "words"):
        return ""
    if language == "de" and len(words) == 1 and grammar("names.german_noun").search(name):
        return ""
    if words and grammar("names.institution").fullmatch(words[-1]):
        return ""
    if not words or grammar("names.of_where").fullmatch(words[-1]) or len(name) < 3:
        return ""
    return "" if name in _acronyms() else name


def _is_ordinary(word: str, ordinary: frozenset[str]) -> bool:
    """Whether a word is no part of a name: an ordinary one, a period ("Q3FY26"), or a compound of ordinary words and
    terms ("Non-GAAP", "Year-end").
    """
    plain = word.casefold()
    if plain in ordinary or plain.removesuffix("s") in ordinary or grammar("names.of_a_period").fullmatch(word):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(
        part.casefold() in ordinary
        or part in _acronyms()
        or part.casefold() in word_set("companies", "prefixes", "words")
        for part in parts
    )


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(data("companies")["acronyms"]["words"])


def is_acronym(name: str, letters: str) -> bool:
    """Whether letters in brackets shorten the words before them ("Relative Strength Index (RSI)") or are a term."""
    if grammar("names.legal_form").search(name):
        return False
    if letters in _acronyms():
        return not name.upper().startswith(letters)  # "Adsure (ADS)" is called by them
    words = re.split(r"[\s-]+", name)
    initials = "".join(word[0] for word in words if word[:1].isalpha()).upper()
    return len(letters) > 1 and (
        initials.endswith(letters) or letters == "".join(word[0] for word in words if word[:1].isupper())
    )


def short_forms(name: str) -> list[str]:
    """A company's name with its short forms: without legal words, its first words, and those it is known by."""
    bare = grammar("names.legal").sub("", name)
    found = [name, bare]
    words = bare.split()
    common = word_set("companies", "common", "words")
    if len(words) > 1:
        if (
            len(words[0]) > 3
            and words[0].casefold() not in common | ordinary_words("en")
            and not grammar("names.and_of").fullmatch(words[1])
        ):
            found.append(words[0])
        if len(words) > 2:
            found.append(" ".join(words[:2]))
        if _possessive(words[0]) and words[0].casefold() not in common:
            found.append(words[0])
    if _possessive(words[-1]) and bare[:-2].casefold() not in common | ordinary_words("en"):
        found.append(bare[:-2])  # "shares of Portner" of "Portner's"
    known = {word.casefold() for word in data("companies")["others"]["words"]}
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            part = " ".join(words[first:last])
            found += [part] if part.casefold() in known else []
    if re.search("[\u4e00-\u9fff]", bare):
        found += [
            bare.removesuffix(end)
            for end in data("companies")["han_endings"]["words"] if bare.endswith(end) and len(bare) - len(end) >= 2
        ]  # fmt: skip
    return [word for word in dict.fromkeys(found) if word]


def also_called(name: str) -> list[str]:
    """Other names of a widely held company, in its own script and short."""
    plain = grammar("names.legal").sub("", name.strip()).casefold()
    return [
        word
        for known, names in data("companies")["also"].items()
        if plain.startswith(known.casefold())
        for word in names
    ]


def suggested_aliases(name: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Names articles may have for a company besides `name`, by what a feed or a filing calls it, now or formerly,
    and by what a widely held one is known as; without what is found by its name anyway.
    """
    known = {form.casefold() for form in short_forms(name)}
    found: dict[str, str] = {}
    every = [name, *texts]
    for full in (*texts, *(other for company in every for other in also_called(company))):
        written = " ".join(full.split())
        bare = grammar("names.legal_form").sub("", written)
        bare = _in_small_letters(bare) if written.isupper() else bare
        if len(bare) > 1 and bare.casefold() not in known:
            found.setdefault(bare.casefold(), bare)
    return tuple(found.values())


def _in_small_letters(name: str) -> str:
    """A name that a filing prints in capitals as articles write it; short words may be initials and stay."""
    return " ".join(word.capitalize() if len(word) > _INITIALS else word for word in name.split())


def _possessive(word: str) -> bool:
    return word.endswith("'s")
