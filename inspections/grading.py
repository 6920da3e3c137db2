"""The grade of a finding: suspected, put before the competent organ, determined, corrected. Never one click.

民办发〔2023〕13号: 重大事故隐患 is determined by 民政; GB 35181: 重大火灾隐患 by 消防救援机构 in its own procedure,
its paper is only entered here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.criteria import Criterion, Regime, criteria
from inspections.entry import JsonObject
from inspections.finding import Finding
from inspections.people import Agency, Person, require_authorised
from inspections.record import Fact
from inspections.refusal import BadValueError, MissingError, NotCompetentError, NotFoundError, RefusedError

FIRE_PAPER: Final = "消防救援机构的判定文书"
"""The scan without which a determination of the fire agency is not entered."""
GRADES: Final = ("major", "ordinary")
DETERMINED: Final = ("determined", "declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """Who determines under one regime."""

    code: str
    organ: str
    is_entered: bool
    """Whether the determination is made elsewhere and only entered here."""


COMPETENT: Final[Mapping[str, Competence]] = {
    "major_accident": Competence(code="civil_affairs", organ="民政部门", is_entered=False),
    "major_fire": Competence(code="fire", organ="消防救援机构", is_entered=True),
}
_NEEDED: Final = (
    ("criterion", "依据条款"),
    ("participants", "参加人员"),
    ("determination_number", "文书编号"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One file that a determination rests on: which attachment it is, and its digest."""

    id: str
    name: str
    digest: str
    extension: str
    file: str
    on: str


def evidence_of(finding: Finding) -> tuple[Evidence, ...]:
    """Return the files at hand, by the attachment they are."""
    held = [
        Evidence(
            id=key,
            name=one["name"],
            digest=one["digest"],
            extension=one["extension"],
            file=one.get("file", ""),
            on=one.get("on", ""),
        )
        for key, one in finding.sets.get("evidence", {}).items()
    ]
    return tuple(sorted(held, key=lambda one: (one.name, one.file, one.digest)))


def attachments_of(finding: Finding) -> frozenset[str]:
    """Return the names of the attachments at hand."""
    return frozenset(one.name for one in evidence_of(finding))


def circumstances_of(finding: Finding) -> dict[str, bool]:
    """Return what people said of the circumstances of criteria, by the circumstance's key."""
    begin = "circumstance."
    values = finding.fields.values()
    return {name.removeprefix(begin): one for name, one in values.items() if name.startswith(begin) and one is not None}


def state_circumstances(finding: Finding, answers: Mapping[str, bool | None]) -> Fact:
    """Say of circumstances whether they are so; None takes an answer back."""
    known = {criterion.key(one) for criterion in criteria().values() for one in criterion.circumstances}
    for key, answer in answers.items():
        if key not in known:
            raise NotFoundError(f"没有“{key}”这项判定事实。", "请用判定卡上列出的事实。")
        if answer is not None and not isinstance(answer, bool):
            raise BadValueError(f"判定事实“{key}”只能填是、否或未确认。")
    if not answers:
        raise MissingError("没有要确认的判定事实。")
    return finding.fact("circumstances_stated", {f"circumstance.{key}": answer for key, answer in answers.items()})


def attach(finding: Finding, *, name: str, digest: str, extension: str, file: str, on: date) -> Fact:
    """Attach a file that the determination rests on."""
    if not name.strip():
        raise MissingError("没有写明附件是什么。", "请选择判定卡上列出的附件。")
    evidence = {"name": name, "digest": digest, "extension": extension, "file": file, "on": on.isoformat()}
    return finding.fact("evidence_attached", add={"evidence": {f"{digest[:16]}:{name}": evidence}})


def withdraw(finding: Finding, *, evidence: str, reason: str) -> Fact:
    """Take a file away from what the determination rests on; the file itself is kept."""
    if evidence not in finding.sets.get("evidence", {}):
        raise NotFoundError("没有这份附件。", "请刷新后重试。")
    if not reason.strip():
        raise MissingError("撤下附件须写明理由。")
    return finding.fact("evidence_withdrawn", {"evidence_withdrawn_reason": reason}, withdraw={"evidence": [evidence]})


def suspect(
    finding: Finding, *, on: date, regime: str, criterion: str, reason: str, judged: JsonObject | None = None
) -> Fact:
    """Say that it may be 重大 and ask for the determination; this decides nothing."""
    if regime not in COMPETENT:
        raise BadValueError("请选择重大事故隐患或重大火灾隐患。")
    if finding.is_major:
        raise RefusedError("已认定为重大隐患。", "需要更正的，请登记新的认定并写明理由。")
    values = {"regime": regime, "criterion": criterion, "suspected_on": on, "suspected_reason": reason}
    return finding.fact("grade_suspected", {"grade_state": "suspected", **values, "judged": dict(judged or {})})


def determine(
    finding: Finding,
    *,
    on: date,
    by: Person,
    organ: Agency,
    values: Mapping[str, object],
    second: Person | None = None,
    confirmed: Collection[str] = (),
) -> Fact:
    """Enter the determination of the competent organ: 重大 or not, with clause, papers, participants, number, date."""
    regime = str(values.get("regime") or finding.fields.text("regime"))
    grade = str(values.get("grade") or "major")
    competence = _competence(regime, organ)
    require_authorised(by, agency="", doing="认定隐患等级")
    if not competence.is_entered and by.agency != organ.id:
        raise NotCompetentError(f"{by.name}不是{organ.name}的人员，不能认定。", "请由认定机关的授权人员操作。")
    _require_values(grade, values)
    _require_day(finding, on)
    if competence.is_entered:
        _require_attached(finding, [FIRE_PAPER])
    elif grade == "major":
        basis = _basis(finding, str(values["criterion"]), confirmed)
        _require_attached(finding, basis.attachments)
    _require_second(finding, by=by, second=second, values=values)
    return finding.fact(
        "grade_determined",
        {
            "grade": grade,
            "grade_state": "determined" if grade == "major" else "declined",
            "regime": regime,
            "criterion": values["criterion"],
            "determined_on": on,
            "determined_by": by.id,
            "determining_organ": organ.name,
            "grade_organ": organ.id,
            "participants": values["participants"],
            "determination_number": values["determination_number"],
            "grade_reason": str(values.get("grade_reason") or ""),
            "grade_second": second.id if second else "",
            "attachments": [
                {"name": one.name, "digest": one.digest, "extension": one.extension} for one in evidence_of(finding)
            ],
        },
    )


def _competence(regime: str, organ: Agency) -> Competence:
    competence = COMPETENT.get(regime)
    if competence is None:
        raise MissingError("尚未提请认定。", "请先登记“疑似重大”，写明依据条款。")
    if organ.code != competence.code:
        raise NotCompetentError(f"该类重大隐患只能由{competence.organ}认定。", "请由有权机关认定后录入文号。")
    return competence


def _require_values(grade: str, values: Mapping[str, object]) -> None:
    if grade not in GRADES:
        raise BadValueError("请选择认定为重大，或不认定为重大。")
    for name, title in _NEEDED:
        if not str(values.get(name) or "").strip():
            raise MissingError(f"认定缺少{title}。")
    if grade == "ordinary" and not str(values.get("grade_reason") or "").strip():
        raise MissingError("不认定为重大须写明理由。")


def _require_day(finding: Finding, on: date) -> None:
    found = finding.fields.day("found_on")
    if found is not None and on < found:
        raise BadValueError(f"认定日期 {on} 早于发现日期 {found}。", "请核对认定文书上的日期。")


def _require_attached(finding: Finding, wanted: Collection[str]) -> None:
    missing = [name for name in wanted if name not in attachments_of(finding)]
    if missing:
        raise MissingError(f"认定缺少附件：{'、'.join(missing)}。", "请先在判定卡上附上文件。")


def _basis(finding: Finding, code: str, confirmed: Collection[str]) -> Criterion:
    """Return the criterion that a determination by 民政 rests on; nothing unverified ever decides."""
    criterion = criteria().get(code)
    if criterion is None or criterion.regime is not Regime.MAJOR_ACCIDENT:
        raise BadValueError(f"“{code}”不是判定标准中的情形。", "请选择判定标准列明的情形；情形复杂的选择综合判定。")
    if not (criterion.is_verified or code in confirmed):
        raise RefusedError(
            f"该情形（{criterion.text}）的原文尚未核实，不能作为认定依据。",
            "请由本机关法制人员核对官方原文并确认，或商请部门、组织专家综合判定。",
        )
    found = finding.fields.day("found_on")
    if found is not None and not criterion.is_in_force(found):
        raise RefusedError(f"发现日期 {found} 不在该判定标准的施行期内。", "请按当日有效的标准认定。")
    return criterion


def _require_second(finding: Finding, *, by: Person, second: Person | None, values: Mapping[str, object]) -> None:
    """A determination that stands is only changed with a reason and by two."""
    if finding.fields.text("grade_state") not in DETERMINED:
        return
    if not str(values.get("grade_reason") or "").strip():
        raise MissingError("更正已有的认定须写明理由。")
    if second is None or second.id == by.id:
        raise MissingError("更正已有的认定须由第二人确认。", "请选择同一机关的另一名获授权人员。")
    require_authorised(second, agency="", doing="确认更正认定")
    if second.agency != by.agency:
        raise NotCompetentError(f"{second.name}不是同一机关的人员，不能确认更正认定。", "请选择同一机关的授权人员。")
