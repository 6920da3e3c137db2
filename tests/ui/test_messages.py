import sys
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from shiboken6 import isValid

from inspections.records import UnavailableError
from inspections.refusal import RefusedError, StepRefusedError
from ui import messages
from ui.messages import CrashDialog, Fate, MessageLine, Messages, confirm, fate_of, install_hooks
from ui.theme import Tone


@pytest.fixture
def line(qtbot):
    line = MessageLine()
    qtbot.addWidget(line)
    return line


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (RefusedError("不能销号"), Fate.REFUSED),
        (StepRefusedError("不能销号"), Fate.REFUSED),
        (UnavailableError("磁盘已满"), Fate.UNAVAILABLE),
        (ValueError("bug"), Fate.BUG),
    ],
)
def test_each_failure_has_its_fate(error, fate):
    assert fate_of(error) is fate


def test_a_refusal_is_said_in_the_line_with_what_to_do(line):
    Messages(line).report(RefusedError("整改期限已过，不能延期。", "请安排复查。"))
    assert line.text == "整改期限已过，不能延期。请安排复查。"
    assert line.property("tone") == "warn"


def test_what_is_unavailable_stays_until_it_was_read(line):
    Messages(line).report(UnavailableError("磁盘已满。", "请清理后重试。"))
    assert line.text == "磁盘已满。请清理后重试。"
    assert not line._timer.isActive()


def test_other_messages_go_by_themselves(line):
    line.show_message("已导入 12 家机构", Tone.OK)
    assert line._timer.isActive()
    line._timer.timeout.emit()
    assert line.text == ""


def test_what_people_typed_is_shown_as_typed(line):
    line.show_message("<b>夕阳红</b>")
    assert line._text.textFormat() is Qt.TextFormat.PlainText


def test_a_mistake_of_ours_is_logged_and_reported_once_in_a_dialog_that_is_freed(qtbot, line, caplog):
    told = Messages(line)
    for text in ("first mistake", "second mistake"):
        told.report(ValueError(text))
    assert [record.getMessage() for record in caplog.records] == ["unexpected failure"] * 2
    caplog.clear()
    (dialog,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashDialog)]
    report = dialog.report.toPlainText()
    assert "first mistake" in report
    assert "second mistake" in report
    press(dialog, "复制报告")
    assert QGuiApplication.clipboard().text() == report
    press(dialog, "关闭")
    qtbot.waitUntil(lambda: not isValid(dialog))


def press(dialog, text):
    (button,) = [button for button in dialog.findChildren(QPushButton) if button.text() == text]
    button.click()


@pytest.mark.parametrize(("press_text", "answer"), [("作废", True), ("取消", False)])
def test_a_dangerous_step_is_asked_for_and_the_safe_answer_is_the_default(qtbot, press_text, answer):
    parent = QWidget()
    qtbot.addWidget(parent)
    defaults = []

    def respond():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.textFormat() is Qt.TextFormat.PlainText
        defaults.append(box.defaultButton().text())
        press(box, press_text)

    QTimer.singleShot(0, respond)
    given = confirm(parent, title="作废", text="作废 <b>告知书</b>？", accept="作废", danger=True)
    assert given is answer
    assert defaults == ["取消"]


def test_uncaught_failures_of_any_thread_reach_the_window(qtbot):
    caught = []
    before = sys.excepthook, threading.excepthook
    uninstall = install_hooks(caught.append)
    try:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        error = ValueError("in a slot")
        sys.excepthook(ValueError, error, None)
        qtbot.waitUntil(lambda: len(caught) == 2)
    finally:
        uninstall()
    assert {str(error) for error in caught} == {"in a thread", "in a slot"}
    assert (sys.excepthook, threading.excepthook) == before


def fail():
    raise RuntimeError("in a thread")


def test_the_crash_sentence_says_what_it_means_for_the_records():
    assert "已保存的记录不受影响" in messages.CRASH_SENTENCE
