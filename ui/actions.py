"""What can be done on a page, as a table: text, picture and key of each action, said once for buttons and menus."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from ui import icons
from ui.icons import Icon
from ui.labels import plain_button_text, plain_tooltip

ButtonKind = Literal["", "primary", "danger", "ghost"]
BUTTON_ICON: Final = 18
_INK: Final[Mapping[str, str]] = {"primary": "on_accent", "danger": "bad", "ghost": "accent", "": "text2"}
_TEXT_INPUTS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


@dataclass(frozen=True, kw_only=True)
class ActionSpec:
    """One thing a person can do: ``shortcut`` in Qt's portable form (``Ctrl+S``, ``F3`` or a single letter)."""

    id: str
    text: str
    icon: Icon | None = None
    shortcut: str = ""
    tip: str = ""
    kind: ButtonKind = ""

    @property
    def is_plain_key(self) -> bool:
        """Tell whether the key is one that also types: it must be silent while somebody types."""
        return len(self.shortcut) == 1


def build_actions(
    specs: Sequence[ActionSpec], owner: QWidget, slots: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Make the actions of a page; ``slots`` names a bound method for each id, no more and no fewer."""
    if {spec.id for spec in specs} != set(slots):
        msg = f"actions {sorted({spec.id for spec in specs})} and slots {sorted(slots)} differ"
        raise ValueError(msg)
    actions = {spec.id: _action(spec, owner) for spec in specs}
    for spec in specs:
        actions[spec.id].triggered.connect(slots[spec.id])
    plain = {spec.shortcut: actions[spec.id] for spec in specs if spec.is_plain_key}
    if plain:
        PlainKeys(plain, owner)
    return actions


def button_for(action: QAction, *, kind: ButtonKind = "", parent: QWidget | None = None) -> QPushButton:
    """Make a push button that follows an action: its text, picture, tip and whether it can be done now."""
    return _ActionButton(action, kind=kind, parent=parent)


def push_button(text: str, meaning: Icon | None = None, *, kind: ButtonKind = "") -> QPushButton:
    """Make a push button without an action."""
    button = QPushButton(plain_button_text(text))
    button.setAccessibleName(text)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setProperty("kind", kind)
    if meaning is not None:
        button.setIcon(icons.icon(meaning, ink=_INK[kind]))
        button.setIconSize(QSize(BUTTON_ICON, BUTTON_ICON))
    return button


def is_typing(widget: QWidget | None) -> bool:
    """Tell whether keys pressed in ``widget`` are text."""
    return isinstance(widget, _TEXT_INPUTS) or (isinstance(widget, QComboBox) and widget.isEditable())


class PlainKeys(QObject):
    """Single keys of a page, alive only while no text is being typed."""

    def __init__(self, actions: Mapping[str, QAction], owner: QWidget) -> None:
        super().__init__(owner)
        self._shortcuts = [self._shortcut(key, action, owner) for key, action in actions.items()]
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
            self._focus_changed(None, app.focusWidget())

    def _shortcut(self, key: str, action: QAction, owner: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action.trigger)
        return shortcut

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not is_typing(new))


class _ActionButton(QPushButton):
    """A push button that mirrors an action."""

    def __init__(self, action: QAction, *, kind: ButtonKind, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._action, self._kind = action, kind
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(BUTTON_ICON, BUTTON_ICON))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        self.setText(action.text())
        self.setAccessibleName(action.text().replace("&&", "&"))
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        meaning = action.data()
        if meaning:  # Qt hands the meaning back as plain text
            self.setIcon(icons.icon(Icon(meaning), ink=_INK[self._kind]))


def _action(spec: ActionSpec, owner: QWidget) -> QAction:
    action = QAction(plain_button_text(spec.text), owner)
    action.setObjectName(spec.id)
    if spec.icon is not None:
        action.setIcon(icons.icon(spec.icon))
        action.setData(spec.icon)
    if spec.shortcut and not spec.is_plain_key:
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setToolTip(_tip(spec))
    owner.addAction(action)
    return action


def _tip(spec: ActionSpec) -> str:
    text = spec.tip or spec.text
    return plain_tooltip(f"{text}（{spec.shortcut}）" if spec.shortcut else text)
