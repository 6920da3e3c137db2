"""The tab 外观: the settings of this laptop, made from their table."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.forms import Form, FormRow, Kind
from ui.labels import plain_label
from ui.settings import SETTINGS, Preferences, Setting
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column


def setting_row(setting: Setting) -> FormRow:
    """Return the row that asks one setting: a choice, or yes and no."""
    kind = Kind.CHOICE if setting.choices else Kind.CHECK
    return FormRow(key=setting.key, label=setting.label, kind=kind, help=setting.help, choices=setting.choices)


class LooksTab(QWidget):
    """Each change takes effect at once."""

    change_requested = Signal(str, object)

    def __init__(self, settings: Sequence[Setting] = SETTINGS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form([setting_row(setting) for setting in settings], label_width=120)
        self.form.edited.connect(self._edited)
        area, column = scrolling_column()
        card = Card("外观与操作")
        card.column.addWidget(plain_label("更改立即生效，只影响本机。", "muted"))
        card.column.addWidget(self.form)
        card.setMaximumWidth(720)
        column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_preferences(self, now: Preferences) -> None:
        """Show the settings in force."""
        self.form.fill({key: getattr(now, key) for key in self.form.values()})

    def _edited(self, key: str) -> None:
        value = self.form.values()[key]
        if value is not None:
            self.change_requested.emit(key, value)
