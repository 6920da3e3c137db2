"""Where what was entered is on its way to the disk, and how the cards say so."""

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Saving(StrEnum):
    """Where an answer is on its way to the disk."""

    NONE = ""
    WAITING = "waiting"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class SaveState:
    """What the card says about saving: 保存中 until the commit is acknowledged, only then 已保存."""

    stage: Saving = Saving.NONE
    at: str = ""
    why: str = ""

    def words(self) -> str:
        """Return the words beside the result."""
        return {
            Saving.NONE: "",
            Saving.WAITING: "保存中…",
            Saving.SAVED: f"已保存 {self.at}",
            Saving.FAILED: "未保存",
        }[self.stage]
