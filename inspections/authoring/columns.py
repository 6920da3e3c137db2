"""How a checklist is laid out in sheets: one table of columns, walked by export, import and template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from checklists.model import Method
from inspections.terms import ACTION, AGENCY_CODE, CERTAINTY, DEFAULTS, DEPTH, NATURE, RELATION, SEVERITY

EXAMPLE: Final = "示例"
GUIDE_SHEET: Final = "填写说明"
CHOICES_SHEET: Final = "选项"
LIST_MARK: Final = "、"
YES: Final = "是"
NO: Final = "否"


class Kind(Enum):
    """What a cell of a column holds."""

    TEXT = auto()
    CHOICE = auto()
    CHOICES = auto()
    DATE = auto()
    WHOLE = auto()
    DECIMAL = auto()
    FLAG = auto()
    CONDITION = auto()
    DOCUMENT = auto()
    CRITERION = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the key of the checklist file it stands for, its heading, and how to fill it."""

    key: str
    heading: str
    guide: str
    kind: Kind = Kind.TEXT
    words: Mapping[str, str] = field(default_factory=dict)
    """For a choice: the word of the file and the Chinese one."""
    width: int = 14
    is_required: bool = False
    may_be_empty: bool = False
    """A blank cell is written into the file as an empty text."""
    refers_to: str = ""
    """The sheet whose ids may stand here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One sheet with its columns; the first row holds the headings."""

    name: str
    about: str
    columns: tuple[Column, ...]
    is_required: bool = True

    def place(self, key: str) -> int:
        """The column of a key, counted from 1; 0 when there is none."""
        return next((number for number, one in enumerate(self.columns, start=1) if one.key == key), 0)

    def heading(self, key: str) -> str:
        """The heading of a key, or the key itself."""
        return next((one.heading for one in self.columns if one.key == key), key)


_METHODS: Final = {method.value: method.value for method in Method}

HEAD: Final = Form(
    name="检查表",
    about="整张检查表的名称和版本，只填第二行。",
    columns=(
        Column(key="code", heading="代码", guide="小写字母、数字、下划线，如 village_point；也是文件名", width=22,
               is_required=True),
        Column(key="title", heading="名称", guide="检查表的全称", width=44, is_required=True),
        Column(key="edition", heading="版本", guide="如 2026.1；内容改了就换新版本", width=10, is_required=True),
        Column(key="in_force_from", heading="施行日期", guide="如 2026-02-04", kind=Kind.DATE, is_required=True),
        Column(key="in_force_to", heading="截止日期", guide="没有截止日期的留空", kind=Kind.DATE, may_be_empty=True),
        Column(key="source", heading="来源说明", guide="依据哪些文件、由谁整理", width=80, is_required=True),
    ),
)  # fmt: skip
SECTION: Final = Form(
    name="部分",
    about="每行一个部分；顺序就是检查时的顺序。",
    columns=(
        Column(key="code", heading="部分代码", guide="如 VP-A；本部分的检查项编号都以它开头", is_required=True),
        Column(key="title", heading="部分名称", guide="如 用火用电", width=44, is_required=True),
    ),
)
ITEM: Final = Form(
    name="检查项",
    about="每行一个检查项：一件能看见、能测量或能举证的事。",
    columns=(
        Column(key="section", heading="部分代码", guide="“部分”工作表里的代码", is_required=True, refers_to="部分"),
        Column(key="id", heading="编号", guide="以部分代码开头，不得重复，发布后不再改", is_required=True),
        Column(key="text", heading="要求", guide="写成应有的样子，如 安全出口没有上锁", width=44, is_required=True),
        Column(key="check", heading="检查方法", guide="现场怎么查，一步一步写", width=44, is_required=True),
        Column(key="proof", heading="取证", guide="拍什么、调什么材料", width=32, is_required=True),
        Column(key="how", heading="方式", guide="看、量、查、问、测，可写几个，用顿号隔开", kind=Kind.CHOICES,
               words=_METHODS, is_required=True),
        Column(key="measure", heading="整改措施", guide="不符合时建议怎么改", width=44, is_required=True),
        Column(key="action", heading="处理方式", guide="只有“责令限期改正”写整改天数", kind=Kind.CHOICE, words=ACTION,
               is_required=True),
        Column(key="days", heading="整改天数", guide="1 到 365 的整数；限期改正才填", kind=Kind.WHOLE, width=10),
        Column(key="days_reason", heading="天数理由", guide="为什么是这么多天；限期改正才填", width=28),
        Column(key="defaults", heading="建议来源", guide="措施和天数是自己的建议还是文件原有", kind=Kind.CHOICE,
               words=DEFAULTS, is_required=True),
        Column(key="severity", heading="轻重", guide="只是提示，不等于法定的一般、重大隐患", kind=Kind.CHOICE,
               words=SEVERITY, is_required=True),
        Column(key="agencies", heading="相关机关", guide="第一个是牵头机关，用顿号隔开", kind=Kind.CHOICES,
               words=AGENCY_CODE, width=24, is_required=True),
        Column(key="applies", heading="适用条件", guide="如 设食堂 = 是 且 床位数 >= 10；对所有机构都适用的留空",
               kind=Kind.CONDITION, width=36),
        Column(key="applies_reason", heading="不适用说明", guide="有适用条件才填，如 未设食堂", width=28),
        Column(key="measured.name", heading="测量内容", guide="要读数的才填，如 疏散走道净宽", width=20),
        Column(key="measured.unit", heading="单位", guide="如 m", width=8),
        Column(key="measured.at_least", heading="不小于", guide="下限；没有的留空", kind=Kind.DECIMAL, width=10),
        Column(key="measured.at_most", heading="不大于", guide="上限；没有的留空", kind=Kind.DECIMAL, width=10),
        Column(key="sampled", heading="可抽查", guide="是或否；留空为否", kind=Kind.FLAG, width=8),
        Column(key="nature", heading="性质", guide="法定要求或政策目标；政策目标只能“建议”；留空为法定要求",
               kind=Kind.CHOICE, words=NATURE),
        Column(key="same_as", heading="同一要求", guide="另一张检查表里同一要求的编号；没有的留空"),
        Column(key="depth", heading="检查深度", guide="基本检查查不查；留空按轻重和重大触发判断", kind=Kind.CHOICE,
               words=DEPTH, width=10),
    ),
)  # fmt: skip
CLAUSE: Final = Form(
    name="依据条款",
    about="每行一条依据；一个检查项可以有几行，至少一行。",
    columns=(
        Column(key="item", heading="检查项编号", guide="“检查项”工作表里的编号", is_required=True,
               refers_to="检查项"),
        Column(key="document", heading="文件", guide="文件目录里的简称，从下拉列表选", kind=Kind.DOCUMENT, width=30,
               is_required=True),
        Column(key="article", heading="条款", guide="如 28 或 11–13、58；不知道第几条的留空", width=20,
               may_be_empty=True),
        Column(key="certainty", heading="核实程度", guide="没有见到原文的一律选“待核”", kind=Kind.CHOICE,
               words=CERTAINTY, width=18, is_required=True),
        Column(key="note", heading="备注", guide="可以留空", width=40),
    ),
)  # fmt: skip
MAJOR: Final = Form(
    name="重大情形",
    about="检查项不符合时指向哪种重大隐患判定情形；没有的不填。",
    columns=(
        Column(key="item", heading="检查项编号", guide="“检查项”工作表里的编号", is_required=True,
               refers_to="检查项"),
        Column(key="criterion", heading="判定情形", guide="判定情形的代码，从下拉列表选", kind=Kind.CRITERION, width=22,
               is_required=True),
        Column(key="relation", heading="关系", guide="不符合与该情形的关系", kind=Kind.CHOICE, words=RELATION,
               is_required=True),
        Column(key="note", heading="备注", guide="可以留空", width=40),
    ),
    is_required=False,
)  # fmt: skip
FORMS: Final = (HEAD, SECTION, ITEM, CLAUSE, MAJOR)
ID_KEYS: Final[Mapping[str, str]] = {SECTION.name: "code", ITEM.name: "id"}
"""Under which key a sheet holds the ids that other sheets refer to."""
