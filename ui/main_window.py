"""The window: the rail of screens, the screen now shown, and leaving only when everything is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Icon
from ui.messages import confirm
from ui.rail import Rail
from ui.settings import FOLLOW_SYSTEM
from ui.start import APPLICATION_NAME
from ui.widgets.phone_bar import PhoneBar
from ui.workplace import Workplace

SMALLEST: Final = (1024, 640)
FIRST_SIZE: Final = (1440, 900)
FOLD_BELOW: Final = 1400
"""Pixels of window width under which the rail shows pictures only."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One screen of the window; ``build`` makes its page when it is first shown."""

    id: str
    title: str
    icon: Icon
    build: Callable[[Workplace], QWidget]
    is_aside: bool = False
    """Has no place in the rail: one comes to it from other screens and goes back."""


SCREEN_NAMES: Final = (
    ("workbench", "工作台", Icon.WORKBENCH),
    ("institutions", "机构", Icon.INSTITUTION),
    ("inspection", "现场检查", Icon.INSPECTION),
    ("ledger", "隐患台账", Icon.HAZARD),
    ("papers", "文书", Icon.PAPER),
    ("standards", "标准库", Icon.LIBRARY),
    ("settings", "设置", Icon.SETTINGS),
)
"""Id, title and picture of every screen in the order of the rail and of Ctrl+1 to Ctrl+7."""


ASIDE_NAMES: Final = (("photos", "照片", Icon.PHOTO),)
"""Screens beside the rail, by Ctrl+8 and the ways that lead there."""


def screens(builders: dict[str, Callable[[Workplace], QWidget]]) -> tuple[Screen, ...]:
    """Join the tables of screens with their builders; each of the rail must have one."""
    return tuple(
        Screen(id=screen_id, title=title, icon=icon, build=builders[screen_id], is_aside=is_aside)
        for names, is_aside in ((SCREEN_NAMES, False), (ASIDE_NAMES, True))
        for screen_id, title, icon in names
        if not is_aside or screen_id in builders
    )


@runtime_checkable
class ShowsTarget(Protocol):
    """A page that can be sent to one record, filter or form."""

    def show_target(self, target: object) -> None:
        """Show this."""


class MainWindow(QMainWindow):
    """The one window; screens are built when first shown and stay."""

    def __init__(self, workplace: Workplace, table: Sequence[Screen]) -> None:
        super().__init__()
        self._workplace = workplace
        self._screens = {screen.id: screen for screen in table}
        self._pages: dict[str, QWidget] = {}
        self._closing = False
        self.setWindowTitle(APPLICATION_NAME)
        self.setMinimumSize(*SMALLEST)
        on_rail = [(screen.id, screen.title, screen.icon) for screen in table if not screen.is_aside]
        self.rail = Rail(on_rail, user=workplace.operator.title)
        self._current = ""
        self._stack = QStackedWidget()
        self.setCentralWidget(self._content())
        self.rail.chosen.connect(self.show_screen)
        workplace.navigator.requested.connect(self.show_screen)
        workplace.navigator.returned.connect(self.go_back)
        workplace.operator.changed.connect(self._operator_changed)
        workplace.records.pending_changed.connect(self._pending_changed)
        workplace.settings.changed.connect(self._setting_changed)
        QApplication.styleHints().colorSchemeChanged.connect(self._system_scheme_changed)
        for number, screen_id in enumerate(list(self._screens)[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(partial(self.show_screen, screen_id))
        self._restore()

    @property
    def current_screen(self) -> str:
        """The id of the screen now shown."""
        return self._current

    def go_back(self) -> None:
        """Leave a screen beside the rail for the one it was reached from."""
        self.show_screen(self.rail.value())

    def page(self, screen_id: str) -> QWidget:
        """Return the page of a screen, building it if it was never shown."""
        if screen_id not in self._pages:
            page = self._screens[screen_id].build(self._workplace)
            self._pages[screen_id] = page
            self._stack.addWidget(page)
        return self._pages[screen_id]

    def show_screen(self, screen_id: str, target: object = None) -> None:
        """Show a screen and, where one is given, the record to show on it."""
        page = self.page(screen_id)
        self._stack.setCurrentWidget(page)
        self._current = screen_id
        if not self._screens[screen_id].is_aside:
            self.rail.fill(screen_id)
            self._workplace.settings.change("last_screen", screen_id)
        page.setFocus()  # the keys of a page are heard only while the focus is in it
        self._workplace.messages.line.clear()
        if target is not None and isinstance(page, ShowsTarget):
            page.show_target(target)

    def dress(self) -> None:
        """Wear the scheme and the size of text that the settings ask for."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            now = self._workplace.settings.now
            chosen = theme.system_scheme(app) if now.scheme == FOLLOW_SYSTEM else theme.Scheme(now.scheme)
            if (chosen, now.font_scale) != (theme.scheme(), theme.font_scale()) or not app.styleSheet():
                theme.apply(app, chosen, font_scale=now.font_scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fold(folded=self.width() < FOLD_BELOW)

    def closeEvent(self, event: QCloseEvent) -> None:
        typing = self.focusWidget()
        if typing is not None:
            typing.clearFocus()  # what is still being typed is handed over as when the keyboard leaves it
        if self._workplace.records.pending:
            self._closing = True
            self._workplace.messages.line.show_message("正在保存，全部保存后自动关闭…", lasting=True)
            event.ignore()
            return
        if self._workplace.tasks.running and not self._may_break_off():
            event.ignore()
            return
        self._remember()
        if self._workplace.phone is not None:
            self._workplace.phone.close()
        self._workplace.tasks.close()
        self._workplace.records.close()
        super().closeEvent(event)

    def _content(self) -> QWidget:
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._workplace.messages.line)
        if self._workplace.phone is not None:
            self.phone_bar = PhoneBar(self._workplace.phone)
            column.addWidget(self.phone_bar)
        column.addWidget(self._stack, 1)
        line = QHBoxLayout(content)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(column, 1)
        return content

    def _may_break_off(self) -> bool:
        return confirm(
            self,
            title="仍有任务在进行",
            text="文书或照片还在处理，现在关闭会中止这些任务。已保存的记录不受影响。",
            accept="中止并关闭",
            danger=True,
        )

    def _pending_changed(self, pending: int) -> None:
        self.rail.show_pending(pending)
        if self._closing and not pending:
            self._closing = False
            QTimer.singleShot(0, self.close)

    def _operator_changed(self) -> None:
        self.rail.show_user(self._workplace.operator.title)

    def _setting_changed(self, key: str) -> None:
        if key in {"scheme", "font_scale"}:
            self.dress()

    def _system_scheme_changed(self) -> None:
        self.dress()

    def _restore(self) -> None:
        now = self._workplace.settings.now
        wanted = QSize(*((now.window_width, now.window_height) if now.window_width else FIRST_SIZE))
        room = self.screen().availableSize()
        self.resize(wanted.boundedTo(room.expandedTo(QSize(*SMALLEST))))
        if now.window_maximized or wanted != wanted.boundedTo(room):
            self.setWindowState(Qt.WindowState.WindowMaximized)  # a window larger than its screen cannot be reached
        self.dress()
        first = now.last_screen if now.last_screen in self._screens else next(iter(self._screens))
        self.show_screen(first)

    def _remember(self) -> None:
        settings = self._workplace.settings
        settings.change("window_maximized", self.isMaximized())
        if not self.isMaximized():
            settings.change("window_width", self.width())
            settings.change("window_height", self.height())
