"""Where each kind of paper belongs on the way of a visit, in the order people make them."""

from collections.abc import Mapping
from typing import Final

from inspections.document import PAPERS

STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "before": ("approval", "notice"),
    "site": ("record", "fire_record", "questioning", "survey", "sampling", "photos", "address"),
    "handling": (
        *("result", "immediate", "order", "fire_notice", "pleading", "case_transfer", "handover", "supervision"),
        "joint_opinion",
    ),
    "rectifying": ("reply", "postponement", "extension", "reinspection", "supervision_lifted", "closure"),
    "file": ("receipt", "report", "summary", "filing"),
}
STAGE: Final[Mapping[str, str]] = {
    "before": "检查前",
    "site": "现场",
    "handling": "处理",
    "rectifying": "整改",
    "file": "案卷",
}
_PLACES: Final = {paper: number for number, paper in enumerate(one for papers in STAGES.values() for one in papers)}
_STAGE_OF: Final = {paper: stage for stage, papers in STAGES.items() for paper in papers}


def stage_of(paper: str) -> str:
    """Return the stage of a paper in words; one that another system wrote belongs to handling."""
    return STAGE[_STAGE_OF.get(paper, "handling")]


def place_of(paper: str) -> int:
    """Return where a paper stands among the others."""
    return _PLACES.get(paper, len(_PLACES))


if set(_PLACES) != set(PAPERS):
    raise RuntimeError("every kind of paper has one place in STAGES")
