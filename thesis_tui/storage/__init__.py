"""Files on disk: the only floor that opens one.

places      where data, config, state and cache are, and what is bundled
disk        folders, atomic writes, and the system's faults in words
toml        a TOML file read without trusting it
decode      parsed values to types, faults in the words of the file
checks      what types cannot say: ids, references, ranges
journal     the append-only journal: reading what can be believed, appending without loss
cache       parsed files, so that a long journal opens at once
book        a whole thesis folder
look        what was seen at the last look
settings    config.toml
seed        the bundled thesis, copied on first start
"""
