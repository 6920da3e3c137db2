import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.actions import ActionSpec, build_actions, button_for, is_typing, push_button
from ui.fields import PickField
from ui.icons import Icon

SPECS = (
    ActionSpec(id="next", text="下一未检项", icon=Icon.NEXT, shortcut="N"),
    ActionSpec(id="save", text="保存 & 关闭", icon=Icon.DONE, shortcut="Ctrl+S", tip="保存<草稿>"),
)


class Page(QWidget):
    def __init__(self):
        super().__init__()
        self.done = []
        self.actions_by_id = build_actions(SPECS, self, {"next": self.go_on, "save": self.save})
        self.text = QLineEdit()
        self.button = button_for(self.actions_by_id["save"], kind="primary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(self.button)

    def go_on(self):
        self.done.append("next")

    def save(self):
        self.done.append("save")


@pytest.fixture
def page(qtbot):
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_a_single_key_works_on_the_page_and_is_text_in_a_text_field(qtbot, page):
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert page.done == ["next"]
    page.text.setFocus()
    qtbot.keyClick(page.text, Qt.Key.Key_N)
    assert page.done == ["next"]
    assert page.text.text() == "n"


def test_a_control_key_works_while_typing(qtbot, page):
    page.text.setFocus()
    qtbot.keyClick(page.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.done == ["save"]


def test_a_button_follows_its_action(page):
    assert page.button.accessibleName() == "保存 & 关闭"
    assert page.button.text() == "保存 && 关闭"
    assert "<草稿>" not in page.button.toolTip()
    page.button.click()
    assert page.done == ["save"]
    page.actions_by_id["save"].setEnabled(False)
    assert not page.button.isEnabled()


def test_every_action_needs_a_slot(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    with pytest.raises(ValueError, match="save"):
        build_actions(SPECS, owner, {"next": print})


def test_typing_is_known_in_every_kind_of_text_field(qtbot):
    pick = PickField([(1, "张建国")])
    button = push_button("保存")
    for widget in (pick, button):
        qtbot.addWidget(widget)
    assert is_typing(pick.box)
    assert not is_typing(button)
    assert not is_typing(None)
