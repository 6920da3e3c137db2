import threading

import pytest

from ui.tasks import Task, TaskPool
from ui.widgets.progress_panel import ProgressPanel


@pytest.fixture
def pool(qapp):
    pool = TaskPool()
    yield pool
    pool.close()


def test_a_task_reports_its_progress_and_its_result(qtbot, pool):
    reports = []
    task = Task("生成文书", lambda task: [task.step(done, 3, f"第 {done} 份") for done in (1, 2, 3)] and "ready")
    task.progressed.connect(lambda *report: reports.append(report))
    with qtbot.waitSignal(task.finished) as finished:
        pool.start(task)
    assert finished.args == ["ready"]
    assert reports[-1] == (3, 3, "第 3 份")
    qtbot.waitUntil(lambda: pool.running == 0)


def test_a_cancelled_task_stops_at_its_next_step(qtbot, pool):
    begun = threading.Event()

    def endless(task):
        begun.set()
        while True:
            task.step(0, 10)

    task = Task("导入照片", endless)
    with qtbot.waitSignals([task.cancelled]):
        pool.start(task)
        assert begun.wait(5)
        task.cancel()
    qtbot.waitUntil(lambda: pool.running == 0)


def test_a_task_cancelled_before_its_turn_never_runs(qtbot, pool):
    ran = []
    task = Task("导入", lambda _task: ran.append(1))
    task.cancel()
    with qtbot.waitSignal(task.cancelled):
        pool.start(task)
    assert ran == []


def test_a_failed_task_is_told_to_the_window(qtbot, pool):
    def broken(_task):
        raise OSError("disk full")

    with qtbot.waitSignal(pool.failed) as failed:
        pool.start(Task("写文件", broken))
    assert str(failed.args[0]) == "disk full"


def test_closing_breaks_off_what_runs(qapp):
    pool, begun = TaskPool(), threading.Event()

    def endless(task):
        begun.set()
        while True:
            task.step(0, 10)

    pool.start(Task("导入", endless))
    assert begun.wait(5)
    pool.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("task")]


def test_the_panel_shows_progress_lets_it_be_broken_off_and_hides_at_the_end(qtbot, pool):
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    begun = threading.Event()

    def endless(task):
        task.step(2, 10, "IMG_0002.jpg")
        begun.set()
        while True:
            task.step(2, 10)

    task = Task("导入照片", endless)
    panel.follow(task)
    pool.start(task)
    begun.wait(5)
    qtbot.waitUntil(lambda: panel.bar.maximum() == 10)
    assert panel.bar.value() == 2
    assert not panel.isHidden()
    panel.cancel.click()
    qtbot.waitUntil(panel.isHidden)


def test_nothing_begins_once_the_pool_is_closed(qapp):
    pool = TaskPool()
    pool.close()
    late = pool.start(Task("太迟", lambda task: None))
    assert late.is_cancelled()
    assert pool.running == 0
