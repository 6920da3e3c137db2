"""A dressed offscreen application for every test of the window."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui import start, theme

OFFSCREEN_REMARK = "This plugin does not support (propagateSizeHints|raise|grabbing)"


def pytest_collection_modifyitems(items):
    """The offscreen platform remarks on every window with a smallest size; that says nothing about our code."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_REMARK, extend=True))


@pytest.fixture(scope="session")
def qapp_cls():
    return QApplication


@pytest.fixture(autouse=True)
def dressed(qapp):
    """Chinese speaking, light, at normal size; whatever a test changes is put back."""
    if not hasattr(qapp, "speaks_chinese"):
        start.speak_chinese(qapp)
        qapp.speaks_chinese = True
    if (theme.scheme(), theme.font_scale()) != (theme.Scheme.LIGHT, 1.0) or not qapp.styleSheet():
        theme.apply(qapp)
    yield qapp
    if theme.scheme() is not theme.Scheme.LIGHT:
        theme.apply(qapp)
