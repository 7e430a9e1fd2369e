"""The topics of the help as one page of HTML, with its pictures inside: nothing else is loaded, no script runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Final

_STYLE: Final = """
:root{color-scheme:light dark;--line:#d8d4ca;--muted:#625f58;--ground:#f0eee8}
@media (prefers-color-scheme:dark){:root{--line:#2b323b;--muted:#8d97a5;--ground:#191e25}}
body{font:16px/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}
body{margin:0 auto;max-width:60rem;padding:0 1.5rem}
nav{columns:3 12rem;border-bottom:1px solid var(--line);padding-bottom:1rem}
nav a{display:block}
code,pre{font:.9em/1.45 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;background:var(--ground)}
code{padding:0 .2em}
pre{overflow-x:auto;padding:.7em 1em}
pre code{padding:0;font-size:1em}
table{border-collapse:collapse;display:block;overflow-x:auto}
td,th{border-top:1px solid var(--line);padding:.3em .8em .3em 0;text-align:left;vertical-align:top}
figure{margin:1rem 0}
figure svg{display:block;width:100%;height:auto}
figcaption{color:var(--muted)}
"""
_IMAGE: Final = re.compile(r'<p><img src="([^"]+)" alt="([^"]*)" /></p>')


def html_page(texts: Iterable[str], picture: Callable[[str], str]) -> str:
    """One page of the topics' Markdown, each text begun by its heading; `picture` gives the SVG at an address."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    names, parts = [], []
    for text in texts:
        name = text.splitlines()[0].removeprefix("## ").strip()
        names.append(name)
        body = markdown.render(text.partition("\n")[2])
        shown = _IMAGE.sub(lambda found: _figure(picture(found[1]), found[2]), body)
        parts.append(f'<section id="{_anchor(name)}">\n<h2>{escape(name)}</h2>\n{shown}</section>\n')
    links = "".join(f'<a href="#{_anchor(name)}">{escape(name)}</a>\n' for name in names)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>thesis-tui: help</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>thesis-tui</h1>\n"
        f"<nav>\n{links}</nav>\n{''.join(parts)}</body>\n</html>\n"
    )


def _figure(svg: str, words: str) -> str:
    return f'<figure role="img" aria-label="{words}">{svg}<figcaption>{words}</figcaption></figure>'


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
