"""What the user of this laptop prefers: one table of typed settings; nothing else reads or writes their file."""

import json
import logging
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger(__name__)

FOLLOW_SYSTEM: Final = "system"


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """Every setting with its type and its default."""

    scheme: str = FOLLOW_SYSTEM
    font_scale: float = 1.0
    result_keys: bool = True
    toast_seconds: int = 6
    warn_days: int = 3
    last_person: str = ""
    last_screen: str = ""
    window_width: int = 0
    window_height: int = 0
    window_maximized: bool = False
    import_folder: str = ""
    export_folder: str = ""
    reading_pin: str = ""
    """Salted hash of the PIN that leads out of 签阅模式."""
    ledger_order: str = "due"
    watch_folder: str = ""
    """Where the phone's pictures land; empty: nothing is watched."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One line of the settings page: which field, how it reads, what may be chosen."""

    key: str
    label: str
    help: str = ""
    choices: Sequence[tuple[Any, str]] = ()


SETTINGS: Final = (
    Setting(
        key="scheme",
        label="界面外观",
        choices=((FOLLOW_SYSTEM, "跟随系统"), ("light", "浅色"), ("dark", "深色")),
    ),
    Setting(
        key="font_scale",
        label="文字大小",
        choices=((0.9, "紧凑"), (1.0, "标准"), (1.15, "较大"), (1.3, "特大")),
    ),
    Setting(key="result_keys", label="用数字键记录结果", help="检查时按 1 符合、2 不符合、3 不适用、4 未检查"),
    Setting(
        key="toast_seconds",
        label="撤销提示停留",
        choices=((4, "4 秒"), (6, "6 秒"), (10, "10 秒"), (20, "20 秒")),
    ),
    Setting(
        key="warn_days",
        label="到期提醒",
        help="整改期限临近时在工作台和隐患台账提示",
        choices=((1, "提前 1 天"), (3, "提前 3 天"), (5, "提前 5 天"), (7, "提前 7 天")),
    ),
)
"""What a person sets by hand; the other fields are what the window remembers by itself."""


class Settings(QObject):
    """The preferences now in force; each change is on disk before it is announced."""

    changed = Signal(str)
    """The name of the field that changed."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.now = _read(path)

    def change(self, key: str, value: Any) -> None:
        """Set one preference; a value of a wrong type or outside its choices is a programming error."""
        if not _fits(key, value):
            msg = f"setting {key!r} cannot be {value!r}"
            raise ValueError(msg)
        if getattr(self.now, key) == value:
            return
        self.now = replace(self.now, **{key: value})
        _write(self._path, self.now)
        self.changed.emit(key)


def _read(path: Path) -> Preferences:
    """Read the file; what is missing, unknown or no longer allowed falls back to its default."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError):
        _log.warning("settings file %s cannot be read; defaults are used", path)
        return Preferences()
    if not isinstance(stored, dict):
        return Preferences()
    return Preferences(**{key: value for key, value in stored.items() if _fits(key, value)})


def _fits(key: str, value: object) -> bool:
    default = {field.name: field.default for field in fields(Preferences)}.get(key)
    if default is None or type(value) is not type(default):
        return False
    choices = next((setting.choices for setting in SETTINGS if setting.key == key), ())
    return not choices or value in {choice for choice, _label in choices}


def _write(path: Path, preferences: Preferences) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(beside, path)  # noqa: PTH105  one atomic step, on every system
