"""The PIN that leads out of 签阅模式: kept as a salted slow hash, unheard for a while when often wrong."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.labels import plain_label
from ui.widgets.form_dialog import make_dialog

SHORTEST, LONGEST = 4, 8
TRIES: Final = 5
WAIT_SECONDS: Final = 30
_COST: Final = 2**14


def is_pin(text: str) -> bool:
    """Tell whether a text can be a PIN: 4 to 8 digits."""
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isdigit()


def hashed(pin: str, salt: bytes | None = None) -> str:
    """Return what is kept of a PIN: the salt and a slow hash."""
    chosen = salt or secrets.token_bytes(16)
    digest = hashlib.scrypt(pin.encode(), salt=chosen, n=_COST, r=8, p=1, dklen=32)
    return f"{chosen.hex()}:{digest.hex()}"


def matches(pin: str, kept: str) -> bool:
    """Tell whether a PIN is the one that was kept."""
    salt, _colon, _digest = kept.partition(":")
    return bool(salt) and is_pin(pin) and hmac.compare_digest(hashed(pin, bytes.fromhex(salt)), kept)


def _pin_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(LONGEST)
    line.setProperty("touch", "true")
    line.setAccessibleName(name)
    line.setPlaceholderText(f"{SHORTEST}–{LONGEST} 位数字")
    return line


class SetPinDialog(QDialog):
    """Sets the PIN, typed twice."""

    chosen = Signal(str)
    """The hash to keep."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_dialog(self, "设置签阅密码")
        self.first, self.second = _pin_line("新密码"), _pin_line("再输入一次")
        self.problem = plain_label("", "problem", wrap=True)
        self.accept_button = push_button("保存密码", kind="primary")
        self.accept_button.clicked.connect(self._save)
        self.accept_button.setDefault(True)
        cancel = push_button("取消")
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(plain_label("设置签阅密码", "h2"))
        column.addWidget(
            plain_label(
                "把设备交给现场人员签阅时，只有输入此密码才能退出全屏，看到其他内容。请勿告知现场人员。", wrap=True
            )
        )
        for title, line in (("新密码", self.first), ("再输入一次", self.second)):
            label = plain_label(title, "muted")
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
        column.addWidget(self.problem)
        column.addLayout(_buttons(cancel, self.accept_button))
        self.setMinimumWidth(420)
        self.first.setFocus()

    def _save(self) -> None:
        if not is_pin(self.first.text()):
            self.problem.setText(f"请输入 {SHORTEST}–{LONGEST} 位数字")
        elif self.first.text() != self.second.text():
            self.problem.setText("两次输入不一致")
        else:
            self.chosen.emit(hashed(self.first.text()))
            self.accept()


class PinGuard(QObject):
    """Judges PINs for one window: after too many wrong ones it hears none for a while, even in a new dialog."""

    blocked_changed = Signal()

    def __init__(self, kept: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self.tries = TRIES
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_SECONDS * 1000)
        self._wait.timeout.connect(self._wait_over)

    @property
    def is_blocked(self) -> bool:
        """Tell whether no PIN is heard now."""
        return self._wait.isActive()

    def admits(self, pin: str) -> bool:
        """Judge one PIN."""
        if self.is_blocked:
            return False
        if matches(pin, self._kept):
            self.tries = TRIES
            return True
        self.tries -= 1
        if not self.tries:
            self.tries = TRIES
            self._wait.start()
            self.blocked_changed.emit()
        return False

    def _wait_over(self) -> None:
        self.blocked_changed.emit()


class AskPinDialog(QDialog):
    """Asks for the PIN before the full screen is left."""

    def __init__(self, guard: PinGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_dialog(self, "退出签阅")
        self._guard = guard
        self.line = _pin_line("签阅密码")
        self.problem = plain_label("", "problem", wrap=True)
        self.leave_button = push_button("退出签阅", kind="primary")
        self.leave_button.clicked.connect(self._check)
        self.line.returnPressed.connect(self._check)
        stay = push_button("继续签阅")
        stay.clicked.connect(self.reject)
        for button in (self.leave_button, stay):
            button.setProperty("touch", "true")
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label("请由执法人员输入签阅密码", "h2"))
        column.addWidget(self.line)
        column.addWidget(self.problem)
        column.addLayout(_buttons(stay, self.leave_button))
        self.setMinimumWidth(440)
        self.line.setFocus()
        guard.blocked_changed.connect(self._follow)
        self._follow()

    def _check(self) -> None:
        if self._guard.admits(self.line.text()):
            self.accept()
            return
        self.line.clear()
        if not self._guard.is_blocked:
            self.problem.setText(f"密码不正确，还可以试 {self._guard.tries} 次")

    def _follow(self) -> None:
        blocked = self._guard.is_blocked
        self.line.setEnabled(not blocked)
        self.leave_button.setEnabled(not blocked)
        self.problem.setText(f"密码多次不正确，请 {WAIT_SECONDS} 秒后再试" if blocked else "")
        if not blocked:
            self.line.setFocus()


def _buttons(*buttons: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(10)
    line.addStretch(1)
    for button in buttons:
        line.addWidget(button)
    return line
