"""A finding being typed survives a kill: it lies on the disk within a second and comes back when the visit is opened."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.inspection.conftest import open_visit
from tests.ui.inspection.test_findings import begin, findings, host, register
from ui.inspection.drafts import REST_MILLISECONDS, Draft, drafts_as_json, drafts_from
from ui.inspection.finding_model import FREE
from ui.inspection.screen import build


def stored(office, visit):
    return office.records.local_value(f"drafts.{visit}")


@pytest.fixture
def reopen(office, screen, qtbot):
    """Returns another screen on the same records, as after a kill: it knows nothing but what is on the disk."""

    def another(visit):
        screen.hide()
        made = build(office.workplace)
        qtbot.addWidget(made)
        made.resize(1302, 768)
        made.show()
        open_visit(made, office, qtbot, visit)
        return made

    return another


def test_typed_words_are_on_the_disk_within_a_second_without_leaving_the_field(office, screen, visit, qtbot):
    assert REST_MILLISECONDS <= 1000
    draft = begin(office, screen, qtbot, "FS-A05")
    QTest.keyClicks(draft.form.field("description").text, "boxes in the corridor")
    qtbot.waitUntil(
        lambda: (stored(office, visit) or {}).get("FS-A05", {}).get("typed") == {"description": "boxes in the corridor"}
    )
    assert draft._state.text() == "草稿未登记"
    assert findings(office, visit) == []


def test_leaving_the_field_hands_the_words_over_at_once(office, screen, visit, qtbot):
    draft = begin(office, screen, qtbot, "FS-A05")
    draft.form.field("description").text.setFocus()
    QTest.keyClicks(draft.form.field("description").text, "half")
    draft.register.setFocus()
    assert not screen.presenter.findings.drafts._timer.isActive()
    office.settle(qtbot)
    assert stored(office, visit)["FS-A05"]["typed"]["description"] == "half"


def test_a_second_window_takes_up_what_was_typed_in_the_first(office, screen, visit, reopen, qtbot):
    screen.presenter.walker.go_to_place(office.places["room"])
    draft = begin(office, screen, qtbot, "FS-A05")
    QTest.keyClicks(draft.form.field("description").text, "half a sentence")
    draft.form.field("deadline").fill(date(2026, 12, 1))
    draft.form.field("deadline").edited.emit()
    screen.presenter.findings.drafts.flush()
    office.settle(qtbot)
    second = reopen(visit)
    second.presenter.walker.go_to_item("FS-A05")
    card = host(second, "FS-A05").finding_cards()[0]
    assert card.view.is_draft
    assert card.form.field("description").value() == "half a sentence"
    assert card.form.field("deadline").value() == date(2026, 12, 1)
    assert card.places.value() == (office.places["room"],)
    assert card._state.text() == "草稿未登记"


def test_a_free_draft_comes_back_among_the_findings_of_the_visit(office, screen, visit, reopen, qtbot):
    host(screen, "FS-A01").setFocus()
    QTest.keyClick(host(screen, "FS-A01"), Qt.Key.Key_F)
    QTest.keyClicks(screen.visit_page.findings.cards[FREE].form.field("description").text, "gas bottle")
    screen.presenter.findings.drafts.flush()
    office.settle(qtbot)
    second = reopen(visit)
    second.presenter.walker.show_view("findings")
    assert second.visit_page.findings.cards[FREE].form.field("description").value() == "gas bottle"


def test_a_registered_or_refused_draft_is_forgotten(office, screen, visit, qtbot):
    register(office, screen, qtbot, "FS-A05")
    qtbot.waitUntil(lambda: stored(office, visit) is None)
    draft = begin(office, screen, qtbot, "FS-A06")
    QTest.keyClicks(draft.form.field("description").text, "no")
    qtbot.waitUntil(lambda: stored(office, visit) is not None)
    qtbot.mouseClick(draft.discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(office, visit) is None)
    office.settle(qtbot)


def test_drafts_come_back_as_they_were_kept():
    drafts = {
        "FS-A05": Draft(place="p", typed={"deadline": date(2026, 12, 1), "places": ("a",), "clauses": ({"document": "d"},)}),
        FREE: Draft(typed={"deadline": None}),
    }  # fmt: skip
    assert drafts_from(drafts_as_json(drafts)) == drafts
    assert drafts_as_json({}) is None
    assert drafts_from(None) == {}
