"""README.md, the topics of the help and config.example.toml say what there is: no command, option, key, setting or
kind of file is left out, every command line runs, and every picture and panel is one of the screens' own.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from thesis_tui.actions import ACTIONS, FOOTERS, Action, shown_key
from thesis_tui.cli.arguments import parser_for
from thesis_tui.cli.commands import COMMANDS
from thesis_tui.cli.main import main
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.model.journal import KINDS
from thesis_tui.model.objects import SOURCE_TABLES, THESIS_TABLES
from thesis_tui.pages.frame import keys_of
from thesis_tui.rules.windows import parse_window
from thesis_tui.storage.paths import help_texts
from thesis_tui.storage.settings import Glyphs, LevelSettings, Settings, Theme

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOPICS = "\n".join(help_texts())
DOCS = f"{TOPICS}\n{README}"
"""The topics first: what the README repeats runs in their order."""
SNAPSHOTS = ROOT / "tests" / "tui" / "snapshots"
EXAMPLE = (ROOT / "config.example.toml").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
PROSE = re.sub(r"^```.*?^```$", "", DOCS, flags=re.MULTILINE | re.DOTALL)
CODE: list[str] = re.findall(r"`([^`\n]+)`", PROSE)


def section(name: str) -> str:
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {name}"
    return found[1]


# commands and options


def lines() -> Iterator[list[str]]:
    """Every command line of the README, from `thesis-tui` to what a shell does with it."""
    shell = "\n".join(text for kind, text in BLOCKS if kind == "sh").replace("\\\n", " ")
    for line in [*shell.splitlines(), *(code for code in CODE if code.startswith("thesis-tui"))]:
        words = shlex.split(line, comments=True)
        for at, word in enumerate(words):
            if word.rpartition("/")[2] == "thesis-tui" and "install" not in words[:at][-2:]:
                rest = words[at + 1 :]
                ends = [number for number, text in enumerate(rest) if text in ("|", ">", ">>", "&&", ";")]
                yield rest[: min(ends, default=len(rest))]


LINES = list(lines())
RUN = [
    list(once)
    for once in dict.fromkeys(map(tuple, LINES))
    if once[:1] != ("serve",) and not any(re.fullmatch(r"[A-Z]{5,}|\w+(\|\w+)+", word) for word in once)
]
"""Those that are not a pattern such as `help TOPIC` or `completion bash|zsh`, each once; `serve` does not end."""


def test_every_command_is_in_the_readme() -> None:
    begun = {" ".join(words[:count]) for words in LINES for count in (1, 2)}
    assert set(COMMANDS) <= begun
    assert [] in LINES, "the command without a word"


def test_every_option_is_in_the_readme() -> None:
    texts = {word.split("=")[0] for words in LINES for word in words} | {word for code in CODE for word in code.split()}
    parsers = [parser_for(name, COMMANDS) for name in COMMANDS]
    options = {option for parser in parsers for action in parser._actions for option in action.option_strings}
    assert options - {"-h"} <= texts


ARTICLE = "Acme shares\n\nPublished 22 December 2025\n\nThe shares closed at $148.20. Support is at $145.\n"
PRICES = "date,open,high,low,close\n2025-12-19,149,151,148,150.10\n2025-12-22,150,151,147,149.80\n"


def test_every_command_line_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the README's order, in one home. What wants the network finds none, and says so."""
    now = datetime(2025, 12, 24, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    names = {"DATA_DIR": "data", "CONFIG": "config.toml", "STATE_DIR": "state", "CACHE_DIR": "cache"}
    environ = {f"THESIS_TUI_{name}": str(tmp_path / place) for name, place in names.items()}
    (tmp_path / "config.toml").write_text("offline = true\n")
    monkeypatch.chdir(tmp_path)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    assert len(RUN) > 30
    for words in RUN:
        for word in words:
            if words[0] in ("read", "price", "compare") and re.fullmatch(r"[\w-]+\.(csv|txt|md|html)", word):
                (tmp_path / word).write_text(PRICES if word.endswith("csv") else ARTICLE, encoding="utf-8")
        (tmp_path / "companyfacts.json").write_bytes(b'{"cik": 1, "entityName": "Nobody Inc.", "facts": {}}')
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
        code = main(words, environ=environ, clock=clock)
        out, err = capsys.readouterr()
        text = f"thesis-tui {shlex.join(words)}: {code} {out[-300:]} {err}"
        assert "Traceback" not in out + err, text
        network = words[:1] == ["fetch"] or words[:2] == ["monitor", "ask"] or words == ["price"]
        network = network or any("://" in word for word in words)
        assert code in ((0, 2) if network else (0, 1) if words[:1] in (["check"], ["doctor"]) else (0,)), text
        assert out or err or words[:1] == ["check"], text
    paths = {path.relative_to(tmp_path / "data" / "baba") for path in (tmp_path / "data" / "baba").rglob("*")}
    files = section("Files")
    for path in paths:
        name = path.parts[0] if path.parts[0].endswith(".toml") else f"{path.parts[0]}/"
        assert name in files, f"{name} of a thesis folder is not in the README"
        assert not path.suffix or path.suffix in files, f"{path} is of a kind the README does not name"


def test_every_window_of_the_readme_is_understood() -> None:
    paragraph = next(text for text in TOPICS.split("\n\n") if text.startswith("**Windows**"))
    typed = re.findall(r"`([^`]+)`", paragraph)
    assert len(typed) > 8
    for window in typed:
        assert parse_window(window, date(2025, 12, 23), "03-31").latest >= date(2025, 12, 31), window


# keys

NAMES = {"up": "arrows", "down": "arrows", **dict.fromkeys("hjkl", "hjkl")}
"""Keys as the README has them, by Textual's names, where footers write them otherwise."""
TITLES: dict[str, str] = {
    "pillar": "one pillar", "levels": "levels and chart", "article": "an article",
    **dict.fromkeys(("form", "menu", "help", "chips"), "forms and menus"),
}  # fmt: skip
"""The rows of the README's second table, by the places of the actions, where they are called otherwise."""


def written(keys: str) -> set[str]:
    """An action's keys as the README writes them."""
    return {NAMES.get(key, shown_key(key)) for key in keys.split(",") if key}


def rows() -> dict[str, set[str]]:
    """The keys in the README's tables: those of every screen under "", a screen's own under its name."""
    found: dict[str, set[str]] = {"": set()}
    for line in section("Keys").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or cells[0].startswith("-"):
            continue
        own = "`" not in cells[0] and not cells[0].startswith("arrows")
        for cell in cells[1:] if own else cells[::2]:
            keys = {key for code in re.findall(r"`([^`]+)`", cell) for key in code.split()}
            found.setdefault(cells[0] if own else "", set()).update(keys | ({"arrows"} & set(cell.split())))
    return found


@pytest.mark.parametrize("action", ACTIONS, ids=[action.id for action in ACTIONS])
def test_the_keys_of_every_action_are_in_the_readme(action: Action) -> None:
    table = rows()
    everywhere = table[""] | table["everywhere too"] | {"←", "→"}  # those are arrows
    own = table.get(TITLES.get(action.place, action.place), set())
    assert written(action.keys) <= everywhere | own


@pytest.mark.parametrize("footer", FOOTERS)
def test_the_keys_of_every_footer_are_in_the_readme(footer: str) -> None:
    table = rows()
    place = footer.partition(" ")[0]
    own = table.get(TITLES.get(place, place), set())
    for key in keys_of(footer):
        assert set(key.key.split()) <= table[""] | table["everywhere too"] | own | {"←", "→"}, key


def test_every_key_that_can_be_changed_is_in_the_example() -> None:
    listed = dict(re.findall(r'^# (\w+) = "([^"]+)"$', EXAMPLE.partition("[keys]")[2], re.MULTILINE))
    assert listed == {action.id: action.keys for action in ACTIONS if action.remappable}


# settings and files


def test_every_setting_is_in_the_example_and_its_section_in_the_readme() -> None:
    values = tomllib.loads(EXAMPLE)
    for struct, table in ((Settings, values), (LevelSettings, values["levels"])):
        for setting in msgspec.structs.fields(struct):
            assert setting.name in table
    for word in (*get_args(Theme), *get_args(Glyphs)):
        assert f'"{word}"' in EXAMPLE
    for field in FeedSettings.__struct_fields__:
        assert re.search(rf"^#   {field} ", EXAMPLE, re.MULTILINE), field
    assert list(values["prices"]) == list(FEED_DEFAULTS)
    for name, feed in FEED_DEFAULTS.items():
        assert FeedSettings(**values["prices"][name]) == feed
    prose = section("Settings")
    for words in ("theme", "drawing characters", "default thesis", "offline", "[levels]", "[prices.yahoo]", "[keys]"):
        assert words in prose


def test_every_kind_of_table_and_entry_is_in_the_readme() -> None:
    files = section("Files")
    for table in (*THESIS_TABLES, *SOURCE_TABLES, "entry"):
        assert f"`[[{table}]]`" in files, table
    for kind in KINDS:
        assert f"`{kind}`" in files, kind


def test_the_readmes_screen_is_the_screens_own() -> None:
    """UPDATE_SNAPSHOTS=1 puts the snapshot of today there."""
    block = re.compile(r"(<!-- screen (\S+) -->\n```text\n)(.*?)(\n```)", re.DOTALL)
    found = block.search(README)
    assert found
    screen = (SNAPSHOTS / found[2]).read_text(encoding="utf-8").rstrip("\n")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        text = block.sub(lambda item: f"{item[1]}{screen}{item[4]}", README)
        (ROOT / "README.md").write_text(text, encoding="utf-8")
    else:
        assert found[3] == screen


def test_prose_is_set_in_lines_and_the_readme_is_short() -> None:
    """Tables and what is typed or shown as it stands may be wider."""
    for line in PROSE.splitlines():
        assert line.startswith(("|", "![")) or len(line) <= 100, line
    assert len(README.splitlines()) <= 215


def test_every_topic_is_named_in_the_readme() -> None:
    for title in re.findall(r"^## (.+)$", TOPICS, re.MULTILINE):
        assert f"*{title.lower()}*" in " ".join(README.split()), title


def test_all_topics_are_one_page_that_loads_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["help", "--html", "--data-dir", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    titles = re.findall(r"^## (.+)$", TOPICS, re.MULTILINE)
    assert re.findall(r"<h2>(.*?)</h2>", page) == titles
    assert page.count("<svg") == len(re.findall(r"^!\[", TOPICS, re.MULTILINE)) > 0
    assert not re.search(r"<(script|link|img|iframe)\b|url\((?!#)|\bsrc=", page)
    assert "Windows</strong> are typed" in page
    assert "<td>holding</td>" in page


def test_panels_of_the_help_are_the_screens_own() -> None:
    texts = [path.read_text("utf-8") for path in SNAPSHOTS.glob("*.txt")]
    panels = [text for kind, text in BLOCKS if kind == "text" and re.search("[●◐◌○✗] ", text)]
    assert panels
    for line in "".join(panels).splitlines():
        assert any(line.strip() in screen for screen in texts), line


def test_the_floors_are_drawn_as_they_are_enforced() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    layers: list[str] = next(tool["layers"] for tool in tools["importlinter"]["contracts"] if tool["type"] == "layers")
    names = [re.findall(r"thesis_tui\.(\w+)", layer) for layer in layers]
    drawn = next(text for kind, text in BLOCKS if kind == "text" and text.startswith("cli")).splitlines()
    assert [sorted(line.split()[: len(floor)]) for line, floor in zip(drawn, names, strict=True)] == list(
        map(sorted, names)
    )


def test_the_readme_leads_to_files_that_are_there() -> None:
    for place in re.findall(r"\]\(([^)#]+)\)", PROSE):
        assert (ROOT / place).is_file(), place


def test_the_changelog_begins_with_this_version() -> None:
    from thesis_tui import __version__

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changelog, re.MULTILINE)[0] == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
