"""Rules and notices in the Federal Register, and documents up for public inspection before they are published.

The register's own search joins words in a way that loses rules, so all of an agency's are asked for and told apart
here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document
from thesis_tui.model.live import Monitor
from thesis_tui.public_data.source import Answer, Ask, Host, Refusal, day, line, read_json, shown

HOST: Final = Host(
    name="federal-register", title="the Federal Register", base_url="https://www.federalregister.gov",
    why="rules and notices of the agencies you watch",
)  # fmt: skip
DOCUMENTS: Final = "/api/v1/documents.json"
INSPECTION: Final = "/api/v1/public-inspection-documents/current.json"
AGENCY: Final = "industry-and-security-bureau"
# Of 100 documents each, newest first: no agency publishes 1,000 rules between two looks.
MAX_PAGES: Final = 10
_PER_PAGE = "100"
_FIELDS = (
    "document_number", "title", "type", "publication_date", "effective_on", "citation", "abstract", "html_url",
    "docket_ids", "regulation_id_numbers", "cfr_references",
)  # fmt: skip
_POLICY = re.compile(
    r"licen[cs]|export (?:control|administration)|review policy|restriction|controls?\b", re.IGNORECASE
)
_CHIPS = re.compile(
    r"(?i:semiconductor|advanced computing|integrated circuit|\bchips?\b|artificial intelligence|supercomput"
    r"|data cent(?:er|re)|graphics process)|\bAI\b|\bGPU",
)
_BY_ITSELF = re.compile(
    r"advanced computing|artificial intelligence|semiconductor manufacturing|supercomput", re.IGNORECASE
)
_LIST = re.compile(r"entity list|unverified list|military end[\s-]user", re.IGNORECASE)
_INSPECTION_WORDS = (
    "Chinese Military Company",
    "Chinese Military Companies",
    "1260H",
    "Industry and Security",
    "Entity List",
)
_CFR_PARTS = ("742", "744", "748", "774")


def asks(monitor: Monitor, since: date) -> Ask:
    """All documents of the monitor's agency and types since a day, newest first."""
    types = monitor.types or ("RULE",)
    # presidential documents are of no agency: with ours asked for, none would come
    query = [("conditions[agencies][]", monitor.agency or AGENCY)] if monitor.agency or "PRESDOCU" not in types else []
    query += [("conditions[type][]", item.upper()) for item in types]
    query += [("conditions[publication_date][gte]", since.isoformat()), ("per_page", _PER_PAGE), ("order", "newest")]
    query += [("fields[]", name) for name in _FIELDS]
    return Ask(path=DOCUMENTS, query=tuple(query))


def inspection_ask() -> Ask:
    """The request for the list of documents on public inspection."""
    return Ask(path=INSPECTION)


def more(answer: Answer, asked: Sequence[Ask]) -> Ask | None:
    """The next page, where there is one that was not asked for yet."""
    found = read_json(answer.body)
    link = found.get("next_page_url") if isinstance(found, dict) else None
    if not isinstance(link, str) or len(asked) >= MAX_PAGES:
        return None
    parts = urlsplit(link)
    # of the link only the query is used, and so no other host is ever asked
    ask = Ask(path=DOCUMENTS, query=tuple(parse_qsl(parts.query)))
    return (
        ask
        if parts.path.endswith("/documents.json") and ask.query and all(item.query != ask.query for item in asked)
        else None
    )


def refusal(answer: Answer) -> Refusal | None:
    """The refusal an answer of the Federal Register is, None where it is an answer."""
    head = answer.body[:4000].lower()
    if b"request access" in head and answer.body.lstrip()[:1] == b"<":
        return Refusal("blocked", "the Federal Register does not let this address in")
    if answer.status in (400, 422):
        return Refusal("bad_request", f"the Federal Register does not understand the request: {_message(answer)}")
    if answer.status == 404:
        return Refusal("bad_request", "the Federal Register does not understand the request (404)")
    return None


def _message(answer: Answer) -> str:
    try:
        found = read_json(answer.body)
    except InputError:
        return str(answer.status)
    return shown(found.get("errors", found) if isinstance(found, dict) else found, 120)


def read_documents(body: bytes, monitor: Monitor) -> tuple[list[Document], int]:
    """The documents of a page that concern the monitor, and how many others there are. Raises InputError.

    No hits are told by a missing list.
    """
    found = read_json(body)
    if not isinstance(found, dict) or not isinstance(found.get("count"), int):
        raise InputError("the list of documents has another shape than expected")
    rows = found.get("results", [])
    if not isinstance(rows, list):
        raise InputError("the list of documents has another shape than expected")
    retained = []
    left_out = 0
    for row in rows:
        document = _document(row, monitor)
        if document is None:
            left_out += 1
        else:
            retained.append(document)
    return retained, left_out


def _document(row: Any, monitor: Monitor) -> Document | None:
    if not isinstance(row, dict):
        return None
    number, title = line(row.get("document_number"), 40), line(row.get("title"), 400)
    if not number or not title:
        return None
    why = concerns(title, line(row.get("abstract"), 4000), monitor.words, _cfr(row.get("cfr_references")))
    if not why:
        return None
    effective = day(row.get("effective_on"))
    citation = line(row.get("citation"), 60)
    details = [citation, f"effective {effective}" if effective else ""]
    return Document(
        key=f"fr-{number}",
        kind="rule",
        monitor=monitor.id,
        title=title,
        url=address(row.get("html_url")),
        publisher="Federal Register",
        published=day(row.get("publication_date")),
        form=line(row.get("type"), 40),
        number=number,
        pillar=monitor.pillar,
        summary=line(row.get("abstract"), 1500),
        why=why,
        note=", ".join(item for item in details if item),
    )


def concerns(title: str, abstract: str, words: Sequence[str], cfr: Sequence[str] = ()) -> str:
    """Why a document concerns a monitor, in words, or "": the user's words, or licences of chips; lists are shown."""
    for word in words:
        if re.search(rf"(?<!\w){re.escape(word)}", f"{title} {abstract}", re.IGNORECASE):
            return f"names “{word}”"
    # the user's words stand in the place of ours
    if words:
        return ""
    for text, where in ((title, "its title"), (abstract, "its summary")):
        found = _BY_ITSELF.search(text)
        if found:
            return f"{where} names {found[0].lower()}"
        if _POLICY.search(text) and (chips := _CHIPS.search(text)):
            return f"{where} is about licences and {chips[0]}"
    if _LIST.search(title):
        return f"changes the {_found(_LIST, title)}"
    parts = [item for item in cfr if item in _CFR_PARTS]
    if parts and _CHIPS.search(f"{title} {abstract}"):
        return f"amends 15 CFR {', '.join(parts)}"
    return ""


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _cfr(value: object) -> list[str]:
    return (
        [str(item.get("part")) for item in value if isinstance(item, dict) and str(item.get("title")) == "15"]
        if isinstance(value, list)
        else []
    )


def read_inspection(body: bytes, monitor: Monitor) -> list[Document]:
    """Documents up for public inspection that concern the monitor, by title and agency: the rest is in a PDF.

    Raises InputError.
    """
    found = read_json(body)
    if not isinstance(found, dict) or not isinstance(found.get("results"), list):
        raise InputError("the list of documents has another shape than expected")
    words = monitor.words or _INSPECTION_WORDS
    documents = []
    for row in found["results"]:
        if not isinstance(row, dict):
            continue
        number, title = line(row.get("document_number"), 40), line(row.get("title"), 400)
        agencies = row.get("agency_names")
        names = " ".join(str(item) for item in agencies) if isinstance(agencies, list) else ""
        phrase = f"{title} {line(row.get('subject_1'))} {names}".lower()
        matched = next((item for item in words if item.lower() in phrase), "")
        if not number or not matched:
            continue
        note = line(row.get("editorial_note"), 300)
        withdrawn = "withdraw" in note.lower()
        documents.append(
            Document(
                key=f"fr-{number}",
                kind="rule",
                monitor=monitor.id,
                title=title or f"Document {number}",
                url=address(row.get("html_url")) or address(row.get("pdf_url")),
                publisher="Federal Register, public inspection",
                published=day(row.get("publication_date")) or day(row.get("filed_at")),
                form=line(row.get("type"), 40),
                number=number,
                pillar=monitor.pillar,
                why=f"names “{matched}”",
                note=f"withdrawn: {note}" if withdrawn else "",
            )
        )
    return documents


def withdrawn_documents(known: Sequence[Document], seen: Sequence[Document], today: date) -> list[Document]:
    """Documents that were up for inspection and are no longer, before the day they were to be published: withdrawn."""
    there = {item.key for item in seen}
    return [
        replace(item, note="withdrawn: no longer up for public inspection")
        for item in known
        if item.key not in there
        and "public inspection" in item.publisher
        and not item.note.startswith("withdrawn")
        and item.published is not None
        and item.published > today
    ]


def address(value: object) -> str:
    """A web address as it may be shown and opened, "" for anything else."""
    text = line(value, 1000)
    return text if re.fullmatch(r"https?://[^\s\"'<>]+", text) else ""
