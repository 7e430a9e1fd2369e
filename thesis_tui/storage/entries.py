"""Journal files as bytes: what can be believed of one, and the block that an entry is written as.

One entry is one block: the line `[[entry]]`, flat keys, and last the quoted `id`, by which a reader knows that the
block is whole. A block names its act and how many entries that has, by which a reader knows that the act is whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.errors import FileError, InputError
from thesis_tui.model.book import Problem
from thesis_tui.model.file_format import JOURNAL_FORMAT, format_of, newer_format, newer_words
from thesis_tui.model.journal import AMOUNTS, KINDS, OBJECT_KINDS, Entry
from thesis_tui.model.quantity import number_fault
from thesis_tui.model.text_cleaning import MAX_TEXT, clean
from thesis_tui.storage import checks, format_1
from thesis_tui.storage.decode import convert
from thesis_tui.storage.sync_conflicts import is_conflict_copy
from thesis_tui.storage.toml import BOM, Lines, parse, whole_as_integer, whole_minutes

_MARKER = b"[[entry]]"
MOST_IN_ACT = 100_000
"""Entries of one act: more than any article or import has things to decide on."""
MOST_ENDS = 10
"""Places where an entry whose end is in doubt may end; each is tried with all that stands before it."""
_ID_LINE = re.compile(rb"""id[ \t]*=[ \t]*(?:"[^"\\]*"|'[^']*')[ \t]*(?:#.*)?\Z""")
_KEY_LINE = re.compile(rb"""["']?[A-Za-z0-9_-]+["']?[ \t]*=""")
_NATIVE = (Decimal, date, datetime)
_FORMAT_LINE = re.compile(rb"^format[ \t]*=[ \t]*(\d{1,9})[ \t]*(?:#.*)?\r?$", re.MULTILINE)


class EntryBlock(Struct, frozen=True):
    """The lines of a block from its marker on, and the line of its marker, from 1 (0: before the first marker)."""

    lines: list[bytes]
    line: int


class ParsedJournal(Struct, frozen=True):
    """Content of a journal file. `whole` is true when nothing in it was in doubt.

    `refused` are the acts of blocks that are whole and cannot be used, one for each: they are not torn.
    """

    entries: list[Entry]
    problems: list[Problem]
    whole: bool
    refused: list[str]
    format: int


def parse_journal(raw: bytes, name: str, skipped: int = 0, version: int = 0) -> ParsedJournal:
    """The entries in a file's bytes. `name` is its name in `journal/`, `skipped` the lines before `raw`; `version` is
    the file's format where its first lines are not in `raw`.
    """
    version = version or format_of(raw)
    parsed = _parsed(raw, name, skipped, version)
    return replace(parsed, entries=format_1.with_acts(parsed.entries)) if version == 1 else parsed


def _parsed(raw: bytes, name: str, skipped: int, version: int) -> ParsedJournal:
    shown = f"journal/{name}"
    entries: list[Entry] = []
    problems: list[Problem] = []
    refused: list[str] = []
    newer = newer_format(raw, known=JOURNAL_FORMAT)
    if newer:
        problems.append(Problem(shown, newer_words(newer, known=JOURNAL_FORMAT), 1))
    if is_conflict_copy(name) and not skipped:
        reason = "is a conflict copy made by a sync program; its entries are read, none is shown twice"
        problems.append(Problem(shown, f"{reason}; move those that only it has to a file of their own, then delete it"))
    try:
        values = parse(raw, shown, skipped)
    except FileError as error:
        # one torn block must not cost the file: the others are read by themselves
        split, torn = _piecewise(raw, name, skipped, error, version)
        return ParsedJournal(split, problems + torn, whole=False, refused=refused, format=version)
    lines = Lines(raw, skipped)
    blocks = values.pop("entry", [])
    values.pop("format", None)
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        problems.append(Problem(shown, "entry is not a list; expected [[entry]] tables", lines.find(("entry",))))
        blocks = []
    problems.extend(
        Problem(shown, f'unknown key "{key[:60]}"; a journal holds [[entry]] tables only', lines.find((key,)))
        for key in values
    )
    starts = _starts(raw, skipped, len(blocks), lines)
    for number, block in enumerate(blocks):
        try:
            entries.append(_entry(block, name, starts[number], lines, ("entry", number), version))
        except FileError as error:
            problems.append(Problem(error.path, error.reason, error.line or starts[number]))
            if isinstance(block.get("act"), str) and "id" in block:
                refused.append(block["act"])
    return ParsedJournal(entries, problems, whole=not problems, refused=refused, format=version)


def split_blocks(raw: bytes, skipped: int = 0) -> list[EntryBlock]:
    """The file cut at lines that are exactly `[[entry]]`; first what stands before the first of them."""
    blocks = [EntryBlock([], 0)]
    for number, line in enumerate(raw.removeprefix(BOM).split(b"\n"), skipped + 1):
        bare = line.removesuffix(b"\r")
        if bare == _MARKER:
            blocks.append(EntryBlock([bare], number))
        else:
            blocks[-1].lines.append(bare)
    return blocks


def block_of(entry: Entry) -> bytes:
    """The bytes of an entry. Raises InputError for a number or text that cannot be kept."""
    import tomli_w

    kind, what = entry.kind, entry.what
    if type(what) is not KINDS[kind]:
        raise InputError(f"a {type(what).__name__.lower()} is not a {kind}", "kind")
    record: dict[str, object] = {"at": entry.at, "kind": kind, "on": entry.on, "replaces": entry.replaces}
    # TOML has decimals, days and times of its own; as text they would read back as text
    fields: dict[str, object] = msgspec.to_builtins(what, builtin_types=_NATIVE)
    for key, value in fields.items():
        if key == "kind" or (key == "id" and kind in OBJECT_KINDS):
            continue
        record[key] = _written(value, key)
    record["act"] = entry.act_id
    record["act_size"] = entry.act_size if entry.act_size > 1 else None
    record["after"] = list(entry.after) or None
    # last, for a reader takes a block without it for one that was cut off
    record["id"] = entry.id
    return _MARKER + b"\n" + tomli_w.dumps({key: value for key, value in record.items() if value is not None}).encode()


def _written(value: object, key: str) -> object:
    """`value` as tomli_w is to be given it: texts cleaned, and whole decimals as integers, for it adds ".0"."""
    if isinstance(value, str):
        text = clean(value)
        if len(text) > MAX_TEXT:
            raise InputError(f"{key} has {len(text)} characters; accepted are {MAX_TEXT} at most", key)
        return text
    if isinstance(value, Decimal):
        reason = number_fault(value)
        if reason:
            raise InputError(f"{key} {reason}", key)
        return whole_as_integer(value)
    if isinstance(value, datetime):
        return whole_minutes(value)
    if isinstance(value, list | tuple):
        return [_written(item, key) for item in value]
    return value


def read_back(block: bytes, name: str, skipped: int) -> Entry:
    """The entry as a reader will find it. Raises InputError if one could not."""
    parsed = parse_journal(block, name, skipped, JOURNAL_FORMAT)
    if len(parsed.entries) != 1 or parsed.problems:
        reason = parsed.problems[0].reason if parsed.problems else "it does not read back"
        raise InputError(f"this cannot be recorded: {reason}")
    return parsed.entries[0]


def _problem(error: FileError) -> Problem:
    return Problem(error.path, error.reason, error.line)


def _entry(block: dict[str, Any], name: str, line: int, lines: Lines, within: tuple[str, int], version: int) -> Entry:
    """An entry from its keys, in a file of format `version`. Raises FileError."""
    if version == 1:
        block = format_1.translated(block)
    shown = f"journal/{name}"

    def refuse(field: str, reason: str) -> FileError:
        return FileError(shown, f"{field} {reason}", lines.find((*within, field)) or line)

    identity = block.get("id")
    if identity is None:
        raise FileError(shown, "this entry has no id, so it was cut off while being written; it is not used", line)
    if not isinstance(identity, str) or not checks.is_slug(identity):
        raise refuse("id", f"is not an id in quotes; accepted are {checks.SLUG_WORDS}")
    if next(reversed(block)) != "id":
        last = next(reversed(block))
        raise refuse("id", f'is not the last key; move "{last[:60]}" above it, for the id marks an entry as whole')
    rest = dict(block)
    kind = rest.pop("kind", None)
    if not isinstance(kind, str) or kind not in KINDS:
        given = f'"{kind[:40]}" is not known' if isinstance(kind, str) else "is missing"
        raise refuse("kind", f"{given}; accepted are {', '.join(KINDS)}")
    del rest["id"]
    at, on = _time_keys(rest, refuse)
    replaces = rest.pop("replaces", None)
    if replaces is not None and not (isinstance(replaces, str) and checks.is_slug(replaces)):
        raise refuse("replaces", f"is not an id; accepted are {checks.SLUG_WORDS}")
    act, act_size, after = _act_keys(rest, refuse)
    if kind in OBJECT_KINDS:
        # an entry that changes an object has the object's id, not one of its own, for what it records
        rest["id"] = replaces or identity
    what: Any = convert(rest, KINDS[kind], shown, lines, within, secret=AMOUNTS.get(kind, False))
    fault = checks.fault(what)
    if fault is not None:
        raise refuse(*fault)
    return Entry(
        id=identity, at=at, kind=kind, what=what, on=on, replaces=replaces, act="" if act == identity else act,
        act_size=act_size, after=after, path=name, line=line,
    )  # fmt: skip


def _time_keys(rest: dict[str, Any], refuse: Callable[[str, str], FileError]) -> tuple[datetime, date | None]:
    """The time it was recorded and the day it speaks of, taken out of a block's keys. Raises what `refuse` gives."""
    at = rest.pop("at", None)
    if not isinstance(at, datetime):
        raise refuse("at", "is missing or not a time; expected one such as 2026-02-14T09:30:00+01:00")
    reason = checks.time_fault(at)
    if reason:
        raise refuse("at", reason)
    on = rest.pop("on", None)
    if on is not None and (not isinstance(on, date) or isinstance(on, datetime)):
        raise refuse("on", "is not a day; expected one such as 2026-02-14")
    if on is not None and not checks.FIRST_DAY <= on <= checks.LAST_DAY:
        raise refuse("on", f"{on} is too far away; accepted are {checks.FIRST_DAY} to {checks.LAST_DAY}")
    return at, on


def _act_keys(rest: dict[str, Any], refuse: Callable[[str, str], FileError]) -> tuple[str, int, tuple[str, ...]]:
    """The act, its size and what was known before, taken out of a block's keys. Raises what `refuse` gives."""
    act = rest.pop("act", "")
    if not isinstance(act, str) or (act and not checks.is_slug(act)):
        raise refuse("act", f"is not an id; accepted are {checks.SLUG_WORDS}")
    size = rest.pop("act_size", 1)
    # a bool is an int to isinstance, and true would pass as 1
    if type(size) is not int or not 1 <= size <= MOST_IN_ACT:
        raise refuse("act_size", f"is not a number of entries; accepted is 1 to {MOST_IN_ACT}")
    after = rest.pop("after", [])
    if not isinstance(after, list) or not all(isinstance(id_, str) and checks.is_slug(id_) for id_ in after):
        raise refuse("after", "is not a list of ids")
    return act, size, tuple(after)


def _starts(raw: bytes, skipped: int, count: int, lines: Lines) -> list[int]:
    """The line of each block, 0 where it cannot be told."""
    starts = [block.line for block in split_blocks(raw, skipped)[1:]]
    # a text of several lines may hold a line that looks like a marker
    if len(starts) != count:
        starts = [table.line for table in lines.tables("entry")]
    return starts if len(starts) == count else [0] * count


def _piecewise(
    raw: bytes, name: str, skipped: int, fault: FileError, version: int
) -> tuple[list[Entry], list[Problem]]:
    """Each block by itself, for a file that does not parse as a whole; `fault` is why it does not."""
    shown = f"journal/{name}"
    entries: list[Entry] = []
    problems: list[Problem] = []
    head, *blocks = split_blocks(raw, skipped)
    for number, line in enumerate(head.lines, skipped + 1):
        if line.strip() and not line.lstrip().startswith(b"#") and not _FORMAT_LINE.match(line):
            problems.append(Problem(shown, "what stands before the first whole [[entry]] line is not used", number))
            break
    for block in blocks:
        entry, torn = _by_itself(block, name, version)
        if entry is not None:
            entries.append(entry)
        problems.extend(torn)
    if not problems:
        problems.append(_problem(fault))
    return entries, problems


def _by_itself(block: EntryBlock, name: str, version: int) -> tuple[Entry | None, list[Problem]]:
    """The entry up to the first `id` line with which the block parses, and what in the block is not used."""
    shown = f"journal/{name}"
    # a text of several lines may hold a line that looks like an id: up to it the block does not parse
    ends = [number for number, line in enumerate(block.lines) if _ID_LINE.match(line)][:MOST_ENDS]
    torn: FileError | None = None
    for end in ends:
        text = b"\n".join(block.lines[: end + 1]) + b"\n"
        try:
            values: Any = parse(text, shown, block.line - 1)["entry"]
        except FileError as error:
            torn = torn or error
            continue
        remainder = [
            (number, line)
            for number, line in enumerate(block.lines[end + 1 :], block.line + end + 1)
            if line.strip() and not line.lstrip().startswith(b"#")
        ]
        if remainder and _KEY_LINE.match(remainder[0][1].lstrip()):
            reason = "keys stand after the id, which must be the last; the entry is not used"
            return None, [Problem(shown, reason, block.line)]
        entry, problems = None, []
        try:
            entry = _entry(values[0], name, block.line, Lines(text, block.line - 1), ("entry", 0), version)
        except FileError as error:
            problems.append(_problem(error))
        if remainder:
            problems.append(Problem(shown, "the remainder of an entry that was cut off is not used", remainder[0][0]))
        return entry, problems
    if torn is None:
        reason = "this entry has no id, so it was cut off while being written; it is not used"
        return None, [Problem(shown, reason, block.line)]
    return None, [Problem(shown, f"this entry is not used: it {torn.reason}", torn.line or block.line)]
