"""One thing that a form asks for, with what was understood of it, or what is wrong with it, below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from thesis_tui.errors import ThesisError
from thesis_tui.pages.spans import cut
from thesis_tui.tui.chips import Chips
from thesis_tui.tui.pick import Pick

_NO_EXAMPLES = ("optional", "now", "in ", "where", "e.g.", "from ")
"""How hints begin that say what is asked for."""
MOST_CHIPS = 6
"""More choices than this are found by typing."""


class Field(NamedTuple):
    """One thing a form asks for.

    `read` says back what was understood, or raises InputError; `also` names other accepted forms while the
    field is focused. `options` are (value, shown) and make it a row of chips; `area` a field of several lines.
    """

    name: str
    label: str
    value: str = ""
    read: Callable[[str], str] | None = None
    also: str = ""
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    area: bool = False
    required: bool = False
    over: str = ""
    """A line above it: what it and the fields after it are about."""
    chips: bool = False
    """Its choices are chips, however many: what is typed on them goes to the field after it."""


class Area(TextArea):
    """Text of several lines, wrapped; `enter` goes on, `ctrl+j` begins a new line."""

    class Submitted(Message):
        """`enter` was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())
            return
        if event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")
            return
        await super()._on_key(event)


class OneLine(Input):
    """Text of one line, with a hint while it is empty that is cut between words where it has no room."""

    def __init__(self, value: str, hint: str) -> None:
        super().__init__(value, placeholder=hint, compact=True)
        self._hint = hint

    def on_resize(self) -> None:
        self.placeholder = cut(self._hint, max(1, self.content_size.width - 1))


class Words(Static):
    """Words that change with every key, and are drawn only when they do: each drawing lays the form out anew."""

    _said: Content | None = None

    def say(self, content: Content) -> None:
        if self._said is None or not self._said.is_same(content):
            self._said = content
            self.update(content)


class FieldRow(Vertical):
    """A field on the screen: its label, what takes its text, and the words under it."""

    def __init__(self, field: Field, sign: Callable[[str], str]) -> None:
        """`sign` gives a text with the signs that the terminal can draw."""
        taker = _taker(field, sign)
        under = Words("", classes="under", id=f"under-{field.name}", markup=False)
        row = Horizontal(Static(field.label, classes="label", markup=False), taker, classes="row")
        over = [Static(field.over, classes="over", markup=False)] if field.over else []
        super().__init__(*over, row, under, classes="field")
        self.field = field
        self.taker = taker
        """The widget that takes its text."""
        self.fault = ""
        """The fault of its text, "" for none, whether it is shown or not."""
        self.touched = False
        self._refusal: tuple[str, str] | None = None
        """The text that saving refused, and why."""
        self._under = under
        self._sign = sign

    def on_click(self, event: events.Click) -> None:
        """A click on the label, or on the words below, is one on the field."""
        if event.widget is not self.taker:
            self.taker.focus()

    @property
    def text(self) -> str:
        """The text it holds now; of a choice its value."""
        if isinstance(self.taker, (Chips, Input)):
            return self.taker.value
        return self.taker.text

    @property
    def typed(self) -> bool:
        """Whether it holds another text than it began with; a choice is nothing typed."""
        return not self.field.options and self.text.strip() != self.field.value.strip()

    def put(self, text: str) -> None:
        """Puts a draft's text in; of a choice it is the words shown for it."""
        if isinstance(self.taker, Input):
            self.taker.value = text
        elif isinstance(self.taker, Area):
            self.taker.text = text
            self.taker.move_cursor(self.taker.document.end)
        else:
            self.taker.choose(text)

    def check(self, *, insist: bool) -> None:
        """Reads the text back, or says what is wrong with it: of one never touched nothing, and of an empty one only
        to `insist`, since it may be filled in yet.
        """
        words, self.fault = self._read()
        variables = self.app.theme_variables
        lines: list[Content] = []
        wrong = bool(self.fault) and self.touched and (insist or bool(self.text.strip()))
        if wrong:
            lines.append(self._fault_words(self.fault))
        # of that text only: what is typed since may be right
        elif self._refusal is not None and self._refusal[0] == self.text:
            lines.append(self._fault_words(self._refusal[1]))
        elif words:
            lines.append(Content.styled(self._sign(words), variables["foreground"]))
        if self.field.also and self.taker.has_focus:
            lines.append(Content.styled(self.field.also, variables["muted"]))
        self.taker.set_class(wrong, "wrong")
        self._say(lines)

    def refuse(self, fault: str) -> None:
        """Says what saving found wrong with it, until its text is another, and takes the focus."""
        self.fault = fault
        self._refusal = self.text, fault
        self._say([self._fault_words(fault)])
        self.taker.focus()

    def forget(self) -> None:
        """Lets go of what the last saving found: the next one looks anew."""
        self._refusal = None

    def _read(self) -> tuple[str, str]:
        """Reads the text: the words that say it back, and its fault."""
        field, text = self.field, self.text
        if not text.strip() and not field.options:
            return "", f"{field.label} is empty" if field.required else ""
        if field.read is None:
            return "", ""
        try:
            return field.read(text), ""
        except ThesisError as error:
            return "", str(error)

    def _fault_words(self, fault: str) -> Content:
        return Content.styled(self._sign(f"✗ {fault}"), self.app.theme_variables["error"])

    def _say(self, lines: Sequence[Content]) -> None:
        self._under.say(Content("\n").join(lines))
        self._under.set_class(bool(lines), "shown")


def _hint_words(hint: str) -> str:
    """The hint of an empty field, told from a value that stands there: an example is said to be one."""
    example = any(character.isdigit() for character in hint) and not hint.startswith(_NO_EXAMPLES)
    return f"e.g. {hint}" if example else hint


def _taker(field: Field, sign: Callable[[str], str]) -> Chips | Input | Area:
    taker: Chips | Input | Area
    if field.options:
        options = [(value, sign(shown)) for value, shown in field.options]
        taker = (
            Pick(options, field.value) if len(options) > MOST_CHIPS and not field.chips else Chips(options, field.value)
        )
    elif field.area:
        taker = Area(field.value, soft_wrap=True, compact=True, show_line_numbers=False)
        taker.move_cursor(taker.document.end)
    else:
        taker = OneLine(field.value, _hint_words(field.hint))
    taker.id = f"field-{field.name}"
    return taker
