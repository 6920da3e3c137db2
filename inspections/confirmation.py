"""A legal officer's word on the wording of a clause or criterion: confirmed as it stands, corrected, or withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Self

from inspections.entry import JsonObject, named_id
from inspections.people import Agency
from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError, RefusedError

CONFIRMED: Final = "confirmed"
CORRECTED: Final = "corrected"
VERDICTS: Final = (CONFIRMED, CORRECTED)
LEAD: Final = "civil_affairs"
"""民政 leads the joint inspections: what its legal officer confirms counts for every agency of the county."""
LONGEST_TEXT: Final = 20_000
_DECISIVE: Final = ("verdict", "corrected_article", "corrected_text", "in_force_from", "in_force_to", "withdrawn")
_BETWEEN: Final = "|"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """What is confirmed: a clause by its document and article, or a criterion of 重大 by its code."""

    document: str = ""
    article: str = ""
    criterion: str = ""

    @property
    def key(self) -> str:
        """Return the one text that names it: `MH-A1`, or `消防法|28`."""
        return self.criterion or f"{self.document}{_BETWEEN}{self.article}"

    @classmethod
    def read(cls, key: str) -> Self:
        """Read the text back."""
        document, found, article = key.partition(_BETWEEN)
        return cls(document=document, article=article) if found else cls(criterion=key)


def confirmation_id(agency: str, reference: Reference) -> str:
    """Return the id that every laptop gives to one agency's confirmation of one clause or criterion."""
    return named_id("confirmation", agency, reference.key)


class Confirmation(Record):
    """What one agency's legal officer said of one clause or criterion; the last word counts."""

    KIND: ClassVar[str] = "confirmation"
    __slots__ = ()

    @property
    def reference(self) -> Reference:
        """Return what was confirmed."""
        fields = self.fields
        return Reference(fields.text("document"), fields.text("article"), fields.text("criterion"))

    @property
    def agency(self) -> str:
        """Return the id of the agency it was confirmed for."""
        return self.fields.text("agency")

    @property
    def verdict(self) -> str:
        """Return confirmed or corrected."""
        return self.fields.text("verdict")

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it was taken back."""
        return self.fields.flag("withdrawn")

    @property
    def holds(self) -> bool:
        """Tell whether it stands: given, not taken back, and no two laptops disagree on what it says."""
        disputed = bool(set(self.fields.conflicts()) & set(_DECISIVE))
        return self.verdict in VERDICTS and not self.is_withdrawn and not disputed

    @property
    def files(self) -> tuple[JsonObject, ...]:
        """Return the official text's files: sha256, extension, bytes."""
        return self.fields.objects("files")

    @property
    def file_digests(self) -> tuple[str, ...]:
        """Return what names the official text's files, of every laptop's word where they differ."""
        held = self.fields.candidates("files")
        return tuple(sorted({str(file["sha256"]) for one in held for file in one.value or ()}))

    def is_in_force(self, day: date | None) -> bool:
        """Tell whether it speaks of the text that is in force on a day; without a day of any."""
        first, last = self.fields.day("in_force_from"), self.fields.day("in_force_to")
        return day is None or ((first is None or first <= day) and (last is None or day <= last))

    def counts_for(self, agency: Agency) -> bool:
        """Tell whether it counts at an agency: its own word, or that of the county's leading agency."""
        leads = self.fields.text("agency_code") == LEAD
        return self.agency == agency.id or (leads and self.fields.text("region") == agency.fields.text("region"))

    def confirm(self, values: Mapping[str, object]) -> Fact:
        """Confirm the text as it stands, or correct it; what was said before is replaced."""
        _check(values)
        emptied = {"withdrawn": False, "withdrawn_reason": "", "withdrawn_on": None, "withdrawn_by": ""}
        return self.fact("confirmation_given", {**values, **emptied})

    def withdraw(self, *, reason: str, on: date, by_name: str, decided_at: str) -> Fact:
        """Take it back, with a reason: the clause shows 待核 again; papers made in between stay."""
        if not self.exists or self.is_withdrawn:
            raise RefusedError("这条确认不存在或已经撤回。", "请刷新待核清单。")
        if not reason.strip():
            raise MissingError("撤回确认须写明理由。", "请填写理由。")
        values = {"withdrawn": True, "withdrawn_reason": reason, "withdrawn_on": on, "withdrawn_by": by_name}
        return self.fact("confirmation_withdrawn", {**values, "decided_at": decided_at})


def _check(values: Mapping[str, object]) -> None:
    """Refuse a word that could not be looked up later: official text, source, and what a correction says."""
    text = str(values.get("official_text") or "").strip()
    if not text and not values.get("files"):
        raise MissingError("没有附上官方原文。", "请粘贴原文，或附上原文的 PDF、图片。")
    if len(text) > LONGEST_TEXT:
        raise BadValueError(f"原文超过 {LONGEST_TEXT} 字。", "请只粘贴该条原文，全文另附文件。")
    if not str(values.get("source") or "").strip():
        raise MissingError("没有写明原文出处。", "请写明官网网址、公报期号或文件编号。")
    if values.get("verdict") not in VERDICTS:
        raise BadValueError("请选择确认无误或更正。")
    corrected = [str(values.get(name) or "").strip() for name in ("corrected_article", "corrected_text")]
    if values["verdict"] == CORRECTED and not any(corrected):
        raise MissingError("更正须写明正确的条号或正确的文字。", "条号、文字没有错的，请选择“确认无误”。")
    if values["verdict"] == CONFIRMED and any(corrected):
        raise BadValueError("填写了更正内容，却选择了“确认无误”。", "请改选“更正”，或清空更正内容。")
    first, last = values.get("in_force_from"), values.get("in_force_to")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        raise BadValueError("失效日期早于施行日期。", "请核对日期。")
