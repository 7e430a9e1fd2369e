"""A form over the dimmed page: what is typed is read back under its field, and so is what is wrong with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from thesis_tui.errors import InputError, ThesisError
from thesis_tui.tui.chips import Chips
from thesis_tui.tui.clickable import action_under, words_doing
from thesis_tui.tui.field import Area, Field, FieldRow, Words
from thesis_tui.tui.form_drafts import FormDrafts, Notice
from thesis_tui.tui.overlay import Overlay

_LABEL = 10
"""Cells of the column of labels; one as long or longer takes the class "wide"."""
_CANCEL = " esc cancel "
"""At the title's right end; a click there leaves."""
_AROUND = 5
"""Rows of a form around its fields: its frame, the rule, and two of the foot."""
LATER_SECONDS = 0.1
"""Until a form that was saved under the palette looks again whether it can leave."""


class Form(Overlay[str]):
    """Asks for fields and saves them. The result is what `save` says was done, or None when left.

    `save` gets every field's text by name and may raise a ThesisError: it is shown, by its field when it
    names one, and the form stays as it is.
    """

    place = "form"
    SCOPED_CSS: ClassVar[bool] = False  # it styles a form of any class, that of a new thesis as well
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
    Form .over { height: auto; color: $muted; background: $background; margin-top: 1; }
    Form .row { height: auto; background: $background; }
    Form .label { width: 10; color: $muted; background: $background; }
    Form.wide .label { width: 15; }
    Form.wide .under { padding-left: 17; }
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

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[dict[str, str]], str],
        *,
        first: str = "",
        foot: str = "u to undo once saved",
        does: str = "Save",
    ) -> None:
        super().__init__()
        self.draft = title
        """The key that tells its drafts from those of other forms."""
        self._title = title
        self._fields = fields
        self._saves = save
        self._first = first or (fields[0].name if fields else "")
        self._about = foot
        self._does = does
        self._rows: list[FieldRow] = []
        # held, not looked up: a form that is left while it is being mounted has its parts taken away one by one
        self._box = Vertical(id="box")
        self._notice = Notice("", id="notice", markup=False)
        self._area = VerticalScroll(id="fields", can_focus=False)
        self._rule = Static("", id="rule", markup=False)
        self._foot = Words("", id="foot", markup=False)
        self._leaving = False
        self._drafts: FormDrafts | None = None

    def fill(
        self,
        values: Mapping[str, str],
        title: str,
        around: Callable[[], AbstractContextManager[None]],
        required: Container[str] = (),
    ) -> None:
        """Before it is shown: what stands in its fields, another title, what saving happens inside of, and the fields
        that are required here though they are not elsewhere.
        """
        self._title = title
        self._fields = [
            field._replace(value=values.get(field.name, field.value), required=field.required or field.name in required)
            for field in self._fields
        ]
        if any(field.name == self._first and field.options for field in self._fields):
            # the choice is made already: what is written is what is looked at first
            written = (field.name for field in self._fields if field.value and not field.options)
            self._first = next(written, self._first)
        save = self._saves

        def saved(texts: dict[str, str]) -> str:
            with around():
                return save(texts)

        self._saves = saved

    def compose(self) -> ComposeResult:
        self._rows = [FieldRow(field, self.session.sign) for field in self._fields]
        self.set_class(any(len(field.label) >= _LABEL for field in self._fields), "wide")
        with self._box:
            yield self._notice
            with self._area:
                yield from self._rows
            yield self._rule
            yield self._foot

    @property
    def name_words(self) -> str:
        """The name its drafts get."""
        return self._title

    @property
    def theme_variables(self) -> dict[str, str]:
        return self.app.theme_variables

    def after(self, seconds: float, do: Callable[[], object]) -> None:
        self.set_timer(seconds, do)

    def in_background(self, work: Awaitable[None]) -> None:
        self.run_worker(work, group="probe", exit_on_error=False)

    def show_notice(self, lines: Sequence[Content]) -> None:
        self._notice.update(Content("\n").join(lines))
        self._notice.set_class(bool(lines), "shown")
        self._noticed = len(lines) + bool(lines)
        self._resize()

    _noticed = 0
    """Rows that the notice takes."""

    def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does; elsewhere on the draft that is offered it takes it up."""
        action = action_under(event)
        if action:
            self.action_run(action)
        elif isinstance(event.widget, Notice):
            self.take_draft()
        # words of a border are no widget of their own: their place is worked out
        elif event.widget is self._box and event.y == 0 and event.x >= self._box.outer_size.width - len(_CANCEL) - 2:
            self.leave()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Raises the target of a click from the ground."""
        action = action_under(event)
        if action != self._pointed_at:
            self._pointed_at = action
            self._draw_foot()

    _pointed_at = ""

    def on_mount(self) -> None:
        self._drafts = FormDrafts(self, self.draft)
        self._resize()
        # at once, so that a key that was typed already finds its field
        self.set_focus(next(row.taker for row in self._rows if row.field.name == self._first))
        self._check_all()
        self._drafts.begin()

    def keep_draft(self) -> None:
        """Writes what is typed to the draft now: whatever ends the program, the text outlives it.

        It is what the fields hold: a field shows a key before its message that it changed is worked off.
        """
        if self._drafts is not None:
            self._drafts.keep(self._as_draft() if self.is_mounted else None)

    def on_resize(self) -> None:
        self._resize()

    def notify_style_update(self) -> None:
        """The theme may be another one: the title's colours are not of the CSS."""
        super().notify_style_update()
        if self.is_mounted:
            self._draw_title()

    def _resize(self) -> None:
        height = self.app.size.height
        # three rows a field: itself, the words below, a blank one; eight for border, rule, foot and what is around
        roomy = height >= 8 + 3 * len(self._fields)
        self.set_class(roomy, "roomy")
        box = self._box
        # the fields scroll, so that Save is in sight however many there are
        self._area.styles.max_height = max(3, height * 96 // 100 - _AROUND - roomy - self._noticed)
        if self.session.ascii_only:
            self.add_class("plain")
            box.styles.border = ("ascii", self.app.theme_variables["accent"])
        self._draw_title()

    def _draw_title(self) -> None:
        box, variables = self._box, self.app.theme_variables
        # the width that the CSS gives the box, which has none yet when this is first called
        width = min(78, self.app.size.width * 98 // 100)
        gap = width - len(self._title) - len(_CANCEL) - 8
        box.border_title = Content.assemble(
            (f" {self._title} ", f"bold {variables['strong']}"),
            (self.session.sign("─" * max(1, gap)), variables["accent"]),
            (" esc", variables["accent"]),
            (" cancel ", variables["muted"]),
        )
        self._rule.update(Content(self.session.sign("─" * (width - 6))))

    # what was typed

    def texts(self) -> dict[str, str]:
        """Every field's text, by name."""
        return {row.field.name: row.text for row in self._rows}

    def put(self, texts: Mapping[str, str]) -> None:
        """Puts a draft's texts into the fields of those names; of a choice they are the words shown for it."""
        for row in self._rows:
            text = texts.get(row.field.name)
            if text is not None:
                row.put(text)

    def typed_in(self, texts: Mapping[str, str]) -> list[str]:
        """The texts of a draft that the fields do not hold from the beginning."""
        own = {field.name: field.value.strip() for field in self._fields if not field.options}
        return [text for name, text in texts.items() if name in own and text.strip() != own[name]]

    def _as_draft(self) -> dict[str, str]:
        """The texts as a draft has them, {} while nothing was typed."""
        texts = self.texts()
        if not self.typed_in(texts):
            return {}
        shown = {field.name: dict(field.options).get(texts[field.name], "") for field in self._fields if field.options}
        return {**texts, **shown}

    def take_draft(self) -> None:
        if self._drafts is not None:
            self._drafts.take_up()

    def drop_draft(self) -> None:
        if self._drafts is not None:
            self._drafts.throw_away()

    def _check(self, row: FieldRow) -> None:
        row.check(insist=self._tried)
        self._draw_foot()

    def _check_all(self) -> None:
        for row in self._rows:
            row.check(insist=self._tried)
        self._draw_foot()

    _tried = False
    _message = ""

    def _draw_foot(self, message: str = "") -> None:
        """Draws the foot, with a message that stands until something is changed or done."""
        self._message = message or self._message
        variables = self.app.theme_variables
        ready = not any(row.fault for row in self._rows)
        key = f"bold {variables['background']} on {variables['accent']}"
        muted = f"bold {variables['muted']} on {variables['raised']}"
        raised = f"on {variables['raised']}"
        if self._pointed_at == "form_save":
            key = muted = f"{muted if not ready else key} underline"
        parts: list[Content | tuple[str, str]] = [
            words_doing(f" ctrl+s  {self._does} ", key if ready else muted, "form_save")
        ]
        if words := self._state_words():
            parts.append(words)
        parts.append(("\n", ""))
        alone = len(self._rows) == 1
        if not alone:
            ground = raised if self._pointed_at == "form_next" else ""
            parts += [
                words_doing("tab", f"{variables['accent']} {ground}".strip(), "form_next"),
                words_doing(" next field", f"{variables['muted']} {ground}".strip(), "form_next"),
                ("   ", ""),
            ]
        parts += [
            ("enter", variables["accent"]),
            (f" {self._does.lower()}s   " if alone else " next   ", variables["muted"]),
            (self._about, variables["muted"]),
        ]
        self._foot.say(Content.assemble(*parts))

    def _state_words(self) -> tuple[str, str] | None:
        """The words for what stands in the way of saving, and their colour; None when nothing does."""
        variables = self.app.theme_variables
        if self._message:
            return f"  {self._message}", variables["error"]
        if self._waiting:
            return f"  {self._waiting}", variables["foreground"]
        wrong = [row for row in self._rows if row.fault]
        shown = wrong if self._tried else [row for row in wrong if row.text.strip()]
        if shown:
            count = "please fix"
            return f"  {count}: {_labels(shown)}", variables["muted"]
        return (f"  to fill in: {_labels(wrong)}", variables["muted"]) if wrong else None

    def _row_of(self, widget: Widget | None) -> FieldRow | None:
        return next((row for row in self._rows if row.taker is widget), None)

    def _changed(self, row: FieldRow) -> None:
        if self.is_mounted:
            self._leaving = False
            self._message = ""
            row.touched = True
            self._check(row)
            if self._drafts is not None:
                self._drafts.typed(self._as_draft())

    def on_input_changed(self, event: Input.Changed) -> None:
        row = self._row_of(event.input)
        # Textual 8.2 posts Changed for the value a field begins with as well: that is nothing typed
        if row is not None and event.value != row.field.value:
            self._changed(row)
        elif row is not None:
            self._check(row)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        row = self._row_of(event.text_area)
        if row is not None and row.text != row.field.value:
            self._changed(row)

    def on_chips_changed(self) -> None:
        if self.focused is not None:
            row = self._row_of(self.focused)
            if row is not None:
                self._changed(row)
            self._check_all()

    def on_descendant_focus(self) -> None:
        self._check_all()

    # moving and leaving

    def on_input_submitted(self) -> None:
        self._go_on()

    def on_area_submitted(self) -> None:
        self._go_on()

    def on_key(self, event: events.Key) -> None:
        if isinstance(self.focused, Chips) and event.key == "enter":
            event.stop()
            self._go_on()

    def on_paste(self, event: events.Paste) -> None:
        if isinstance(self.focused, Chips) and event.text:
            event.stop()
            self._type_on(self.focused, event.text)

    def on_chips_typed_on(self, message: Chips.TypedOn) -> None:
        self._type_on(message.chips, message.text)

    def _type_on(self, chips: Widget | None, text: str) -> None:
        """Text typed or pasted on a choice goes to the next field that takes text: the choice stands as it is."""
        # not of the focus: with the second of two quick keys it is in that field already
        row = self._row_of(chips)
        after = self._rows[self._rows.index(row) + 1 :] if row is not None else []
        taker = next((field_row.taker for field_row in after if isinstance(field_row.taker, (Area, Input))), None)
        if isinstance(taker, Input):
            taker.select_on_focus = False  # what is typed next follows this, and takes not its place
            self.set_focus(taker)
            taker.insert_text_at_cursor(text)
        elif taker is not None:
            self.set_focus(taker)
            taker.insert(text)

    def _go_on(self) -> None:
        """`enter`: the next field, and from the last one save."""
        row = self._row_of(self.focused)
        if row is None or row is self._rows[-1]:
            self.save()
        elif row.fault and row.text.strip():  # what is typed next is its correction
            row.touched = True
            self._check(row)
        else:
            self.next_field(1)

    def next_field(self, step: int) -> None:
        self._message = ""
        row = self._row_of(self.focused)
        at = (self._rows.index(row) + step) % len(self._rows) if row else 0
        self._rows[at].taker.focus()

    def save(self) -> None:
        if self._kept:
            return
        self._tried, self._message = True, ""
        for row in self._rows:
            row.touched = True
            row.forget()
        self._check_all()
        wrong = next((row for row in self._rows if row.fault), None)
        if wrong is not None:
            wrong.taker.focus()
            return
        self.session.record(lambda: self._saves(self.texts()), self._saved, self._unsaved, self._wait)

    def _saved(self, text: str) -> None:
        if self._drafts is not None:
            self._drafts.end()
        if self.is_active:
            self._end(text)
        else:  # the palette is open above it
            self._kept = True
            self.set_timer(LATER_SECONDS, lambda: self._saved(text))

    _kept = False

    def _wait(self, text: str, free: bool) -> None:
        """Says what saving waits for, the text being kept as a draft meanwhile. What the fields hold when the wait is
        over is saved, so they take keys as long as they are `free`.
        """
        if text != self._waiting:
            self._waiting, self._message = text, ""
            self.keep_draft()
            self._draw_foot()
        self._hold(free=free)

    _waiting = ""

    def _hold(self, *, free: bool) -> None:
        fields = self._area
        if fields.disabled and free:
            fields.disabled = False
            self.set_focus(self._held)
        elif not fields.disabled and not free:
            # disabling takes the focus from the field; it is given back to that one
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
        left = ""
        if self._drafts is not None:
            self._drafts.typed(self._as_draft())
            left = self._drafts.keep()
            self._drafts.failed(str(error).rstrip("."))
        self._draw_foot(f"not saved: {error}{f'; {left}' if left else ''}")

    def _end(self, text: str | None) -> None:
        """Leaves, saved or let go; what could not have been saved stays as a draft."""
        if self._drafts is not None and not (text is None and self._drafts.stays):
            self._drafts.end()
        self.close(text)

    def _show_fault(self, error: InputError) -> None:
        row = next((row for row in self._rows if row.field.name == error.field), None)
        if row is None:
            self._draw_foot(str(error))
            return
        row.refuse(str(error))
        self._draw_foot()

    def leave(self) -> None:
        """`esc` leaves at once when nothing was typed, else asks for a second one. What is being written stays."""
        if self._waiting:
            return
        if any(row.typed for row in self._rows) and not self._leaving:
            self._leaving = True
            if self._drafts is not None:
                self._drafts.keep()
            stays = self._drafts is not None and self._drafts.stays
            does = "to leave; your text is kept as a draft" if stays else "to discard what you typed"
            self._draw_foot(f"esc again {does}; any key goes on")
            return
        self._end(None)


def _labels(rows: Sequence[FieldRow]) -> str:
    return ", ".join(row.field.label for row in rows)
