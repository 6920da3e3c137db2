"""Takes what a person says on a judgement card to the records: circumstances, files attached and taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from inspections.records import Changes, Records
from inspections.workflow import grading
from ui.widgets.judgement_card import JudgementCard
from ui.workplace import Workplace

SCANS: Final = "扫描件或照片 (*.pdf *.jpg *.jpeg *.png)"


class JudgementDesk(QObject):
    """Joins one card with the records; goes with the card."""

    def __init__(self, card: JudgementCard, workplace: Workplace) -> None:
        super().__init__(card)
        self._card, self._workplace = card, workplace
        self.finding = ""
        self._name = ""
        self._evidence = ""
        card.circumstance_stated.connect(self.state)
        card.attach_requested.connect(self.ask_file)
        card.withdraw_requested.connect(self.ask_reason)

    def state(self, key: str, answer: object) -> None:
        """Record what a person says of a circumstance."""
        by = self._workplace.operator.person
        given = {key: answer if isinstance(answer, bool) else None}
        self._change(partial(grading.state_circumstances, finding=self.finding, answers=given, by=by))

    def ask_file(self, name: str) -> None:
        """Ask for the file that is this attachment."""
        self._name = name
        asked = QFileDialog(self._window(), f"选择：{name}", "", SCANS)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(self._chosen)
        asked.open()

    def attach(self, name: str, path: Path) -> None:
        """Keep a file as an attachment; it is read where the records are written, not in the window."""
        files, by, on = self._workplace.files, self._workplace.operator.person, self._workplace.today()
        finding = self.finding

        def step(records: Records) -> Changes:
            return grading.attach_evidence(
                records, files, finding=finding, name=name, file=path.read_bytes(), extension=path.suffix,
                file_name=path.name, on=on, by=by,
            )  # fmt: skip

        self._change(step)

    def ask_reason(self, evidence: str) -> None:
        """Ask why a file is taken away."""
        self._evidence = evidence
        asked = QInputDialog(self._window())
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle("撤下附件")
        asked.setLabelText("撤下的理由（文件仍保留在记录中）")
        asked.setOkButtonText("撤下")
        asked.setCancelButtonText("取消")
        asked.textValueSelected.connect(self._withdraw)
        asked.open()

    def _chosen(self, path: str) -> None:
        self.attach(self._name, Path(path))

    def _withdraw(self, reason: str) -> None:
        by = self._workplace.operator.person
        step = partial(grading.withdraw_evidence, finding=self.finding, evidence=self._evidence, reason=reason, by=by)
        self._change(step)

    def _change(self, step: Callable[[Records], Changes]) -> None:
        self._workplace.records.change(step)

    def _window(self) -> QWidget:
        return self._card.window()
