"""The people of one agency to tick, on the start page and for a visit that is under way."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspections.people import Agency, Person
from ui.fields import SeveralField
from ui.inspection.start_model import gap_words
from ui.labels import Chip, plain_label
from ui.theme import Tone


class TeamOfAgency(QWidget):
    """The people of one agency to tick, with its gap said at once."""

    edited = Signal()

    def __init__(self, agency: Agency, people: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agency, self._people = agency, {one.id: one for one in people}
        self.gap = Chip("", Tone.BAD)
        self.choice = SeveralField([(one.id, _person_words(one)) for one in people])
        self.choice.name(f"{agency.short_name}检查人员")
        self.choice.edited.connect(self._edited)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(agency.name, "title"))
        head.addWidget(self.gap)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.choice)
        if not people:
            column.addWidget(plain_label("没有登记人员，请到“设置”登记", "small"))
        self._edited()

    def tick(self, *people: str) -> None:
        """Show these people as taking part."""
        self.choice.fill(people)
        self._edited()

    def members(self) -> list[dict[str, str]]:
        """Return the ticked people as members of the team; without a certificate one only assists."""
        return [
            {
                "person": one,
                "agency": self.agency.id,
                "role": "officer" if self._is_own_officer(self._people[one]) else "assistant",
            }
            for one in self.choice.value()
        ]

    def _is_own_officer(self, person: Person) -> bool:
        return person.is_officer and person.agency == self.agency.id

    def _edited(self) -> None:
        self.gap.show_chip(gap_words(self.agency, [self._people[one] for one in self.choice.value()]), Tone.BAD)
        self.gap.setToolTip("须有两名持执法证的本机关人员才能出具文书；可以先开始，到场后补齐")
        self.edited.emit()


def _person_words(person: Person) -> str:
    return f"{person.name}（执法证 {person.certificate_number}）" if person.is_officer else f"{person.name}（协助人员）"
