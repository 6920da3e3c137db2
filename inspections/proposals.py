"""What the rules propose for a failed item: clauses, measure, action and date; proposals only, a person decides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.clauses import may_be_cited
from checklists.model import Item, Nature
from inspections.deadline import PROPOSED_NOTE, proposed_deadline
from inspections.entry import JsonObject
from inspections.refusal import RefusedError

_ONLY_THE_CHAPTER: Final = re.compile(r"(?<![\d.])(\d+)\.x(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The first draft of a finding from its item; `deadline` is None for 立即 and where no calendar covers it."""

    category: str
    measure: str
    action: str
    deadline: date | None
    deadline_reason: str
    clauses: tuple[JsonObject, ...]
    hazard_type: str

    def values(self) -> Mapping[str, object]:
        """Return the fields of the finding."""
        return {
            "category": self.category,
            "measure": self.measure,
            "action": self.action,
            "deadline": self.deadline,
            "deadline_reason": self.deadline_reason,
            "clauses": list(self.clauses),
            "hazard_type": self.hazard_type,
        }


def propose(item: Item, *, on: date) -> Proposal:
    """Propose a finding for a failed item. A 政策目标 proposes advice, never a hazard."""
    advice = item.action == "advise" or item.nature == Nature.POLICY_TARGET
    deadline, reason = None, "当场可以改正或危险现实存在，立即改正，不设期限" if item.action == "immediate" else ""
    if item.action == "order" and not advice:
        deadline, reason = _deadline(item, on)
    return Proposal(
        category="advice" if advice else "hazard",
        measure=item.measure,
        action="advise" if advice else item.action.value,
        deadline=deadline,
        deadline_reason=reason,
        clauses=item_clauses(item, on=on),
        hazard_type="消防" if item.id.startswith("FS-") else "服务",
    )


def item_clauses(item: Item, *, on: date) -> tuple[JsonObject, ...]:
    """Return the clauses of an item as a finding of a day records them: only what was in force on that day."""
    return tuple(
        {"document": one.document, "article": one.article, "certainty": one.certainty.value}
        for one in item.clauses
        if may_be_cited(one, on)
    )


def clause_text(clause: JsonObject) -> str:
    """Return a clause as people read it: 《消防法》第28、60条; standards keep their own numbering.

    `4.x` is a standard known only to its chapter and reads 第4章.
    """
    document, article = str(clause["document"]), str(clause.get("article") or "")
    article = _ONLY_THE_CHAPTER.sub(r"第\1章", article)
    law = not any(character.isascii() and character.isalpha() for character in document)
    name = f"《{document}》" if law else document
    if not article:
        return name
    return f"{name}第{article}条" if law and article[0].isdigit() else f"{name} {article}"


def _deadline(item: Item, on: date) -> tuple[date | None, str]:
    days = item.days or 30
    try:
        return proposed_deadline(on, days, item.days_reason)
    except RefusedError:  # no calendar of that year yet: a person sets the date, the reason may still stand on an order
        return None, f"{item.days_reason}（约 {days} 日；{PROPOSED_NOTE}）"
