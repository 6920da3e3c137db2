"""The tabs 指标, 风险分级, 预警 and the overview, by keys and mouse on real records."""

import pytest
from PySide6.QtCore import Qt

from inspections.workflow import assessing
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.typing import retype
from tests.ui.workplace import TODAY
from ui.institutions.screen import build

SEEN = "现场核对"


@pytest.fixture
def page(office, qtbot):
    area = {"name": "柳树村", "level": "village"}
    office.area = assessing.record_area(office.records, values=area, by=office.by).one("area")
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: len(made.list.shown_ids()) == 2)
    made.list.view.setCurrentIndex(made.list.model.index(made.list.model.place_of(office.institution), 0))
    qtbot.waitUntil(lambda: made.current == office.institution and made.details.indicators.form is not None)
    office.settle(qtbot)
    return made


def tab(page, qtbot, name):
    qtbot.mouseClick(page.details.tabs.button(name), Qt.MouseButton.LeftButton)
    assert page.details.tab == name


def texts(rows):
    model = rows.model
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def line(rows, name):
    return next(cells for cells in texts(rows) if cells[0] == name)


def fill(form, **values):
    form.fill(values)
    for key in values:
        form.field(key).edited.emit()


def press(qtbot, button):
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_missing_is_named_and_a_value_appears_once_it_is_entered(page, office, qtbot):
    panel = page.details.indicators
    tab(page, qtbot, "indicators")
    assert line(panel.rows, "每半年实战演练次数")[2:4] == ["缺少", "上半年实战演练次数、下半年实战演练次数"]
    for name, count in (("drills_first_half", "1"), ("drills_second_half", "0")):
        retype(panel.form.field(name), count)
    retype(panel.stating.field("source"), SEEN)
    press(qtbot, panel.save_button)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: line(panel.rows, "每半年实战演练次数")[2] == "差距")
    assert line(panel.rows, "每半年实战演练次数")[1:] == ["政策目标", "差距", "0 次", "≥ 1 次", "1 次"]
    held = office.records.institutions.get(office.institution).stated_inputs()["drills_first_half"]
    assert (held.value, held.on, held.source) == (1, TODAY.isoformat(), SEEN)


def test_going_to_another_institution_keeps_what_cannot_stand_yet(page, office, qtbot):
    panel = page.details.indicators
    tab(page, qtbot, "indicators")
    retype(panel.form.field("drills_first_half"), "2")
    page.list.view.setFocus()
    page.list.view.setCurrentIndex(page.list.model.index(page.list.model.place_of(office.small), 0))
    assert page.current == office.institution
    assert panel.stating.problems()["source"]
    retype(panel.stating.field("source"), SEEN)
    page.list.view.setCurrentIndex(page.list.model.index(page.list.model.place_of(office.small), 0))
    qtbot.waitUntil(lambda: page.current == office.small)
    office.settle(qtbot)
    assert office.records.institutions.get(office.institution).inputs() == {"drills_first_half": 2}


def test_an_assessment_colours_the_institution_and_its_row(page, office, qtbot):
    risks = page.details.risks
    tab(page, qtbot, "risks")
    assert risks.overall.text() == "重大风险（红）"
    assert risks.reason.text() == "机构基本信息登记，尚无风险评估"
    fill(risks.form, activity="厨房用火", likelihood="3", exposure="6", consequence="7")
    assert (risks.result.text(), risks.calculation.text()) == ("一般风险（黄）", "D = 3 × 6 × 7 = 126")
    press(qtbot, risks.save_button)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: risks.rows.model.rowCount() == 1)
    assert risks.overall.text() == "一般风险（黄）"
    assert page.details.risk.text() == "一般风险"
    assert office.records.findings.count() == 0


def test_an_assessment_of_nothing_is_told_under_its_row(page, office, qtbot):
    risks = page.details.risks
    tab(page, qtbot, "risks")
    fill(risks.form, method="ls")
    fill(risks.form, likelihood="5", severity="5")
    assert risks.result.text() == "重大风险（红）"
    press(qtbot, risks.save_button)
    assert "activity" in risks.form.problems()
    assert office.records.risk_assessments.count() == 0


def test_an_assessment_is_taken_back_with_a_reason(page, office, qtbot):
    assessing.assess_risk(
        office.records, institution=office.institution, method="ls", likelihood="2", severity="2", activity="助浴",
        on=TODAY, by=office.by,
    )  # fmt: skip
    page.presenter.open(office.institution)
    risks = page.details.risks
    qtbot.waitUntil(lambda: risks.rows.model.rowCount() == 1)
    tab(page, qtbot, "risks")
    risks.rows.table.setCurrentIndex(risks.rows.model.index(0, 0))
    assert not risks.withdraw_button.isEnabled()
    qtbot.keyClicks(risks.why, "x")
    press(qtbot, risks.withdraw_button)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: risks.rows.model.rowCount() == 0)


def test_a_missing_certificate_warns_and_a_found_one_no_longer(page, office, qtbot):
    warnings = page.details.warnings
    tab(page, qtbot, "warnings")
    name = warnings._asked[0].id
    for held, level in ((False, "高"), (True, "")):
        fill(warnings.form, **{name: held})
        retype(warnings.stating.field("source"), SEEN)
        press(qtbot, warnings.save_button)
        office.settle(qtbot)
        reason = f"缺{warnings._asked[0].name}"
        qtbot.waitUntil(
            lambda level=level, reason=reason: (
                [cells[0] for cells in texts(warnings.rows) if reason in cells[2]] == ([level] if level else [])
            )
        )


def test_the_overview_lists_all_and_opens_the_warnings_of_one(page, office, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    overview = page.overview
    qtbot.waitUntil(lambda: overview.watch_model.rowCount() == 2)
    header = overview.watches.horizontalHeader()
    qtbot.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().topLeft() + header.rect().center() * 0.01
    )
    names = [overview.watch_model.index(row, 0).data() for row in range(2)]
    assert names == sorted(names)
    overview.watches.select_id(office.small)
    qtbot.keyClick(overview.watches, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.current == office.small and page.details.tab == "warnings")
    assert not page.shows_overview


def test_an_area_is_registered_and_evaluated(page, office, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    overview = page.overview
    qtbot.waitUntil(lambda: overview.area_model.rowCount() == 1)
    qtbot.mouseClick(overview.tabs.button("areas"), Qt.MouseButton.LeftButton)
    retype(overview.panel.form.field("mutual_aid_points"), "1")
    retype(overview.panel.stating.field("source"), "年报")
    press(qtbot, overview.panel.save_button)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: line(overview.panel.rows, "村级养老互助示范点")[2:4] == ["差距", "1 个，差 1 个"])
    fill(overview.form, level="county", name="临江县")
    press(qtbot, overview.add_area_button)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: overview.area_model.rowCount() == 2)
    assert office.records.areas.count(level="county") == 1


def test_everything_is_named_whole_and_plain(page, office, qtbot):
    for name in ("indicators", "risks", "warnings"):
        tab(page, qtbot, name)
        for walk in (nameless, doubled_buttons, marked_up_labels, cut_labels):
            assert walk(page) == [], name
    qtbot.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.overview.area_model.rowCount() == 1)
    for name in ("warnings", "areas"):
        qtbot.mouseClick(page.overview.tabs.button(name), Qt.MouseButton.LeftButton)
        for walk in (nameless, doubled_buttons, marked_up_labels, cut_labels):
            assert walk(page) == [], name
