"""Every step of editing, so that each can be taken back and done again."""

from dataclasses import dataclass, field
from typing import Final

from inspections.authoring.draft import Draft

MOST_STEPS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The draft after a step, what the step was, and the part it was about."""

    draft: Draft
    label: str
    key: int
    run: str = ""
    """Typing on in one field is one step: steps in a row with the same run are joined."""


@dataclass(slots=True)
class History:
    """The steps done and the steps taken back; `first` is how the draft was when it was opened."""

    first: Draft
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    @property
    def draft(self) -> Draft:
        """Return the draft as it is now."""
        return self.done[-1].draft if self.done else self.first

    def put(self, step: Step) -> None:
        """Take a step; what was taken back before can no longer be done again."""
        if step.draft == self.draft:
            return
        self.undone.clear()
        if step.run and self.done and self.done[-1].run == step.run:
            self.done.pop()
        self.done.append(step)
        if len(self.done) > MOST_STEPS:
            self.first = self.done.pop(0).draft

    def undo(self) -> Step | None:
        """Take back the last step and return it."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self.undone[-1]

    def redo(self) -> Step | None:
        """Do again what was taken back last and return it."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1]

    def rest(self) -> None:
        """End the run: what is typed next is a step of its own."""
        if self.done:
            last = self.done.pop()
            self.done.append(Step(draft=last.draft, label=last.label, key=last.key))
