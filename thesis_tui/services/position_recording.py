"""The user's own doing, as a desk records it: what they did, hold, expect and mean to do, and how a thesis ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model.journal import Entry
from thesis_tui.services.recording import Recording, one_act_on_the_latest

if TYPE_CHECKING:
    from thesis_tui.services.closing import TypedClose
    from thesis_tui.services.decisions import TypedDecision
    from thesis_tui.services.plans import TypedScenario


class PositionRecording(Recording):
    """Decisions and positions, scenarios and intended actions, and the end of a thesis.

    What is typed comes as text. Raises InputError with the field that is at fault, before anything is recorded.
    """

    @one_act_on_the_latest
    def record_decision(self, typed_decision: TypedDecision, *, sure: bool = False) -> Entry:
        """Records a decision about the thesis and why, with the verdict, the odds and the price as they stood.

        Raises DoubtError for what cannot be meant, unless `sure`.
        """
        from thesis_tui.services.decisions import decision

        what, on = decision(self, typed_decision, sure=sure)
        return self._record("decision", what, on=on)

    def edit_decision(self, entry_id: str, typed_decision: TypedDecision, *, sure: bool = False) -> Entry:
        """A decision said anew, whole. Raises InputError while amounts are hidden: nobody edits what is not seen."""
        from thesis_tui.services.decisions import decision

        if self.private:
            raise InputError("amounts are hidden; $ shows them, and then this can be changed", "quantity")
        old = next((entry for entry in self.book().entries if entry.id == entry_id), None)
        what, on = decision(self, typed_decision, sure=sure, old=old)
        return self._record("decision", what, on=on, replaces=entry_id)

    def open_position(
        self, quantity: str, price: str = "", on: str | None = None, listing: str | None = None, note: str = "",
        *, sure: bool = False,
    ) -> Entry:  # fmt: skip
        """The shares owned when the thesis began, at an average cost."""
        from thesis_tui.services.decisions import opening

        what, day = opening(self, quantity, price, on, listing, note, sure=sure)
        return self._record("holding", what, on=day)

    def add_dividend(self, amount: str, on: str | None = None, listing: str | None = None, note: str = "") -> Entry:
        """A dividend paid for all that was held on its day."""
        from thesis_tui.services.decisions import dividend

        what, day = dividend(self, amount, on, listing, note)
        return self._record("holding", what, on=day)

    def add_scenario(self, typed_scenario: TypedScenario) -> Entry:
        """A value by a day with odds, and what would have to be true."""
        from thesis_tui.services.plans import scenario

        return self._record("scenario", scenario(self, typed_scenario))

    def edit_scenario(self, scenario_id: str, typed_scenario: TypedScenario) -> Entry:
        """A scenario stated anew, whole; what it said before is kept and scored."""
        from thesis_tui.services.plans import known, scenario

        what = scenario(self, typed_scenario, known(self, scenario_id))
        return self._record("scenario", what, replaces=scenario_id)

    def restate_scenario(self, scenario_id: str, odds: str, value: str = "") -> Entry:
        """A scenario with the odds, and the value, that it has now."""
        from thesis_tui.services.plans import restated

        return self._record("scenario", restated(self, scenario_id, odds, value), replaces=scenario_id)

    def intend(self, target: str, action: str) -> Entry:
        """Records the plan for when the criterion or level `target` fails, in place of what was said before."""
        from thesis_tui.services.plans import intent

        return self._record("intent", intent(self, target, action))

    @one_act_on_the_latest
    def close(self, typed_close: TypedClose, *, sure: bool = False) -> Entry:
        """The end of the thesis, looked back on. Nothing but notes is recorded from then on, until it is reopened.

        Raises DoubtError while something is held, unless `sure`.
        """
        from thesis_tui.services.closing import close

        return self._record("close", close(self, typed_close, sure=sure))

    @one_act_on_the_latest
    def reopen(self, why: str = "") -> Entry:
        """A closed thesis is open again."""
        from thesis_tui.model.journal import Reopen
        from thesis_tui.services.closing import refuse_open
        from thesis_tui.services.parse import text

        refuse_open(self, "opened again")
        return self._record("reopen", Reopen(text=text(why, "why", required=False)))

    @one_act_on_the_latest
    def archive(self, why: str = "") -> Entry:
        """A closed thesis is no longer listed with the others."""
        from thesis_tui.model.journal import Archive
        from thesis_tui.services.closing import refuse_archived
        from thesis_tui.services.parse import text

        refuse_archived(self, archived=True)
        return self._record("archive", Archive(text=text(why, "why", required=False)))

    @one_act_on_the_latest
    def unarchive(self, why: str = "") -> Entry:
        """An archived thesis is listed with the other closed ones again."""
        from thesis_tui.model.journal import Archive
        from thesis_tui.services.closing import refuse_archived
        from thesis_tui.services.parse import text

        refuse_archived(self, archived=False)
        return self._record("archive", Archive(text=text(why, "why", required=False), restored=True))

    def hide_amounts(self, *, hide: bool) -> None:
        """Hides quantities and amounts on every surface and in exports of every thesis, or shows them again."""
        from thesis_tui.services.loaded_thesis import PRIVATE
        from thesis_tui.storage.disk import write_atomically

        write_atomically(str(self.places.state / PRIVATE), b"on\n" if hide else b"off\n")
        self._view = None
