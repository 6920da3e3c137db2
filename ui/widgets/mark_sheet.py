"""The marks being drawn, before they are saved: what is chosen, what can be undone. No window in it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from inspections.marks import MOST_SHAPES, SPOTS, UNIT, Shape, ShapeKind, moved, next_number

USUAL: Final = 1500
"""Half the side of a shape that is put down by a key alone."""


class MarkSheet:
    """A list of shapes with one chosen; every change can be taken back until it is saved."""

    def __init__(self, shapes: Iterable[Shape] = (), told: Callable[[], object] = lambda: None) -> None:
        self.shapes: tuple[Shape, ...] = tuple(shapes)
        self.chosen = -1
        self._saved = self.shapes
        self._told = told
        self._done: list[tuple[Shape, ...]] = []
        self._undone: list[tuple[Shape, ...]] = []
        self._going_on = ""

    @property
    def shape(self) -> Shape | None:
        """The shape that is chosen."""
        return self.shapes[self.chosen] if 0 <= self.chosen < len(self.shapes) else None

    @property
    def is_changed(self) -> bool:
        """Tell whether there is something to save."""
        return self.finished() != self._saved

    @property
    def is_full(self) -> bool:
        """Tell whether no more shapes are taken."""
        return len(self.shapes) >= MOST_SHAPES

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a change to make again."""
        return bool(self._undone)

    def finished(self) -> tuple[Shape, ...]:
        """Return what is to be saved: words nobody wrote are no mark."""
        return tuple(one for one in self.shapes if one.kind is not ShapeKind.TEXT or one.text.strip())

    def choose(self, place: int) -> None:
        """Choose a shape by its place; -1 chooses none."""
        if self.chosen != place:
            self.chosen, self._going_on = place, ""
            self._told()

    def choose_next(self, step: int) -> None:
        """Choose the next or the previous shape, round and round."""
        if self.shapes:
            start = self.chosen if self.chosen >= 0 else (-1 if step > 0 else 0)
            self.choose((start + step) % len(self.shapes))

    def add(self, kind: ShapeKind, color: str, x: int, y: int) -> bool:
        """Put a shape of no size at a place and choose it; tell whether there was room for it."""
        number = next_number(self.shapes) if kind is ShapeKind.NUMBER else 0
        if self.is_full or (kind is ShapeKind.NUMBER and not number):
            return False
        made = Shape(kind=kind, x1=x, y1=y, x2=x, y2=y, color=color, number=number)
        self._become((*self.shapes, made), chosen=len(self.shapes), going_on="drawing")
        return True

    def add_usual(self, kind: ShapeKind, color: str, x: int, y: int) -> bool:
        """Put a shape of the usual size around a place."""
        if not self.add(kind, color, x, y):
            return False
        if kind not in SPOTS:
            low_x, low_y = max(0, x - USUAL), max(0, y - USUAL)
            self.stretch(low_x, low_y, min(UNIT, low_x + 2 * USUAL), min(UNIT, low_y + 2 * USUAL))
        return True

    def stretch(self, x1: int, y1: int, x2: int, y2: int) -> None:
        """Let the chosen shape reach from one place to another; one drag is one change."""
        shape = self.shape
        if shape is not None:
            self._replace(replace(shape, x1=x1, y1=y1, x2=x2, y2=y2), going_on="drawing")

    def move(self, x: int, y: int) -> None:
        """Move the chosen shape; one drag is one change."""
        shape = self.shape
        if shape is not None:
            self._replace(moved(shape, x, y), going_on="drawing")

    def write(self, text: str) -> None:
        """Change the words of the chosen shape; typing goes on being one change."""
        shape = self.shape
        if shape is not None and shape.kind is ShapeKind.TEXT:
            self._replace(replace(shape, text=text), going_on="typing")

    def paint(self, color: str) -> None:
        """Change the colour of the chosen shape."""
        shape = self.shape
        if shape is not None and not shape.is_private:
            self._replace(replace(shape, color=color))

    def rest(self) -> None:
        """End a drag or a word: what follows is a change of its own."""
        self._going_on = ""

    def drop_chosen(self) -> None:
        """Take the chosen shape away."""
        if self.shape is not None:
            rest = tuple(one for place, one in enumerate(self.shapes) if place != self.chosen)
            self._become(rest, chosen=-1)

    def cancel_added(self) -> None:
        """Take away a shape that was put down by a slip, as if it had never been."""
        if self._done:
            self.shapes, self.chosen, self._going_on = self._done.pop(), -1, ""
            self._told()

    def undo(self) -> None:
        """Take the last change back."""
        self._step(self._done, self._undone)

    def redo(self) -> None:
        """Make a change again that was taken back."""
        self._step(self._undone, self._done)

    def _step(self, taken: list[tuple[Shape, ...]], kept: list[tuple[Shape, ...]]) -> None:
        if taken:
            kept.append(self.shapes)
            self.shapes, self.chosen, self._going_on = taken.pop(), -1, ""
            self._told()

    def _replace(self, shape: Shape, *, going_on: str = "") -> None:
        if shape != self.shape:
            changed = (*self.shapes[: self.chosen], shape, *self.shapes[self.chosen + 1 :])
            self._become(changed, chosen=self.chosen, going_on=going_on)

    def _become(self, shapes: tuple[Shape, ...], *, chosen: int, going_on: str = "") -> None:
        if not (going_on and going_on == self._going_on and chosen == self.chosen):
            self._done.append(self.shapes)
            self._undone.clear()
        self.shapes, self.chosen, self._going_on = shapes, chosen, going_on
        self._told()
