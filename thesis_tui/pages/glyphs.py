"""The signs of the screens, always beside their word, and their ASCII stand-ins."""

from __future__ import annotations

from typing import Final

from thesis_tui.model.enums import (
    CriterionState,
    DecisionWord,
    EvidenceStance,
    LevelState,
    MilestoneState,
    Verdict,
)
from thesis_tui.model.level_history import Crossing, CrossingKind
from thesis_tui.model.view import CriterionView, LevelView, MilestoneView
from thesis_tui.pages.spans import Fill, Line, Role, Span
from thesis_tui.rules.levels import LEVEL_RULES
from thesis_tui.rules.wording.levels import state_word

VERDICT_GLYPHS: Final[dict[Verdict, tuple[str, Role]]] = {
    "broken": ("✗", "bad"),
    "at risk": ("◐", "warn"),
    "stale": ("◌", "muted"),
    "unproven": ("○", "muted"),
    "holding": ("●", "good"),
}
STAMPS: Final[dict[Verdict, Fill]] = {
    "broken": "stamp bad",
    "at risk": "stamp warn",
    "stale": "raised",
    "unproven": "raised",
    "holding": "stamp good",
}
SCENARIO_GLYPH: Final = "◇"
"""The sign of a scenario among the levels and on the chart."""
CLOSED_GLYPH: Final = "·"
"""The sign of a closed thesis, of which no verdict is true any more."""
_CRITERION_GLYPHS: Final[dict[CriterionState, tuple[str, Role]]] = {
    "passes": ("●", "good"),
    "fails": ("✗", "bad"),
    "unknown": ("○", "muted"),
    "stale": ("◌", "muted"),
}
MILESTONE_GLYPHS: Final[dict[MilestoneState, tuple[str, Role]]] = {
    "upcoming": ("◇", "muted"),
    "due": ("◆", "text"),
    "overdue": ("◷", "warn"),
    "hit": ("✓", "text"),
    "missed": ("✗", "text"),
    "void": ("⊘", "muted"),
}
HIT_LATE: Final = "⇥"
"""The sign of a milestone that was hit after its window: for the odds it is a miss."""
STANCE_GLYPHS: Final[dict[EvidenceStance, str]] = {"supports": "▲", "weakens": "▼", "neutral": "·"}
_LEVEL_GLYPHS: Final[dict[LevelState, tuple[str, Role]]] = {
    "testing": ("◐", "warn"),
    "trading below": ("◐", "warn"),
    "trading above": ("◐", "warn"),
    "broken": ("✗", "bad"),
    "hit": ("✗", "bad"),
    "reached": ("✓", "text"),
    "exceeded": ("·", "muted"),
    "new high": ("▲", "text"),
    "new low": ("▼", "text"),
    "stale": ("◌", "muted"),
}
"""States that ask for a look; all others are said in words alone."""
DECISION_SIGNS: Final[dict[DecisionWord, str]] = {
    "bought": "B", "added": "B", "trimmed": "S", "sold": "S", "passed": "P", "held": "H",
}  # fmt: skip
_CROSSING_GLYPHS: Final[dict[CrossingKind, str]] = {
    "touched": "·", "broken": "✗", "reclaimed": "▲", "failed breakout": "▼", "reached": "✓", "hit": "✗",
    "crossed": "·", "exceeded": "·",
}  # fmt: skip

_ASCII: Final = str.maketrans({
    "●": "*", "◐": "!", "✗": "X", "◌": "~", "○": "?", "▲": "^", "▼": "v", "·": ".", "━": "=", "╌": "-",
    "╎": ":", "┈": ".", "◇": "o", "◆": "@", "◷": "!", "✓": "y", "⊘": "/", "≠": "#", "⇢": ">", "≈": "~",
    "◂": "<", "▴": "^", "▾": "v", "┿": "+", "│": ":", "▌": ">", "›": ">", "─": "-", "…": "~", "−": "-",
    "–": "-", "├": "[", "┤": "]", "╮": ".", "╰": "`", "┃": "|", "≥": ">", "≤": "<", "←": "<", "→": ">",
    "↑": "^", "↓": "v", "€": "E", "’": "'", "‘": "'", "“": '"', "”": '"', "▁": "1", "▂": "2", "▃": "3",
    "▄": "4", "▅": "5", "▆": "6", "▇": "7", "█": "8", "░": ":", "▒": ":", "╭": ".", "╯": "'", "⁄": "/",
    "┏": "+", "┓": "+", "┗": "+", "┛": "+", "╺": "-", "╸": "-", "╻": "|", "╹": "|", "┣": "+", "┫": "+", "┻": "+",
    "═": "=", "║": "O", "▉": "#", "┊": ";", "×": "x", "⇥": "Y", "\N{NO-BREAK SPACE}": " ",
})  # fmt: skip


def criterion_sign(criterion: CriterionView) -> tuple[str, Role]:
    """The sign of a criterion with its role; one whose milestone was hit after its window has that milestone's."""
    if criterion.code == "milestone hit late":
        return HIT_LATE, "text"
    glyph, role = _CRITERION_GLYPHS[criterion.state]
    if criterion.state == "fails" and criterion.criterion.severity == "warn":
        role = "warn"
    return glyph, role


def level_sign(level: LevelView) -> tuple[str, str, Role]:
    """The sign of a level's state, "" where the word is enough, its word, and its role: a break that is good for the
    thesis's stance is no alarm, and one of a thesis that takes no side has only a direction.
    """
    glyph, role = _LEVEL_GLYPHS.get(level.state, ("", "muted"))
    if level.state == "broken" and not _bad_break(level):
        glyph, role = _direction(level), "text"
    elif level.welcome and level.state in ("trading above", "trading below"):
        role = "text"
    return glyph, state_word(level), role


def crossing_sign(level: LevelView, crossing: Crossing) -> str:
    """The sign of a crossing of a level; of a break that is no bad news the side on which the price is since."""
    if crossing.kind == "broken" and not _bad_break(level):
        return _direction(level)
    return _CROSSING_GLYPHS[crossing.kind]


def _bad_break(level: LevelView) -> bool:
    # without a side to be on, support given way is still what the level was noted to warn of
    return not LEVEL_RULES[level.level.type].upward if level.welcome is None else not level.welcome


def _direction(level: LevelView) -> str:
    return "▲" if LEVEL_RULES[level.level.type].upward else "▼"


def milestone_sign(milestone: MilestoneView) -> tuple[str, Role]:
    """The sign of a milestone with its role; one hit after its window has its own."""
    glyph, role = MILESTONE_GLYPHS[milestone.state]
    return (HIT_LATE if milestone.days_late else glyph), role


def to_ascii(text: str) -> str:
    """`text` with every sign of the screens in ASCII, cell for cell; letters beyond it become "?"."""
    # as a pair before all else: ○ alone means unproven
    text = text.replace("╌○", "-o").translate(_ASCII)
    if text.isascii():
        return text
    # of braille a point stays where any of its dots is set
    return "".join(
        c if c.isascii() else ("." if 0x2800 < ord(c) <= 0x28FF else " " if ord(c) == 0x2800 else "?") for c in text
    )


def verdict_stamp(verdict: Verdict, rows: int) -> list[Line]:
    """The only filled colour of a page: "  ◐ AT RISK  " over one row or three."""
    glyph, _ = VERDICT_GLYPHS[verdict]
    return _stamp(f"{glyph} {verdict.upper()}", STAMPS[verdict], rows)


def closed_stamp(rows: int) -> list[Line]:
    """The stamp of a closed thesis, which no verdict is true of any more."""
    return _stamp(f"{CLOSED_GLYPH} CLOSED", "raised", rows)


def _stamp(words: str, fill: Fill, rows: int) -> list[Line]:
    pad = 2 if rows > 1 else 1
    text = f"{' ' * pad}{words}{' ' * pad}"
    role: Role = "strong" if fill == "raised" else "on stamp"
    middle: Line = (Span(text, role, bold=True, fill=fill),)
    if rows == 1:
        return [middle]
    blank: Line = (Span(" " * len(text), role, fill=fill),)
    return [blank, middle, blank]
