"""What papers made from typed materials cannot do without, as a table: one that lacks a field is not frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from inspections.dossier import Dossier
from inspections.material import MATERIAL_FORMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One field: `of` says of which record."""

    of: str
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing a paper lacks, in words, and the place it is put right: a material's form, or a kind of record."""

    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What one kind of paper needs: materials with all their required blanks, and fields of other records."""

    materials: tuple[str, ...] = ()
    fields: tuple[Need, ...] = ()
    findings: str = ""
    """What is said where there is no finding to write; empty where a paper stands without."""


def _of(kind: str, *named: tuple[str, str]) -> tuple[Need, ...]:
    return tuple(Need(of=kind, name=name, title=title) for name, title in named)


_HOME: Final = _of("institution", ("name", "机构名称"), ("address", "地址"))
_HEAD: Final = _of("institution", ("person_in_charge", "主要负责人"))
_TASK: Final = _of("inspection", ("task_source", "任务来源"), ("basis", "检查依据"))
_CONTACT: Final = _of("agency", ("phone", "联系电话"), ("address", "地址"))
_REPORTED: Final = _of(
    "finding", ("report_measure", "整改措施"), ("report_person", "整改责任人"), ("done_on", "完成日期")
)
_ASKED: Final = _of(
    "finding",
    ("extension_asked_on", "申请日期"),
    ("extension_until", "拟延至"),
    ("extension_reason", "延期原因"),
    ("extension_measures", "临时安全措施"),
)
TYPED_NEEDS: Final[Mapping[str, Needs]] = {
    "approval": Needs(materials=("preparation", "clearance"), fields=(*_HOME, *_HEAD, *_TASK)),
    "notice": Needs(materials=("preparation",), fields=(*_HOME, *_of("inspection", ("basis", "检查依据")), *_CONTACT)),
    "questioning": Needs(materials=("questioning",), fields=_HOME[:1]),
    "survey": Needs(materials=("survey",), fields=_HOME[:1]),
    "sampling": Needs(materials=("sampling",), fields=_HOME[:1]),
    "pleading": Needs(materials=("pleading",), fields=_HOME[:1]),
    "address": Needs(materials=("address",), fields=(*_HOME[:1], *_CONTACT)),
    "summary": Needs(
        materials=("publication",), fields=(*_HOME[:1], *_TASK[:1], *_of("inspection", ("arrived_at", "到场时间")))
    ),
    "photos": Needs(fields=_HOME[:1], findings="没有可以列入的照片"),
    "filing": Needs(materials=("filing",), fields=_HOME[:1]),
    "reply": Needs(materials=("reply",), fields=(*_HOME[:1], *_HEAD, *_REPORTED), findings="没有要写入的问题"),
    "postponement": Needs(materials=("postponement",), fields=(*_HOME[:1], *_ASKED), findings="没有要写入的问题"),
}
REVEALING: Final = ("举报", "投诉", "信访", "来信", "来电", "反映", "控告", "热线", "12345", "12350", "96119")
"""Words that would tell the institution that somebody complained."""
_WRITTEN_BY_OFFICERS: Final = ("bring", "answers", "observed", "method", "corrections")
"""What officers write at length; a matter is put neutrally, these are for them to word."""
_WHERE: Final = {"institution": "机构信息", "inspection": "到场卡"}


def needed_materials(paper: str) -> tuple[str, ...]:
    """Return the codes of the forms a paper is filled in by."""
    return TYPED_NEEDS[paper].materials if paper in TYPED_NEEDS else ()


def missing_fields(read: Dossier) -> tuple[Missing, ...]:
    """Return everything a paper of this table lacks."""
    needs = TYPED_NEEDS.get(read.paper.code)
    if needs is None:
        return ()
    return (*_of_materials(read, needs), *_revealed(read), *_of_records(read, needs), *_of_findings(read, needs))


def _revealed(read: Dossier) -> Iterator[Missing]:
    """Yield each text of the officers that would tell the institution of a complaint; answers stay as they were."""
    if read.paper.note or read.inspection.fields.text("task_source") != "complaint":
        return
    for material in read.materials:
        form = MATERIAL_FORMS[material.form]
        for blank in form.blanks:
            words = material.text(blank.name) if blank.name in _WRITTEN_BY_OFFICERS else ""
            own = [one for one in words.splitlines() if not one.lstrip().startswith("答")]
            if any(word in line for line in own for word in REVEALING):
                said = f"“{form.title}”的“{blank.title}”写有会暴露举报来源的字样，请改写"
                yield Missing(text=said, place=f"material:{form.code}")


def _of_materials(read: Dossier, needs: Needs) -> Iterator[Missing]:
    for code in needs.materials:
        form = MATERIAL_FORMS[code]
        for blank in read.said(code).lacks(code):
            yield Missing(text=f"“{form.title}”缺少“{blank.title}”", place=f"material:{code}")
        if code == "address" and read.said(code).code("consent") == "yes" and not read.said(code).text("electronic"):
            yield Missing(text=f"“{form.title}”缺少“电子送达地址”（已同意电子送达）", place=f"material:{code}")


def _of_records(read: Dossier, needs: Needs) -> Iterator[Missing]:
    records = {"institution": read.institution, "inspection": read.inspection, "agency": read.agency}
    for need in needs.fields:
        if need.of not in records or records[need.of].fields.text(need.name):
            continue
        where = _WHERE.get(need.of)
        words = f"{where}缺少“{need.title}”" if where else f"{read.agency.short_name}未填写{need.title}（设置 → 机关）"
        yield Missing(text=words, place=need.of)


def _of_findings(read: Dossier, needs: Needs) -> Iterator[Missing]:
    if needs.findings and not (read.findings if read.paper.code != "photos" else read.photos):
        yield Missing(text=needs.findings, place="visit")
    for line in read.findings:
        for need in needs.fields:
            if need.of == "finding" and not line.finding.fields.text(need.name):
                yield Missing(text=f"问题 {line.finding.number} 缺少“{need.title}”", place=f"finding:{line.finding.id}")
