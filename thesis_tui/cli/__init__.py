"""The composition root: arguments, places, settings, and which screen or printer answers.

main       runs one command and gives its exit code; every error ends here
options    one parsed command line
commands   every command, declared once
arguments  the parser made of them
lazy       modules that only some commands need, imported when one runs: a new one is entered there
opening    places, settings and the desk, each when a command first needs it
reading    commands that only print
recording  commands that write
"""
