"""What every screen is handed: the way to the records, long tasks, settings, messages and the other screens."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.background import RecordsThread
from ui.messages import MessageLine, Messages
from ui.settings import Settings
from ui.tasks import TaskPool


class Shell(QObject):
    """One per window; ``today`` is the composition root's clock."""

    screen_requested = Signal(str, object)
    """Id of a screen and what it is to show there, None for the screen as it was."""

    def __init__(
        self, *, records: RecordsThread[Any], tasks: TaskPool, settings: Settings, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.records, self.tasks, self.settings, self.today = records, tasks, settings, today
        self.message_line = MessageLine()
        self.messages = Messages(self.message_line)
        records.failed.connect(self.messages.report)
        tasks.failed.connect(self.messages.report)

    def go(self, screen: str, subject: object = None) -> None:
        """Ask for another screen, with what it is to show."""
        self.screen_requested.emit(screen, subject)
