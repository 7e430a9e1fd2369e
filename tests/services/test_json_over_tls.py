"""Numbers of the user's own over https: a server on this machine with a certificate that the environment trusts."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.prices.loopback import Answer, Loopback, answer
from tests.services.test_fetching import THESIS, Machine
from thesis_tui.storage.settings import SecretSettings

CERTIFICATE = Path(__file__).parents[1] / "prices" / "nobodys_certificate.pem"
KEY = "s3cr3t-number"


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A server behind TLS; its log has what it was asked, `url` its address by the name in its certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    server = Loopback()
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(CERTIFICATE)
    server._server.socket = trust.wrap_socket(server._server.socket, server_side=True)
    server.url = server.url.replace("http://127.0.0.1", "https://localhost")
    yield server
    server.close()


def numbers(root: Path, server: Loopback, more: str = "", **settings: object) -> Machine:
    table = f'source = "json", url = "{server.url}/n.json", value = "data.last_month"{more}'
    metric = f'[[metric]]\nid = "installs"\ntitle = "installs"\nunit = "installs"\nlive = {{ {table} }}\n'
    return Machine(root, server, THESIS + metric, **settings)


def test_a_number_is_read_over_tls_by_the_name_in_the_address_and_its_key_goes_there(
    secure: Loopback, tmp_path: Path
) -> None:
    told = answer({"data": {"last_month": 842_000}, "package": "dashscope"})
    secure.on("/n.json", told._replace(headers={"ETag": '"1"'}))
    secret = {"counter": SecretSettings(host="localhost", key=KEY, header="Authorization", prefix="Bearer ")}
    here = numbers(tmp_path, secure, ', check = "package == \'dashscope\'", secret = "counter"', secrets=secret)
    here.fetch()
    assert here.values("installs") == [Decimal(842_000)]
    (asked,) = secure.log
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["host"] == secure.url.removeprefix("https://")
    assert KEY not in "".join(path.read_text() for path in here.folder.rglob("*.csv"))
    # what the key opens stays out of the cache, too
    assert [
        path for path in (tmp_path / "cache").rglob("*") if path.is_file() and b'last_month":' in path.read_bytes()
    ] == []


def test_a_certificate_nobody_trusts_is_refused_in_words_and_writes_no_reading(
    secure: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    secure.on("/n.json", answer({"data": {"last_month": 842_000}}))
    here = numbers(tmp_path, secure)
    (outcome,) = here.fetch().outcomes
    assert (outcome.state, here.values("installs")) == ("failed", [])
    assert "certificate is not accepted" in outcome.text
    assert secure.log == []


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (answer({"data": {"last_month": 1}}, status=500), "500"),
        (answer({"data": {"last_month": None}}), "is not in it"),
        (answer({"data": {"last_month": [1]}}), "a list and no number"),
        (answer({"data": {"last_month": True}}), "no number"),
        (answer(b'{"data": {"last_month": NaN}}'), "not a finite number"),
        (answer(b"<html>log in</html>"), "no JSON"),
        (Answer(302, b"", headers={"Location": "https://127.0.0.1/elsewhere"}), "redirects elsewhere"),
    ],
)
def test_an_answer_without_a_number_over_tls_writes_nothing_and_says_why(
    secure: Loopback, tmp_path: Path, reply: Answer, words: str
) -> None:
    secure.on("/n.json", reply)
    here = numbers(tmp_path, secure)
    (outcome,) = here.fetch().outcomes
    assert here.values("installs") == []
    assert words in outcome.text
