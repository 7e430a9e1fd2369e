"""Criteria of a template: marked until somebody looked at them, on the screen or in the file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.tui.app_driver import NOON, home
from thesis_tui.errors import DoubtError
from thesis_tui.rules.review import open_items
from thesis_tui.services import new_thesis
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Settings


def begin(root: Path, now: datetime = NOON) -> Desk:
    made = new_thesis.make(home(root), new_thesis.fill("NVDA", template="growth", venue="NASDAQ"), at=NOON)
    return Desk(places=home(root), settings=Settings(), thesis=made.id, clock=lambda: now, offline=True)


def unread(desk: Desk) -> set[str]:
    return {
        criterion.criterion.id
        for item in desk.view().pillars
        for criterion in item.criteria
        if criterion.criterion.template
    }


def test_the_verdict_says_how_many_lines_are_the_template_s_until_they_are_accepted(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    assert len(unread(desk)) == 8
    assert "8 thresholds are still the template's" in desk.view().reasons
    desk.accept_criteria(["sales-yoy-kill"])
    assert "sales-yoy-kill" not in unread(desk)
    assert desk.criterion("sales-yoy-kill").moved == (), "accepting moves no goalpost"
    desk.undo()
    assert "sales-yoy-kill" in unread(desk)
    assert len(desk.accept_criteria()) == 8
    assert not unread(desk)
    assert all(item.kind != "template" for item in desk.view().attention)


def test_a_line_changed_on_the_screen_or_in_the_file_is_the_user_s(tmp_path: Path) -> None:
    desk = begin(tmp_path)
    desk.edit_criterion("sales-yoy-warn", "sales-growth", "warn", metric="sales-yoy", operator=">=", threshold="25 %")
    assert "sales-yoy-warn" not in unread(desk)

    path = desk.folder / "thesis.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("threshold = 10 ", "threshold = 12 ", 1), encoding="utf-8")
    assert "sales-yoy-kill" not in unread(desk)
    desk.note("records what the file says now")
    assert "sales-yoy-kill" not in unread(desk)
    assert len(unread(desk)) == 6


@pytest.mark.parametrize("where", ["screen", "file", "file, recorded"])
def test_the_first_own_value_of_a_template_s_line_is_no_move_and_the_second_is(tmp_path: Path, where: str) -> None:
    desk = begin(tmp_path, NOON + timedelta(days=3))
    path = desk.folder / "thesis.toml"
    desk.note("the template's lines are on record")

    def set_at(threshold: str) -> None:
        desk.edit_criterion(
            "sales-yoy-kill", "sales-growth", "kill", metric="sales-yoy", operator=">=", threshold=threshold
        )

    if where == "screen":
        set_at("12 %")
    else:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("threshold = 10 ", "threshold = 12 ", 1), encoding="utf-8")
        if where == "file, recorded":
            desk.note("records what the file says now")
    view = desk.view()
    kinds = {item.kind for item in view.attention} | {item.kind for item in open_items(view)}
    assert "goalpost" not in kinds | {change.kind for change in view.changes}
    set_at("8 %")
    (move,) = desk.criterion("sales-yoy-kill").moved
    assert "12 %" in move.before
    assert "8 %" in move.after


def test_a_pillar_of_a_template_is_not_renamed_into_one_that_its_claim_and_figures_are_not_about(
    tmp_path: Path,
) -> None:
    desk = begin(tmp_path)
    with pytest.raises(DoubtError, match='the claim and the figures of "Sales growth"'):
        desk.amending.edit_pillar("sales-growth", {"title": "Zebras"})
    desk.amending.edit_pillar("sales-growth", {"title": "Sales of zebras"})
    desk.amending.edit_pillar("sales-growth", {"title": "Zebras", "claim": "Everybody wants a zebra."})
    desk.amending.edit_pillar("margins", {"title": "Stripes"}, sure=True)
    desk.accept_criteria()
    desk.amending.edit_pillar("cash", {"title": "Hooves"})
    assert [pillar.pillar.title for pillar in desk.view().pillars][:3] == ["Zebras", "Stripes", "Hooves"]
