"""The dark rail at the left: screens, who is working, and whether everything is saved."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.icons import Icon
from ui.labels import ElidedLabel, IconLabel, plain_button_text, plain_label, plain_tooltip
from ui.start import APPLICATION_NAME

WIDE: Final = 176
NARROW: Final = 64
SAVED: Final = "离线 · 本机保存"


class Rail(QFrame):
    """Exclusive buttons, one for each screen; folded it shows their pictures only."""

    chosen = Signal(str)

    def __init__(self, table: Sequence[tuple[str, str, Icon]], *, user: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._folded = False
        self._group = QButtonGroup(self)
        self._buttons = {screen: self._button(screen, title, icon) for screen, title, icon in table}
        self._group.buttonClicked.connect(self._clicked)
        self._brand = plain_label(APPLICATION_NAME)
        self._brand.setObjectName("brand")
        self._user = ElidedLabel(user)
        self._state = plain_label(SAVED, "small")
        self._cloud = IconLabel(Icon.OFFLINE, ink="rail_text", size=14)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addLayout(_line(IconLabel(Icon.BRAND, ink="rail_on", size=26), self._brand))
        self._column.addSpacing(12)
        for button in self._buttons.values():
            self._column.addWidget(button)
        self._column.addStretch(1)
        self._column.addLayout(_line(self._user))
        self._column.addLayout(_line(self._cloud, self._state))
        self._dress(folded=False)

    def value(self) -> str:
        """Return the id of the screen now chosen."""
        return next((screen for screen, button in self._buttons.items() if button.isChecked()), "")

    def fill(self, screen: str) -> None:
        """Show a screen as chosen."""
        self._buttons[screen].setChecked(True)

    def button(self, screen: str) -> QToolButton:
        """Return the button of a screen."""
        return self._buttons[screen]

    def show_user(self, user: str) -> None:
        """Show who is working."""
        self._user.show_text(user)

    def show_pending(self, pending: int) -> None:
        """Say whether steps are still on their way to the disk."""
        self._state.setText(f"正在保存 {pending} 项…" if pending else SAVED)
        icon = Icon.TIME if pending else Icon.OFFLINE
        self._cloud.show_icon(icon, ink="rail_text")
        self._cloud.setToolTip(self._state.text())

    def fold(self, *, folded: bool) -> None:
        """Show pictures only, or pictures with words."""
        if folded != self._folded:
            self._dress(folded=folded)

    def _dress(self, *, folded: bool) -> None:
        self._folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        self._column.setContentsMargins(*((8, 16, 8, 14) if folded else (10, 16, 10, 14)))
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
        for label in (self._brand, self._user, self._state):
            label.setHidden(folded)
        self._cloud.setToolTip(self._state.text())

    def _button(self, screen: str, title: str, icon: Icon) -> QToolButton:
        button = QToolButton()
        button.setText(f"  {plain_button_text(title)}")
        button.setAccessibleName(title)
        button.setToolTip(plain_tooltip(f"{title}（Ctrl+{len(self._group.buttons()) + 1}）"))
        button.setCheckable(True)
        button.setIcon(icons.icon(icon, ink="rail_text", on="rail_on"))
        button.setIconSize(QSize(20, 20))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setProperty("screen", screen)
        self._group.addButton(button)
        return button

    def _clicked(self, button: QToolButton) -> None:
        self.chosen.emit(str(button.property("screen")))


def _line(*widgets: QLabel | QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(10, 0, 0, 0)
    line.setSpacing(10)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line
