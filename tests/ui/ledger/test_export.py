"""The ledger as a file: exactly what is shown, whole or not at all."""

import openpyxl
import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ui.ledger.export import BY_ID

WAIT = 8000


def export(qtbot, page, export_id, path):
    page.findChild(type(page.actions()[0]), export_id).trigger()
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: page.toasts.text.startswith("已导出"), timeout=WAIT)


def test_the_exported_workbook_holds_exactly_what_the_filter_shows(qtbot, office, page, made, tmp_path):
    qtbot.mouseClick(page.pills.button("due_week"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=WAIT)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"what was there before")
    export(qtbot, page, "hazards_xlsx", path)
    assert str(path) in page.toasts.text
    book = openpyxl.load_workbook(path)
    said = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "二层疏散指示标志损坏三处" in said
    assert "厨房可燃气体报警器未接入联动切断装置" in said
    assert "三层东侧安全出口上锁" not in said
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []
    assert office.workplace.settings.now.export_folder == str(tmp_path)


def test_the_closure_ledger_holds_what_is_closed(qtbot, page, tmp_path):
    path = tmp_path / "销号台账.pdf"
    export(qtbot, page, "closures_pdf", path)
    document = pypdfium2.PdfDocument(path)
    said = "".join(one.get_textpage().get_text_range() for one in document).replace("\r\n", "").replace("\n", "")
    document.close()
    assert "灭火器压力不足五具" in said
    assert "电动自行车" not in said


def test_a_folder_that_is_gone_is_told_and_nothing_is_left_behind(qtbot, office, page, tmp_path):
    page.presenter.export(BY_ID["hazards_xlsx"], tmp_path / "没有" / "台账.xlsx")
    qtbot.waitUntil(lambda: "文件夹不存在" in office.workplace.messages.line.text, timeout=WAIT)
    assert list(tmp_path.glob("*.xlsx")) == []
