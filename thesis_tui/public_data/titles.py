"""The title of a release or a notice: its first line that says what it is."""

from __future__ import annotations

import re

from thesis_tui.model.figures import cut
from thesis_tui.public_data.filing_page import Page

MOST = 200
"""Characters of a title."""
_SHORTEST = 20
_LONGEST = 300
"""Characters beyond which a paragraph is prose."""
_NO_TITLE = re.compile(
    r"takes? no responsibility|disclaims? any liability|no representation as to its accuracy|stock codes?\b"
    r"|incorporated in|limited liability|weighted voting rights|stock exchange of hong kong limited"
    r"|^exhibit\b|^for immediate release"
    r"|^contacts?\b|^source:|^https?://|^page \d",
    re.IGNORECASE,
)
"""Lines before a title: the disclaimers of an announcement in Hong Kong, and remarks for editors."""
_SAYS_WHAT = re.compile(
    r"\b(?:announce\w*|results|reports?|reported|notice|returns?|circular|meeting|appoint\w*|resign\w*|dividends?"
    r"|repurchases?|updates?|completes?|completion|launch\w*|presentation|disclosure|proposal|proposed|deliver\w*)\b",
    re.IGNORECASE,
)
"""A title's words; above it stands the company's name at times."""


def title_of(page: Page) -> str:
    """The title as printed, shortened; the first longer line where none looks like one, "" of a page without any."""
    lines = [text for text in page.paragraphs[:60] if len(text) > _SHORTEST]
    titles = [text for text in lines if len(text) <= _LONGEST and not _NO_TITLE.search(text)]
    found = next((text for text in titles if _SAYS_WHAT.search(text)), None)
    return cut(found or next(iter((*titles, *lines)), ""), MOST)
