"""How the user is told of what needs them while the dashboard is closed."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from thesis_tui.model.file_struct import FileStruct


class WatchSettings(FileStruct, frozen=True, kw_only=True):
    """`[watch]` of config.toml. Nobody is told anything until one of `desktop`, `notify` and `mail` is set."""

    desktop: bool = False
    """Tell the desktop: notify-send, Notification Center, or a Windows toast."""
    notify: tuple[str, ...] = ()
    """A command of the user's with its arguments, run without a shell: it gets the message on standard input."""
    mail: str = ""
    """An address that the local sendmail is given the message for."""
    quiet: str = ""
    """Hours in which nothing is sent, "22:00-07:00": what came then is told after them."""
    every: str = "15m"
    """How often to look: minutes or hours, "15m", "2h"."""

    @property
    def tells(self) -> bool:
        """Whether there is a way set by which the user is told."""
        return self.desktop or bool(self.notify) or bool(self.mail)
