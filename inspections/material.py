"""What papers say that no other record holds: plans, opinions, questions and answers, what was surveyed or sampled.

One fact typed once: what concerns the whole visit belongs to no agency and stands in every agency's paper.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError

SAID: Final = "said."
"""What a typed value's field begins with."""
SEPARATORS: Final = ("|", "｜", "；", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One blank to fill in. `form`: text, long, moment, day, choice, yes, or rows (one line each, by columns)."""

    name: str
    title: str
    form: str = "text"
    required: bool = False
    choices: Mapping[str, str] | None = None
    columns: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialForm:
    """One kind of material. `shared`: one for the whole visit; `many`: as many as there are; else one per agency."""

    code: str
    title: str
    blanks: tuple[Blank, ...]
    shared: bool = False
    many: bool = False
    of_finding: bool = False

    def blank(self, name: str) -> Blank | None:
        """Return a blank by its name."""
        return next((one for one in self.blanks if one.name == name), None)

    @property
    def required(self) -> tuple[Blank, ...]:
        """Return the blanks without which no paper is frozen."""
        return tuple(one for one in self.blanks if one.required)


METHOD: Final[Mapping[str, str]] = {"site": "现场检查", "remote": "非现场检查", "joint": "联合检查"}
RETENTION: Final[Mapping[str, str]] = {"permanent": "永久", "30": "30年", "10": "10年"}
CONSENT: Final[Mapping[str, str]] = {"yes": "同意", "no": "不同意"}
SEX: Final[Mapping[str, str]] = {"male": "男", "female": "女"}
QUESTIONS: Final = "每行一句，以“问：”或“答：”开头"
_LINES: Final = "每行一项，用“｜”分隔："
_FORMS: Final = (
    MaterialForm(
        code="preparation", title="检查准备", shared=True,
        blanks=(
            Blank(name="scope", title="检查事项", form="long", required=True),
            Blank(name="method", title="检查方式", form="choice", choices=METHOD, required=True),
            Blank(name="planned_from", title="拟检查时间", form="moment", required=True),
            Blank(name="planned_until", title="拟结束时间", form="moment"),
            Blank(name="place", title="检查地点", hint="不填为机构地址"),
            Blank(name="bring", title="需准备的资料", form="long"),
            Blank(name="visit_limit", title="年度次数上限", hint="本机关公布的年度检查频次上限"),
        ),
    ),
    MaterialForm(
        code="clearance", title="审批意见",
        blanks=(
            Blank(name="handler_opinion", title="承办人意见", form="long", required=True),
            Blank(name="handler", title="承办人"),
            Blank(name="handler_on", title="承办日期", form="day"),
            Blank(name="office_opinion", title="承办机构意见", form="long"),
            Blank(name="office_by", title="承办机构负责人"),
            Blank(name="office_on", title="承办机构日期", form="day"),
            Blank(name="legal_opinion", title="法制审核意见", form="long", hint="需要法制审核的填写"),
            Blank(name="legal_by", title="法制审核人"),
            Blank(name="legal_on", title="审核日期", form="day"),
            Blank(name="head_opinion", title="负责人意见", form="long", hint="不填的打印后由负责人手写签批"),
            Blank(name="head_by", title="机关负责人"),
            Blank(name="head_on", title="批准日期", form="day"),
        ),
    ),
    MaterialForm(
        code="questioning", title="询问内容", many=True,
        blanks=(
            Blank(name="matter", title="询问事项", required=True),
            Blank(name="started_at", title="开始时间", form="moment", required=True),
            Blank(name="ended_at", title="结束时间", form="moment", required=True),
            Blank(name="place", title="询问地点", required=True),
            Blank(name="recorder", title="记录人", required=True),
            Blank(name="name", title="被询问人", required=True),
            Blank(name="sex", title="性别", form="choice", choices=SEX),
            Blank(name="age", title="年龄"),
            Blank(name="id_number", title="证件号", required=True),
            Blank(name="employer", title="工作单位"),
            Blank(name="post", title="职务"),
            Blank(name="home", title="住址"),
            Blank(name="phone", title="电话"),
            Blank(name="told", title="已出示证件并告知", form="yes", required=True),
            Blank(name="answers", title="问答", form="long", required=True, hint=QUESTIONS),
            Blank(name="corrections", title="更正情况", form="long", hint="有更正的写明，更正处由被询问人捺印"),
        ),
    ),
    MaterialForm(
        code="survey", title="勘验内容", many=True,
        blanks=(
            Blank(name="target", title="勘验对象", required=True),
            Blank(name="started_at", title="开始时间", form="moment", required=True),
            Blank(name="ended_at", title="结束时间", form="moment", required=True),
            Blank(name="place", title="勘验地点", required=True),
            Blank(name="weather", title="天气"),
            Blank(name="recorder", title="记录人", required=True),
            Blank(name="party", title="当事人", required=True, hint="到场的当事人或代理人"),
            Blank(name="witness", title="见证人"),
            Blank(name="method", title="方法和工具", required=True),
            Blank(name="observed", title="勘验情况", form="long", required=True, hint="写明位置、方位、尺寸和状态"),
            Blank(name="photos", title="照片说明"),
        ),
    ),
    MaterialForm(
        code="sampling", title="抽样内容", many=True,
        blanks=(
            Blank(name="matter", title="取证事由", required=True),
            Blank(name="taken_at", title="取证时间", form="moment", required=True),
            Blank(name="place", title="取证地点", required=True),
            Blank(name="party", title="当事人", required=True),
            Blank(
                name="samples", title="样品（证据）", form="rows", required=True,
                columns=("名称", "规格型号", "批号（编号）", "数量", "基数", "备注"),
                hint=f"{_LINES}名称｜规格型号｜批号（编号）｜数量｜基数｜备注",
            ),
            Blank(name="method", title="抽样方法", form="long", required=True),
            Blank(name="sealing", title="封样状态"),
            Blank(name="keeping", title="保存条件"),
            Blank(name="sent_to", title="送检单位"),
            Blank(name="outcome_by", title="结果告知方式"),
        ),
    ),
    MaterialForm(
        code="pleading", title="陈述申辩", many=True,
        blanks=(
            Blank(name="matter", title="事项", required=True),
            Blank(name="made_at", title="时间", form="moment", required=True),
            Blank(name="place", title="地点", required=True),
            Blank(name="recorder", title="记录人", required=True),
            Blank(name="name", title="陈述申辩人", required=True),
            Blank(name="identity", title="身份", required=True, hint="职务，或受委托代理人"),
            Blank(name="id_number", title="证件号"),
            Blank(name="phone", title="电话"),
            Blank(name="pleaded", title="陈述申辩内容", form="long", required=True),
            Blank(name="handed_in", title="提交的材料", form="long"),
        ),
    ),
    MaterialForm(
        code="address", title="送达地址", shared=True,
        blanks=(
            Blank(name="recipient", title="收件人", required=True),
            Blank(name="address", title="送达地址", required=True),
            Blank(name="postcode", title="邮政编码"),
            Blank(name="phone", title="联系电话", required=True),
            Blank(name="consent", title="电子送达", form="choice", choices=CONSENT, required=True),
            Blank(name="electronic", title="电子送达地址", hint="同意电子送达的填写邮箱、传真号或平台账号"),
            Blank(name="confirmed_by", title="确认人", required=True),
            Blank(name="identity", title="确认人身份", hint="法定代表人、负责人或受委托人"),
            Blank(name="confirmed_on", title="确认日期", form="day", required=True),
        ),
    ),
    MaterialForm(
        code="reply", title="整改报告",
        blanks=(
            Blank(name="summary", title="总体情况", form="long", required=True),
            Blank(name="lasting", title="长效措施", form="long"),
            Blank(name="enclosed", title="佐证材料", form="long"),
            Blank(name="signed_by", title="机构负责人", required=True),
            Blank(name="signed_on", title="报告日期", form="day", required=True),
        ),
    ),
    MaterialForm(
        code="postponement", title="延期申请", of_finding=True,
        blanks=(
            Blank(name="progress", title="已完成的整改", form="long", required=True),
            Blank(name="applicant", title="机构负责人", required=True),
        ),
    ),
    MaterialForm(
        code="publication", title="汇总与公示", shared=True,
        blanks=(
            Blank(name="outcome", title="总体评价", form="long", required=True),
            Blank(name="published_on", title="公示日期", form="day"),
            Blank(name="published_where", title="公示平台"),
        ),
    ),
    MaterialForm(
        code="filing", title="立卷信息",
        blanks=(
            Blank(name="matter", title="案由（事项）", required=True),
            Blank(name="archive_number", title="档号", required=True),
            Blank(name="retention", title="保管期限", form="choice", choices=RETENTION, required=True),
            Blank(name="filed_on", title="立卷日期", form="day", required=True),
            Blank(name="filed_by", title="立卷人", required=True),
            Blank(name="checked_by", title="检查人"),
            Blank(name="remark", title="备考说明", form="long"),
        ),
    ),
)  # fmt: skip
MATERIAL_FORMS: Final[Mapping[str, MaterialForm]] = {form.code: form for form in _FORMS}


class Material(Record):
    """One filled-in form of a visit."""

    KIND: ClassVar[str] = "material"
    __slots__ = ()

    @property
    def form(self) -> str:
        """Return the code of its form."""
        return self.fields.text("form")

    @property
    def inspection(self) -> str:
        """Return the id of the visit."""
        return self.fields.text("inspection")

    @property
    def agency(self) -> str:
        """Return the id of the agency it is of, empty where it is of the whole visit."""
        return self.fields.text("agency")

    @property
    def about(self) -> str:
        """Return the id of the finding it is about, if any."""
        return self.fields.text("about")

    @property
    def withdrawn(self) -> bool:
        """Tell whether it was taken back."""
        return self.fields.flag("withdrawn")

    def text(self, name: str) -> str:
        """Return what was typed into a blank, in words where it is a choice."""
        held = self.fields.value(SAID + name)
        blank = MATERIAL_FORMS[self.form].blank(name) if self.form in MATERIAL_FORMS else None
        if blank and blank.choices:
            return blank.choices.get(str(held or ""), "")
        return "" if held in (None, False) else str(held)

    def code(self, name: str) -> str:
        """Return the code of a choice, or a text as it was typed."""
        return self.fields.text(SAID + name)

    def rows(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the lines of a blank by its columns; what is left over stays with the last."""
        blank = MATERIAL_FORMS[self.form].blank(name) if self.form in MATERIAL_FORMS else None
        width = len(blank.columns) if blank else 1
        return tuple(_cells(line, width) for line in self.text(name).splitlines() if line.strip())

    def lacks(self, form: str) -> tuple[Blank, ...]:
        """Return the required blanks of a form that hold nothing."""
        return tuple(one for one in MATERIAL_FORMS[form].required if not self.fields.value(SAID + one.name))

    def record(self, form: MaterialForm, values: Mapping[str, object], about: Mapping[str, str]) -> Fact:
        """Fill in blanks, wholly or in part; a name the form does not have is refused."""
        unknown = [name for name in values if form.blank(name) is None]
        if unknown:
            names = "、".join(one.name for one in form.blanks)
            raise BadValueError(f"“{form.title}”没有这些项：{'、'.join(unknown)}。", f"可填：{names}。")
        said = {one.name: _checked(one, values[one.name]) for one in form.blanks if one.name in values}
        head = {} if self.exists else {"form": form.code, **about}
        if self.withdrawn:
            head["withdrawn"] = ""
        return self.fact("material_recorded", {**head, **{SAID + name: value for name, value in said.items()}})

    def withdraw(self, reason: str) -> Fact:
        """Take it back, with a reason."""
        if not reason.strip():
            raise MissingError("撤下文书内容须写明理由。", "请填写理由。")
        return self.fact("material_withdrawn", {"withdrawn": True, "withdrawn_reason": reason.strip()})


def _checked(blank: Blank, value: object) -> object:
    """Return a value as it is kept; a date, a moment or a choice that is none is refused by its title."""
    if blank.form == "yes":
        return value in (True, "true", "yes", "是")
    words = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    if words and not _reads_as(blank, words):
        raise BadValueError(f"“{blank.title}”的值“{words}”无法识别。", _expected(blank))
    return words


def _reads_as(blank: Blank, words: str) -> bool:
    if blank.choices is not None:
        return words in blank.choices
    if blank.form not in _READ:
        return True
    try:
        _READ[blank.form](words)
    except ValueError:
        return False
    return True


_READ: Final[Mapping[str, Callable[[str], date]]] = {"day": date.fromisoformat, "moment": datetime.fromisoformat}


def _expected(blank: Blank) -> str:
    if blank.choices is not None:
        return f"可填：{'、'.join(f'{code}（{title}）' for code, title in blank.choices.items())}。"
    return "请按 2026-12-07 填写。" if blank.form == "day" else "请按 2026-12-07T09:30 填写。"


def _cells(line: str, width: int) -> tuple[str, ...]:
    for separator in SEPARATORS[1:]:
        line = line.replace(separator, SEPARATORS[0])
    cells = [cell.strip() for cell in line.split(SEPARATORS[0], width - 1)]
    return (*cells, *("" for _ in range(width - len(cells))))
