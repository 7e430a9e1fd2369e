"""What any version of the program wrote is read for ever: `versions/N` holds a home as version N of the format wrote
it, and is never changed.
"""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.storage.samples import append
from tests.tui.app_driver import home
from thesis_tui.errors import ReadOnlyError
from thesis_tui.model.book import Look
from thesis_tui.model.file_format import FORMAT, JOURNAL_FORMAT
from thesis_tui.model.journal import KINDS, Note
from thesis_tui.prices.memory import Memory
from thesis_tui.rules.review_session import ReviewSession
from thesis_tui.services.checking import read_latch, write_latch
from thesis_tui.services.desk import Desk
from thesis_tui.services.review import read_session, write_session
from thesis_tui.storage.drafts import all_drafts
from thesis_tui.storage.look import read_look, write_look
from thesis_tui.storage.settings import Settings, read_settings

VERSIONS = Path(__file__).with_name("versions")
SAYING = Path(__file__).with_name("saying")
"""Files that did not say their format at first, as they are since they do, by format; laid over a home."""
SAYING_NOW = (
    "config.toml",
    "cache/prices/feeds.json",
    "data/acme/prices/acme.csv",
    "state/check-acme.json",
    "state/writer",
)
THEN = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)


def stored(tmp_path: Path, version: int, *, saying: bool = False) -> Desk:
    shutil.copytree(VERSIONS / str(version), tmp_path / "home")
    if saying:
        shutil.copytree(SAYING / str(version), tmp_path / "home", dirs_exist_ok=True)
    return Desk(places=home(tmp_path / "home"), settings=Settings(), thesis="acme", clock=lambda: THEN, offline=True)


def test_there_is_a_home_of_every_version() -> None:
    numbers = {str(number) for number in range(1, FORMAT + 1)}
    assert {path.name for path in VERSIONS.iterdir()} == {path.name for path in SAYING.iterdir()} == numbers
    for number in numbers:
        files = {str(path.relative_to(SAYING / number)) for path in (SAYING / number).rglob("*") if path.is_file()}
        assert files == set(SAYING_NOW)


@pytest.mark.parametrize("saying", [False, True])
def test_version_1_is_read_whole_and_can_be_written(tmp_path: Path, saying: bool) -> None:
    desk = stored(tmp_path, 1, saying=saying)
    book, view = desk.book(), desk.view()
    assert book.problems == ()
    # kinds that came later are not in it
    assert set(Counter(entry.kind for entry in book.entries)) == {
        "note", "milestone", "odds", "outcome", "level", "price", "observation", "evidence", "criterion", "review",
        "settle", "reason", "snooze", "retire", "retract",
    }  # fmt: skip
    assert set(KINDS) >= {entry.kind for entry in book.entries}
    texts = [entry.what.text for entry in book.entries if isinstance(entry.what, Note)]
    assert texts == ["from before files said their format", 'größer [x]\nsecond line "quoted"', "to be taken back"]
    assert {milestone.milestone.title: milestone.state for milestone in view.milestones} == {
        "The launch": "hit",
        "The 2nd launch": "upcoming",
    }
    assert {(str(level.level.low), level.retired) for level in view.levels} == {
        ("200", True),
        ("146", False),
        ("148.00", False),
    }
    assert view.price is not None
    assert view.price.price.value == Decimal("149.10")
    assert [bar.close for bar in view.bars["ACME"]] == [Decimal("151.50"), Decimal("149.10")]
    assert view.looked == datetime(2026, 2, 1, 10, 17, tzinfo=UTC)
    assert view.pillars[0].criteria[1].moved
    assert [conflict.state for conflict in view.conflicts] == ["settled"]
    assert view.reviews[0].text == "All well."
    assert read_session(desk.places.state, "acme", THEN).skipped == ("milestone:x",)
    (draft,) = desk.drafts("note").found()
    assert (draft.texts["text"], draft.at.date()) == ("never finished,\nof two lines", date(2026, 2, 1))
    assert len(all_drafts(desk.places, "acme")) == 1
    assert read_latch(desk.places.state, "acme") == {("level:146", "broken 2026-01-30")}
    assert read_settings(desk.places.config) == (Settings(theme="light"), ())
    trouble = Memory(desk.places.cache / "prices").refusing(
        "yahoo", "ACME", "", datetime.fromtimestamp(1769941000, UTC)
    )
    assert trouble is not None
    entry = desk.note("and goes on")
    assert entry.path == "2026-02.fixt.v2.toml"  # the file of format 1 stays as it was
    assert desk.book().problems == ()


def test_a_new_journal_says_its_format_first(tmp_path: Path) -> None:
    desk = stored(tmp_path, 1)
    entry = append(desk.folder, "note", Note(text="x"), at=datetime(2026, 3, 1, tzinfo=UTC), state=desk.places.state)
    text = (desk.folder / "journal" / entry.path).read_text().splitlines()
    assert text[:2] == [f"format = {JOURNAL_FORMAT}", "[[entry]]"]
    assert entry.line == 2


@pytest.mark.parametrize("where", ["thesis.toml", "journal/2026-02.fixt.toml", "sources/2025-12-23-results.toml"])
def test_a_newer_file_is_read_named_and_not_written(tmp_path: Path, where: str) -> None:
    desk = stored(tmp_path, 1)
    path = desk.folder / where
    path.write_text(path.read_text().replace("format = 1", 'format = 3\nnew_at_the_top = "?"', 1))
    before = path.read_bytes()
    view = desk.view()
    assert view.pillars[0].metrics
    assert len(view.journal) >= 20
    assert any(f"{where}, line 1: was made by a newer version" in problem.text for problem in view.problems)
    if where.startswith("sources"):
        desk.note("the journal is not of that version")
    else:
        assert f"{where} was made by a newer version" in desk.read_only_reason
        assert "update thesis-tui" in desk.read_only_reason
        with pytest.raises(ReadOnlyError, match="newer version"):
            desk.note("x")
    assert path.read_bytes() == before


def test_newer_files_of_the_state_directory_are_left_alone(tmp_path: Path) -> None:
    state = home(tmp_path).state
    state.mkdir()
    for name in ("look-acme.json", "review-acme.json"):
        (state / name).write_text(
            '{"format": 2, "at": "2026-02-01T10:17:00Z", "begun": "2026-02-01T10:17:00Z", "new": 1}'
        )
    assert read_look(state, "acme") is None
    assert read_session(state, "acme", THEN) == ReviewSession(begun=THEN)
    with pytest.raises(ReadOnlyError, match=r"look-acme\.json was made by a newer version"):
        write_look(state, "acme", Look(at=THEN))
    with pytest.raises(ReadOnlyError, match=r"review-acme\.json"):
        write_session(state, "acme", ReviewSession(begun=THEN))
    assert all('"new": 1' in path.read_text() for path in state.iterdir())


def test_every_file_that_is_written_says_its_format(tmp_path: Path) -> None:
    desk = stored(tmp_path, 1)
    places, state = desk.places, desk.places.state
    (state / "writer").unlink()
    desk.note("x")
    (tmp_path / "more.csv").write_text("date,close\n2026-01-28,151\n")
    desk.import_prices(str(tmp_path / "more.csv"), "ACME")
    assert "# format = 1" in (desk.folder / "prices/acme.csv").read_text().splitlines()
    assert desk.view().problems == ()
    write_latch(state, "acme", frozenset({("level:146", "broken")}))
    assert read_latch(state, "acme") == {("level:146", "broken")}
    memory = Memory(places.cache / "prices")
    memory.asked("prices ACME", THEN)
    assert memory.save() == ""
    for path in (state / "check-acme.json", places.cache / "prices" / "feeds.json"):
        assert b'"format":1' in path.read_bytes()
    assert (state / "writer").read_text().splitlines()[1:] == ["format = 1"]


@pytest.mark.parametrize("where", SAYING_NOW)
def test_what_is_newer_is_named_or_left_alone_and_never_written(tmp_path: Path, where: str) -> None:
    desk = stored(tmp_path, 1, saying=True)
    places, path = desk.places, tmp_path / "home" / where
    path.write_text(path.read_text().replace("format = 1", "format = 2").replace('"format":1', '"format":2'))
    before = path.read_bytes()
    words = "was made by a newer version of thesis-tui (format 2, this one knows 1)"
    if where == "config.toml":
        settings, (problem,) = read_settings(path)
        assert (settings.theme, problem.line) == ("light", 1)
        assert f"{path}, line 1: {words}" in problem.text
    elif where.endswith("feeds.json"):
        memory = Memory(path.parent)
        assert memory.refusing("yahoo", "ACME", "", datetime.fromtimestamp(1769941000, UTC)) is None
        memory.asked("prices ACME", THEN)
        assert memory.save() == ""
    elif where.endswith(".csv"):
        assert any(f"prices/acme.csv, line 1: {words}" in other.text for other in desk.view().problems)
        assert desk.view().bars["ACME"]
        (tmp_path / "more.csv").write_text("date,close\n2026-01-28,151\n")
        with pytest.raises(ReadOnlyError, match=r"acme\.csv was made by a newer version"):
            desk.import_prices(str(tmp_path / "more.csv"), "ACME")
    elif where.endswith("check-acme.json"):
        assert read_latch(places.state, "acme") == frozenset()
        with pytest.raises(ReadOnlyError, match=r"check-acme\.json was made by a newer version"):
            write_latch(places.state, "acme", frozenset())
    else:
        assert f"{path} {words}" in desk.read_only_reason
        with pytest.raises(ReadOnlyError, match="writer was made by a newer version"):
            desk.note("x")
    assert path.read_bytes() == before
