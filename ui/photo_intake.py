"""Photographs on their way in: one task for any number, broken off and begun again, its end told in words."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton

from inspections.workflow.recording import ImportStoppedError, PhotoImport, PhotoSource, add_photos
from ui.actions import push_button
from ui.tasks import Task, TaskCancelledError
from ui.theme import Tone
from ui.workplace import Workplace

FEW: Final = 3
"""So many pictures are in before anybody would read a progress."""
NAMED: Final = 3
"""So many refusals are told in full; of a whole card the others are counted."""

Gather = Callable[[], Sequence[PhotoSource]]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Pictures that belong together: how to find them and what they show (``add_photos`` names the links)."""

    gather: Gather
    links: Mapping[str, str]
    keep_damaged: bool = False
    known: int = 0
    """How many they are where that is known before the folder was read."""


class PhotoIntake(QObject):
    """Takes pictures in beside the window; what became of them is told once, and damaged ones are asked about."""

    begun = Signal(object)
    """The task of an import that is worth following."""
    ended = Signal(object, object)
    """The batch and its outcome."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.question: QMessageBox | None = None
        self.answers: dict[str, QPushButton] = {}
        """The buttons of the question: keep, leave."""

    def take(self, batch: Batch) -> None:
        """Begin an import."""
        task = Task("导入照片", partial(_import, self._workplace, batch))
        run = _Run(self, batch)
        task.finished.connect(run.finish)
        task.failed.connect(run.fail)
        self._workplace.tasks.start(task)
        if not batch.known or batch.known > FEW:
            self.begun.emit(task)

    def finished(self, batch: Batch, outcome: PhotoImport, sources: Sequence[PhotoSource]) -> None:
        """Tell how an import ended."""
        tone = Tone.WARN if outcome.refused or outcome.left else Tone.OK
        self._workplace.messages.tell(told(outcome), tone)
        self.announce(outcome)
        self.ended.emit(batch, outcome)
        if outcome.damaged and not batch.keep_damaged:
            self._ask([sources[place] for place in outcome.damaged], batch)

    def announce(self, outcome: PhotoImport) -> None:
        """Let every screen know what is in."""
        if outcome.changes.subjects:
            self._workplace.records.changed.emit(outcome.changes)

    def _ask(self, sources: Sequence[PhotoSource], batch: Batch) -> None:
        box = QMessageBox(self._workplace.messages.line.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("照片不完整")
        box.setTextFormat(Qt.TextFormat.PlainText)
        names = "、".join(one.name for one in sources[:NAMED])
        box.setText(f"{names}{f'等 {len(sources)} 张' if len(sources) > NAMED else ''}不完整，可能没有复制完。")
        box.setInformativeText("请先从手机或相机重新复制。原件只剩这一份时，可作为损坏的证据保留，文书中会注明。")
        keep = push_button("保留为损坏的证据")
        leave = push_button("不保留", kind="primary")
        box.addButton(keep, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(leave, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leave)
        box.setEscapeButton(leave)
        kept = Batch(gather=lambda: sources, links=batch.links, keep_damaged=True, known=len(sources))
        keep.clicked.connect(_Again(box, self, kept).take)
        box.finished.connect(self._answered)
        self.question, self.answers = box, {"keep": keep, "leave": leave}
        box.open()

    def _answered(self) -> None:
        self.question, self.answers = None, {}


class _Again(QObject):
    """Takes in once more what a person chose to keep; goes with the question."""

    def __init__(self, box: QMessageBox, intake: PhotoIntake, batch: Batch) -> None:
        super().__init__(box)
        self._intake, self._batch = intake, batch

    def take(self) -> None:
        self._intake.take(self._batch)


class _Run(QObject):
    """Carries one import's end from its task to the window's thread."""

    def __init__(self, intake: PhotoIntake, batch: Batch) -> None:
        super().__init__(intake)
        self._intake, self._batch = intake, batch

    def finish(self, ended: tuple[PhotoImport, Sequence[PhotoSource]]) -> None:
        outcome, sources = ended
        self._intake.finished(self._batch, outcome, sources)
        self.deleteLater()

    def fail(self, error: Exception) -> None:
        if isinstance(error, ImportStoppedError):
            self._intake.announce(error.outcome)
        self.deleteLater()


def told(outcome: PhotoImport) -> str:
    """Say what became of the pictures that were offered."""
    words = [f"已添加照片 {len(outcome.imported)} 张"] if outcome.imported else []
    words += [f"其中 {len(outcome.relinked)} 张本机已有原件"] if outcome.relinked else []
    words += [f"{outcome.present} 张已在此处，未重复添加"] if outcome.present else []
    words += [why if name in why else f"{name}：{why}" for name, why in outcome.refused[:NAMED]]
    more = len(outcome.refused) - NAMED
    words += [f"另有 {more} 个文件未能添加"] if more > 0 else []
    words += [f"已取消，其余 {outcome.left} 张未添加，重新选择同一批即可继续"] if outcome.left else []
    return "；".join(words) or "没有找到照片文件"


def _import(workplace: Workplace, batch: Batch, task: Task) -> tuple[PhotoImport, Sequence[PhotoSource]]:
    """Import picture by picture; a cancelled import keeps what is in and says how many were left."""
    sources = batch.gather()
    records = workplace.open_records()
    try:
        outcome = add_photos(
            records,
            workplace.files,
            sources=sources,
            by=workplace.operator.person,
            keep_damaged=batch.keep_damaged,
            progress=partial(report, task),
            is_cancelled=task.is_cancelled,
            **{"inspection": "", **batch.links},
        )
    finally:
        records.close()
    return outcome, sources


def report(task: Task, done: int, total: int, name: str) -> None:
    """Show how far an import is."""
    with suppress(TaskCancelledError):  # the import itself asks between two pictures
        task.step(done, total, name)
