"""The Textual screens: what `pages` draws, made to be focused, pointed at and typed into.

theme        the themes, made of the colours of pages/colours.py
block        a block of a page as a widget
page         what all screens do alike: layout, moving, the keys that record
form, forms  what asks for fields, and the forms by what they record
entry_forms  which form a kind of entry opens
session      what screens know of the app: a thesis, how to record, say, fail and open
live_session the session of the running app
app          registers screens and keys
start        the app on a thesis, until the user quits
"""
