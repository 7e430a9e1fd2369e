"""Cleaning of text as it enters, whoever wrote it."""

from __future__ import annotations

import re
from functools import cache

MAX_TEXT = 100_000
"""Characters one text may have."""

# Written as what is allowed: a character Unicode adds later is taken out until it is known to be harmless. Left out
# are C0, DEL and C1, the bidi controls (061C, 200E, 200F, 202A to 202E, 2066 to 2069), what has no width, the byte
# order mark, surrogates, and tags but for those of flags.
_UNWANTED = (
    "[^\t\n\x20-\x7e\xa0-\u061b\u061d-\u180d\u180f-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe"
    "\uff00-\ufff8\ufffc-\U000dffff\U000e0080-\U0010ffff]"
)
# ECMA-48: CSI with its parameters; OSC, DCS, SOS, PM and APC up to their end; every other escape.
# Whole sequences first, so that "\x1b[31mred" leaves "red"; each pattern stops at the next escape.
_SEQUENCE = (
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]"
)
_ZERO_WIDTH_JOINERS = frozenset("\u200c\u200d")


def clean(text: str) -> str:
    """`text` without terminal escapes, control characters, bidi and zero-width controls, or lone surrogates.

    Newlines and tabs stay; CRLF, a lone CR and Unicode's separators become a newline. Joiners (U+200C, U+200D)
    stay: scripts and emoji are written with them.
    """
    # nearly all text: it is spared the patterns below
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    unwanted, sequence = _patterns()
    if not unwanted.search(text):
        return text
    # before the lone CR, or each of these would become two
    text = text.replace("\r\n", "\n")
    for end in "\r\u2028\u2029":
        text = text.replace(end, "\n")
    return unwanted.sub(_only_joiners, sequence.sub("", text))


def blank(text: str) -> str:
    """`text` with a space for every character that `clean` takes out, so that places in it stay what they are."""
    unwanted, sequence = _patterns()
    if not unwanted.search(text):
        return text
    return unwanted.sub(" ", sequence.sub(_spaces, text))


def _spaces(match: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in match[0])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Compiled when first needed: a character class this wide takes 9 ms.
    return re.compile(_UNWANTED), re.compile(_SEQUENCE)


def _only_joiners(match: re.Match[str]) -> str:
    return match[0] if match[0] in _ZERO_WIDTH_JOINERS else ""
