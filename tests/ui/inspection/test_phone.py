"""扫码传图 on the on-site screen: the code is shown, a phone's picture lands in the strip, it is stopped."""

import threading

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inspections.receiving import NetworkAddress
from tests.storage.images import jpeg
from tests.storage.phones import HERE, Phone
from tests.ui import accessible
from tests.ui.inspection.conftest import open_visit
from tests.ui.inspection.test_findings import register
from tests.ui.receiving import let_receive
from ui import theme
from ui.inspection.screen import build
from ui.main_window import SCREEN_NAMES, MainWindow, screens
from ui.widgets.phone_dialog import WIDTH


def blank(_workplace):
    return QWidget()


@pytest.fixture
def phone_office(office):
    """The office with its desk for phones, which is closed after the test."""
    office.desk, office.seconds, office.addresses = let_receive(office)
    yield office
    office.desk.close()


@pytest.fixture
def window(phone_office, qtbot):
    """The whole window with the real on-site screen."""
    builders = {name: blank for name, _title, _icon in SCREEN_NAMES} | {"inspection": build}
    made = MainWindow(phone_office.workplace, screens(builders))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.show_screen("inspection")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    phone_office.settle(qtbot)
    return made


@pytest.fixture
def card(phone_office, window, qtbot):
    """The card of a registered finding."""
    page = window.page("inspection")
    visit = phone_office.start_visit(lists=("fire_safety",))
    open_visit(page, phone_office, qtbot, visit)
    return register(phone_office, page, qtbot, "FS-A05")


def ask(office, card, window, qtbot):
    """Press 扫码传图 on the finding and return the dialog with the code."""
    qtbot.mouseClick(card.photos.strip.phone_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office.desk.is_on)
    return window.phone_bar.dialog


def meanwhile(qtbot, work):
    """Do the phone's part on a thread of its own while the window goes on; return what came of it."""
    outcome = []
    thread = threading.Thread(target=lambda: outcome.append(work()))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=20000)
    (made,) = outcome
    return made


def test_a_picture_from_the_phone_lands_in_the_strip_of_its_finding(phone_office, card, window, qtbot):
    qtbot.mouseClick(card.photos.stage.button("before"), Qt.MouseButton.LeftButton)
    assert window.phone_bar.isHidden()
    dialog = ask(phone_office, card, window, qtbot)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert card.view.title in dialog.title.text()
    assert "整改前" in dialog.title.text()
    assert dialog.phone.text() == "等待手机扫码"
    phone, data = Phone(phone_office.desk.reception.url), jpeg(800, 600) + bytes(400_000)
    assert meanwhile(qtbot, lambda: phone.send(data, "手机一.jpg"))[1]["state"] == "arrived"
    qtbot.waitUntil(lambda: len(card.view.photos) == 1)
    qtbot.waitUntil(lambda: not card.photos.strip.tile(card.view.photos[0].id).icon().isNull())
    (photo,) = phone_office.records.photos.where(finding=card.view.id)
    assert (photo.stage, photo.fields.text("name")) == ("before", "手机一.jpg")
    assert phone_office.files.photo_path(photo.sha256, photo.extension).read_bytes() == data
    qtbot.waitUntil(lambda: dialog.phone.text() == "已到达 1 / 1 张")
    assert dialog.arrivals.item(0).text() == "手机一.jpg　✓ 已到达"
    assert "已到达 1 / 1 张" in window.phone_bar.text


def test_what_is_no_picture_is_refused_by_name_on_both_sides(phone_office, card, window, qtbot):
    dialog = ask(phone_office, card, window, qtbot)
    phone = Phone(phone_office.desk.reception.url)
    told = meanwhile(qtbot, lambda: phone.send(b"no picture at all", "说明.txt"))[1]
    assert told["state"] == "refused"
    assert "说明.txt" in told["reason"]
    qtbot.waitUntil(lambda: dialog.arrivals.count() == 1 and "未接收" in dialog.arrivals.item(0).text())
    assert phone_office.records.photos.count(finding=card.view.id) == 0
    assert meanwhile(qtbot, lambda: phone.send(jpeg(), "好.jpg"))[1]["state"] == "arrived"
    assert meanwhile(qtbot, lambda: phone.send(jpeg(), "同.jpg"))[1]["state"] == "known"
    assert phone_office.records.photos.count(finding=card.view.id) == 1
    phone_office.settle(qtbot)


def test_the_dialog_folded_away_leaves_the_bar_and_the_bar_stops(phone_office, card, window, qtbot):
    dialog = ask(phone_office, card, window, qtbot)
    url = phone_office.desk.reception.url
    qtbot.mouseClick(dialog.hide_button, Qt.MouseButton.LeftButton)
    bar = window.phone_bar
    assert bar.isVisible()
    assert phone_office.desk.reception.place in bar.text
    assert url.split("/")[3] not in bar.text
    window.show_screen("ledger")
    assert bar.isVisible()
    assert accessible.nameless(bar) == []
    qtbot.mouseClick(bar.show_code, Qt.MouseButton.LeftButton)
    assert bar.dialog.isVisible()
    bar.dialog.reject()
    qtbot.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert "已停止" in phone_office.workplace.messages.line.text
    phone_office.desk.close()
    with pytest.raises(ConnectionRefusedError):
        Phone(url).ask("join")


def test_it_stops_by_itself_and_is_prolonged_by_hand(phone_office, card, window, qtbot):
    dialog = ask(phone_office, card, window, qtbot)
    phone_office.seconds.now += 590
    qtbot.waitUntil(lambda: dialog.left.text() == "剩余 0:10", timeout=5000)
    qtbot.mouseClick(dialog.prolong, Qt.MouseButton.LeftButton)
    assert dialog.left.text() == "剩余 10:00"
    phone_office.seconds.now += 606
    qtbot.waitUntil(lambda: not phone_office.desk.is_on, timeout=5000)
    assert window.phone_bar.isHidden()
    assert dialog.left.text() == "已停止"
    assert "自动停止" in phone_office.workplace.messages.line.text
    assert dialog.again.isVisible()
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: phone_office.desk.is_on)


def test_another_finding_gets_another_code_and_the_old_one_is_dead(phone_office, card, window, qtbot):
    ask(phone_office, card, window, qtbot)
    old, url = phone_office.desk.reception, phone_office.desk.reception.url
    qtbot.mouseClick(card.photos.stage.button("after"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.photos.strip.phone_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: phone_office.desk.is_on and phone_office.desk.reception is not old)
    assert phone_office.desk.reception.url != url
    assert "整改后" in window.phone_bar.dialog.title.text()
    old.close()
    with pytest.raises(ConnectionRefusedError):
        Phone(url).ask("join")


def test_without_a_network_the_dialog_says_what_to_do_and_tries_again(phone_office, card, window, qtbot):
    phone_office.addresses.found = []
    qtbot.mouseClick(card.photos.strip.phone_button, Qt.MouseButton.LeftButton)
    dialog = window.phone_bar.dialog
    qtbot.waitUntil(lambda: "移动热点" in dialog.problem.text())
    assert dialog.left.text() == "没有打开"
    assert window.phone_bar.isHidden()
    phone_office.addresses.found = [HERE]
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: phone_office.desk.is_on)
    assert dialog.problem.isHidden()


def test_one_of_several_networks_is_chosen(phone_office, card, window, qtbot):
    phone_office.addresses.found = [HERE, NetworkAddress(ip="127.0.0.2", network="以太网")]
    dialog = ask(phone_office, card, window, qtbot)
    assert dialog.network.isVisible()
    assert dialog.network.currentText() == "测试（127.0.0.1）"
    first = phone_office.desk.reception
    dialog.network.setFocus()
    QTest.keyClick(dialog.network, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: phone_office.desk.is_on and phone_office.desk.reception is not first)
    assert phone_office.desk.reception.place.startswith("127.0.0.2:")
    assert dialog.network.currentText() == "以太网（127.0.0.2）"


def test_the_whole_visit_takes_pictures_that_wait_for_their_place(phone_office, card, window, qtbot):
    page = window.page("inspection")
    page.presenter._act("phone")
    qtbot.waitUntil(lambda: phone_office.desk.is_on)
    phone = Phone(phone_office.desk.reception.url)
    assert meanwhile(qtbot, lambda: phone.send(jpeg(500, 400)))[1]["state"] == "arrived"
    (photo,) = phone_office.records.photos.where(finding="")
    assert photo.fields.text("inspection") == page.presenter.inspection
    phone_office.settle(qtbot)


def test_another_person_at_the_laptop_ends_it(phone_office, card, window, qtbot):
    ask(phone_office, card, window, qtbot)
    people = phone_office.people
    phone_office.workplace.operator.become(person=people["wang"], name="王芳", agency="")
    assert not phone_office.desk.is_on
    phone_office.settle(qtbot)


def test_everything_in_the_dialog_is_named_and_whole(phone_office, card, window, qtbot):
    dialog = ask(phone_office, card, window, qtbot)
    assert accessible.nameless(dialog) == []
    assert accessible.cut_labels(dialog) == []
    assert dialog.width() == WIDTH
    assert dialog.height() <= 700


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_is_read_from_the_screen(phone_office, window, card, qtbot, tmp_path, scheme):
    theme.apply(QApplication.instance(), theme.Scheme(scheme))
    dialog = ask(phone_office, card, window, qtbot)
    dialog.grab().save(str(tmp_path / "code.png"))
    with Image.open(tmp_path / "code.png") as seen:
        codes = zxingcpp.read_barcodes(seen.convert("L"))
    assert [code.text for code in codes] == [phone_office.desk.reception.url]
