"""A monitor, new or changed; and the contact address without which the SEC is not asked."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from thesis_tui.errors import InputError
from thesis_tui.model.live import Monitor
from thesis_tui.services import contact, monitors
from thesis_tui.services.desk import Desk
from thesis_tui.services.source_status import SOURCES, monitor_what
from thesis_tui.storage.checks import EVERY
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import pillar_field


def monitor_form(desk: Desk, editing: str = "") -> Form:
    """A stream of documents to watch: filings, rules, or a feed by its address."""
    old = monitors.find_monitor(desk, editing) if editing else None
    primary = desk.listing(None).symbol

    def made(texts: dict[str, str]) -> Monitor:
        address = texts["what"].strip()
        # an address is a feed whatever the choice says: the field before it is often left as it stands
        source = "feed" if "://" in address else texts["source"]
        words = tuple(word.strip() for word in address.split(",") if word.strip())
        host = (urlsplit(address).hostname or "feed").removeprefix("www.") if source == "feed" else source
        identity = "".join(sign if sign.isalnum() else "-" for sign in host.lower()).strip("-")[:64]
        taken = {item.id for item in desk.book().thesis.monitor}
        number = next(n for n in range(1, 1000) if n == 1 or f"{identity}-{n}" not in taken)
        identity = identity if identity not in taken else f"{identity}-{max(2, number)}"
        return Monitor(
            id=old.id if old else identity,
            source=source,  # type: ignore[arg-type]  # the field offers these
            title=texts["title"].strip(),
            pillar=texts["pillar"] or None,
            every=texts["every"].strip(),
            issuer=old.issuer if old else "",
            forms=words if source == "sec" else (),
            agency=(words[0] if words else "") if source == "federal-register" else "",
            types=words[1:] if source == "federal-register" else (),
            words=old.words if old else (),
            url=address if source == "feed" else "",
        )

    def read_what(text: str) -> str:
        if "://" in text and not text.startswith("https://"):
            raise InputError("a feed's address begins with https://", "what")
        return ""

    def save(texts: dict[str, str]) -> str:
        monitor = made(texts)
        if old is not None:
            monitors.edit_monitor(desk, old.id, monitor)
            return f"watching {monitor_what(monitor, primary)}"
        monitors.add_monitor(desk, monitor)
        return f"watching {monitor_what(monitor, primary)}; first asked with the next round"

    return Form(
        "Change what is watched" if old else "Watch documents",
        [
            Field("source", "source", old.source if old else "sec", options=list(SOURCES)),
            Field("what", "what", _what(old), read=read_what,
                  hint="6-K, 20-F · an agency, RULE · https://…",
                  also="forms for the SEC; an agency and types of rules; a feed's address"),
            Field("title", "title", old.title if old else "", hint="optional: what screens call it"),
            pillar_field(desk.view(), old.pillar or "" if old else ""),
            Field("every", "every", old.every if old else "", read=_read_every, hint="optional: 12h, 7d"),
        ],
        save,
        first="source",
        foot="it goes into thesis.toml",
    )  # fmt: skip


def _what(old: Monitor | None) -> str:
    if old is None:
        return ""
    if old.source == "feed":
        return old.url
    return ", ".join(old.forms if old.source == "sec" else (*((old.agency,) if old.agency else ()), *old.types))


def _read_every(text: str) -> str:
    if text.strip() and not re.match(EVERY, text.strip()):
        raise InputError("expected a number of hours or days such as 12h or 7d", "every")
    return ""


def contact_form(desk: Desk) -> Form:
    """The address the SEC asks for; it stands in the settings afterwards."""

    def save(texts: dict[str, str]) -> str:
        address = contact.write_contact(desk.places.config, texts["contact"])
        desk.take_contact(address)
        return "saved; the SEC is asked now" if address else "the SEC is not asked"

    return Form(
        "Contact for the SEC",
        [
            Field("contact", "mail", desk.settings.contact, read=lambda text: contact.read_contact(text) and "",
                  hint="name@example.com", also="sent to sec.gov only; it sees which companies you watch"),
        ],
        save,
        first="contact",
    )  # fmt: skip
