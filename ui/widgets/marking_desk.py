"""Opens the editor on a photograph, hands it the picture from a task and its marks to the records."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from inspections.photo import Photo
from inspections.records import Changes, Files, UnavailableError
from inspections.refusal import RefusedError
from inspections.workflow.marking import mark_photo
from ui.tasks import Task
from ui.widgets.mark_editor import MarkEditor
from ui.workplace import Workplace


class MarkingDesk(QObject):
    """One editor at a time; it stays open with what was drawn until the records took it."""

    told = Signal(str)
    """What was done, in words."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.editor: MarkEditor | None = None

    def open(self, photo: Photo, parent: QWidget) -> None:
        """Let a person mark a photograph."""
        if self.editor is not None:
            return
        editor = MarkEditor(photo.id, photo.marks, parent)
        editor.saved.connect(self._save)
        editor.finished.connect(self._closed)
        self.editor = editor
        editor.open()
        task = Task("读取照片", partial(_plain, self._workplace.files, photo))
        task.finished.connect(self._read)
        self._workplace.tasks.start(task)

    def _read(self, read: tuple[str, bytes]) -> None:
        photo, data = read
        if self.editor is not None and self.editor.photo == photo:
            self.editor.take_picture(QImage.fromData(data))

    def _save(self, photo: str, marks: list[dict[str, object]]) -> None:
        step = partial(mark_photo, photo=photo, marks=marks, by=self._workplace.operator.person)
        self._workplace.records.change(step, done=self._saved, failed=self._failed)

    def _saved(self, changes: Changes) -> None:
        if self.editor is not None:
            self.editor.done_with()
        if changes.subjects:
            self.told.emit("标注已保存，原件不变")

    def _failed(self, error: Exception) -> None:
        if self.editor is not None:
            self.editor.fail(error)

    def _closed(self) -> None:
        self.editor = None


def _plain(files: Files, photo: Photo, _task: Task) -> tuple[str, bytes]:
    """Read the upright picture without marks; of a missing or damaged original there is none."""
    try:
        return photo.id, files.derivative(photo.sha256, photo.extension)
    except (RefusedError, UnavailableError, OSError, ValueError):
        return photo.id, b""
