"""The head of an article, its title and its publisher, and the language it is in."""

from __future__ import annotations

import re

from thesis_tui.model.proposals import Skipped
from thesis_tui.reader.plain_text import ReadText
from thesis_tui.reader.sentences import Block
from thesis_tui.reader.word_lists import grammar

_HAN = re.compile("[\u4e00-\u9fff]+")
_SAMPLE = 3_000
"""Characters that tell the language of a text."""


def language_of(working: str) -> str:
    """ "en", "de" or "zh": enough to read numbers by."""
    sample = working[:_SAMPLE]
    chinese = sum(len(run[0]) for run in _HAN.finditer(sample))
    if chinese * 4 > len(sample.replace(" ", "")):
        return "zh"
    return (
        "de"
        if len(grammar("headline.german").findall(sample)) > len(grammar("headline.english").findall(sample))
        else "en"
    )


def headline_of(read: ReadText, blocks: list[Block], skipped: list[Skipped]) -> tuple[str, str]:
    """Title and publisher, each "" where none is printed."""
    title = publisher = ""
    heads = [read.text[other.start : other.end].strip() for other in blocks[:5]] + [
        other.quote for other in skipped if other.span[0] < 400
    ]
    for line in heads:
        if found := grammar("headline.publisher").match(line.strip()):
            publisher = publisher or found["name"]
    for block in blocks[:4]:
        if not block.heading:
            break
        line = read.text[block.start : block.end].strip().lstrip("#* ").rstrip("*")
        if (
            3 <= len(line.split()) <= 22
            and not grammar("headline.publisher").match(line)
            and line[0].isalnum() | (line[0] in "\"“‘'")
        ):
            title = line
            break
    return title, publisher
