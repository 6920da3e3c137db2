import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QInputMethodEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from inspections.terms import DOCUMENT_STATE, FINDING_STATE, INSPECTION_STATE, RESULT
from tests.ui import accessible
from tests.ui.gallery import gallery, picture
from ui.labels import Chip, ElidedLabel, plain_tooltip
from ui.theme import Tone
from ui.widgets import badges
from ui.widgets.badges import CertaintyBadge, DeadlineBadge, deadline_words
from ui.widgets.photo_strip import WAYS, PhotoStrip, PhotoTile
from ui.widgets.pills import PillBar
from ui.widgets.place_tree import PlaceNode, PlaceTree
from ui.widgets.search_box import SearchBox
from ui.widgets.segmented import RESULTS, TARGET_RESULTS, result_buttons
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.toast import ToastStrip

TODAY = date(2026, 11, 23)


def shown(qtbot, widget, size=(400, 200)):
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    return widget


def test_the_results_are_the_records_own_in_the_order_of_their_keys():
    assert [segment.value for segment in RESULTS] == ["compliant", "non_compliant", "not_applicable", "not_checked"]
    assert [segment.value for segment in TARGET_RESULTS] == ["compliant", "gap", "not_applicable", "not_checked"]
    assert {segment.value for segment in (*RESULTS, *TARGET_RESULTS)} == set(RESULT)
    assert [segment.text for segment in RESULTS] == ["符合", "不符合", "不适用", "未检查"]
    assert [segment.text for segment in TARGET_RESULTS] == ["达标", "差距", "不适用", "未检查"]


def test_a_pressed_result_is_announced_and_a_shown_one_is_not(qtbot):
    buttons = shown(qtbot, result_buttons(name="FS-01"))
    with qtbot.assertNotEmitted(buttons.chosen):
        buttons.fill("compliant")
    assert buttons.value() == "compliant"
    with qtbot.waitSignal(buttons.chosen) as chosen:
        buttons.button("non_compliant").click()
    assert chosen.args == ["non_compliant"]
    assert buttons.value() == "non_compliant"
    buttons.fill("")
    assert buttons.value() == ""


def test_every_result_button_carries_the_items_number(qtbot):
    buttons = shown(qtbot, result_buttons(name="FS-01"))
    names = [button.accessibleName() for button in buttons.findChildren(QPushButton)]
    assert names == ["FS-01 符合", "FS-01 不符合", "FS-01 不适用", "FS-01 未检查"]
    buttons.rename("FS-02")
    assert buttons.button("compliant").accessibleName() == "FS-02 符合"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (date(2026, 11, 11), ("逾期 12 天", Tone.BAD)),
        (date(2026, 11, 22), ("逾期 1 天", Tone.BAD)),
        (date(2026, 11, 23), ("今天到期", Tone.BAD)),
        (date(2026, 11, 24), ("还剩 1 天", Tone.WARN)),
        (date(2026, 11, 26), ("还剩 3 天", Tone.WARN)),
        (date(2026, 11, 27), ("还剩 4 天", Tone.NA)),
        (None, ("", Tone.NA)),
    ],
)
def test_a_deadline_is_overdue_from_the_day_after(deadline, words):
    assert deadline_words(deadline, today=TODAY) == words


def test_a_deadline_badge_without_a_deadline_takes_no_room(qtbot):
    room = shown(qtbot, QWidget())
    badge = DeadlineBadge(parent=room)
    badge.show_deadline(None, today=TODAY)
    assert badge.isHidden()
    badge.show_deadline(date(2026, 11, 11), today=TODAY)
    assert not badge.isHidden()
    assert badge.property("chip") == "bad"


def test_only_what_is_not_verified_is_marked(qtbot):
    badge = shown(qtbot, CertaintyBadge())
    badge.show_certainty(is_verified=True)
    assert badge.isHidden()
    badge.show_certainty(is_verified=False)
    assert badge.text() == "待核"
    badge.show_certainty(is_verified=True, is_ours=True)
    assert badge.text() == "建议"


@pytest.mark.parametrize(
    ("tones", "terms"),
    [
        (badges.FINDING_TONES, FINDING_STATE),
        (badges.INSPECTION_TONES, INSPECTION_STATE),
        (badges.DOCUMENT_TONES, DOCUMENT_STATE),
    ],
)
def test_every_state_has_a_tone(tones, terms):
    assert set(tones) == set(terms)


def test_a_long_text_is_cut_with_a_mark_and_told_whole_in_the_tool_tip(qtbot):
    label = shown(qtbot, ElidedLabel("城关镇建设路 18 号 <b>四级</b> 床位 120"), (80, 24))
    assert label.shown_text().endswith("…")
    assert label.toolTip() == plain_tooltip(label.text())
    assert "<b>" not in label.toolTip()
    label.resize(600, 24)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""


def test_a_chip_shows_markup_as_text(qtbot):
    assert shown(qtbot, Chip("<i>x</i>")).textFormat() is Qt.TextFormat.PlainText


def test_a_filter_keeps_its_choice_when_its_counts_change(qtbot):
    bar = shown(qtbot, PillBar("筛选"))
    bar.offer([("all", "全部 9"), ("late", "逾期 4")])
    assert bar.value() == "all"
    with qtbot.waitSignal(bar.chosen) as chosen:
        bar.button("late").click()
    assert chosen.args == ["late"]
    bar.offer([("all", "全部 9"), ("late", "逾期 3")])
    assert bar.value() == "late"
    assert bar.button("late").text() == "逾期 3"
    bar.offer([("all", "全部 9")])
    assert bar.value() == "all"


def test_a_row_of_filters_never_widens_the_window(qtbot):
    bar = PillBar("筛选")
    qtbot.addWidget(bar)
    bar.offer([(str(number), f"第 {number} 种情形") for number in range(30)])
    assert bar.minimumSizeHint().width() < 120


def test_search_waits_for_a_rest_and_for_the_end_of_composing(qtbot):
    box = shown(qtbot, SearchBox("搜索"))
    asked = []
    box.searched.connect(asked.append)
    composing = QInputMethodEvent("yan'gan", [])
    QApplication.sendEvent(box, composing)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked == []
    committed = QInputMethodEvent()
    committed.setCommitString("烟感")
    QApplication.sendEvent(box, committed)
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["烟感"])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert asked == ["烟感", ""]


def test_enter_searches_at_once_and_the_same_is_not_asked_twice(qtbot):
    box = shown(qtbot, SearchBox("搜索"))
    asked = []
    box.searched.connect(asked.append)
    box.setText("喷淋")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked == ["喷淋"]


def test_a_toast_takes_its_own_room_and_takes_back_once(qtbot):
    strip = shown(qtbot, ToastStrip())
    strip.hide()
    undone = []
    strip.offer("已登记隐患 1 条", undo=lambda: undone.append(1))
    assert strip.text == "已登记隐患 1 条"
    strip._button.click()
    strip._button.click()
    assert undone == [1]
    assert strip.isHidden()


def test_a_toast_that_cannot_be_taken_back_offers_nothing(qtbot):
    strip = shown(qtbot, ToastStrip())
    strip.offer("已导出")
    assert strip._button.isHidden()
    strip._timer.timeout.emit()
    assert strip.text == ""


def test_thumbnails_are_asked_for_once_and_shown_when_they_come(qtbot):
    strip = shown(qtbot, PhotoStrip(name="现场照片"))
    wanted = []
    strip.thumbnail_wanted.connect(wanted.append)
    strip.show_photos([PhotoTile(id="a", caption="挂锁"), PhotoTile(id="b", caption="通道")])
    strip.show_photos([PhotoTile(id="b", caption="通道")])
    assert wanted == ["a", "b"]
    strip.take_thumbnail("b", picture("#37424f"))
    strip.take_thumbnail("a", picture("#37424f"))
    image = strip.tile("b").icon().pixmap(112, 80).toImage()
    assert image.pixelColor(20, 20).name() == "#37424f"
    with qtbot.waitSignal(strip.opened) as opened:
        strip.tile("b").click()
    assert opened.args == ["b"]
    assert strip.tile("b").accessibleName() == "现场照片 1：通道"


def test_dropped_files_and_folders_are_offered_whatever_their_names_end_in(qtbot):
    strip = shown(qtbot, PhotoStrip())
    offered = QMimeData()
    paths = [Path("/photos/IMG_1.JPG"), Path("/photos/IMG_2"), Path("/photos/DCIM")]
    offered.setUrls([QUrl.fromLocalFile(str(path)) for path in paths] + [QUrl("https://example.org/a.jpg")])
    with qtbot.waitSignal(strip.files_offered) as files:
        strip.dropEvent(drop(offered))
    assert files.args == [paths]
    other = QMimeData()
    other.setText("notes")
    with qtbot.assertNotEmitted(strip.files_offered):
        strip.dropEvent(drop(other))


def test_the_other_ways_in_are_behind_a_small_button(qtbot):
    strip = shown(qtbot, PhotoStrip(ways=True))
    assert strip.ways_button.isVisible()
    asked = []
    strip.way_requested.connect(asked.append)
    for action in strip.ways_button.menu().actions():
        action.trigger()
    assert asked == [way for way, _words, _icon in WAYS]
    assert not shown(qtbot, PhotoStrip()).ways_button.isVisible()


def drop(offered):
    return QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, offered, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )


def test_a_picture_on_the_clipboard_is_pasted(qtbot):
    strip = shown(qtbot, PhotoStrip())
    QGuiApplication.clipboard().setImage(picture("#c4252b"))
    with qtbot.waitSignal(strip.picture_pasted) as pasted:
        qtbot.keyClick(strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.args[0].size() == picture("#c4252b").size()
    QGuiApplication.clipboard().setText("no picture")
    assert not strip.paste()


def sign(qtbot, pad, points=12):
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    for step in range(points):
        qtbot.mouseMove(pad, QPoint(40 + step * 12, 60 + step % 3 * 20))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 80))


def test_a_signature_is_kept_as_strokes_and_drawn_as_a_picture(qtbot):
    pad = shown(qtbot, SignaturePad(name="陪同人签名"), (400, 160))
    assert not pad.is_signed()
    with qtbot.waitSignal(pad.changed):
        sign(qtbot, pad)
    assert pad.is_signed()
    kept = json.loads(json.dumps(pad.strokes()))
    assert (kept["width"], kept["height"], len(kept["strokes"])) == (400, 160, 1)
    times = [point[3] for point in kept["strokes"][0]]
    assert times == sorted(times)
    image = QImage.fromData(pad.png(), "PNG")
    assert (image.width(), image.height()) == (1200, 480)
    assert image.pixelColor(2, 2).alpha() == 0
    assert image.pixelColor(120, 180).alpha() > 200
    pad.clear()
    assert not pad.is_signed()


def test_a_signature_drawn_before_is_shown_scaled(qtbot):
    pad, other = (shown(qtbot, SignaturePad(name="签名"), size) for size in ((400, 160), (800, 320)))
    sign(qtbot, pad)
    other.fill(pad.strokes())
    assert other.is_signed()
    assert other.strokes()["strokes"][0][0][:2] == [80, 120]


def test_a_pen_presses_harder_than_a_mouse(qtbot):
    pad = shown(qtbot, SignaturePad(name="签名"), (400, 160))
    for kind, pressure in ((QEvent.Type.TabletPress, 0.2), (QEvent.Type.TabletMove, 0.9)):
        QApplication.sendEvent(pad, pen(kind, pressure))
    QApplication.sendEvent(pad, pen(QEvent.Type.TabletRelease, 0.0))
    assert [point[2] for point in pad.strokes()["strokes"][0]] == [0.2, 0.9]


def pen(kind, pressure):
    nothing = Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.LeftButton
    device = QPointingDevice.primaryPointingDevice()
    place = QPointF(50, 50)
    return QTabletEvent(kind, device, place, place, pressure, 0, 0, 0, 0, 0, nothing, button, button)


def test_places_stay_folded_and_chosen_when_their_notes_change(qtbot):
    tree = shown(qtbot, PlaceTree())
    tree.show_places(places("1/8"))
    tree.topLevelItem(0).setExpanded(False)
    tree.fill("r1")
    with qtbot.assertNotEmitted(tree.chosen):
        tree.topLevelItem(0).setExpanded(False)
        tree.show_places(places("2/8"))
    assert tree.current_id() == "r1"
    with qtbot.waitSignal(tree.chosen) as chosen:
        tree.itemClicked.emit(tree.topLevelItem(0), 0)
    assert chosen.args == ["b"]


def places(note):
    return [PlaceNode(id="b", name="一号楼", children=[PlaceNode(id="r1", name="301 室", note=note)])]


def test_the_gallery_can_be_heard_and_shows_peoples_text_as_typed(qtbot):
    page = shown(qtbot, gallery(), (1302, 768))
    assert accessible.nameless(page) == []
    assert accessible.doubled_buttons(page) == []
    assert accessible.marked_up_labels(page) == []
    assert accessible.cut_labels(page) == []


def test_the_walk_notices_a_button_without_a_name(qtbot):
    page = shown(qtbot, gallery(), (1302, 768))
    page.add_button(QPushButton(""))
    qtbot.waitUntil(lambda: len(accessible.nameless(page)) == 1)
