"""`serve`: the dashboard in a browser. Every tab runs a program of its own on the same files, as terminals do."""

from __future__ import annotations

import ipaddress
import shlex
import subprocess
import sys

from thesis_tui import extras
from thesis_tui.cli.opening import Opening
from thesis_tui.errors import InputError

MOST_PORT = 65_535
_PLAIN = (
    "anyone on that network who can see its traffic can read the thesis and write in it, for nothing is encrypted and"
    " the token can be seen, too"
)


def serve(opening: Opening) -> int:
    """Serves until it is interrupted. Raises InputError for an address that is not this machine's own or is taken."""
    options = opening.options
    host, port = options.text("host") or "127.0.0.1", _port(options.text("port"))
    if not extras.has("serve"):
        raise InputError(f"serve needs the extra “serve”: {extras.install_command('serve')}", "serve")
    _check(host, insecure_lan=options.flag("insecure_lan"))
    opening.thesis.view()  # what cannot be read is said here, not in the browser
    from thesis_tui.cli.browser_server import ThesisServer

    server = ThesisServer(command(opening), host, port)
    try:
        server.serve()
    except OSError as error:
        reason = error.strerror or "cannot be used"
        raise InputError(f"{host} port {port}: {reason}; give another --port or --host", "--port") from None
    return 0


def command(opening: Opening) -> str:
    """Command line of the program behind a tab, with the options that were given to `serve`."""
    # a browser draws every sign: in the locale of the server's shell they might be drawn in ASCII
    words = [sys.executable, "-X", "utf8", "-m", "thesis_tui"]
    for name in ("thesis", "data_dir", "config", "today"):
        if value := opening.options.text(name):
            words += [f"--{name.replace('_', '-')}", value]
    if opening.options.flag("offline"):
        words.append("--offline")
    # textual-serve (1.1) hands one line to a shell, and each system quotes in its own way
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _port(text: str) -> int:
    if not text:
        return 8000
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PORT:
        raise InputError(f'--port: "{text[:20]}" is not a port; give a number from 1 to {MOST_PORT}', "--port")
    return int(text)


def _check(host: str, *, insecure_lan: bool) -> None:
    """Raises InputError for a host that is not an address, stands for all addresses, or is not loopback unless
    `insecure_lan`.
    """
    if host == "localhost":
        return
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise InputError(f'--host: "{host[:60]}" is not an address; give one like 127.0.0.1', "--host") from None
    # even with --insecure-lan: whoever means a network can name it
    if address.is_unspecified:
        raise InputError(f"--host: {host} is every network of this machine; give the address of one", "--host")
    if not address.is_loopback and not insecure_lan:
        raise InputError(f"--host: {host} is on a network: {_PLAIN}; add --insecure-lan if you accept that", "--host")
