"""Every screen over a thesis full of harm, on a real terminal: nothing but what the screens draw gets there."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.terminal import Terminal
from tests.hostile import folder

ESC = "\x1b[27u"  # as terminals with the newer protocol say it: it is no beginning of anything else
WALK = (
    "2", "3", "4", "5", "6", "1\r", "j\r", f"{ESC}2jj\r", "3jj\r", "e", f"{ESC}p", f"{ESC}n", f"{ESC}4\r", "j",
    f"{ESC}4jj\r", "o", "5jj\r", "5/[/]\r", f"{ESC}6jj\r", f"{ESC}1?", f"{ESC}al", f"{ESC}aezz", f"{ESC}{ESC}1E",
    "\x10mil", f"{ESC}u", f"{ESC}x[", "tr", ESC, ESC, "2",
)  # fmt: skip


def test_every_screen(tmp_path: Path) -> None:
    folder.make(tmp_path / ".local" / "share" / "thesis-tui" / "baba")
    config = tmp_path / ".config" / "thesis-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "\\u001b[99;98;97m"\n[keys]\n"\\u202e" = "x"\nnote = "\\u009b55m"\n', encoding="utf-8")
    with Terminal(tmp_path, size=(80, 24), EDITOR="", VISUAL="", PATH="/nowhere") as terminal:
        terminal.wait_for("q quit")
        for keys in WALK:
            terminal.press(keys)
            terminal.take(0.06)
        terminal.press("1")
        terminal.wait_for("q quit")
        terminal.quiet()
        terminal.press("q")
        assert terminal.end() == 0, terminal.text
        terminal.assert_left_as_found()
    raw = terminal.raw
    for trace in set(folder.TRACES) - {b"\a"}:  # the bell is the screens' own
        assert trace not in raw, (trace, raw[max(0, raw.index(trace) - 300) : raw.index(trace) + 100])
    rest = folder.left_over(raw)
    assert b"\x1b" not in rest, rest[max(0, rest.index(b"\x1b") - 100) : rest.index(b"\x1b") + 60]
    assert raw.count(folder.MARKUP.encode()) > 50
    assert not list(tmp_path.rglob("crash-*"))
