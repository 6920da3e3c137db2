import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from ui.tasks import TaskPool
from ui.widgets.pdf_view import PdfView


@dataclass(frozen=True)
class Image:
    width: int
    height: int
    rgb: bytes


class Paper:
    """Pages of plain colours: the first red, the others green."""

    def __init__(self, count):
        self.count, self.drawn = count, []

    def __len__(self):
        return self.count

    def size(self, _index):
        return 595.0, 842.0

    def image(self, index, *, dpi):
        self.drawn.append((index, round(dpi), threading.get_ident()))
        width, height = round(595 * dpi / 72), round(842 * dpi / 72)
        return Image(width, height, (b"\xc0\x20\x20" if index == 0 else b"\x20\xc0\x20") * (width * height))


@pytest.fixture
def view(qtbot):
    tasks = TaskPool()
    view = PdfView(tasks)
    qtbot.addWidget(view)
    view.resize(640, 500)
    view.show()
    yield view
    tasks.close()


def idle(view):
    return lambda: not view._later.isActive() and view._tasks.running == 0


def test_only_pages_near_the_sight_are_drawn_and_never_on_the_windows_thread(qtbot, view):
    paper = Paper(30)
    view.show_document(paper)
    qtbot.waitUntil(lambda: {index for index, _dpi, _thread in paper.drawn} >= {0, 1})
    qtbot.waitUntil(idle(view))
    assert max(index for index, _dpi, _thread in paper.drawn) < 5
    assert threading.get_ident() not in {thread for _index, _dpi, thread in paper.drawn}
    assert view.viewport().grab().toImage().pixelColor(300, 100).name() == "#c02020"


def test_scrolling_to_the_end_is_noticed(qtbot, view):
    view.show_document(Paper(3))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    assert view.current_page() == 1
    assert not view.is_at_end()
    seen = []
    view.page_changed.connect(lambda page, count: seen.append((page, count)))
    view.go_to_page(2)
    assert seen[-1] == (2, 3)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.is_at_end()
    assert view.current_page() == 3


def test_zooming_draws_finer(qtbot, view):
    paper = Paper(1)
    view.show_document(paper)
    qtbot.waitUntil(lambda: len(paper.drawn) == 1)
    wheel = QWheelEvent(
        QPointF(9, 9),
        QPointF(9, 9),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    qtbot.waitUntil(lambda: len(paper.drawn) == 2)
    assert paper.drawn[1][1] > paper.drawn[0][1]
    view.fit_width()
    qtbot.waitUntil(lambda: len(paper.drawn) == 3)


def test_a_page_that_cannot_be_drawn_is_told(qtbot, view):
    paper = Paper(1)
    paper.image = None
    with qtbot.waitSignal(view.failed) as failed:
        view.show_document(paper)
    assert isinstance(failed.args[0], TypeError)


def test_a_closed_paper_is_not_asked_any_more(qtbot, view):
    paper = Paper(4)
    view.show_document(paper)
    view.close_document()
    qtbot.waitUntil(idle(view))
    assert view.current_page() == 0
    assert not view.is_at_end()
