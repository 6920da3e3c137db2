from datetime import timedelta

from PySide6.QtCore import Qt

from inspections.records import UnavailableError
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.papers.conftest import choose, press
from tests.ui.workplace import TODAY
from ui.papers import printing
from ui.papers.dialogs import VerdictDialog
from ui.papers.screen import build
from ui.widgets.form_dialog import FormDialog


def opened(screen, kind):
    return next(one for one in screen.papers.findChildren(kind) if one.isVisible())


def seal(qtbot, office, screen, paper, agency=""):
    """Preview, confirm and freeze a paper by its buttons."""
    choose(qtbot, screen, paper, agency)
    press(qtbot, screen, "seal")
    qtbot.waitUntil(lambda: screen.papers.findChildren(FormDialog) != [], timeout=20000)
    qtbot.mouseClick(opened(screen, FormDialog).accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.row.is_sealed, timeout=20000)
    qtbot.waitUntil(screen.papers.preview.isVisible, timeout=20000)
    office.settle(qtbot)


def facts(screen):
    return screen.papers.head.facts.texts()


def submit(qtbot, office, dialog, values, scan=None):
    """Fill a form, press its button and wait for the step."""
    dialog.form.fill(values)
    if scan is not None:
        dialog.picker.choose(str(scan))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)


def test_shelf_offers_orders_only_where_that_agency_ordered(screen):
    offered = [(row.paper, row.agency_name) for row in screen.presenter.shelf.rows]
    assert offered == [
        ("approval", "民政"), ("approval", "消防"), ("notice", "民政"), ("notice", "消防"), ("record", "民政"),
        ("fire_record", "消防"), ("result", "民政"), ("result", "消防"), ("immediate", "消防"), ("report", "民政"),
        ("summary", "民政"),
    ]  # fmt: skip


def test_everything_usable_has_a_name_and_nothing_is_cut(qtbot, office, screen):
    choose(qtbot, screen, "record")
    press(qtbot, screen, "preview")
    qtbot.waitUntil(screen.papers.preview.isVisible, timeout=20000)
    office.settle(qtbot)
    assert nameless(screen) == []
    assert marked_up_labels(screen) == []
    assert doubled_buttons(screen) == []
    assert cut_labels(screen) == []


def test_draft_is_shown_as_draft_and_takes_no_number(qtbot, office, screen):
    choose(qtbot, screen, "record")
    press(qtbot, screen, "preview")
    qtbot.waitUntil(screen.papers.preview.isVisible, timeout=20000)
    office.settle(qtbot)
    assert screen.papers.preview.mark.text() == "草稿"
    assert screen.papers.preview.counter.text().startswith("第 1 / ")
    assert screen.papers.gaps.isHidden()
    assert office.records.documents.count() == 0


def test_gaps_are_listed_and_each_leads_to_its_place(qtbot, office, screen):
    went = []
    office.workplace.navigator.requested.connect(lambda where, target: went.append((where, target)))
    other = office.start_visit(agencies=("fire", "civil_affairs"), team=("zhao", "li", "wang"))
    screen.show_target(("inspection", other))
    qtbot.waitUntil(lambda: screen.presenter.shelf.inspection.id == other)
    choose(qtbot, screen, "record")
    press(qtbot, screen, "seal")
    qtbot.waitUntil(screen.papers.gaps.isVisible, timeout=20000)
    office.settle(qtbot)
    lines = {line.text(): line for line in screen.papers.gaps.lines()}
    assert "消防本机关执法人员不足两名" in lines
    assert "到场卡缺少“到场时间”" in lines
    assert office.records.documents.count() == 0, "a number must not be taken for a paper that cannot be frozen"
    qtbot.mouseClick(lines["消防本机关执法人员不足两名"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(lines["到场卡缺少“到场时间”"], Qt.MouseButton.LeftButton)
    assert went == [("inspection", (other, "team")), ("inspection", (other, "arrival"))]


def test_unknown_characters_must_be_acknowledged_before_sealing(qtbot, office, screen, monkeypatch):
    rendered = office.workplace.papers.render

    def with_missing(dossier, pictures):
        from dataclasses import replace

        return replace(rendered(dossier, pictures), missing_characters=("㛃",))

    monkeypatch.setattr(office.workplace.papers, "render", with_missing)
    choose(qtbot, screen, "report")
    press(qtbot, screen, "seal")
    qtbot.waitUntil(screen.papers.gaps.seen.isVisible, timeout=20000)
    office.settle(qtbot)
    assert screen.papers.findChildren(FormDialog) == []
    screen.papers.gaps.seen.setFocus()
    qtbot.keyClick(screen.papers.gaps.seen, Qt.Key.Key_Space)
    press(qtbot, screen, "seal")
    qtbot.mouseClick(opened(screen, FormDialog).accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.row.is_sealed, timeout=20000)
    office.settle(qtbot)
    assert screen.presenter.row.document.fields.texts("seen_characters") == ("㛃",)


def test_four_facts_come_one_after_the_other(qtbot, office, screen, tmp_path):
    scan = tmp_path / "盖章页.png"
    scan.write_bytes(b"\x89PNG picture of the stamped page")
    seal(qtbot, office, screen, "immediate")
    assert facts(screen) == [
        "定稿 2026-11-23 某消〔2026〕1号",
        "签名 未签名",
        "盖章 未盖章 盖章后才算发出",
        "送达 未送达",
    ]
    serve = screen.papers.button("serve")
    assert not serve.isEnabled()
    assert serve.toolTip() == "请先登记盖章，盖章后才能送达"
    press(qtbot, screen, "stamp")
    dialog = opened(screen, FormDialog)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "请选择盖章页扫描件"
    submit(qtbot, office, dialog, {}, scan)
    qtbot.waitUntil(lambda: facts(screen)[2] == "盖章 2026-11-23 附扫描件")
    press(qtbot, screen, "serve")
    submit(qtbot, office, opened(screen, FormDialog), {"served_to": "张建国 院长"})
    qtbot.waitUntil(lambda: facts(screen)[3] == "送达 2026-11-23 直接送达 张建国 院长")


def test_service_left_behind_needs_reason_and_witness_and_says_so(qtbot, office, screen, tmp_path):
    scan = tmp_path / "盖章页.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    seal(qtbot, office, screen, "immediate")
    press(qtbot, screen, "stamp")
    submit(qtbot, office, opened(screen, FormDialog), {}, scan)
    qtbot.waitUntil(screen.papers.button("serve").isEnabled)
    press(qtbot, screen, "serve")
    dialog = opened(screen, FormDialog)
    assert dialog.form.field("service_reason").isHidden()
    dialog.form.field("served_how").box.setFocus()
    qtbot.keyClick(dialog.form.field("served_how").box, Qt.Key.Key_Down)
    dialog.form.field("served_how").edited.emit()
    assert not dialog.form.field("service_reason").isHidden()
    submit(qtbot, office, dialog, {})
    assert "留置送达须写明拒收事由" in dialog.problem.text()
    submit(qtbot, office, dialog, {"service_reason": "负责人拒收", "service_witness": "社区工作人员刘某"})
    qtbot.waitUntil(lambda: "留置送达" in facts(screen)[3])


def test_void_keeps_the_number_and_offers_the_paper_anew(qtbot, office, screen):
    seal(qtbot, office, screen, "report")
    number = screen.presenter.row.number
    screen.papers.head.actions_by_id["void"].trigger()
    submit(qtbot, office, opened(screen, FormDialog), {"reason": "附件有误"})
    qtbot.waitUntil(lambda: any(row.is_voided for row in screen.presenter.shelf.rows))
    voided = next(row for row in screen.presenter.shelf.rows if row.is_voided)
    assert voided.number == number
    assert screen.presenter.shelf.row_of("report", "").document is None


def test_refusal_needs_two_officers(qtbot, office, screen):
    seal(qtbot, office, screen, "record")
    screen.papers.head.actions_by_id["refuse"].trigger()
    dialog = opened(screen, FormDialog)
    submit(qtbot, office, dialog, {"reason": "认为与事实不符", "officers": (office.people["li"],)})
    assert dialog.form.problems() == {"officers": "须由两名执法人员注明"}
    submit(qtbot, office, dialog, {"officers": (office.people["li"], office.people["wang"])})
    qtbot.waitUntil(lambda: facts(screen)[1].startswith("签名 拒签 2026-11-23"))


def test_external_paper_stands_on_the_shelf_with_its_scan(qtbot, office, screen, tmp_path):
    from PySide6.QtGui import QImage

    picture = QImage(600, 800, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.lightGray)
    assert picture.save(str(tmp_path / "扫描.png"))
    screen.papers.page_actions["external"].trigger()
    values = {
        "agency": office.agencies["fire"], "paper": "临时查封决定书", "number": "某消封字〔2026〕第7号", "deadline": None,
    }  # fmt: skip
    submit(qtbot, office, opened(screen, FormDialog), values, tmp_path / "扫描.png")
    qtbot.waitUntil(lambda: any(row.is_external for row in screen.presenter.shelf.rows))
    row = next(row for row in screen.presenter.shelf.rows if row.is_external)
    screen.presenter._choose_paper(row)
    qtbot.waitUntil(screen.papers.preview.isVisible, timeout=10000)
    office.settle(qtbot)
    assert (row.title, row.number) == ("临时查封决定书", "某消封字〔2026〕第7号")
    assert screen.papers.preview.counter.text() == "第 1 / 1 页"


def test_receipt_is_about_the_paper_that_is_served(qtbot, office, screen):
    seal(qtbot, office, screen, "immediate")
    order = screen.presenter.row
    screen.papers.head.actions_by_id["receipt"].trigger()
    assert screen.presenter.row.paper == "receipt"
    assert screen.presenter.row.subject == order.document.id
    seal(qtbot, office, screen, "receipt")
    assert screen.presenter.row.document.fields.text("order") == order.document.id


def test_verify_shows_each_line(qtbot, office, screen):
    seal(qtbot, office, screen, "immediate")
    screen.papers.head.actions_by_id["verify"].trigger()
    qtbot.waitUntil(lambda: screen.papers.findChildren(VerdictDialog) != [], timeout=20000)
    office.settle(qtbot)
    from PySide6.QtWidgets import QLabel

    said = [label.text() for label in opened(screen, VerdictDialog).findChildren(QLabel)]
    assert any("与台账一致" in text for text in said)


def test_printing_without_a_printer_offers_a_file(qtbot, office, screen, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    seal(qtbot, office, screen, "report")
    press(qtbot, screen, "print")
    assert "未发现打印机" in printing.NO_PRINTER
    assert opened(screen, FormDialog).accept_button.text() == "另存为 PDF"
    opened(screen, FormDialog).reject()
    screen.presenter.giving_out.save_to(str(tmp_path / "报告.pdf"))
    office.settle(qtbot)
    stored = office.files.document_path(screen.presenter.row.document.file, "pdf").read_bytes()
    assert (tmp_path / "报告.pdf").read_bytes() == stored


def test_pages_go_to_the_printer_whole(qtbot, office, screen, tmp_path):
    seal(qtbot, office, screen, "record")
    printer = printing.new_printer("现场检查笔录", 3)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    giving = screen.presenter.giving_out
    giving._row, giving._file = screen.presenter.row, screen.presenter._file
    giving.print_to(printer)
    office.settle(qtbot)
    from reports.preview import page_count

    assert page_count((tmp_path / "打印.pdf").read_bytes()) == len(screen.presenter._file.pages)


def test_copy_that_cannot_be_written_says_what_to_do(qtbot, office, screen, tmp_path):
    seal(qtbot, office, screen, "report")
    failures = []
    office.workplace.tasks.failed.connect(failures.append)
    giving = screen.presenter.giving_out
    giving._row, giving._file = screen.presenter.row, screen.presenter._file
    giving.save_to(str(tmp_path / "没有" / "报告.pdf"))
    office.settle(qtbot)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], UnavailableError)


def test_seal_broken_off_before_the_end_freezes_nothing(qtbot, office, screen, monkeypatch):
    rendered = office.workplace.papers.render

    def render(dossier, pictures):
        made = rendered(dossier, pictures)
        if not dossier.is_draft:
            screen.papers.progress._task.cancel()
        return made

    monkeypatch.setattr(office.workplace.papers, "render", render)
    choose(qtbot, screen, "report")
    press(qtbot, screen, "seal")
    qtbot.waitUntil(lambda: screen.papers.findChildren(FormDialog) != [], timeout=20000)
    qtbot.mouseClick(opened(screen, FormDialog).accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.row.document is not None, timeout=20000)
    office.settle(qtbot)
    (document,) = office.records.documents.where()
    assert document.state == "numbered"


def test_order_made_elsewhere_appears_on_the_shelf(qtbot, office, screen, visit):
    assert screen.presenter.shelf.row_of("order", "") is None
    office.order(office.record_finding(visit, description="二层疏散门上锁", action="order"))
    office.workplace.records.changed.emit(office.answer(visit, "FS-C02"))
    qtbot.waitUntil(lambda: screen.presenter.shelf.row_of("order", "") is not None)
    row = screen.presenter.shelf.row_of("order", "")
    assert (row.agency_name, row.deadline) == ("消防", (TODAY + timedelta(days=15)).isoformat())


def test_screen_fits_a_small_window_from_the_first_layout(office, qtbot):
    made = build(office.workplace)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() <= 1280 - 64
    assert made.minimumSizeHint().height() <= 640


def test_shelf_read_again_unchanged_leaves_the_draft_in_sight(qtbot, office, screen, visit):
    choose(qtbot, screen, "report")
    press(qtbot, screen, "preview")
    qtbot.waitUntil(screen.papers.preview.isVisible, timeout=20000)
    with qtbot.waitSignal(screen.papers.paper_model.modelReset):
        screen.show_target(("inspection", visit))
    assert screen.papers.preview.isVisible()
    office.workplace.records.changed.emit(office.answer(visit, "FS-C02"))
    qtbot.waitUntil(screen.papers.empty.isVisible)
    assert screen.papers.empty.title.text() == "尚未定稿"
