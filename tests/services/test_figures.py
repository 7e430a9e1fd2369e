"""A figure is corrected, dated and marked as a break: what stands then, what it was, and how it is undone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from thesis_tui.errors import InputError
from thesis_tui.model.view import ObservationView, Target
from thesis_tui.pages.column_chart import metric_bars
from thesis_tui.pages.figure_notes import notes_beside
from thesis_tui.pages.memo import memo
from thesis_tui.pages.spans import plain_text
from thesis_tui.printing.json import show_json
from thesis_tui.services.desk import Desk
from thesis_tui.services.exporting import since
from thesis_tui.services.new_entries import TypedFigure
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOW = datetime(2025, 12, 30, 9, 30, tzinfo=UTC)
FIGURE = "s5-cloud-revenue-yoy"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = Places(tmp_path / "data", tmp_path / "config.toml", tmp_path / "state", tmp_path / "cache")
    desk = Desk(places=places, settings=Settings(), clock=lambda: NOW)
    desk.start()
    return desk


def shown(desk: Desk, identity: str = FIGURE) -> ObservationView:
    return desk.figure(identity)


def in_json(desk: Desk) -> dict[str, Any]:
    found = json.loads(show_json(desk.view()))
    observations = (o for p in found["pillars"] for m in p["metrics"] for o in m["observations"])
    return next(o for o in observations if o["id"] == FIGURE)


def beside(desk: Desk, identity: str = FIGURE) -> list[str]:
    view, figure = desk.view(), shown(desk, identity)
    metric = view.metric(figure.observation.metric)
    assert metric is not None
    return [note.text for note in notes_beside(view, metric, figure)]


def test_a_corrected_figure_keeps_its_article_and_what_it_was_and_undo_brings_that_back(desk: Desk) -> None:
    before = shown(desk)
    desk.correct_figure(FIGURE, TypedFigure("", value="36 %"))
    after = shown(desk)
    assert after.observation.value == 36
    assert (after.origin, after.observation.end) == (before.origin, before.observation.end)
    assert [figure.observation.value for figure in after.corrected] == [Decimal(34)]
    assert beside(desk) == ["corrected on 30 Dec from +34 % to +36 %"]
    assert in_json(desk)["corrected"] == [
        {"until": "2025-12-30T09:30:00+00:00", "value": "34", "high": None, "qualifier": "exactly"}
    ]
    assert desk.undo() == "cloud revenue YoY, quarter ending September 2025: +34 % to +36 %"
    assert shown(desk) == before


def test_an_undo_of_a_correction_names_what_it_changed_and_no_more(desk: Desk) -> None:
    desk.correct_figure(FIGURE, TypedFigure("", series_break="now with AI"))
    desk.correct_figure(FIGURE, TypedFigure("", reported="2025-11-25", note="by the filing"))
    desk.correct_figure(FIGURE, TypedFigure("", series_break=""))
    desk.correct_figure(FIGURE, TypedFigure("", value="36 %"))
    said = [desk.undo() for _ in range(4)]
    assert [text.partition("2025: ")[2].partition(";")[0] for text in said] == [
        "+34 % to +36 %", "series break taken away", "reported 25 Nov 2025", "series break: now with AI",
    ]  # fmt: skip
    assert "note: by the filing" in said[2]
    assert shown(desk).corrected == ()


def test_a_reported_day_is_where_the_age_counts_from_and_is_no_new_figure(desk: Desk) -> None:
    desk.mark_seen()
    desk.correct_figure(FIGURE, TypedFigure("", reported="2025-11-25"))
    assert shown(desk).age_days == 35
    assert in_json(desk)["reported"] == "2025-11-25"
    assert beside(desk) == []
    assert [change.kind for change in desk.view().changes] == []
    desk.correct_figure(FIGURE, TypedFigure("", reported=""))
    assert shown(desk).age_days == 91


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        (TypedFigure("", reported="2025-09-29"), "reported", "the period ends on 30 Sep 2025"),
        (TypedFigure("", reported="2026-02-01"), "reported", "2026"),
        (TypedFigure("", period="", series_break="redefined"), "series_break", "give the figure's period first"),
        (TypedFigure("", value="36 EUR"), "value", "is measured in %"),
        (TypedFigure(""), "value", "nothing to change"),
        (TypedFigure("", value="34 %"), "value", "nothing to change"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_refused_by_its_field(
    desk: Desk, said: TypedFigure, field: str, words: str
) -> None:
    with pytest.raises(InputError, match=words) as refused:
        desk.correct_figure(FIGURE, said)
    assert refused.value.field == field
    assert shown(desk).corrected == ()


def test_a_note_on_a_figure_stands_beside_it_in_the_memo_and_in_json_and_goes_with_it(desk: Desk) -> None:
    desk.note("one-off in the base", Target("observation", FIGURE))
    assert beside(desk) == ["30 Dec: one-off in the base"]
    assert in_json(desk)["notes"] == ["one-off in the base"]
    figures = [row for pillar in memo(since(desk, None)).pillars for row in pillar.figures]
    assert [row.value for row in figures if "30 Dec: one-off in the base" in row.notes] == ["+34 %"]
    desk.retire(Target("observation", FIGURE), "a misprint")
    assert "one-off in the base" not in show_json(desk.view())


def test_a_break_is_marked_told_in_the_memo_and_undone(desk: Desk) -> None:
    why = "the segment now counts AI services"
    entry = desk.observe("cloud-revenue-yoy", "30 %", "oct to dec 2025", series_break=why)
    assert beside(desk, entry.object_id) == [f"series break, not compared with before: {why}"]
    assert why in show_json(desk.view())
    assert any(
        why in text for pillar in memo(since(desk, None)).pillars for row in pillar.figures for text in row.notes
    )
    assert why in desk.view().journal[0].text
    desk.correct_figure(entry.object_id, TypedFigure("", series_break=""))
    assert beside(desk, entry.object_id) == []
    desk.undo()
    assert beside(desk, entry.object_id) == [f"series break, not compared with before: {why}"]


def test_a_correction_is_not_known_on_days_before_it_was_made(desk: Desk) -> None:
    desk.correct_figure(FIGURE, TypedFigure("", value="36 %"))
    earlier = Desk(places=desk.places, settings=Settings(), clock=lambda: NOW, as_of=date(2025, 12, 28))
    assert shown(earlier).observation.value == 34


def test_a_note_stands_under_the_columns_and_where_there_are_none_yet(desk: Desk) -> None:
    def drawn() -> str:
        view = desk.view()
        metric = view.metric("cloud-revenue-yoy")
        assert metric is not None
        return " ".join("\n".join(plain_text(line) for line in metric_bars(view, metric, (), 60, 18)).split())

    desk.note("one-off in the base", Target("observation", FIGURE))
    assert "FQ2 2026: one-off in the base" in drawn()
    desk.observe("cloud-revenue-yoy", "30 %", "oct to dec 2025", note="with Spark")
    assert "FQ3 2026: with Spark; FQ2 2026: one-off in the base" in drawn()


GUIDED_QUARTER = "jan to mar 2026"


def promises(desk: Desk) -> list[tuple[str, date]]:
    return [
        (view.milestone.title, view.milestone.earliest) for view in desk.view().milestones if view.milestone.promise
    ]


def test_guidance_typed_by_hand_is_judged_by_no_criterion_and_promises_a_milestone(desk: Desk) -> None:
    before = [(criterion.criterion.id, criterion.state) for criterion in desk.view().pillars[0].criteria]
    entry = desk.observe("cloud-revenue-yoy", "3 %", GUIDED_QUARTER, basis="guided")
    assert [(criterion.criterion.id, criterion.state) for criterion in desk.view().pillars[0].criteria] == before
    assert shown(desk, entry.object_id).observation.basis == "guided"
    assert promises(desk) == [("cloud revenue YoY of +3 % as guided for Jan to Mar 2026", date(2026, 4, 1))]
    desk.undo()
    assert promises(desk) == []


def test_correcting_guidance_keeps_it_guidance_and_says_its_milestone_anew(desk: Desk) -> None:
    figure = desk.observe("cloud-revenue-yoy", "30 %", GUIDED_QUARTER, basis="guided").object_id
    desk.correct_figure(figure, TypedFigure("", value="32 %"))
    assert shown(desk, figure).observation.basis == "guided"
    assert promises(desk) == [("cloud revenue YoY of +32 % as guided for Jan to Mar 2026", date(2026, 4, 1))]
    desk.correct_figure(figure, TypedFigure("", period="apr to jun 2026"))
    assert promises(desk)[0][1] == date(2026, 7, 1)
    desk.undo()
    assert promises(desk)[0][1] == date(2026, 4, 1)


def test_the_milestone_of_guidance_goes_with_the_figure_that_is_retired_or_came_after_all(desk: Desk) -> None:
    figure = desk.observe("cloud-revenue-yoy", "30 %", GUIDED_QUARTER, basis="guided").object_id
    desk.retire(Target("observation", figure))
    assert promises(desk) == []
    desk.undo()
    assert len(promises(desk)) == 1
    desk.correct_figure(figure, TypedFigure("", basis="estimated", by="KeyBanc"))
    assert promises(desk) == []
    assert shown(desk, figure).observation.by == "KeyBanc"


def test_guidance_that_is_dated_later_promises_its_milestone_then(desk: Desk) -> None:
    figure = desk.observe("cloud-revenue-yoy", "30 %", basis="guided").object_id
    assert promises(desk) == []
    desk.correct_figure(figure, TypedFigure("", period=GUIDED_QUARTER))
    assert len(promises(desk)) == 1


@pytest.mark.parametrize(("typed", "field"), [({"basis": "hoped"}, "basis"), ({"by": "KeyBanc"}, "by")])
def test_a_basis_that_is_none_is_refused_with_its_field(desk: Desk, typed: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.observe("cloud-revenue-yoy", "30 %", GUIDED_QUARTER, **typed)
    assert refused.value.field == field
