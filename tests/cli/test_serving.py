"""serve: an address that is not this machine's own is refused with what it would mean; hints name what can be typed."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from thesis_tui.extras import install_command, requirement


@pytest.mark.parametrize("host", ["192.168.1.20", "10.0.0.7", "fe80::1"])
def test_a_network_is_refused_and_the_option_says_what_it_means(home: Home, host: str) -> None:
    text = home.refused("serve", "--host", host)
    assert "can read the thesis and write in it" in text
    assert "add --insecure-lan" in text


@pytest.mark.parametrize(
    ("given", "result"),
    [
        (("--host", "0.0.0.0"), "every network of this machine; give the address of one"),
        (("--host", "0.0.0.0", "--insecure-lan"), "every network of this machine; give the address of one"),
        (("--host", "example.org"), '"example.org" is not an address; give one like 127.0.0.1'),
        (("--port", "http"), '"http" is not a port; give a number from 1 to 65535'),
        (("--port", "70000"), '"70000" is not a port'),
        (("--host", "203.0.113.9", "--insecure-lan"), "give another --port or --host"),
    ],
)
def test_what_cannot_be_served_is_said(home: Home, given: tuple[str, ...], result: str) -> None:
    assert result in home.refused("serve", *given)


def test_without_the_extra_the_message_says_how_to_install_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)  # as Python marks what cannot be imported
    assert "serve needs the extra “serve”: " in home.refused("serve")
    assert "[serve]" in home.refused("serve")


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"url": "file:///home/me/thesis%20tui", "dir_info": {"editable": True}}, "/home/me/thesis tui[web]"),
        ({"url": "file:///tmp/thesis_tui-0.1.0-py3-none-any.whl", "archive_info": {}},
         "/tmp/thesis_tui-0.1.0-py3-none-any.whl[web]"),
        ({"url": "https://example.org/t.git", "vcs_info": {"vcs": "git"}},
         "thesis-tui[web] @ git+https://example.org/t.git"),
        ({"url": "https://example.org/t.whl", "archive_info": {}}, "thesis-tui[web] @ https://example.org/t.whl"),
        (None, "thesis-tui[web]"),
    ],
)  # fmt: skip
def test_an_extra_comes_from_where_the_program_came_from(record: object, wanted: str) -> None:
    assert requirement("web", "" if record is None else json.dumps(record)) == wanted


@pytest.mark.parametrize(
    ("prefix", "begins"),
    [
        ("/home/me/.local/share/uv/tools/thesis-tui", "uv tool install --force "),
        ("/home/me/.local/share/pipx/venvs/thesis-tui", "pipx install --force "),
        (sys.prefix, f"{sys.executable} -m pip install "),
    ],
)
def test_the_installer_that_was_used_is_named(monkeypatch: pytest.MonkeyPatch, prefix: str, begins: str) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    assert install_command("web").startswith(begins)


def test_a_single_file_has_what_an_extra_needs_installed_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    single = tmp_path / "thesis-tui.pyz"
    with zipfile.ZipFile(single, "w") as file:
        file.writestr("__main__.py", "")
    monkeypatch.setattr(sys, "argv", [str(single), "serve"])
    command = install_command("serve")
    assert command.startswith(f"{sys.executable} -m pip install ")
    assert "textual-serve" in command
    assert "thesis" not in command.removeprefix(sys.executable), "the wheel it was made of is gone, and no index has it"
