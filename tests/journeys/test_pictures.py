"""Pictures of every screen of the demonstration, to be looked at: two sizes, light and dark; YIAN_PICTURES keeps them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.person import ROOT, Person, Screen

pytestmark = [pytest.mark.screen, pytest.mark.heavy, pytest.mark.needs_tool("import")]
SIZES = ("1366x768", "1920x1080")
SCREENS = ("工作台", "机构", "现场检查", "隐患台账", "文书", "标准库", "设置")
PATIENT = 60.0
"""Seconds for what is long on a busy machine: a draft of 131 items."""
BLANK = 12
"""So few colours has a picture with nothing on it."""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """The demonstration, made once."""
    data = tmp_path_factory.mktemp("demonstration") / "data"
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(data), "demo", "--no-window"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return data


@pytest.fixture(scope="module", params=SIZES)
def sized_screen(request):
    """A screen of one size."""
    shown = Screen(request.param)
    shown.size = request.param
    yield shown
    shown.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_has_its_picture(demonstration, sized_screen, scheme, tmp_path):
    folder = Path(os.environ.get("YIAN_PICTURES") or tmp_path) / f"{sized_screen.size}-{scheme}"
    folder.mkdir(parents=True, exist_ok=True)
    data = tmp_path / "data"
    shutil.copytree(demonstration, data)
    (data / "settings.json").write_text(json.dumps({"scheme": scheme, "window_maximized": True}), encoding="utf-8")
    person = Person(sized_screen, data)
    person.open_program()
    try:
        for number, title in enumerate(SCREENS, start=1):
            person.press(f"ctrl+{number}")
            person.wait_for(title, role="check box", state="checked")
            show_one_record(person, title)
            person.settle()
            person.photograph(folder / f"{number}-{title}.png")
    finally:
        person.end_program()
    made = sorted(folder.glob("*.png"))
    assert len(made) == len(SCREENS)
    for path in made:
        with Image.open(path) as picture:
            colours = picture.convert("RGB").getcolors(maxcolors=2**24)
            assert picture.size == tuple(int(side) for side in sized_screen.size.split("x"))
            assert len(colours) > BLANK, path


def show_one_record(person, title):
    """Go from the empty page of a screen to one that shows a record."""
    if title == "机构":
        first = person.wait_for(like="^机构 ", role="list item")
        person.click_at(*first.middle)
    elif title == "现场检查":
        person.click(like="^继续检查", role="push button")
        person.wait_for(like="^[A-Z]{2}-[A-Z]\\d+ 符合$", role="check box", patience=PATIENT)
    elif title == "隐患台账":
        first = person.wait_for(like="^问题 ", role="cell")
        person.click_at(*first.middle)
        person.wait_for("收起", role="push button")
    elif title == "文书":
        first = person.wait_for(like="^文书 现场检查笔录", role="cell")
        person.click_at(*first.middle)
        person.wait_for("预览草稿", state="enabled")
        person.press("F5")
        person.wait_for("文书预览", patience=PATIENT)
