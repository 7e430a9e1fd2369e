"""The Textual screens: what `pages` draws, made to be focused, pointed at and typed into.

app, start, shutdown, terminal    the App, which registers screens and keys; running it; the ways out; its input
session      what screens, forms and workers know of the program: a thesis, how to record, say, fail and open
live_session, open_thesis    the session of the running app, and what it shows of its thesis
recorder, undo, editor    recording one thing at a time; taking back; a file in the user's editor
background, launcher, price_refresh, source_fetch    work beside the event loop, and programs that ask the network
lazy         modules that a key or a timer first needs
keys, key_queue, command_palette, navigation    bindings made of `actions`; the palette; which screen shows what
theme        the themes, made of the colours of pages/colours.py
page_screen, master_detail, screens    what all screens do alike, and one file each
block, targets, clipboard, clickable, footer_message    a block of a page as a widget, and what is focused in it
form, field, chips, pick, form_drafts, forms    what asks for fields, and the forms by what they record
entry_forms  which form a kind of entry opens
overlay, menu, help    what stands over a page
article_import, disposal    an article's way in, and a closed thesis's way out
"""
