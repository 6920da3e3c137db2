"""The bar that stays while a phone may send photographs: for what, where, how long, and the way to stop."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, IconLabel, plain_label, restyle
from ui.phone_desk import PhoneDesk
from ui.theme import Tone
from ui.widgets.phone_dialog import PhoneDialog, arrived_words, left_words


class PhoneBar(QFrame):
    """Shown on every screen while the reception runs; holds the dialog with the code."""

    def __init__(self, desk: PhoneDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        restyle(self, tone=Tone.OK.value)
        self._desk = desk
        self.dialog: PhoneDialog | None = None
        self._words, self._time = ElidedLabel(), plain_label()
        self.show_code = push_button("显示二维码", Icon.SCAN)
        self.show_code.clicked.connect(self._show_dialog)
        self.stop = push_button("停止", Icon.CLOSE, kind="danger")
        self.stop.setAccessibleName("停止扫码传图")
        self.stop.clicked.connect(desk.stop)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 12, 4)
        line.setSpacing(10)
        line.addWidget(IconLabel(Icon.SCAN, ink="ok"))
        line.addWidget(self._words, 1)
        for widget in (self._time, self.show_code, self.stop):
            line.addWidget(widget)
        desk.changed.connect(self._refresh)
        desk.asked.connect(self._show_dialog)
        self._refresh()

    @property
    def text(self) -> str:
        """Return what the bar says, empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def _refresh(self) -> None:
        desk = self._desk
        self.setVisible(desk.is_on)
        if desk.reception is None or desk.purpose is None:
            return
        arrived = arrived_words(desk.state)
        self._words.show_text(f"扫码传图已开启：{desk.purpose.title} · {desk.reception.place} · {arrived}")
        self._time.setText(left_words(desk.reception.seconds_left()))
        self.setAccessibleName(self._words.text())

    def _show_dialog(self) -> None:
        if self.dialog is None:
            self.dialog = PhoneDialog(self._desk, self.window())
            self.dialog.finished.connect(self._dialog_closed)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _dialog_closed(self) -> None:
        self.dialog = None
