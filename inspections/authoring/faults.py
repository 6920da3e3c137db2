"""Where a problem of a checklist stands among the columns of a form, and how it is said to people who know no file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from checklists.problems import CATALOGUE, Problem, ProblemCode
from inspections.authoring.columns import SECTION, Form

_KEY_OF: Final[Mapping[ProblemCode, str]] = MappingProxyType(
    {
        ProblemCode.UNKNOWN_DOCUMENT: "document",
        ProblemCode.UNKNOWN_CRITERION: "criterion",
        ProblemCode.TARGET_ORDERED: "action",
        ProblemCode.BOUNDS_REVERSED: "measured.at_least",
        ProblemCode.BAD_REFERENCE: "same_as",
        ProblemCode.ID_OUTSIDE_SECTION: "id",
        ProblemCode.DATES_REVERSED: "in_force_to",
    }
)
"""Where a fault stands whose detail is a value; otherwise the detail is the key."""
_KEY_INSIDE: Final = MappingProxyType(
    {
        **{f"{key}": f"measured.{key}" for key in ("name", "unit", "at_least", "at_most")},
        "clauses": "id",
        "item": "code",
    }
)
_ADVICE: Final[Mapping[ProblemCode, str]] = MappingProxyType(
    {
        ProblemCode.DATES_REVERSED: "请改正施行日期或截止日期。",
        ProblemCode.REASON_MISMATCH: "适用条件和不适用说明要么都填，要么都留空。",
        ProblemCode.DAYS_MISMATCH: "只有处理方式为“责令限期改正”的填整改天数和天数理由，且两格都填。",
        ProblemCode.TARGET_ORDERED: "政策目标的处理方式只能选“建议”；法定要求请改“性质”一列。",
        ProblemCode.BOUNDS_REVERSED: "请改正“不小于”或“不大于”。",
        ProblemCode.BAD_REFERENCE: "请填另一张检查表里的检查项编号，或留空。",
        ProblemCode.UNKNOWN_DOCUMENT: "请从下拉列表选文件目录里的简称。",
        ProblemCode.UNKNOWN_CRITERION: "请从下拉列表选判定情形的代码。",
        ProblemCode.TOO_MANY: "请拆成几张检查表。",
    }
)
_SAYS: Final[Mapping[ProblemCode, str]] = MappingProxyType(
    {
        ProblemCode.REASON_MISMATCH: "适用条件与不适用说明没有成对",
        ProblemCode.DAYS_MISMATCH: "整改天数与处理方式不一致",
        ProblemCode.TARGET_ORDERED: "政策目标不得责令改正",
    }
)


def key_of(problem: Problem, form: Form) -> str:
    """Return the key of the column a problem is about, empty where it is about the whole row."""
    key = _KEY_OF.get(problem.code, problem.detail)
    if problem.code is ProblemCode.NO_ITEMS:
        return "code"
    return key if form.place(key) else _KEY_INSIDE.get(key, "")


def words_of(problem: Problem, form: Form) -> tuple[str, str]:
    """Return what is wrong and what to do, with the headings of the form."""
    is_missing = problem.code in {ProblemCode.MISSING_KEY, ProblemCode.EMPTY_LIST, ProblemCode.NO_ITEMS}
    if is_missing and problem.detail == "clauses":
        return "没有依据条款", "请在“依据条款”工作表为它至少写一行。"
    if is_missing and form is SECTION:
        return "这个部分没有检查项", "请在“检查项”工作表至少写一行，或删去这个部分。"
    message = _SAYS.get(problem.code) or CATALOGUE[problem.code].message
    inside = _KEY_INSIDE.get(problem.detail, problem.detail)
    shown = form.heading(problem.detail if form.place(problem.detail) else inside)
    return message.format(detail=shown), _ADVICE.get(problem.code, problem.what_to_do)
