"""The printer: a view or a journal as JSON or as plain tables. Returns text; never writes a stream itself.

text          plain tables
json          `show --json`, `check --json`, `theses --json`, `log --json`, and how JSON is written
prices_json, read_json, archive_json    `price --json`, `read --json`, `export json`
markdown      Markdown as plain text
manual        the topics of the help as text; manual_html as one page
"""
