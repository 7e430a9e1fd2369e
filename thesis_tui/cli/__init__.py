"""The composition root: arguments, places, settings, and which screen or printer answers.

main       runs one command and gives its exit code; every error ends here
options    one parsed command line
arguments  what can be typed, command by command
opening    places, settings and the desk, each when a command first needs it
reading    commands that only print
recording  commands that write
"""
