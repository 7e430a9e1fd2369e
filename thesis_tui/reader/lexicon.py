"""The words of `data/words-*.toml` found in a text: each phrase becomes one token of its class."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from thesis_tui.reader.word_lists import data, grammar, lists

LANGUAGES = ("en", "de", "zh")
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:'[a-z]{1,2}(?![a-z]))?|@")
_HAN = re.compile("[\u4e00-\u9fff]+")
_NUMBERS_IN_WORDS = r"(?:\d{1,3}|one|two|three|five|ten|twenty|fifty|hundred|two[ -]hundred|one[ -]hundred|thirty)"
_FIRST = re.compile(r"\d+|[^\W\d_]+")
_SHORTEST_COMPOUND = 9
"""No shorter word holds one of the parts of compounds and another word besides."""
_PAIR = 2
_STEM = 4
"""A phrase that ends in "*" is looked for by this many of its first letters."""


class Word(Struct, frozen=True):
    """A word or phrase at its place; `kind` is its class, "word" or "name" where it has none."""

    start: int
    end: int
    kind: str


_Phrases = dict[str, dict[str, list[tuple[tuple[str, ...], str]]]]


class _Lexicon(Struct, frozen=True):
    phrases: _Phrases
    """By their first word and their second, "" of a single one, the longest first."""
    stems: dict[str, list[tuple[str, str]]]
    parts: list[tuple[str, str]]
    """Parts of compounds: "Kreuzunterstützung", "Horizontalwiderstände"; their last one ends in a space."""
    numbered: re.Pattern[str]
    """Phrases with digits in them ("N day average", "52 week high"), each class a group."""
    classes: tuple[str, ...]
    firsts: frozenset[str]
    """The first words of these phrases in small letters, but numbers."""
    han: re.Pattern[str]
    han_kinds: dict[str, str]


@cache
def _lexicon(language: str) -> _Lexicon:
    """The words of a language, English ones with them: articles in every language use those."""
    phrases: _Phrases = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    numbered: dict[str, list[str]] = {}
    han: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    # the language's own words first: "Fall" and "falls" of German are no fall
    for name in dict.fromkeys((language, "en", "zh")):
        for kind, words in _tables(name):
            for phrase in words:
                if phrase.startswith("*"):
                    parts.append((phrase[1:].casefold().replace("*", "") + " " * (not phrase.endswith("*")), kind))
                else:
                    _add(phrase, kind, phrases, stems, numbered, han)
    for following in phrases.values():
        for found in following.values():
            found.sort(key=lambda item: -len(item[0]))
    classes = tuple(sorted(numbered, key=lambda item: item == "average"))  # "52 week high" is no "N week" line
    groups = "|".join(f"(?P<g{i}>{_alternatives(numbered[kind])})" for i, kind in enumerate(classes))
    firsts = {re.split(r"[\s-]", phrase)[0].casefold() for found in numbered.values() for phrase in found}
    firsts = (firsts - {"n"}) | set(re.findall("[a-z]+", _NUMBERS_IN_WORDS))
    return _Lexicon(
        phrases, stems, parts, re.compile(rf"(?<![\w$€£.])(?:{groups})(?![^\W\d])", re.IGNORECASE), classes,
        frozenset(firsts),
        re.compile("|".join(sorted(han, key=len, reverse=True)) or r"(?!)"), han,
    )  # fmt: skip


def _tables(name: str) -> list[tuple[str, list[str]]]:
    tables: list[tuple[str, list[str]]] = list(lists(f"words-{name}").items())
    if name == "en":
        names = data("metrics")
        for measures in ("period", "instant", "counted", "list"):
            # "below its 52-week high" names a figure, and in a sentence about the share it holds the high
            tables += [("noun", [word for word in words if "52" not in word]) for words in names[measures].values()]
    return tables


def _add(
    phrase: str,
    kind: str,
    phrases: _Phrases,
    stems: dict[str, list[tuple[str, str]]],
    numbered: dict[str, list[str]],
    han: dict[str, str],
) -> None:
    if _HAN.search(phrase):
        han.setdefault(phrase, kind)
        return
    words = re.split(r"[\s-]+", phrase.casefold())
    if any(item in ("n", "fifty") or item[:1].isdigit() for item in words):
        numbered.setdefault(kind, []).append(phrase)
    elif phrase.endswith("*"):
        stem = words[0].removesuffix("*")
        stems.setdefault(stem[:_STEM], []).append((stem, kind))
    else:
        known = phrases.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", [])
        if not any(item == tuple(words) for item, _ in known):
            known.append((tuple(words), kind))


def _alternatives(found: list[str]) -> str:
    made = []
    for phrase in sorted(set(found), key=len, reverse=True):
        words = [
            _NUMBERS_IN_WORDS if word == "N" else re.escape(word)
            for word in re.split(r"[\s-]+", phrase)
        ]  # fmt: skip
        made.append(
            r"[\s-]?".join(words) if words[0] == _NUMBERS_IN_WORDS and len(words[1]) < 4 else r"[\s-]".join(words)
        )
    return "|".join(made)


def numbered_words(text: str, start: int, end: int, language: str) -> list[Word]:
    """Phrases that hold a number of their own: "50-day average", "52-week high"."""
    units = grammar("lexicon.german_units" if language == "de" else "lexicon.units")
    if units.search(text, start, end) is None:
        return []  # ten times faster than the phrases
    lexicon = _lexicon(language)
    found: list[Word] = []
    at = start
    for first in _FIRST.finditer(text, start, end):  # ten times faster than to look for hundreds of phrases everywhere
        if first.start() < at or not (first[0].isdigit() or first[0].casefold() in lexicon.firsts):
            continue
        m = lexicon.numbered.match(text, first.start(), end)
        if m is not None:
            found.append(Word(m.start(), m.end(), lexicon.classes[int((m.lastgroup or "g0")[1:])]))
            at = m.end()
    return found


def words_in(text: str, start: int, end: int, language: str) -> list[Word]:
    """The words and phrases of `text[start:end]`, which holds no numbers and no names of companies, in order."""
    lexicon = _lexicon(language)
    found: list[Word] = []
    at = start
    for run in _HAN.finditer(text, start, end):
        found += _latin(text, at, run.start(), lexicon)
        found += _han(text, run, lexicon)
        at = run.end()
    return found + _latin(text, at, end, lexicon)


def _latin(text: str, start: int, end: int, lexicon: _Lexicon) -> list[Word]:
    if start >= end:
        return []
    matches = list(_WORD.finditer(text, start, end))
    plain = [_plain(m[0]) for m in matches]
    found: list[Word] = []
    at = 0
    while at < len(matches):
        size, kind = _phrase_at(text, matches, plain, at, lexicon)
        if not kind:
            kind = "name" if matches[at][0][0].isupper() else "word"
        found.append(Word(matches[at].start(), matches[at + size - 1].end(), kind))
        at += size
    return found


def _phrase_at(
    text: str, matches: list[re.Match[str]], plain: list[str], at: int, lexicon: _Lexicon
) -> tuple[int, str]:
    """How many words from `at` are one phrase, and its class; 1 and "" where they are none."""
    following = lexicon.phrases.get(plain[at])
    if following is not None:
        for words, kind in following.get(plain[at + 1], ()) if at + 1 < len(plain) else ():
            size = len(words)
            if (size == _PAIR or tuple(plain[at : at + size]) == words) and _together(text, matches, at, size):
                return size, kind
        if single := following.get(""):
            return 1, single[0][1]
    for stem, kind in lexicon.stems.get(plain[at][:_STEM], ()):
        if plain[at].startswith(stem):
            return 1, kind
    if lexicon.parts and len(plain[at]) >= _SHORTEST_COMPOUND:
        whole = f"{plain[at]} "
        return 1, next((kind for part, kind in lexicon.parts if part in whole), "")
    return 1, ""


def _together(text: str, matches: list[re.Match[str]], at: int, size: int) -> bool:
    """Whether only spaces and hyphens part the words of a phrase."""
    return all(text[matches[i].end() : matches[i + 1].start()].strip(" -\n") == "" for i in range(at, at + size - 1))


def _plain(word: str) -> str:
    folded = word.casefold()
    return folded[:-2] if folded.endswith("'s") else folded


def _han(text: str, run: re.Match[str], lexicon: _Lexicon) -> list[Word]:
    found: list[Word] = []
    at = run.start()
    for m in lexicon.han.finditer(text, run.start(), run.end()):
        if at < m.start():
            found.append(Word(at, m.start(), "word"))
        found.append(Word(m.start(), m.end(), lexicon.han_kinds[m[0]]))
        at = m.end()
    if at < run.end():
        found.append(Word(at, run.end(), "word"))
    return found


@cache
def known_words(language: str) -> frozenset[str]:
    """Every single word that has a class, in lower case: none of them is the name of a company by itself."""
    return frozenset(first for first, following in _lexicon(language).phrases.items() if "" in following)


def first_words(language: str) -> frozenset[str]:
    """The first word of every phrase."""
    return frozenset(_lexicon(language).phrases)
