"""Asking by itself, over real HTTP on this machine: who is told what, how often, and what is kept of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.prices.loopback import Answer, Loopback, answer
from tests.prices.loopback import page as html_page
from tests.public_data.bodies import Filer
from tests.public_data.exhibits import page, segments
from tests.public_data.test_documents import H200, RSS, index, register, submissions
from tests.public_data.test_sources import models
from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document
from thesis_tui.model.feeds import FeedSettings
from thesis_tui.rules.readings import series
from thesis_tui.services import waiting_documents
from thesis_tui.services.desk import Desk
from thesis_tui.services.fetch_lock import asking_lock
from thesis_tui.services.fetch_outcomes import Fetched
from thesis_tui.services.fetching import fetch
from thesis_tui.services.monitors import add_monitor, retire_monitor
from thesis_tui.storage.documents import KEPT_FOLDER, document_bytes, read_documents, write_document
from thesis_tui.storage.paths import Places
from thesis_tui.storage.readings import read_readings
from thesis_tui.storage.settings import SecretSettings, Settings

CONTACT = "me@example.com"
THESIS = """format = 1
name = "Alibaba Group"
stance = "long"
statement = "x"
since = 2025-12-01
fiscal_year_end = "03-31"

[[listing]]
symbol = "BABA"
venue = "NYSE"
currency = "USD"

[[pillar]]
id = "qwen"
title = "Qwen"
claim = "c"
keywords = ["qwen"]
"""
HF = """[[metric]]
id = "qwen-downloads"
title = "downloads"
unit = "downloads"
live = { source = "huggingface", org = "Qwen" }
"""
STARS = """[[metric]]
id = "stars"
title = "stars"
unit = "stars"
live = { source = "github", repo = ["QwenLM/Qwen3"] }
"""
CLOUD = """[[metric]]
id = "cloud-revenue"
title = "cloud"
unit = "CNY"
live = { source = "results", line = ["Cloud Intelligence Group", "AI Cloud and Compute Services"] }
"""
SALES = '[[metric]]\nid = "sales"\ntitle = "sales"\nunit = "USD"\nlive = { source = "xbrl", figure = "revenue" }\n'
FOLDER = "/Archives/edgar/data/1577552/000110465926000000"


class Machine:
    """A thesis in a folder of its own, a clock, and sources that are one server here."""

    def __init__(self, root: Path, server: Loopback, thesis: str, **settings: Any) -> None:
        self.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
        self.server = server
        self.folder = root / "data" / "baba"
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "thesis.toml").write_text(thesis)
        self.places = Places(root / "data", root / "config.toml", root / "state", root / "cache")
        names = ("sec", "sec-data", "federal-register", "huggingface", "github", "pypi", "npm")
        sources = {name: FeedSettings(base_url=server.url) for name in names}
        self.settings = Settings(**{"contact": CONTACT, "sources": sources, **settings})

    @property
    def desk(self) -> Desk:
        return Desk(
            places=self.places, settings=self.settings, thesis=None, clock=lambda: self.now, as_of=None, offline=False
        )

    def fetch(self, *, due: bool = True, only: str = "", public: bool = True) -> Fetched:
        return asyncio.run(fetch(self.desk, due=due, only=only, allowed=lambda _: public, apart=0))

    def values(self, metric: str) -> list[Decimal]:
        return [item.value for item in series(read_readings(self.folder)[0], metric)]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def machine(tmp_path: Path, server: Loopback) -> Callable[..., Machine]:
    return lambda thesis, **settings: Machine(tmp_path, server, THESIS + thesis, **settings)


def sec(server: Loopback, *rows: tuple[str, str, str], exhibit: bytes = b"") -> None:
    server.on("/files/company_tickers.json", answer({"0": {"cik_str": 1577552, "ticker": "BABA", "title": "Alibaba"}}))
    server.on("/submissions/CIK0001577552.json", answer(submissions(*rows), headers={"ETag": '"s1"'}))
    server.on(
        f"{FOLDER}/0001104659-26-000000-index.htm",
        html_page(index(("6-K", "c.htm", "6-K"), ("PR", "pr.htm", "EX-99.1")).decode()),
    )
    server.on("/Archives/edgar/data/1577552/000110465926099220/pr.htm", Answer(200, exhibit, "text/html"))


# readings


def test_a_reading_is_kept_with_where_it_is_from(machine: Callable[..., Machine], server: Loopback) -> None:
    server.on("/api/models", answer(models(("Qwen/A", 700), ("Qwen/B", 100))))
    here = machine(HF)
    found = here.fetch()
    assert [(item.id, item.state) for item in found.outcomes] == [("qwen-downloads", "new")]
    (reading,), problems = read_readings(here.folder)
    assert problems == ()
    assert (reading.value, reading.unit, reading.basis) == (Decimal(800), "downloads", "sum over 2 models")
    assert reading.address == f"{server.url}/api/models"
    assert "authorization" not in server.log[0].headers


def test_what_was_asked_today_is_not_due_and_nothing_new_writes_nothing(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    server.on("/api/models", answer(models(("Qwen/A", 700))))
    here = machine(HF)
    here.fetch()
    assert here.fetch().outcomes[0].state == "not due"
    assert len(server.log) == 1
    here.now += timedelta(days=2)
    assert here.fetch().outcomes[0].state == "same"
    assert here.values("qwen-downloads") == [700]


@pytest.mark.parametrize(
    "reported",
    [
        answer([]),
        answer(b"{}", status=500),
        html_page("<html>File Unavailable</html>", 503),
        html_page("<html>Sign in</html>"),
        answer(models(("Qwen/A", 700))[:1], cut=40),
        Answer(reset=True),
        answer({"error": "x"}, status=429, headers={"RateLimit": '"api";r=0;t=55'}),
        Answer(200, b"\x1f\x8b" + b"x" * 50, headers={"Content-Encoding": "gzip"}),
        Answer(304),
    ],
)
def test_a_failure_never_writes_a_reading(machine: Callable[..., Machine], server: Loopback, reported: Answer) -> None:
    server.on("/api/models", answer(models(("Qwen/A", 700))), reported)
    here = machine(HF)
    here.fetch()
    here.now += timedelta(days=2)
    (outcome,) = here.fetch().outcomes
    assert outcome.state == "failed"
    assert outcome.text.startswith(("Hugging Face", "the connection to Hugging Face"))
    assert here.values("qwen-downloads") == [700]
    asked = len(server.log)
    here.now += timedelta(seconds=20)
    here.fetch()
    assert len(server.log) == asked, "it rests after a failure"


@pytest.mark.parametrize("every", ["0h", "1h"])
def test_no_thesis_can_have_a_source_asked_more_often_than_each_hour(
    machine: Callable[..., Machine], server: Loopback, every: str
) -> None:
    server.on("/api/models", answer(models(("Qwen/A", 700))))
    server.on("/api/v1/documents.json", answer(register()))
    server.on(INSPECTED, answer({"count": 0, "results": []}))
    rules = f'[[monitor]]\nid = "rules"\nsource = "federal-register"\nevery = "{every}"\n'
    here = machine(HF.replace('org = "Qwen"', f'org = "Qwen", every = "{every}"') + rules)
    for _ in range(6):
        here.fetch()
        here.now += timedelta(minutes=10)
    assert len(server.asked("/api/models")) == 1
    assert len(server.asked("/api/v1/documents.json")) <= 2  # a monitor's floor is half an hour
    here.now += timedelta(minutes=20)
    here.fetch()
    assert len(server.asked("/api/models")) == 2


def test_a_refusal_is_waited_out_as_long_as_the_source_asks(machine: Callable[..., Machine], server: Loopback) -> None:
    server.on(
        "/api/models", answer({}, status=429, headers={"RateLimit": '"api";r=0;t=3000'}), answer(models(("Qwen/A", 1)))
    )
    here = machine(HF)
    assert here.fetch().outcomes[0].until == here.now + timedelta(seconds=3001)
    here.now += timedelta(seconds=2900)
    assert here.fetch(due=False).outcomes[0].state == "not due"
    here.now += timedelta(seconds=200)
    assert here.fetch().outcomes[0].state == "new"


def test_an_answer_that_did_not_change_is_not_sent_twice(machine: Callable[..., Machine], server: Loopback) -> None:
    body = answer(
        {"stargazers_count": 26_000}, headers={"ETag": 'W/"abc"', "Last-Modified": "Sun, 29 Nov 2026 10:00:00 GMT"}
    )
    server.on("/repos/QwenLM/Qwen3", body, Answer(304))
    here = machine(STARS)
    here.fetch()
    here.now += timedelta(days=7)
    assert here.fetch().outcomes[0].state == "new"
    assert server.log[1].headers["if-none-match"] == 'W/"abc"'
    assert server.log[1].headers["if-modified-since"] == "Sun, 29 Nov 2026 10:00:00 GMT"
    assert here.values("stars") == [26_000, 26_000]


def test_a_renamed_repository_is_followed_on_its_host_and_no_further(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    server.on("/repos/QwenLM/Qwen3", answer({"message": "Moved"}, status=301, headers={"Location": "/repositories/77"}))
    server.on("/repositories/77", answer({"stargazers_count": 5}))
    here = machine(
        '[[metric]]\nid = "stars"\ntitle = "s"\nunit = "stars"\nlive = { source = "github", repo = ["QwenLM/Qwen3"] }\n'
    )
    assert here.fetch().outcomes[0].state == "new"
    server.on("/repositories/77", answer({}, status=302, headers={"Location": "https://other.example/x"}))
    here.now += timedelta(days=2)
    (outcome,) = here.fetch().outcomes
    assert "redirects elsewhere" in outcome.text


def test_a_metric_with_figures_of_articles_holds_no_readings(tmp_path: Path, server: Loopback) -> None:
    here = Machine(tmp_path, server, THESIS + HF)
    sources = here.folder / "sources"
    sources.mkdir()
    (sources / "a.toml").write_text(
        'format = 1\ntitle = "A"\nadded = 2025-12-23\npublished_basis = "unknown"\n'
        '[[observation]]\nid = "o"\nmetric = "qwen-downloads"\nvalue = 600000000\n'
    )
    (outcome,) = here.fetch().outcomes
    assert (outcome.state, server.log) == ("off", [])
    assert "a metric of its own" in outcome.text


# any JSON, keys and private places


def json_metric(server: Loopback, more: str = "") -> str:
    url = server.url.replace("http://", "https://")
    live = f'{{ source = "json", url = "{url}/n", value = "n"{more} }}'
    return f'[[metric]]\nid = "mine"\ntitle = "m"\nunit = "x"\nlive = {live}\n'


def test_an_address_in_a_private_network_is_not_asked(machine: Callable[..., Machine], server: Loopback) -> None:
    here = machine(json_metric(server))
    (outcome,) = here.fetch(public=False).outcomes
    assert outcome.state == "failed"
    assert "private or local network" in outcome.text
    assert server.log == []


def test_a_key_is_never_sent_to_another_host(machine: Callable[..., Machine], server: Loopback) -> None:
    secrets = {"mine": SecretSettings(host="api.example.com", key="sk-c0ffee")}
    here = machine(json_metric(server, ', secret = "mine"'), secrets=secrets)
    (outcome,) = here.fetch().outcomes
    assert "is for api.example.com over https, and is not sent to 127.0.0.1" in outcome.text
    assert server.log == []
    other = machine(json_metric(server, ', secret = "other"'), secrets=secrets)
    other.now += timedelta(hours=3)
    assert "no key [secrets.other]" in other.fetch().outcomes[0].text
    assert server.log == []


# filings


def test_a_monitors_filings_wait_once_and_the_contact_goes_to_the_sec_alone(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    sec(server, ("6-K", "2026-08-20", ""), ("6-K", "2025-08-20", ""), ("4", "2026-08-21", ""))
    server.on("/api/models", answer(models(("Qwen/A", 700))))
    here = machine(HF + '[[monitor]]\nid = "filings"\nsource = "sec"\nforms = ["6-K"]\n')
    found = here.fetch()
    assert found.waiting == 1
    ((document,), _) = waiting_documents.waiting(here.desk)
    assert (document.form, document.accession) == ("6-K", "0001104659-26-000000")
    for asked in server.log:
        assert (CONTACT in asked.headers["user-agent"]) == asked.path.startswith(("/files", "/submissions"))
    here.now += timedelta(hours=2)
    assert here.fetch().new == 0
    assert server.asked("/submissions/CIK0001577552.json")[1].headers["if-none-match"] == '"s1"'
    assert len(server.asked("/files/company_tickers.json")) == 1


def test_without_a_contact_the_sec_is_off_and_says_so(machine: Callable[..., Machine], server: Loopback) -> None:
    here = machine('[[monitor]]\nid = "filings"\nsource = "sec"\n', contact="")
    (outcome,) = here.fetch().outcomes
    assert "wants a contact address" in outcome.text
    assert server.log == []


def test_a_results_release_waits_with_its_figures_and_keeping_it_makes_observations(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    sec(server, ("6-K", "2026-08-20", ""), exhibit=page(segments()))
    here = machine(CLOUD)
    found = here.fetch()
    assert [(item.id, item.new) for item in found.outcomes] == [("figures", 1)]
    ((document,), _) = waiting_documents.waiting(here.desk)
    assert document.figure[0].value == 48_437_000_000
    assert document_bytes(here.folder, document) == page(segments())
    (entry,) = waiting_documents.keep(here.desk, document)
    view = here.desk.metric("cloud-revenue")
    assert view.observations[0].observation.value == 48_437_000_000
    assert "AI Cloud and Compute Services(1)" in view.observations[0].observation.note
    assert entry.kind == "observation"
    assert waiting_documents.waiting(here.desk)[0] == ()
    here.now += timedelta(days=8)  # till then an undo brings it back
    here.fetch()
    assert [item.id for item in read_documents(here.folder, KEPT_FOLDER)[0]] == [document.id]
    assert read_documents(here.folder)[0] == ()
    here.now += timedelta(days=1)
    assert here.fetch().waiting == 0


def test_figures_of_reports_wait_as_one_item_and_come_again_only_with_the_next(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filer = Filer()
    filer.file(
        "10-Q", "2026-05-01", ("revenue", "2026-01-01", "2026-03-31", 100), ("revenue", "2025-01-01", "2025-03-31", 80)
    )
    rows = json.loads(filer.body)
    for row in rows["facts"]["us-gaap"]["Revenues"]["units"]["USD"]:
        row["accn"] = "0001104659-26-000000"
    sec(server, ("10-Q", "2026-05-01", ""))
    server.on("/api/xbrl/companyfacts/CIK0001577552.json", answer(rows))
    here = machine(SALES)
    here.fetch()
    ((document,), _) = waiting_documents.waiting(here.desk)
    assert [int(item.value) for item in document.figure] == [100_000_000, 80_000_000]  # newest first
    assert {item.filed for item in document.figure} == {date(2026, 5, 1)}
    assert "10-Q of 2026-05-01" in document.figure[0].quote
    waiting_documents.keep(here.desk, document)
    here.now += timedelta(days=1)
    assert here.fetch().new == 0
    assert len(server.asked("/api/xbrl/companyfacts/CIK0001577552.json")) == 1


def reports(server: Loopback, *forms: tuple[str, str]) -> None:
    """Two years of revenue; the half-year stated in 2025 is in thousands by mistake, and nobody corrected it."""
    filer = Filer()
    first, second, half = ("01-01", "03-31"), ("04-01", "06-30"), ("01-01", "06-30")
    for year, form, filed in ((2024, "10-Q", "2024-08-01"), (2025, "10-Q", "2025-08-01")):
        for span, value in ((first, 100), (second, 0.12), (half, 220)):
            filer.add(
                form,
                filed,
                f"0001104659-{filed[2:4]}-000001",
                ("revenue", f"{year}-{span[0]}", f"{year}-{span[1]}", value),
            )
    sec(server, *((form, filed, "") for form, filed in forms))
    server.on("/api/xbrl/companyfacts/CIK0001577552.json", answer(json.loads(filer.body)))


def test_a_figure_in_doubt_waits_with_its_reason_and_is_kept_by_itself_alone(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    reports(server, ("10-Q", "2025-08-01"))
    here = machine(SALES)
    here.fetch()
    ((document,), _) = waiting_documents.waiting(here.desk)
    doubted = [number for number, item in enumerate(document.figure) if item.doubt]
    assert [document.figure[number].value for number in doubted] == [120_000_000, 120_000_000]
    assert document.figure[doubted[0]].doubt == "stated as 120000, which the year to date contradicts"
    assert len(waiting_documents.keep(here.desk, document)) == len(document.figure) - 2
    assert len(waiting_documents.waiting(here.desk)[0]) == 1
    waiting_documents.keep(here.desk, document, figures=doubted)
    assert waiting_documents.waiting(here.desk)[0] == ()
    notes = [item.observation.note for item in here.desk.metric("sales").observations]
    assert sum("in doubt: stated as 120000" in note for note in notes) == 2


def test_figures_that_were_dropped_do_not_come_again_with_the_next_report(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    reports(server, ("10-Q", "2025-08-01"))
    here = machine(SALES)
    here.fetch()
    ((document,), _) = waiting_documents.waiting(here.desk)
    waiting_documents.drop(here.desk, document)
    here.now += timedelta(days=8)  # what was decided on has left the inbox by then
    here.fetch()
    reports(server, ("10-Q", "2025-11-01"), ("10-Q", "2025-08-01"))
    here.now += timedelta(days=1)
    here.fetch()
    assert waiting_documents.waiting(here.desk)[0] == ()


def test_a_dropped_document_does_not_come_back_and_undo_brings_it_again(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    sec(server, ("6-K", "2026-08-20", ""))
    here = machine('[[monitor]]\nid = "filings"\nsource = "sec"\n')
    here.fetch()
    ((document,), _) = waiting_documents.waiting(here.desk)
    waiting_documents.drop(here.desk, document)
    here.now += timedelta(hours=1)
    assert here.fetch().waiting == 0
    with pytest.raises(InputError, match="decided"):
        waiting_documents.drop(here.desk, document)
    here.desk.undo()
    assert [item.id for item in waiting_documents.waiting(here.desk)[0]] == [document.id]


# rules and news


def test_rules_and_what_is_up_for_inspection_are_documents(machine: Callable[..., Machine], server: Loopback) -> None:
    server.on("/api/v1/documents.json", answer(register(H200)))
    server.on("/api/v1/public-inspection-documents/current.json", answer({"count": 0, "results": []}))
    here = machine('[[monitor]]\nid = "rules"\nsource = "federal-register"\npillar = "qwen"\n')
    here.fetch()
    ((rule,), _) = waiting_documents.waiting(here.desk)
    assert (rule.number, rule.pillar) == ("2026-00789", "qwen")
    assert "conditions[agencies][]" in server.log[0].query
    waiting_documents.keep(here.desk, rule, stance="supports")
    (evidence,) = next(item for item in here.desk.view().pillars if item.pillar.id == "qwen").evidence
    assert evidence.evidence.stance == "supports"


INSPECTED = "/api/v1/public-inspection-documents/current.json"
LISTED = {
    "document_number": "2026-03001", "title": "Notice of Chinese Military Companies", "publication_date": "2026-12-03",
    "agency_names": ["Defense Department"], "html_url": "https://www.federalregister.gov/x", "filing_type": "special",
}  # fmt: skip


def test_public_inspection_is_asked_each_hour_of_a_weekday_and_the_rules_twice_a_day(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    server.on("/api/v1/documents.json", answer(register()))
    server.on(INSPECTED, answer({"count": 0, "results": []}))
    here = machine('[[monitor]]\nid = "rules"\nsource = "federal-register"\n')
    here.fetch()
    here.now += timedelta(minutes=50)
    assert here.fetch().new == 0
    server.on(INSPECTED, answer({"count": 1, "results": [LISTED]}))
    here.now += timedelta(minutes=20)
    assert [(item.id, item.text) for item in here.fetch().outcomes if item.new] == [
        ("rules", "1 new up for public inspection")
    ]
    assert (len(server.asked("/api/v1/documents.json")), len(server.asked(INSPECTED))) == (1, 2)
    here.now = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)  # a Saturday: by the pace of the rules alone
    here.fetch()
    here.now += timedelta(hours=3)
    here.fetch()
    assert (len(server.asked("/api/v1/documents.json")), len(server.asked(INSPECTED))) == (2, 3)


def test_a_document_withdrawn_after_it_was_kept_says_so_as_one_of_its_own(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    server.on("/api/v1/documents.json", answer(register()))
    server.on(INSPECTED, answer({"count": 1, "results": [LISTED]}))
    here = machine('[[monitor]]\nid = "rules"\nsource = "federal-register"\n')
    here.fetch()
    ((listed,), _) = waiting_documents.waiting(here.desk)
    waiting_documents.keep(here.desk, listed)
    server.on(INSPECTED, answer({"count": 0, "results": []}))
    for _ in range(2):
        here.now += timedelta(hours=2)
        here.fetch()
    ((gone,), _) = waiting_documents.waiting(here.desk)
    assert gone.title == "withdrawn: Notice of Chinese Military Companies"


def test_news_that_names_the_thesis_waits_and_the_rest_is_counted(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    raw = RSS.format(encoding="utf-8").encode()
    server.on("/feed.xml", Answer(200, raw, "application/rss+xml", {"ETag": '"1"'}), Answer(304))
    here = machine(f'[[monitor]]\nid = "news"\nsource = "feed"\nurl = "{server.url}/feed.xml"\n')
    (outcome,) = here.fetch().outcomes
    assert (outcome.new, outcome.text) == (1, "1 new; 2 others not about it")
    here.now += timedelta(hours=8)
    assert here.fetch().outcomes[0].state == "same"
    assert server.log[1].headers["if-none-match"] == '"1"'


# one at a time, off, and monitors in the file


def test_only_one_program_asks_at_a_time(machine: Callable[..., Machine], server: Loopback) -> None:
    here = machine(HF)
    with asking_lock(here.places.cache) as mine:
        assert mine
        assert here.fetch().news == ("another thesis-tui is asking; nothing was asked here",)
        write_document(here.folder, Document(key="k", kind="rule", monitor="m", title="waits"))
        assert here.fetch().waiting == 1
    assert server.log == []


@pytest.mark.parametrize("settings", [{"offline": True}, {"ask": False}])
def test_off_is_off(machine: Callable[..., Machine], server: Loopback, settings: dict[str, bool]) -> None:
    with pytest.raises(InputError):
        machine(HF, **settings).fetch()
    assert server.log == []


def test_a_monitor_is_added_to_the_file_and_taken_out_with_all_else_left(machine: Callable[..., Machine]) -> None:
    from thesis_tui.model.live import Monitor

    here = machine("# my metrics\n" + HF + "\n# the end\n")
    before = (here.folder / "thesis.toml").read_text()
    add_monitor(here.desk, Monitor(id="rules", source="federal-register", words=("chips",)))
    add_monitor(here.desk, Monitor(id="news", source="feed", url="https://news.example/a"))
    assert [item.id for item in here.desk.book().thesis.monitor] == ["rules", "news"]
    with pytest.raises(InputError, match="already"):
        add_monitor(here.desk, Monitor(id="news", source="sec"))
    with pytest.raises(InputError, match="begins with https"):
        add_monitor(here.desk, Monitor(id="other", source="feed", url="file:///etc/passwd"))
    retire_monitor(here.desk, "rules")
    assert [item.id for item in here.desk.book().thesis.monitor] == ["news"]
    retire_monitor(here.desk, "news")
    assert (here.folder / "thesis.toml").read_text().rstrip() == before.rstrip()
    with pytest.raises(InputError, match="there is no monitor"):
        retire_monitor(here.desk, "news")


def test_two_machines_that_fetch_the_same_have_it_once(tmp_path: Path, server: Loopback) -> None:
    sec(server, ("6-K", "2026-08-20", ""))
    server.on("/api/models", answer(models(("Qwen/A", 700))))
    machines = [
        Machine(tmp_path / name, server, THESIS + HF + '[[monitor]]\nid = "f"\nsource = "sec"\n') for name in ("a", "b")
    ]
    for here in machines:
        here.fetch()
    names = [sorted(path.name for path in (here.folder / "inbox" / "documents").iterdir()) for here in machines]
    assert names[0] == names[1]
    first, second = (next((here.folder / "readings").iterdir()) for here in machines)
    assert first.name != second.name
    (first.parent / second.name).write_bytes(second.read_bytes())
    assert machines[0].values("qwen-downloads") == [700]


# what the past says


def test_the_next_results_are_expected_by_the_days_of_past_ones(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    from thesis_tui.services.track_record import next_results

    rows = (
        ("10-Q", "2026-08-14", ""),
        ("8-K", "2026-07-30", "2.02"),
        ("10-Q", "2026-05-14", ""),
        ("10-Q", "2025-11-13", ""),
    )
    sec(server, *rows)
    body = json.loads(submissions(*rows))
    body["filings"]["recent"]["reportDate"] = ["2026-06-30", "2026-07-30", "2026-03-31", "2025-09-30"]
    server.on("/submissions/CIK0001577552.json", answer(body))
    here = machine('[[monitor]]\nid = "filings"\nsource = "sec"\n')
    assert next_results(here.desk) is None
    here.now = datetime(2026, 9, 10, 9, 0, tzinfo=UTC)
    here.fetch()
    found = next_results(here.desk)
    assert found is not None
    assert (found.label, found.earliest.isoformat(), found.latest.isoformat()) == (
        "FQ2 2027",
        "2026-11-06",
        "2026-11-20",
    )
    proposed = next(item for item in waiting_documents.waiting(here.desk)[0] if item.kind == "expected")
    assert proposed.title == "results for FQ2 2027"
    waiting_documents.keep(here.desk, proposed)
    (milestone,) = here.desk.view().milestones
    assert (milestone.milestone.earliest, milestone.milestone.latest) == (found.earliest, found.latest)
    here.now += timedelta(days=1)
    here.fetch()
    assert all(item.kind != "expected" for item in waiting_documents.waiting(here.desk)[0])


def quarterly(server: Loopback, *more: tuple[str, str, str]) -> None:
    """Reports of three quarters, and other filings besides, the newest first."""
    rows = (*more, ("10-Q", "2026-08-14", ""), ("10-Q", "2026-05-14", ""), ("10-Q", "2025-11-13", ""))
    sec(server, *rows)
    body = json.loads(submissions(*rows))
    body["filings"]["recent"]["reportDate"] = [*("" for _ in more), "2026-06-30", "2026-03-31", "2025-09-30"]
    server.on("/submissions/CIK0001577552.json", answer(body))


@pytest.mark.parametrize("stored", [False, True])
def test_the_day_a_company_announces_narrows_the_window_of_its_results(
    machine: Callable[..., Machine], server: Loopback, stored: bool
) -> None:
    here = machine(f'[[monitor]]\nid = "filings"\nsource = "sec"\nforms = ["10-Q"]\n{CLOUD}')
    here.now = datetime(2026, 10, 10, 9, 0, tzinfo=UTC)
    quarterly(server)
    here.fetch()
    (window,) = (item for item in waiting_documents.waiting(here.desk)[0] if item.kind == "expected")
    if stored:
        waiting_documents.keep(here.desk, window)
    quarterly(server, ("6-K", "2026-10-22", ""))
    notice = "<p>Alibaba Group will announce its September quarter results on Thursday, November 5, 2026.</p>"
    server.on("/Archives/edgar/data/1577552/000110465926099220/pr.htm", html_page(notice))
    here.now = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
    here.fetch()
    (day,) = (item for item in waiting_documents.waiting(here.desk)[0] if item.kind == "expected")
    assert (day.earliest, day.latest) == (date(2026, 11, 5), date(2026, 11, 5))
    assert day.summary == "results for FQ2 2027, announced for 5 Nov 2026"
    waiting_documents.keep(here.desk, day)
    (milestone,) = here.desk.view().milestones
    assert (milestone.milestone.earliest, milestone.milestone.latest) == (date(2026, 11, 5), date(2026, 11, 5))
    assert [move.reason for move in milestone.moved] == (
        ["results for FQ2 2027, announced for 5 Nov 2026"] if stored else []
    )
    here.now += timedelta(days=1)
    here.fetch()
    assert all(item.kind != "expected" for item in waiting_documents.waiting(here.desk)[0])


def test_a_release_ends_the_milestone_of_its_quarter(machine: Callable[..., Machine], server: Loopback) -> None:
    from thesis_tui.services.track_record import ended_by

    sec(server, ("6-K", "2026-08-20", ""), exhibit=page(segments()))
    here = machine(CLOUD)
    here.fetch()
    ((document,), _) = waiting_documents.waiting(here.desk)
    assert ended_by(here.desk, document) is None
    here.desk.add_milestone("results for FQ2 2027", "2026-11-01 to 2026-11-30")
    assert ended_by(here.desk, document) is None
    here.desk.add_milestone("Results for FQ1 2027", "2026-08-01 to 2026-08-31")
    found = ended_by(here.desk, document)
    assert found is not None
    assert found.milestone.title == "Results for FQ1 2027"


def test_a_year_before_that_is_recast_names_both_bases(machine: Callable[..., Machine], server: Loopback) -> None:
    from thesis_tui.services.opened_document import open_document

    before = page(
        segments(
            name="Cloud Intelligence Group", years=("2024", "2025"), cloud=("26,549", "33,398", "4,662", "26%"),
            group=("240,783", "253,914", "1", "5%"),
        ),
        title="Nobody Group Announces June Quarter 2025 Results", dated="August 29, 2025",
    )  # fmt: skip
    sec(server, ("6-K", "2025-12-29", ""), exhibit=before)
    here = machine(CLOUD)
    here.fetch()
    ((document,), _) = waiting_documents.waiting(here.desk)
    waiting_documents.keep(here.desk, document)
    now = ("6-K", "2026-08-20", "")
    sec(server, now, now, exhibit=page(segments()))
    body = json.loads(submissions(now))
    body["filings"]["recent"]["accessionNumber"] = ["0001104659-26-000009"]
    server.on("/submissions/CIK0001577552.json", answer(body))
    folder = "/Archives/edgar/data/1577552/000110465926000009"
    server.on(f"{folder}/0001104659-26-000009-index.htm", html_page(index(("PR", "pr.htm", "EX-99.1")).decode()))
    here.now += timedelta(days=1)
    here.fetch()
    document = next(item for item in waiting_documents.waiting(here.desk)[0] if item.why == "results")
    (figure,) = open_document(here.desk, document.id).figures
    assert figure.recast == (
        "the year before is recast: 33.418 bn CNY now, 33.398 bn CNY as filed on 29 Dec 2025"
        " under Cloud Intelligence Group(1)"
    )


def test_figures_of_a_metric_that_accepts_them_are_kept_as_they_come_but_for_what_contradicts(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    sec(server, ("6-K", "2026-08-20", ""), exhibit=page(segments()))
    here = machine(CLOUD.replace("live =", 'accept = "always"\nlive ='))
    here.fetch()
    assert waiting_documents.waiting(here.desk)[0] == ()
    (observation,) = here.desk.metric("cloud-revenue").observations
    assert (observation.observation.value, observation.observation.filed) == (
        Decimal(48_437_000_000),
        date(2026, 8, 20),
    )


def test_a_filing_that_contradicts_what_is_known_waits_though_its_metric_accepts(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    sec(server, ("6-K", "2026-08-20", ""), exhibit=page(segments()))
    here = machine(CLOUD.replace("live =", 'accept = "always"\nlive ='))
    here.desk.observe("cloud-revenue", "40 bn CNY", "april to june 2026")
    here.fetch()
    ((document,), _) = waiting_documents.waiting(here.desk)
    waiting_documents.keep(here.desk, document)
    assert [item.state for item in here.desk.view().conflicts] == ["open"]


def test_reports_come_with_their_text_and_are_held_against_each_other(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    from thesis_tui.services.track_record import changed_sentences

    sec(server, ("10-Q", "2026-08-14", ""), ("10-Q", "2026-05-14", ""), ("10-Q", "2026-02-14", ""))
    for number, words in enumerate(("has become", "may become", "was never")):
        text = f"<html><body><p>Qwen {words} available to customers abroad.</p></body></html>"
        path = f"/Archives/edgar/data/1577552/00011046592600000{number}/tm{number}_6k.htm"
        server.on(path, html_page(text))
    here = machine('[[monitor]]\nid = "filings"\nsource = "sec"\n')
    here.fetch()
    newest, before, oldest = waiting_documents.waiting(here.desk)[0]
    assert (bool(newest.file), bool(before.file), bool(oldest.file)) == (True, True, False)
    (change,) = changed_sentences(here.desk, newest, "qwen").shown
    assert change.what == "“may” became “has”"


def test_requests_to_one_host_are_apart(machine: Callable[..., Machine], server: Loopback) -> None:
    sec(server, ("6-K", "2026-08-20", ""))
    here = machine('[[monitor]]\nid = "filings"\nsource = "sec"\n')
    begun = time.monotonic()
    asyncio.run(fetch(here.desk, due=True, apart=0.15))
    assert len(server.log) == 2
    assert time.monotonic() - begun >= 0.15


def test_a_release_is_held_against_the_one_before(machine: Callable[..., Machine], server: Loopback) -> None:
    from thesis_tui.services.track_record import changed_sentences
    from thesis_tui.storage.documents import write_document

    here = machine(HF)
    desk = here.desk
    phrase = ("Qwen may become available to customers abroad.", "Qwen has become available to customers abroad.")
    documents = [
        write_document(
            here.folder,
            Document(
                key=f"k{at}",
                kind="filing",
                monitor="",
                title="R",
                form="6-K",
                why="results",
                published=date(2026, 5 + at, 1),
            ),
            f"<html><body><p>{text}</p></body></html>".encode(),
        )
        for at, text in enumerate(phrase)
    ]
    (change,) = changed_sentences(desk, documents[1], "qwen").shown
    assert change.what == "“may” became “has”"
    with pytest.raises(InputError, match="no 6-K before it"):
        changed_sentences(desk, documents[0])


def test_check_tells_new_documents_once(tmp_path: Path, server: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    from thesis_tui.cli.main import main

    here = Machine(tmp_path, server, THESIS + '[[monitor]]\nid = "f"\nsource = "sec"\n')
    sec(server, ("6-K", "2026-08-20", ""), ("6-K", "2026-08-10", ""))
    here.fetch()
    names = {"DATA_DIR": here.places.data, "STATE_DIR": here.places.state, "CACHE_DIR": here.places.cache}
    environ = {f"THESIS_TUI_{name}": str(path) for name, path in names.items()}
    environ["THESIS_TUI_CONFIG"] = str(here.places.config)

    def check() -> str:
        main(["check"], environ=environ, clock=lambda: here.now)
        return capsys.readouterr().out

    assert "2 new documents wait: Alibaba Group Holding Ltd 6-K" in check()
    assert "document" not in check()
    sec(server, ("6-K", "2026-11-20", ""), ("6-K", "2026-08-20", ""), ("6-K", "2026-08-10", ""))
    body = json.loads(submissions(("6-K", "2026-11-20", ""), ("6-K", "2026-08-20", ""), ("6-K", "2026-08-10", "")))
    body["filings"]["recent"]["accessionNumber"] = [f"0001104659-26-00000{item}" for item in (9, 0, 1)]
    server.on("/submissions/CIK0001577552.json", answer(body))
    here.now += timedelta(hours=2)
    here.fetch()
    assert "1 new document waits" in check()
