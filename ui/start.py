"""What must happen before the first widget exists: input method, locale, Qt's own Chinese texts, thread switching."""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

APPLICATION_NAME: Final = "颐安检查"
QT_WORDS: Final = {
    "Look in:": "位置：",
    "Files of type:": "文件类型：",
    "&Look in:": "位置：",
    "Files of &type:": "文件类型：",
    "Folder": "文件夹",
    "File Folder": "文件夹",
    "File": "文件",
    "%1 File": "%1 文件",
    "Size": "大小",
    "Drive": "磁盘",
    "Remove": "移除",
    "Rename": "重命名",
}
"""What Qt's own Chinese leaves in English, or says oddly, where there is no file dialog of the system."""
CHINESE: Final = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
SWITCH_INTERVAL: Final = 0.0005
"""Seconds between looks of the interpreter at waiting threads: keeps the window smooth while a worker computes."""


def fix_input_method() -> None:
    """Let Chinese be typed on fcitx desktops; call it before the application object is made.

    The wheels carry no fcitx plugin and fall back to raw latin letters, but fcitx5 also speaks the ibus protocol.
    """
    if not sys.platform.startswith("linux") or not os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        return
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforminputcontexts")
    if any(plugins.glob("*fcitx*")):
        return
    os.environ["QT_IM_MODULE"] = "ibus"
    os.environ.setdefault("IBUS_USE_PORTAL", "1")  # without it the plugin wants an ibus-daemon on PATH


class QtWords(QTranslator):
    """Says in Chinese what Qt's own translation does not."""

    def __init__(self, qt: QTranslator, parent: QObject) -> None:
        super().__init__(parent)
        self._qt = qt

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return our words, else Qt's, else the text itself: an empty answer would count as one and blank Qt's own."""
        return QT_WORDS.get(text) or self._qt.translate(context, text, disambiguation, n) or text

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask for."""
        return False


def speak_chinese(app: QCoreApplication) -> None:
    """Make dates, numbers and Qt's own buttons and menus Chinese."""
    QLocale.setDefault(CHINESE)
    translator = QTranslator(app)
    if translator.load(CHINESE, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(QtWords(translator, app))


def make_application(argv: list[str]) -> QApplication:
    """Make the one application object, ready for Chinese in and out."""
    fix_input_method()
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = QApplication(argv)
    app.setApplicationName(APPLICATION_NAME)
    app.setApplicationDisplayName(APPLICATION_NAME)
    speak_chinese(app)
    return app
