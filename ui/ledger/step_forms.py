"""Every step that can be taken with a finding, as data: its form, and how entries become the step's fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from inspections.finding import PROPOSALS, Finding
from inspections.people import Person
from inspections.terms import ACTION, MARK, OUTCOME, REFERRAL, REGIME
from inspections.transitions import Step
from inspections.workflow.steps import STEPS
from ui import grading
from ui.actions import ButtonKind
from ui.forms import FormRow, Kind
from ui.ledger import detail_facts, mark_rows
from ui.ledger.detail import FindingDetail

Values = Mapping[str, Any]
VALUE_PREFIX: Final = "values."
"""Rows whose key begins so are entries of the step's ``values``."""
OFFICERS: Final = ("officer_1", "officer_2")
"""Rows that together are the step's ``officers``."""
LIFTED: Final = "lifted_mark"
"""The row that chooses among the marks that are set; to the step it is the ``name`` of the mark."""


@dataclass(frozen=True, kw_only=True)
class StepForm:
    """One button of the detail pane and the form it opens."""

    work: str
    """The step of the work it takes, by its name in ``inspections.workflow.steps``."""
    id: str = ""
    title: str = ""
    leads: tuple[Step, ...] = ()
    """The steps of the transition table it may become; none for what is noted beside the state."""
    rows: tuple[FormRow, ...]
    hint: str
    done: str
    kind: ButtonKind = ""
    photos: tuple[str, ...] = ()
    """Stages of which photos are to be there before the step."""
    prefill: Mapping[str, Callable[[FindingDetail], Any]] = field(default_factory=dict)
    visible: Mapping[str, Callable[[FindingDetail, Values], bool]] = field(default_factory=dict)
    fixed: Values = field(default_factory=dict)
    arrange: Callable[[Values], dict[str, Any]] | None = None
    """How entries become the step's fields where the keys alone do not say."""

    @property
    def name(self) -> str:
        """Return what tells it from the other forms."""
        return self.id or self.work

    @property
    def text(self) -> str:
        """Return what its button says."""
        return self.title or STEPS[self.work].title

    def arguments(self, values: Values) -> dict[str, Any]:
        """Return the fields of the step from what was entered; what is empty is left to the step's default."""
        if self.arrange is not None:
            return self.arrange(values)
        given = {key: value for key, value in values.items() if value is not None}
        officers = [given.pop(key) for key in OFFICERS if key in given]
        inner = {key: given.pop(key) for key in list(given) if key.startswith(VALUE_PREFIX)}
        if officers:
            given["officers"] = officers
        if LIFTED in given:
            given["name"] = given.pop(LIFTED)
        if inner:
            given["values"] = {key.removeprefix(VALUE_PREFIX): value for key, value in inner.items()}
        return {**given, **self.fixed}


def _choices(terms: Mapping[str, str], *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, terms[name]) for name in names or terms if name)


def _on(label: str) -> FormRow:
    return FormRow(key="on", label=label, kind=Kind.DATE, required=True)


def _reason(label: str = "理由", placeholder: str = "", key: str = "reason") -> FormRow:
    return FormRow(key=key, label=label, kind=Kind.MULTILINE, required=True, placeholder=placeholder)


def _officer_rows() -> tuple[FormRow, ...]:
    return (
        FormRow(key=OFFICERS[0], label="执法人员一", kind=Kind.PICK, required=True),
        FormRow(key=OFFICERS[1], label="执法人员二", kind=Kind.PICK, required=True),
    )


def _field(name: str) -> Callable[[FindingDetail], Any]:
    return lambda detail: detail.finding.fields.text(name) or None


def _is(key: str, *wanted: str) -> Callable[[FindingDetail, Values], bool]:
    return lambda _detail, values: values.get(key) in wanted


def _asked(name: str) -> Callable[[FindingDetail], Any]:
    return lambda detail: detail.pointed.get(name) or detail.finding.fields.text(name) or None


def _first_grade(key: str) -> Callable[[FindingDetail], Any]:
    return lambda detail: grading.filled(detail.finding, detail.all_agencies).get(key)


def _grade_row(rule: Callable[[Finding, Values], bool]) -> Callable[[FindingDetail, Values], bool]:
    return lambda detail, values: rule(detail.finding, values)


def _is_major(detail: FindingDetail, _values: Values) -> bool:
    return detail.finding.is_major


def _is_supervised(detail: FindingDetail, _values: Values) -> bool:
    return detail.finding.is_major and bool(detail.finding.fields.object("mark.supervised"))


def _has_no_agency(detail: FindingDetail, values: Values) -> bool:
    return values.get("outcome") == "ordered" and not detail.finding.agency


def person_text(detail: FindingDetail, person: Person) -> str:
    """Return a person as a choice that cannot be mistaken for another."""
    agency = next((one.short_name for one in detail.agencies if one.id == person.agency), "")
    return " ".join(word for word in (person.name, agency, person.certificate_number) if word)


def _own_officer(detail: FindingDetail) -> str | None:
    return detail.operator.id if detail.operator in detail.officers() else None


def _people(detail: FindingDetail, people: Sequence[Person]) -> list[tuple[str, str]]:
    return [(person.id, person_text(detail, person)) for person in people]


def _officer_choices(detail: FindingDetail) -> list[tuple[str, str]]:
    return _people(detail, detail.officers())


CHOICES: Final[Mapping[str, Callable[[FindingDetail], list[tuple[str, str]]]]] = {
    "agency": lambda detail: [(one.id, one.name) for one in detail.competent or detail.agencies],
    OFFICERS[0]: _officer_choices,
    OFFICERS[1]: _officer_choices,
    "second": lambda detail: _people(detail, detail.authorised()),
    "values.criterion": lambda detail: grading.criterion_choices(detail.finding),
    "values.grade_organ": lambda detail: grading.organ_choices(detail.finding, detail.all_agencies),
    "grade_second": lambda detail: _people(detail, detail.colleagues()),
    LIFTED: lambda detail: [(code, MARK[code]) for code in detail_facts.marks(detail)],
}
"""Choices that depend on the finding, by the key of their row."""

PREFILL: Final[Mapping[str, Callable[[FindingDetail], Any]]] = {
    "on": lambda detail: detail.today,
    OFFICERS[0]: _own_officer,
    "agency": lambda detail: next((one.id for one in detail.competent), None),
}
"""What a row shows at first whatever the step, by its key."""

FORMS: Final = (
    StepForm(
        work="order_rectification",
        leads=(Step.ORDER,),
        kind="primary",
        hint="由有职权的机关责令；责令立即改正不设天数，责令限期改正须写明到期日期。",
        done="已责令改正",
        rows=(
            FormRow(key="agency", label="责令机关", kind=Kind.CHOICE, required=True),
            _on("责令日期"),
            FormRow(
                key="action",
                label="处理方式",
                kind=Kind.CHOICE,
                required=True,
                choices=_choices(ACTION, "order", "immediate"),
            ),
            FormRow(key="deadline", label="整改期限", kind=Kind.DATE, required=True),
            FormRow(key="measure", label="整改要求", kind=Kind.MULTILINE, required=True),
            FormRow(key="reason", label="期限说明", kind=Kind.MULTILINE, placeholder="为什么定这个日期"),
        ),
        prefill={
            "action": _field("action"),
            "deadline": lambda detail: detail.finding.deadline,
            "measure": _field("measure"),
            "reason": _field("deadline_reason"),
        },
        visible={"deadline": _is("action", "order")},
    ),
    StepForm(
        work="fix_on_the_spot",
        leads=(Step.FIX_ON_THE_SPOT,),
        hint="须有整改前、整改后照片各至少一张，并由两名执法人员认定。",
        done="已登记当场改正",
        photos=("before", "after"),
        rows=(_on("改正日期"), *_officer_rows(), _reason("改正情况", "当场怎样改正", key="how")),
    ),
    StepForm(
        work="advise",
        leads=(Step.ADVISE,),
        hint="只用于“建议”类问题，不计入隐患台账。",
        done="已告知建议",
        rows=(_on("告知日期"), FormRow(key="measure", label="建议内容", kind=Kind.MULTILINE, required=True)),
        prefill={"measure": _field("measure")},
    ),
    StepForm(
        work="report_rectification",
        leads=(Step.REPORT,),
        kind="primary",
        hint="登记机构报送的整改情况；须附整改后照片，先在下面添加。",
        done="已登记整改情况",
        photos=("after",),
        rows=(
            _on("报送日期"),
            _reason("整改措施", "机构采取了什么措施", key="measure"),
            FormRow(key="person", label="整改责任人", required=True),
            FormRow(key="done_on", label="完成日期", kind=Kind.DATE, required=True),
            FormRow(key="money", label="投入资金", placeholder="可不填，例如 3000 元"),
        ),
        prefill={"person": _field("responsible"), "done_on": lambda detail: detail.today},
    ),
    StepForm(
        work="ask_extension",
        hint="机构须在期限届满前申请；由作出责令的机关的负责人决定。",
        done="已登记延期申请",
        rows=(
            _on("申请日期"),
            FormRow(key="until", label="拟延至", kind=Kind.DATE, required=True),
            _reason("申请原因"),
            FormRow(key="measures", label="临时措施", kind=Kind.MULTILINE, help="延期审批表须写明已采取的措施"),
        ),
    ),
    StepForm(
        work="grant_extension",
        title="批准延期",
        leads=(Step.EXTEND,),
        hint="由作出责令的机关获授权的人员批准。",
        done="已批准延期",
        rows=(_on("批准日期"), FormRow(key="until", label="延至", kind=Kind.DATE, required=True)),
        prefill={"until": lambda detail: detail.finding.fields.day("extension_until")},
    ),
    StepForm(
        work="deny_extension",
        title="不同意延期",
        hint="由作出责令的机关获授权的人员决定，并写明原因。",
        done="已登记不同意延期",
        rows=(_on("决定日期"), _reason("原因")),
    ),
    StepForm(
        work="pass_reinspection",
        leads=(Step.PASS,),
        kind="primary",
        hint="由两名执法人员复查；合格后待销号。",
        done="复查合格，待销号",
        rows=(
            _on("复查日期"),
            *_officer_rows(),
            FormRow(key="note", label="复查意见", kind=Kind.MULTILINE, placeholder="现场核实的情况"),
        ),
    ),
    StepForm(
        work="fail_reinspection",
        leads=(Step.FAIL,),
        kind="danger",
        hint="写明理由，并给出新的期限或处理建议，至少一项；进入下一轮。",
        done="复查不合格，已进入下一轮",
        rows=(
            _on("复查日期"),
            *_officer_rows(),
            _reason("不合格理由", key="note"),
            FormRow(key="deadline", label="新的期限", kind=Kind.DATE),
            FormRow(key="proposal", label="处理建议", kind=Kind.CHOICE, choices=(("", "不提"), *_choices(PROPOSALS))),
        ),
    ),
    StepForm(
        work="close_finding",
        leads=(Step.CLOSE,),
        kind="primary",
        hint="由作出责令的机关获授权的人员销号；重大隐患须有第二人确认，挂牌督办的须先解除挂牌。",
        done="已销号",
        rows=(
            _on("销号日期"),
            FormRow(key="basis", label="销号依据", required=True),
            FormRow(key="second", label="第二确认人", kind=Kind.PICK, required=True),
            FormRow(key="lifted", label="解除挂牌文号", required=True),
        ),
        prefill={"basis": lambda _detail: "复查合格"},
        visible={"second": _is_major, "lifted": _is_supervised},
    ),
    StepForm(
        work="refer_finding",
        leads=(Step.REFER,),
        hint="移送有权机关；收到回执前仍计入未销号。",
        done="已移送，等待回执",
        rows=(
            _on("移送日期"),
            FormRow(key="to", label="接收机关", required=True),
            FormRow(key="how", label="方式", kind=Kind.CHOICE, required=True, choices=_choices(REFERRAL)),
            FormRow(key="number", label="文号"),
            _reason(placeholder="为什么由对方处理"),
        ),
    ),
    StepForm(
        work="receive_receipt",
        leads=(Step.RETURN_ORDERED, Step.RETURN_CLOSED),
        kind="primary",
        hint="登记接收机关的回执和办理结果。",
        done="已登记移送回执",
        rows=(
            _on("回执日期"),
            FormRow(key="number", label="文号或签收", required=True),
            FormRow(key="outcome", label="办理结果", kind=Kind.CHOICE, required=True, choices=_choices(OUTCOME)),
            FormRow(key="agency", label="继续督促机关", kind=Kind.CHOICE, required=True),
            FormRow(key="deadline", label="整改期限", kind=Kind.DATE),
        ),
        visible={"agency": _has_no_agency, "deadline": _is("outcome", "ordered")},
    ),
    StepForm(
        work="reopen_finding",
        leads=(Step.REOPEN,),
        hint="由作出责令的机关获授权的人员重新打开；进入下一轮。",
        done="已重新打开",
        rows=(_on("日期"), _reason(), FormRow(key="deadline", label="新的期限", kind=Kind.DATE)),
    ),
    StepForm(
        work="suspect_major",
        hint="只是提请，不作结论；由有权机关认定后再录入。",
        done="已提请认定",
        rows=(
            _on("提请日期"),
            FormRow(key="regime", label="类型", kind=Kind.CHOICE, required=True, choices=_choices(REGIME)),
            FormRow(key="criterion", label="依据情形", required=True, placeholder="判定卡上的情形代码或标准条号"),
            _reason(),
        ),
        prefill={"regime": _asked("regime"), "criterion": _asked("criterion"), "reason": _field("description")},
    ),
    StepForm(
        work="determine_grade",
        hint=grading.HINT,
        done="已登记等级认定",
        rows=grading.ROWS,
        prefill={key: _first_grade(key) for key in grading.FILLED},
        visible={key: _grade_row(rule) for key, rule in grading.VISIBLE.items()},
        arrange=grading.arguments,
    ),
    StepForm(
        work="mark_finding",
        title="挂牌督办等标记",
        hint="挂牌督办、立案、停业整顿、临时查封由有权机关决定，这里只记录文号、日期和机关。",
        done="已登记标记",
        rows=mark_rows.ROWS,
        prefill={"values.on": lambda detail: detail.today},
        visible={f"{VALUE_PREFIX}{name}": _is("name", *marks) for name, marks in mark_rows.ONLY_WITH.items()},
    ),
    StepForm(
        work="mark_finding",
        id="lift_mark",
        title="解除标记",
        hint="解除一项标记；经过仍保留在记录中。",
        done="已解除标记",
        rows=(FormRow(key=LIFTED, label="标记", kind=Kind.CHOICE, required=True),),
        fixed={"values": {}},
    ),
    StepForm(
        work="lift_supervision",
        hint="由督办机关决定解除；登记后可制作解除挂牌督办通知书。",
        done="已登记解除挂牌督办",
        rows=(
            _on("解除日期"),
            FormRow(key="organ", label="决定机关", required=True),
            FormRow(key="number", label="文号"),
            _reason("解除依据", "例如：复查合格，治理效果评估通过", key="basis"),
        ),
        prefill={"organ": lambda detail: detail.finding.fields.object("mark.supervised").get("organ")},
    ),
    StepForm(
        work="void_finding",
        leads=(Step.VOID,),
        kind="danger",
        hint="只用于登记错误、尚未责令的问题；记录保留，不再计入台账。",
        done="已作废",
        rows=(_on("作废日期"), _reason("原因")),
    ),
)
BY_NAME: Final[Mapping[str, StepForm]] = {form.name: form for form in FORMS}
