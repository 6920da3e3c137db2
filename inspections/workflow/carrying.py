"""Take a county's confirmations in from a signed file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inspections.entry import JsonObject
from inspections.parcel import SIGNERS, Parcel, Plan, known_signers, plan_parcel
from inspections.people import LOCAL_USER
from inspections.records import Changes, Files, Records
from inspections.refusal import NotCompetentError, RefusedError

CALL_BACK: Final = "请当面或打电话向对方法制审核人员核对指纹，一致的再确认接受。"


class UnknownSignerError(RefusedError):
    """Nobody here has accepted the certificate that signed the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What an import did."""

    plan: Plan
    changes: Changes


def import_confirmations(records: Records, files: Files, *, parcel: Parcel, by: str, accept: str = "") -> TakenIn:
    """Take in what is new or newer; a signer unknown here must be accepted by fingerprint, once per laptop."""
    plan = plan_parcel(records, parcel)
    signer = parcel.signature
    if not plan.is_known_signer:
        _require_acceptance(parcel, accept=accept, by=by)
    for digest, (extension, data) in sorted(parcel.files.items()):
        if files.store_document(data, extension=extension) != digest:
            raise RefusedError(f"附件 {digest[:12]} 与清单不符，未导入。", "请向对方重新索取。")
    with records.change(by=by) as change:
        for one in plan.taken:
            record = records.confirmations.new(one.id)
            carried: JsonObject = {**one.values, "parcel": parcel.digest, "signed_by": signer.fingerprint}
            change.append(record.fact("confirmation_imported", carried))
    if not plan.is_known_signer:
        accept_signer(records, fingerprint=signer.fingerprint, name=parcel.signer_name, by=by)
    return TakenIn(plan=plan, changes=change.touched)


def accept_signer(records: Records, *, fingerprint: str, name: str, by: str) -> None:
    """Remember on this laptop alone that a signer was accepted, and by whom."""
    accepted = [name, records.now().date().isoformat(), by]
    kept: Mapping[str, object] = {**known_signers(records), fingerprint: accepted}
    records.keep_local(SIGNERS, dict(kept))


def _require_acceptance(parcel: Parcel, *, accept: str, by: str) -> None:
    signer = parcel.signature
    if "".join(accept.split()).lower() != signer.fingerprint:
        raise UnknownSignerError(
            f"签名人“{parcel.signer_name}”的证书尚未被本机接受，指纹：{signer.shown_fingerprint}。", CALL_BACK
        )
    if by == LOCAL_USER:
        raise NotCompetentError("本机用户不能接受新的签名人。", "请由登记的人员操作（设置 → 人员）。")
