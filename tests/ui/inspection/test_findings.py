"""Findings in place under their items: proposed, registered, saved as one goes, ordered only by who may."""

from datetime import date

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from tests.storage.images import jpeg
from tests.ui.workplace import TODAY
from ui.inspection.finding_model import FREE
from ui.inspection.form_dialog import FormDialog


def host(screen, code):
    return screen.visit_page.items.card(code)


def findings(office, visit):
    return office.records.findings.where(inspection=visit)


def begin(office, screen, qtbot, code):
    """Fail an item by its key and return the card of its draft."""
    screen.presenter.walker.go_to_item(code)
    qtbot.waitUntil(lambda: not screen.visit_page.items._waiting)
    host(screen, code).setFocus()
    QTest.keyClick(host(screen, code), Qt.Key.Key_2)
    office.settle(qtbot)
    return host(screen, code).finding_cards()[0]


def register(office, screen, qtbot, code, text="3F east exit locked"):
    draft = begin(office, screen, qtbot, code)
    QTest.keyClicks(draft.form.field("place_text").line, "E")
    QTest.keyClicks(draft.form.field("description").text, text)
    QTest.keyClick(draft.form.field("description").text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: [one.view.is_draft for one in host(screen, code).finding_cards()] == [False])
    return host(screen, code).finding_cards()[0]


def dialog_of(screen):
    return next(one for one in screen.findChildren(FormDialog) if one.isVisible())


def test_a_failed_item_proposes_measure_action_and_date_and_ctrl_enter_registers(office, screen, visit, qtbot):
    draft = begin(office, screen, qtbot, "FS-C01")
    item = draft.view
    assert item.values["action"] == "immediate"
    assert not draft.form.field("deadline").isVisible()
    assert draft.form.field("measure").value()
    card = register(office, screen, qtbot, "FS-C01")
    (found,) = findings(office, visit)
    assert found.description == "3F east exit locked"
    assert found.item == "FS-C01"
    assert found.fields.text("deadline") == ""
    assert found.fields.text("responsible") == "张建国"
    assert found.clauses == card.view.clauses
    assert [one.fields.text("place_text") for one in findings(office, visit)] == ["E"]


def test_what_is_typed_on_a_draft_survives_leaving_the_section(office, screen, visit, qtbot):
    draft = begin(office, screen, qtbot, "FS-A05")
    QTest.keyClicks(draft.form.field("description").text, "half a sentence")
    screen.presenter.walker.open_section("FS-B")
    screen.presenter.walker.open_section("FS-A")
    again = host(screen, "FS-A05").finding_cards()[0]
    assert again.form.field("description").value() == "half a sentence"
    assert findings(office, visit) == []


def test_a_draft_keeps_the_place_where_it_was_begun(office, screen, visit, qtbot):
    screen.presenter.walker.go_to_place(office.places["room"])
    begin(office, screen, qtbot, "FS-A05")
    screen.presenter.walker.go_to_place(office.places["building"])
    screen.presenter.walker.open_section("FS-A")
    assert host(screen, "FS-A05").finding_cards()[0].places.value() == (office.places["room"],)


def test_words_of_a_registered_finding_save_when_the_keyboard_leaves_them(office, screen, visit, qtbot):
    card = register(office, screen, qtbot, "FS-A05")
    text = card.form.field("description").text
    text.setFocus()
    QTest.keyClicks(text, " and wide")
    assert findings(office, visit)[0].description == "3F east exit locked"
    card.form.field("responsible").line.setFocus()
    office.settle(qtbot)
    assert "and wide" in findings(office, visit)[0].description
    assert card.saving.text().startswith("已保存")


def test_the_civil_affairs_agency_cannot_order_under_fire_articles_and_the_fire_agency_can(
    office, screen, visit, qtbot
):
    card = register(office, screen, qtbot, "FS-C01")
    civil = card.steps.button("order", office.agencies["civil_affairs"])
    fire = card.steps.button("order", office.agencies["fire"])
    assert not civil.isEnabled()
    assert "没有责令职权" in civil.toolTip()
    assert "民政" in card.steps.reason.text()
    qtbot.mouseClick(fire, Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    (found,) = findings(office, visit)
    assert (found.state, found.agency, found.deadline) == ("ordered", office.agencies["fire"], None)
    qtbot.waitUntil(lambda: not card.form.isVisible())
    assert "三" in card._summary.text() or "3F" in card._summary.text()


def test_an_order_by_a_date_carries_the_date_of_the_card(office, screen, visit, qtbot):
    card = register(office, screen, qtbot, "FS-A05")
    assert card.view.values["deadline"] == date(2026, 12, 8)
    qtbot.mouseClick(card.steps.button("order", office.agencies["fire"]), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog_of(screen).accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert findings(office, visit)[0].deadline == date(2026, 12, 8)


def test_fixed_on_the_spot_waits_for_photos_before_and_after(office, screen, visit, qtbot):
    card = register(office, screen, qtbot, "FS-A05")
    assert not card.steps.button("fix").isEnabled()
    assert "整改前照片、整改后照片" in card.steps.button("fix").toolTip()
    for stage, width in (("before", 300), ("after", 310)):
        office.workplace.records.changed.emit(office.add_photo(card.view.id, jpeg(width, 200), stage=stage).changes)
    qtbot.waitUntil(lambda: card.steps.button("fix").isEnabled())
    qtbot.mouseClick(card.steps.button("fix"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen)
    assert len(dialog.form.values()["officers"]) == 2
    dialog.form.fill({"how": "当场清空"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert findings(office, visit)[0].state == "passed"


def test_suspecting_a_major_hazard_asks_and_decides_nothing(office, screen, visit, qtbot):
    card = register(office, screen, qtbot, "FS-C01")
    qtbot.mouseClick(card.steps.button("suspect"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen)
    dialog.form.fill({"regime": "major_fire"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    (found,) = findings(office, visit)
    assert found.fields.text("grade_state") == "suspected"
    assert not found.is_major
    qtbot.waitUntil(lambda: "疑似重大" in card._grade.text())


def test_a_finding_recorded_by_mistake_goes_with_its_reason(office, screen, visit, qtbot):
    card = register(office, screen, qtbot, "FS-A05")
    qtbot.mouseClick(card.steps.button("void"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(screen)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.form.problems()
    dialog.form.fill({"reason": "重复登记"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert findings(office, visit)[0].state == "voided"
    qtbot.waitUntil(lambda: host(screen, "FS-A05").finding_cards() == [])


def test_a_free_finding_takes_a_clause_from_any_list(office, screen, visit, qtbot):
    host(screen, "FS-A01").setFocus()
    QTest.keyClick(host(screen, "FS-A01"), Qt.Key.Key_F)
    card = screen.visit_page.findings.cards[FREE]
    words = next(iter(card.clauses._offered))
    card.clauses.finder.fill(words)
    card.clauses.finder.box.activated.emit(0)
    QTest.keyClicks(card.form.field("place_text").line, "yard")
    QTest.keyClicks(card.form.field("description").text, "gas bottle outside")
    qtbot.mouseClick(card.register, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    (found,) = findings(office, visit)
    assert found.item == ""
    assert len(found.clauses) == 1
    assert found.fields.day("found_on") == TODAY


def test_dropped_files_are_kept_as_they_are_and_refused_ones_are_named(office, screen, visit, qtbot, tmp_path):
    card = register(office, screen, qtbot, "FS-A05")
    good, bad = tmp_path / "现场1.jpg", tmp_path / "坏图.jpg"
    good.write_bytes(jpeg(640, 480))
    bad.write_bytes(b"no picture at all")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(good)), QUrl.fromLocalFile(str(bad))])
    card.photos.strip._take(mime)
    office.settle(qtbot)
    (photo,) = office.records.photos.where(finding=card.view.id)
    assert office.files.photo_path(photo.sha256, photo.extension).read_bytes() == good.read_bytes()
    assert "坏图.jpg" in office.workplace.messages.line.text
    qtbot.waitUntil(lambda: card.photos.label.text() == "照片 1")
    qtbot.waitUntil(lambda: not screen.presenter.photos._asked)
    assert screen.visit_page.actions_["photos"].text() == "照片 1/1"


def test_a_pasted_picture_on_a_draft_follows_the_finding_it_becomes(office, screen, visit, qtbot):
    draft = begin(office, screen, qtbot, "FS-A05")
    picture = QImage(200, 120, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(picture)
    draft.photos.strip.paste()
    office.settle(qtbot)
    assert [one.fields.text("item") for one in office.records.photos.where(inspection=visit)] == ["FS-A05"]
    qtbot.waitUntil(lambda: len(draft.view.photos) == 1)
    card = register(office, screen, qtbot, "FS-A05")
    office.settle(qtbot)
    assert [one.finding for one in office.records.photos.where(inspection=visit)] == [card.view.id]
    assert card.photos.strip.isVisible()
