"""The small county office with photos, and its gallery shown."""

import io

import pytest
from PIL import Image

from tests.ui.workplace import office  # noqa: F401
from ui.photos.screen import build

WAIT = 8000


def picture(number, size=(400, 300)):
    """A picture unlike all others."""
    out = io.BytesIO()
    Image.new("RGB", size, (number * 40 % 256, number * 7 % 256, 120)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def visit(office):
    return office.start_visit()


@pytest.fixture
def finding(office, visit):
    """A finding with three photos, one of them after the rectification."""
    one = office.record_finding(visit)
    for number, stage in enumerate(("scene", "scene", "after")):
        office.add_photo(one, picture(number), name=f"{number}.jpg", stage=stage)
    return one


@pytest.fixture
def page(qtbot, office, finding):
    """The gallery shown with its photos and their pictures."""
    page = build(office.workplace)
    qtbot.addWidget(page)
    page.resize(1302, 768)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and page.grid._thumbnails.kept_bytes > 0, timeout=WAIT)
    return page
