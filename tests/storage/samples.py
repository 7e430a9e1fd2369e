"""A small thesis whose every file is known to the byte."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from thesis_tui.model.file_struct import FileStruct
from thesis_tui.model.journal import Entry, Kind
from thesis_tui.storage.journal import Act

AT = datetime(2026, 11, 21, 21, 7, 33, 412000, tzinfo=UTC)

THESIS = """\
format = 1
name = "Acme"
stance = "long"
statement = "It sells more every year."

[[listing]]
symbol = "ACME"
venue = "NYSE"
currency = "USD"

[[listing]]
symbol = "ACM.DE"
venue = "XETRA"
currency = "EUR"

[[pillar]]
id = "sales"
title = "Sales"
claim = "Sales grow."
key = "growth"

[[metric]]
id = "growth"
title = "Growth"
unit = "%"
pillar = "sales"

[[criterion]]
id = "growth-kill"
pillar = "sales"
severity = "kill"
since = 2025-12-23
metric = "growth"
operator = ">="
threshold = 15.0
"""

SOURCE = """\
format = 1
title = "Results"
added = 2025-12-23
published_basis = "unknown"

[[observation]]
id = "growth-q1"
metric = "growth"
value = 34.00
start = 2025-07-01
end = 2025-09-30

[[level]]
id = "floor"
type = "support"
listing = "ACME"
currency = "USD"
low = 148.00
high = 150.50

[[milestone]]
id = "launch"
title = "The launch"
earliest = 2026-02-01
latest = 2026-02-28
"""

_NOTE = """\
[[entry]]
at = 2026-11-21 21:07:33.412000+00:00
kind = "note"
text = "größer [x] \\"quoted\\""
pillar = "sales"
id = "20261121t210733412-aaaa-0001"
"""
_ODDS = """\
[[entry]]
at = 2026-11-21 21:08:33.412000+00:00
kind = "odds"
milestone = "launch"
odds = 75
id = "20261121t210833412-aaaa-0001"
"""
_LEVEL = """\
[[entry]]
at = 2026-11-21 21:09:33.412000+01:00
on = 2026-11-20
kind = "level"
type = "resistance"
listing = "ACM.DE"
currency = "EUR"
low = 148.00
id = "20261121t200933412-aaaa-0001"
"""
BLOCKS = (_NOTE, _ODDS, _LEVEL)
JOURNAL = "".join(BLOCKS)


def make(folder: Path, thesis: str = THESIS, source: str | None = SOURCE, journal: str | None = None) -> Path:
    """A thesis folder with these files."""
    (folder / "sources").mkdir(parents=True)
    (folder / "journal").mkdir()
    (folder / "thesis.toml").write_text(thesis, encoding="utf-8")
    if source is not None:
        (folder / "sources" / "2025-12-23-results.toml").write_text(source, encoding="utf-8")
    if journal is not None:
        (folder / "journal" / "2026-11.aaaa.toml").write_text(journal, encoding="utf-8")
    return folder


def append(
    folder: Path,
    kind: Kind,
    what: FileStruct,
    *,
    at: datetime,
    state: Path,
    on: date | None = None,
    replaces: str | None = None,
) -> Entry:
    """An act of one entry, as `Act.append` has it. `state` is the state directory, where the lock and the writer's id
    are. When this returns, the entry is on the disk; when it raises, nothing was recorded and nothing before it
    changed.
    """
    with Act(state) as act:
        entry = act.append(folder, kind, what, at=at, on=on, replaces=replaces)
        act.write()
        return entry
