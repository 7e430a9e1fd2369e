"""The help as text: its sections, and its paragraphs that begin with a word in bold, each by its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from thesis_tui.errors import InputError
from thesis_tui.model.figures import cut
from thesis_tui.pages.spans import wrap

WIDEST = 100
"""Columns beyond which a paragraph is hard to read."""

MOST_NAMED = 5
"""Topics named that speak of what was asked for: the rest speak of it least."""

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{2,} +(?P<section>.+)$|^\*\*(?P<lead>[^*]+)\*\*", re.MULTILINE)
_PICTURE = re.compile(r"^!\[.*\]\(.*\)\n", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]+\)")
_MARKS = re.compile(r"\*\*|`|^- ", re.MULTILINE)


class Topic(NamedTuple):
    """A part of the help: its name in lower case, its text in Markdown, and whether it is a section."""

    name: str
    text: str
    section: bool


def topics(text: str) -> tuple[Topic, ...]:
    """The topics there are, in their order. A section holds its paragraphs' topics as well."""
    # as long as they were: the places found are those of `text`
    blank = _FENCE.sub(lambda found: " " * len(found[0]), text)
    found = list(_HEADING.finditer(blank))
    named = []
    for number, match in enumerate(found):
        section = match["section"] is not None
        ends = [later.start() for later in found[number + 1 :] if later["section"] is not None or not section]
        own = text[match.end() if section else match.start() : ends[0] if ends else len(text)]
        name = (match["section"] or match["lead"]).strip().rstrip(".:").lower()
        named.append(Topic(name, own.strip() + "\n", section))
    return tuple(named)


def find_topic(text: str, typed: str) -> Topic:
    """The topic called `typed`: its name, the start of it, or the start of a word in it, in any case; else the only one
    that has the words in its text.

    Raises InputError that names the topics that have them, or says how to list all.
    """
    there = topics(text)
    wanted = " ".join(typed.lower().split())
    for matches in (
        [topic for topic in there if topic.name == wanted],
        [topic for topic in there if wanted and topic.name.startswith(wanted)],
        [topic for topic in there if wanted and f" {topic.name}".find(f" {wanted}") >= 0],
    ):
        if matches:
            return matches[0]
    speaking = _speaking_of(there, typed)
    if len(speaking) == 1:
        return speaking[0]
    if speaking:
        named = ", ".join(f'thesis-tui help "{topic.name}"' for topic in speaking[:MOST_NAMED])
        more = len(speaking) - MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        raise InputError(f'no topic is called "{cut(typed, 60)}"; it is spoken of in {named}{rest}', "topic")
    raise InputError(
        f'there is no help on "{cut(typed, 60)}"; thesis-tui help lists the topics, thesis-tui --help the commands',
        "topic",
    )


def _speaking_of(there: tuple[Topic, ...], typed: str) -> list[Topic]:
    """The smallest topics with these words in their text, those that have them most often first."""
    words = " ".join(typed.split())
    if not words:
        return []
    # one letter is a key or a sign, and a small one is in every sentence as an article
    case = re.NOFLAG if len(words) == 1 else re.IGNORECASE
    stem = words.removesuffix("s") if len(words) > 3 else words
    sought = re.compile(rf"(?<!\w){re.escape(stem)}s?(?!\w)".replace(r"\ ", r"\s+"), case)
    counts = {topic: len(sought.findall(topic.text)) for topic in there}
    # a section holds its topics' texts: what is in one of those is not the section's own
    inside, section = dict.fromkeys(there, 0), None
    for topic in there:
        if topic.section:
            section = topic
        elif section is not None:
            inside[section] += counts[topic]
    found = [topic for topic in there if counts[topic] > inside[topic]]
    return sorted(found, key=lambda topic: -(counts[topic] - inside[topic]))


def contents(text: str, width: int) -> str:
    """Every section with the topics in it, or with its first sentence where it has none."""
    there = topics(text)
    sections = [at for at, topic in enumerate(there) if topic.section]
    room = max(len(there[at].name) for at in sections) + 2
    lines: list[str] = []
    for at, end in zip(sections, [*sections[1:], len(there)], strict=True):
        inside = ", ".join(topic.name for topic in there[at + 1 : end])
        words = wrap(inside or _first_sentence(there[at]), max(20, min(width, WIDEST) - room))
        heads = [there[at].name, *[""] * (len(words) - 1)]
        lines += [f"{head.ljust(room)}{line}" for head, line in zip(heads, words, strict=True)]
    return "\n".join(lines) + "\n"


def page(topic: Topic, width: int) -> str:
    """A topic as plain text, `width` columns wide at most."""
    from thesis_tui.printing.markdown import plain

    lines = plain(_LINK.sub(r"\1", _PICTURE.sub("", topic.text)), min(width, WIDEST))
    head = [topic.name.capitalize(), "─" * len(topic.name), ""] if topic.section else []
    # Two empty lines together come of what is not printed: a comment, a picture.
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*head, *lines])) + "\n"


def _first_sentence(topic: Topic) -> str:
    """The first sentence of its prose, without marks and the colon before a table; its name where it has none."""
    paragraphs = _FENCE.sub("", _PICTURE.sub("", topic.text)).strip().split("\n\n")
    first = next((paragraph for paragraph in paragraphs if not paragraph.startswith("|")), topic.name)
    plain = " ".join(_MARKS.sub("", _LINK.sub(r"\1", first)).split())
    return re.split(r"(?<=[.;:]) ", plain)[0].rstrip(".;:")


def single_words(text: str) -> list[str]:
    """The names of topics that are one word, for completion."""
    return [topic.name for topic in topics(text) if " " not in topic.name]
