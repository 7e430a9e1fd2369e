"""The composition root: arguments, places, settings, and which screen or printer answers.

main, fast_path      run one command and give its exit code, every error ends here; the two commands of a morning
                     read without argparse
command, commands, remaking_commands    what a command is, and every command, declared once
arguments, options   the parser made of them, and one parsed command line
lazy                 modules of commands, imported when one runs: a new one is entered there
opening              places, settings and the desk, each when a command first needs it
output, questions    where commands print and read, and questions on a terminal
sure_option          the option --sure
completion, manual, crash    completion in three shells, the help, the report of a fault of the program
queries, attention, public_data    commands that only print: a thesis, what needs the user, saved filings
articles, fetching, importing, exporting    `read`; `fetch` and `monitor`; `price import`; `export` and `import`
recording, observations, remaking, decisions, plans, price_decisions, closing    commands that write
watching, notify     `watch`, and how somebody who does not look is told
serving, browser_server      `serve`, and its server
"""
