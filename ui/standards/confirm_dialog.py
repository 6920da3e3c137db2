"""The dialogs of the list of 待核: confirm or correct with the official text, take back, take a file in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.confirmation import CORRECTED
from inspections.parcel import Parcel, Plan
from inspections.standing import Point
from inspections.terms import VERDICT
from ui.actions import push_button
from ui.forms import Form, FormRow
from ui.icons import Icon
from ui.labels import ElidedLabel, plain_label
from ui.standards.points_model import ROWS

OFFICIAL_FILES: Final = "官方原文 (*.pdf *.jpg *.jpeg *.png)"
WIDTH: Final = 600
LABEL_WIDTH: Final = 84
REASON: Final = (FormRow(key="reason", label="撤回理由", required=True, placeholder="例如：该条已修订"),)
CHECKED: Final = "已当面或打电话与对方核对，指纹一致"


class _Dialog(QDialog):
    """A window-modal question with a line for what is refused; what was typed stays until it is done."""

    def __init__(self, title: str, note: str, accept: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.accept_button = push_button(accept, kind="primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._give)
        self.cancel_button = push_button("取消")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(title, "h2"))
        column.addWidget(plain_label(note, "muted", wrap=True))
        column.addLayout(self.body)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def show_refusal(self, error: Exception) -> None:
        """Say what the rules refuse."""
        self.problem.setText(str(error))
        self.problem.show()
        self.accept_button.setEnabled(True)

    def done_with(self, _outcome: object = None) -> None:
        """Close: the step was taken."""
        self.accept()

    def _give(self) -> None:
        raise NotImplementedError


class ConfirmDialog(_Dialog):
    """Confirms or corrects one point; the official text is pasted or attached."""

    given = Signal(str, str, object, object)
    """The reference's key, the verdict, the values, the paths of the files."""

    def __init__(self, point: Point, verdict: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{VERDICT[verdict]}：{point.words}", _NOTES[verdict == CORRECTED], VERDICT[verdict], parent)
        self._key, self._verdict = point.key, verdict
        self.form = Form(ROWS[verdict], label_width=LABEL_WIDTH)
        self.paths: list[Path] = []
        self.attach = push_button("附原文文件…", Icon.ATTACH)
        self.attach.setAutoDefault(False)
        self.attach.clicked.connect(self._ask)
        self.names = ElidedLabel("PDF、JPG 或 PNG，可附多个", "muted")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.attach)
        line.addWidget(self.names, 1)
        self.body.addWidget(self.form)
        self.body.addLayout(line)

    def take_files(self, paths: list[str]) -> None:
        """Take files of the disk; the same one twice is one."""
        self.paths = list(dict.fromkeys([*self.paths, *(Path(path) for path in paths)]))
        self.names.show_text(f"{len(self.paths)} 个：{'、'.join(path.name for path in self.paths)}")

    def _ask(self) -> None:
        asked = QFileDialog(self, "附原文文件", "", OFFICIAL_FILES)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFiles)
        asked.filesSelected.connect(self.take_files)
        asked.open()

    def _give(self) -> None:
        self.problem.hide()
        if self.form.validate():
            self.accept_button.setEnabled(False)
            self.given.emit(self._key, self._verdict, self.form.values(), tuple(self.paths))


class WithdrawDialog(_Dialog):
    """Takes a confirmation back, with a reason."""

    given = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(f"撤回确认：{words}", "撤回后恢复“待核”；已经定稿的文书不变。", "撤回", parent)
        self.form = Form(REASON, label_width=LABEL_WIDTH)
        self.body.addWidget(self.form)

    def _give(self) -> None:
        self.problem.hide()
        if self.form.validate():
            self.accept_button.setEnabled(False)
            self.given.emit(str(self.form.values()["reason"]))


class ImportDialog(_Dialog):
    """Shows who signed a file and what it would do; an unknown signer is accepted by fingerprint first."""

    given = Signal(str)
    """The fingerprint accepted, empty where the signer was known."""

    def __init__(self, parcel: Parcel, plan: Plan, parent: QWidget | None = None) -> None:
        note = f"签名完好，内容未被改动。制作于 {parcel.made_at}。"
        super().__init__("导入确认包", note, "导入", parent)
        self._parcel, self._plan = parcel, plan
        self.body.addWidget(plain_label(f"签名人：{parcel.signer_name}", wrap=True))
        self.fingerprint = plain_label(f"证书指纹：{parcel.signature.shown_fingerprint}", "code", wrap=True)
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.fingerprint)
        self.body.addWidget(plain_label(f"将导入：{plan.summary()}。", wrap=True))
        self.checked = QCheckBox(CHECKED)
        self.checked.setVisible(not plan.is_known_signer)
        self.checked.toggled.connect(self._follow)
        if not plan.is_known_signer:
            self.body.addWidget(plain_label("本机第一次遇到这个签名人，请先核对指纹。", "problem", wrap=True))
        self.body.addWidget(self.checked)
        self._follow()

    def _follow(self) -> None:
        self.accept_button.setEnabled(self._plan.is_known_signer or self.checked.isChecked())

    def _give(self) -> None:
        self.problem.hide()
        self.accept_button.setEnabled(False)
        self.given.emit("" if self._plan.is_known_signer else self._parcel.signature.fingerprint)


_NOTES: Final[Mapping[bool, Any]] = {
    False: "与官方原文核对无误的，由法制审核人员确认；确认后在本地区视为已核实。",
    True: "写明正确的条号或文字；此后的文书按更正后的引用，已定稿的文书不变。",
}
