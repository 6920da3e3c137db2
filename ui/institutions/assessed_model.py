"""What the tabs 指标, 风险分级 and 预警 show: columns, form rows, and one institution or all areas read whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from checklists.certificates import Certificate, certificates_asked
from checklists.formula_words import bound_words, formula_words, rounding_words
from checklists.indicators import WORDS, InputType, NamedInput, State
from checklists.risk import Colour
from inspections.area import Area
from inspections.assessment import LEC_SCALES
from inspections.indicating import Evaluation, area_indicators, counted, institution_indicators, regions
from inspections.institution import Institution, Place, place_path
from inspections.reading import read_places
from inspections.records import Records
from inspections.risks import RiskLine, read_risks
from inspections.stated import Stated, read_input
from inspections.terms import AREA_LEVEL, NATURE, RISK_METHOD
from inspections.warning import Level
from inspections.watching import Watch, read_watch, read_watches
from ui.forms import FormRow, Kind
from ui.labels import joined
from ui.theme import Tone
from ui.widgets.table import Column

STATE_TONES: Final[Mapping[State, Tone]] = {
    State.MET: Tone.OK,
    State.GAP: Tone.WARN,
    State.KEPT: Tone.OK,
    State.BROKEN: Tone.BAD,
    State.VALUE: Tone.INFO,
    State.MISSING: Tone.CAUTION,
    State.UNDEFINED: Tone.CAUTION,
    State.DOUBTFUL: Tone.CAUTION,
    State.EXEMPT: Tone.NA,
}
COLOUR_TONES: Final[Mapping[Colour, Tone]] = {
    Colour.RED: Tone.BAD,
    Colour.ORANGE: Tone.WARN,
    Colour.YELLOW: Tone.CAUTION,
    Colour.BLUE: Tone.INFO,
}
LEVEL_TONES: Final[Mapping[Level, Tone]] = {Level.HIGH: Tone.BAD, Level.MIDDLE: Tone.WARN, Level.LOW: Tone.INFO}
_ORDER: Final = (
    State.BROKEN, State.GAP, State.DOUBTFUL, State.UNDEFINED, State.MISSING, State.KEPT, State.MET, State.VALUE,
    State.EXEMPT,
)  # fmt: skip
"""What asks for something stands first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One institution with its indicators, risks and warnings, read once."""

    institution: Institution
    places: Mapping[str, Place]
    indicators: tuple[Evaluation, ...]
    risks: tuple[RiskLine, ...]
    watch: Watch
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """One area with its indicators."""

    area: Area
    indicators: tuple[Evaluation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All institutions by urgency, and all areas."""

    watches: tuple[Watch, ...]
    areas: tuple[AreaView, ...]


def read_assessed(records: Records, *, institution: str, today: date) -> Assessed:
    """Read what the three tabs show of one institution."""
    record = records.institutions.get(institution)
    return Assessed(
        institution=record,
        places=read_places(records, institution),
        indicators=in_order(institution_indicators(record)),
        risks=read_risks(records, institution),
        watch=read_watch(records, record, today=today),
        certificates=certificates_asked(record.facts()),
    )


def read_overview(records: Records, *, today: date) -> Overview:
    """Read what the overview shows."""
    levels = list(AREA_LEVEL)
    areas = sorted(records.areas.where(), key=lambda one: (levels.index(one.level or "county"), one.name))
    return Overview(
        watches=tuple(read_watches(records, today=today)),
        areas=tuple(AreaView(area=one, indicators=in_order(area_indicators(one))) for one in areas),
    )


def in_order(evaluations: Sequence[Evaluation]) -> tuple[Evaluation, ...]:
    """Return evaluations with what asks for something first."""
    return tuple(sorted(evaluations, key=lambda one: _ORDER.index(one.result.state)))


def summary(evaluations: Sequence[Evaluation]) -> str:
    """Count the evaluations in words."""
    counts = counted(evaluations)
    return joined([f"{WORDS[state]} {counts[state]}" for state in _ORDER if state in counts])


def value_words(one: Evaluation) -> str:
    """Return the value with its unit, or what is missing."""
    result = one.result
    if result.value is not None:
        return f"{result.value:f} {one.indicator.unit}".rstrip()
    return result.text.partition("：")[2]


def gap_words(one: Evaluation) -> str:
    """Return how much is missing to the bound."""
    return f"{one.result.gap:f} {one.indicator.unit}".rstrip() if one.result.gap is not None else ""


def value_and_gap(one: Evaluation) -> str:
    """Return the value, with what is missing to the bound."""
    gap = gap_words(one)
    return f"{value_words(one)}，差 {gap}" if gap else value_words(one)


def bound_text(one: Evaluation) -> str:
    """Return the bound as computed, else as the source sets it; a number too long for a cell stands in the card."""
    if one.result.bound is not None:
        sign = "≥" if one.indicator.at_least is not None else "≤"
        return f"{sign} {one.result.bound:f} {one.indicator.unit}".rstrip()
    return bound_words(one.indicator) if one.indicator.at_least or one.indicator.at_most else "未定阈值"


INDICATOR_COLUMNS: Final = (
    Column(title="指标", text=lambda one: one.indicator.name, width=196),
    Column(
        title="性质", text=lambda one: NATURE[one.indicator.nature], width=88,
        tone=lambda one: Tone.NA if one.is_target else Tone.INFO,
    ),
    Column(
        title="结果", text=lambda one: WORDS[one.result.state], width=80,
        tone=lambda one: STATE_TONES[one.result.state],
    ),
    Column(title="数值或所缺数据", text=value_words, stretch=True),
    Column(title="阈值", text=bound_text, width=112),
    Column(title="差距", text=gap_words, width=84, right=True),
)  # fmt: skip
NARROW_COLUMNS: Final = (
    Column(title="指标", text=lambda one: one.indicator.name, stretch=True),
    *INDICATOR_COLUMNS[1:3],
    Column(title="数值或所缺数据", text=value_and_gap, width=152),
    INDICATOR_COLUMNS[4],
)
"""Beside a list there is less room: value and gap share a cell."""
RISK_COLUMNS: Final = (
    Column(title="部位、活动", text=lambda line: line.about, stretch=True),
    Column(
        title="风险", text=lambda line: line.risk.colour.caption, width=140,
        tone=lambda line: COLOUR_TONES[line.risk.colour],
    ),
    Column(title="评分", text=lambda line: line.risk.reason.partition("，")[0], width=190),
    Column(title="管控措施", text=lambda line: line.measure, width=180),
    Column(title="评估日期", text=lambda line: line.assessed_on, width=112),
)  # fmt: skip
WARNING_COLUMNS: Final = (
    Column(title="级别", text=lambda one: one.level.caption, width=70, tone=lambda one: LEVEL_TONES[one.level]),
    Column(title="事项", text=lambda one: one.topic, width=110),
    Column(title="原因", text=lambda one: one.reason, stretch=True),
)
WATCH_COLUMNS: Final = (
    Column(title="机构", key="name", text=lambda one: one.institution.name, width=170),
    Column(title="乡镇街道", key="area", text=lambda one: one.institution.area, width=96),
    Column(
        title="预警", key="level", text=lambda one: one.level.caption if one.level else "", width=72,
        tone=lambda one: LEVEL_TONES[one.level] if one.level else None,
    ),
    Column(title="高", key="high", text=lambda one: _count(one, Level.HIGH), width=44, right=True),
    Column(title="中", key="middle", text=lambda one: _count(one, Level.MIDDLE), width=44, right=True),
    Column(title="低", key="low", text=lambda one: _count(one, Level.LOW), width=44, right=True),
    Column(
        title="风险", key="risk", width=132,
        text=lambda one: Colour(one.risk.colour).caption if one.risk.colour else "",
        tone=lambda one: COLOUR_TONES[Colour(one.risk.colour)] if one.risk.colour else None,
    ),
    Column(title="首要原因", text=lambda one: one.warned[0].reason if one.warned else "无", stretch=True),
)  # fmt: skip
AREA_COLUMNS: Final = (
    Column(title="区域", text=lambda one: one.area.name, stretch=True),
    Column(title="类别", text=lambda one: AREA_LEVEL.get(one.area.fields.text("level"), ""), width=84),
    Column(
        title="差距", text=lambda one: str(counted(one.indicators).get(State.GAP, 0) or ""), width=60, right=True
    ),
)  # fmt: skip
WATCH_KEYS: Final[Mapping[str, Any]] = {
    "name": lambda one: one.institution.name,
    "area": lambda one: one.institution.area,
    "level": lambda one: one.urgency,
    "high": lambda one: -one.count(Level.HIGH),
    "middle": lambda one: -one.count(Level.MIDDLE),
    "low": lambda one: -one.count(Level.LOW),
    "risk": lambda one: list(Colour).index(Colour(one.risk.colour)) if one.risk.colour else len(Colour),
}


def sorted_watches(watches: Sequence[Watch], key: str, *, descending: bool) -> list[Watch]:
    """Return the institutions in the order of one column; at first press the most urgent stands first."""
    return sorted(watches, key=WATCH_KEYS[key], reverse=descending)


def _count(one: Watch, level: Level) -> str:
    return str(one.count(level) or "")


def details_of(one: Evaluation) -> list[tuple[str, str]]:
    """Return everything that is stated about an indicator, line by line."""
    about = one.indicator
    notes = "；".join(part for part in (*(source.note for source in about.sources), about.note) if part)
    lines = [
        ("结果", one.result.text),
        ("性质", f"{NATURE[about.nature]}，{'只提示达标或差距' if one.is_target else '不符合时由检查项依法处理'}"),
        ("对象", about.whom),
        ("公式", formula_words(about)),
        ("阈值", bound_words(about) or "来源未定阈值"),
        ("取舍", rounding_words(about)),
        ("依据", joined([one.source, about.region, f"{about.due} 前" if about.due else ""])),
        ("说明", notes),
        *((line.label, _input_words(line.value, line.on, line.source)) for line in one.inputs),
    ]
    return [(caption, words) for caption, words in lines if words]


def _input_words(value: str, on: str, source: str) -> str:
    return joined([value, on, source]) if value else "缺少"


_KINDS: Final = {InputType.COUNT: Kind.INTEGER, InputType.DECIMAL: Kind.DECIMAL, InputType.DATE: Kind.DATE,
                 InputType.CHOICE: Kind.CHOICE}  # fmt: skip
_UNKNOWN: Final = ("", "未填写")
STATING_ROWS: Final = (
    FormRow(key="on", label="截至日期", kind=Kind.DATE, required=True),
    FormRow(key="source", label="来源", required=True, longest=60, placeholder="例如：统计月报、机构填报、现场核对"),
)


def input_row(one: NamedInput) -> FormRow:
    """Return the row of a form that asks one input."""
    is_choice = one.type is InputType.CHOICE
    is_number = one.type in {InputType.COUNT, InputType.DECIMAL}
    return FormRow(
        key=one.name,
        label=one.label,
        kind=_KINDS[one.type],
        unit=one.unit,
        minimum=0 if is_number else None,
        placeholder="未填写" if is_choice else "",
        choices=[_UNKNOWN, *((word, word) for word in one.choices)] if is_choice else (),
    )


def input_form_values(asked: Sequence[NamedInput], held: Mapping[str, Stated]) -> dict[str, object]:
    """Return every input as its row shows it, None where nothing was stated."""
    return {one.name: read_input(one, held[one.name].value) if one.name in held else None for one in asked}


def certificate_rows(certificates: Sequence[Certificate]) -> list[FormRow]:
    """Return two rows per certificate: seen or not, and until when."""
    choices = [_UNKNOWN, (True, "有"), (False, "无")]
    rows = []
    for one in certificates:
        rows.append(
            FormRow(key=one.id, label=one.name, kind=Kind.CHOICE, choices=choices, placeholder="未填写")
        )  # fmt: skip
        rows.append(FormRow(key=f"{one.id}.until", label="有效期至", kind=Kind.DATE))
    return rows


def certificate_values(certificates: Sequence[Certificate], held: Mapping[str, Stated]) -> dict[str, object]:
    """Return what was said of each certificate as its rows show it."""
    values: dict[str, object] = {}
    for one in certificates:
        said = held[one.id].value if one.id in held else None
        known = said if isinstance(said, Mapping) else {}
        values[one.id] = known.get("held")
        values[f"{one.id}.until"] = date.fromisoformat(known["until"]) if known.get("until") else None
    return values


def certificates_said(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, object]:
    """Return what a person changed, as it is to be stated; 未填写 takes a certificate back."""
    said: dict[str, object] = {}
    for name in (key for key in now if "." not in key):
        held, until = now[name], now[f"{name}.until"]
        held = None if held == "" else held
        if (held, until) != (before[name], before[f"{name}.until"]):
            said[name] = None if held is None else {"held": held, "until": until.isoformat() if until else ""}
    return said


def _scale(name: str) -> list[tuple[str, str]]:
    return [(f"{score.normalize():f}", f"{score.normalize():f}　{words}") for score, words in LEC_SCALES[name].items()]


_DEGREES: Final = [(str(degree), str(degree)) for degree in range(5, 0, -1)]
RISK_ROWS: Final = (
    FormRow(key="method", label="评估方法", kind=Kind.CHOICE, required=True, choices=tuple(RISK_METHOD.items())),
    FormRow(key="on", label="评估日期", kind=Kind.DATE, required=True),
    FormRow(key="place", label="部位", kind=Kind.CHOICE, choices=[("", "不指定")]),
    FormRow(key="activity", label="活动、设施", longest=60, placeholder="例如：厨房动火、电动车充电"),
    FormRow(key="likelihood", label="可能性 L", kind=Kind.CHOICE, required=True, choices=_scale("likelihood")),
    FormRow(key="exposure", label="暴露频度 E", kind=Kind.CHOICE, required=True, choices=_scale("exposure")),
    FormRow(key="consequence", label="后果 C", kind=Kind.CHOICE, required=True, choices=_scale("consequence")),
    FormRow(key="severity", label="严重性 S", kind=Kind.CHOICE, required=True, choices=_DEGREES),
    FormRow(key="item", label="检查项", longest=20, placeholder="编号，可不填"),
    FormRow(key="responsible", label="责任人", longest=40),
    FormRow(key="measure", label="管控措施", wide=True),
)
LIKELIHOODS: Final = {"lec": _scale("likelihood"), "ls": _DEGREES}


def place_choices(places: Mapping[str, Place]) -> list[tuple[str, str]]:
    """Return the places that are offered, with none first."""
    live = [(one.id, place_path(one.id, places)) for one in places.values() if not one.withdrawn]
    return [("", "不指定"), *live]


AREA_ROWS: Final = (
    FormRow(key="level", label="类别", kind=Kind.CHOICE, required=True, choices=tuple(AREA_LEVEL.items())),
    FormRow(key="name", label="名称", required=True, longest=60, placeholder="例如：石桥村"),
    FormRow(key="parent", label="上级区域", longest=60, placeholder="例如：禾坪镇"),
    FormRow(
        key="region", label="适用方案", kind=Kind.CHOICE,
        choices=[("", "全部对照"), *((region, f"{region}方案") for region in regions())],
    ),
)  # fmt: skip
