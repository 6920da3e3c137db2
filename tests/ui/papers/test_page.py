from tests.ui.accessible import doubled_buttons, marked_up_labels, nameless
from tests.ui.papers.conftest import choose, press


def titles(screen):
    return [(row.paper, row.agency_name) for row in screen.presenter.shelf.rows]


def test_shelf_offers_orders_only_where_that_agency_ordered(screen):
    assert titles(screen) == [
        ("record", "民政"), ("result", "民政"), ("result", "消防"), ("immediate", "消防"), ("report", "民政"),
    ]  # fmt: skip


def test_everything_usable_has_a_name(screen):
    assert nameless(screen) == []
    assert marked_up_labels(screen) == []
    assert doubled_buttons(screen) == []


def test_draft_is_shown_with_its_pages(qtbot, office, screen):
    choose(qtbot, screen, "record")
    press(qtbot, screen, "preview")
    qtbot.waitUntil(lambda: screen.papers.preview.isVisible(), timeout=20000)
    assert screen.papers.preview.mark.text() == "草稿"
    assert "/" in screen.papers.preview.counter.text()
    assert screen.papers.gaps.isHidden()
    office.settle(qtbot)
