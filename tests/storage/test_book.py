"""A thesis folder loads as far as it can be believed, and says what could not be."""

from __future__ import annotations

import os
import time
from decimal import Decimal
from pathlib import Path

import pytest

from tests.storage.samples import AT, JOURNAL, SOURCE, THESIS, append, make
from thesis_tui.errors import FileError, StorageError
from thesis_tui.model.book import Book, Look
from thesis_tui.model.journal import Note
from thesis_tui.model.text_cleaning import clean
from thesis_tui.storage.book import fingerprint, read_book, thesis_ids
from thesis_tui.storage.look import read_look, write_look

BROKEN_FILES = [
    (b"\xff\xfe\x00", "binary"),
    (b'format = 1\ntitle = "\xe9t\xe9"\n', "line 2"),
    (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
    (b"", "format"),
    (b"format = 1\ntitle = ", "line 2"),
    (b"format = 1\nadded = 2026-02-31\n", "line 2"),
    (b"a = " + b"[" * 50_000, "nested"),
    (b"a = " + b"9" * 5_000, "digits"),
    (b"title = 1\ntitle = 2\n", "line 2"),
]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def told(book: Book) -> str:
    return "\n".join(problem.text for problem in book.problems)


def test_a_folder_reads_whole_and_nothing_is_written_into_it(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme", journal=JOURNAL)
    before = tree(folder)
    book = read_book(folder, cache=tmp_path / "cache")
    assert book.problems == ()
    assert book.id == "acme"
    assert [source.number for source in book.sources] == [1]
    level = book.sources[0].source.level[0]
    assert (str(level.low), str(level.high)) == ("148.00", "150.50")
    assert str(book.thesis.criterion[0].threshold) == "15.0"
    assert [entry.kind for entry in book.entries] == ["level", "note", "odds"]
    for key, line in (("criterion:growth-kill", "[[criterion]]"), ("pillar:sales", "[[pillar]]")):
        path, number = book.lines[key]
        assert (folder / path).read_text().splitlines()[number - 1] == line
    assert book.lines["level:floor"] == ("sources/2025-12-23-results.toml", 13)
    assert book.lines["source:2025-12-23-results"] == ("sources/2025-12-23-results.toml", 1)
    note = next(entry for entry in book.entries if entry.id == "20261121t210833412-aaaa-0001")
    assert (note.path, note.line) == ("2026-11.aaaa.toml", 7)
    assert tree(folder) == before


@pytest.mark.parametrize(("raw", "words"), BROKEN_FILES)
def test_a_broken_thesis_is_named(tmp_path: Path, raw: bytes, words: str) -> None:
    folder = make(tmp_path / "acme")
    (folder / "thesis.toml").write_bytes(raw)
    with pytest.raises(FileError, match=rf"(?s)^thesis\.toml.*{words}"):
        read_book(folder, cache=None)
    assert (folder / "thesis.toml").read_bytes() == raw


@pytest.mark.parametrize(("raw", "words"), BROKEN_FILES)
def test_a_broken_source_is_named_and_the_rest_loads(tmp_path: Path, raw: bytes, words: str) -> None:
    folder = make(tmp_path / "acme")
    (folder / "sources" / "broken.toml").write_bytes(raw)
    for _ in range(2):
        book = read_book(folder, cache=tmp_path / "cache")
        assert len(book.sources) == 1
        assert told(book).startswith("sources/broken.toml")
        assert words in told(book)
    assert (folder / "sources" / "broken.toml").read_bytes() == raw


@pytest.mark.parametrize(("raw", "words"), BROKEN_FILES[:3] + BROKEN_FILES[4:])
def test_a_broken_journal_is_named_and_the_rest_loads(tmp_path: Path, raw: bytes, words: str) -> None:
    folder = make(tmp_path / "acme", journal=JOURNAL)
    (folder / "journal" / "2026-10.bbbb.toml").write_bytes(raw)
    book = read_book(folder, cache=None)
    assert len(book.entries) == 3
    assert told(book).startswith("journal/2026-10.bbbb.toml, line")


def test_missing_files_and_folders_in_the_place_of_files(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        read_book(tmp_path / "none", cache=None)
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileError, match="holds no thesis"):
        read_book(tmp_path / "empty", cache=None)
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="file"):
        read_book(tmp_path / "file", cache=None)
    folder = make(tmp_path / "acme")
    (folder / "sources" / "folder.toml").mkdir()
    (folder / "sources" / "gone.toml").symlink_to("nowhere")
    (folder / "sources" / "Not A Slug.toml").write_text(SOURCE)
    text = told(read_book(folder, cache=None))
    assert "sources/folder.toml: is a folder" in text
    assert "sources/gone.toml: there is no such file" in text
    assert "sources/Not A Slug.toml: is not read" in text
    with (folder / "thesis.toml").open("ab") as file:
        file.truncate(20_000_001)
    with pytest.raises(FileError, match="20 MB"):
        read_book(folder, cache=None)


THESIS_FAULTS = [
    ('severity = "kill"', 'severity = "kil"', 'criterion 1, severity: the text "kil" is not accepted', 31),
    ("threshold = 15.0", 'threshold = "much"', "criterion 1, threshold: ", 35),
    ("threshold = 15.0", "threshold = nan", "criterion 1, threshold is not a finite number", 35),
    ("threshold = 15.0", "threshold = 1e50000000", "criterion 1, threshold has more than 15 digits", 35),
    ("threshold = 15.0", "threshhold = 15.0", 'did you mean "threshold"?', 28),
    ("threshold = 15.0", "", "needs operator and threshold", 28),
    ("threshold = 15.0", 'threshold = 15\nmilestone = "launch"', "both are given", 33),
    ('metric = "growth"\n', 'metric = "grwth"\n', 'did you mean "growth"?', 28),
    ('pillar = "sales"\nseverity', 'pillar = "sale"\nseverity', 'did you mean "sales"?', 28),
    ('id = "growth-kill"', 'id = "../up"', "lower-case letters", 29),
    ("since = 2025-12-23", "since = 0001-01-01", "too far away", 32),
    ('operator = ">="', 'operator = ">="\nperiods = 0', "1 or more", 35),
    ('operator = ">="', 'operator = ">="\nperiods = 1.5', "a whole number", 35),
    ('severity = "kill"\n', "", '"severity" is missing; expected one of "kill", "warn"', 28),
]


@pytest.mark.parametrize(("old", "new", "words", "line"), THESIS_FAULTS)
def test_a_bad_criterion_is_left_out_and_named(tmp_path: Path, old: str, new: str, words: str, line: int) -> None:
    folder = make(tmp_path / "acme", thesis=THESIS.replace(old, new))
    book = read_book(folder, cache=None)
    assert book.thesis.criterion == ()
    assert len(book.thesis.metric) == 1
    (problem,) = book.problems
    assert words in problem.reason
    assert (problem.path, problem.line) == ("thesis.toml", line)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('currency = "USD"', 'currency = "EUR"', "not the currency of ACME; expected USD"),
        ('listing = "ACME"', 'listing = "AMCE"', "accepted are ACME, ACM.DE"),
        ("low = 148.00", "low = -148", "above zero"),
        ("low = 148.00", "low = 0.00", "above zero"),
        ("low = 148.00", "low = inf", "finite"),
        ("low = 148.00", "low = 1e50000000", "digits"),
        ("high = 150.50", "high = 140", "148.00 or more"),
        ('type = "support"', 'type = "floor"', '"support", "resistance"'),
        ("latest = 2026-02-28", "latest = 2026-01-28", "before earliest"),
        ("earliest = 2026-02-01", 'earliest = "soon"', "a date such as"),
        ('title = "The launch"', 'title = " "', "empty"),
        ('metric = "growth"', 'metric = "groth"', 'did you mean "growth"?'),
        ("end = 2025-09-30", "end = 2025-06-30", "before start"),
        ("value = 34.00", "value = true", "a number such as"),
        ('id = "floor"', 'id = "Floor"', "lower-case"),
    ],
)
def test_a_bad_object_is_left_out_and_the_rest_of_its_source_stays(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    folder = make(tmp_path / "acme", source=SOURCE.replace(old, new))
    book = read_book(folder, cache=None)
    source = book.sources[0].source
    assert len(source.observation) + len(source.level) + len(source.milestone) == 2
    (problem,) = book.problems
    assert words in problem.reason
    assert problem.path == "sources/2025-12-23-results.toml"
    assert problem.line >= 6


def test_a_wrong_or_unknown_key_at_the_top_costs_only_itself(tmp_path: Path) -> None:
    thesis = THESIS.replace('stance = "long"', 'stance = "long"\nfiscal_year_end = "02-30"\nsince = "?"\nnmae = 1')
    book = read_book(make(tmp_path / "acme", thesis=thesis), cache=None)
    assert book.thesis.fiscal_year_end == "12-31"
    assert sorted(problem.line for problem in book.problems) == [4, 5, 6]
    with pytest.raises(FileError, match=r'line 3: stance: .*"long", "short", "watch"'):
        read_book(make(tmp_path / "b", thesis=THESIS.replace('stance = "long"', 'stance = "up"')), cache=None)
    with pytest.raises(FileError, match=r"listing"):
        read_book(make(tmp_path / "c", thesis=THESIS.replace('currency = "USD"', 'currency = "usd"').replace(
            'currency = "EUR"', "currency = 3")), cache=None)  # fmt: skip


def test_duplicate_ids_are_reported_and_the_first_stays(tmp_path: Path) -> None:
    again = SOURCE + SOURCE[SOURCE.index("[[level]]") : SOURCE.index("[[milestone]]")].replace("148.00", "149.00")
    folder = make(tmp_path / "acme", source=again)
    (folder / "sources" / "2025-12-24-later.toml").write_text(
        SOURCE.replace("added = 2025-12-23", "added = 2025-12-24")
    )
    book = read_book(folder, cache=None)
    assert [str(level.low) for named in book.sources for level in named.source.level] == ["148.00"]
    text = told(book)
    assert 'line 27: level 2, id: there is another level "floor"' in text
    assert 'sources/2025-12-24-later.toml: there is another milestone "launch"' in text


def test_a_note_on_a_pillar_that_is_gone_is_kept(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme", journal=JOURNAL.replace('pillar = "sales"', 'pillar = "gone"'))
    book = read_book(folder, cache=None)
    note = next(entry.what for entry in book.entries if isinstance(entry.what, Note))
    assert note.pillar is None
    assert 'no pillar "gone"' in told(book)


def test_text_is_cleaned_as_it_enters(tmp_path: Path) -> None:
    thesis = THESIS.replace("It sells more every year.", "It \\u001b[31msells\\u202e [b]more[/] \\u0007\\u009b2J.")
    book = read_book(make(tmp_path / "acme", thesis=thesis), cache=None)
    assert book.thesis.statement == "It sells [b]more[/] ."


@pytest.mark.parametrize(
    "text", ["\x1b[3" * 33_000, "\x1b]8;;" * 20_000, "a\u202e" * 50_000, "ok" * 50_000, "\r" * 100_000]
)
def test_cleaning_long_text_is_quick(text: str) -> None:
    start = time.perf_counter()
    done = clean(text)
    assert time.perf_counter() - start < 1
    assert not any(mark in done for mark in "\x1b\r\u202e")


def test_a_hand_edit_is_seen_whatever_the_cache_holds(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme", journal=JOURNAL)
    store = tmp_path / "cache"
    path = folder / "journal" / "2026-11.aaaa.toml"
    assert read_book(folder, cache=store) == read_book(folder, cache=None)
    for odds in ("76", "77", "78"):
        # Same size, same inode, and the same modification time set back on purpose.
        before = path.stat()
        path.write_text(JOURNAL.replace("odds = 75", f"odds = {odds}"), encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        book = read_book(folder, cache=store)
        assert book == read_book(folder, cache=None)
        assert book.entries[-1].what.odds == Decimal(odds)  # type: ignore[union-attr]
    entry = append(folder, "note", Note(text="later"), at=AT, state=tmp_path / "state")
    assert entry in read_book(folder, cache=store).entries
    with path.open("a") as file:
        file.write("[[entry]]\nodds = 7")
    assert read_book(folder, cache=store) == read_book(folder, cache=None)
    path.unlink()
    assert read_book(folder, cache=store).entries == (entry,)


def test_a_growing_journal_reads_the_same_with_and_without_the_cache(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    store = tmp_path / "cache"
    for number in range(12):
        append(folder, "note", Note(text=f"{number}"), at=AT, state=tmp_path / "state")
        assert read_book(folder, cache=store) == read_book(folder, cache=None)


@pytest.mark.parametrize("junk", [b"", b"\0\xff", b"{}", b"[" * 100_000, b'{"made_by":"9","folder":"/","files":{}}'])
def test_a_spoilt_cache_is_made_again(tmp_path: Path, junk: bytes) -> None:
    folder = make(tmp_path / "acme", journal=JOURNAL)
    store = tmp_path / "cache"
    book = read_book(folder, cache=store)
    (path,) = store.iterdir()
    path.write_bytes(junk)
    assert read_book(folder, cache=store) == book
    assert path.stat().st_size > 1_000
    (tmp_path / "file").write_text("")
    assert read_book(folder, cache=tmp_path / "file") == book


def test_ten_thousand_entries(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "acme")
    block = (
        '[[entry]]\nat = 2026-10-21 21:07:33+00:00\nkind = "note"\ntext = "note {0}"\n'
        'id = "20261021t210733000-aaaa-{0:05}"\n'
    )
    (folder / "journal" / "2026-10.aaaa.toml").write_text("".join(block.format(number) for number in range(10_000)))
    times = []
    for _ in range(3):
        start = time.perf_counter()
        book = read_book(folder, cache=tmp_path / "cache")
        times.append(f"{(time.perf_counter() - start) * 1000:.0f} ms")
    assert len(book.entries) == 10_000
    with capsys.disabled():
        print(f"\n10,000 entries: first {times[0]}, then {', '.join(times[1:])}")  # noqa: T201


def test_the_fingerprint_changes_with_any_file(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme", journal=JOURNAL)
    first = fingerprint(folder)
    assert first == fingerprint(folder)
    append(folder, "note", Note(text="x"), at=AT, state=tmp_path / "state")
    second = fingerprint(folder)
    (folder / "sources" / "2025-12-23-results.toml").write_text(SOURCE + "\n")
    assert len({first, second, fingerprint(folder)}) == 3
    assert fingerprint(tmp_path / "none") == ()


def test_thesis_ids(tmp_path: Path) -> None:
    assert thesis_ids(tmp_path / "none") == []
    make(tmp_path / "acme")
    make(tmp_path / ".acme.tmp")
    make(tmp_path / "Acme 2")
    (tmp_path / "other").mkdir()
    assert thesis_ids(tmp_path) == ["acme"]
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="data directory is expected"):
        thesis_ids(tmp_path / "file")


def test_a_look_is_kept_and_a_spoilt_one_is_none(tmp_path: Path) -> None:
    assert read_look(tmp_path, "acme") is None
    look = Look(
        at=AT, seen=frozenset(("a", "b")), price=Decimal("148.00"), price_listing="ACME", states={"level:x": "broken"}
    )
    write_look(tmp_path / "state", "acme", look)
    again = read_look(tmp_path / "state", "acme")
    assert again == look
    assert again is not None
    assert str(again.price) == "148.00"
    (path,) = (tmp_path / "state").iterdir()
    path.write_bytes(b"\0{")
    assert read_look(tmp_path / "state", "acme") is None
