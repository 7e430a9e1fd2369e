"""The bundled thesis with harm in every field that takes free text, and a journal of every kind of entry."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from thesis_tui.storage.paths import bundled
from thesis_tui.storage.toml import parse

MARKUP = "[/][b]x[@click=app.quit]y[/]"
HARM = (
    f"{MARKUP} \x1b[99;98;97mA\x1b]52;c;SEVJTA==\x07\x1b]8;;http://evil.example\x07B\x1b]8;;\x07\x1b]0;pwned\x1b\\"
    "\x9b55mC\x9dpwned\x9c\x90pwned\x9c \u202egnp\u2066x\u200b\u200e\u2028\u2060\ufeff\x07\x08\x7f\x00\U000e0041 =1+1"
)
"""Markup; terminal escapes in both forms, closed and not; bidi, zero-width and other controls; a formula."""
TRACES = (
    b"99;98;97", b"SEVJTA", b"pwned", b"evil.example", b"\xc2\x9b", b"\xc2\x9d", b"\xc2\x90", b"\x07", b"\x08", b"\x7f",
    b"\x00", *(sign.encode() for sign in "\u202e\u2066\u200b\u200e\u2028\u2060\ufeff\U000e0041"),
)  # fmt: skip
"""What must not reach a terminal, a log or a file of ours."""
NAMES = ("a\x1b[99;98;97mb.toml", "\u202egnp.toml", "\x9b55m.toml", "two\nlines.toml")
FREE = frozenset((
    "name", "title", "claim", "short", "statement", "text", "note", "by", "why", "source", "publisher", "window",
    "period", "published_note", "published_time", "url", "language", "venue", "keywords",
))  # fmt: skip
AT = datetime(2025, 12, 24, 10, 0, tzinfo=UTC)


def spoiled(value: Any, key: str = "", harm: str = HARM) -> Any:
    """A parsed file with `harm` before the text of every free field."""
    if isinstance(value, dict):
        return {name: spoiled(item, name, harm) for name, item in value.items()}
    if isinstance(value, list):
        return [spoiled(item, key, harm) for item in value]
    return f"{harm} {value}" if isinstance(value, str) and key in FREE else value


def entries() -> list[dict[str, Any]]:
    """One entry of each kind, in the keys of a journal file."""
    day = date(2025, 12, 24)
    bodies: list[dict[str, Any]] = [
        {"kind": "note", "text": HARM, "pillar": "cloud"},
        {"kind": "note", "text": HARM},
        {"kind": "milestone", "title": HARM, "earliest": day, "latest": day, "window": HARM, "note": HARM},
        {"kind": "milestone", "title": HARM, "earliest": day, "latest": date(2026, 3, 1), "pillar": "chips"},
        {"kind": "odds", "milestone": "e03", "odds": 40, "note": HARM},
        {"kind": "outcome", "milestone": "e03", "outcome": "missed", "note": HARM, "source": HARM},
        {"kind": "level", "type": "support", "listing": "BABA", "currency": "USD", "low": 141, "by": HARM, "why": HARM,
         "source": HARM},
        {"kind": "price", "listing": "BABA", "value": 150, "currency": "USD", "day": day, "source": HARM},
        {"kind": "observation", "metric": "shops-selling-quark", "value": 650, "as_of": day, "source": HARM,
         "note": HARM},
        {"kind": "evidence", "text": HARM, "stance": "weakens", "pillar": "cloud", "source": HARM},
        {"kind": "review", "text": HARM, "conviction": 3},
        {"kind": "settle", "target": HARM, "text": HARM},
        {"kind": "reason", "target": "e07", "text": HARM},
        {"kind": "snooze", "target": "e04", "until": day, "note": HARM},
        {"kind": "drop", "source": HARM, "proposal": HARM},
        {"kind": "retract", "target": "e02", "note": HARM},
        {"kind": "statement", "text": HARM, "before": HARM},
        {"kind": "amendment", "of": "pillar", "name": "harm", "field": "title", "value": HARM, "reason": HARM},
        {"kind": "amendment", "of": "pillar", "name": "cloud", "field": "claim", "value": HARM, "before": HARM},
    ]  # fmt: skip
    return [{"at": AT.replace(minute=at), **body, "id": f"e{at:02d}"} for at, body in enumerate(bodies, 1)]


def make(folder: Path, harm: str = HARM) -> None:
    """Writes the thesis into `folder`, with files beside it whose names are harm too."""
    seeds = bundled("seeds") / "baba"
    for path in sorted(seeds.rglob("*.toml")):
        to = folder / path.relative_to(seeds)
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.parent.name == "journal":
            to.write_bytes(path.read_bytes())
            continue
        values = spoiled(parse(path.read_bytes(), path.name), harm=harm)
        to.write_text(tomli_w.dumps(values), encoding="utf-8")
    journal = "".join(f"[[entry]]\n{tomli_w.dumps(entry)}" for entry in entries())
    (folder / "journal" / "2025-12.evil.toml").write_text(journal, encoding="utf-8")
    for place in ("sources", "journal"):
        for name in NAMES:
            (folder / place / name).write_text("format = 1\n", encoding="utf-8")
        broken = f'format = 1\ntitle = "{MARKUP}"\n"\\u001b[99;98;97m\\u202e" = 1\n[[entry]]\n"\\u009b55m" = 2\n'
        (folder / place / "broken.toml").write_text(broken, encoding="utf-8")
        (folder / place / "bytes.toml").write_bytes(b'format = 1\ntitle = "\xff\xfe\x1b[99;98;97m"\n')
    inbox = folder / "inbox"
    inbox.mkdir()
    for name in (*NAMES, f"{MARKUP[:8]}.toml".replace("/", "-")):
        article = f"{harm}\nSupport at $141.20. {harm} target of $190 by Citi\n".replace("\0", "")
        (inbox / name.replace(".toml", ".txt")).write_text(article, encoding="utf-8")
    prices = folder / "prices"
    prices.mkdir()
    (prices / "baba.csv").write_text("Date,Close\n2025-12-22,\x1b[99;98;97m\u202e1\n", encoding="utf-8")
    (prices / "\x1b]52;c;SEVJTA==\x07.csv").write_text("x", encoding="utf-8")


_DRAWN = re.compile(
    rb"\x1b\[[0-9;:]*m|\x1b\[[0-9;]*[HJK]|\x1b\[[?>=<]?[0-9;$]*[hlupqcnt]|\x1b\[[0-9;]*[ABCDG]|\x1bP=[12]s\x1b\\"
    rb"|\x1b[=>78]|\x1b\]22;[a-z-]*\x07"
)


def left_over(raw: bytes) -> bytes:
    """What was written to a terminal without what the screens themselves write to draw."""
    return _DRAWN.sub(b"", raw)
