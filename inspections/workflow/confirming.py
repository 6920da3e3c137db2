"""Confirm, correct and withdraw: how a legal officer makes a clause or criterion count as verified."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from checklists.clauses import documents
from checklists.criteria import criteria
from inspections.confirmation import CONFIRMED, CORRECTED, LEAD, Reference, confirmation_id
from inspections.entry import JsonObject
from inspections.people import Agency, Person, require_legal_officer
from inspections.records import Changes, Files, Records
from inspections.refusal import BadValueError, NotCompetentError

MOST_FILES: Final = 10
LARGEST_FILE: Final = 32 << 20
ENDINGS: Final = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
"""How the files of an official text begin, and the ending each is kept under."""


def confirm_wording(
    records: Records,
    files: Files,
    *,
    target: str,
    source: str,
    on: date,
    by: str,
    official_text: str = "",
    attachments: Sequence[bytes] = (),
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    agency: str = "",
) -> Changes:
    """Confirm that a clause (`文件|条号`) or criterion (its code) stands as the library states it."""
    said = {"verdict": CONFIRMED, "corrected_article": "", "corrected_text": "", "source": source}
    period = {"in_force_from": in_force_from, "in_force_to": in_force_to}
    values = {**said, **period, "official_text": official_text, "confirmed_on": on}
    return _give(records, files, target=target, values=values, attachments=attachments, agency=agency, by=by)


def correct_wording(
    records: Records,
    files: Files,
    *,
    target: str,
    source: str,
    on: date,
    by: str,
    corrected_article: str = "",
    corrected_text: str = "",
    official_text: str = "",
    attachments: Sequence[bytes] = (),
    in_force_from: date | None = None,
    in_force_to: date | None = None,
    agency: str = "",
) -> Changes:
    """Correct the number or the words of a clause or criterion; papers made from now on cite the correction."""
    said = {"verdict": CORRECTED, "corrected_article": corrected_article, "corrected_text": corrected_text}
    period = {"in_force_from": in_force_from, "in_force_to": in_force_to}
    values = {**said, **period, "source": source, "official_text": official_text, "confirmed_on": on}
    return _give(records, files, target=target, values=values, attachments=attachments, agency=agency, by=by)


def withdraw_confirmation(records: Records, *, confirmation: str, reason: str, on: date, by: str) -> Changes:
    """Take a confirmation back as a legal officer of the agency it holds for, or of the leading one."""
    with records.change(by=by) as change:
        person = records.people.get(by)
        record = records.confirmations.get(confirmation)
        require_legal_officer(person, "撤回确认")
        _require_standing(records.agencies.get(person.agency), records.agencies.new(record.agency), "撤回确认")
        at = change.now.isoformat(timespec="seconds")
        change.append(record.withdraw(reason=reason, on=on, by_name=person.name, decided_at=at))
    return change.touched


def _give(
    records: Records,
    files: Files,
    *,
    target: str,
    values: JsonObject,
    attachments: Sequence[bytes],
    agency: str,
    by: str,
) -> Changes:
    person = records.people.get(by)
    require_legal_officer(person, "确认条款")
    reference = known_reference(target)
    _require_article(reference, values)
    if values["confirmed_on"] > records.now().date():
        raise BadValueError(f"确认日期 {values['confirmed_on']} 晚于今天。", "请核对日期。")
    holding = records.agencies.get(agency or person.agency)
    _require_standing(records.agencies.get(person.agency), holding, "确认条款")
    kept = _keep(files, attachments)
    with records.change(by=by) as change:
        record = records.confirmations.new(confirmation_id(holding.id, reference))
        about = {**_who(person, holding), **_what(reference), "decided_at": change.now.isoformat(timespec="seconds")}
        change.append(record.confirm({**values, **about, "files": kept}))
    return change.touched


def known_reference(target: str) -> Reference:
    """Read what is to be confirmed; a document or criterion that the library does not know is refused by name."""
    reference = Reference.read(target.strip())
    if reference.criterion and reference.criterion not in criteria():
        raise BadValueError(f"没有判定情形“{target}”。", "条款请写作“文件|条号”，例如 消防法|28。")
    if not reference.criterion and reference.document not in documents():
        raise BadValueError(f"文件目录里没有“{reference.document}”。", "请从待核清单中选择。")
    return reference


def _require_article(reference: Reference, values: JsonObject) -> None:
    """A criterion decides only under a number that can be cited (民办发〔2023〕13号)."""
    known = criteria().get(reference.criterion)
    if known is not None and not known.article and not str(values["corrected_article"]).strip():
        raise BadValueError(f"判定情形“{known.code}”在检查表中还没有条号。", "请选择“更正”，并写明条号。")


def _require_standing(own: Agency, holding: Agency, doing: str) -> None:
    """Only the agency itself, or the leading agency of its county, speaks for it."""
    leads = own.code == LEAD and own.fields.text("region") == holding.fields.text("region")
    if own.id != holding.id and not leads:
        raise NotCompetentError(
            f"{own.short_name}的法制审核人员不能代{holding.short_name or '其他机关'}{doing}。",
            "请由该机关或本县牵头机关（民政）的法制审核人员操作。",
        )


def _who(person: Person, agency: Agency) -> JsonObject:
    return {
        "agency": agency.id,
        "agency_name": agency.name,
        "agency_code": agency.code,
        "region": agency.fields.text("region"),
        "officer": person.id,
        "officer_name": person.name,
        "officer_number": person.certificate_number,
    }


def _what(reference: Reference) -> JsonObject:
    return {"document": reference.document, "article": reference.article, "criterion": reference.criterion}


def _keep(files: Files, attachments: Sequence[bytes]) -> list[JsonObject]:
    """Keep the files of the official text durably before anything names them."""
    if len(attachments) > MOST_FILES:
        raise BadValueError(f"原文附件超过 {MOST_FILES} 个。", "请合并为一个 PDF。")
    endings = [file_ending(data) for data in attachments]
    kept = {
        files.store_document(data, extension=ending): {"extension": ending, "bytes": len(data)}
        for data, ending in zip(attachments, endings, strict=True)
    }
    return [{"sha256": digest, **about} for digest, about in sorted(kept.items())]


def file_ending(data: bytes) -> str:
    """Return the ending of an official text's file; only PDF, JPEG and PNG within the size are taken."""
    if len(data) > LARGEST_FILE:
        raise BadValueError(f"原文附件超过 {LARGEST_FILE >> 20} MB。", "请压缩后再附。")
    ending = next((ending for begins, ending in ENDINGS if data.startswith(begins)), "")
    if not ending:
        raise BadValueError("原文附件不是 PDF、JPG 或 PNG 文件。", "请另存为 PDF 或图片后再附。")
    return ending
