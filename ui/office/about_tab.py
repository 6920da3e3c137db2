"""The tab 关于: what this program is and whose work it stands on."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.labels import plain_label
from ui.start import APPLICATION_NAME
from ui.widgets.cards import Card, fact_line
from ui.widgets.page import scrolling_column

_PROJECT: Final = Path(__file__).parents[2] / "pyproject.toml"
LICENCES: Final = (
    ("Qt、PySide6", "GNU LGPL 第 3 版；以动态库方式使用，可自行替换，源码见 qt.io"),
    ("思源黑体、思源宋体（Noto CJK）", "SIL Open Font License 1.1"),
    ("SQLite、SQLCipher", "公有领域；BSD 许可"),
    ("ReportLab、pikepdf、pyHanko、pypdfium2", "BSD；MPL 2.0；MIT；Apache 2.0 或 BSD"),
)
SIGNATURE_NOTE: Final = "现场手写签名标注为“现场确认，非可靠电子签名”；本机签发的证书不是第三方认证。"


@cache
def version() -> str:
    """Return the version as the project states it."""
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


class AboutTab(QWidget):
    """Name, versions, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = Card(f"{APPLICATION_NAME} {version()}")
        about.column.addWidget(plain_label("养老机构消防与服务安全检查工具，离线使用，数据只保存在本机。", wrap=True))
        about.column.addWidget(plain_label(f"界面库 Qt {qVersion()}", "muted"))
        about.column.addWidget(plain_label(SIGNATURE_NOTE, "muted", wrap=True))
        licences = Card("第三方组件许可")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, (component, licence) in enumerate(LICENCES):
            caption, value = fact_line(component, licence)
            grid.addWidget(caption, number, 0)
            grid.addWidget(value, number, 1)
        licences.column.addLayout(grid)
        area, column = scrolling_column()
        column.addWidget(about)
        column.addWidget(licences)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
