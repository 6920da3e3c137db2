"""A dressed offscreen application for every test of the window."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from ui import start, theme


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
