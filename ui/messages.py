"""What went wrong, in the inspector's words: refused, unavailable, or a mistake of ours; and questions before harm."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspections.records import UnavailableError
from inspections.refusal import RefusedError
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import IconLabel, plain_label, restyle
from ui.theme import Tone

_log = logging.getLogger(__name__)

MESSAGE_MILLISECONDS: Final = 12_000
CRASH_SENTENCE: Final = "程序出现意外错误，刚才这一步没有保存，已保存的记录不受影响。请复制下面的报告交给技术支持。"


class Fate(StrEnum):
    """What becomes of a failure: told and done, told with what to do, or reported as our mistake."""

    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    BUG = "bug"


def fate_of(error: BaseException) -> Fate:
    """Sort a failure into its family."""
    if isinstance(error, RefusedError):
        return Fate.REFUSED
    if isinstance(error, UnavailableError):
        return Fate.UNAVAILABLE
    return Fate.BUG


def report_text(error: BaseException) -> str:
    """Write the report a person can copy: what happened and where in the program."""
    return "".join(traceback.format_exception(error))


class MessageLine(QFrame):
    """One line under the window's head; it never takes the keyboard and never stops the work."""

    _ICONS: Final = {Tone.INFO: Icon.INFO, Tone.OK: Icon.DONE, Tone.WARN: Icon.HAZARD, Tone.BAD: Icon.HAZARD}

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._icon = IconLabel(Icon.INFO, ink="accent")
        self._text = plain_label(wrap=True)
        close = push_button("知道了", kind="ghost")
        close.clicked.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 12, 4)
        line.setSpacing(10)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """The message now shown, empty when none is."""
        return "" if self.isHidden() else self._text.text()

    def show_message(self, text: str, tone: Tone = Tone.INFO, *, lasting: bool = False) -> None:
        """Show a message; unless it is ``lasting`` it goes by itself."""
        self._text.setText(text)
        self._icon.show_icon(self._ICONS[tone], ink="accent" if tone is Tone.INFO else tone.value)
        restyle(self, tone=tone.value)
        self.setAccessibleName(text)
        self.show()
        if lasting:
            self._timer.stop()
        else:
            self._timer.start(MESSAGE_MILLISECONDS)

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()


class Messages(QObject):
    """Tells every failure to the person in the way its family asks for."""

    def __init__(self, line: MessageLine) -> None:
        super().__init__(line)
        self.line = line
        self._crash: CrashDialog | None = None

    def tell(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Say something that needs no answer."""
        self.line.show_message(text, tone)

    def report(self, error: BaseException) -> None:
        """Tell a failure: the rules' and the machine's in the line, our own in a dialog with a report to copy."""
        match fate_of(error):
            case Fate.REFUSED:
                self.line.show_message(str(error), Tone.WARN)
            case Fate.UNAVAILABLE:
                self.line.show_message(str(error), Tone.BAD, lasting=True)
            case Fate.BUG:
                _log.error("unexpected failure", exc_info=error)
                self._show_crash(report_text(error))

    def _show_crash(self, report: str) -> None:
        if self._crash is not None:
            self._crash.add(report)
            return
        self._crash = CrashDialog(report, self.line.window())
        self._crash.finished.connect(self._crash_closed)
        self._crash.open()

    def _crash_closed(self) -> None:
        self._crash = None


class CrashDialog(QDialog):
    """A mistake of ours: what it means for the records, and a report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("意外错误")
        self.setMinimumSize(640, 420)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("错误报告")
        copy = push_button("复制报告", Icon.COPY)
        copy.clicked.connect(self._copy)
        close = push_button("关闭", kind="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label("程序出现意外错误", "h2"))
        column.addWidget(plain_label(CRASH_SENTENCE, wrap=True))
        column.addWidget(self.report, 1)
        column.addLayout(buttons)

    def add(self, report: str) -> None:
        """Add a further failure to the same report instead of opening a second dialog."""
        self.report.appendPlainText("\n" + report)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def confirm(parent: QWidget, *, title: str, text: str, accept: str, danger: bool = False) -> bool:
    """Ask before something that cannot simply be undone; the safe answer is the default."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    yes: QPushButton = push_button(accept, kind="danger" if danger else "primary")
    box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no if danger else yes)
    box.setEscapeButton(no)
    box.exec()
    accepted = box.clickedButton() is yes
    box.deleteLater()
    return accepted


class _Hooks(QObject):
    """Carries failures from any thread to the window's thread."""

    caught = Signal(object)


def install_hooks(report: Callable[[BaseException], None]) -> Callable[[], None]:
    """Send every failure nobody caught to ``report`` on the window's thread; return how to take the hooks off again."""
    hooks = _Hooks()
    hooks.caught.connect(report, Qt.ConnectionType.QueuedConnection)
    before = sys.excepthook, threading.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before[0](kind, error, trace)
        else:
            hooks.caught.emit(error)

    def uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hooks.caught.emit(args.exc_value)

    def uninstall() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread
    return uninstall
