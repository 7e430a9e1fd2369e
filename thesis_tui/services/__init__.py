"""What the app can do, headless: open a thesis, judge it, record in it, make a new one, see what is wrong.

reading  one thesis, opened: its view, and what is in it
desk     the same, and everything that can be recorded
typed    what people type, checked and read; messages name the field
finding  what a person calls a thing by, to the thing
doctor   what is wrong with files, permissions, settings and terminal, and how to mend it
new      a new thesis from a commented template
"""
