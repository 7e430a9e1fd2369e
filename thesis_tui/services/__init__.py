"""Services, without a screen: open a thesis, judge it, record in it, make a new one, see what is wrong.

reading      one thesis, opened: its view, and what is in it
first_view   what the first screen shows of many years, kept from the last time
finding      what a person calls a thing by, to the thing
files        the file a thing is written in, and its line
naming       what can be named while a command is typed
desk         all that can be recorded, and all that reading does: the one thing screens and commands know
recording    what all that is recorded has in common: a thesis made ready, acts, the time of an entry
typed        what people type, checked and read; messages name the field
entered      each thing a person enters, whole, from what they typed
undoing      what an undo takes back, and a redo brings back
review       a review that was begun
theses       all theses side by side
new          a new thesis from a commented template
documents    what an article comes in, to its text
articles     articles, read into proposals and kept as sources
offers       proposals as what they would be recorded as
inbox        articles that wait, and what a person decides on what they propose
market       what feeds and files gave, and asking anew
checking     what `check` has to say, once while it lasts
doctor       what is wrong with files, permissions, settings and terminal, and how to mend it
exporting    what a memo tells of as changed, and writing what was exported
archive      a whole thesis as one file, and back
"""
