"""Pages at a size, as lines of spans, with no terminal library.

The screens and `show` draw the same blocks: a screen makes each block a widget, `show` sets them on
one page of text. A span names a role ("good", "muted"), never a colour.

spans, lazy_rows, sections    lines, rows and blocks, fitted to a width; rows made when asked for; titled lists
colours, glyphs      the themes and what a role's colour is in each; the signs, and their ASCII stand-ins
frame, help_page     the header with its screens and the footer with its keys; the keys and signs explained
key_spots            where a click does what a key does
dashboard, narrow    the page of the morning, and what is left of it in a small terminal
verdict, price, panel, market, changes    its parts
pillar_page, pillar_rows    one pillar, and the rows of its lists
levels_page, level_table, ladder    levels as a page, a table and a ladder
chart, plot, chart_gutter, chart_axis, events    prices over time: the plot, its labels, its days, its events
milestones_page, milestone_detail, calibration    what is expected, one in full, and odds against what happened
sources_page, article_page, document_page, document_rows, watched_rows    articles, filings and what is asked
journal_page, review_page, review_item, theses_page    the journal; a review; all theses
position_page, position, outlook, conviction, closing    what the user did and expects, and how a thesis ended
gauge, column_chart, track_record, periods, figure_notes, live    a metric's margin, columns, record, labels and notes
memo, memo_parts, memo_position, memo_pages    a memo's content
memo_markdown, memo_html, memo_chart, memo_style, markup    as Markdown and as a web page
ical                 the milestones as an iCalendar file
"""
