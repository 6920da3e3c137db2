"""Agencies, officers and the installation: who may do what."""

from dataclasses import dataclass
from typing import ClassVar, Final

from inspections.entry import named_id
from inspections.record import Record
from inspections.refusal import NotCompetentError

LOCAL_USER: Final = named_id("person", "local")
"""The built-in 本机用户: may enter, never sign, freeze, determine or close."""


class Agency(Record):
    """An authority that inspects; `code` is the kind of authority the clauses speak of (civil_affairs, fire ...)."""

    KIND: ClassVar[str] = "agency"
    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the full name."""
        return self.fields.text("name")

    @property
    def short_name(self) -> str:
        """Return the name for chips and columns."""
        return self.fields.text("short_name") or self.name

    @property
    def code(self) -> str:
        """Return the kind of authority: civil_affairs, fire, market ..."""
        return self.fields.text("code")

    @property
    def issues_papers(self) -> bool:
        """Tell whether it is an inspecting authority; a 协同单位 issues none."""
        return self.fields.flag("issues_papers")


class Person(Record):
    """A person who acts: officer with certificate, assistant without, head of an agency."""

    KIND: ClassVar[str] = "person"
    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the name."""
        return self.fields.text("name")

    @property
    def agency(self) -> str:
        """Return the id of the person's agency."""
        return self.fields.text("agency")

    @property
    def certificate_number(self) -> str:
        """Return the 执法证号, empty for assistants."""
        return self.fields.text("certificate_number")

    @property
    def is_officer(self) -> bool:
        """Tell whether the person counts as an officer: role and certificate."""
        return self.fields.text("role") in ("officer", "head") and bool(self.certificate_number)

    @property
    def is_authorised(self) -> bool:
        """Tell whether the agency's head authorised the person to decide, determine and close."""
        return self.fields.flag("authorised") and self.id != LOCAL_USER

    @property
    def is_legal_officer(self) -> bool:
        """Tell whether the person does 法制审核 for an agency now."""
        active = self.fields.value("active") is not False
        return self.fields.flag("legal_officer") and active and bool(self.agency) and self.id != LOCAL_USER


class Installation(Record):
    """The program on one laptop."""

    KIND: ClassVar[str] = "installation"
    __slots__ = ()

    @property
    def set_up_for(self) -> str:
        """Return the id of the person this laptop was set up for."""
        return self.fields.text("set_up_for") or LOCAL_USER


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """One person in a visit's team; `agency` is the one the person acts for."""

    person: str
    agency: str
    role: str


def require_officer(person: Person, doing: str) -> None:
    """Refuse what only certificated officers may do."""
    if not person.is_officer:
        raise NotCompetentError(
            f"{person.name or '本机用户'}没有执法证号，不能{doing}。", "请由登记了执法证号的人员操作（设置 → 人员）。"
        )


def require_authorised(person: Person, *, agency: str, doing: str) -> None:
    """Refuse what only an authorised person of one agency may do."""
    if not person.is_authorised:
        raise NotCompetentError(
            f"{person.name or '本机用户'}未获授权，不能{doing}。", "请由机关负责人授权的人员操作（设置 → 人员）。"
        )
    if agency and person.agency != agency:
        raise NotCompetentError(
            f"{person.name}不是作出责令的机关的人员，不能{doing}。", "请由作出责令的机关的授权人员操作。"
        )


def require_legal_officer(person: Person, doing: str) -> None:
    """Refuse what only a legal officer of an agency may do."""
    if not person.is_legal_officer:
        raise NotCompetentError(
            f"{person.name or '本机用户'}不是在任的法制审核人员，不能{doing}。",
            "请由机关登记的法制审核人员操作（设置 → 人员）。",
        )
