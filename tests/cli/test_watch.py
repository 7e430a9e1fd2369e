"""`watch`: what it tells, to whom, when not, and the schedules it writes."""

from __future__ import annotations

import plistlib
import stat
import sys
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import NOW, Home
from thesis_tui.model.watch import WatchSettings
from thesis_tui.services import notifications, scheduling
from thesis_tui.services.notifications import Message

RECORDER = """#!/bin/sh
{ for word in "$@"; do echo "$word"; done; echo --; cat; echo ==; } >> "$(dirname "$0")/told"
"""


def program(folder: Path, name: str, text: str = RECORDER) -> Path:
    """A program on a path of its own that writes down what it was given."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return folder / "told"


@pytest.fixture
def watched(home: Home) -> Home:
    """BABA with a milestone that has gone overdue, and offline."""
    home.done("milestone", "add", "Rubin ships", "--window", "2025-12-26", "--pillar", "chips")
    home.now = NOW.replace(day=29)
    home.environ["PATH"] = f"{home.root / 'bin'}:/usr/bin:/bin"
    return home


def settings(home: Home, text: str) -> None:
    (home.root / "config.toml").write_text(f"offline = true\n[watch]\n{text}\n")


def test_each_thing_is_told_once_in_one_message(watched: Home) -> None:
    path = program(watched.root / "bin", "ntfy")
    settings(watched, 'notify = ["ntfy", "publish", "my; theses"]')
    assert watched.run("watch", "--once").code == 0
    words, body = path.read_text().split("--\n", 1)
    assert words == "publish\nmy; theses\n", "its arguments are as written: there is no shell"
    assert "Alibaba Group: stale" in body
    assert "- Rubin ships" in body
    assert body.count("==") == 1, "one message"
    assert watched.run("watch", "--once").out == ""
    assert path.read_text().count("==") == 1
    assert "Rubin ships" in watched.run("check").out, "check tells by itself what it has not printed"


def test_nobody_is_told_without_their_consent(watched: Home) -> None:
    path = program(watched.root / "bin", "notify-send")
    settings(watched, "")
    result = watched.run("watch", "--once")
    assert "notices go to this output only" in result.err
    assert "Rubin ships" in result.out
    assert not path.exists()
    refused = watched.run("watch", "--install")
    assert refused.code == 2
    assert "would notify nobody" in refused.err
    assert not (watched.root / ".config" / "systemd").exists()


def test_nothing_is_sent_in_quiet_hours_and_all_of_it_after_them(watched: Home) -> None:
    path = program(watched.root / "bin", "ntfy")
    settings(watched, 'notify = ["ntfy"]\nquiet = "22:00-07:00"')
    for hour in (23, 3):
        watched.now = watched.now.replace(hour=hour)
        assert watched.run("watch", "--once").out == ""
    assert not path.exists()
    watched.now = watched.now.replace(hour=9)
    assert "Rubin ships" in watched.run("watch", "--once").out
    assert path.exists()


def test_what_could_not_be_told_is_told_again(watched: Home) -> None:
    settings(watched, 'notify = ["ntfy"]')
    result = watched.run("watch", "--once")
    assert result.code == 2
    assert "ntfy is not there, so no one was notified" in result.err
    program(watched.root / "bin", "ntfy", "#!/bin/sh\necho no such topic >&2\nexit 3\n")
    assert "ntfy failed with 3: no such topic" in watched.run("watch", "--once").err
    path = program(watched.root / "bin", "ntfy")
    assert watched.run("watch", "--once").code == 0
    assert "Rubin ships" in path.read_text()


def test_mail_goes_to_the_local_sendmail(watched: Home) -> None:
    path = program(watched.root / "bin", "sendmail")
    settings(watched, 'mail = "me@example.com"')
    assert watched.run("watch", "--once").code == 0
    text = path.read_text()
    assert text.startswith("-t\n-oi\n--\n")
    assert "To: me@example.com\nSubject: Alibaba Group: stale" in text


@pytest.mark.parametrize(
    ("system", "name"), [("linux", "notify-send"), ("darwin", "osascript"), ("win32", "powershell")]
)
def test_each_desktop_gets_the_message_as_data(tmp_path: Path, system: str, name: str) -> None:
    body = RECORDER.replace("cat;", 'cat; echo "$THESIS_TUI_TITLE|$THESIS_TUI_TEXT";')
    path = program(tmp_path / "bin", name, body)
    message = Message('Acme "$(touch harm)": broken', ("sales <b>fell</b>", "--help"))
    environ = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    assert notifications.send(message, WatchSettings(desktop=True), environ, system) == ()
    text = path.read_text()
    assert message.title in text
    assert "sales" in text
    assert not (Path.cwd() / "harm").exists()
    if system == "linux":
        assert "sales &lt;b&gt;fell&lt;/b&gt;" in text
    else:
        assert "sales <b>fell</b>" in text


def test_the_schedule_is_written_shown_and_removed(watched: Home) -> None:
    calls = program(watched.root / "bin", "systemctl")
    settings(watched, 'notify = ["ntfy"]')
    assert "no schedule is installed" in watched.done("watch", "--installed")
    text = watched.done("watch", "--install", "--every", "2h", "--data-dir", str(watched.data))
    folder = watched.root / ".config" / "systemd" / "user"
    assert f"wrote {folder / 'thesis-tui-watch.timer'}" in text
    assert "it looks every 2 hours" in text
    service = (folder / "thesis-tui-watch.service").read_text()
    assert f'ExecStart="{sys.executable}" "-m" "thesis_tui" "watch" "--once" "--data-dir" "{watched.data}"' in service
    assert "OnUnitActiveSec=7200s" in (folder / "thesis-tui-watch.timer").read_text()
    assert "enable" in calls.read_text()
    assert "[Timer]" in watched.done("watch", "--installed")
    assert "removed" in watched.done("watch", "--remove")
    assert "disable" in calls.read_text()
    assert list(folder.iterdir()) == []


def test_where_the_system_cannot_be_told_the_command_is_given_to_type(watched: Home) -> None:
    settings(watched, 'notify = ["ntfy"]')
    program(watched.root / "bin", "systemctl", "#!/bin/sh\nexit 1\n")
    result = watched.run("watch", "--install")
    assert result.code == 0
    assert "type it yourself: systemctl --user enable --now thesis-tui-watch.timer" in result.err


def test_the_files_of_other_systems_are_well_formed(tmp_path: Path) -> None:
    command = ["/Users/a b/python", "-m", "thesis_tui", "watch", "--once", "--config", 'C & <d>"e".toml']
    mac = scheduling.schedule("darwin", tmp_path, tmp_path, command, timedelta(minutes=30))
    scheduling.install(mac)
    [(path, _)] = mac.files
    agent = plistlib.loads(path.read_bytes())
    assert agent["ProgramArguments"] == command
    assert agent["StartInterval"] == 1800

    windows = scheduling.schedule("win32", tmp_path, tmp_path, command, timedelta(hours=2))
    scheduling.install(windows)
    [(path, _)] = windows.files
    task = ElementTree.fromstring(path.read_bytes())
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert task.find(f".//{space}Command").text == command[0]  # type: ignore[union-attr]
    assert task.find(f".//{space}Interval").text == "PT120M"  # type: ignore[union-attr]
    assert scheduling.remove(windows) == (path,)
    assert scheduling.remove(windows) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('quiet = "late"', "22:00-07:00"), ('every = "often"', "15m or 2h"), ('mail = "me"', "name@example.com"),
        ("notify = [1]", "notify"), ("desktop = 3", "desktop"), ('loud = "yes"', "loud"),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong_is_named_and_not_used(watched: Home, text: str, says: str) -> None:
    settings(watched, text)
    assert says in watched.run("watch", "--once").err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--once", "--install"), "exclude each other"), (("--every", "soon"), "15m or 2h"),
        (("--once", "--today", "2025-12-24"), "leave it out"), (("--once", "--thesis", "nobody"), "there is no thesis"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(watched: Home, argv: tuple[str, ...], says: str) -> None:
    result = watched.run("watch", *argv)
    assert result.code == 2
    assert says in result.err
