"""验证文件: a PDF from anywhere, a picture of a print, or a pasted code, each with its verdict."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from reports.printed_code import read_codes
from tests.ui.accessible import nameless
from tests.ui.papers.test_page import opened, seal
from ui.papers.dialogs import VerdictDialog
from ui.widgets.form_dialog import FormDialog


def ask(qtbot, screen, *, code="", path=None):
    screen.papers.page_actions["check"].trigger()
    dialog = opened(screen, FormDialog)
    dialog.form.fill({"code": code})
    if path is not None:
        dialog.picker.choose(str(path))
    assert nameless(dialog) == []
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    return dialog


def said(qtbot, screen):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in screen.papers.findChildren(VerdictDialog)), timeout=20000)
    shown = opened(screen, VerdictDialog)
    texts = [label.text() for label in shown.findChildren(QLabel)]
    shown.accept()
    return texts


def test_a_changed_file_is_named_and_its_code_still_tells_the_record(qtbot, office, screen, tmp_path):
    seal(qtbot, office, screen, "immediate")
    held = office.workplace.files.document_path(screen.presenter.row.document.file, "pdf").read_bytes()
    changed = tmp_path / "外来.pdf"
    changed.write_bytes(held + b"\n% more\n")
    ask(qtbot, screen, path=changed)
    assert any("与本机记录的" in text for text in said(qtbot, screen))
    office.settle(qtbot)
    ask(qtbot, screen, code=read_codes(held)[0])
    assert any("所附记录的摘要与打印件上的相同" in text for text in said(qtbot, screen))


def test_nothing_given_and_nonsense_are_said_in_the_dialog(qtbot, office, screen):
    dialog = ask(qtbot, screen)
    assert "请选择一个文件" in dialog.problem.text()
    dialog.form.fill({"code": "https://example.org"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "YIAN1" in dialog.problem.text(), timeout=20000)
    dialog.reject()
