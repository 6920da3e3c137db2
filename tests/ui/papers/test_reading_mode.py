from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.accessible import doubled_buttons, nameless
from tests.ui.papers.conftest import PIN, choose, draw, press
from ui.papers import pin
from ui.papers.pin import AskPinDialog, PinGuard, SetPinDialog


@pytest.fixture
def window(qtbot, office, screen):
    """签阅模式 on the draft of the record."""
    choose(qtbot, screen, "record")
    press(qtbot, screen, "sign")
    qtbot.waitUntil(lambda: screen.presenter.reading.window is not None, timeout=20000)
    made = screen.presenter.reading.window
    made.showNormal()
    made.resize(1366, 768)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: not made._settled.isActive())
    yield made
    if screen.presenter.reading.window is made:
        made._leave()


def read_to_end(qtbot, window):
    """Turn the pages as a person does; nobody may go on before the last."""
    qtbot.waitUntil(partial(_turn_page, qtbot, window), timeout=15000)


def _turn_page(qtbot, window):
    if not window.is_read:
        qtbot.mouseClick(window.preview._buttons[4], Qt.MouseButton.LeftButton)
    return window.is_read


def seal_in(qtbot, window):
    read_to_end(qtbot, window)
    qtbot.mouseClick(window.statement.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.signing.isVisible, timeout=30000)


def sign_next(qtbot, office, window):
    """Sign in the place that is next."""
    field = window.signing._turn.field
    read_to_end(qtbot, window)
    draw(window.signing.pad)
    assert window.signing.confirm_button.isEnabled()
    qtbot.mouseClick(window.signing.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.done.isVisible() or window.signing._turn.field != field, timeout=30000)
    office.settle(qtbot)


def leave(qtbot, screen, window):
    qtbot.mouseClick(window.leave_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(AskPinDialog)
    qtbot.keyClicks(dialog.line, PIN)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.presenter.reading.window is None)


def test_nothing_but_the_paper_is_there(screen, window):
    assert not screen.isVisible()
    assert nameless(window) == []
    assert doubled_buttons(window) == []


def test_fits_a_small_screen(window):
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720


def test_nobody_goes_on_before_the_last_page(qtbot, window):
    assert not window.statement.go_on.isEnabled()
    read_to_end(qtbot, window)
    assert window.statement.go_on.isEnabled()


def test_statement_is_kept_before_sealing_and_all_sign_in_turn(qtbot, office, screen, window, visit):
    qtbot.mouseClick(window.statement.agree, Qt.MouseButton.LeftButton)
    seal_in(qtbot, window)
    said = office.records.inspections.get(visit).fields
    assert (said.text("statement"), said.text("statement_by")) == ("无异议。", "张建国")
    assert window.signing.title.text() == "被检查人（陪同人）签名"
    draw(window.signing.pad)
    assert not window.signing.confirm_button.isEnabled(), "the frozen paper must be seen to its end first"
    window.signing.pad.clear()
    for _ in range(5):
        sign_next(qtbot, office, window)
    assert window.done.isVisible()
    (document,) = office.records.documents.where(paper="record")
    signed = {name: one["name"] for name, one in document.signatures.items()}
    assert signed == {
        "companion": "张建国", "officer_1": "李明", "officer_2": "王芳", "officer_3": "赵强", "officer_4": "孙磊",
    }  # fmt: skip
    assert all(one["drawn"] for one in document.signatures.values())
    leave(qtbot, screen, window)
    qtbot.waitUntil(lambda: screen.papers.head.facts.texts()[1] == "签名 2026-11-23 5/5 人", timeout=10000)
    office.settle(qtbot)


def test_refusal_leaves_only_the_officers_to_sign(qtbot, office, screen, window):
    seal_in(qtbot, window)
    qtbot.mouseClick(window.signing.refuse_button, Qt.MouseButton.LeftButton)
    dialog = screen.presenter.reading._refusal
    dialog.form.fill({"reason": "拒绝说明", "officers": (office.people["li"], office.people["wang"])})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.signing.title.text() == "执法人员一签名", timeout=10000)
    office.settle(qtbot)
    assert not window.signing.refuse_button.isVisible()
    (document,) = office.records.documents.where(paper="record")
    assert document.fields.text("refused_by") == "张建国"


def test_escape_and_closing_only_ask_for_the_pin(qtbot, screen, window):
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.findChild(AskPinDialog) is not None
    window.findChild(AskPinDialog).reject()
    assert not window.close()
    assert window.isVisible()
    dialog = next(one for one in window.findChildren(AskPinDialog) if one.isVisible())
    qtbot.keyClicks(dialog.line, "1111")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.problem.text() == "密码不正确，还可以试 4 次"
    assert window.isVisible()
    dialog.reject()
    leave(qtbot, screen, window)
    assert screen.isVisible()


def test_too_many_wrong_pins_are_not_heard_for_a_while(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    guard = PinGuard(pin.hashed("2468"), holder)
    assert [guard.admits("0000") for _ in range(pin.TRIES)] == [False] * pin.TRIES
    assert guard.is_blocked
    assert not guard.admits("2468")
    guard._wait.stop()
    assert guard.admits("2468")


def test_pin_is_four_to_eight_digits_typed_twice(qtbot):
    dialog = SetPinDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    kept = []
    dialog.chosen.connect(kept.append)
    for first, second, problem in (
        ("123", "123", "请输入 4–8 位数字"), ("12a4", "12a4", "请输入 4–8 位数字"), ("1234", "1235", "两次输入不一致"),
    ):  # fmt: skip
        dialog.first.setText(first)
        dialog.second.setText(second)
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        assert dialog.problem.text() == problem
    dialog.second.setText("1234")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert "1234" not in kept[0]
    assert pin.matches("1234", kept[0])
    assert not pin.matches("1235", kept[0])


def test_two_hashes_of_one_pin_differ():
    assert pin.hashed("2468") != pin.hashed("2468")


def test_first_use_asks_for_a_pin(qtbot, office, screen):
    office.workplace.settings.change("reading_pin", "")
    choose(qtbot, screen, "record")
    press(qtbot, screen, "sign")
    qtbot.waitUntil(lambda: screen.papers.findChildren(SetPinDialog) != [], timeout=20000)
    office.settle(qtbot)
    assert screen.presenter.reading.window is None
    dialog = screen.papers.findChild(SetPinDialog)
    dialog.first.setText("13579")
    dialog.second.setText("13579")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.reading.window is not None)
    assert pin.matches("13579", office.workplace.settings.now.reading_pin)
    office.settle(qtbot)
    screen.presenter.reading.window._leave()
