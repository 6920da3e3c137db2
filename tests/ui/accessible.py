"""Walks a shown widget as a screen reader does; every page's tests use it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

SPEAKING_ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.Tree,
}
INNER_PARTS = {"qt_spinbox_lineedit", "ScrollLeftButton", "ScrollRightButton", "qt_calendar_prevmonth"}


def nodes(widget: QWidget):
    """Yield (role, name, object) of everything a screen reader can reach in ``widget``."""
    waiting = [QAccessible.queryAccessibleInterface(widget)]
    while waiting:
        interface = waiting.pop()
        if interface is None or not interface.isValid():
            continue
        state = interface.state()
        if state.invisible:
            continue
        yield interface.role(), interface.text(QAccessible.Text.Name), interface.object()
        if interface.role() not in {QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree}:
            waiting += [interface.child(number) for number in range(interface.childCount())]


def nameless(widget: QWidget) -> list[str]:
    """Return what can be used in ``widget`` but has no name."""
    return [
        f"{role.name} {type(thing).__name__} {thing.objectName() if thing else ''}".strip()
        for role, name, thing in nodes(widget)
        if role in SPEAKING_ROLES and not name.strip() and not (thing and thing.objectName() in INNER_PARTS)
    ]


def doubled_buttons(widget: QWidget) -> list[str]:
    """Return the names that two visible buttons share: a listener could not tell them apart."""
    names = [
        button.accessibleName() or button.text()
        for button in widget.findChildren(QAbstractButton)
        if button.isVisible()
    ]
    return sorted({name for name in names if name and names.count(name) > 1})


def marked_up_labels(widget: QWidget) -> list[str]:
    """Return labels that would read people's text as markup."""
    return [label.text() for label in widget.findChildren(QLabel) if label.textFormat() is not Qt.TextFormat.PlainText]


def cut_labels(widget: QWidget) -> list[str]:
    """Return labels whose text does not fit, apart from those that say so with a mark."""
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible() and type(label).__name__ != "ElidedLabel" and _is_cut(label)
    ]


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width() + 1 and bool(label.text())
