"""Ready phrases of one's own: kept by a person or shared in an agency."""

from collections.abc import Mapping
from enum import StrEnum, unique
from typing import ClassVar, Final

from inspections.entry import JsonObject, named_id
from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError

LONGEST: Final = 300


@unique
class PhraseKind(StrEnum):
    """What a phrase words; the value is the finding's field it goes into."""

    DEFECT = "description"
    MEASURE = "measure"


class OwnPhrases(Record):
    """The phrases kept by one person, or shared in one agency: a set, so that two laptops' additions unite."""

    KIND: ClassVar[str] = "phrase"
    __slots__ = ()

    @property
    def kept(self) -> Mapping[str, JsonObject]:
        """Return the phrases by id: kind, text, item."""
        return self.sets.get("phrases", {})

    def keep(self, *, owner: str, kind: str, text: str, item: str = "") -> Fact:
        """Keep one phrase; the same words of the same kind are one phrase."""
        words = text.strip()
        if kind not in set(PhraseKind):
            raise BadValueError(f"“{kind}”不是常用语的类别。", f"可用：{'、'.join(PhraseKind)}。")
        if not words:
            raise MissingError("没有可存为常用语的文字。", "请先写好问题事实或整改要求。")
        if len(words) > LONGEST:
            raise BadValueError(f"常用语太长（{len(words)} 字）。", f"请缩短到 {LONGEST} 字以内。")
        added = {named_id("phrase", owner, kind, words): {"kind": kind, "text": words, "item": item}}
        return self.fact("phrase_kept", {"owner": owner}, add={"phrases": added})

    def withdraw(self, phrase: str) -> Fact:
        """Take one phrase out of the book; findings that used its words keep them."""
        if phrase not in self.kept:
            raise MissingError("这条常用语已不在本簿中。", "请刷新后重试。")
        return self.fact("phrase_withdrawn", withdraw={"phrases": [phrase]})


def book_id(owner: str) -> str:
    """Return the subject that holds the phrases of a person or an agency."""
    return named_id("phrase", owner)
