"""What fuzzing found, each as it was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import commands, screens
from tests.fuzz.readers import READERS
from tests.fuzz.screens import Step
from tests.prices.bodies import ECB

FOUND: tuple[tuple[str, bytes], ...] = (
    ("ecb", ECB.replace(b"UTF-8", b"U.TF-8")),
    ("thesis", b'format = 1\n"\\u001b[31m" = 1\n'),
)


@pytest.mark.parametrize(("name", "raw"), FOUND, ids=[f"{name} {at}" for at, (name, _) in enumerate(FOUND)])
def test_found(tmp_path: Path, name: str, raw: bytes) -> None:
    next(reader for reader in READERS if reader.name == name).read(raw, tmp_path)


@pytest.mark.parametrize("reader", READERS, ids=[other.name for other in READERS])
def test_the_samples_are_read(tmp_path: Path, reader: object) -> None:
    """So that what fuzzing starts from is not refused at its first byte."""
    for number, sample in enumerate(next(other for other in READERS if other is reader).samples):
        folder = tmp_path / str(number)
        folder.mkdir()
        next(other for other in READERS if other is reader).read(sample, folder)


def key(*names: str) -> list[Step]:
    return [Step("key", name) for name in names]


CALM = Step("wait", "calm")
RACES: dict[str, list[Step]] = {
    "keys in the palette before its list is there": key("ctrl+p", "down", "pagedown", "pageup", "end", "home"),
    "two clicks outside the palette": [*key("ctrl+p"), CALM, Step("double", "", 0, 0), CALM],
    "a click in the palette while it searches": [
        *key("ctrl+p"), CALM, *key("t"), Step("double", "", 40, 12), *key("z", "q"), Step("double", "", 40, 10),
    ],
    "two clicks on help": [*key("question_mark"), Step("double", "", 60, 18), CALM],
    "help, asked for and left at once": key("question_mark", "escape", "escape", "question_mark", "q"),
    "two clicks on a menu": [*key("a"), CALM, Step("double", "", 60, 18), CALM],
    "esc twice for a menu that is going": [*key("3", "e"), CALM, *key("escape", "escape", "enter", "enter")],
    "enter twice for a form that is going": [
        *key("n"), CALM, Step("paste", "a note"), *key("enter", "enter", "escape"),
    ],
    "a form left while it is mounted": [*key("n", "escape", "a", "m", "escape", "i"), Step("resize", "", 60, 24)],
    "a form asked for while another opens": key("n", "p", "a", "l", "ctrl+s", "ctrl+p", "n"),
    "screens in quick succession": [*key("1", "2", "3", "4", "5", "6", "0", "1"), Step("move", "", 60, 18), *key("2")],
    "a resize while the program ends": [*key("q"), Step("resize", "", 80, 24), Step("click", "", 3, 3)],
    "the pointer over a chart that goes": [
        *key("2"), CALM, Step("move", "", 30, 10), *key("1"), Step("move", "", 31, 10),
    ],
    "the palette asked for while the one before goes": key("ctrl+p", "escape", "ctrl+p", "escape", "ctrl+p"),
    "a paste while the program ends": [*key("q"), Step("paste", "148")],
    "a press on a widget that is being removed": [*key("2"), CALM, *key("1", "5"), Step("resize", "", 60, 24),
                                                  Step("drag", "", 40, 30), Step("resize", "", 120, 36)],
    "a path that is too long for a file": [
        *key("a", "h"), CALM, Step("paste", "x" * 3000), CALM, *key("ctrl+s"), CALM,
    ],
    "a redraw on a page of one cell": [*key("2"), CALM, Step("resize", "", 1, 1), CALM, Step("resize", "", 120, 36),
                                       Step("move", "", 60, 18), Step("resize", "", 1, 1), *key("1", "2", "3"), CALM],
    "a drag over a page that goes": [Step("drag", "", 10, 10), *key("5"), Step("drag", "", 10, 10), *key("C", "1")],
}  # fmt: skip


@pytest.mark.parametrize("name", RACES)
def test_a_race_of_keys_and_clicks_ends_nothing(name: str) -> None:
    assert screens.run(RACES[name]) == ""


def test_a_burst_of_random_events_ends_nothing() -> None:
    assert screens.one_round(2010, count=80) == ""


LINES: tuple[list[str], ...] = (
    ["export", "md", "--today", "9999-12-31"], ["show", "--today", "0001-01-01"], ["export", "-h", "--since", "x"],
    ["milestone", "--help", "-1", "x"], ["import", "-h", "--as", "x"], ["show", "--config=" + "x" * 3000],
    ["complete", "zsh", " ", "export", "--pillar="], ["complete", "fish", "--=", "price", "--config", "x", ">600 M"],
)  # fmt: skip


@pytest.mark.parametrize("argv", LINES, ids=lambda argv: " ".join(argv)[:40])
def test_a_command_line_is_answered_or_refused(argv: list[str]) -> None:
    assert commands.run([argv]) == ""


def test_random_command_lines_are_answered_or_refused() -> None:
    assert commands.one_round(3, count=20) == ""
