"""Reads the library for its page."""

from functools import partial

from PySide6.QtCore import QObject

from checklists.model import Checklist
from ui.standards.model import load_library
from ui.standards.page import StandardsPage
from ui.tasks import Task
from ui.workplace import Workplace


class StandardsPresenter(QObject):
    """Loads the bundled checklists in a task and hands them to the page."""

    def __init__(self, page: StandardsPage, workplace: Workplace) -> None:
        super().__init__(page)
        task = Task("读取标准库", partial(_load, workplace))
        task.finished.connect(page.show_library)
        workplace.tasks.start(task)


def _load(workplace: Workplace, _task: Task) -> tuple[Checklist, ...]:
    return load_library(workplace.checklists())
