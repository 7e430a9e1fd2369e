"""When an article was published, and how that is known: printed, inferred or unknown; never guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from thesis_tui.errors import InputError
from thesis_tui.model.proposals import Dating
from thesis_tui.reader.junk import MOST_HEAD
from thesis_tui.reader.periods import Anchor
from thesis_tui.reader.sentences import Block
from thesis_tui.reader.when import times
from thesis_tui.reader.word_lists import data, grammar, pattern, word_set
from thesis_tui.rules.windows import parse_day, parse_period

_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?!\d)(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
_DATELINE = re.compile(r"^[A-Z][A-Z .,/-]{2,40}(?:,|\s[-—])?\s")
_LONGEST_HEAD = 200


def date_article(working: str, blocks: list[Block], today: date, given: date | None) -> Dating:
    """The publication of an article read on `today`. `given` settles it."""
    if given is not None:
        return Dating(
            published=given, basis="printed", earliest=given, latest=given, note="the day was given when it was read"
        )
    stamps = _Stamps()
    for block in blocks[:MOST_HEAD]:
        stamps.read(working[block.start : block.end], block, today)
    chosen = stamps.labelled or set(stamps.printed) or stamps.updated
    if len(chosen) == 1:
        day = chosen.pop()
        return Dating(
            published=day,
            basis="printed",
            time=stamps.printed.get(day, ""),
            earliest=day,
            latest=day,
            note="the day is printed",
        )
    if chosen:
        shown = ", ".join(other.isoformat() for other in sorted(chosen))
        return Dating(
            basis="unknown", earliest=min(chosen), latest=max(chosen), note=f"several days are printed: {shown}"
        )
    bound = _named_day(working, blocks, today)
    if stamps.ago:
        note = f"it says {stamps.ago}, and no day; it was read on {today}"
        return Dating(basis="inferred", earliest=bound, latest=today, note=note)
    return Dating(basis="unknown", earliest=bound, latest=today, note="no day is printed")


class _Stamps:
    """The days printed at the head of an article, each with its time or "": those said to be of its publication,
    and apart from the rest those of an update; and what it says where it prints none: "3 hours ago".
    """

    def __init__(self) -> None:
        self.printed: dict[date, str] = {}
        self.labelled: set[date] = set()
        self.updated: set[date] = set()
        self.ago = ""

    def read(self, line: str, block: Block, today: date) -> None:
        short = len(line) <= _LONGEST_HEAD
        head = line if short else line[:90]
        for found in grammar("dates.day").finditer(head):
            if not short and not (_DATELINE.match(head) and found.start() < 60):
                continue
            if short and not _is_stamp(line, found, block):
                continue
            day = _read(found)
            # what is still to come is no day of publication
            if day is None or day > today:
                continue
            before = head[: found.start()]
            if grammar("dates.updated").search(before):
                self.updated.add(day)
                continue
            time = _TIME.search(head, found.end(), found.end() + 24)
            self.printed.setdefault(day, time[0].strip() if time else "")
            if grammar("dates.label").search(before):
                self.labelled.add(day)
        if short and not self.ago and len(line) < 60 and (relative := grammar("dates.ago").search(line)):
            self.ago = relative[0].strip()


def anchor_of(dating: Dating) -> Anchor:
    """The days an expression without a year is read against."""
    latest = dating.published or dating.latest or date.max
    if dating.published or dating.basis == "inferred":
        return Anchor(latest, latest)
    return Anchor(dating.earliest, latest)


def _is_stamp(line: str, found: re.Match[str], block: Block) -> bool:
    """Whether a date in a short line is a stamp: alone, labelled, or after a name; not the object of a sentence."""
    if not line[: found.start()].strip() and _TIME.match(line[found.end() :].lstrip(" ,-|at")):
        return True  # a line that begins with day and time, whatever follows
    rest = line[: found.start()] + line[found.end() :]
    if line.rstrip().endswith(".") and len(rest.split()) > 6:
        return bool(_DATELINE.match(line))
    return len(rest.split()) <= 12 and not (block.heading and len(rest.split()) > 9)


def _read(found: re.Match[str]) -> date | None:
    raw = found[0]
    if found["slash"]:
        first, second, year = (int(part) for part in raw.split("/"))
        # day and month cannot be told apart
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if first > 12 else (second, first)
        raw = f"{year}-{month:02}-{day:02}"
    if found["zh"]:
        raw = re.sub(r"[年月]", "-", raw).rstrip("日")
    raw = re.sub(r"(?<=[A-Za-zä])\.(?=\d)", " ", raw)
    for german, english in data("when")["short_months"].items():
        raw = re.sub(rf"{german}\w*", english[0], raw)
    try:
        return parse_day(raw, date(2100, 1, 1))
    except InputError:
        return None


def _named_day(working: str, blocks: list[Block], today: date) -> date | None:
    """The latest end of a dated period the article tells of as past: it was published after that."""
    latest: date | None = None
    for block in blocks:
        for time in times(working, block.start, block.end):
            if (
                not time.has_year
                or time.form in ("ahead", "month")
                or time.prefix in word_set("when", "prefixes", "until")
            ):
                continue
            if time.form == "year":
                continue
            said = re.split(r"[.!?]\s", working[max(block.start, time.start - 300) : time.start])[-1]
            if not grammar("dates.told_in").search(said) or pattern("expect", "cues", "words").search(said):
                continue
            try:
                end = parse_period(time.canon, today).end
            except InputError:
                continue
            if end <= today - timedelta(days=20) and (latest is None or end > latest):
                latest = end
    return latest
