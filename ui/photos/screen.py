"""Builds the gallery screen."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.photos.page import GalleryPage
from ui.photos.presenter import GalleryPresenter
from ui.photos.thumbnails import Thumbnails
from ui.workplace import Workplace


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Return the gallery with its presenter."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    thumbnails = Thumbnails(workplace.files, workplace.tasks, ratio=ratio)
    page = GalleryPage(thumbnails, today=workplace.today(), parent=parent)
    thumbnails.setParent(page)
    page.presenter = GalleryPresenter(page, workplace, thumbnails)
    return page
