import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QMessageBox, QWidget

from inspections.records import Changes
from inspections.refusal import RefusedError
from tests.ui import accessible
from tests.ui.gallery import gallery
from ui import start, theme
from ui.background import RecordsThread
from ui.main_window import SCREEN_NAMES, MainWindow, screens
from ui.messages import MessageLine, Messages
from ui.settings import Settings
from ui.tasks import Task, TaskPool
from ui.widgets.page import PageFrame
from ui.workplace import Navigator, Operator, Workplace

SIZES = ((1024, 640), (1366, 768), (1920, 1080))


class InstitutionPage(PageFrame):
    def __init__(self):
        super().__init__("机构")
        self.subjects = []

    def show_target(self, target):
        self.subjects.append(target)


@pytest.fixture
def built():
    return []


@pytest.fixture
def window(qtbot, tmp_path, built):
    workplace = Workplace(
        records=RecordsThread(open_writer=object, open_reader=object),
        tasks=TaskPool(),
        files=None,
        papers=None,
        settings=Settings(tmp_path / "settings.json"),
        messages=Messages(MessageLine()),
        operator=Operator(person="p", name="李明", agency="a", agency_name="县民政局"),
        navigator=Navigator(),
        clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC),
        checklists=dict,
        open_records=object,
        signing_key=lambda: (b"", b""),
        read_register=str,
    )
    workplace.records.failed.connect(workplace.messages.report)

    def builder(name):
        def build(_workplace):
            built.append(name)
            return {"inspection": gallery, "institutions": InstitutionPage}.get(name, lambda: PageFrame(name))()

        return build

    window = MainWindow(workplace, screens({name: builder(name) for name, _, _ in SCREEN_NAMES}))
    window.workplace = workplace
    qtbot.addWidget(window)
    window.show()
    yield window
    workplace.tasks.close()
    workplace.records.close()


def test_the_rail_names_the_seven_screens(window):
    titles = [window.rail.button(name).accessibleName() for name, _, _ in SCREEN_NAMES]
    assert titles == ["工作台", "机构", "现场检查", "隐患台账", "文书", "标准库", "设置"]
    assert window.windowTitle() == "颐安检查"


def test_a_screen_is_built_when_it_is_first_shown_and_only_once(window, built):
    assert built == ["workbench"]
    for name in ("ledger", "workbench", "ledger"):
        window.show_screen(name)
    assert built == ["workbench", "ledger"]


def test_control_and_a_digit_show_each_screen(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for number, (name, _, _) in enumerate(SCREEN_NAMES):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.current_screen == name
        assert QApplication.focusWidget() is window.page(name)


def test_a_page_can_send_the_person_to_a_record_on_another_screen(window):
    window.workplace.navigator.go("institutions", "institution-7")
    assert window.current_screen == "institutions"
    assert window.page("institutions").subjects == ["institution-7"]


@pytest.mark.parametrize(("width", "rail"), [(1399, 64), (1400, 176), (1920, 176)])
def test_the_rail_folds_below_1400_pixels(window, width, rail):
    window.resize(width, 800)
    assert window.rail.width() == rail
    assert window.rail.button("ledger").toolTip().startswith("隐患台账")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_at_any_size(window, size, scheme, tmp_path):
    window.workplace.settings.change("scheme", scheme)
    window.show_screen("inspection")
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert accessible.cut_labels(window) == []
    assert accessible.nameless(window) == []
    assert accessible.marked_up_labels(window) == []
    picture = window.grab().toImage()
    assert picture.pixelColor(2, size[1] - 2).name() == theme.tokens().rail.lower()
    assert picture.save(str(tmp_path / f"{scheme}-{size[0]}.png"))


def test_changing_the_scheme_changes_the_shown_window(window):
    window.resize(1440, 900)
    before = window.grab().toImage().pixelColor(1000, 700).name()
    window.workplace.settings.change("scheme", "dark")
    after = window.grab().toImage().pixelColor(1000, 700).name()
    assert (before, after) == (theme.LIGHT.bg.lower(), theme.DARK.bg.lower())


def test_a_refused_step_is_said_in_the_line_of_the_window(qtbot, window):
    def refuse(_records):
        raise RefusedError("已销号的隐患不能再责令。")

    window.workplace.records.change(refuse)
    qtbot.waitUntil(lambda: window.workplace.messages.line.text == "已销号的隐患不能再责令。")


def test_closing_waits_until_every_step_is_acknowledged(qtbot, window):
    gate, done = threading.Event(), []
    window.workplace.records.change(lambda _records: gate.wait(5) and Changes())
    window.workplace.records.change(lambda _records: done.append(1) or Changes())
    assert not window.close()
    assert window.isVisible()
    assert "正在保存" in window.workplace.messages.line.text
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert done == [1]
    with pytest.raises(RuntimeError):
        window.workplace.records.change(lambda _records: Changes())


def test_the_rail_says_what_is_still_being_saved(qtbot, window):
    gate = threading.Event()
    window.workplace.records.change(lambda _records: gate.wait(5) and Changes())
    assert window.rail._state.text() == "正在保存 1 项…"
    gate.set()
    qtbot.waitUntil(lambda: window.rail._state.text() == "离线 · 本机保存")


def test_closing_asks_before_it_breaks_off_a_task(qtbot, window, monkeypatch):
    begun, answers = threading.Event(), [False, True]

    def endless(task):
        begun.set()
        while True:
            task.step(0, 10)

    window.workplace.tasks.start(Task("导入照片", endless))
    assert begun.wait(5)
    monkeypatch.setattr("ui.main_window.confirm", lambda *_args, **_options: answers.pop(0))
    assert not window.close()
    assert window.close()
    assert answers == []


def test_size_and_screen_are_remembered(qtbot, window, tmp_path):
    window.show_screen("papers")
    window.resize(1200, 700)
    window.close()
    now = Settings(tmp_path / "settings.json").now
    assert (now.last_screen, now.window_width, now.window_height) == ("papers", 1200, 700)


def test_qts_own_words_are_chinese(qapp):
    box = QMessageBox(
        QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Save
    )
    texts = {button.text().split("(")[0] for button in box.buttons()}
    assert texts == {"取消", "保存"}
    assert QLocale().language() == QLocale.Language.Chinese
    assert isinstance(QDialogButtonBox(), QWidget)


@pytest.mark.parametrize(
    ("module", "expected"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("wayland", "wayland")]
)
def test_fcitx_desktops_are_reached_through_ibus(monkeypatch, module, expected):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("QT_IM_MODULE", module)
    monkeypatch.delenv("IBUS_USE_PORTAL", raising=False)
    start.fix_input_method()
    assert start.os.environ["QT_IM_MODULE"] == expected
    assert start.os.environ.get("IBUS_USE_PORTAL") == ("1" if module.startswith("fcitx") else None)


def test_the_file_dialog_of_qt_speaks_chinese_throughout(qapp, qtbot):
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
    assert said
    assert all(any("一" <= character <= "鿿" for character in text) for text in said), said
