"""Files on disk: the floor that reads and writes a thesis and all that is kept beside it.

paths       where data, config, state and cache are, and what is bundled
disk, lock  folders, atomic writes, the system's faults in words; one writer at a time
toml, decode, checks    a TOML file read without trusting it; its values to types; what types cannot say
plain_toml    the plainest TOML, read without its parser
sync_conflicts    the copies that sync programs make of a file changed twice
book, assembly    the files of a thesis folder, read; put together, and nothing that refers to what is not there
entries, format_1    journal files as bytes: what can be believed of one; the format of before acts
journal, writer     appending without loss, and to which file
probe       whether an entry could be kept now
file_copies    files changed as a whole, for undo
readings, documents, arrivals    readings and documents in a thesis folder, and what a view shows of them
inbox       articles that wait in a thesis folder
cache, abridged, market_snapshot    parsed files, the first screen's part and the prices, so that years open at once
look, last_open, drafts    what was seen at the last look, which thesis was open, what was being typed
archive     a thesis folder as its files, and made again from such files
settings, settings_file    config.toml read, and written
seed        the bundled thesis, copied on first start
"""
