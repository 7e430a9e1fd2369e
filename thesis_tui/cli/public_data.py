"""`facts`, `read --results` and `compare`: what saved bodies and reports say, printed. Nothing is asked or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.cli.output import complain, say, standard_input, write_json
from thesis_tui.errors import InputError

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening


def facts(opening: Opening) -> int:
    """Prints what a companyfacts body says of a company, as known at the end of --today where that is given."""
    from thesis_tui.public_data.company import company_figures
    from thesis_tui.public_data.facts import MAX_BODY
    from thesis_tui.storage.toml import read_bytes

    name = opening.options.text("file")
    try:
        found = company_figures(read_bytes(name, name, MAX_BODY), opening.as_of())
    except InputError as error:
        raise InputError(f"{name}: {error}", error.field) from None
    if opening.options.flag("json"):
        from thesis_tui.printing.facts_json import facts_json

        write_json(facts_json(found))
    else:
        from thesis_tui.printing.facts_text import facts_text

        say(facts_text(found))
    return 0


def results(opening: Opening) -> int:
    """Prints what the exhibit of a results release says: figures of tables that are understood, and nothing else."""
    from thesis_tui.public_data.filing_page import MAX_PAGE
    from thesis_tui.public_data.results import NO_TABLE, read_results
    from thesis_tui.services.live import wanted_lines
    from thesis_tui.storage.toml import read_bytes

    options = opening.options
    name = options.text("file")
    body = standard_input(MAX_PAGE) if name == "-" else read_bytes(name, name, MAX_PAGE)
    thesis = opening.thesis.book().thesis
    try:
        found = read_results(body, wanted_lines(thesis), thesis.fiscal_year_end)
    except InputError as error:
        raise InputError(f"{name}: {error}", error.field) from None
    if options.flag("json"):
        from thesis_tui.printing.results_json import results_json

        write_json(results_json(found, {item.id: item.pillar for item in thesis.metric}))
    else:
        from thesis_tui.printing.facts_text import results_text

        say(results_text(found))
    if not found.figures:
        # each reason once: many rows are left out for the same
        reasons = list(dict.fromkeys(item.reason for item in found.skipped))
        otherwise = "; without --results it is read as an article" if NO_TABLE in reasons else ""
        complain("; ".join(reasons) + otherwise)
    return 0


def compare(opening: Opening) -> int:
    """Prints what a report says of the pillars' keywords that the one before did not, and no longer says."""
    from thesis_tui.public_data.filing_changes import changes
    from thesis_tui.public_data.filing_page import MAX_PAGE
    from thesis_tui.storage.toml import read_bytes

    options = opening.options
    now, before = options.text("file"), options.text("before")
    pillars = opening.thesis.book().thesis.pillar
    wanted = opening.thesis.find("pillar", options.text("pillar")) if options.text("pillar") else ""
    words = [word for pillar in pillars if wanted in ("", pillar.id) for word in pillar.keywords]
    try:
        found = changes(read_bytes(before, before, MAX_PAGE), read_bytes(now, now, MAX_PAGE), words)
    except InputError as error:
        raise InputError(f"{now}, {before}: {error}", error.field) from None
    if options.flag("json"):
        from thesis_tui.printing.facts_json import changes_json

        write_json(changes_json(found))
    else:
        from thesis_tui.printing.facts_text import changes_text

        say(changes_text(found))
    return 0
