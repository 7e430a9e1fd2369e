"""Services, without a screen: open a thesis, judge it, record in it, make a new one, see what is wrong.

One thesis
loaded_thesis    opened: its view, and what is in it
first_view       what the first screen shows of many years, kept from the last time
desk             all that can be recorded, and all that can be read: the one thing screens and commands know
finding, naming, file_locations    a thing by what people call it; names while a command is typed; its file and line
track_record     the past record of its lines

Recording
recording        what all that is recorded has in common: a thesis made ready, acts, the time of an entry
amending, amendment_builder, position_recording    what remakes a thesis; what the user did and expects
parse            what people type, checked and read; messages name the field
new_entries, decisions, plans, price_decisions    each thing a person enters, whole, from what they typed
guidance, replaced_targets    the milestone of what is guided, corrected with it; a target that was said anew
level_doubts, criterion_doubts, milestone_doubts, basis_doubts    what may not be meant, asked about once
file_changes, undoing, moving    files changed as a whole; undo and redo; an entry to another thesis
review, checking, notifications    a review that was begun; `check`; what is told while the dashboard is closed

Theses
theses, new_thesis, template_pillars    side by side; a new one from a commented template, and its pillars
closing, deleting, archive, exporting    the end of one; the folder put away; one file and back; what a memo needs
doctor           what is wrong with files, permissions, settings and terminal, and how to mend it

Articles and prices
articles, documents, inbox, offers, dated_figures    read into proposals; those that wait, dated and kept
market, importing, lookup    what feeds and files gave, and asking anew; a price file; a symbol at the first feed

Filings, live metrics, news
fetching, due    asking on schedule, and whether anything is due, told without loading what asks
filings, releases, known_filings    figures of filings and of results releases; what was learned of companies
live_readings, document_intake    readings, asked for and kept; documents on their way into the inbox
monitor_documents, live    documents of monitors; where live metrics are asked for
source_request, pace, fetch_lock, fetch_outcomes    one request; who rests; one asker at a time; what came of it
source_status, monitors, contact    how each source stands; adding one; the address the SEC asks for
waiting_documents, opened_document, auto_accept    what waits, one on the desk, what need not wait
first_figures    the SEC's facts on the company of a new thesis
scheduling       `watch --once` at an interval, by what each system has for it
"""
