"""A 复查 arranged in the ledger: the start page is ready for it, and each named finding is decided in place."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl

from tests.storage.images import jpeg
from tests.ui import accessible
from tests.ui.inspection.conftest import open_visit
from tests.ui.typing import type_text
from tests.ui.workplace import TODAY


@pytest.fixture
def ordered(office):
    """Two findings of an earlier visit, ordered by the fire agency; and one that was only recorded."""
    first = office.start_visit()
    found = [office.record_finding(first, item=item) for item in ("FS-C01", "FS-C02", "FS-C03")]
    for finding in found[:2]:
        office.order(finding)
    return found


@pytest.fixture
def again(office, screen, ordered, qtbot):
    """A running 复查 of the first of them, open on the screen."""
    visit = office.start_visit(lists=(), kind="case", task_source="reinspection", reinspects=[ordered[0]])
    open_visit(screen, office, qtbot, visit)
    return visit


def card_of(screen, finding):
    return screen.visit_page.old.cards[finding]


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_the_ledger_arranges_is_filled_in_and_starts_without_a_checklist(office, screen, ordered, qtbot):
    page = screen.start_page
    screen.show_target(("reinspect", office.institution, [ordered[1]]))
    qtbot.waitUntil(lambda: page.form.field("reinspects").value() == (ordered[1],))
    office.settle(qtbot)
    assert page._chosen.text() == "安平县夕阳红养老服务中心"
    values = page.form.values()
    assert (values["task_source"], values["kind"], values["checklists"]) == ("reinspection", "case", ())
    assert len(page.form.field("reinspects")._boxes) == 2
    qtbot.waitUntil(lambda: len(page._teams) == 2)
    press(qtbot, page.start_button)
    qtbot.waitUntil(lambda: screen.presenter.visit is not None)
    assert screen.presenter.visit.inspection.reinspects == (ordered[1],)
    qtbot.waitUntil(lambda: screen.visit_page.views.currentWidget() is screen.visit_page.old)
    office.settle(qtbot)


def test_several_findings_to_see_again_make_a_special_inspection(office, screen, ordered, qtbot):
    screen.show_target(("reinspect", office.institution, ordered[:2]))
    qtbot.waitUntil(lambda: screen.start_page.form.field("reinspects").value() == tuple(ordered[:2]))
    assert screen.start_page.form.field("kind").value() == "special"
    office.settle(qtbot)


def test_only_findings_the_visit_names_are_decided_in_place(office, screen, ordered, again, qtbot):
    assert list(screen.visit_page.old.cards) == ordered
    shown = {
        finding: [not one.isHidden() for one in card_of(screen, finding).decisions.values()] for finding in ordered
    }
    assert list(shown.values()) == [[True, True], [False, False], [False, False]]
    assert not card_of(screen, ordered[0]).photos.isHidden()
    assert card_of(screen, ordered[1]).photos.isHidden()
    assert accessible.nameless(screen.visit_page.old) == []
    assert accessible.doubled_buttons(screen.visit_page.old) == []


def test_a_passed_reinspection_names_this_visit_and_two_officers_of_the_ordering_agency(
    office, screen, ordered, again, qtbot
):
    press(qtbot, card_of(screen, ordered[0]).decisions["pass"])
    dialog = screen.presenter.reinspection.dialog
    assert dialog.form.field("officers").value() == (office.people["zhao"], office.people["sun"])
    type_text(dialog.form.field("note").input, "门锁已拆除，通道畅通")
    press(qtbot, dialog.accept_button)
    office.settle(qtbot)
    finding = office.records.findings.get(ordered[0])
    assert finding.state == "passed"
    assert finding.fields.text("reinspection") == again
    assert finding.fields.texts("reinspection_officers") == (office.people["zhao"], office.people["sun"])
    assert finding.fields.text("reinspection_note") == "门锁已拆除，通道畅通"
    qtbot.waitUntil(lambda: card_of(screen, ordered[0])._named.text() == "本次复查合格")
    assert card_of(screen, ordered[0]).decisions["pass"].isHidden()
    assert screen.presenter.reinspection.dialog is None


def test_a_failed_reinspection_is_refused_in_its_form_until_it_says_what_follows(office, screen, ordered, again, qtbot):
    press(qtbot, card_of(screen, ordered[0]).decisions["fail"])
    dialog = screen.presenter.reinspection.dialog
    type_text(dialog.form.field("note").input, "仍上锁")
    press(qtbot, dialog.accept_button)
    office.settle(qtbot)
    assert "新的期限" in dialog.problem.text()
    assert dialog.isVisible()
    assert dialog.form.field("note").value() == "仍上锁"
    dialog.form.fill({"deadline": TODAY + timedelta(days=3)})
    press(qtbot, dialog.accept_button)
    office.settle(qtbot)
    finding = office.records.findings.get(ordered[0])
    assert (finding.state, finding.round, finding.deadline) == ("ordered", 2, TODAY + timedelta(days=3))
    assert finding.fields.text("reinspection") == again
    qtbot.waitUntil(lambda: card_of(screen, ordered[0])._named.text() == "本次复查不合格")
    assert card_of(screen, ordered[0]).decisions["fail"].isHidden()


def test_photographs_of_what_was_put_right_belong_to_the_old_finding(office, screen, ordered, again, qtbot, tmp_path):
    picture = tmp_path / "整改后.jpg"
    picture.write_bytes(jpeg(640, 480))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    card_of(screen, ordered[0]).photos.strip._take(mime)
    office.settle(qtbot)
    (photo,) = office.records.photos.where(finding=ordered[0])
    assert (photo.stage, photo.fields.text("inspection")) == ("after", again)
    qtbot.waitUntil(lambda: card_of(screen, ordered[0]).photos.label.text() == "照片 1（整改后 1）")
    office.settle(qtbot)
