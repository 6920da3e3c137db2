"""How long a cold start takes until the window is painted and hears keys, beside a bare QMainWindow in the same run."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.person import Screen

ROOT = Path(__file__).parents[2]
RUNS = 5
HEAVY = {
    "sqlite_utils", "reportlab", "pyhanko", "pikepdf", "python_calamine", "click", "PIL", "pypdfium2", "xlsxwriter",
}  # fmt: skip

PAINTED = """
import os
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    shown = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow) and not self.shown:
            self.shown = True
            QTimer.singleShot(0, self.usable)
        return False
    def usable(self):
        print("usable", *sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
        os._exit(0)  # what follows is not measured
"""
OURS = (
    PAINTED
    + """
sys.path.insert(0, sys.argv[1])
import ui.application, main
made = ui.application.make_application
def watched(argv):
    app = made(argv)
    app.watch = Watch()
    app.installEventFilter(app.watch)
    return app
ui.application.make_application = watched
sys.exit(main.main(["--data", sys.argv[2]]))
"""
)
BARE = (
    PAINTED
    + """
app = QApplication([])
watch = Watch()
app.installEventFilter(watch)
window = QMainWindow()
window.show()
sys.exit(app.exec())
"""
)


def start(code, *arguments, environment=os.environ):
    """Start a window in a process of its own; return the seconds until it was usable and the modules it then held."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", code, *map(str, arguments)]
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT, "env": environment}
    with subprocess.Popen(command, **settings) as process:
        said = process.stdout.readline().split()
        seconds = time.perf_counter() - begun
        _, told = process.communicate(timeout=60)
    assert said[:1] == ["usable"], told
    assert process.returncode == 0, told
    return seconds, set(said[1:])


def make_records(data):
    """Make the records, so that every start measured opens what is there."""
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(data), "list", "institutions"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def test_heavy_libraries_are_absent_when_the_window_is_usable(tmp_path):
    make_records(tmp_path / "data")
    _, modules = start(OURS, ROOT, tmp_path / "data")
    assert "PySide6" in modules
    assert modules & HEAVY == set()


@pytest.fixture
def on_a_screen(tmp_path):
    """The environment of a real screen, with compiled modules kept as on any laptop."""
    screen = Screen()
    kept = {name: value for name, value in screen.environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    yield {**kept, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    screen.close()


@pytest.mark.heavy
@pytest.mark.screen
def test_a_cold_start_takes_at_most_two_and_a_half_bare_windows(on_a_screen, tmp_path, capsys):
    make_records(tmp_path / "data")
    ours, bare = [], []
    for _ in range(RUNS + 1):
        bare.append(start(BARE, environment=on_a_screen)[0])
        ours.append(start(OURS, ROOT, tmp_path / "data", environment=on_a_screen)[0])
    del bare[0], ours[0]  # the first of each compiles the modules
    ratio = statistics.median(ours) / statistics.median(bare)
    with capsys.disabled():
        print(f"\nbare {statistics.median(bare):.3f} s, ours {statistics.median(ours):.3f} s, x{ratio:.2f}")
    assert ratio <= 2.5
