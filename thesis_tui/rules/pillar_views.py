"""Pillars as the faces show them: judged, and in words."""

from __future__ import annotations

from collections.abc import Sequence

from thesis_tui.model.objects import Pillar
from thesis_tui.model.view import (
    ConflictView,
    CriterionView,
    EvidenceView,
    MetricView,
    MilestoneView,
    NoteView,
    PillarView,
)
from thesis_tui.rules.pillars import judge, key_metric
from thesis_tui.rules.wording.pillars import reason_texts


def pillar_view(
    pillar: Pillar,
    metrics: tuple[MetricView, ...],
    criteria: tuple[CriterionView, ...],
    evidence: tuple[EvidenceView, ...],
    milestones: tuple[MilestoneView, ...],
    conflicts: tuple[ConflictView, ...],
    notes: Sequence[NoteView],
    windows: dict[str, str],
    moved: bool,
) -> PillarView:
    """A pillar, judged. `windows` are the milestones' windows with their years, by id."""
    key = key_metric(pillar, metrics)
    verdict, reasons = judge(pillar, key, criteria, milestones)
    texts = reason_texts(reasons, metrics, criteria, milestones, windows)
    return PillarView(
        pillar=pillar,
        verdict=verdict,
        reasons=tuple(texts),
        codes=tuple(texts.values()),
        why=reasons,
        key=key,
        metrics=metrics,
        criteria=criteria,
        evidence=evidence,
        milestones=milestones,
        conflicts=conflicts,
        notes=notes,
        moved=moved,
    )
