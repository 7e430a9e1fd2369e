"""The journal keeps every entry it acknowledged, and believes no entry it cannot."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.storage.samples import AT, BLOCKS, JOURNAL, append, make
from thesis_tui.errors import InputError, ReadOnlyError, StorageError
from thesis_tui.model.book import Problem
from thesis_tui.model.journal import KINDS, OBJECT_KINDS, Entry, Note, Odds, Retire, Retract, Review
from thesis_tui.model.objects import Criterion, Evidence, FileStruct, Level, Milestone, Observation, Price
from thesis_tui.model.text_cleaning import clean
from thesis_tui.storage.book import read_book
from thesis_tui.storage.entries import parse_journal
from thesis_tui.storage.writer import writer_id

ROOT = Path(__file__).resolve().parents[2]


def read_journal_file(path: Path) -> tuple[list[Entry], list[Problem]]:
    """The entries of a file in its order, and what in it could not be believed."""
    parsed = parse_journal(path.read_bytes(), path.name)
    return parsed.entries, parsed.problems


def bare(entries: list[Entry] | tuple[Entry, ...]) -> list[Entry]:
    """Entries without where they are written."""
    return [msgspec.structs.replace(entry, path="", line=0) for entry in entries]


def test_every_cut_loses_only_the_block_it_is_in(tmp_path: Path) -> None:
    head = b"format = 2\n"
    raw = head + JOURNAL.encode()
    whole = parse_journal(raw, "2026-11.aaaa.toml").entries
    assert len(whole) == 3
    ends = []
    end = len(head)
    for block in BLOCKS:
        end += len(block.encode())
        ends.append(end)
    folder = make(tmp_path / "acme")
    path = folder / "journal" / "2026-11.aaaa.toml"
    state = tmp_path / "state"
    state.mkdir()
    (state / "writer").write_text("aaaa")
    for cut in range(len(head), len(raw) + 1):
        path.write_bytes(raw[:cut])
        entries, problems = read_journal_file(path)
        # The last newline of a block may be lost without loss: its id is whole.
        complete = sum(end - 1 <= cut for end in ends)
        assert entries == whole[:complete], cut
        at_boundary = cut == len(head) or cut in ends or cut + 1 in ends
        assert bool(problems) != at_boundary, (cut, problems)
        assert all(problem.path == "journal/2026-11.aaaa.toml" and problem.line for problem in problems)
        if cut % 5 == 0:
            added = append(folder, "note", Note(text="after"), at=AT, state=state)
            again, still = read_journal_file(path)
            assert again == [*whole[:complete], added], cut
            assert len(still) == len(problems)
            assert path.read_bytes().startswith(raw[:cut])


def test_a_torn_block_in_the_middle_hides_nothing_after_it(tmp_path: Path) -> None:
    path = tmp_path / "2026-11.aaaa.toml"
    path.write_bytes(BLOCKS[0].encode() + BLOCKS[1].encode()[:-40] + b"\n" + BLOCKS[2].encode())
    entries, problems = read_journal_file(path)
    assert [entry.kind for entry in entries] == ["note", "level"]
    assert [problem.line for problem in problems] == [7]


def test_zeros_left_by_a_crash_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "2026-11.aaaa.toml"
    path.write_bytes(JOURNAL.encode() + b"\0" * 300)
    entries, problems = read_journal_file(path)
    assert len(entries) == 3
    assert len(problems) == 1


def test_merge_marks_left_in_a_file_are_reported_and_both_sides_read(tmp_path: Path) -> None:
    path = tmp_path / "2026-11.aaaa.toml"
    path.write_text(
        BLOCKS[0] + "<<<<<<< ours\n" + BLOCKS[1] + "=======\n" + BLOCKS[2] + ">>>>>>> theirs\n", encoding="utf-8"
    )
    entries, problems = read_journal_file(path)
    assert len(entries) == 3
    assert len(problems) == 3


@pytest.mark.parametrize(
    ("builder", "count"),
    [
        ("\ufeff" + JOURNAL, 3),
        (JOURNAL.replace("\n", "\r\n"), 3),
        ("\ufeff" + JOURNAL.replace("\n", "\r\n"), 3),
        ("format = 1\n\n# mine\n" + JOURNAL.replace("odds = 75", "# was 60\nodds = 75 # sure"), 3),
        (JOURNAL.replace('text = "gr', 'text = """\n[[entry]]\nx = 1\n""" # gr'), 3),
        ("", 0),
        ("# nothing yet\n", 0),
    ],
)
def test_hand_edits_are_read(tmp_path: Path, builder: str, count: int) -> None:
    path = tmp_path / "2026-11.aaaa.toml"
    path.write_bytes(builder.encode())
    entries, problems = read_journal_file(path)
    assert (len(entries), problems) == (count, [])
    lines = builder.removeprefix("\ufeff").splitlines()
    assert all(lines[entry.line - 1] == "[[entry]]" for entry in entries)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("odds = 75", "odds = 101", "0 to 100"),
        ("odds = 75", "odds = -1", "0 to 100"),
        ("odds = 75", "odds = nan", "finite"),
        ("odds = 75", "odds = 1e50000000", "digits"),
        ("odds = 75", "odds = 1e99999999999999999999", "finite"),
        ("odds = 75", "odds = [75]", "a number such as"),
        ("odds = 75", "odd = 75", "odds"),
        ('kind = "odds"', 'kind = "odd"', "accepted are note"),
        ('kind = "odds"\n', "", "kind is missing"),
        ("21:08:33.412000+00:00", "21:08:33", "offset"),
        ("at = 2026-11-21 21:08:33.412000+00:00", "at = 2026-11-21", "such as 2026-02-14T"),
        ("on = 2026-11-20", "on = 9999-12-31", "too far away"),
        ("on = 2026-11-20", 'on = "soon"', "not a day"),
        ("low = 148.00", "low = 148\nhigh = 147", "148 or more"),
        ('id = "20261121t210833412-aaaa-0001"', 'id = "../../x"', "lower-case"),
        ('id = "20261121t210833412-aaaa-0001"', "id = 5", "lower-case"),
        ('id = "20261121t210833412-aaaa-0001"', 'id = "a"\nnote = "x"', "last"),
        ('milestone = "launch"', 'milestone = "' + "x" * 100_001 + '"', "100 000 characters"),
        ("odds = 75", "odds = 75\nreplaces = 3", "replaces"),
    ],
)
def test_a_bad_entry_is_left_out_and_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "2026-11.aaaa.toml"
    changed = JOURNAL.replace(old, new)
    assert changed != JOURNAL
    path.write_text(changed, encoding="utf-8")
    entries, problems = read_journal_file(path)
    assert len(entries) == 2
    assert len(problems) == 1
    assert words in problems[0].reason
    assert problems[0].line >= 7
    assert path.read_text(encoding="utf-8") == changed


def test_appending_shows_what_was_written(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    state = tmp_path / "state"
    level = Level(id="x", type="support", listing="ACME", currency="USD", low=Decimal("148.00"), high=Decimal("150"))
    entry = append(folder, "level", level, at=AT, state=state, on=date(2026, 11, 20))
    assert entry.on == date(2026, 11, 20)
    assert entry.what == msgspec.structs.replace(level, id=entry.id)
    moved = append(folder, "level", level, at=AT, state=state, replaces=entry.id)
    assert moved.object_id == entry.id
    path = folder / "journal" / entry.path
    text = path.read_text(encoding="utf-8")
    assert "low = 148.00\nhigh = 150\n" in text
    assert text.endswith(f'id = "{moved.id}"\n')
    entries, problems = read_journal_file(path)
    assert (entries, problems) == ([entry, moved], [])
    assert str(entries[0].what.low) == "148.00"  # type: ignore[union-attr]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_entries_of_one_moment_keep_their_order(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    made = [append(folder, "note", Note(text=str(i)), at=AT, state=tmp_path / "state") for i in range(60)]
    book = read_book(folder, cache=None)
    assert list(book.entries) == made
    assert len({entry.id for entry in made}) == 60


@pytest.mark.parametrize(
    "what",
    [
        Odds(milestone="launch", odds=Decimal(101)),
        Odds(milestone="launch", odds=Decimal("NaN")),
        Odds(milestone="launch", odds=Decimal("1e50000000")),
        Odds(milestone="launch", odds=Decimal("1e-13")),
        Odds(milestone="launch", odds=Decimal(1), note="x" * 100_001),
    ],
)
def test_what_could_not_be_read_back_is_never_written(tmp_path: Path, what: Odds) -> None:
    folder = make(tmp_path / "acme")
    with pytest.raises(InputError):
        append(folder, "odds", what, at=AT, state=tmp_path / "state")
    assert all(path.stat().st_size == 0 for path in (folder / "journal").iterdir())


@pytest.mark.parametrize("where", ["thesis", "journal"])
def test_files_of_a_newer_version_are_not_written(tmp_path: Path, where: str) -> None:
    folder = make(tmp_path / "acme")
    state = tmp_path / "state"
    path = folder / "journal" / f"2026-11.{writer_id(state)}.toml"
    path.write_text(("format = 3\n" if where == "journal" else "") + JOURNAL, encoding="utf-8")
    if where == "thesis":
        thesis = folder / "thesis.toml"
        thesis.write_text(thesis.read_text().replace("format = 1", "format = 2"))
    before = path.read_bytes()
    with pytest.raises(ReadOnlyError, match="newer version"):
        append(folder, "note", Note(text="x"), at=AT, state=state)
    assert path.read_bytes() == before
    book = read_book(folder, cache=None)
    assert len(book.entries) == 3
    assert "newer version" in " ".join(problem.reason for problem in book.problems)


def test_a_writer_keeps_its_name(tmp_path: Path) -> None:
    first = writer_id(tmp_path / "a")
    assert writer_id(tmp_path / "a") == first
    (tmp_path / "a" / "writer").write_bytes(b"\xff\0nonsense")
    assert 4 <= len(writer_id(tmp_path / "a")) <= 8


def test_a_state_directory_that_is_a_file_is_named(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    (tmp_path / "state").write_text("")
    with pytest.raises(StorageError, match=r"state.*folder"):
        append(folder, "note", Note(text="x"), at=AT, state=tmp_path / "state")


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_disk_that_takes_no_more_loses_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    state = tmp_path / "state"
    entry = append(folder, "note", Note(text="kept"), at=AT, state=state)
    path = folder / "journal" / entry.path
    before = path.read_bytes()
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.storage.samples import AT\n"
        "from thesis_tui.errors import StorageError\n"
        "from thesis_tui.model.journal import Note\n"
        "from tests.storage.samples import append\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))\n"
        "try:\n"
        "    append(Path(sys.argv[1]), 'note', Note(text='x' * 500), at=AT, state=Path(sys.argv[2]))\n"
        "except StorageError as error:\n"
        "    print(error)\n"
    )
    arguments = [sys.executable, "-c", program, str(folder), str(state), str(len(before) + 100)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "may not grow" in done.stdout
    assert "nothing was recorded" in done.stdout
    assert path.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_journal_that_is_no_regular_file_is_reported(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    (folder / "journal" / "2026-11.aaaa.toml").symlink_to("/dev/full")
    os.mkfifo(folder / "journal" / "2026-10.aaaa.toml")
    book = read_book(folder, cache=None)
    assert ["regular file" in problem.reason for problem in book.problems] == [True, True]


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    program = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from thesis_tui.model.journal import Note\n"
        "from tests.storage.samples import append\n"
        "for number in range(40):\n"
        "    at = datetime(2026, 11, 21, tzinfo=UTC)\n"
        "    print(append(Path(sys.argv[1]), 'note', Note(text=f'{number} ü'), at=at, state=Path(sys.argv[2])).id)\n"
    )
    arguments = [sys.executable, "-c", program, str(folder), str(tmp_path / "state")]
    running = [subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    acknowledged: set[str] = set()
    for process in running:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        acknowledged.update(out.split())
    book = read_book(folder, cache=None)
    assert len(acknowledged) == 120
    assert {entry.id for entry in book.entries} == acknowledged
    assert book.problems == ()


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    state = tmp_path / "state"
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.storage.samples import AT\n"
        "from thesis_tui.model.journal import Note\n"
        "from tests.storage.samples import append\n"
        "while True:\n"
        "    print(append(Path(sys.argv[1]), 'note', Note(text='x'), at=AT, state=Path(sys.argv[2])).id, flush=True)\n"
    )
    acknowledged: set[str] = set()
    for _ in range(3):
        arguments = [sys.executable, "-c", program, str(folder), str(state)]
        process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged.update(process.stdout.readline().strip() for _ in range(7))
        process.kill()
        out, _ = process.communicate()
        acknowledged.update(out.split("\n")[:-1])
    append(folder, "note", Note(text="after"), at=AT, state=state)
    assert acknowledged <= {entry.id for entry in read_book(folder, cache=None).entries}


def test_two_clones_merged_by_git_lose_nothing(tmp_path: Path) -> None:
    def git(where: Path, *arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=where, check=True, capture_output=True)

    here = make(tmp_path / "acme")
    append(here, "note", Note(text="before"), at=AT, state=tmp_path / "s1")
    git(here, "init", "-q", "-b", "main")
    git(here, "add", "-A")
    git(here, "commit", "-q", "-m", "one")
    git(tmp_path, "clone", "-q", str(here), "there")
    there = tmp_path / "there"
    mine = [append(here, "note", Note(text=f"here {i}"), at=AT, state=tmp_path / "s1") for i in range(3)]
    theirs = [append(there, "note", Note(text=f"there {i}"), at=AT, state=tmp_path / "s2") for i in range(3)]
    for where in (here, there):
        git(where, "add", "-A")
        git(where, "commit", "-q", "-m", "two")
    git(here, "pull", "-q", "--no-rebase", "--no-edit", str(there), "main")
    book = read_book(here, cache=None)
    assert {entry.id for entry in mine + theirs} <= {entry.id for entry in book.entries}
    assert len(book.entries) == 7
    assert book.problems == ()


def test_a_conflict_copy_is_read_once_and_reported(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme", journal=JOURNAL)
    other = BLOCKS[0].replace("größer", "other")
    more = BLOCKS[0].replace("0001", "0002")
    copy = folder / "journal" / "2026-11.aaaa.sync-conflict-20261122-101010-ABCDEFG.toml"
    copy.write_text(other + BLOCKS[1] + more, encoding="utf-8")
    book = read_book(folder, cache=None)
    assert len(book.entries) == 4
    reasons = [problem.reason for problem in book.problems]
    assert any("conflict copy" in reason for reason in reasons)
    assert any("says something else" in reason for reason in reasons)
    assert len(reasons) == 2


texts = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["[[entry]]\n", '"""', "'''", "a\r\nb\rc", "\\", 'id = "x"', "\u2028", "\x85", "\x1b[31m", "# no", "= ]]"]
)
filled = texts.filter(lambda text: bool(clean(text).strip()))
numbers = st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False, places=None).filter(
    lambda number: -int(number.as_tuple().exponent) <= 12
)
prices = st.decimals("0.000001", 10**9, places=4)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
moments = st.builds(
    lambda when, minutes: when.replace(tzinfo=timezone(timedelta(minutes=minutes))),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001  (the offset is added after)
    st.integers(-14 * 60, 14 * 60),
)
entered = st.one_of(
    st.builds(Note, text=filled, pillar=st.none() | texts),
    st.builds(Odds, milestone=texts, odds=st.decimals(0, 100, places=3), note=texts),
    st.builds(Review, text=texts, conviction=st.integers(1, 5)),
    st.builds(Retract, target=texts),
    st.builds(Retire, target=texts, reason=texts),
    st.builds(Evidence, id=st.just("x"), text=filled, stance=st.just("weakens"), day=st.none() | days),
    st.builds(Milestone, id=st.just("x"), title=filled, earliest=days, latest=st.just(date(2101, 1, 1)), window=texts),
    st.builds(
        Level,
        id=st.just("x"),
        type=st.just("stop"),
        listing=st.just("A"),
        currency=st.just("USD"),
        low=prices,
        why=texts,
    ),
    st.builds(
        Price,
        id=st.just("x"),
        listing=st.just("A"),
        currency=st.just("USD"),
        value=prices,
        time=st.none() | moments,
        change_percent=st.none() | numbers,
    ),
    st.builds(Observation, id=st.just("x"), metric=texts, value=numbers, period=texts, end=st.none() | days),
    st.builds(
        Criterion,
        id=st.just("x"),
        pillar=texts,
        severity=st.just("kill"),
        since=days,
        metric=texts,
        operator=st.just("<"),
        threshold=numbers,
        periods=st.integers(1, 9),
    ),
)


def cleaned(what: FileStruct) -> dict[str, object]:
    """The fields as they are kept; decimals with their digits."""
    fields = {field: getattr(what, field) for field in what.__struct_fields__}
    return {
        name: clean(value)
        if isinstance(value, str)
        else value.as_tuple()
        if isinstance(value, Decimal) and value
        else value
        for name, value in fields.items()
    }


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("roundtrip")
    make(root / "acme")
    return root


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(entered, moments, st.none() | days)
@example(Note(text="a\r\nb\rc\n\n[[entry]]\n"), AT, None)
def test_what_is_entered_comes_back(shared: Path, what: FileStruct, at: datetime, on: date | None) -> None:
    kind = next(kind for kind, made in KINDS.items() if type(what) is made)
    entry = append(shared / "acme", kind, what, at=at, state=shared / "state", on=on)
    expected = cleaned(what)
    if kind in OBJECT_KINDS:
        expected["id"] = entry.id
    assert cleaned(entry.what) == expected
    assert (entry.at, entry.on) == (at, on)
    entries, problems = read_journal_file(shared / "acme" / "journal" / entry.path)
    assert problems == []
    assert entries[-1] == entry
