"""A form over the dimmed page: what is typed is read back under its field, and so is what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from thesis_tui.errors import InputError, ThesisError
from thesis_tui.tui.drafting import Drafting, Notice

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from thesis_tui.tui.app import ThesisApp

MOST_CHIPS = 6
"""More choices than this are found by typing."""


LATER_SECONDS = 0.1


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


class Chips(Widget, can_focus=True):
    """A few choices side by side, walked with ← → or clicked."""

    DEFAULT_CSS: ClassVar[str] = "Chips { height: auto; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
    ]

    class Changed(Message):
        """Another choice was made."""

    def __init__(self, options: Sequence[tuple[str, str]], value: str) -> None:
        super().__init__()
        self.options = options
        self.index = next((at for at, option in enumerate(options) if option[0] == value), 0)

    @property
    def value(self) -> str:
        return self.options[self.index][0] if self.options else ""

    def _lines(self, width: int) -> list[list[int]]:
        """The choices by line, wrapped at `width` cells."""
        return self._wrapped(range(len(self.options)), width)

    def _wrapped(self, choices: Sequence[int], width: int) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        used = 0
        for at in choices:
            size = len(self.options[at][1]) + 2
            if lines[-1] and used + 1 + size > width:
                lines.append([])
                used = 0
            used += size + bool(lines[-1])
            lines[-1].append(at)
        return lines

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        variables = self.app.theme_variables
        ground = variables["chosen" if self.has_focus else "raised"]
        parts: list[Content | tuple[str, str]] = []
        for line in self._lines(self.size.width):
            if parts:
                parts.append(("\n", ""))
            for at in line:
                shown = f" {self.options[at][1]} "
                here = f"bold {variables['background']} on {variables['accent']}"
                kept = f"bold {variables['strong']} on {ground}"
                chosen = here if self.has_focus else kept
                parts.append((shown, chosen if at == self.index else f"{variables['muted']} on {variables['raised']}"))
                parts.append((" ", ""))
        return Content.assemble(*parts)

    def choose(self, shown: str) -> None:
        """The choice of those words, when there is one."""
        words = [option[1] for option in self.options]
        if shown in words:
            self.index = words.index(shown)
            self.refresh()
            self.post_message(self.Changed())

    def action_step(self, step: int) -> None:
        self.index = (self.index + step) % len(self.options)
        self.refresh()
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the choice of that name."""
        for at, (value, _) in enumerate(self.options):
            if event.character is not None and event.character.isdigit() and value == event.character:
                event.stop()
                self.index = at
                self.refresh()
                self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        lines = self._lines(self.size.width)
        if event.y >= len(lines):
            return
        at = 0
        for index in lines[event.y]:
            size = len(self.options[index][1]) + 2
            if at <= event.x < at + size:
                self.index = index
                self.refresh()
                self.post_message(self.Changed())
            at += size + 1


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


class Form(ModalScreen[str | None]):
    """Asks for fields and saves them. The result is what `save` says was done, or None when left.

    `save` gets every field's text by name and may raise a ThesisError: it is shown, by its field when it
    names one, and the form stays as it is.
    """

    CSS: ClassVar[str] = """
    Form { align: center middle; background: $background 67%; }
    Form #box {
        width: 78; max-width: 98%; height: auto; max-height: 96%; background: $background;
        border: round $accent; padding: 0 2; border-title-background: $background;
    }
    Form #fields { height: auto; max-height: 100%; background: $background; scrollbar-size: 1 1; }
    Form #notice { height: auto; background: $background; display: none; }
    Form #notice.shown { display: block; margin-bottom: 1; }
    Form.roomy #box { padding: 1 2 0 2; }
    Form.roomy .field { margin-bottom: 1; }
    Form .field { height: auto; background: $background; }
    Form .row { height: auto; background: $background; }
    Form .label { width: 10; color: $muted; background: $background; }
    Form .under { height: auto; padding-left: 12; background: $background; display: none; }
    Form .under.shown { display: block; }
    Form Input, Form Area {
        background: $raised; color: $foreground; width: 1fr; border: none; border-left: outer $raised;
        padding: 0 1; background-tint: transparent 0%;
    }
    Form Area { height: 3; scrollbar-size: 1 1; }
    Form Input:focus, Form Area:focus { background: $chosen; border: none; border-left: outer $accent; }
    Form.plain Input, Form.plain Area { border-left: ascii $raised; }
    Form.plain Input:focus, Form.plain Area:focus { border-left: ascii $accent; }
    Form Input.wrong, Form Area.wrong { border-left: outer $error; }
    Form Chips { margin-left: 0; background: $background; }
    Form #rule { color: $line; height: 1; background: $background; }
    Form #foot { height: auto; background: $background; padding-left: 10; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False),
        Binding("tab,down", "next(1)", show=False, priority=True),
        Binding("shift+tab,up", "next(-1)", show=False, priority=True),
        Binding("ctrl+r", "take_up", show=False, priority=True),
        Binding("ctrl+l", "throw_away", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[dict[str, str]], str],
        *,
        first: str = "",
        foot: str = "u takes it back once saved",
        draft: str = "",
        does: str = "Save",
    ) -> None:
        super().__init__()
        self.draft = draft
        """What tells its drafts from those of other forms; the title when nothing else does."""
        self._title = title
        self._fields = fields
        self._save = save
        self._first = first or (fields[0].name if fields else "")
        self._foot = foot
        self._does = does
        self._faults: dict[str, str] = {}
        self._touched: set[str] = set()
        self._said: dict[Static, Content] = {}
        self._leaving = False
        self._drafting: Drafting | None = None

    def fill(self, values: Mapping[str, str], title: str, around: Callable[[], AbstractContextManager[None]]) -> None:
        """Before it is shown: what stands in its fields, another title, and what saving happens inside of."""
        self._title = title
        self._fields = [field._replace(value=values.get(field.name, field.value)) for field in self._fields]
        save = self._save

        def saved(texts: dict[str, str]) -> str:
            with around():
                return save(texts)

        self._save = saved

    @property
    def thesis(self) -> ThesisApp:
        return cast("ThesisApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Notice("", id="notice", markup=False)
            with VerticalScroll(id="fields", can_focus=False):
                for field in self._fields:
                    with Vertical(classes="field"):
                        with Horizontal(classes="row"):
                            yield Static(field.label, classes="label", markup=False)
                            yield self._widget(field)
                        yield Static("", classes="under", id=f"under-{field.name}", markup=False)
            yield Static("", id="rule", markup=False)
            yield Static("", id="foot", markup=False)

    def _widget(self, field: Field) -> Widget:
        widget: Widget
        if field.options:
            options = [(value, self.thesis.sign(shown)) for value, shown in field.options]
            if len(options) > MOST_CHIPS:
                from thesis_tui.tui.pick import Pick

                widget = Pick(options, field.value)
            else:
                widget = Chips(options, field.value)
        elif field.area:
            widget = Area(field.value, soft_wrap=True, compact=True, show_line_numbers=False)
        else:
            widget = Input(field.value, placeholder=field.hint, compact=True)
        widget.id = f"field-{field.name}"
        return widget

    @property
    def name_words(self) -> str:
        """What it is called in a draft."""
        return self._title

    def on_mount(self) -> None:
        self._drafting = Drafting(self, self.draft or self._title)
        self._resize()
        # at once, so that a key that was typed already finds its field
        self.set_focus(self.query_one(f"#field-{self._first}"))
        for field in self._fields:
            self._check(field)
        self._draw_foot()
        self._drafting.begin()

    def keep_draft(self) -> None:
        """Writes what is typed to the draft now: whatever ends the program, the text outlives it."""
        if self._drafting is not None:
            self._drafting.keep()

    def on_resize(self) -> None:
        self._resize()

    def _resize(self) -> None:
        self.set_class(self.app.size.height >= 8 + 3 * len(self._fields), "roomy")
        box = self.query_one("#box")
        if self.thesis.ascii_only:
            self.add_class("plain")
            box.styles.border = ("ascii", self.app.theme_variables["accent"])
        variables = self.app.theme_variables
        width = min(78, self.app.size.width * 98 // 100)
        gap = width - len(self._title) - len(" esc cancel ") - 8
        box.border_title = Content.assemble(
            (f" {self._title} ", f"bold {variables['strong']}"),
            (self.thesis.sign("─" * max(1, gap)), variables["accent"]),
            (" esc", variables["accent"]),
            (" cancel ", variables["muted"]),
        )
        self.query_one("#rule", Static).update(Content(self.thesis.sign("─" * (width - 6))))

    # what was typed

    def texts(self) -> dict[str, str]:
        """Every field's text, by name."""
        return {field.name: self._text(field) for field in self._fields}

    def _text(self, field: Field) -> str:
        widget = self.query_one(f"#field-{field.name}")
        if isinstance(widget, (Chips, Input)):
            return widget.value
        return cast("Area", widget).text

    def put(self, texts: Mapping[str, str]) -> None:
        """Puts a draft's texts into the fields of those names; of a choice they are the words shown for it."""
        for field in self._fields:
            text = texts.get(field.name)
            if text is None:
                continue
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, Input):
                widget.value = text
            elif isinstance(widget, Area):
                widget.text = text
                widget.move_cursor(widget.document.end)
            elif isinstance(widget, Chips):
                widget.choose(text)

    def typed_in(self, texts: Mapping[str, str]) -> list[str]:
        """What of a draft's texts the fields do not say of themselves."""
        own = {field.name: field.value.strip() for field in self._fields if not field.options}
        return [text for name, text in texts.items() if name in own and text.strip() != own[name]]

    def _as_draft(self) -> dict[str, str]:
        """The texts as a draft has them, {} while nothing was typed."""
        texts = self.texts()
        if not self.typed_in(texts):
            return {}
        shown = {field.name: dict(field.options).get(texts[field.name], "") for field in self._fields if field.options}
        return {**texts, **shown}

    def action_take_up(self) -> None:
        if self._drafting is not None:
            self._drafting.take_up()

    def action_throw_away(self) -> None:
        if self._drafting is not None:
            self._drafting.throw_away()

    def _check(self, field: Field) -> None:
        """Reads a field back, or says what is wrong with it."""
        text = self._text(field)
        widget = self.query_one(f"#field-{field.name}")
        under = self.query_one(f"#under-{field.name}", Static)
        said, fault = "", ""
        if not text.strip() and not field.options:
            if field.required:
                fault = f"{field.label} is empty"
        elif field.read is not None:
            try:
                said = field.read(text)
            except ThesisError as error:
                fault = str(error)
        variables = self.app.theme_variables
        lines: list[Content] = []
        shown = fault and ((field.name in self._touched and bool(text.strip())) or field.name in self._insisted())
        if shown:
            lines.append(Content.styled(self.thesis.sign(f"✗ {fault}"), variables["error"]))
        elif said:
            lines.append(Content.styled(self.thesis.sign(said), variables["foreground"]))
        if field.also and widget.has_focus:
            lines.append(Content.styled(field.also, variables["muted"]))
        widget.set_class(bool(shown), "wrong")
        if fault:
            self._faults[field.name] = fault
        else:
            self._faults.pop(field.name, None)
        self._put(under, Content("\n").join(lines))
        under.set_class(bool(lines), "shown")
        self._draw_foot()

    def _put(self, place: Static, said: Content) -> None:
        """Draws `said` there unless it stands there already: every update lays the whole form out anew."""
        before = self._said.get(place)
        if before is None or not before.is_same(said):
            self._said[place] = said
            place.update(said)

    def _insisted(self) -> set[str]:
        return self._touched if self._tried else set()

    _tried = False
    _message = ""

    def _draw_foot(self, message: str = "") -> None:
        """Draws the foot, with a message that stands until something is changed or done."""
        self._message = message = message or self._message
        variables = self.app.theme_variables
        wrong = [field.label for field in self._fields if field.name in self._faults]
        mending = [field.label for field in self._fields if field.name in self._faults and self._text(field).strip()]
        ready = not wrong
        key = f"bold {variables['background']} on {variables['accent']}"
        muted = f"bold {variables['muted']} on {variables['raised']}"
        parts: list[tuple[str, str]] = [(f" ctrl+s  {self._does} ", key if ready else muted)]
        if message or self._waiting:
            parts.append((f"  {message or self._waiting}", variables["error" if message else "foreground"]))
        elif mending or (wrong and self._tried):
            shown = wrong if self._tried else mending
            count = "one field needs mending" if len(shown) == 1 else f"{len(shown)} fields need mending"
            parts.append((f"  {count}: {', '.join(shown)}", variables["muted"]))
        elif wrong:
            parts.append((f"  to fill in: {', '.join(wrong)}", variables["muted"]))
        last = len(self._fields) == 1
        parts += [("\n", ""), ("tab", variables["accent"]), (" next field   ", variables["muted"])] if not last else []
        if last:
            parts.append(("\n", ""))
        parts += [
            ("enter", variables["accent"]),
            (f" {self._does.lower()}s   " if last else " next   ", variables["muted"]),
            (self._foot, variables["muted"]),
        ]
        self._put(self.query_one("#foot", Static), Content.assemble(*parts))

    def _field_of(self, widget: Widget | None) -> Field | None:
        if widget is None or widget.id is None:
            return None
        return next((field for field in self._fields if widget.id == f"field-{field.name}"), None)

    def _changed(self, widget: Widget) -> None:
        field = self._field_of(widget)
        if field is not None and self.is_mounted:
            self._leaving = False
            self._message = ""
            self._touched.add(field.name)
            self._check(field)
            if self._drafting is not None:
                self._drafting.typed(self._as_draft())

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value != next((f.value for f in self._fields if f.name == (event.input.id or "")[6:]), ""):
            self._changed(event.input)
        elif (field := self._field_of(event.input)) is not None:
            self._check(field)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        field = self._field_of(event.text_area)
        if field is not None and event.text_area.text != field.value:
            self._changed(event.text_area)

    def on_chips_changed(self) -> None:
        if self.focused is not None:
            self._changed(self.focused)
            for field in self._fields:
                self._check(field)

    def on_descendant_focus(self) -> None:
        for field in self._fields:
            self._check(field)

    # moving and leaving

    def on_input_submitted(self) -> None:
        self._go_on()

    def on_area_submitted(self) -> None:
        self._go_on()

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter" and isinstance(self.focused, Chips):
            event.stop()
            self._go_on()

    def _go_on(self) -> None:
        """`enter`: the next field, and from the last one save."""
        field = self._field_of(self.focused)
        if field is None or field is self._fields[-1]:
            self.action_save()
        else:
            self.action_next(1)

    def action_next(self, step: int) -> None:
        self._message = ""
        field = self._field_of(self.focused)
        at = (self._fields.index(field) + step) % len(self._fields) if field else 0
        self.query_one(f"#field-{self._fields[at].name}").focus()

    def action_save(self) -> None:
        if self._kept:
            return
        self._tried, self._message = True, ""
        self._touched = {field.name for field in self._fields}
        for field in self._fields:
            self._check(field)
        if self._faults:
            first = next(field for field in self._fields if field.name in self._faults)
            self.query_one(f"#field-{first.name}").focus()
            return
        self.thesis.record(lambda: self._save(self.texts()), self._saved, self._unsaved, self._wait)

    def _saved(self, said: str) -> None:
        if self._drafting is not None:
            self._drafting.end()
        if self.is_active:
            self._end(said)
        else:  # the palette is open above it
            self._kept = True
            self.set_timer(LATER_SECONDS, lambda: self._saved(said))

    _kept = False

    def _wait(self, said: str, free: bool) -> None:
        """Says what saving waits for, the text being kept as a draft meanwhile. What the fields hold when the wait is
        over is saved, so they take keys as long as they are `free`.
        """
        if said != self._waiting:
            self._waiting, self._message = said, ""
            self.keep_draft()
            self._draw_foot()
        self._hold(free=free)

    _waiting = ""

    def _hold(self, *, free: bool) -> None:
        fields = self.query_one("#fields")
        if fields.disabled and free:
            fields.disabled = False
            self.set_focus(self._held)
        elif not fields.disabled and not free:
            self._held = self.focused
            fields.disabled = True

    _held: Widget | None = None

    def _unsaved(self, error: ThesisError) -> None:
        """The text stays where it is, and in a draft; why it could not be saved stands beside it."""
        self._waiting = ""
        self._hold(free=True)
        if isinstance(error, InputError):
            self._show_fault(error)
            return
        kept = ""
        if self._drafting is not None:
            self._drafting.typed(self._as_draft())
            kept = self._drafting.keep()
            self._drafting.failed(str(error).rstrip("."))
        self._draw_foot(f"not saved: {error}{f'; {kept}' if kept else ''}")

    def _end(self, said: str | None) -> None:
        """Leaves, saved or let go; what could not have been saved stays as a draft."""
        if self._drafting is not None and not (said is None and self._drafting.stays):
            self._drafting.end()
        self.dismiss(said)

    def _show_fault(self, error: InputError) -> None:
        field = next((field for field in self._fields if field.name == error.field), None)
        if field is None:
            self._draw_foot(str(error))
            return
        under = self.query_one(f"#under-{field.name}", Static)
        self._put(under, Content.styled(self.thesis.sign(f"✗ {error}"), self.app.theme_variables["error"]))
        under.set_class(True, "shown")
        self.query_one(f"#field-{field.name}").focus()
        self._faults[field.name] = str(error)
        self._draw_foot()

    def action_leave(self) -> None:
        """`esc` leaves at once when nothing was typed, else asks for a second one. What is being written stays."""
        if self._waiting:
            return
        typed = any(self._text(field).strip() != field.value.strip() for field in self._fields if not field.options)
        if typed and not self._leaving:
            self._leaving = True
            if self._drafting is not None:
                self._drafting.keep()
            stays = self._drafting is not None and self._drafting.stays
            does = "leaves; your text stays as a draft" if stays else "discards what you typed"
            self._draw_foot(f"esc again {does}; any key goes on")
            return
        self._end(None)
