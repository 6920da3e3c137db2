"""动态监管 of institutions with fire approval: when to look again. Our own rule proposes; a person sets the day."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from inspections.deadline import months_after

OURS: Final = "本工具建议，可以修改"
MONTHS: Final = MappingProxyType({"accepted": 12, "filed": 6})
"""By kind of approval. A joint inspection at least yearly is 国办函〔2026〕14号 [page]; the half year is ours."""
_WHY: Final = MappingProxyType(
    {
        "accepted": "已取得消防验收合格意见书，参照国办函〔2026〕14号每年至少一次联合检查",
        "filed": "持消防验收备案凭证，未必经过现场核查，每半年核查一次",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckProposal:
    """The day a rule of ours would look again, and why."""

    on: date
    reason: str


def propose_recheck(
    approval: str, *, today: date, last_inspected: date | None, approved_on: date | None
) -> RecheckProposal | None:
    """Propose the next re-check: so many months after the last look; None without an approval. Never before today."""
    if approval not in MONTHS:
        return None
    looked = [day for day in (last_inspected, approved_on) if day is not None and day <= today]
    if not looked:
        return RecheckProposal(on=today, reason=f"{_WHY[approval]}；尚无检查记录（{OURS}）")
    due = months_after(max(looked), MONTHS[approval])
    late = "；按此已到期" if due < today else ""
    return RecheckProposal(on=max(due, today), reason=f"{_WHY[approval]}{late}（{OURS}）")
