"""The enumerations, in the words files, screens and JSON use."""

from __future__ import annotations

from typing import Final, Literal, get_args

Stance = Literal["long", "short", "watch"]
Better = Literal["higher", "lower"]
Measures = Literal["period", "instant", "list price"]
"""Subject of a metric: a period (a quarter's revenue), an instant (downloads so far), or a list price."""
Qualifier = Literal["exactly", "about", "more than", "at least", "nearly", "less than", "at most"]
Scale = Literal["", "thousand", "million", "billion", "trillion"]
Severity = Literal["kill", "warn"]
Operator = Literal[">=", ">", "<=", "<"]
EvidenceStance = Literal["supports", "weakens", "neutral"]
Basis = Literal["printed", "inferred", "unknown"]
FigureBasis = Literal["reported", "guided", "estimated"]
"""How a figure is known: it came, the company expects it, or somebody else does."""
Session = Literal["close", "open", "premarket", "after hours", "unknown"]
"""When in the day a price is of: the close of a whole session, during it, before, after, or not said."""
LevelType = Literal["support", "resistance", "target", "stop", "moving average", "52-week high", "52-week low"]
Indicator = Literal["rsi 14", "from 52-week high"]
"""Metrics that can also be computed from daily bars: RSI, percent below the 52-week high."""
OutcomeWord = Literal["hit", "missed", "void"]
CorrectionWord = Literal["drop day", "accept", "refuse", "split", "reset"]
"""Decision of the user on a listing's prices: a day's price does not count, a doubted figure is right or wrong, a
split happened, or all earlier corrections of the listing are forgotten.
"""
AmendedWord = Literal["thesis", "pillar", "metric", "listing", "benchmark", "source"]
"""Subjects of amendments made on the screen: what `thesis.toml` and the files of sources write."""
DecisionWord = Literal["bought", "added", "trimmed", "sold", "passed", "held"]
"""Act of the user on a listing: a position begun, made larger, smaller or ended, passed on, or held on purpose."""
HoldingWord = Literal["opening", "dividend"]
"""Events of a position beside decisions: what was owned when the thesis began, and dividends."""
Side = Literal["long", "short"]
ThesisOutcome = Literal["right", "partly right", "wrong", "undecided"]
"""How a thesis ended, held against its statement."""
TurnedOut = Literal["true", "false", "open"]
"""Outcomes of a pillar."""
CostMethod = Literal["average", "fifo"]
"""How the cost of what is sold is found: the average of all that is held, or the oldest lots first."""

Verdict = Literal["broken", "at risk", "stale", "unproven", "holding"]
CriterionState = Literal["passes", "fails", "unknown", "stale"]
MilestoneState = Literal["upcoming", "due", "overdue", "hit", "missed", "void"]
LevelState = Literal[
    "holding", "testing", "trading below", "trading above", "broken",
    "not reached", "reached", "safe", "hit",
    "above", "below",
    "inside", "new high", "new low", "exceeded",
    "stale", "no price",
]  # fmt: skip
ConflictState = Literal["open", "settled"]

VERDICTS: Final[tuple[Verdict, ...]] = ("broken", "at risk", "stale", "unproven", "holding")
"""Worst first: a thesis takes the worst verdict of its pillars in this order."""
LEVEL_TYPES: Final[tuple[LevelType, ...]] = get_args(LevelType)
SCALES: Final[dict[Scale, int]] = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
"""Powers of ten."""
