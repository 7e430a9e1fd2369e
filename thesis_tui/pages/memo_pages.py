"""The parts of a memo that stand on its two pages, however much there is; the rest is its appendix.

The counts below were found by printing two theses on A4 and Letter, one of them with 25 levels: the longest of each
still left room on the second page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from thesis_tui.pages.memo_parts import Ladder, Memo, MemoCriterion, MemoEvidence, MemoFigure, MemoPillar, Rung

CHANGES: Final = 6
PILLARS: Final = 6
FEW_PILLARS: Final = 4
"""Pillars up to which each has the room for all of its evidence and six figures."""
TESTS: Final = 4
REASONS: Final = 2
RUNGS: Final = 11
"""Rows of the first listing's ladder, the price among them."""
OTHER_RUNGS: Final = 3
MILESTONES: Final = 9
CONFLICTS: Final = 3
SOURCES: Final = 7
OWN_ROWS: Final = 5


def front(memo: Memo) -> Memo:
    """A memo cut to two pages: of each of its lists what is most urgent, nearest or newest."""
    crowded = len(memo.pillars) > FEW_PILLARS
    ladders = [_nearest(ladder, OTHER_RUNGS if at else RUNGS) for at, ladder in enumerate(memo.ladders[:3])]
    left = len(memo.changes) - CHANGES
    return memo._replace(
        second="; ".join(memo.second.split("; ")[: REASONS + 1]),
        changes=memo.changes[:CHANGES],
        more_changes=memo.more_changes if left <= 0 else f"{left} more in the appendix",
        pillars=tuple(_shorter(pillar, crowded=crowded) for pillar in memo.pillars[:PILLARS]),
        ladders=tuple(ladders),
        milestones=memo.milestones[:MILESTONES],
        conflicts=memo.conflicts[:CONFLICTS],
        # all or none: a list that is cut would leave numbers in the text that lead nowhere
        sources=memo.sources if len(memo.sources) <= SOURCES else (),
        context=(),
        context_evidence=MemoEvidence((), ""),
        own=tuple(table._replace(rows=table.rows[:OWN_ROWS]) for table in memo.own[:2]),
    )


def _shorter(pillar: MemoPillar, *, crowded: bool) -> MemoPillar:
    evidence = pillar.evidence
    if crowded:
        evidence = evidence._replace(shown=evidence.shown[:2])
    return pillar._replace(
        reasons=pillar.reasons[:REASONS],
        # those that do not pass first: they are why the verdict is what it is
        tests=tuple(sorted(pillar.tests, key=_passes)[: 2 if crowded else TESTS]),
        evidence=evidence,
        figures=_newest(pillar.figures)[: 3 if crowded else 6],
    )


def _passes(test: MemoCriterion) -> bool:
    return test.sign.word == "passes"


def _newest(rows: Sequence[MemoFigure]) -> tuple[MemoFigure, ...]:
    """The newest figure of each metric that has one."""
    return tuple(row for row in rows if row.first and row.cite != ((), ""))


def _nearest(ladder: Ladder, room: int) -> Ladder:
    """The rungs around the price, as many above as below where there are; without a price the first."""
    rungs: Sequence[Rung] = ladder.rungs
    if len(rungs) <= room:
        return ladder
    now = next((at for at, rung in enumerate(rungs) if rung.now), 0)
    first = max(0, min(now - room // 2, len(rungs) - room))
    more = f"{len(rungs) - room} more in the appendix"
    note = f"{ladder.note}; {more}" if ladder.note else more
    return ladder._replace(rungs=tuple(rungs[first : first + room]), note=note)
