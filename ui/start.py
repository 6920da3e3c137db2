"""What must happen before the first widget exists: input method, locale, Qt's own Chinese texts, thread switching."""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

APPLICATION_NAME: Final = "颐安检查"
QT_WORDS: Final = Path(__file__).parent / "resources" / "qt_words.qm"
"""What Qt's own Chinese leaves in English where there is no file dialog of the system, made from qt_words.ts.

A file, not a translator of ours: Qt asks from any thread, and one in Python would wait there for the interpreter.
"""
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


def speak_chinese(app: QCoreApplication) -> None:
    """Make dates, numbers and Qt's own buttons and menus Chinese."""
    QLocale.setDefault(CHINESE)
    qt, words = QTranslator(app), QTranslator(app)
    if qt.load(CHINESE, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
    if words.load(str(QT_WORDS)):
        app.installTranslator(words)


def make_application(argv: list[str]) -> QApplication:
    """Make the one application object, ready for Chinese in and out."""
    fix_input_method()
    sys.setswitchinterval(SWITCH_INTERVAL)
    app = QApplication(argv)
    app.setApplicationName(APPLICATION_NAME)
    app.setApplicationDisplayName(APPLICATION_NAME)
    speak_chinese(app)
    return app
