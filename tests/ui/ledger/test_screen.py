"""The ledger screen on real records, by real keys and clicks."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel

from inspections.grading import FIRE_PAPER
from inspections.records import Changes
from inspections.workflow import grading
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.ledger.findings import picture
from tests.ui.workplace import TODAY
from ui.ledger.screen import build
from ui.widgets.photo_strip import PICTURE
from ui.widgets.table import Role

WAIT = 8000


def cells(page, title):
    place = [column.title for column in page.model.columns].index(title)
    return [page.model.index(row, place).data() for row in range(page.model.rowCount())]


def pick(qtbot, page, name, made):
    """Show a finding as another screen would."""
    page.show_target(made[name])
    shown = lambda: page.pane.detail is not None and page.pane.detail.finding.id == made[name]  # noqa: E731
    qtbot.waitUntil(shown, timeout=WAIT)


def open_step(qtbot, page, name):
    qtbot.mouseClick(page.pane.step_button(name), Qt.MouseButton.LeftButton)
    dialog = page.presenter.steps.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible, timeout=WAIT)
    return dialog


def write(qtbot, dialog, key, text):
    field = dialog.form.field(key).input
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)


def submit(qtbot, dialog):
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def act_as(office, who):
    office.workplace.operator.become(person=office.people[who], name=who, agency="")


def test_the_most_pressing_stands_first_and_says_so_in_red(page):
    assert cells(page, "剩余天数")[:3] == ["逾期 12 天", "今天到期", "5 天"]
    assert page.model.index(0, 8).data(Role.TONE) == "bad"
    assert page.model.index(1, 8).data(Role.TONE) == "warn"
    assert cells(page, "部位")[0] == "1号楼 3层"
    assert cells(page, "照片")[0] == "2"


def test_a_pill_shows_as_many_lines_as_it_counts(qtbot, page):
    for scope in ("overdue", "due_week", "closed", "all"):
        button = page.pills.button(scope)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        counted = int(button.text().rpartition(" ")[2])
        qtbot.waitUntil(lambda counted=counted: page.model.rowCount() == counted, timeout=WAIT)


def test_two_characters_find_a_finding_and_escape_brings_all_back(qtbot, page):
    qtbot.keyClick(page.pills.button("open"), Qt.Key.Key_Slash)
    assert page.search.hasFocus()
    page.search.setText("插座")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=WAIT)
    assert page.empty.isVisible()
    page.search.setText("防火")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(page, "问题") == ["一层东侧防火门闭门器缺失"], timeout=WAIT)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 8, timeout=WAIT)


def test_the_order_chosen_is_remembered(qtbot, office, page):
    head = page.table.horizontalHeader()
    middle = QPoint(head.sectionViewportPosition(7) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: cells(page, "剩余天数")[-1] == "逾期 12 天", timeout=WAIT)
    assert office.workplace.settings.now.ledger_order == "due_desc"
    again = build(office.workplace)
    qtbot.addWidget(again)
    assert again.presenter.view.order == "due_desc"


def test_arrow_keys_show_one_finding_after_another_and_escape_folds_the_pane(qtbot, page, made):
    page.table.setFocus()
    qtbot.waitUntil(lambda: page.pane.detail is not None, timeout=WAIT)
    assert page.pane.detail.finding.id == made["overdue"]
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.pane.detail.finding.id == made["today"], timeout=WAIT)
    assert page.table.isColumnHidden(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.pane.isVisible()
    assert not page.table.isColumnHidden(2)


def test_the_pane_says_what_is_known_and_marks_what_is_not_verified(qtbot, page, made):
    pick(qtbot, page, "week", made)
    told = {label.text() for label in page.pane.findChildren(QLabel) if label.isVisibleTo(page.pane)}
    assert {
        "《消防法》第28、60条",
        "待核",
        "责令依据",
        "按难易确定（建议期限）",
        "恢复原状，保持畅通",
        "某县消防救援大队",
    } <= told
    assert any(text.startswith("责令改正") for text in told)


def test_a_step_the_state_does_not_allow_is_disabled_with_its_reason(qtbot, page, made):
    pick(qtbot, page, "overdue", made)
    close = page.pane.step_button("close_finding")
    assert not close.isEnabled()
    assert close.toolTip() == "“已责令”状态下不能“销号”。"
    assert close.accessibleDescription() == close.toolTip()
    assert page.pane.step_button("report_rectification").isEnabled()


def test_a_report_without_a_photo_is_refused_in_its_form_and_done_once_there_is_one(
    qtbot, office, page, made, tmp_path
):
    pick(qtbot, page, "overdue", made)
    dialog = open_step(qtbot, page, "report_rectification")
    write(qtbot, dialog, "measure", "removed the lock")
    submit(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(dialog.problem), timeout=WAIT)
    assert "整改后照片" in dialog.problem
    assert dialog.form.values()["measure"] == "removed the lock"
    drop(dialog._columns["after"].strip, photo_file(tmp_path, "整改后.jpg", 210))
    qtbot.waitUntil(lambda: len(page.pane.detail.photos_after) == 1, timeout=WAIT)
    submit(qtbot, dialog)
    qtbot.waitUntil(lambda: office.records.findings.get(made["overdue"]).state == "reported", timeout=WAIT)
    qtbot.waitUntil(lambda: page.presenter.steps.dialog is None, timeout=WAIT)
    assert page.toasts.text.startswith("已登记整改情况")
    qtbot.waitUntil(lambda: "已报整改" in cells(page, "状态")[0], timeout=WAIT)
    qtbot.waitUntil(lambda: page.pane.step_button("pass_reinspection").isEnabled(), timeout=WAIT)


def photo_file(folder, name, shade):
    path = folder / name
    path.write_bytes(picture(shade))
    return path


def drop(strip, *paths):
    """Drag files over a strip and let go, as the window system does."""
    offered = QMimeData()
    offered.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, offered, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(strip.viewport(), QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(strip.viewport(), QDropEvent(QPointF(5, 5), *how))


def test_reinspection_needs_two_officers_and_a_new_date_or_a_proposal(qtbot, office, page, made):
    pick(qtbot, page, "reported", made)
    dialog = open_step(qtbot, page, "fail_reinspection")
    dialog.form.field("officer_2").fill(office.people["li"])
    write(qtbot, dialog, "note", "still dark")
    submit(qtbot, dialog)
    qtbot.waitUntil(lambda: "两名执法人员" in dialog.problem, timeout=WAIT)
    dialog.form.field("officer_2").fill(office.people["zhao"])
    submit(qtbot, dialog)
    qtbot.waitUntil(lambda: "新的期限" in dialog.problem, timeout=WAIT)
    write(qtbot, dialog, "deadline", "2026-12-10")
    submit(qtbot, dialog)
    qtbot.waitUntil(lambda: page.presenter.steps.dialog is None, timeout=WAIT)
    finding = office.records.findings.get(made["reported"])
    assert (finding.state, finding.round, finding.deadline.isoformat()) == ("ordered", 2, "2026-12-10")


def test_closing_waits_for_an_authorised_person_of_the_ordering_agency(qtbot, office, page, made):
    pick(qtbot, page, "passed", made)
    assert "未获授权" in page.pane.step_button("close_finding").toolTip()
    act_as(office, "sun")
    qtbot.waitUntil(lambda: page.pane.step_button("close_finding").isEnabled(), timeout=WAIT)
    submit(qtbot, open_step(qtbot, page, "close_finding"))
    qtbot.waitUntil(lambda: office.records.findings.get(made["passed"]).state == "closed", timeout=WAIT)
    qtbot.waitUntil(lambda: page.pills.button("closed").text() == "已销号 2", timeout=WAIT)


def test_a_major_hazard_is_closed_by_two(qtbot, office, page, made):
    values = {
        "criterion": "GB 35181",
        "determining_organ": "某县消防",
        "participants": "孙磊",
        "determination_number": "1",
    }
    grading.suspect_major(
        office.records, office.files, finding=made["passed"], on=TODAY, regime="major_fire", criterion="GB 35181", reason="x", by=office.by
    )  # fmt: skip
    grading.attach_evidence(
        office.records, office.files, finding=made["passed"], name=FIRE_PAPER, file=b"%PDF-1", extension="pdf", on=TODAY, by=office.by
    )  # fmt: skip
    grading.determine_grade(
        office.records, finding=made["passed"], on=TODAY, values=values, by=office.people["sun"]
    )  # fmt: skip
    act_as(office, "sun")
    pick(qtbot, page, "passed", made)
    dialog = open_step(qtbot, page, "close_finding")
    assert dialog.form.field("second").isVisible()
    assert not dialog.form.field("lifted").isVisible()
    submit(qtbot, dialog)
    assert dialog.form.problems() == {"second": "请填写第二确认人"}
    assert office.records.findings.get(made["passed"]).state == "passed"


def test_a_mark_keeps_where_people_went_and_can_be_lifted(qtbot, office, page, made):
    pick(qtbot, page, "overdue", made)
    dialog = open_step(qtbot, page, "mark_finding")
    assert not dialog.form.field("values.moved_to").isVisible()
    box = dialog.form.field("name").input
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    box.activated.emit(box.currentIndex())
    assert dialog.form.field("values.moved_to").isVisible()
    for key, text in (
        ("organ", "county"),
        ("residents", "12"),
        ("disabled_residents", "3"),
        ("moved_to", "A"),
        ("responsible", "B"),
    ):
        write(qtbot, dialog, f"values.{key}", text)
    submit(qtbot, dialog)
    qtbot.waitUntil(lambda: page.presenter.steps.dialog is None, timeout=WAIT)
    held = office.records.findings.get(made["overdue"]).fields.object("mark.sealed_off")
    assert (held["residents"], held["on"]) == (12, TODAY.isoformat())
    qtbot.waitUntil(lambda: page.pane.step_button("lift_mark").isEnabled(), timeout=WAIT)
    lift = open_step(qtbot, page, "lift_mark")
    lift.form.field("lifted_mark").fill("sealed_off")
    submit(qtbot, lift)
    qtbot.waitUntil(
        lambda: not office.records.findings.get(made["overdue"]).fields.object("mark.sealed_off"), timeout=WAIT
    )


def test_photos_come_by_drop_and_paste_and_what_is_no_picture_is_named(qtbot, office, page, made, tmp_path):
    pick(qtbot, page, "today", made)
    broken = tmp_path / "坏的.jpg"
    broken.write_bytes(b"no picture")
    drop(page.pane.before.strip, photo_file(tmp_path, "指示.jpg", 90), broken)
    qtbot.waitUntil(lambda: "坏的.jpg" in page.toasts.text, timeout=WAIT)
    assert page.toasts.text.startswith("已添加照片 1 张")
    qtbot.waitUntil(lambda: len(page.pane.detail.photos_before) == 1, timeout=WAIT)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(page.pane.after.strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.pane.detail.photos_after) == 1, timeout=WAIT)
    photos = office.records.photos.where(finding=made["today"], withdrawn=False)
    assert sorted(photo.stage for photo in photos) == ["after", "before"]
    place = cells(page, "问题").index("二层疏散指示标志损坏三处")
    qtbot.waitUntil(lambda: cells(page, "照片")[place] == "2", timeout=WAIT)


def test_a_photo_is_shown_large_and_the_next_is_a_key_away(qtbot, page, made):
    pick(qtbot, page, "overdue", made)
    first, second = page.pane.detail.photos_before
    qtbot.mouseClick(page.pane.before.strip.tile(first.id), Qt.MouseButton.LeftButton)
    viewer = page.presenter.steps.viewer
    qtbot.waitUntil(lambda: not viewer.picture.image.isNull(), timeout=WAIT)
    assert viewer.picture.image.width() == 640
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.current.id == second.id
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.current.id == second.id
    viewer.accept()
    qtbot.waitUntil(lambda: page.pane.before.strip.tile(second.id).iconSize() == PICTURE, timeout=WAIT)
    assert page.presenter.steps.viewer is None


def test_a_change_elsewhere_patches_the_line_and_what_is_hidden_is_read_when_shown(qtbot, office, page, made):
    top = page.table.verticalScrollBar().value()
    grading.suspect_major(
        office.records, office.files, finding=made["later"], on=TODAY, regime="major_fire", criterion="GB", reason="x", by=office.by
    )  # fmt: skip
    office.workplace.records.changed.emit(Changes(frozenset({office.records.findings.get(made["later"]).subject})))
    qtbot.waitUntil(lambda: cells(page, "等级").count("疑似重大") == 2, timeout=WAIT)
    assert page.table.verticalScrollBar().value() == top
    page.hide()
    visit = made["visit"]
    finding = office.record_finding(visit, description="新的一条")
    office.workplace.records.changed.emit(Changes(frozenset({office.records.findings.get(finding).subject})))
    assert page.model.rowCount() == 8
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 9, timeout=WAIT)


def test_a_reinspection_starts_with_the_findings_chosen(qtbot, office, page, made):
    button = next(one for one in page.findChildren(type(page.export_button)) if one.text() == "安排复查")
    assert not button.isEnabled()
    assert "请先在表格中选择" in button.toolTip()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(button.isEnabled, timeout=WAIT)
    with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["inspection", ("reinspect", office.institution, [made["overdue"], made["today"]])]
    page.table.selectAll()
    assert "已责令或已报整改" in button.toolTip()


def test_another_screen_can_narrow_the_ledger_to_an_institution_and_it_can_be_undone(qtbot, office, page):
    page.show_target({"scope": "open", "institution": office.small})
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=WAIT)
    qtbot.waitUntil(page.narrowed.isVisible, timeout=WAIT)
    assert page.narrowed.text() == "安平县柳树村互助点"
    qtbot.mouseClick(page.narrowed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 8, timeout=WAIT)
    qtbot.waitUntil(page.narrowed.isHidden, timeout=WAIT)


def test_everything_speaks_and_nothing_is_cut_or_read_as_markup(qtbot, office, page, made):
    pick(qtbot, page, "overdue", made)
    assert nameless(page) == []
    assert doubled_buttons(page) == []
    assert marked_up_labels(page) == []
    qtbot.waitUntil(lambda: cut_labels(page) == [], timeout=WAIT)
    for form in ("report_rectification", "fail_reinspection", "mark_finding"):
        dialog = open_step(qtbot, page, form)
        assert nameless(dialog) == []
        qtbot.waitUntil(lambda dialog=dialog: cut_labels(dialog) == [], timeout=WAIT)
        dialog.reject()


def test_long_and_hostile_words_widen_nothing(qtbot, office, page, made):
    words = "<b>出口</b>上锁" * 60
    finding = office.record_finding(made["visit"], description=words, place_text="东" * 120, responsible="张" * 60)
    width = page.minimumSizeHint().width()
    page.show_target(finding)
    qtbot.waitUntil(lambda: page.pane.detail is not None and page.pane.detail.finding.id == finding, timeout=WAIT)
    assert page.minimumSizeHint().width() <= max(width, 1000)
    assert page.width() == 1302
    assert any(label.text() == words for label in page.pane.findChildren(QLabel))


def test_an_empty_ledger_says_where_findings_come_from(qtbot, office):
    page = build(office.workplace)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.empty.isVisible, timeout=WAIT)
    assert page.empty.title.text() == "还没有登记问题"
