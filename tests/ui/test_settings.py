import json
from dataclasses import fields

import pytest

from ui.settings import SETTINGS, Preferences, Settings


def test_what_was_set_is_there_after_the_next_start(tmp_path, qtbot):
    settings = Settings(tmp_path / "new" / "settings.json")
    with qtbot.waitSignal(settings.changed) as changed:
        settings.change("scheme", "dark")
    assert changed.args == ["scheme"]
    assert Settings(tmp_path / "new" / "settings.json").now.scheme == "dark"


def test_setting_the_same_again_is_no_change(tmp_path, qtbot):
    settings = Settings(tmp_path / "settings.json")
    with qtbot.assertNotEmitted(settings.changed):
        settings.change("font_scale", 1.0)
    assert not (tmp_path / "settings.json").exists()


@pytest.mark.parametrize(("key", "value"), [("scheme", "pink"), ("font_scale", 7.0), ("warn_days", "3"), ("colour", 1)])
def test_a_value_outside_the_table_is_refused(tmp_path, key, value):
    with pytest.raises(ValueError, match=key):
        Settings(tmp_path / "settings.json").change(key, value)


def test_a_file_of_another_version_keeps_what_is_still_known(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"scheme": "dark", "font_scale": "big", "gone": 1, "warn_days": 4}))
    assert Settings(path).now == Preferences(scheme="dark")


@pytest.mark.parametrize("text", ["{broken", "[1]"])
def test_a_broken_file_falls_back_to_the_defaults(tmp_path, caplog, text):
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert Settings(path).now == Preferences()
    caplog.clear()


def test_every_line_of_the_settings_page_is_a_preference_whose_default_may_be_chosen():
    defaults = {field.name: field.default for field in fields(Preferences)}
    for setting in SETTINGS:
        assert not setting.choices or defaults[setting.key] in [value for value, _text in setting.choices]
