"""A web page as sites make them, for tests."""

from __future__ import annotations

import json

BODY = """
<p>Alibaba shares closed at <b>$150.20</b> on Monday. Support is seen at <a href="/levels">$145</a>, resistance at
$158–160.</p>
<h2>What the cloud earns</h2>
<p>Cloud revenue grew 34% to $5.6 billion in the quarter ended September 30, 2025, and the company expects demand
to stay ahead of supply.</p>
<ul><li>JPMorgan raised its price target to $240 from $230.</li>
<li>The next results are scheduled for February 2026.</li></ul>
<table><tr><th>Quarter</th><th>Cloud revenue</th></tr><tr><td>September 2025</td><td>$5.6 billion</td></tr></table>
<blockquote>The chief executive spoke of strong demand.</blockquote>
"""


def article_page(head: str = "", body: str = BODY, root: str = '<html lang="en">') -> str:
    return f"""<!doctype html>
{root}<head><title>A quiet day for Alibaba’s stock</title>{head}</head>
<body>
<header><a href="/">Example Times</a>
<nav><ul><li><a href="/markets">Markets</a></li><li><a href="/tech">Tech</a></li></ul></nav></header>
<main><article><h1>A quiet day for Alibaba’s stock</h1>{body}</article></main>
<aside><h3>Most read</h3><ul><li><a href="/x">Another stock falls by a fifth</a></li></ul></aside>
<footer><p>© 2019-2025 Example Times. All rights reserved.</p></footer>
</body></html>"""


def json_ld(**shown: object) -> str:
    """A script element that declares an article."""
    value = {"@context": "https://schema.org", "@type": "NewsArticle", "publisher": {"name": "Example Times"}, **shown}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'
