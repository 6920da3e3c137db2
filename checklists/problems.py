"""The catalogue of what can be wrong in a checklist file: what, where and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final


@unique
class ProblemCode(StrEnum):
    """A kind of fault; the catalogue has a text for each."""

    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    NOT_TOML = "not_toml"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    WRONG_TYPE = "wrong_type"
    EMPTY_TEXT = "empty_text"
    TEXT_TOO_LONG = "text_too_long"
    CONTROL_CHARACTER = "control_character"
    EMPTY_LIST = "empty_list"
    REPEATED_VALUE = "repeated_value"
    UNKNOWN_CHOICE = "unknown_choice"
    BAD_NUMBER = "bad_number"
    BAD_DATE = "bad_date"
    DATES_REVERSED = "dates_reversed"
    NAME_DIFFERS = "name_differs"
    DUPLICATE_ID = "duplicate_id"
    ID_OUTSIDE_SECTION = "id_outside_section"
    NO_ITEMS = "no_items"
    TOO_MANY = "too_many"
    UNKNOWN_FACT = "unknown_fact"
    WRONG_OPERATOR = "wrong_operator"
    BAD_CONDITION = "bad_condition"
    TOO_DEEP = "too_deep"
    REASON_MISMATCH = "reason_mismatch"
    UNKNOWN_DOCUMENT = "unknown_document"
    UNKNOWN_CRITERION = "unknown_criterion"
    DAYS_MISMATCH = "days_mismatch"
    TARGET_ORDERED = "target_ordered"
    BOUNDS_REVERSED = "bounds_reversed"
    BAD_REFERENCE = "bad_reference"
    SAME_DIFFERS = "same_differs"
    BAD_FORMULA = "bad_formula"
    UNKNOWN_INPUT = "unknown_input"
    UNUSED_INPUT = "unused_input"
    UNKNOWN_BLANK = "unknown_blank"
    BAD_LENGTH = "bad_length"
    CLAUSE_IN_PHRASE = "clause_in_phrase"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What a fault is and what to do; `{detail}` is the place's own value or key."""

    message: str
    what_to_do: str


CATALOGUE: Final[Mapping[ProblemCode, ProblemKind]] = MappingProxyType(
    {
        ProblemCode.TOO_LARGE: ProblemKind("文件超过 {detail}", "请拆成几张检查表，或删去与检查无关的内容。"),
        ProblemCode.NOT_UTF8: ProblemKind("文件不是 UTF-8 编码", "请用文本编辑器另存为 UTF-8 编码后重试。"),
        ProblemCode.NOT_TOML: ProblemKind("文件格式有误：{detail}", "请按所示行列检查引号、方括号和等号。"),
        ProblemCode.MISSING_KEY: ProblemKind("缺少“{detail}”", "请补上这一项。"),
        ProblemCode.UNKNOWN_KEY: ProblemKind("不认识“{detail}”", "请改正拼写，或删去这一项。"),
        ProblemCode.WRONG_TYPE: ProblemKind("“{detail}”的类型不对", "请对照格式说明改成规定的文字、数字、是否或列表。"),
        ProblemCode.EMPTY_TEXT: ProblemKind("“{detail}”没有内容", "请填写内容；用不到的项请整行删去。"),
        ProblemCode.TEXT_TOO_LONG: ProblemKind("“{detail}”太长", "请缩短到 600 字以内。"),
        ProblemCode.CONTROL_CHARACTER: ProblemKind(
            "“{detail}”含有换行、制表或不可见字符", "请删去不可见字符，写成一行。"
        ),
        ProblemCode.EMPTY_LIST: ProblemKind("“{detail}”是空列表", "请至少列一项。"),
        ProblemCode.REPEATED_VALUE: ProblemKind("“{detail}”重复列出", "请删去重复的一项。"),
        ProblemCode.UNKNOWN_CHOICE: ProblemKind("{detail} 不在可选范围内", "请改用括号里列出的值。"),
        ProblemCode.BAD_NUMBER: ProblemKind("“{detail}”不是允许的数值", "请改成格式说明规定范围内的数。"),
        ProblemCode.BAD_DATE: ProblemKind("“{detail}”不是有效日期", "请写成 2026-02-04 这样的文字。"),
        ProblemCode.DATES_REVERSED: ProblemKind(
            "施行截止日早于起始日（{detail}）", "请改正 in_force_from 或 in_force_to。"
        ),
        ProblemCode.NAME_DIFFERS: ProblemKind("代码“{detail}”与文件名不同", "请让 code 与去掉后缀的文件名一致。"),
        ProblemCode.DUPLICATE_ID: ProblemKind("编号“{detail}”重复", "请给每一项唯一的编号。"),
        ProblemCode.ID_OUTSIDE_SECTION: ProblemKind(
            "编号“{detail}”不以所在部分的代码开头", "请改编号，或移到对应的部分。"
        ),
        ProblemCode.NO_ITEMS: ProblemKind("{detail}没有检查项", "请至少写一个检查项，或删去空的部分。"),
        ProblemCode.TOO_MANY: ProblemKind("{detail}的数量过多", "请拆成几张检查表。"),
        ProblemCode.UNKNOWN_FACT: ProblemKind("没有名为“{detail}”的机构事实", "请改用机构事实表中的名称。"),
        ProblemCode.WRONG_OPERATOR: ProblemKind(
            "机构事实“{detail}”不能这样比较", "是否类和选择类用 is 或 one_of，数量类用大小比较。"
        ),
        ProblemCode.BAD_CONDITION: ProblemKind(
            "适用条件写法有误（{detail}）", "每层只写一个 all、any、not，或一个 fact 加一种比较。"
        ),
        ProblemCode.TOO_DEEP: ProblemKind("适用条件嵌套超过 {detail} 层", "请把条件写得简单些。"),
        ProblemCode.REASON_MISMATCH: ProblemKind(
            "适用条件与不适用说明没有成对（缺“{detail}”）", "applies 与 applies_reason 要么都写，要么都不写。"
        ),
        ProblemCode.UNKNOWN_DOCUMENT: ProblemKind(
            "依据文件“{detail}”不在文件目录中", "请改用文件目录里的简称，或先把该文件登入目录。"
        ),
        ProblemCode.UNKNOWN_CRITERION: ProblemKind("判定情形“{detail}”不存在", "请改用判定情形表中的代码。"),
        ProblemCode.DAYS_MISMATCH: ProblemKind(
            "整改天数与处理方式不一致（{detail}）", "只有责令限期改正写 days 和 days_reason，且两者都要写。"
        ),
        ProblemCode.TARGET_ORDERED: ProblemKind(
            "政策目标不得责令改正（{detail}）", "请把处理方式改为 advise，或改为法定要求。"
        ),
        ProblemCode.BOUNDS_REVERSED: ProblemKind("测量值的下限大于上限（{detail}）", "请改正 at_least 或 at_most。"),
        ProblemCode.BAD_REFERENCE: ProblemKind(
            "“{detail}”不能引用为同一要求", "请引用另一张检查表中自身没有 same_as 的检查项。"
        ),
        ProblemCode.SAME_DIFFERS: ProblemKind(
            "与所引用的同一要求不一致（{detail}）", "请把两项改成一致，或删去 same_as，让两项分别检查。"
        ),
        ProblemCode.BAD_FORMULA: ProblemKind(
            "计算式写法有误（{detail}）", "每层只写一个输入名、一个数，或一种计算，并写全它的各部分。"
        ),
        ProblemCode.UNKNOWN_INPUT: ProblemKind(
            "计算式用到的“{detail}”不在 inputs 中", "请在 inputs 中补上，或改正名称。"
        ),
        ProblemCode.UNKNOWN_BLANK: ProblemKind(
            "“{detail}”不是常用语可用的空", "请改用 {部位}、{数量}、{数值} 等规定的空，花括号要成对。"
        ),
        ProblemCode.BAD_LENGTH: ProblemKind("“{detail}”的长度不在 8 到 60 字之间", "请写得具体些，或拆成两条。"),
        ProblemCode.CLAUSE_IN_PHRASE: ProblemKind(
            "“{detail}”写了条款", "常用语只写事实和措施；条款由检查项带出，请删去。"
        ),
        ProblemCode.UNUSED_INPUT: ProblemKind("输入“{detail}”没有用到", "请删去，或在计算式、阈值中使用它。"),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place of one file."""

    code: ProblemCode
    file: str
    place: str
    detail: str = ""

    @property
    def message(self) -> str:
        """Say which file, which item and what is wrong."""
        where = f"{self.file} {self.place}".rstrip()
        return f"{where}：{CATALOGUE[self.code].message.format(detail=self.detail)}"

    @property
    def what_to_do(self) -> str:
        """Say how to mend it."""
        return CATALOGUE[self.code].what_to_do

    def __str__(self) -> str:
        return f"{self.message}。{self.what_to_do}"


class ChecklistError(Exception):
    """A file that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
