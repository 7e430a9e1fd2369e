"""The printer: a view or a journal as JSON or as plain tables. Returns text; never writes a stream itself.

formats       the exports, each declared once; a renderer stands here, or in `pages` where it draws what a page draws
lazy          the printers, each imported when something is printed with it
text          plain tables
json          `show --json`, `check --json`, `theses --json`, `log --json`, and how JSON is written
prices_json, position_json, read_json, results_json, facts_json, fetch_json, archive_json    other commands' JSON
positions, facts_text, closing    positions, a company's figures and closed theses, for people
markdown      Markdown as plain text
manual, manual_html    the topics of the help as text, and as one page
"""
