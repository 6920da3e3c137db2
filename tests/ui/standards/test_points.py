"""The list of 待核 by keys and mouse: one click away, confirmed by a legal officer only, carried in a signed file."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from inspections.confirmation import CONFIRMED, CORRECTED
from inspections.parcel import parcel_document
from inspections.workflow import confirming, setting_up
from storage.parcels import read_parcel, write_parcel
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.workplace import TODAY
from ui.labels import ChipButton
from ui.standards.confirm_dialog import ConfirmDialog, ImportDialog, WithdrawDialog
from ui.standards.screen import build

CLAUSE = "clause:GB 38600-2019|7.3"
SOURCE = "openstd.samr.gov.cn"


def ports(office):
    """Hand the window what the composition root hands it."""

    def export(path):
        document = parcel_document(office.records, by=office.by)
        key, passphrase = office.workplace.signing_key()
        write_parcel(path, document, office.workplace.files, office.workplace.papers, key=key, passphrase=passphrase)
        return len(document["confirmations"])

    read = partial(read_parcel, papers=office.workplace.papers)
    return replace(office.workplace, export_confirmations=export, read_confirmations=read)


@pytest.fixture
def page(office, qtbot):
    made = build(ports(office))
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitUntil(lambda: made.to_points.text() != "待核清单", timeout=10000)
    return made


@pytest.fixture
def legal(office):
    """Let the person at the laptop be a legal officer."""
    setting_up.record_person(office.records, person=office.by, values={"legal_officer": True}, by=office.by)


def shown(page):
    QApplication.processEvents()
    return [label.text() for label in page.points.findChildren(QLabel) if label.isVisible()]


def open_list(page, qtbot):
    qtbot.mouseClick(page.to_points, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.points.isVisible() and page.points.current is not None)


def press(page, qtbot, verdict):
    QApplication.processEvents()
    qtbot.mouseClick(page.points.buttons_by_verdict[verdict], Qt.MouseButton.LeftButton)
    kind = WithdrawDialog if verdict == "withdraw" else ConfirmDialog
    (dialog,) = [one for one in page.findChildren(kind) if one.isVisible()]
    return dialog


def give(dialog, qtbot, **values):
    dialog.form.fill(values)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def test_the_list_is_one_click_away_and_says_what_rests_on_it(page, qtbot):
    total = int(page.to_points.text().removeprefix("待核清单 "))
    assert total > 100
    open_list(page, qtbot)
    assert f"待核 {total} 处" in page.points.meta.text()
    assert page.points.model.rowCount() == total
    page.points.show_point(CLAUSE)
    assert any("SS-B06" in text for text in shown(page))
    assert nameless(page) == doubled_buttons(page) == marked_up_labels(page) == cut_labels(page) == []
    qtbot.mouseClick(page.points.back, Qt.MouseButton.LeftButton)
    assert page.frame.isVisible()
    assert not page.points.isVisible()


def test_a_badge_of_an_item_leads_to_its_point(page, qtbot):
    page.show_target("SS-B06")
    QApplication.processEvents()
    badges = [one for one in page.frame.findChildren(ChipButton) if one.isVisible() and one.text() == "待核"]
    qtbot.mouseClick(badges[0], Qt.MouseButton.LeftButton)
    assert page.points.isVisible()
    assert page.points.current.key.startswith("GB 38600-2019|")


def test_who_is_no_legal_officer_may_read_only(page, qtbot):
    open_list(page, qtbot)
    page.points.show_point(CLAUSE)
    assert not page.points.buttons_by_verdict[CONFIRMED].isEnabled()
    assert any("只有法制审核人员" in text for text in shown(page))


def test_a_legal_officer_confirms_and_the_badges_are_gone(legal, page, office, qtbot):
    qtbot.waitUntil(lambda: page.points.model.rowCount() > 0)
    before = int(page.to_points.text().removeprefix("待核清单 "))
    open_list(page, qtbot)
    page.points.show_point(CLAUSE)
    dialog = press(page, qtbot, CONFIRMED)
    give(dialog, qtbot, source=SOURCE)
    qtbot.waitUntil(lambda: "官方原文" in dialog.problem.text())
    give(dialog, qtbot, official_text="7.3 原文")
    qtbot.waitUntil(lambda: page.to_points.text() == f"待核清单 {before - 1}")
    page.points.show_point(CLAUSE)
    assert {"已确认", SOURCE, "7.3 原文"} <= set(shown(page))
    page.show_target("SS-B06")
    QApplication.processEvents()
    badges = [one.text() for one in page.frame.findChildren(ChipButton) if one.isVisible()]
    assert "已确认" in badges


def test_a_correction_is_shown_and_can_be_taken_back_with_a_reason(legal, page, office, qtbot):
    open_list(page, qtbot)
    page.points.show_point(CLAUSE)
    give(press(page, qtbot, CORRECTED), qtbot, source=SOURCE, official_text="7.4", corrected_article="7.4")
    qtbot.waitUntil(lambda: "已更正" in shown(page))
    assert "7.4" in shown(page)
    dialog = press(page, qtbot, "withdraw")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    give(dialog, qtbot, reason="已修订")
    qtbot.waitUntil(lambda: "已更正" not in shown(page))


def test_filter_and_search_narrow_the_list(page, qtbot):
    open_list(page, qtbot)
    qtbot.mouseClick(page.points.pills.button("criterion"), Qt.MouseButton.LeftButton)
    assert page.points.current.id.startswith("criterion:")
    page.points.search.setText("MH-B4")
    qtbot.keyClick(page.points.search, Qt.Key.Key_Return)
    assert page.points.model.rowCount() == 1
    page.points.search.setText("没有这个")
    qtbot.keyClick(page.points.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "没有符合条件的条款" in shown(page))


def test_a_signed_file_goes_out_and_comes_in_after_its_fingerprint_was_checked(legal, page, office, qtbot, tmp_path):
    confirming.confirm_wording(
        office.records, office.workplace.files, target=CLAUSE.partition(":")[2], source=SOURCE, on=TODAY,
        official_text="原文", by=office.by,
    )  # fmt: skip
    path = tmp_path / "确认.yqr"
    presenter = page.presenter.points
    presenter.export(str(path))
    qtbot.waitUntil(path.exists, timeout=20000)
    office.settle(qtbot)
    presenter.take_in(str(path))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(ImportDialog)), timeout=10000)
    (dialog,) = page.findChildren(ImportDialog)
    assert not dialog.accept_button.isEnabled()
    assert "指纹" in dialog.fingerprint.text()
    dialog.checked.setChecked(True)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert office.records.local_value("confirmation_signers")


def test_remedy_data_leads_to_the_settings(page, office, qtbot):
    open_list(page, qtbot)
    qtbot.mouseClick(page.points.pills.button("done"), Qt.MouseButton.LeftButton)
    went = []
    office.workplace.navigator.requested.connect(lambda screen, target: went.append((screen, target)))
    QApplication.processEvents()
    (button,) = [one for one in page.points.findChildren(QPushButton) if one.isVisible() and "设置" in one.text()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert went == [("settings", "agencies")]
