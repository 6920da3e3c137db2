"""The judgement card by real keys and clicks: ticked, attached, asked for, determined, on real records."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QScrollArea

from checklists.criteria import criteria
from inspections.grading import attachments_of, circumstances_of
from inspections.workflow import grading
from tests.ui import accessible
from tests.ui.workplace import TODAY, office  # noqa: F401
from ui.inspection.finding_dialogs import QUESTIONS, Asked
from ui.inspection.finding_model import finding_view
from ui.ledger.screen import build
from ui.ledger.step_forms import BY_NAME
from ui.widgets.judgement_card import OUTCOME_CHIPS, OUTCOME_TONES

WAIT = 8000
LICENCE = criteria()["MH-B2"].attachments[0]
KEY = "MH-B2:unlicensed"


@pytest.fixture
def shown(office, qtbot):
    """A canteen without a licence, open in the ledger."""
    visit = office.start_visit(lists=("service_safety",))
    finding = office.record_finding(visit, item="SS-O01", description="食堂未取得许可")
    page = build(office.workplace)
    qtbot.addWidget(page)
    page.resize(1302, 768)
    page.show()
    page.show_target(finding)
    qtbot.waitUntil(lambda: page.pane.detail is not None and page.pane.detail.finding.id == finding, timeout=WAIT)
    return page, finding


def said(card):
    """Every text the card shows."""
    return "\n".join(one.text() for one in card.findChildren(QLabel) if not one.isHidden())


def stored(office, finding):
    return office.records.findings.get(finding)


def test_the_card_shows_facts_clause_proposal_and_the_smallest_change(shown):
    page, _finding = shown
    card = page.pane.judgement
    told = said(card)
    assert "判定标准第五条（二）　内设食堂未取得食品经营许可" in told
    assert f"最小改变：补齐 {LICENCE} → 可提请认定为重大事故隐患" in told
    assert "最小改变：若已取得食品经营许可 → 不再命中，按一般隐患处理" in told
    assert card.box(KEY).checkState() is Qt.CheckState.Checked
    assert accessible.nameless(card) == []
    assert accessible.cut_labels(card) == []
    assert set(OUTCOME_CHIPS) == set(OUTCOME_TONES)


def test_the_card_is_no_wider_than_the_narrowest_pane(shown):
    page, _finding = shown
    area = next(one for one in page.pane.findChildren(QScrollArea) if one.isAncestorOf(page.pane.judgement))
    assert page.pane.judgement.minimumSizeHint().width() <= area.viewport().width()
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_a_press_on_the_words_ticks_the_box(office, shown, qtbot):
    page, finding = shown
    box = page.pane.judgement.box(KEY)
    words = next(one for one in page.pane.judgement.findChildren(QLabel) if one.buddy() is box)
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: circumstances_of(stored(office, finding)) == {KEY: False}, timeout=WAIT)


def test_a_circumstance_is_ticked_by_the_space_key_and_recorded(office, shown, qtbot):
    page, finding = shown
    box = page.pane.judgement.box(KEY)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: circumstances_of(stored(office, finding)) == {KEY: False}, timeout=WAIT)
    qtbot.waitUntil(lambda: "未命中重大情形" in said(page.pane.judgement), timeout=WAIT)
    qtbot.waitUntil(lambda: page.pane.judgement.box(KEY).hasFocus(), timeout=WAIT)


def test_a_file_is_attached_by_its_digest_and_taken_away_with_a_reason(office, shown, qtbot, tmp_path):
    page, finding = shown
    paper = tmp_path / "核验截图.pdf"
    paper.write_bytes(b"%PDF-1.4")
    card = page.pane.judgement
    qtbot.mouseClick(card.button(LICENCE), Qt.MouseButton.LeftButton)
    chooser = page.window().findChild(QFileDialog)
    chooser.fileSelected.emit(str(paper))
    chooser.reject()
    qtbot.waitUntil(lambda: attachments_of(stored(office, finding)) == {LICENCE}, timeout=WAIT)
    qtbot.waitUntil(lambda: "可提请认定为重大事故隐患。" in said(card), timeout=WAIT)
    (evidence,) = page.pane.detail.judgement.evidence
    assert office.files.document_path(evidence.digest, "pdf").read_bytes() == b"%PDF-1.4"
    qtbot.mouseClick(card.button(evidence.id), Qt.MouseButton.LeftButton)
    asked = page.window().findChild(QInputDialog)
    asked.setTextValue("附错")
    asked.accept()
    qtbot.waitUntil(lambda: attachments_of(stored(office, finding)) == frozenset(), timeout=WAIT)


def test_it_is_asked_for_and_determined_in_the_ledger(office, shown, qtbot):
    page, finding = shown
    grading.attach_evidence(
        office.records, office.files, finding=finding, name=LICENCE, file=b"%PDF-1", extension="pdf", on=TODAY,
        by=office.by,
    )  # fmt: skip
    suspect = BY_NAME["suspect_major"]
    first = {key: make(page.pane.detail) for key, make in suspect.prefill.items()}
    assert (first["regime"], first["criterion"]) == ("major_accident", "MH-B2")
    grading.suspect_major(office.records, office.files, finding=finding, on=TODAY, by=office.by, **first)
    office.workplace.operator.become(person=office.people["wang"], name="王芳", agency=office.agencies["civil_affairs"])
    page.presenter.reload()
    qtbot.waitUntil(lambda: page.pane.step_button("determine_grade").isEnabled(), timeout=WAIT)
    qtbot.mouseClick(page.pane.step_button("determine_grade"), Qt.MouseButton.LeftButton)
    dialog = page.presenter.steps.dialog
    assert not dialog.form.field("values.cited").isVisible()
    assert not dialog.form.field("grade_second").isVisible()
    dialog.form.fill({"values.grade": "major", "values.participants": "三人", "values.determination_number": "1号"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(office, finding).is_major, timeout=WAIT)
    fields = stored(office, finding).fields
    assert fields.text("determining_organ") == "某县民政局"
    assert fields.value("judged")["outcome"] == "confirm"


def test_on_site_the_same_rows_determine_and_correct(office):
    from inspections.reading import read_visit

    visit = office.start_visit(lists=("service_safety",))
    finding = office.record_finding(visit, item="SS-O01")
    by = office.people["wang"]
    named = {"finding": finding, "on": TODAY}
    grading.suspect_major(
        office.records, office.files, regime="major_accident", criterion="MH-B2", reason="疑似", by=by, **named
    )
    read = read_visit(office.records, office.files, visit)
    view = finding_view(read, read.findings[0], on=TODAY)
    asked = Asked(visit=read, view=view, agency="", on=TODAY, by=by, files=office.files)
    question = QUESTIONS["determine"]
    keys = [row.key for row in question.rows(asked)]
    assert "values.criterion" in keys
    assert {"values.cited", "grade_second"}.isdisjoint(keys)
    given = {
        **question.filled(asked), "values.grade": "ordinary", "values.participants": "三人",
        "values.determination_number": "2号", "values.grade_reason": "已取得许可，当日未带到现场",
    }  # fmt: skip
    question.step(asked, given)(office.records)
    assert stored(office, finding).fields.text("grade_state") == "declined"
    read = read_visit(office.records, office.files, visit)
    again = Asked(
        visit=read, view=finding_view(read, read.findings[0], on=TODAY), agency="", on=TODAY, by=by, files=office.files
    )
    assert "grade_second" in [row.key for row in question.rows(again)]
