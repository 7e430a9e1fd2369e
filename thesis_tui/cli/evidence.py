"""`facts`: a company's figures from a saved body, printed. Nothing is asked or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.cli.opening import say
from thesis_tui.errors import InputError

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening


def facts(opening: Opening) -> int:
    """Prints what a companyfacts body says of a company, as known at the end of --today where that is given."""
    from thesis_tui.evidence.company import company_figures
    from thesis_tui.evidence.facts import MAX_BODY
    from thesis_tui.storage.toml import read_bytes

    name = opening.options.text("file")
    try:
        found = company_figures(read_bytes(name, name, MAX_BODY), opening.as_of())
    except InputError as error:
        raise InputError(f"{name}: {error}", error.field) from None
    if opening.options.flag("json"):
        from thesis_tui.cli.reading import write_json
        from thesis_tui.printing.evidence_json import facts_json

        write_json(facts_json(found))
    else:
        from thesis_tui.printing.evidence_text import facts_text

        say(facts_text(found))
    return 0
