"""Files on disk: the floor that reads and writes a thesis and all that is kept beside it.

places      where data, config, state and cache are, and what is bundled
disk        folders, atomic writes, and the system's faults in words
toml        a TOML file read without trusting it
decode      parsed values to types, faults in the words of the file
checks      what types cannot say: ids, references, ranges
copies      the copies that sync programs make of a file changed twice
book        the files of a thesis folder, read
assembly    these put together: each thing once, and nothing that refers to what is not there
entries     journal files as bytes: what can be believed of one, and the block an entry is written as
journal     appending to it without loss: acts, the writer's name and lock
probe       whether an entry could be kept now
cache       parsed files, so that a long journal opens at once
abridged    the part of a thesis that the first screen needs, kept for the same end
look        what was seen at the last look
drafts      what was being typed and is not saved yet
inbox       articles that wait in a thesis folder
archive     a thesis folder as its files, and made again from such files
settings    config.toml
seed        the bundled thesis, copied on first start
"""
