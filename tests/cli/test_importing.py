"""export json and import json: a thesis leaves whole and comes back the same, or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Home
from thesis_tui.services.archive import MAKER, files_of, import_json
from thesis_tui.storage.archive import Piece, path_fault, pieces
from thesis_tui.storage.inbox import inbox_files
from thesis_tui.storage.paths import Places

THESIS = b"""\
format = 1
name = "Acme"
stance = "long"
statement = "x"

[[listing]]
symbol = "A"
venue = "NYSE"
currency = "USD"
"""


def lived_in(home: Home) -> Home:
    """A thesis with everything in it that a folder can hold."""
    home.done("note", "größer \u202e<b>", "--pillar", "hardware")
    home.done("milestone", "odds", "first h200", "55")
    home.done("milestone", "add", "Passing", "--window", "q1 2026")
    home.done("undo")
    rows = home.root / "history.csv"
    rows.write_text("date,close\n2025-12-19,148.1\n2025-12-22,149.8\n")
    home.done("price", "import", str(rows), "--listing", "BABA")
    article = home.root / "article.txt"
    article.write_text("Alibaba rises\n\nSupport for BABA is at $140, published December 22, 2025.\n")
    home.done("read", str(article), "--keep")
    folder = home.data / "baba"
    (folder / "inbox" / "read").mkdir(parents=True)
    (folder / "inbox" / "read" / "old.html").write_text("<p>decided</p>")
    for age, name in enumerate(("new.txt", "older.txt")):
        (folder / "inbox" / name).write_text(f"{name} waits")
        os.utime(folder / "inbox" / name, (1_700_000_000 - age, 1_700_000_000 - age))
    with (folder / "thesis.toml").open("ab") as file:
        file.write(b"# by hand: \xe2\x80\xae, \xc2\x9b31m and the end of a line\r\n")
    (folder / "sources" / "scan.txt").write_bytes(b"\xff\xfe no text\x00")
    with (folder / "journal" / "2025-12.seed.toml").open("ab") as file:
        file.write(b'[[entry]]\nat = 2025-12-23T08:00:00+00:00\nkind = "note"\ntext = "torn')
    return home


def exported(home: Home) -> Path:
    path = home.root / "thesis.json"
    result = home.run("export", "json", "--output", str(path))
    assert result.code == 0, result
    return path


@pytest.mark.parametrize("of", ["bundled", "lived in"])
def test_a_thesis_comes_back_the_same(make_home: Callable[[str], Home], of: str) -> None:
    item, other = make_home("one"), make_home("other")
    if of == "lived in":
        lived_in(item)
    path = exported(item)
    result = other.run("import", "json", str(path))
    assert result.code == 0, result
    assert str(other.data / "baba") in result.out
    if of == "lived in":
        assert other.files() == item.files()
        names = {home: inbox_files(str(home.data / "baba")) for home in (item, other)}
        assert [file.name for file in names[other]] == [file.name for file in names[item]] == ["older.txt", "new.txt"]
        assert "cut off while being written" in result.err
    other.now = item.now
    assert other.run("show", "--json", "--offline").out == item.run("show", "--json", "--offline").out
    assert other.run("log", "--json").out == item.run("log", "--json").out


def test_the_json_says_the_thesis_to_other_programs(home: Home) -> None:
    lived_in(home)
    raw = home.run("export", "json").out
    assert not [text for text in raw if not text.isprintable() and text != "\n"], "a terminal may print it"
    found: dict[str, Any] = json.loads(raw)
    assert (found["schema"], found["id"]) == (1, "baba")
    assert found["made_by"].startswith(MAKER)
    assert found["thesis"]["name"] == "Alibaba Group"
    criterion = next(item for item in found["thesis"]["criterion"] if item["id"] == "cloud-kill")
    assert criterion["threshold"] == "15", "a decimal is text"
    source = found["sources"][0]
    assert (source["id"], source["number"]) == ("2025-12-23-1-ai-investments", 1)
    assert found["judged"]["thesis"]["verdict"] == "unproven"
    assert [item["text"] for item in found["journal"] if item["kind"] == "note"] == ["größer <b>"]
    assert {item["path"].split("/")[0] for item in found["files"]} == {
        "thesis.toml", "sources", "journal", "prices", "inbox",
    }  # fmt: skip
    assert "größer" in next(item["text"] for item in found["files"] if item["path"].startswith("journal/2025-12.") and
                            "seed" not in item["path"])  # fmt: skip


def test_what_is_no_part_of_a_thesis_is_left_out_and_said(home: Home) -> None:
    lived_in(home)
    secret = home.root / "secret.txt"
    secret.write_text("a key of mine")
    folder = home.data / "baba"
    (folder / "sources" / "link.txt").symlink_to(secret)
    (folder / "sources" / ".hidden.swp").write_text("x")
    (folder / "pictures").mkdir()
    (folder / "inbox" / "film.pdf").write_bytes(b"")
    os.truncate(folder / "inbox" / "film.pdf", 20_000_001)
    result = home.run("export", "json")
    assert "a key of mine" not in result.out
    assert ".hidden" not in result.out
    assert "left out, as no part of a thesis: pictures, sources/link.txt, inbox/film.pdf" in result.err


def test_an_import_never_touches_a_thesis_that_is_there(home: Home) -> None:
    lived_in(home)
    path = exported(home)
    assert "--as ID" in home.refused("import", "json", str(path))
    home.run("import", "json", str(path), "--as", "baba-2")
    assert (home.data / "baba-2" / "thesis.toml").read_bytes() == (home.data / "baba" / "thesis.toml").read_bytes()
    for name in ("../out", "Baba", "a/b", "", "x" * 65):
        assert "is not an id" in home.refused("import", "json", str(path), "--as", name)
    assert "leave it out" in home.refused("import", "json", str(path), "--as", "b3", "--today", "2025-12-23")
    assert "--as" in home.refused("import", "json", str(path), "--thesis", "b3")


def test_the_day_of_today_is_only_what_it_is_judged_on(home: Home) -> None:
    lived_in(home)
    result = home.run("export", "json", "--today", "2025-12-23")
    found = json.loads(result.out)
    assert found["judged"]["as_of"] == "2025-12-23"
    assert len(found["journal"]) > 11
    assert "--today is only the day" in result.err


def archive(**changed: object) -> dict[str, object]:
    files = [{"path": "thesis.toml", "text": THESIS.decode()}, {"path": "sources/a.txt", "text": "a"}]
    return {"made_by": MAKER, "schema": 1, "id": "acme", "files": files, **changed}


def more(*files: dict[str, object]) -> dict[str, object]:
    return archive(files=[{"path": "thesis.toml", "text": THESIS.decode()}, *files])


WRONG: dict[str, tuple[object, str]] = {
    "a list": ([], "is not an export"),
    "another program's": (archive(made_by="else"), "another program"),
    "a newer schema": (archive(schema=2), "schema 2"),
    "an id that leaves": (archive(id="../acme"), "is not an id"),
    "no files": (archive(files=[]), "holds no thesis"),
    "no thesis": (archive(files=[{"path": "sources/a.txt", "text": "a"}]), "holds no thesis"),
    "a thesis that is none": (archive(files=[{"path": "thesis.toml", "text": "format = 1\n[[["}]), "line 2"),
    "a file twice": (more({"path": "sources/A.txt", "text": ""}, {"path": "sources/a.txt", "text": ""}), "there twice"),
    "text and base64": (more({"path": "sources/a", "text": "a", "base64": "YQ=="}), "one of them"),
    "neither": (more({"path": "sources/a"}), "one of them"),
    "no base64": (more({"path": "sources/a", "base64": "a!"}), "not base64"),
    "an unknown key": (more({"path": "sources/a", "text": "", "mode": "4755"}), "mode"),
    "a number for text": (more({"path": "sources/a", "text": 5}), "files[1].text"),
    **{
        f"the path {path!r}": (more({"path": path, "text": ""}), "file")
        for path in ("../x", "/etc/x", "sources/../../x", "sources/..", "sources/", "sources", "journal/.x", "other/x",
                     "thesis.toml/x", "sources/a/b", "inbox/read/../x",
                     "inbox/read", "sources\\x", "sources/a\\b", "sources/a\x00b", "sources/a\nb", "",
                     "sources/" + "x" * 300, "Thesis.toml")
    },
}  # fmt: skip


@pytest.mark.parametrize("of", WRONG)
def test_what_cannot_be_believed_leaves_nothing_behind(home: Home, of: str) -> None:
    given, words = WRONG[of]
    path = home.root / "thesis.json"
    path.write_text(json.dumps(given))
    text = home.refused("import", "json", str(path))
    assert words in text
    assert not home.data.exists()


def test_files_that_are_no_json_or_too_large_are_refused(home: Home) -> None:
    path = home.root / "thesis.json"
    for raw in (b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"made_by": "\xed\xa0\x80"}'):
        path.write_bytes(raw)
        assert "thesis.json" in home.refused("import", "json", str(path))
    path.write_bytes(b"")
    os.truncate(path, 200_000_001)
    assert "larger than 200 MB" in home.refused("import", "json", str(path))
    assert "is a folder" in home.refused("import", "json", str(home.root))
    assert "no such file" in home.refused("import", "json", str(home.root / "none.json"))
    assert 'there is no "import md"' in home.refused("import", "md", str(path))
    path.write_text(json.dumps(more({"path": "sources/a", "text": "x" * 20_000_001})))
    assert "larger than 20 MB" in home.refused("import", "json", str(path))
    assert not home.data.exists()


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda text: not path_fault(f"sources/{text}")
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.dictionaries(NAMES, st.one_of(st.binary(max_size=40), st.text(max_size=40).map(str.encode)), max_size=3),
    tail=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
)
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, bytes], tail: str) -> None:
    root = tmp_path_factory.mktemp("any")
    given_pieces = [Piece("thesis.toml", THESIS + f"# {tail}\n".encode())]
    seen: set[str] = set()
    for name, raw in sorted(texts.items()):
        if name.casefold() not in seen and not name.endswith(".toml"):
            given_pieces.append(Piece(f"sources/{name}", raw))
            seen.add(name.casefold())
    files = [{"path": file.path} | ({"text": file.text} if file.text is not None else {"base64": file.base64})
             for file in files_of(given_pieces)]  # fmt: skip
    (root / "x.json").write_text(json.dumps(archive(files=files)))
    folder, _ = import_json(Places(root / "d", root / "c", root / "s", root / "k"), str(root / "x.json"))
    assert pieces(folder) == (given_pieces, [])
