"""The settings screen by keys and mouse on real records."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspections.records import UnavailableError
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.typing import retype
from ui.office.page import TABS
from ui.office.screen import build


@pytest.fixture
def page(office, qtbot):
    return shown(office.workplace, qtbot)


def shown(workplace, qtbot):
    made = build(workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitUntil(lambda: made.agencies.model.rowCount() == 2 or made.tab == "first_run")
    return made


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_agency_is_changed_with_ctrl_s_and_only_what_was_changed(page, office, qtbot):
    agency = office.records.agencies.get(page.agencies.current)
    retype(page.agencies.form.field("court"), "某市中级人民法院")
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    office.settle(qtbot)
    assert office.records.agencies.get(agency.id).fields.text("court") == "某市中级人民法院"
    assert list(office.records.history(agency.subject)[-1].body["set"]) == ["court"]


def test_a_new_person_is_recorded_and_stays_in_the_form(page, office, qtbot):
    page.show_tab("people")
    click(qtbot, page.people.add)
    retype(page.people.form.field("name"), "周新")
    click(qtbot, page.people.save)
    assert set(page.people.form.problems()) == {"certificate_number", "agency"}
    retype(page.people.form.field("certificate_number"), "31010009")
    page.people.form.fill({"agency": office.agencies["civil_affairs"]})
    click(qtbot, page.people.save)
    office.settle(qtbot)
    made = next(one for one in office.records.people.where() if one.name == "周新")
    assert made.is_officer
    assert made.fields.flag("active")
    assert page.people.current == made.id
    qtbot.waitUntil(lambda: page.people.model.rowCount() == 6)


def test_going_to_another_record_saves_first_and_stays_where_something_is_wrong(page, office, qtbot):
    page.show_tab("people")
    people = page.people
    people.table.select_id(office.people["li"])
    retype(people.form.field("phone"), "0000-1")
    people.table.setFocus()
    qtbot.keyClick(people.table, Qt.Key.Key_Down)
    office.settle(qtbot)
    assert office.records.people.get(office.people["li"]).fields.text("phone") == "0000-1"
    assert people.current == office.people["wang"]
    retype(people.form.field("certificate_number"), "")
    people.table.setFocus()
    qtbot.keyClick(people.table, Qt.Key.Key_Down)
    assert people.current == office.people["wang"]
    assert people.table.current_row().id == office.people["wang"]
    assert "certificate_number" in people.form.problems()


def test_another_user_takes_over_the_laptop(page, office, qtbot):
    page.show_tab("people")
    page.user.box.setCurrentIndex(page.user._values.index(office.people["zhao"]))
    page.user.box.activated.emit(page.user.box.currentIndex())
    office.settle(qtbot)
    assert office.records.installations.get(office.records.origin).set_up_for == office.people["zhao"]
    qtbot.waitUntil(lambda: office.workplace.operator.name == "赵强")


def test_a_block_is_granted_and_an_overlapping_one_refused(page, office, qtbot):
    page.show_tab("numbers")
    form = page.numbers.form
    form.fill({"agency": office.agencies["fire"], "paper": "order", "year": 2026, "first": 60, "last": 70})
    page.numbers._edited("paper")
    assert form.values()["prefix"] == "某消责改"
    click(qtbot, page.numbers.grant)
    office.settle(qtbot)
    blocks = office.records.number_blocks.where(agency=office.agencies["fire"], paper="order", year=2026)
    assert len(blocks) == 2
    click(qtbot, page.numbers.grant)
    office.settle(qtbot)
    assert len(office.records.number_blocks.where(agency=office.agencies["fire"], paper="order", year=2026)) == 2
    assert "重叠" in office.workplace.messages.line.text


def test_one_press_grants_nothing_where_numbers_are_left(page, office, qtbot):
    page.show_tab("numbers")
    before = office.records.number_blocks.count()
    click(qtbot, page.numbers.usual_button)
    office.settle(qtbot)
    assert office.records.number_blocks.count() == before
    assert "余号" in page.toasts.text


def test_a_look_is_changed_at_once_and_kept(page, office, qtbot):
    page.show_tab("looks")
    box = page.looks.form.field("font_scale").box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert office.workplace.settings.now.font_scale == 1.15


def test_audit_and_backup_are_done_in_tasks_and_told(office, qtbot, tmp_path):
    written = []
    result = {"ok": False, "problems": ["日志中断：第 3 条"], "entries": 7}
    workplace = replace(office.workplace, audit=lambda: result, back_up=written.append)
    page = shown(workplace, qtbot)
    page.show_tab("data")
    click(qtbot, page.data.audit)
    office.settle(qtbot)
    qtbot.waitUntil(page.data.summary.isVisible)
    assert (page.data.verdict.text(), page.data.problems.text()) == ("1 处不一致", "日志中断：第 3 条")
    page.presenter.back_up(str(tmp_path / "备份.zip"))
    office.settle(qtbot)
    assert written == [tmp_path / "备份.zip"]
    qtbot.waitUntil(lambda: "备份已写入" in workplace.messages.line.text)


def test_a_failed_backup_is_told(office, qtbot, tmp_path):
    def full_disk(_path):
        raise UnavailableError("磁盘已满。", "请换一个位置。")

    page = shown(replace(office.workplace, back_up=full_disk), qtbot)
    page.presenter.back_up(str(tmp_path / "备份.zip"))
    office.settle(qtbot)
    qtbot.waitUntil(lambda: "磁盘已满" in office.workplace.messages.line.text)


def test_without_a_backup_at_hand_its_buttons_are_off(page):
    assert not page.data.back_up.isEnabled()
    assert not page.data.audit.isEnabled()


@pytest.mark.parametrize("size", [(1302, 768), (1744, 1080), (960, 640)])
@pytest.mark.parametrize("tab", [*dict(TABS), "first_run"])
def test_everything_has_a_name_and_nothing_is_cut(page, tab, size):
    page.resize(*size)
    page.show_tab(tab)
    QApplication.processEvents()
    assert (nameless(page), doubled_buttons(page), marked_up_labels(page), cut_labels(page)) == ([], [], [], [])


def test_the_first_run_is_shown_on_a_fresh_laptop_and_done_with_one_press(tmp_path, qapp, qtbot):
    from tests.ui import workplace as builder

    office = builder.open_office(tmp_path / "新", builder.bare())
    try:
        page = shown(office.workplace, qtbot)
        assert page.tab == "first_run"
        run = page.first_run
        click(qtbot, run.done)
        assert run.agency.problems()
        retype(run.agency.field("name"), "某县民政局")
        retype(run.agency.field("number_prefix"), "某民")
        retype(run.person.field("name"), "李明")
        click(qtbot, run.done)
        assert "执法证号" in run.person.problems()["certificate_number"]
        retype(run.person.field("certificate_number"), "31010001")
        click(qtbot, run.done)
        office.settle(qtbot)
        qtbot.waitUntil(lambda: page.tab == "people")
        assert office.workplace.operator.name == "李明"
        assert office.records.number_blocks.count() > 0
    finally:
        builder.close_office(office)
