"""The printer: a view or a journal as JSON or as plain tables. Returns text; never writes a stream itself.

formats       the exports, each declared once; a renderer stands here, or in `pages` where it draws what a page draws
text          plain tables
json          `show --json`, `check --json`, `theses --json`, `log --json`, and how JSON is written
prices_json, read_json, archive_json    `price --json`, `read --json`, `export json`
markdown      Markdown as plain text
manual        the topics of the help as text; manual_html as one page
"""
